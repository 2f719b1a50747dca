"""PubAnnotation JSON to records.

Denotations and blocks become spans; a project (of the document, or of each track) is an annotator. Spans in pieces
are lists of places, or denotations chained by ``_lexicallyChainedTo``. Modifications are attributes that are so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats import beside as details
from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.json_items import items
from annotator.formats.json_rows import kind_of, shorten
from annotator.formats.quotes import located
from annotator.formats.titles import title_of
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan
from annotator.model.span import canonical_fragments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.beside import Pieces
    from annotator.model.attribute import AttributeValue

PARTS = ("denotations", "blocks", "relations", "attributes", "modifications")
DOCUMENT_KEYS = frozenset((*PARTS, "text", "sourcedb", "sourceid", "divid", "tracks", "details"))
SPAN_KEYS = frozenset(
    ("id", "span", "begin", "end", "obj", "annotator", "note", "doubt", "origin", "actor", "attributes", "extra")
)
RELATION_KEYS = frozenset(("id", "pred", "subj", "obj", "annotator", "extra"))
CHAINED, FRAGMENT = "_lexicallyChainedTo", "_FRAGMENT"
_LONGEST_CHAIN = 1000


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the documents of a file, each after the problems of its parts."""
    empty = True
    for item in items(source, options):
        empty = False
        if isinstance(item, Problem):
            yield item
            continue
        line, value = item
        try:
            record = _document(source.name, line, value)
            tracks = [track if isinstance(track, dict) else {} for track in details.list_in(value, "tracks")]
            for track in [value, *tracks]:
                for name in PARTS:
                    details.list_in(track, name)
        except InputError as error:
            yield Problem(source.name, line, str(error))
            continue
        for place, track in enumerate([value, *tracks]):
            parts = _Parts(record, options.unit or Unit.CODE_POINT, track, f"track {place}, " if place else "")
            yield from parts.read()
        yield record
    if empty:
        yield Remark(source.name, 0, "it is empty: it holds no document")


def key_of(value: dict[str, Any]) -> str:
    """The key that source database, id and part make; empty if there is no id."""
    own = value.get("sourceid")
    if type(own) not in (str, int) or own == "":
        return ""
    database = value.get("sourcedb")
    key = f"{database}:{own}" if database and isinstance(database, str) else str(own)
    return f"{key}:{value['divid']}" if type(value.get("divid")) in (str, int) else key


def _document(file: str, line: int, value: dict[str, Any]) -> Record:
    text = details.text_in(value)
    record = Record(key_of(value) or f"{file}:{line}", text, file=file, line=line, sha256=text_sha256(text))
    if len(record.key) > LIMITS["name"]:
        raise InputError(f"its “sourceid” is longer than {LIMITS['name']} characters")
    own = details.object_in(value, "details")
    record.title = "" if "details" in value else title_of(text)
    record.extra = {name: item for name, item in value.items() if name not in DOCUMENT_KEYS}
    if "sourcedb" in value or "divid" in value:
        record.extra.update((name, value[name]) for name in ("sourcedb", "sourceid", "divid") if name in value)
    return details.onto_document(record, {**own, "extra": {**record.extra, **details.object_in(own, "extra")}})


class _Parts:
    """The annotations of a document, or of one of its tracks, whose ids are its own."""

    def __init__(self, record: Record, unit: Unit, value: dict[str, Any], where: str) -> None:
        self.record, self.unit, self.value, self.where = record, unit, value, where
        project = value.get("project")
        self.annotator = project if isinstance(project, str) and len(project) <= LIMITS["name"] else ""
        self.annotator = self.annotator if self.annotator.strip() else ""
        self.numbers: dict[object, int] = {}
        """Id of a denotation or block -> number of its span; 0 where it was not taken."""
        self.links: dict[object, int] = {}
        """Id of a relation -> its place in the record's relations."""
        self.said: list[Problem | Remark] = []
        self.fragments, self.chains = self._chained()

    def _is_fragment(self, own: object) -> bool:
        return isinstance(own, str) and own in self.fragments

    def read(self) -> Iterator[Problem | Remark]:
        for name in ("denotations", "blocks"):
            for number, item in enumerate(self.value.get(name) or [], 1):
                own = item.get("id") if isinstance(item, dict) else None
                if not (name == "denotations" and self._is_fragment(own)):
                    self._denotation(name, number, item)
        for number, item in enumerate(self.value.get("relations") or [], 1):
            if not (isinstance(item, dict) and item.get("pred") == CHAINED and self._is_fragment(item.get("obj"))):
                self._relation(number, item)
        for name, subject in (("attributes", "subj"), ("modifications", "obj")):
            for number, item in enumerate(self.value.get(name) or [], 1):
                self._attribute(name, subject, number, item)
        yield from self.said

    def _problem(self, what: str, error: object, rejects: str) -> None:
        reason = f"{self.where}{what}: {error}"
        self.said.append(Problem(self.record.file, self.record.line, reason, rejects))  # type: ignore[arg-type]

    def _chained(self) -> tuple[set[str], dict[str, list[dict[str, Any]]]]:
        """Ids of the fragments that are chained to a denotation, over however many links, and those by its id."""
        fragments = {
            item["id"]: item
            for item in self.value.get("denotations") or []
            if isinstance(item, dict) and item.get("obj") == FRAGMENT and isinstance(item.get("id"), str)
        }
        owners = {
            item["obj"]: item["subj"]
            for item in self.value.get("relations") or []
            if isinstance(item, dict)
            and item.get("pred") == CHAINED
            and isinstance(item.get("obj"), str)
            and isinstance(item.get("subj"), str)
            and item["obj"] in fragments
        }
        taken: set[str] = set()
        chains: dict[str, list[dict[str, Any]]] = {}
        for fragment in owners:
            owner, steps = owners[fragment], 0
            while owner in owners and steps < _LONGEST_CHAIN:
                owner, steps = owners[owner], steps + 1
            if owner not in owners:
                taken.add(fragment)
                chains.setdefault(owner, []).append(fragments[fragment])
        return taken, chains

    def _denotation(self, name: str, number: int, item: object) -> None:
        try:
            span, own = self._made(item)
        except InputError as error:
            self._problem(f"{name[:-1]} {number}", error, "span")
            return
        if name == "blocks":
            span = span._replace(extra={**(span.extra or {}), "block": True})
        self.record.spans.append(span)
        if own is not None:
            self.numbers[own] = len(self.record.spans)

    def _made(self, item: object) -> tuple[RecordSpan, str | int | None]:
        """The span of a denotation, and its id."""
        if not isinstance(item, dict):
            raise InputError(f"it is {kind_of(item)}, not an object")
        own = item.get("id") if type(item.get("id")) in (str, int) else None
        if own in self.numbers:
            raise InputError(f"there is another with the id {shorten(str(own))}")
        parts = [item, *(self.chains.get(own, []) if isinstance(own, str) else [])]
        return self._span(item, [piece for part in parts for piece in self._places(part)]), own

    def _places(self, item: dict[str, Any]) -> list[tuple[int, int]]:
        places = item.get("span", item if "begin" in item else None)
        places = places if isinstance(places, list) else [places]
        found = []
        for place in places:
            if not isinstance(place, dict) or not {"begin", "end"} <= place.keys():
                raise InputError("its “span” is no place such as {“begin”: 0, “end”: 5}, and no list of them")
            found.append(located(self.record.text, place["begin"], place["end"], unit=self.unit))
        if not found:
            raise InputError("its “span” is an empty list")
        return [(start, end) for start, end in found]

    def _span(self, item: dict[str, Any], places: list[tuple[int, int]]) -> RecordSpan:
        pieces: Pieces = tuple((start, end) for start, end in canonical_fragments(places))
        whole = (min(start for start, _ in places), max(end for _, end in places))
        span = RecordSpan(*whole, details.label_in(item, "obj"), self.annotator, pieces)
        if unknown := {name: value for name, value in item.items() if name not in SPAN_KEYS}:
            span = span._replace(extra=unknown)
        return details.onto_span(span, item)

    def _end(self, item: dict[str, Any], key: str) -> int:
        own = item.get(key)
        if type(own) not in (str, int) or not self.numbers.get(own):
            raise InputError(f"its “{key}” is {shorten(str(own))}, no denotation that is there and was taken")
        return self.numbers[own]

    def _relation(self, number: int, item: object) -> None:
        try:
            relation, own = self._linked(item)
        except InputError as error:
            self._problem(f"relation {number}", error, "relation")
            return
        if own is not None:
            self.links[own] = len(self.record.relations)
        self.record.relations.append(relation)

    def _linked(self, item: object) -> tuple[RecordRelation, str | int | None]:
        if not isinstance(item, dict):
            raise InputError(f"it is {kind_of(item)}, not an object")
        type_ = details.label_in(item, "pred")
        relation = RecordRelation(type_, self._end(item, "subj"), self._end(item, "obj"), self.annotator)
        if unknown := {name: value for name, value in item.items() if name not in RELATION_KEYS}:
            relation = relation._replace(extra=unknown)
        own = item.get("id") if type(item.get("id")) in (str, int) else None
        return details.onto_relation(relation, item), own

    def _attribute(self, name: str, subject: str, number: int, item: object) -> None:
        """An attribute, or a modification, whose subject is its object."""
        try:
            own, type_, value = self._said_of(item, subject, always=name == "modifications")
        except InputError as error:
            reason = f"{self.where}{name[:-1]} {number} is left out: {error}"
            self.said.append(Remark(self.record.file, self.record.line, reason))
            return
        if place := self.numbers.get(own):
            span = self.record.spans[place - 1]
            attributes = _with(span.attributes or {}, type_, value)
            self.record.spans[place - 1] = span._replace(attributes=dict(sorted(attributes.items())))
        else:
            relation = self.record.relations[self.links[own]]
            extra = dict(relation.extra or {})
            known = extra.get("attributes")
            extra["attributes"] = _with(known if isinstance(known, dict) else {}, type_, value)
            self.record.relations[self.links[own]] = relation._replace(extra=extra)

    def _said_of(self, item: object, subject: str, *, always: bool) -> tuple[str | int, str, AttributeValue]:
        """Of what an attribute speaks, its name, and its value."""
        if not isinstance(item, dict):
            raise InputError(f"it is {kind_of(item)}, not an object")
        name, own = details.label_in(item, "pred"), item.get(subject)
        value = True if always else item.get("obj", True)
        if not details.is_attribute_value(value):
            raise InputError(f"its “obj” is {kind_of(value)}, which no attribute can be")
        if not isinstance(own, str | int) or not (self.numbers.get(own) or own in self.links):
            raise InputError(f"it speaks of {shorten(str(own))}, which is not there or was not taken")
        return own, name, value


def _with(attributes: dict[str, Any], name: str, value: Any) -> dict[str, Any]:  # noqa: ANN401
    """Attributes with one more; what is said twice of one name is a list."""
    if name in attributes:
        before = attributes[name]
        value = [str(one) for one in (*(before if isinstance(before, list) else [before]), value)]
    return {**attributes, name: value}
