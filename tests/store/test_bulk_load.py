"""Loading records in one transaction."""

import gc
from collections.abc import Callable, Iterator

import pytest

from annotator.model.document import Status, text_sha256
from annotator.model.errors import InputError
from annotator.model.record import (
    LoadReport,
    Problem,
    Record,
    RecordRelation,
    RecordReview,
    RecordSpan,
    Tally,
)
from annotator.store import bulk, queries
from annotator.store.project import Project

Load = Callable[..., LoadReport]


def record(key: str = "a", text: str = "Halvia warned Ostmark.", **more: object) -> Record:
    return Record(key, text, **more)


SPANS = [RecordSpan(0, 6, "actor"), RecordSpan(0, 22, "claim", "bob", note="hm", doubt=True)]


def test_documents_and_spans_come_in(project: Project, load: Load):
    report = load(record(title="T", language="en", meta={"b": 1, "a": [2]}, extra={"x": None}, spans=SPANS))
    assert report.documents == Tally(added=1)
    assert report.spans == Tally(added=2)
    assert report.stored
    document = queries.document(project, 1)
    assert (document.title, document.language, document.extra) == ("T", "en", {"x": None})
    assert list(document.meta) == ["b", "a"]
    assert document.sha256 == text_sha256(document.text)
    assert [(span.start, span.end, span.note) for span in queries.spans(project, 1)] == [
        (0, 22, "hm"),
        (0, 6, ""),
    ]
    assert project.check() == []


def test_spans_without_an_annotator_belong_to_whoever_imports(project: Project, load: Load):
    load(record(spans=SPANS), annotator="eva")
    assert [annotator.name for annotator in project.annotators()] == ["ana", "eva", "bob"]


def test_spans_of_nobody_are_refused(project: Project, load: Load):
    with pytest.raises(InputError, match="name an annotator"):
        load(record(spans=SPANS), annotator="")
    assert queries.document_ids(project, 1) == []


def test_texts_of_nobody_are_welcome(project: Project, load: Load):
    assert load(record(), annotator="").documents.added == 1


def test_the_same_again_adds_nothing_and_leaves_no_trace(project: Project, load: Load):
    load(record(spans=SPANS))
    edits = project.query("SELECT count(*) FROM edits")
    report = load(record(spans=SPANS))
    assert report.documents == Tally(unchanged=1)
    assert report.spans == Tally(unchanged=2)
    assert project.query("SELECT count(*) FROM edits") == edits


def test_more_spans_for_a_known_document_are_added(project: Project, load: Load):
    load(record(spans=SPANS))
    report = load(record(spans=[*SPANS, RecordSpan(7, 13, "threat")]))
    assert (report.documents.unchanged, report.spans.added, report.spans.unchanged) == (1, 1, 2)


def test_another_text_under_a_known_key_is_named_and_not_taken(project: Project, load: Load):
    load(record())
    report = load(record(text="Other.", spans=SPANS[:1], file="x.jsonl", line=3), record("b"))
    assert report.documents == Tally(added=1, rejected=1)
    assert report.spans == Tally(rejected=1)
    [problem] = report.problems
    assert problem == Problem(
        "x.jsonl", 3, "the project has a document “a” with another text: give this one another id"
    )
    assert queries.document(project, 1).text == "Halvia warned Ostmark."


def test_the_same_key_twice_in_one_import_is_named(project: Project, load: Load):
    report = load(record(), record(text="Other."), record())
    assert (report.documents.added, report.documents.unchanged, report.documents.rejected) == (1, 1, 1)
    assert report.problems[0].reason.startswith("this import has a document “a”")


def test_an_unknown_label_joins_the_scheme(project: Project, load: Load):
    report = load(record(spans=[RecordSpan(0, 6, "appeal"), RecordSpan(0, 6, "Drohung")]))
    assert [(label.name, label.key, label.position) for label in report.labels] == [
        ("appeal", "e", 5),
        ("Drohung", "r", 6),
    ]
    assert [label.name for label in queries.labels(project)][5:] == ["appeal", "Drohung"]


def test_labels_of_two_imports_differ_in_colour(project: Project, load: Load):
    load(record(spans=[RecordSpan(0, 6, "appeal")]))
    load(record("b", spans=[RecordSpan(0, 6, "warning")]))
    colours = [label.colour for label in queries.labels(project)]
    assert len(set(colours)) == len(colours) == 7


def test_labels_beyond_the_alphabet_have_no_letter(project: Project, load: Load):
    report = load(record(spans=[RecordSpan(0, 6, f"标签{number}") for number in range(30)]))
    keys = [label.key for label in queries.labels(project) if label.key]
    assert len(keys) == len(set(keys)) == 26
    assert len(report.labels) == 30


def test_relations_find_their_spans(project: Project, load: Load):
    spans = [RecordSpan(7, 13, "claim"), RecordSpan(0, 6, "actor")]
    relations = [RecordRelation("made_by", 1, 2, extra={"sure": True}), RecordRelation("made_by", 1, 2)]
    report = load(record(spans=spans, relations=relations))
    assert report.relations == Tally(added=1, unchanged=1)
    rows = project.query(
        "SELECT type, h.start, t.start, r.extra FROM relations AS r"
        " JOIN spans AS h ON h.id = head JOIN spans AS t ON t.id = tail"
    )
    assert rows == [("made_by", 7, 0, '{"sure":true}')]


def test_relations_to_spans_that_were_there_already_are_added(project: Project, load: Load):
    load(record(spans=SPANS))
    report = load(record(spans=SPANS, relations=[RecordRelation("x", 2, 1)]))
    assert report.relations == Tally(added=1)


def test_reviews_come_in_and_never_overwrite(project: Project, load: Load):
    load(record(reviews=[RecordReview("ana", Status.DONE, "fine")]))
    report = load(record(reviews=[RecordReview("ana", Status.SKIPPED), RecordReview("bob", Status.IN_PROGRESS)]))
    assert report.reviews == 1
    assert queries.review(project, 1, 1).status is Status.DONE
    assert queries.review(project, 1, 2).status is Status.IN_PROGRESS


def test_a_review_that_says_nothing_makes_no_row(project: Project, load: Load):
    load(record(reviews=[RecordReview("ana")]))
    assert project.query("SELECT * FROM reviews") == []


def test_a_dry_run_reports_and_stores_nothing(project: Project, load: Load):
    report = load(record(spans=SPANS), accept=lambda report: False)
    assert (report.documents.added, report.spans.added, report.stored) == (1, 2, False)
    assert queries.document_ids(project, 1) == []
    assert [annotator.name for annotator in project.annotators()] == ["ana"]


def test_a_cancelled_load_stores_nothing(project: Project):
    def records() -> Iterator[Record]:
        yield record()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk.load(project, records(), title="Import", annotator_default="ana")
    assert queries.document_ids(project, 1) == []
    assert gc.isenabled()
    assert project.query("PRAGMA foreign_keys") == [(1,)]


def test_a_load_is_one_record_in_the_log_and_heard_once(project: Project):
    heard = []
    project.subscribe(heard.append)
    records = [record(str(number), spans=SPANS) for number in range(50)]
    bulk.load(project, records, title="Import x", annotator_default="ana", detail={"source": "x.jsonl"})
    [change] = heard
    assert (change.bulk, change.changes, change.kind, change.title) == (True, (), "import", "Import x")
    [(detail,)] = project.query("SELECT detail FROM edits")
    assert detail.startswith('{"source":"x.jsonl","documents":50,"spans":100,')
    assert '"ids":{"documents":[1,50],"spans":[1,100],"relations":[1,0],"reviews":[1,0]}' in detail
    assert project.query("SELECT count(*) FROM edit_changes") == [(0,)]


def test_batches_make_no_difference(project: Project, monkeypatch: pytest.MonkeyPatch, load: Load):
    monkeypatch.setattr(bulk, "_BATCH_SPANS", 3)
    load(*[record(str(number), spans=SPANS, relations=[RecordRelation("x", 1, 2)]) for number in range(10)])
    assert queries.counts(project)["spans"] == 20
    assert project.query("SELECT count(*) FROM relations") == [(10,)]
    assert project.check() == []


def test_settings_are_as_before_after_a_load(project: Project, load: Load):
    before = project.query("PRAGMA cache_size")
    load(record())
    assert project.query("PRAGMA cache_size") == before
    assert project.query("PRAGMA foreign_keys") == [(1,)]
    assert project.query("SELECT v FROM search_config WHERE k = 'hashsize'") == [(1_048_576,)]


@pytest.mark.parametrize(
    ("again", "sentence"),
    [
        ({"title": "Other"}, "one document is in the project already with another title, language or metadata"),
        ({"meta": {"a": 2}}, "one document is in the project already with another title, language or metadata"),
        ({"extra": {"b": 1}}, "one document is in the project already with another title, language or metadata"),
        (
            {"spans": [RecordSpan(0, 6, "actor", note="new"), RecordSpan(0, 22, "claim", "bob", note="oh")]},
            "2 spans are in the project already with another note, doubt, origin or unknown key",
        ),
        (
            {"spans": [RecordSpan(0, 6, "actor", extra={"actor": "H"})]},
            "one span is in the project already with another note, doubt, origin or unknown key",
        ),
        (
            {"reviews": [RecordReview("ana", Status.SKIPPED)]},
            "one review is in the project already with another status, note or reading place",
        ),
        (
            {"spans": SPANS, "relations": [RecordRelation("x", 1, 2, "ana", {"sure": 2})]},
            "one relation is in the project already with other unknown keys",
        ),
    ],
)
@pytest.mark.parametrize("in_one_load", [True, False])
def test_what_a_file_says_otherwise_stays_as_it_was_and_is_said(
    project: Project, load: Load, again: dict[str, object], sentence: str, in_one_load: bool
):
    relations, reviews = [RecordRelation("x", 1, 2, "ana", {"sure": 1})], [RecordReview("ana", Status.DONE, "fine")]
    first = record(title="T", meta={"a": 1}, spans=SPANS, relations=relations, reviews=reviews)
    second = record(file="x.jsonl", line=3, **again)
    report = load(first, second) if in_one_load else [load(first), load(second)][1]
    [warning] = report.warnings
    assert warning.startswith(sentence)
    assert "which stayed" in warning
    assert "x.jsonl, line 3" in warning
    assert [span.note for span in queries.spans(project, 1)] == ["hm", ""]
    assert (queries.document(project, 1).title, queries.document(project, 1).meta) == ("T", {"a": 1})


def test_two_spans_alike_but_for_their_notes_are_said_to_be_one(load: Load):
    report = load(record(spans=[RecordSpan(0, 6, "actor", note=note) for note in ("one", "two")]))
    assert report.spans == Tally(added=1, unchanged=1)
    [warning] = report.warnings
    assert warning.startswith("one span is")


def test_a_file_that_says_less_or_the_same_is_nothing_to_speak_of(load: Load):
    whole = record(
        title="T", language="en", meta={"a": 1, "b": 2}, spans=SPANS, reviews=[RecordReview("ana", Status.DONE)]
    )
    less = record(meta={"b": 2}, spans=[RecordSpan(0, 22, "claim", "bob")])
    assert load(whole, whole, less).warnings == load(whole).warnings == []
