"""Saved web pages: the article comes in, what stands around it does not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.formats.base import EncodingProblem, ReadOptions, Remark, Source
from annotator.formats.html import Html
from annotator.formats.look import Look
from annotator.model.record import Problem, Record
from tests.formats.pages import ARTICLES, JUNK, page

pytest.importorskip("trafilatura")

QUIRKS = Path(__file__).parents[3] / "shared" / "corpus" / "quirks"
FRENCH = sorted(QUIRKS.glob("*.html"))


def read(data: bytes | str, encoding: str | None = None, **settings: str) -> list[Record | Problem | Remark]:
    raw = data.encode() if isinstance(data, str) else data
    return list(Html().read(Source.of("page.html", raw), ReadOptions(encoding, settings=settings)))


def only(data: bytes | str, encoding: str | None = None, **settings: str) -> Record:
    *_, record = read(data, encoding, **settings)
    assert isinstance(record, Record), record
    return record


def refusal(data: bytes | str, **settings: str) -> str:
    [problem] = read(data, **settings)
    assert isinstance(problem, Problem)
    assert problem.rejects == "file"
    return problem.reason


@pytest.mark.parametrize("language", ARTICLES)
def test_a_news_page_gives_its_headline_and_paragraphs_and_nothing_else(language: str):
    record = only(page(language))
    headline, paragraphs = ARTICLES[language]
    assert record.text == "\n\n".join([headline, *paragraphs])
    assert (record.title, record.language) == (headline, language)
    assert not any(junk in record.text for junk in JUNK)


def test_what_the_page_says_of_itself_is_kept_beside_the_text():
    meta = only(page()).meta
    assert {name: meta[name] for name in ("date", "source", "author", "url")} == {
        "date": "2026-03-04",
        "source": "The Brenn Courier",
        "author": "Ana Varo",
        "url": "https://news.example/2026/harbour",
    }
    assert meta["converted from"] == "html"
    assert meta["converted by"].startswith("trafilatura ")
    assert len(meta["file sha256"]) == 64


def test_a_page_that_states_no_date_gets_none_from_words_in_its_text():
    body = "".join(f"<p>On 3 January 2019 and again on 5 May 2020: {words}</p>" for words in ARTICLES["en"][1])
    assert "date" not in only(page(body=body, facts="<title>{headline}</title>")).meta


def test_the_headline_can_be_left_out_of_the_text_and_stays_the_title():
    record = only(page(), headline="no")
    assert record.title == ARTICLES["en"][0]
    assert "converted from" in record.meta


def test_a_headline_that_is_there_already_is_not_said_twice():
    assert only(page()).text.count(ARTICLES["en"][0]) == 1


def test_lists_tables_and_breaks_are_parted_as_said():
    body = (
        "<p>The council published what it had decided on Monday, and what each side had asked before the vote.</p>"
        "<ul><li>The union threatens to strike from the first of April on, all along the river.</li>"
        "<li>The owners of the ships want to go to court against the fees.</li></ul>"
        "<table><tr><th>Year</th><th>Fee</th></tr><tr><td>2025</td><td>10</td></tr></table>"
        "<p>Last year the fees had been<br>left as they were, although costs rose.</p>"
    )
    text = only(page(body=body)).text
    assert "along the river.\nThe owners" in text
    assert "\n\nYear\tFee\n2025\t10\n\n" in text
    assert "had been\nleft as" in text


def test_the_whole_page_can_be_the_text():
    text = only(page(), text="whole-page").text
    assert text.startswith("The Brenn Courier\n\nMENU ONE\nMENU TWO\n\nCOOKIES")
    assert "PROGRAM" not in text
    assert text.endswith("FOOTER © 2026 The Brenn Courier. All rights reserved.")


def test_a_whole_page_keeps_no_break_spaces_layout_and_leaves_out_what_is_hidden():
    html = (
        "<html><body><p>a&nbsp; b\n c<b>d</b>e <i hidden>gone</i></p><div style='display: none'>gone</div>f"
        "<pre>  x\n   y</pre><table><tr><td></td><td><p>1</p><p>2</p></td><td>3</td></tr></table>g</body></html>"
    )
    assert only(html, text="whole-page").text == "a\u00a0 b cde\n\nf\n\n  x\n   y\n\n\t1\n\n2\t3\n\ng"


@pytest.mark.parametrize(
    ("language", "declared", "encoding"),
    [
        ("en", "iso-8859-1", "cp1252"),
        ("ru", "windows-1251", "cp1251"),
        ("ru", "KOI8-R", "koi8-r"),
        ("ar", "windows-1256", "cp1256"),
        ("zh", "gb2312", "gb18030"),
        ("zh", "big5", "big5hkscs"),
        ("ru", "iso-8859-5", "iso8859-5"),
    ],
)
def test_the_encoding_a_page_declares_is_believed(language: str, declared: str, encoding: str):
    html = page(language).replace('charset="utf-8"', f'charset="{declared}"')
    headline, paragraphs = ARTICLES[language]
    assert only(html.encode(encoding, "xmlcharrefreplace")).text == "\n\n".join([headline, *paragraphs])


def test_an_older_way_to_declare_it_counts_too():
    html = page("ru").replace(
        '<meta charset="utf-8">', "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>"
    )
    assert only(html.encode("cp1251")).title == ARTICLES["ru"][0]


def test_a_page_that_is_utf_8_whatever_it_says_is_read_as_utf_8_and_that_is_said():
    html = page("ru").replace('charset="utf-8"', 'charset="windows-1251"')
    remark, record = read(html)
    assert str(remark) == "page.html: it says that it is windows-1251, but it is UTF-8 and was read so"
    assert isinstance(record, Record)
    assert record.title == ARTICLES["ru"][0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_goes_before_everything(encoding: str):
    html = page("ru").replace('charset="utf-8"', 'charset="iso-8859-1"')
    found = [item for item in read(html.encode(encoding)) if isinstance(item, Record)]
    assert found[0].title == ARTICLES["ru"][0]


def test_a_page_without_a_word_on_its_encoding_has_to_be_confirmed():
    html = page("ru").replace('<meta charset="utf-8">', "").encode("cp1251")
    [problem] = read(html)
    assert isinstance(problem, EncodingProblem)
    assert problem.guess is not None
    assert only(html, encoding="windows-1251").title == ARTICLES["ru"][0]


@pytest.mark.skipif(not FRENCH, reason="the corpus is not here")
@pytest.mark.parametrize("path", FRENCH, ids=lambda path: path.name)
def test_real_pages_come_in_whole(path: Path):
    record = only(path.read_bytes())
    whole = only(path.read_bytes(), text="whole-page")
    assert record.text == whole.text
    assert record.text.startswith(record.title + "\n\n")
    assert record.text.count("\n\n") >= 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty"),
        (b"   ", "there is no tag in it"),
        (b"<html><body></body></html>", "no article was found"),
        (b'{"text": "a"}', "no web page: there is no tag in it"),
        (b"<html><p>a\0b</html>", "NUL character in line 1"),
        (b"<html>" + b"<div>" * 100_000, "nested more than 250 levels deep"),
        (b"<html>" + b"<p>a</p>" * 60_000, "more than 50,000 elements"),
        (b"<html><p " + b" ".join(b"a%d" % n for n in range(60_000)) + b">", "more attributes"),
        (b"<html><p>" + b"a" * 11_000_000, "longer than 10,000,000 characters"),
    ],
)
def test_what_is_no_page_with_an_article_is_refused_in_one_sentence(data: bytes, sentence: str):
    reason = refusal(data)
    assert re.search(sentence, reason), reason
    assert "\n" not in reason


def test_nothing_is_cut_off_without_a_word_where_the_parser_would():
    deep = "<div>" * 200 + "".join(f"<p>{words}</p>" for words in ARTICLES["en"][1]) + "</div>" * 200
    assert ARTICLES["en"][1][2] in only(f"<html><body>{deep}</body></html>", text="whole-page").text


def test_a_page_that_ends_in_the_middle_is_said_to():
    remark, record = read(page().partition("<section")[0])
    assert str(remark) == "page.html: its end is missing: it may have been cut off"
    assert isinstance(record, Record)


def test_a_setting_that_does_not_exist_is_refused():
    assert "“text” cannot be “all”; choose article or whole-page" in refusal(page(), text="all")


def test_every_truncation_of_a_page_is_read_or_refused_without_noise(capfd: pytest.CaptureFixture[str]):
    data = page().encode()
    for length in range(0, len(data), 97):
        assert read(data[:length])
    assert capfd.readouterr() == ("", "")


def test_the_same_page_gives_the_same_text_in_every_run(tmp_path: Path):
    """The order of Python's sets, which differs from run to run, plays no part in it."""
    (tmp_path / "page.html").write_text(page("en"), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from annotator.formats.html import Html;"
        "from annotator.formats.base import ReadOptions, Source;"
        "print(list(Html().read(Source.of('p', Path(sys.argv[1]).read_bytes()), ReadOptions())))"
    )
    seen = set()
    for seed in "012":
        done = subprocess.run(
            [sys.executable, "-c", code, tmp_path / "page.html"],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_without_the_extra_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert refusal(page()).endswith('which is not installed: pip install "annotator[documents]"')


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html><html>", "<HTML>", "<?xml version='1.0'?>\n<html xmlns='x'>", "<!-- a --><html>"]
)
def test_a_page_is_known_by_how_it_begins(start: str):
    assert Html().sniff(Look("page", start.encode())) == "it begins as a web page does"
    assert not Html().sniff(Look("page", b"<article><p>a</p></article>"))
