"""Edits of what is said of spans beside their label: attributes, actors, relations, and suggestions decided on.

Part of the session: a failure is said in the status line and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator import edits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.gui.session import Session
    from annotator.model.actor import Actor
    from annotator.model.attribute import AttributeValue
    from annotator.model.relation import Relation
    from annotator.model.span import Span
    from annotator.model.suggestion import Suggestion


class DetailEdits:
    """Edits of a session; each is one step to undo."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_attribute(
        self, span: Span, name: str, value: AttributeValue | None, refused: Callable[[str], None] | None = None
    ) -> None:
        """Say something of a span, or (None) no more; ``refused`` gets the reason why it cannot be said."""
        self._session.attempt(lambda: edits.set_attribute(self._session.project, span, name, value), refused=refused)

    def link_actor(self, span: Span, name: str | None) -> None:
        """Let a span point to an actor, or (None) to nobody."""
        self._session.attempt(lambda: edits.link_actor(self._session.project, span, name))

    def add_alias(self, actor: Actor, alias: str) -> None:
        session = self._session
        session.attempt(lambda: edits.add_alias(session.project, actor, alias, session.annotator.id))

    def remove_alias(self, actor: Actor, alias: str) -> None:
        session = self._session
        session.attempt(lambda: edits.remove_alias(session.project, actor, alias, session.annotator.id))

    def add_relation(self, head: Span, tail: Span, type: str, otherwise: Callable[[], None]) -> None:
        """Relate two spans of one document; ``otherwise`` runs if they are related so already."""
        session = self._session
        session.attempt(
            lambda: edits.add_relation(session.project, head.document, head, tail, type, session.annotator.id),
            otherwise=otherwise,
        )

    def remove_relation(self, relation: Relation) -> None:
        self._session.attempt(lambda: edits.remove_relation(self._session.project, relation))

    def accept(self, suggestion: Suggestion, then: Callable[[], None]) -> None:
        """Make a suggestion a span of this annotator; ``then`` runs once it is stored."""
        session = self._session
        session.attempt(
            lambda: edits.accept_suggestion(session.project, suggestion, session.annotator.id), lambda _added: then()
        )

    def accept_all(self, suggestions: Sequence[Suggestion]) -> None:
        session = self._session
        session.attempt(lambda: edits.accept_suggestions(session.project, suggestions, session.annotator.id))

    def reject(self, suggestions: Sequence[Suggestion], then: Callable[[], None] | None = None) -> None:
        """Say that suggestions are wrong, as one edit."""
        session = self._session
        session.attempt(
            lambda: edits.reject_suggestions(session.project, suggestions, session.annotator.id),
            (lambda _change: then()) if then is not None else None,
        )

    def set_read_to(self, document: int, read_to: int, known: Callable[[], None] | None = None) -> None:
        """Say how far a document was read, in code points; ``known`` runs if that was said already."""
        session = self._session
        session.attempt(
            lambda: edits.set_read_to(session.project, document, session.annotator.id, read_to), otherwise=known
        )
