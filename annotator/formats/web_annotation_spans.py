"""Targets of a Web Annotation: the document they name, and where in its text they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.anchoring import reanchor
from annotator.formats.json_rows import kind_of
from annotator.formats.quotes import located
from annotator.formats.units import OffsetMapper, Unit
from annotator.formats.web_annotation_terms import Json, listed
from annotator.model.errors import InputError
from annotator.model.record import RecordSpan
from annotator.model.span import Extent, canonical_fragments

if TYPE_CHECKING:
    from annotator.formats.web_annotation_parts import Said


class Target(NamedTuple):
    """One piece of a span, as its selectors say."""

    start: Any
    end: Any
    exact: str | None
    prefix: str
    suffix: str


class Targets(NamedTuple):
    """All pieces of a span."""

    source: str
    pieces: list[Target]
    others: list[str]
    """Types of selectors that are none of text."""

    @property
    def has_selectors(self) -> bool:
        return bool(self.pieces or self.others)


class Made(NamedTuple):
    """A span as it was found."""

    span: RecordSpan
    quote: str
    context: tuple[str, str]
    how: str
    """Empty if its words stand where the file says; else how they were found."""


def targets_of(value: Any) -> Targets:  # noqa: ANN401
    """The targets of an annotation. InputError if they are of several documents, or name none."""
    sources: dict[str, None] = {}
    pieces: list[Target] = []
    others: list[str] = []
    for target in listed(value):
        source, selectors = _parts(target)
        sources[source] = None
        found = [selector for selector in selectors if isinstance(selector, dict)]
        if not selectors:
            continue
        piece = _piece(found)
        if piece.start is None and piece.exact is None:
            others += [str(selector.get("type")) for selector in found] or ["unknown"]
        else:
            pieces.append(piece)
    if len(sources) > 1:
        raise InputError("its targets are of several documents")
    source = next(iter(sources), "")
    if not source:
        raise InputError("its target names no source")
    return Targets(source, pieces, others)


def span_of(text: str, label: str, said: Said, targets: Targets, unit: Unit | None, *, looks: bool) -> Made:
    """The span of an annotation. ``text`` is empty where the file does not have it. ``looks``: words that are not at
    their offsets are looked for. InputError, as a clause about “it”, if there is no place for it."""
    if targets.others:
        raise InputError(f"it is selected by a {targets.others[0]}, which is none of plain text")
    places: list[Extent] = []
    hows: dict[str, None] = {}
    for piece in targets.pieces:
        place, how = _place(text, piece, unit or Unit.CODE_POINT, looks=looks) if text else (_given(piece, unit), "")
        places.append(place)
        if how:
            hows[how] = None
    pieces = canonical_fragments(places)
    first, last = min(places), max(places, key=lambda place: place.end)
    span = RecordSpan(
        first.start,
        last.end,
        label,
        said.annotator,
        tuple((piece.start, piece.end) for piece in pieces),
        said.note,
        said.doubt,
        said.origin,
        said.extra or None,
        said.attributes,
        said.actor,
    )
    ordered = [piece for _, piece in sorted(zip(places, targets.pieces, strict=True), key=lambda pair: pair[0])]
    exact = [piece.exact for piece in ordered]
    # The words of pieces that touch, which are one now, stand side by side.
    quote = " … ".join(word or "" for word in exact) if all(exact) and len(pieces or "1") == len(places) else ""
    return Made(span, quote, (ordered[0].prefix, ordered[-1].suffix), "; ".join(hows))


def _parts(target: Any) -> tuple[str, list[Any]]:  # noqa: ANN401
    """Source and selectors of a target."""
    if isinstance(target, str):
        return target, []
    if not isinstance(target, dict):
        raise InputError(f"its target is {kind_of(target)}, neither a name nor an object")
    source = target.get("source", target.get("id", ""))
    if isinstance(source, dict):
        source = source.get("id", "")
    return source if isinstance(source, str) else "", listed(target.get("selector"))


def _piece(selectors: list[Json]) -> Target:
    position: Json = {}
    quote: Json = {}
    for selector in selectors:
        kind = selector.get("type")
        if kind == "TextPositionSelector":
            position = selector
        elif kind == "TextQuoteSelector":
            quote = selector
    exact = quote.get("exact")
    return Target(
        position.get("start"),
        position.get("end"),
        exact if isinstance(exact, str) and exact else None,
        quote["prefix"] if isinstance(quote.get("prefix"), str) else "",
        quote["suffix"] if isinstance(quote.get("suffix"), str) else "",
    )


def _given(piece: Target, unit: Unit | None) -> Extent:
    """The place of a piece whose text is not in the file."""
    start, end = piece.start, piece.end
    if start is None or end is None:
        raise InputError("it has no TextPositionSelector, and the text it quotes is not in the file")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        located("", start, end)
        raise InputError("its offsets are no stretch of a text")
    if unit is not None and unit is not Unit.CODE_POINT:
        raise InputError(f"its offsets cannot be counted in {unit.value}, since the text is not in the file")
    return Extent(start, end)


def _place(text: str, piece: Target, unit: Unit, *, looks: bool) -> tuple[Extent, str]:
    """Where a piece stands, and how it was found if not at its offsets."""
    if piece.start is None or piece.end is None:
        if piece.exact is None:
            raise InputError("it has neither offsets nor a quote")
        anchor = reanchor(text, piece.exact, piece.prefix, piece.suffix)
        return anchor.extent, f"it has no offsets; its words were found by {anchor.how}"
    try:
        return located(text, piece.start, piece.end, piece.exact, unit), ""
    except InputError:
        if not looks or piece.exact is None or type(piece.start) is not int or type(piece.end) is not int:
            raise
        near = piece.start if unit is Unit.CODE_POINT else OffsetMapper(text, unit).to_code_points(piece.start)
        if unit is Unit.CODE_POINT and (place := _counted(text, piece)):
            return place, f"its offsets {piece.start}–{piece.end} count UTF-16 units; they were converted"
        anchor = reanchor(text, piece.exact, piece.prefix, piece.suffix, near)
        moved = f"{anchor.extent.start}–{anchor.extent.end}"
        return anchor.extent, f"its words are not at {piece.start}–{piece.end}; found at {moved} by {anchor.how}"


def _counted(text: str, piece: Target) -> Extent | None:
    """The place in UTF-16 units, which browsers count; None if the words do not stand there either."""
    try:
        return located(text, piece.start, piece.end, piece.exact, Unit.UTF_16)
    except InputError:
        return None
