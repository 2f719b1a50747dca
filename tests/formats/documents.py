"""Any documents: what formats have to hold, or to count as lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.model.document import Status, text_sha256
from annotator.model.record import (
    Problem,
    Record,
    RecordActor,
    RecordRelation,
    RecordReview,
    RecordSpan,
    RecordSuggestion,
)
from annotator.model.span import canonical_fragments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.formats.base import Format

characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from("a \r\n\t😀é'=_\"/;|,")
words = st.text(characters, max_size=10)
names = st.text(characters, min_size=1, max_size=8).filter(str.strip)
annotators = st.sampled_from(["ana", "ben", "Ж\u2028", "=1", ""])
numbers = st.integers(-(2**31), 2**31) | st.floats(-1e6, 1e6, allow_nan=False)
attributes = st.dictionaries(
    names, words | numbers | st.booleans() | st.lists(names, min_size=1, max_size=3), max_size=2
)
values = (
    st.none()
    | st.booleans()
    | numbers
    | words
    | st.lists(words, max_size=2)
    | st.dictionaries(words, words, max_size=2)
)
texts = st.text(characters, min_size=1, max_size=60) | st.sampled_from(
    ["The EU said it would act.\r\nHalvia 😀 threatened to leave.", "Ärger\n\n😀😀 in Köln", "=cmd|calc\r'x'"]
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> RecordSpan:
    places = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    pieces = canonical_fragments((places[i], places[i + 1]) for i in range(0, len(places) - 1, 2))
    whole = (pieces[0].start, pieces[-1].end) if pieces else (places[0], places[1])
    said = draw(st.booleans())
    return RecordSpan(
        *whole,
        draw(names),
        draw(annotators),
        # As the readers of files give them, or as the store does: the same to everybody, but not to repr.
        pieces if draw(st.booleans()) else tuple((piece.start, piece.end) for piece in pieces),
        draw(words) if said else "",
        draw(st.booleans()) if said else False,
        draw(words) if said else "",
        (draw(st.dictionaries(names.map("x-{}".format), values, max_size=2)) or None) if said else None,
        (dict(sorted(draw(attributes).items())) or None) if said else None,
        draw(names) if draw(st.booleans()) else "",
    )


@st.composite
def documents(draw: st.DrawFn) -> Record:
    """A document with anything a record can say."""
    text = draw(texts)
    made = draw(st.lists(spans(text), max_size=5, unique_by=lambda span: span[:5]))
    ends = st.integers(1, max(len(made), 1))
    relations = st.builds(RecordRelation, names, ends, ends, annotators, st.none())
    read_to = st.integers(0, len(text))
    reviews = st.builds(RecordReview, annotators, st.sampled_from(Status), words, st.none(), read_to)
    return Record(
        key=draw(names),
        text=text,
        title=draw(words),
        language=draw(st.sampled_from(["", "en", "zh-Hans"])),
        meta=draw(st.dictionaries(words, values, max_size=3)),
        extra=draw(st.dictionaries(names.map("x-{}".format), values, max_size=2)),
        sha256=text_sha256(text),
        spans=made,
        relations=draw(st.lists(relations, max_size=2, unique_by=lambda it: it[:4])) if made else [],
        reviews=draw(st.lists(reviews, max_size=2, unique_by=lambda it: it.annotator)),
        suggestions=[RecordSuggestion(0, 1, "claim", "model")] if draw(st.booleans()) else [],
        actors=[RecordActor("Halvia", ("the republic",))] if draw(st.booleans()) else [],
    )


def said(record: Record) -> dict[str, Any]:
    """What a record says, whatever the order of its parts."""
    number = {place: span[:5] for place, span in enumerate(record.spans, 1)}
    order = sorted(range(len(record.spans)), key=lambda place: record.spans[place][:5])
    return {
        "document": (record.key, record.text, record.title, record.language, record.meta, record.extra),
        "spans": [record.spans[place] for place in order],
        "quotes": record.quotes and [record.quotes[place] for place in order],
        "relations": sorted(
            (number[it.head], number[it.tail], it.type, it.annotator, repr(it.extra)) for it in record.relations
        ),
        "reviews": sorted(record.reviews, key=lambda review: review.annotator),
        "suggestions": sorted(record.suggestions, key=lambda it: it[:4]),
        "actors": sorted(record.actors, key=lambda it: it[0]),
    }


def round_trip(chosen: Format, made: Iterable[Record], **settings: str) -> Losses:
    """Check that what is fitted comes back, that fitting twice is fitting once, and that writing twice is alike."""
    losses = Losses()
    options = WriteOptions(settings=settings)
    fitted = [chosen.fit(record, options, losses) for record in made]
    again = [chosen.fit(record, options, Losses()) for record in fitted]
    assert [said(record) for record in again] == [said(record) for record in fitted]
    data = b"".join(piece for piece in chosen.write(fitted, options) if isinstance(piece, bytes))
    assert b"".join(piece for piece in chosen.write(fitted, options) if isinstance(piece, bytes)) == data
    found = list(chosen.read(Source.of("in", data), ReadOptions(settings=settings)))
    assert [str(item) for item in found if isinstance(item, Problem)] == []
    records = [item for item in found if isinstance(item, Record)]
    assert [said(record) for record in records] == [said(record) for record in fitted]
    return losses
