"""What a user can change, one short function each; the window and the command line share them.

Each checks what it is given, makes one ``project.edit`` and says what it did. EditError, in one sentence,
for what cannot be done. Offsets are code points of the document's text, end exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.model.document import Status
from annotator.model.errors import EditError, InputError
from annotator.model.span import Extent, Span, canonical_fragments
from annotator.store import queries, times
from annotator.store.history import redo, redo_size, redo_title, undo, undo_size, undo_title
from annotator.store.values import now, pack_fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.model.document import Document
    from annotator.model.scheme import Label
    from annotator.store.changes import ChangeSet, Edit
    from annotator.store.compacting import Saving
    from annotator.store.project import Project

_TITLE = 40
"""Code points of a text that a title shows."""


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
    pieces = _checked(extent, fragments, len(document.text))
    stored = pack_fragments(pieces)
    title = f"Labelled {_quoted(document.text[extent.start : extent.end])} as {label.name}"
    with project.edit(title, annotator=annotator, document=document.id) as edit:
        equal = queries.equal_span(project, document.id, annotator, label.id, *extent, stored)
        if equal:
            return Added(equal, None)
        _begin(project, edit, document.id, annotator)
        span = _insert(edit, document.id, extent, pieces, label, annotator, _storable(note), origin)
    return Added(span, edit.result)


def add_spans(
    project: Project, document: Document, extents: Iterable[Extent], label: Label, annotator: int
) -> list[Span]:
    """Label many stretches in one edit, leaving out those that are labelled so already; returns the new."""
    wanted = sorted({_whole(extent, len(document.text)) for extent in extents})
    have = {
        span.extent
        for span in queries.spans(project, document.id, annotator)
        if span.label == label.id and not span.fragments
    }
    missing = [extent for extent in wanted if extent not in have]
    if not missing:
        return []
    words = _quoted(document.text[missing[0].start : missing[0].end])
    title = f"Labelled {len(missing)} × {words} as {label.name}"
    with project.edit(title, annotator=annotator, document=document.id) as edit:
        _begin(project, edit, document.id, annotator)
        return [_insert(edit, document.id, extent, (), label, annotator, "", "") for extent in missing]


def relabel_span(project: Project, span: Span, label: Label) -> ChangeSet | None:
    """Give a span another label; None if it has it already. EditError if an equal span is there."""
    title = f"Relabelled {_words(project, span)} as {label.name}"
    return _change(project, span, title, {"label": label.id})


def move_span(project: Project, span: Span, extent: Extent, text_length: int) -> ChangeSet | None:
    """Move the ends of a span. Of a span in fragments the outer ends move; pieces left outside go.

    EditError if an equal span is there.
    """
    extent = _whole(extent, text_length)
    pieces = _clipped(span, extent)
    if pieces:
        extent = Extent(pieces[0].start, pieces[-1].end)
    moved = {"start": extent.start, "end": extent.end, "fragments": pack_fragments(pieces)}
    return _change(project, span, _moving_title(project, span, extent), moved)


def add_fragment(project: Project, span: Span, piece: Extent, text_length: int) -> ChangeSet | None:
    """Let a span mark one more piece of text; pieces that touch become one."""
    _whole(piece, text_length)
    title = f"Added a fragment to {_named(project, span)}"
    return _set_pieces(project, span, [*span.pieces, piece], title)


def remove_fragment(project: Project, span: Span, piece: Extent) -> ChangeSet | None:
    """Take a stretch out of what a span marks. EditError if nothing would be left."""
    kept: list[tuple[int, int]] = []
    for start, end in span.pieces:
        kept += [(start, min(end, piece.start))] if start < piece.start else []
        kept += [(max(start, piece.end), end)] if piece.end < end else []
    if not kept:
        raise EditError("that is all the span marks: remove the span instead")
    title = f"Removed a fragment of {_named(project, span)}"
    return _set_pieces(project, span, kept, title)


def remove_spans(project: Project, spans: Sequence[Span]) -> ChangeSet | None:
    """Remove spans of one document and annotator, and the relations that touch them, in one edit."""
    if not spans:
        return None
    first = spans[0]
    title = f"Removed {_named(project, first)}" if len(spans) == 1 else f"Removed {len(spans)} spans"
    with project.edit(title, annotator=first.annotator, document=first.document) as edit:
        _begin(project, edit, first.document, first.annotator)
        for span in spans:
            _current(edit, span)
            for relation in queries.relations_touching(project, span.id):
                edit.delete("relations", relation)
            edit.delete("spans", span.id)
    return edit.result


def set_note(project: Project, span: Span, note: str) -> ChangeSet | None:
    """Write a span's note; an empty one removes it."""
    title = f"{'Note on' if note else 'Removed the note on'} {_named(project, span)}"
    return _change(project, span, title, {"note": _storable(note)})


def set_doubt(project: Project, span: Span, doubt: bool) -> ChangeSet | None:
    """Mark a span as doubtful, or not."""
    title = f"{'Doubted' if doubt else 'No longer doubted'} {_named(project, span)}"
    return _change(project, span, title, {"doubt": int(doubt)})


def set_status(project: Project, document: int, annotator: int, status: Status) -> ChangeSet | None:
    """Say how far an annotator is with a document; None if that is known."""
    title = f"Marked {_document_title(project, document)} as {status.value}"
    with project.edit(title, annotator=annotator, document=document) as edit:
        _set_review(project, edit, document, annotator, {"status": status.value})
    return edit.result


def set_review_note(project: Project, document: int, annotator: int, note: str) -> ChangeSet | None:
    """Write an annotator's note on a whole document."""
    about = _document_title(project, document)
    title = f"{'Note on' if note else 'Removed the note on'} {about}"
    with project.edit(title, annotator=annotator, document=document) as edit:
        _set_review(project, edit, document, annotator, {"note": _storable(note)})
    return edit.result


def add_seconds(project: Project, document: int, annotator: int, seconds: int) -> None:
    """Add to the time an annotator has spent on a document; no edit, never undone."""
    times.add_seconds(project, document, annotator, seconds)


def rewind(project: Project, annotator: int, to_edit: int, *, only: bool = False) -> ChangeSet | None:
    """Take back every entry of the log after ``to_edit`` in one step, or ``only`` the import that comes next."""
    from annotator.store.rewind import rewind

    return rewind(project, annotator, to_edit, only=only)


def compact(project: Project, annotator: int, *, keep: int | None = None, before: str = "") -> Saving:
    """Remove what old edits looked like from the log; see ``store.compacting``."""
    from annotator.store.compacting import compact

    return compact(project, annotator, keep=keep, before=before)


# -- steps of the verbs


def _insert(
    edit: Edit,
    document: int,
    extent: Extent,
    pieces: tuple[Extent, ...],
    label: Label,
    annotator: int,
    note: str,
    origin: str,
) -> Span:
    created = now()
    row = edit.insert(
        "spans",
        {
            "document": document,
            "annotator": annotator,
            "label": label.id,
            "start": extent.start,
            "end": extent.end,
            "fragments": pack_fragments(pieces),
            "note": note,
            "origin": origin,
            "created": created,
        },
    )
    return Span(row, document, annotator, label.id, *extent, pieces, note=note, origin=origin, created=created)


def _change(project: Project, span: Span, title: str, values: dict[str, Any]) -> ChangeSet | None:
    """Change columns of a span, if any differs, unless an equal span is there."""
    with project.edit(title, annotator=span.annotator, document=span.document) as edit:
        before = _current(edit, span)
        after = before | values
        if after == before:
            return None
        identity = [after[name] for name in ("document", "annotator", "label", "start", "end", "fragments")]
        equal = queries.equal_span(project, *identity)
        if equal and equal.id != span.id:
            raise EditError("there is an equal span already: select that one, or remove it first")
        _begin(project, edit, span.document, span.annotator)
        edit.update("spans", span.id, values | {"changed": now()})
    return edit.result


def _set_pieces(project: Project, span: Span, pieces: Iterable[tuple[int, int]], title: str) -> ChangeSet | None:
    pieces = sorted(pieces)
    extent = Extent(pieces[0][0], max(end for _, end in pieces))
    stored = pack_fragments(canonical_fragments(pieces))
    moved = {"start": extent.start, "end": extent.end, "fragments": stored}
    return _change(project, span, title, moved)


def _current(edit: Edit, span: Span) -> dict[str, Any]:
    image = edit.image("spans", span.id)
    if image is None:
        raise EditError("the span is not there any more: select another one")
    return image


def _begin(project: Project, edit: Edit, document: int, annotator: int) -> None:
    """The first edit in a document takes it from new to in progress, within the same undo step."""
    known = queries.review_row(project, document, annotator)
    if known is None or known[1] is Status.NEW:
        _set_review(project, edit, document, annotator, {"status": Status.IN_PROGRESS.value})


def _set_review(project: Project, edit: Edit, document: int, annotator: int, values: dict[str, Any]) -> None:
    known = queries.review_row(project, document, annotator)
    if known:
        image = edit.image("reviews", known[0]) or {}
        if image | values != image:
            edit.update("reviews", known[0], values | {"changed": now()})
    elif values not in ({"status": Status.NEW.value}, {"note": ""}):
        row = {"document": document, "annotator": annotator, "changed": now()}
        edit.insert("reviews", row | values)


def _checked(extent: Extent, fragments: Iterable[tuple[int, int]], length: int) -> tuple[Extent, ...]:
    """The canonical pieces of a new span (none for one piece), which have to fill its extent."""
    _whole(extent, length)
    given = list(fragments)
    if not given:
        return ()
    try:
        pieces = canonical_fragments(given)
    except InputError as error:
        raise EditError(f"{error}: mark each piece anew") from error
    if (min(start for start, _ in given), max(end for _, end in given)) != extent:
        raise EditError(f"the fragments do not fill {extent.start}–{extent.end}: mark them anew")
    return pieces


def _whole(extent: Extent, length: int) -> Extent:
    start, end = extent
    if not 0 <= start < end <= length:
        raise EditError(f"{start}–{end} is no stretch of a text of {length} characters: select text first")
    return Extent(start, end)


def _clipped(span: Span, extent: Extent) -> tuple[Extent, ...]:
    """The pieces of a fragmented span when its outer ends move to ``extent``."""
    kept = [piece for piece in span.fragments if piece.overlaps(extent)]
    if not kept:
        return ()
    kept[0] = Extent(extent.start, kept[0].end)
    kept[-1] = Extent(kept[-1].start, extent.end)
    return canonical_fragments(kept)


def _storable(note: str) -> str:
    """A note as typed; EditError for what no file can hold."""
    if "\0" in note or any("\ud800" <= character <= "\udfff" for character in note):
        raise EditError("the note has a character that is no text: type it anew")
    return note


# -- titles


def _moving_title(project: Project, span: Span, extent: Extent) -> str:
    """Which end was moved, of what the span marks now."""
    named = _named(project, span._replace(start=extent.start, end=extent.end))
    if extent.start == span.start:
        return f"Moved the end of {named}"
    if extent.end == span.end:
        return f"Moved the start of {named}"
    return f"Moved the ends of {named}"


def _named(project: Project, span: Span) -> str:
    """Label and words of a span: ``actor “Ida Brandt”``."""
    return f"{queries.label_name(project, span.label)} {_words(project, span)}"


def _words(project: Project, span: Span) -> str:
    end = min(span.end, span.start + 4 * _TITLE)
    return _quoted(queries.words(project, span.document, span.start, end))


def _document_title(project: Project, document: int) -> str:
    return _quoted(queries.document_name(project, document))


def _quoted(text: str) -> str:
    """A text on one line between quotation marks, cut where a title would grow too long."""
    line = " ".join(text[: 4 * _TITLE].split())
    return f"“{line if len(line) <= _TITLE else line[:_TITLE].rstrip() + '…'}”"


__all__ = [
    "Added",
    "add_fragment",
    "add_seconds",
    "add_span",
    "add_spans",
    "compact",
    "move_span",
    "redo",
    "redo_size",
    "redo_title",
    "relabel_span",
    "remove_fragment",
    "remove_spans",
    "rewind",
    "set_doubt",
    "set_note",
    "set_review_note",
    "set_status",
    "undo",
    "undo_size",
    "undo_title",
]
