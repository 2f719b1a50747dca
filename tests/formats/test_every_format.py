"""What every format that writes has to keep to, whatever it looks like."""

from __future__ import annotations

import copy
import io
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from annotator.exchange.reading_back import trace_of
from annotator.formats.base import Piece, ReadOptions, Source, WriteOptions
from annotator.formats.detection import candidates
from annotator.formats.fitting import Losses
from annotator.formats.look import Look
from annotator.formats.registry import BUILT_IN, format_by_name
from annotator.model.attribute import Attribute
from annotator.model.document import Status
from annotator.model.record import (
    Problem,
    Record,
    RecordActor,
    RecordRelation,
    RecordReview,
    RecordSpan,
    RecordSuggestion,
)
from annotator.model.scheme import DEFAULT_LABELS, RelationType, Scheme

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.formats.base import Format

WRITING = [name for name in BUILT_IN if format_by_name(name).writes]

TEXT = (
    "Halvia 🇭🇻 warns the harbour union\r\n\r\n“We will close the locks”, said minister Ida Brandt of Halvia’s"
    " co-op on 3.5 March, U.S. officials 𝐛𝐨𝐥𝐝 said.\nThe union demands a new fee. 港口委员会拒绝了。 Nothing here.\n"
)


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def rich() -> Record:
    """A document with everything at once: nested, crossing and equal stretches, fragments, links, several people."""
    whole = place("“We will close the locks”, said minister Ida Brandt")
    fragment = (*place("The union demands"), *place("a new fee"))
    return Record(
        key="north/harbour: 0412?",
        text=TEXT,
        title="Halvia & the “union”",
        language="en",
        meta={"source": "The Halvian", "date": "2026-11-22", "nested": {"pages": [1, 2]}, "n": 3, "none": None},
        extra={"colour of the row": "blue"},
        spans=sorted(
            [
                RecordSpan(*place("Halvia"), "actor", "ana", actor="Republic of Halvia"),
                RecordSpan(*place("Halvia 🇭🇻 warns the harbour union"), "threat", "ana", note="two\nlines, and\ta tab"),
                RecordSpan(*place("harbour union"), "actor", "ana", doubt=True),
                RecordSpan(*place("harbour union"), "actor", "ben"),
                RecordSpan(*whole, "claim", "ana", attributes={"form": "direct", "share": 0.5, "sure": True}),
                RecordSpan(*place("close the locks”, said minister"), "demand | x", "ben", origin="suggested by m1"),
                RecordSpan(*place("Ida Brandt"), "actor", "ana", extra={"mine": [1, {"deep": None}]}),
                RecordSpan(*place("𝐨𝐥"), "proposal", "ben"),
                RecordSpan(fragment[0], fragment[3], "demand", "ana", fragments=(fragment[:2], fragment[2:])),
                RecordSpan(*place("委员会"), "actor", "ana", attributes={"roles": ["speaker", "target"]}),
            ],
            key=lambda span: span[:5],
        ),
        relations=[RecordRelation("made by", 5, 1, "ana"), RecordRelation("made by", 2, 1, "ben", {"why": "told"})],
        reviews=[
            RecordReview("ana", Status.DONE, "a note\non it"),
            RecordReview("ben", Status.IN_PROGRESS, "", None, place("The union")[0]),
        ],
        suggestions=[RecordSuggestion(*place("officials"), "actor", "m1", score=0.75)],
        actors=[RecordActor("Republic of Halvia", ("Halvia", "the Republic"))],
    )


def plain(key: str, text: str = "The council met. It said nothing.", **said: object) -> Record:
    return Record(key, text, title="The council", **said)  # type: ignore[arg-type]


RECORDS = [
    rich(),
    plain("empty but done", reviews=[RecordReview("ana", Status.DONE)]),
    plain("unread"),
    plain("ascii", spans=[RecordSpan(4, 11, "actor", "ana"), RecordSpan(0, 16, "claim", "ana")]),
]

OPTIONS = WriteOptions(
    scheme=Scheme(DEFAULT_LABELS, (RelationType("made by"),), (Attribute("form", "choice", ("direct", "indirect")),)),
    title="corpus",
)


def need(chosen: Format) -> None:
    for name in chosen.needs:
        if find_spec(name) is None:
            pytest.skip(f"{name} is not installed")


def fitted(chosen: Format) -> list[Record]:
    return [chosen.fit(record, OPTIONS, Losses()) for record in copy.deepcopy(RECORDS)]


def put(chosen: Format, records: list[Record], folder: Path) -> Path:
    """The written export, as it lies on disk."""
    target = folder / ("export" if chosen.folder else f"export{chosen.suffixes[0]}")
    for piece in chosen.write(records, OPTIONS):
        path = target / piece.file if isinstance(piece, Piece) else target
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as stream:
            stream.write(piece.data if isinstance(piece, Piece) else piece)
    return target


def read(chosen: Format, path: Path) -> tuple[list[Record], list[Problem]]:
    stream = io.BytesIO() if path.is_dir() else path.open("rb")
    with stream, io.BufferedReader(stream) as buffered:  # type: ignore[type-var]
        found = list(chosen.read(Source(path.name, buffered, path), ReadOptions()))
    records = [item for item in found if isinstance(item, Record)]
    return records, [item for item in found if isinstance(item, Problem)]


def simplified(record: Record) -> Record:
    """What counts of a record: not where it was read."""
    return replace(record, spans=sorted(record.spans, key=lambda span: span[:5]), sha256="", file="", line=0, split="")


@pytest.mark.parametrize("name", WRITING)
def test_what_is_written_comes_back_as_it_was_fitted(name: str, tmp_path: Path):
    chosen = format_by_name(name)
    need(chosen)
    records = fitted(chosen)
    back, problems = read(chosen, put(chosen, records, tmp_path))
    assert problems == []
    by_key = {record.key: record for record in back}
    assert len(by_key) == len(back) == len(records)
    for record in records:
        found = by_key[record.key]
        if trace_of(found) != trace_of(record):
            assert simplified(found) == simplified(record)  # says what differs
        assert trace_of(found) == trace_of(record)


@pytest.mark.parametrize("name", WRITING)
def test_fitting_takes_nothing_from_the_record_and_fitting_again_changes_nothing(name: str):
    chosen = format_by_name(name)
    need(chosen)
    given = copy.deepcopy(RECORDS)
    once = [chosen.fit(record, OPTIONS, Losses()) for record in given]
    assert given == RECORDS
    losses = Losses()
    twice = [chosen.fit(record, OPTIONS, losses) for record in copy.deepcopy(once)]
    assert [simplified(record) for record in twice] == [simplified(record) for record in once]
    assert [loss for loss in +losses if loss.then.startswith("left out")] == []


@pytest.mark.parametrize("name", WRITING)
def test_what_a_format_loses_is_counted(name: str):
    """Spans, relations and notes that do not come out are in the count of losses, one by one."""
    chosen = format_by_name(name)
    need(chosen)
    losses = Losses()
    record = chosen.fit(rich(), OPTIONS, losses)
    missing = len(rich().spans) - len(record.spans)
    said = sum(count for loss, count in losses.items() if "span" in loss.one)
    assert said >= missing
    assert sum(losses.values()) >= missing + len(rich().relations) - len(record.relations)
    if not record.suggestions:
        assert any(loss.one == "suggestion" for loss in losses)


@pytest.mark.parametrize("name", WRITING)
def test_the_same_records_give_the_same_bytes(name: str, tmp_path: Path):
    chosen = format_by_name(name)
    need(chosen)
    once, again = (put(chosen, fitted(chosen), tmp_path / part) for part in ("one", "two"))
    if chosen.folder:
        files = [{path.relative_to(root): path.read_bytes() for path in root.rglob("*.*")} for root in (once, again)]
        assert files[0] == files[1]
    else:
        assert once.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("name", WRITING)
def test_what_a_format_writes_is_known_for_its_own_by_its_content(name: str, tmp_path: Path):
    chosen = format_by_name(name)
    need(chosen)
    written = put(chosen, fitted(chosen), tmp_path)
    found = candidates(Look.at(written))
    assert [candidate.name for candidate in found] == [name], found
    assert found[0].reason


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_format_says_what_it_is_in_words(name: str):
    chosen = format_by_name(name)
    assert chosen.title
    assert chosen.suffixes or chosen.folder
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in chosen.suffixes)
    assert all(not option.choices or option.default in option.choices for option in chosen.options)
    assert bool(chosen.needs) == bool(chosen.extra)
