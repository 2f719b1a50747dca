"""Steps that the verbs share: looking at what is given, writing a row, naming things in titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.model.document import Status
from annotator.model.errors import EditError, InputError
from annotator.model.span import Extent, Span, canonical_fragments
from annotator.store import queries
from annotator.store.values import now, pack_fragments, unfit_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.model.suggestion import Suggestion
    from annotator.store.changes import Edit
    from annotator.store.project import Project

_TITLE = 40
"""Code points of a text that a title shows."""


def insert_span(
    edit: Edit,
    document: int,
    extent: Extent,
    pieces: tuple[Extent, ...],
    label: int,
    annotator: int,
    note: str,
    origin: str,
) -> Span:
    """Write a new span, whose values are sound."""
    created = now()
    row = edit.insert(
        "spans",
        {
            "document": document,
            "annotator": annotator,
            "label": label,
            "start": extent.start,
            "end": extent.end,
            "fragments": pack_fragments(pieces),
            "note": note,
            "origin": origin,
            "created": created,
        },
    )
    return Span(row, document, annotator, label, *extent, pieces, note=note, origin=origin, created=created)


def current(edit: Edit, span: Span) -> dict[str, Any]:
    image = edit.image("spans", span.id)
    if image is None:
        raise EditError("the span is not there any more: select another one")
    return image


def begin(project: Project, edit: Edit, document: int, annotator: int) -> None:
    """The first edit in a document takes it from new to in progress, within the same undo step."""
    known = queries.review_row(project, document, annotator)
    if known is None or known[1] is Status.NEW:
        set_review(project, edit, document, annotator, {"status": Status.IN_PROGRESS.value})


def set_review(project: Project, edit: Edit, document: int, annotator: int, values: dict[str, Any]) -> None:
    known = queries.review_row(project, document, annotator)
    if known:
        image = edit.image("reviews", known[0]) or {}
        if image | values != image:
            edit.update("reviews", known[0], values | {"changed": now()})
    elif values not in ({"status": Status.NEW.value}, {"note": ""}, {"read_to": 0}):
        row = {"document": document, "annotator": annotator, "changed": now()}
        edit.insert("reviews", row | values)


def checked(extent: Extent, fragments: Iterable[tuple[int, int]], length: int) -> tuple[Extent, ...]:
    """The canonical pieces of a new span (none for one piece), which have to fill its extent."""
    whole(extent, length)
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


def whole(extent: Extent, length: int) -> Extent:
    start, end = extent
    if not 0 <= start < end <= length:
        raise EditError(f"{start}–{end} is no stretch of a text of {length} characters: select text first")
    return Extent(start, end)


def storable(note: str, what: str = "the note") -> str:
    """A note or another text as typed; EditError for what no file can hold."""
    if "\0" in note or any("\ud800" <= character <= "\udfff" for character in note):
        raise EditError(f"{what} has a character that is no text: type it anew")
    return note


def fit_name(name: str, what: str) -> str:
    """A name as typed, without blanks around it; EditError for what no file can hold. ``what``: “the alias”."""
    name = name.strip()
    complaint = unfit_name(name)
    if complaint:
        raise EditError(f"{what} {complaint}")
    return name


# -- titles


def named(project: Project, span: Span) -> str:
    """Label and words of a span: ``actor “Ida Brandt”``."""
    return f"{queries.label_name(project, span.label)} {words(project, span)}"


def words(project: Project, span: Span | Suggestion) -> str:
    """What it marks, between quotation marks."""
    end = min(span.end, span.start + 4 * _TITLE)
    return quoted(queries.words(project, span.document, span.start, end))


def document_title(project: Project, document: int) -> str:
    return quoted(queries.document_name(project, document))


def quoted(text: str) -> str:
    """A text on one line between quotation marks, cut where a title would grow too long."""
    line = " ".join(text[: 4 * _TITLE].split())
    return f"“{line if len(line) <= _TITLE else line[:_TITLE].rstrip() + '…'}”"
