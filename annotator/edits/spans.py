"""What a user can do with spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.edits.steps import (
    begin,
    checked,
    current,
    insert_span,
    named,
    quoted,
    storable,
    whole,
    words,
)
from annotator.model.errors import EditError
from annotator.model.span import Extent, Span, canonical_fragments
from annotator.store import details, queries
from annotator.store.values import now, pack_fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.model.document import Document
    from annotator.model.scheme import Label
    from annotator.store.changes import ChangeSet
    from annotator.store.project import Project


class Added(NamedTuple):
    """The span asked for, and the change that made it; ``change`` is None if an equal one was there."""

    span: Span
    change: ChangeSet | None


def add_span(
    project: Project,
    document: Document,
    extent: Extent,
    label: Label,
    annotator: int,
    *,
    fragments: Iterable[tuple[int, int]] = (),
    note: str = "",
    origin: str = "",
) -> Added:
    """Label a stretch of text. An equal span is not made twice: the one that is there comes back."""
    pieces = checked(extent, fragments, len(document.text))
    stored = pack_fragments(pieces)
    title = f"Labelled {quoted(document.text[extent.start : extent.end])} as {label.name}"
    with project.edit(title, annotator=annotator, document=document.id) as edit:
        equal = queries.equal_span(project, document.id, annotator, label.id, *extent, stored)
        if equal:
            return Added(equal, None)
        begin(project, edit, document.id, annotator)
        span = insert_span(edit, document.id, extent, pieces, label.id, annotator, storable(note), origin)
    return Added(span, edit.result)


def add_spans(
    project: Project, document: Document, extents: Iterable[Extent], label: Label, annotator: int
) -> list[Span]:
    """Label many stretches in one edit, leaving out those that are labelled so already; returns the new."""
    wanted = sorted({whole(extent, len(document.text)) for extent in extents})
    have = {
        span.extent
        for span in queries.spans(project, document.id, annotator)
        if span.label == label.id and not span.fragments
    }
    missing = [extent for extent in wanted if extent not in have]
    if not missing:
        return []
    words = quoted(document.text[missing[0].start : missing[0].end])
    title = f"Labelled {len(missing)} × {words} as {label.name}"
    with project.edit(title, annotator=annotator, document=document.id) as edit:
        begin(project, edit, document.id, annotator)
        return [insert_span(edit, document.id, extent, (), label.id, annotator, "", "") for extent in missing]


def relabel_span(project: Project, span: Span, label: Label) -> ChangeSet | None:
    """Give a span another label; None if it has it already. EditError if an equal span is there."""
    title = f"Relabelled {words(project, span)} as {label.name}"
    return _change(project, span, title, {"label": label.id})


def move_span(project: Project, span: Span, extent: Extent, text_length: int) -> ChangeSet | None:
    """Move the ends of a span. Of a span in fragments the outer ends move; pieces left outside go.

    EditError if an equal span is there.
    """
    extent = whole(extent, text_length)
    pieces = _clipped(span, extent)
    if pieces:
        extent = Extent(pieces[0].start, pieces[-1].end)
    moved = {"start": extent.start, "end": extent.end, "fragments": pack_fragments(pieces)}
    return _change(project, span, _moving_title(project, span, extent), moved)


def add_fragment(project: Project, span: Span, piece: Extent, text_length: int) -> ChangeSet | None:
    """Let a span mark one more piece of text; pieces that touch become one."""
    whole(piece, text_length)
    title = f"Added a fragment to {named(project, span)}"
    return _set_pieces(project, span, [*span.pieces, piece], title)


def remove_fragment(project: Project, span: Span, piece: Extent) -> ChangeSet | None:
    """Take a stretch out of what a span marks. EditError if nothing would be left."""
    kept: list[tuple[int, int]] = []
    for start, end in span.pieces:
        kept += [(start, min(end, piece.start))] if start < piece.start else []
        kept += [(max(start, piece.end), end)] if piece.end < end else []
    if not kept:
        raise EditError("that is all the span marks: remove the span instead")
    title = f"Removed a fragment of {named(project, span)}"
    return _set_pieces(project, span, kept, title)


def remove_spans(project: Project, spans: Sequence[Span]) -> ChangeSet | None:
    """Remove spans of one document and annotator in one edit, with the relations that touch them, their attributes
    and their links to actors."""
    if not spans:
        return None
    first = spans[0]
    title = f"Removed {named(project, first)}" if len(spans) == 1 else f"Removed {len(spans)} spans"
    with project.edit(title, annotator=first.annotator, document=first.document) as edit:
        begin(project, edit, first.document, first.annotator)
        for span in spans:
            current(edit, span)
            for relation in queries.relations_touching(project, span.id):
                edit.delete("relations", relation)
            for table, row in details.rows_of_span(project, span.id):
                edit.delete(table, row)
            edit.delete("spans", span.id)
    return edit.result


def set_note(project: Project, span: Span, note: str) -> ChangeSet | None:
    """Write a span's note; an empty one removes it."""
    title = f"{'Note on' if note else 'Removed the note on'} {named(project, span)}"
    return _change(project, span, title, {"note": storable(note)})


def set_doubt(project: Project, span: Span, doubt: bool) -> ChangeSet | None:
    """Mark a span as doubtful, or not."""
    title = f"{'Doubted' if doubt else 'No longer doubted'} {named(project, span)}"
    return _change(project, span, title, {"doubt": int(doubt)})


def _change(project: Project, span: Span, title: str, values: dict[str, Any]) -> ChangeSet | None:
    """Change columns of a span, if any differs, unless an equal span is there."""
    with project.edit(title, annotator=span.annotator, document=span.document) as edit:
        before = current(edit, span)
        after = before | values
        if after == before:
            return None
        identity = [after[name] for name in ("document", "annotator", "label", "start", "end", "fragments")]
        equal = queries.equal_span(project, *identity)
        if equal and equal.id != span.id:
            raise EditError("there is an equal span already: select that one, or remove it first")
        begin(project, edit, span.document, span.annotator)
        edit.update("spans", span.id, values | {"changed": now()})
    return edit.result


def _set_pieces(project: Project, span: Span, pieces: Iterable[tuple[int, int]], title: str) -> ChangeSet | None:
    pieces = sorted(pieces)
    extent = Extent(pieces[0][0], max(end for _, end in pieces))
    stored = pack_fragments(canonical_fragments(pieces))
    moved = {"start": extent.start, "end": extent.end, "fragments": stored}
    return _change(project, span, title, moved)


def _clipped(span: Span, extent: Extent) -> tuple[Extent, ...]:
    """The pieces of a fragmented span when its outer ends move to ``extent``."""
    kept = [piece for piece in span.fragments if piece.overlaps(extent)]
    if not kept:
        return ()
    kept[0] = Extent(extent.start, kept[0].end)
    kept[-1] = Extent(kept[-1].start, extent.end)
    return canonical_fragments(kept)


# -- titles


def _moving_title(project: Project, span: Span, extent: Extent) -> str:
    """Which end was moved, of what the span marks now."""
    about = named(project, span._replace(start=extent.start, end=extent.end))
    if extent.start == span.start:
        return f"Moved the end of {about}"
    if extent.end == span.end:
        return f"Moved the start of {about}"
    return f"Moved the ends of {about}"
