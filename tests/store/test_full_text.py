"""Finding documents."""

from collections.abc import Callable

import pytest

from annotator.model.record import LoadReport, Record
from annotator.store import search as searching
from annotator.store.project import Project
from annotator.store.search import search

ARTICLES = {
    "en": ("Harbour talks", "Ida Brandt warned that Halvia's fleet would act. C++ is not C."),
    "fr": ("", "L’État a refusé les négociations."),
    "zh": ("标题", "中国外交部发言人表示反对。"),
    "th": ("", "รัฐมนตรีว่าการกระทรวงการต่างประเทศ"),
    "ko": ("", "대통령은 제안을 거부했다."),
    "ru": ("", "Министерство предупредило Халвию."),
    "ar": ("", "حذّر الوزير من العواقب"),
    "hi": ("", "मंत्री ने चेतावनी दी"),
}


@pytest.fixture
def find(project: Project, load: Callable[..., LoadReport]) -> Callable[..., list[str]]:
    load(*[Record(key, text, title) for key, (title, text) in ARTICLES.items()])
    keys = dict(project.query("SELECT id, key FROM documents"))
    return lambda query, **options: [keys[id] for id in search(project, query, **options)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("brandt", ["en"]),
        ("brandt halvia", ["en"]),
        ("brandt nobody", []),
        ("bran", ["en"]),
        ("bran ", []),
        ("bra", ["en"]),
        ("br", []),
        ("harbour", ["en"]),
        ("harbour fleet", ["en"]),
        ('"ida brandt"', ["en"]),
        ('"brandt ida"', []),
        ('"ida brandt', ["en"]),
        ("halvia's", ["en"]),
        ("etat NEGOCIATIONS", ["fr"]),
        ("C++", ["en"]),
        ("+", ["en"]),
        ("外交部", ["zh"]),
        ("标题", ["zh"]),
        ("การต่าง", ["th"]),
        ("대통령", ["ko"]),
        ("제안 거부", ["ko"]),
        ("халв", ["ru"]),
        ("الوزير", ["ar"]),
        ("चेतावनी", ["hi"]),
        ("", []),
        ("   ", []),
        ('"', []),
        ('""', []),
        ("AND", []),
        ("OR brandt", []),
        ("title:harbour", []),
        ("bran*", ["en"]),
        ("\0", []),
        ("brandt\ud800", ["en"]),
        ("外交 C", []),
    ],
)
def test_a_query_finds(find: Callable[..., list[str]], query: str, found: list[str]):
    assert find(query) == found


def test_hits_come_in_order_of_import_up_to_the_limit(project: Project, load: Callable[..., LoadReport]):
    load(*[Record(str(number), "Halvia." if number % 2 else "Ostmark.") for number in range(40)])
    assert search(project, "halvia", 3) == [2, 4, 6]
    assert search(project, "halvia", 3, after=6) == [8, 10, 12]
    assert search(project, ".", 3, after=38) == [39, 40]


def test_many_hits_are_read_in_pages(
    project: Project, load: Callable[..., LoadReport], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(searching, "_HITS", 7)
    load(*[Record(str(number), "Halvia.") for number in range(40)])
    assert search(project, "halvia", 30) == list(range(1, 31))
    assert search(project, "halvia", 1000) == list(range(1, 41))


@pytest.mark.parametrize("query", ["halvia", "."])
def test_a_search_can_be_cancelled(project: Project, load: Callable[..., LoadReport], query: str):
    load(Record("a", "Halvia."))
    assert search(project, query, cancelled=lambda: True) == []
