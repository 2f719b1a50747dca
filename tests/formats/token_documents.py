"""Documents whose texts are hard to part into tokens, with everything a record can have."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from annotator.model.document import Status
from annotator.model.record import (
    Record,
    RecordActor,
    RecordRelation,
    RecordReview,
    RecordSpan,
    RecordSuggestion,
)
from annotator.model.span import canonical_fragments
from annotator.model.suggestion import SuggestionState
from tests.formats.documents import documents as any_documents

_PIECES = (
    *("Halvia", "said", "it", "co-op", "U.S.", "EU's", "3.5", "don't", "a", "B", "é", "e\u0301", "日本", "カナ", "ไทย"),
    *("قال", "😀", "👩‍👩‍👧", "𝐛", "#", "-", "'", '"', "<&>", "%", "_", ".", "\\", "|", "[1]"),
    *(" ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2028", "\x85", "\u200b"),
)
texts = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14).map("".join)
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
words = st.sampled_from(["", "note", "two words", "a\nb", "“é” 日 😀", "=1+1", "a|b", "<b>&amp;"])
names = st.sampled_from(["actor", "claim", "O", "B-x", "two words", "50%", "é 日", "a|b", "x\ty", "_", "-", "label.1"])
people = st.sampled_from(["ana", "ben", "Élodie B.", ""])
keys = st.sampled_from(["k", "a b", "source", "Outlet é", "x-1"])
numbers = st.integers(-5, 2**53) | st.sampled_from([0.5, -1.25, 1e300])
values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=4,
)
some = st.dictionaries(keys, values, max_size=2)
attributes = st.dictionaries(
    st.sampled_from(["form", "polarity", "sure", "two words"]),
    words.filter(bool) | numbers | st.booleans() | st.lists(words.filter(bool), min_size=1, max_size=2),
    max_size=2,
).map(lambda found: dict(sorted(found.items())) or None)


@st.composite
def extents(draw: st.DrawFn, text: str) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """Start, end and fragments of a span; mostly in one piece."""
    most = draw(st.sampled_from([2, 2, 2, 6]))
    places = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=most, unique=True).map(sorted))
    pieces = [(places[i], places[i + 1]) for i in range(0, len(places) - 1, 2)]
    fragments = tuple((piece.start, piece.end) for piece in canonical_fragments(pieces))
    return pieces[0][0], pieces[-1][1], fragments


@st.composite
def spans(draw: st.DrawFn, text: str) -> RecordSpan:
    start, end, fragments = draw(extents(text))
    if draw(st.booleans()):
        return RecordSpan(start, end, draw(names), draw(people), fragments)
    return RecordSpan(
        start,
        end,
        draw(names),
        draw(people),
        fragments,
        draw(words),
        draw(st.booleans()),
        draw(words),
        draw(some) or None,
        draw(attributes),
        draw(st.sampled_from(["", "Halvia", "European Union"])),
    )


@st.composite
def suggestions(draw: st.DrawFn, text: str) -> RecordSuggestion:
    start, end, fragments = draw(extents(text))
    score = draw(st.none() | st.sampled_from([0.0, 0.5, 1.0]))
    state = draw(st.sampled_from(SuggestionState))
    return RecordSuggestion(start, end, draw(names), "model-1", fragments, score, draw(words), draw(attributes), state)


@st.composite
def documents(draw: st.DrawFn) -> Record:
    """A record with everything a record can have."""
    text = draw(texts)
    made = draw(st.lists(spans(text), max_size=5, unique_by=lambda span: span[:5]))
    ends = st.integers(1, max(len(made), 1))
    relations = st.builds(RecordRelation, names, ends, ends, people, some.map(lambda found: found or None))
    reviews = st.builds(
        RecordReview,
        people,
        st.sampled_from(Status),
        words,
        some.map(lambda found: found or None),
        st.integers(0, len(text)),
    )
    actor_names = draw(st.lists(st.sampled_from(["Halvia", "Nordan", "é"]), max_size=2, unique=True).map(sorted))
    return Record(
        key=draw(st.sampled_from(["k", "folder/a b.txt", "é日", "50%", "a\nb", "in.jsonl:3"])),
        text=text,
        title=draw(words),
        language=draw(st.sampled_from(["", "en", "de", "ar", "zh-Hans"])),
        meta=draw(some),
        extra=draw(some),
        spans=made,
        relations=draw(st.lists(relations, max_size=3, unique_by=lambda it: it[:4])) if made else [],
        reviews=draw(st.lists(reviews, max_size=2, unique_by=lambda it: it.annotator)),
        suggestions=draw(st.lists(suggestions(text), max_size=2, unique_by=lambda it: it[:5])),
        actors=[RecordActor(name, ("other name",), draw(words), draw(some) or None) for name in actor_names],
    )


def several() -> st.SearchStrategy[list[Record]]:
    """A few documents of either kind, each with a key of its own."""
    return st.lists(documents() | any_documents(), min_size=1, max_size=3).map(
        lambda made: [replace(record, key=f"{record.key}{number}") for number, record in enumerate(made)]
    )
