"""Web Annotations to records, by the document they target.

In a file that we wrote the annotations of a document follow the one that describes it, and are read as a stream. In
any other they may stand in any order, so that all are read first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.details import name_of, take_document_details
from annotator.formats.json_items import items
from annotator.formats.json_rows import kind_of, shorten
from annotator.formats.text import refuse_large
from annotator.formats.web_annotation_parts import Said, said_by, tag_of
from annotator.formats.web_annotation_spans import Targets, span_of, targets_of
from annotator.formats.web_annotation_terms import DETAILS, DOCUMENT, OWN_ID, Json, listed, name_of_iri, span_identity
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordReview

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Item = Record | Problem | Remark


@dataclass(slots=True)
class _Group:
    """One document and the annotations that target it."""

    key: str
    line: int
    text: str = ""
    language: str = ""
    details: Any = None
    spans: list[tuple[int, Json, Said, Targets]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    relations: list[tuple[int, Json]] = field(default_factory=list)


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents that annotations target."""
    return _Reader(source.name, options).read(items(source, options))


class _Reader:
    """Gathers annotations by their document."""

    def __init__(self, file: str, options: ReadOptions) -> None:
        self._file = file
        self._unit = options.unit
        self._looks = options.settings.get("reanchor") != "no"
        self._label = options.settings.get("label") or "annotation"
        self._groups: dict[str, _Group] = {}
        self._owner: dict[str, _Group] = {}
        """Id of an annotation -> the document it targets."""
        self._links: list[tuple[int, Json]] = []
        """Relations, where the spans they link may still come."""
        self._streams = False
        self._any = False

    def read(self, found: Iterable[tuple[int, Json] | Problem]) -> Iterator[Item]:
        for item in found:
            if isinstance(item, Problem):
                yield item
                continue
            line, value = item
            for annotation in self._annotations(value, line):
                if isinstance(annotation, Remark | Problem):
                    yield annotation
                    continue
                if DOCUMENT in annotation and (self._streams or not self._groups):
                    self._streams = True
                    yield from self._flushed()
                try:
                    remark = self._take(annotation, line)
                except InputError as error:
                    yield Problem(self._file, line, str(error), "span" if DOCUMENT not in annotation else "document")
                else:
                    if remark:
                        yield Remark(self._file, line, remark)
        yield from self._flushed()
        if not self._any:
            yield Remark(self._file, 0, "it holds no annotation")

    def _annotations(self, value: Json, line: int) -> Iterator[Json | Remark | Problem]:
        """The annotations in an object: itself, or those of a page or of a collection's first page."""
        if "first" in value and "items" not in value:
            value = value["first"] if isinstance(value["first"], dict) else {"items": None}
        if "items" not in value:
            yield value
            return
        if not isinstance(value["items"], list):
            yield Problem(self._file, line, "its page has no list of items; save the pages with their annotations")
            return
        for entry in value["items"]:
            if isinstance(entry, dict):
                yield entry
            else:
                yield Problem(self._file, line, f"an item of its page is {kind_of(entry)}, not an annotation", "span")
        if isinstance(value.get("next"), str):
            yield Remark(
                self._file, line, f"there is a next page, “{shorten(value['next'])}”, which is not in the file"
            )

    def _take(self, annotation: Json, line: int) -> str:
        """Put an annotation to its document; a remark where it says nothing that has a place."""
        self._any = True
        if DOCUMENT in annotation:
            self._describe(annotation, line)
            return ""
        if "target" not in annotation:
            raise InputError("it is no annotation: it has no “target”")
        targets = targets_of(annotation["target"])
        own = annotation.get("id")
        if "linking" in listed(annotation.get("motivation")) and not targets.has_selectors:
            self._links.append((line, annotation))
            return ""
        group = self._group(targets.source, line)
        if type(own) is str:
            self._owner[own] = group
        said = said_by(annotation, self._label)
        if targets.has_selectors:
            group.spans.append((line, annotation, said, targets))
            return ""
        if said.note and not said.tagged:
            group.comments.append((said.annotator, said.note))
            return ""
        return "it is about a document as a whole and no comment; it was left out"

    def _group(self, source: str, line: int) -> _Group:
        key = name_of_iri("document", source)
        if not key or len(key) > LIMITS["name"] or "\0" in key:
            raise InputError("its target’s source is no name of a document")
        if key not in self._groups:
            self._groups[key] = _Group(key, line)
        return self._groups[key]

    def _describe(self, annotation: Json, line: int) -> None:
        target = annotation.get("target")
        if type(target) is not str:
            raise InputError("it describes a document, but its “target” does not name one")
        group = self._group(target, line)
        group.details = annotation[DOCUMENT]
        for body in listed(annotation.get("body")):
            if isinstance(body, dict) and type(body.get("value")) is str:
                group.text = body["value"]
                refuse_large(group.text)

    def _flushed(self) -> Iterator[Item]:
        for line, annotation in self._links:
            ends = _ends(annotation)
            groups = [self._owner.get(end) for end in ends]
            if len(groups) == 2 and groups[0] is not None and groups[0] is groups[1]:
                groups[0].relations.append((line, annotation))
            else:
                reason = "it links what are not two spans of one document in the file"
                yield Problem(self._file, line, reason, "relation")
        for group in self._groups.values():
            yield from self._made(group)
        self._groups, self._owner, self._links = {}, {}, []

    def _made(self, group: _Group) -> Iterator[Item]:
        record = Record(group.key, group.text, file=self._file, line=group.line)
        try:
            if group.details is not None:
                take_document_details(record, group.details)
        except InputError as error:
            yield Problem(self._file, group.line, str(error))
            yield from (Problem(self._file, line, "its document was not taken", "span") for line, *_ in group.spans)
            return
        if record.text:
            record.sha256 = text_sha256(record.text)
        else:
            record.quotes, record.contexts = [], []
        numbers: dict[str, int] = {}
        seen: set[tuple[object, ...]] = set()
        for line, annotation, said, targets in group.spans:
            for tag in said.tags:
                try:
                    made = span_of(record.text, tag, said, targets, self._unit, looks=self._looks)
                except InputError as error:
                    yield Problem(self._file, line, str(error), "span")
                    continue
                if made.span[:5] in seen:
                    yield Problem(self._file, line, "the same span was there before", "span")
                    continue
                seen.add(made.span[:5])
                if made.how:
                    yield Remark(self._file, line, made.how)
                extra = dict(made.span.extra or {})
                own = annotation.get("id")
                if type(own) is str:
                    numbers.setdefault(own, len(record.spans) + 1)
                    if own != span_identity(record.key, made.span):
                        extra[OWN_ID] = own
                record.spans.append(made.span._replace(extra=extra or None))
                if record.quotes is not None and record.contexts is not None:
                    record.quotes.append(made.quote)
                    record.contexts.append(made.context)
        for line, annotation in group.relations:
            try:
                record.relations.append(_relation(annotation, numbers))
            except InputError as error:
                yield Problem(self._file, line, str(error), "relation")
        _add_comments(record, group.comments)
        yield record


def _ends(annotation: Json) -> list[str]:
    """Ids of what a linking annotation links: its targets, then what its bodies name."""
    named = [_named(target) for target in listed(annotation.get("target"))]
    bodies = [body for body in listed(annotation.get("body")) if not _is_tag(body)]
    return [name for name in (*named, *map(_named, bodies)) if name]


def _named(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("source", value.get("id"))
        if isinstance(value, dict):
            value = value.get("id")
    return value if isinstance(value, str) else ""


def _is_tag(body: object) -> bool:
    return isinstance(body, dict) and "value" in body


def _relation(annotation: Json, numbers: dict[str, int]) -> RecordRelation:
    head, tail = _ends(annotation)
    if head not in numbers or tail not in numbers:
        raise InputError("it links a span that was not taken")
    tags = [tag_of(body) for body in listed(annotation.get("body")) if _is_tag(body)]
    said = said_by({name: value for name, value in annotation.items() if name != "body"}, "link")
    extra = annotation.get(DETAILS, {}).get("extra") if isinstance(annotation.get(DETAILS), dict) else None
    kind = name_of(next(filter(None, tags), "link"), "type")
    return RecordRelation(
        kind, numbers[head], numbers[tail], said.annotator, extra if isinstance(extra, dict) else None
    )


def _add_comments(record: Record, comments: list[tuple[str, str]]) -> None:
    """Comments on the document as a whole are its annotators' notes."""
    notes: dict[str, list[str]] = {}
    for annotator, note in comments:
        notes.setdefault(annotator, []).append(note)
    known = {review.annotator: review for review in record.reviews}
    for annotator, said in notes.items():
        review = known.get(annotator, RecordReview(annotator))
        known[annotator] = review._replace(note="\n".join(filter(None, [review.note, *said])))
    record.reviews = list(known.values())
