"""What a file cannot hold: taken out of a record before it is written, each thing counted.

A format's ``fit`` is a few of these steps in a row. Each gives a new record, or the same where nothing had to go.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotator.model.record import Record, RecordSpan


class Loss(NamedTuple):
    """One kind of thing that a file cannot hold, and what becomes of it."""

    one: str
    """What it is, in the singular: “relation”."""
    many: str
    """And in the plural."""
    then: str
    """What happens to it, after a number and either: “left out”, “written as one piece”."""
    kept: bool = False
    """Whether the file holds it all the same in a place that we read: those who train do not see it, but it comes
    back. It is then told each time it is fitted."""

    def sentence(self, count: int) -> str:
        return f"{count:,} {self.one if count == 1 else self.many}: {self.then}"


class Losses(Counter[Loss]):
    """How often each kind of loss was met."""

    def __init__(self, counts: Mapping[Loss, int] | None = None) -> None:
        super().__init__(counts)
        self.actors: set[str] = set()
        """Names of the registry that were counted: each record tells of those it needs, all of one registry."""

    def sentences(self) -> list[str]:
        """One for each kind, the most frequent first."""
        return [loss.sentence(count) for loss, count in self.most_common() if count]


_OUT = "left out"
RELATIONS = Loss("relation", "relations", _OUT)
ATTRIBUTES = Loss("attribute of a span", "attributes of spans", _OUT)
ACTORS = Loss("link of a span to an actor", "links of spans to actors", _OUT)
NOTES = Loss("note on a span", "notes on spans", _OUT)
DOUBTS = Loss("doubt on a span", "doubts on spans", _OUT)
ORIGINS = Loss("word on where a span comes from", "words on where spans come from", _OUT)
SPAN_EXTRAS = Loss("unknown key of a span", "unknown keys of spans", _OUT)
RELATION_EXTRAS = Loss("unknown key of a relation", "unknown keys of relations", _OUT)
ANNOTATORS = Loss("span", "spans", "written without saying whose it is")
RELATION_ANNOTATORS = Loss("relation", "relations", "written without saying whose it is")
SAME_SPAN = Loss("span that another annotator made alike", "spans that another annotator made alike", "written once")
SAME_RELATION = Loss("relation that is there alike", "relations that are there alike", "written once")
FRAGMENTS = Loss("span in fragments", "spans in fragments", "written as one piece from its first to its last character")
OVERLAPS = Loss("span that overlaps a longer one", "spans that overlap longer ones", _OUT)
CROSSINGS = Loss("span that crosses another", "spans that cross others", _OUT)
INSIDE_TOKEN = Loss(
    "boundary of a span inside a word", "boundaries of spans inside a word", "moved out to the word's end"
)
BLANK_EDGES = Loss("span with blanks at an end", "spans with blanks at an end", "written without them")
REVIEWS = Loss("status or note on a document", "statuses or notes on documents", _OUT)
REVIEW_DETAILS = Loss("note on a document", "notes on documents", _OUT)
SUGGESTIONS = Loss("suggestion", "suggestions", "left out: it is nobody's work yet")
REGISTRY = Loss("actor of the registry", "actors of the registry", _OUT)
TITLES = Loss("title", "titles", _OUT)
LANGUAGES = Loss("language of a document", "languages of documents", _OUT)
META = Loss("value of metadata", "values of metadata", _OUT)
EXTRAS = Loss("unknown key of a document", "unknown keys of documents", _OUT)
TEXTS = Loss("text of a document", "texts of documents", "left out; only the words of its spans are written")


def without_span_details(
    record: Record,
    losses: Losses,
    *,
    attributes: bool = True,
    actors: bool = True,
    notes: bool = True,
    doubts: bool = True,
    origins: bool = True,
    extras: bool = True,
) -> Record:
    """Take from every span what its argument says goes; all of it by default."""
    spans = []
    for span in record.spans:
        kept = span
        if attributes and span.attributes:
            losses[ATTRIBUTES] += len(span.attributes)
            kept = kept._replace(attributes=None)
        if actors and span.actor:
            losses[ACTORS] += 1
            kept = kept._replace(actor="")
        if notes and span.note:
            losses[NOTES] += 1
            kept = kept._replace(note="")
        if doubts and span.doubt:
            losses[DOUBTS] += 1
            kept = kept._replace(doubt=False)
        if origins and span.origin:
            losses[ORIGINS] += 1
            kept = kept._replace(origin="")
        if extras and span.extra:
            losses[SPAN_EXTRAS] += len(span.extra)
            kept = kept._replace(extra=None)
        spans.append(kept)
    return replace(record, spans=spans)


def without_relations(record: Record, losses: Losses) -> Record:
    losses[RELATIONS] += len(record.relations)
    return replace(record, relations=[]) if record.relations else record


def without_suggestions(record: Record, losses: Losses) -> Record:
    """Take out suggestions: what nobody has accepted is no work, and no training data."""
    losses[SUGGESTIONS] += len(record.suggestions)
    return replace(record, suggestions=[]) if record.suggestions else record


def without_registry(record: Record, losses: Losses) -> Record:
    """Take out what the registry says of actors beside their names; the links of spans stay."""
    names = {actor.name for actor in record.actors if actor.aliases or actor.note or actor.extra}
    losses[REGISTRY] += len(names - losses.actors)
    losses.actors |= names
    return replace(record, actors=[]) if record.actors else record


def without_reviews(record: Record, losses: Losses) -> Record:
    losses[REVIEWS] += sum(review.says_something for review in record.reviews)
    return replace(record, reviews=[]) if record.reviews else record


def without_document_details(
    record: Record,
    losses: Losses,
    *,
    title: bool = True,
    language: bool = True,
    meta: bool = True,
    extra: bool = True,
) -> Record:
    """Take from the document what its argument says goes; all of it by default."""
    gone: dict[str, object] = {}
    if title and record.title:
        losses[TITLES] += 1
        gone["title"] = ""
    if language and record.language:
        losses[LANGUAGES] += 1
        gone["language"] = ""
    if meta and record.meta:
        losses[META] += len(record.meta)
        gone["meta"] = {}
    if extra and record.extra:
        losses[EXTRAS] += len(record.extra)
        gone["extra"] = {}
    return replace(record, **gone) if gone else record  # type: ignore[arg-type]


def without_fragments(record: Record, losses: Losses) -> Record:
    """Write spans in fragments as one piece; those that become equal to another are one."""
    if not any(span.fragments for span in record.spans):
        return record
    losses[FRAGMENTS] += sum(bool(span.fragments) for span in record.spans)
    return with_spans(record, (span._replace(fragments=()) for span in record.spans), losses)


def without_annotators(record: Record, losses: Losses) -> Record:
    """Forget whose the spans and relations are; spans alike are written once."""
    losses[ANNOTATORS] += sum(bool(span.annotator) for span in record.spans)
    losses[RELATION_ANNOTATORS] += sum(bool(relation.annotator) for relation in record.relations)
    bare = replace(record, relations=[relation._replace(annotator="") for relation in record.relations])
    return with_spans(bare, (span._replace(annotator="") for span in bare.spans), losses)


def without_overlaps(record: Record, losses: Losses, *, of_one_label: bool = False) -> Record:
    """Keep spans that share no character, the longer before the shorter, the earlier before the later; with
    ``of_one_label``, spans of different labels may share some."""
    return _keeping(
        record,
        losses,
        OVERLAPS,
        lambda one, other: (
            one.start < other.end and other.start < one.end and (one.label == other.label or not of_one_label)
        ),
    )


def without_crossings(record: Record, losses: Losses) -> Record:
    """Keep spans of which each lies inside, around or beside every other, the longer before the shorter."""
    return _keeping(
        record,
        losses,
        CROSSINGS,
        lambda one, other: (
            one.start < other.start < one.end < other.end or other.start < one.start < other.end < one.end
        ),
    )


def _keeping(record: Record, losses: Losses, loss: Loss, clash: Callable[[RecordSpan, RecordSpan], bool]) -> Record:
    """Take spans by length as long as they clash with none taken already."""
    from annotator.formats.disjoint import Taken

    taken = Taken(clash)
    kept = {
        number
        for number, span in sorted(
            enumerate(record.spans), key=lambda item: (item[1].start - item[1].end, item[1].start, item[0])
        )
        if taken.take(span)
    }
    if len(kept) == len(record.spans):
        return record
    losses[loss] += len(record.spans) - len(kept)
    return only_spans(record, [number in kept for number in range(len(record.spans))], losses)


def with_spans(record: Record, spans: Iterable[RecordSpan], losses: Losses) -> Record:
    """The record with each of its spans changed (as many, in their order); of those that have become equal in
    document, annotator, label, place and pieces the first stays, and relations follow it."""
    identity: dict[tuple[object, ...], int] = {}
    number: list[int] = []
    kept: list[RecordSpan] = []
    for span in spans:
        key = span[:5]
        if key not in identity:
            kept.append(span)
            identity[key] = len(kept)
        else:
            losses[SAME_SPAN] += 1
        number.append(identity[key])
    return _renumbered(record, kept, number, losses)


def only_spans(record: Record, keep: list[bool], losses: Losses) -> Record:
    """The record with the spans that ``keep`` says; relations of the others go, and are counted."""
    kept = [span for span, stays in zip(record.spans, keep, strict=True) if stays]
    number, next_ = [], 0
    for stays in keep:
        next_ += stays
        number.append(next_ if stays else 0)
    return _renumbered(record, kept, number, losses)


def _renumbered(record: Record, kept: list[RecordSpan], number: list[int], losses: Losses) -> Record:
    relations = []
    seen = set()
    for relation in record.relations:
        moved = relation._replace(head=number[relation.head - 1], tail=number[relation.tail - 1])
        if not (moved.head and moved.tail):
            losses[RELATIONS] += 1
        elif moved[:4] in seen:
            losses[SAME_RELATION] += 1
        else:
            seen.add(moved[:4])
            relations.append(moved)
    return replace(record, spans=kept, relations=relations)


def is_done(record: Record) -> bool:
    """Whether somebody said the document is done: text without a span is then a verified negative."""
    return any(review.status is Status.DONE for review in record.reviews)


def read_to(record: Record) -> int:
    """Code points from the start of the document that somebody has read; text before it that carries no span is a
    verified negative, text after it says nothing. A document nobody reviewed counts as read to its end."""
    if is_done(record) or not record.reviews:
        return len(record.text)
    return min(len(record.text), max(review.read_to for review in record.reviews))
