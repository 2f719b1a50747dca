"""spaCy opens what is written; what spaCy or others wrote comes in on the right characters."""

from __future__ import annotations

import json
import warnings
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from annotator.formats.base import Format, ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import INSIDE_TOKEN, Losses
from annotator.formats.look import Look
from annotator.formats.spacy import Spacy
from annotator.formats.spacy_json import SpacyJson
from annotator.formats.spacy_json_write import UNREAD
from annotator.formats.spacy_shape import NOT_IN_ENTS, PIECES, spacy_words
from annotator.formats.tokens import tokens
from annotator.model.document import Status
from annotator.model.record import Problem, Record, RecordRelation, RecordReview, RecordSpan
from tests.formats.documents import said
from tests.formats.token_documents import several

if TYPE_CHECKING:
    from collections.abc import Iterable


def fitted(chosen: Format, made: Iterable[Record]) -> list[Record]:
    return [chosen.fit(record, WriteOptions(), Losses()) for record in made]


def write(chosen: Format, *made: Record) -> bytes:
    return b"".join(chosen.write(fitted(chosen, made), WriteOptions()))  # type: ignore[arg-type]


def items(data: bytes | str, chosen: Format | None = None) -> list[Record | Problem | Remark]:
    raw = data.encode() if isinstance(data, str) else data
    return list((chosen or SpacyJson()).read(Source.of("in.json", raw), ReadOptions()))


def records(data: bytes | str, chosen: Format | None = None) -> list[Record]:
    return [item for item in items(data, chosen) if isinstance(item, Record)]


def problems(data: bytes | str, chosen: Format | None = None) -> list[str]:
    return [str(item) for item in items(data, chosen) if isinstance(item, Problem)]


@settings(max_examples=60, deadline=None)
@given(several())
def test_what_was_fitted_comes_back_as_json(made: list[Record]):
    chosen = SpacyJson()
    once = fitted(chosen, made)
    assert list(map(said, fitted(chosen, once))) == list(map(said, once))
    data = write(chosen, *made)
    assert [item for item in items(data) if not isinstance(item, Record)] == []
    assert list(map(said, records(data))) == list(map(said, once))
    assert write(chosen, *made) == data


EXAMPLE = Record(
    "d",
    "The EU-wide  ban,\nsays Halvia.",
    meta={"source": "x"},
    spans=[
        RecordSpan(4, 6, "actor", "ana"),
        RecordSpan(0, 16, "claim", "ben", note="n"),
        RecordSpan(13, 29, "claim", "ana", ((13, 16), (23, 29))),
    ],
    relations=[RecordRelation("by", 2, 1, "ana")],
    reviews=[RecordReview("ana", Status.DONE)],
)


def test_a_row_is_what_spacy_itself_would_write_and_the_losses_are_counted():
    losses = Losses()
    once = SpacyJson().fit(EXAMPLE, WriteOptions(), losses)
    assert +losses == {INSIDE_TOKEN: 1, NOT_IN_ENTS: 1, PIECES: 1}
    [line] = b"".join(SpacyJson().write([once], WriteOptions())).splitlines()
    row = json.loads(line)
    assert row["text"] == EXAMPLE.text
    assert row["ents"] == [{"start": 4, "end": 11, "label": "actor"}, {"start": 13, "end": 29, "label": "claim"}]
    assert row["spans"]["sc"][0] == {"start": 4, "end": 11, "label": "actor", "kb_id": ""}
    assert [EXAMPLE.text[token["start"] : token["end"]] for token in row["tokens"]] == [
        *("The", "EU-wide", " ", "ban", ",", "\n", "says", "Halvia", ".")
    ]


def test_a_document_nobody_read_has_no_ents_and_one_read_in_part_is_counted():
    unread = Record("d", "Ana spoke.", reviews=[RecordReview("ana")])
    assert "ents" not in json.loads(write(SpacyJson(), unread))
    in_part = Record("d", "Ana spoke.", reviews=[RecordReview("ana", read_to=3)])
    losses = Losses()
    SpacyJson().fit(in_part, WriteOptions(), losses)
    assert losses[UNREAD] == 1


@pytest.mark.parametrize("text", ["a", " a", "  a", "a b", "a  b", "a\n\nb ", "a \n b", " ", "\n", "a\u00a0b", " a "])
def test_spacys_words_are_the_text_whatever_blanks_it_has(text: str):
    pieces, spaces = spacy_words(text, tokens(text))
    words = (text[start:end] + " " * spaced for (start, end), spaced in zip(pieces, spaces, strict=True))
    assert "".join(words) == text


def test_rows_of_others_keep_groups_classes_and_what_is_unknown():
    row = {
        "text": "Halvia met Nordan.",
        "ents": [{"start": 0, "end": 6, "label": "ORG"}, {"start": 11, "end": 17, "label": "ORG", "kb_id": "Q1"}],
        "spans": {
            "sc": [{"start": 0, "end": 6, "label": "ORG", "kb_id": ""}],
            "x": [{"start": 0, "end": 17, "label": "S"}],
        },
        "cats": {"news": 1.0},
        "tokens": [{"id": 0, "start": 0, "end": 6, "pos": "PROPN"}],
        "_": {"mine": 3},
        "more": [1],
    }
    [record] = records(json.dumps(row))
    assert record.spans == [
        RecordSpan(0, 6, "ORG"),
        RecordSpan(11, 17, "ORG", extra={"kb_id": "Q1"}),
        RecordSpan(0, 17, "S", extra={"group": "x"}),
    ]
    assert (record.meta, record.extra) == ({"cats": {"news": 1.0}}, {"_": {"mine": 3}, "more": [1]})
    remarks = [str(item) for item in items(json.dumps(row)) if isinstance(item, Remark)]
    assert len(remarks) == 2
    assert any("1 span stands there twice alike" in remark for remark in remarks)


PAIR = '["Halvia met Ana.", {"entities": [[0, 6, "ORG"], [11, 14, "PER"]]}]'


@pytest.mark.parametrize("data", [PAIR, f"{PAIR}\n{PAIR}\n", f"[{PAIR}, {PAIR}]", f"[\n {PAIR},\n {PAIR}\n]"])
def test_training_tuples_come_in_by_line_and_by_list(data: str):
    for record in records(data):
        assert [(record.text[span.start : span.end], span.label) for span in record.spans] == [
            ("Halvia", "ORG"),
            ("Ana", "PER"),
        ]
    assert len(records(data)) == data.count("Halvia")
    assert SpacyJson().sniff(Look("x", data.encode()))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"text": 3}', "in.json, line 1: its “text” is a number, not a string"),
        ('{"text": "a", "ents": 3}', "in.json, line 1: its list of entities is a number, not a list"),
        ('{"text": "a", "ents": [3]}', "in.json, line 1: entity 1: its offsets None–None are not two whole numbers"),
        (
            '{"text": "a", "ents": [{"start": 0, "end": 9, "label": "X"}]}',
            "in.json, line 1: entity 1: its offsets 0–9 go",
        ),
        (
            '{"text": "a", "ents": [{"start": 0, "end": 1, "label": ""}]}',
            "in.json, line 1: entity 1: its label is empty",
        ),
        ('{"id": 1, "paragraphs": []}', "in.json, line 1: it is training JSON of spaCy 2;"),
        ('["a", 3]', "in.json, line 1: it is no pair of a text and an object with its entities"),
        ('[["a", 3]]', "in.json, line 1: it is no pair"),
        ('[["a", {"entities": [[0, 1, "X"', "in.json: the file breaks off in the middle of its JSON"),
        ('["a", {"entities"', "in.json, line 1: the line breaks off"),
        ('["a", {"entities": ' + "[" * 100_000, "in.json, line 1: "),
        ('[["a", {"entities": ' + "[" * 100_000, "in.json: "),
        ('{"text": "a", "annotator": {"document": 3}}', "in.json, line 1: its details are a number, not an object"),
        ('{"text": "a", "annotator": {"spans": [{}]}}', "in.json, line 1: its span group “sc” has 0 spans"),
        ("<html>", "in.json: it looks like HTML"),
        ('["\\u00e4\xff", {}]'.encode("latin-1"), "in.json, line 1: "),
    ],
)
def test_bad_files_get_a_sentence(data: str | bytes, reason: str):
    assert problems(data)[0].startswith(reason)


def test_rows_cut_off_anywhere_give_whole_documents_or_reasons():
    data = write(SpacyJson(), EXAMPLE)
    for cut in range(1, len(data) - 1):
        assert not records(data[:cut])
        assert len(problems(data[:cut])) == 1


def test_a_bad_span_keeps_its_neighbours_and_their_relations():
    row: dict[str, Any] = json.loads(write(SpacyJson(), EXAMPLE))
    row["spans"]["sc"][0]["end"] = 900
    [record] = records(json.dumps(row))
    assert [span.label for span in record.spans] == ["claim", "claim"]
    assert [reason.partition(": ")[2][:10] for reason in problems(json.dumps(row))] == ["span 1: it", "a relation"]


# With spaCy itself


@pytest.fixture(scope="module")
def spacy() -> Any:  # noqa: ANN401
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("spacy")


def docs_of(data: bytes, spacy: Any) -> list[Any]:  # noqa: ANN401
    return list(spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab))


@pytest.mark.peers
def test_what_was_fitted_comes_back_through_a_docbin(spacy: Any):  # noqa: ANN401
    chosen = Spacy()

    @settings(max_examples=60, deadline=None)
    @given(several())
    def check(made: list[Record]) -> None:
        once = fitted(chosen, made)
        data = write(chosen, *made)
        assert [item for item in items(data, chosen) if not isinstance(item, Record)] == []
        assert list(map(said, records(data, chosen))) == list(map(said, once))
        assert write(chosen, *made) == data
        for doc, record in zip(docs_of(data, spacy), once, strict=True):
            assert doc.text == record.text
            assert [(span.start_char, span.end_char, span.label_) for span in doc.spans.get("sc", [])] == [
                (span.start, span.end, span.label) for span in record.spans
            ]
            assert all(record.text[ent.start_char : ent.end_char] == ent.text for ent in doc.ents)

    check()


@pytest.mark.peers
def test_spacy_reads_our_json_and_writes_it_alike(spacy: Any):  # noqa: ANN401
    @settings(max_examples=60, deadline=None)
    @given(several())
    def check(made: list[Record]) -> None:
        for line in write(SpacyJson(), *made).splitlines():
            row = json.loads(line)
            doc = spacy.tokens.Doc(spacy.blank("xx").vocab).from_json(row, validate=True)
            del row["annotator"]
            # spaCy leaves out an empty group and missing ents, and takes a lone token for a sentence.
            if row["spans"]["sc"] and "ents" in row:
                assert {**doc.to_json(), "sents": 0} == {**row, "sents": 0}

    check()


@pytest.mark.peers
def test_text_nobody_read_is_missing_for_spacy(spacy: Any):  # noqa: ANN401
    record = Record(
        "d", "Ana spoke. Ben left.", spans=[RecordSpan(0, 3, "PER")], reviews=[RecordReview("", read_to=10)]
    )
    [doc] = docs_of(write(Spacy(), record), spacy)
    assert [token.ent_iob_ for token in doc] == ["B", "O", "O", "", "", ""]
    assert records(write(Spacy(), record), Spacy())[0].reviews == record.reviews


@pytest.mark.peers
def test_a_strangers_docbin_comes_in(spacy: Any):  # noqa: ANN401
    nlp = spacy.blank("en")
    doc = nlp("Halvia met Nordan.")
    doc.ents = [spacy.tokens.Span(doc, 0, 1, "ORG", kb_id="Q1")]
    doc.spans["x"] = [spacy.tokens.Span(doc, 0, 3, "S")]
    doc.cats = {"news": 1.0}
    doc.user_data = {"a": (1, {"b": None}), ("._.", "mine", None, None): "m", ("._.", "mine", 0, 3): 1}
    data = spacy.tokens.DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [record] = records(data, Spacy())
    assert record.key == "in.json:1"
    assert record.spans == [
        RecordSpan(0, 6, "ORG", extra={"kb_id": "Q1"}),
        RecordSpan(0, 17, "S", extra={"group": "x"}),
    ]
    assert record.meta == {"cats": {"news": 1.0}}
    assert record.extra == {"user_data": {"a": [1, {"b": None}], "mine": "m"}}
    assert sum(isinstance(item, Remark) for item in items(data, Spacy())) == 1


@pytest.mark.peers
def test_bad_docbins_get_a_sentence(spacy: Any):  # noqa: ANN401
    data = write(Spacy(), EXAMPLE)
    inner = zlib.decompress(data)
    bad = [
        b"",
        b"<html>",
        b"x" * 100,
        data[:-5],
        zlib.compress(b"\0" * 300_000_000, 1),
        zlib.compress(b"\x91" * 200_000),
    ]
    bad += [zlib.compress(inner[:cut]) for cut in range(0, len(inner), 7)]
    bad += [data[:cut] for cut in range(0, len(data), 11)]
    for each in bad:
        [problem] = items(each, Spacy())
        assert isinstance(problem, Problem)
        assert str(problem).count("\n") == 0


def test_without_spacy_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    assert problems(b"x", Spacy()) == ['in.json: spaCy is not installed; pip install "annotator[spacy]" brings it']
