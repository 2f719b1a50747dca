"""Deciding on what a provider proposes: accepted, a suggestion becomes a span; rejected, it only says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.edits.attributes import put_value
from annotator.edits.spans import Added
from annotator.edits.steps import begin, checked, insert_span, words
from annotator.model.errors import EditError
from annotator.model.suggestion import SuggestionState
from annotator.store import details, queries
from annotator.store.values import damaged, pack_fragments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.model.span import Span
    from annotator.model.suggestion import Suggestion
    from annotator.store.changes import ChangeSet, Edit
    from annotator.store.project import Project


def accept_suggestion(project: Project, suggestion: Suggestion, annotator: int) -> Added:
    """Make a suggestion a span of this annotator, with its attributes. ``change`` is None if that was done already.

    An equal span that is there becomes none: it comes back, with the attributes it did not have.
    """
    title = f"Accepted the suggestion {_named(project, suggestion)}"
    with project.edit(title, annotator=annotator, document=suggestion.document) as edit:
        span = _accept(project, edit, suggestion, annotator)
    return Added(span, edit.result)


def accept_suggestions(project: Project, suggestions: Sequence[Suggestion], annotator: int) -> list[Span]:
    """Accept several in one edit; returns the spans they are now."""
    if len(suggestions) == 1:
        return [accept_suggestion(project, suggestions[0], annotator).span]
    title = f"Accepted {len(suggestions)} suggestions"
    with project.edit(title, annotator=annotator, document=_document(suggestions)) as edit:
        return [_accept(project, edit, suggestion, annotator) for suggestion in suggestions]


def reject_suggestion(project: Project, suggestion: Suggestion, annotator: int) -> ChangeSet | None:
    """Say that a suggestion is wrong; None if that is known. It stays, so that it is not proposed again."""
    return reject_suggestions(project, [suggestion], annotator)


def reject_suggestions(project: Project, suggestions: Sequence[Suggestion], annotator: int) -> ChangeSet | None:
    """Reject several in one edit."""
    if not suggestions:
        return None
    what = f"the suggestion {_named(project, suggestions[0])}"
    title = f"Rejected {what if len(suggestions) == 1 else f'{len(suggestions)} suggestions'}"
    with project.edit(title, annotator=annotator, document=_document(suggestions)) as edit:
        for suggestion in suggestions:
            if _decide(edit, suggestion, SuggestionState.REJECTED):
                begin(project, edit, suggestion.document, annotator)
    return edit.result


def _accept(project: Project, edit: Edit, suggestion: Suggestion, annotator: int) -> Span:
    stored = pack_fragments(suggestion.fragments)
    identity = (suggestion.document, annotator, suggestion.label, suggestion.start, suggestion.end, stored)
    undecided = _decide(edit, suggestion, SuggestionState.ACCEPTED)
    span = queries.equal_span(project, *identity)
    if span is not None and not undecided:
        return span
    begin(project, edit, suggestion.document, annotator)
    if span is None:
        length = (edit.image("documents", suggestion.document) or {"length": 0})["length"]
        pieces = checked(suggestion.extent, suggestion.fragments, length)
        origin = f"suggested by {_provider(project, suggestion)}"
        place = (suggestion.document, suggestion.extent, pieces)
        span = insert_span(edit, *place, suggestion.label, annotator, "", origin)
    known = details.attributes_of(project, [span.id]).get(span.id, {})
    for name, value in (suggestion.attributes or {}).items():
        if name not in known:
            put_value(project, edit, span.id, name, value)
    return span


def _decide(edit: Edit, suggestion: Suggestion, state: SuggestionState) -> bool:
    """Say what becomes of a suggestion; False if that is known."""
    image = edit.image("suggestions", suggestion.id)
    if image is None:
        raise EditError("the suggestion is not there any more: choose another one")
    if image["state"] == state.value:
        return False
    edit.update("suggestions", suggestion.id, {"state": state.value})
    return True


def _document(suggestions: Sequence[Suggestion]) -> int | None:
    """The document they are about, if it is one."""
    documents = {suggestion.document for suggestion in suggestions}
    return documents.pop() if len(documents) == 1 else None


def _named(project: Project, suggestion: Suggestion) -> str:
    """Label, words and provider: ``actor “Ida Brandt” by tagger-2``."""
    what = f"{queries.label_name(project, suggestion.label)} {words(project, suggestion)}"
    return f"{what} by {_provider(project, suggestion)}"


def _provider(project: Project, suggestion: Suggestion) -> str:
    for annotator in project.annotators():
        if annotator.id == suggestion.annotator:
            return annotator.name
    raise damaged(suggestion.annotator)
