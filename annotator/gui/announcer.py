"""Says aloud, to those who use a screen reader, what others see change on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView
    from annotator.gui.session import Session
    from annotator.model.suggestion import Suggestion


class Announcer(QObject):
    """Announces what was stored or refused, and the caret's way into and out of spans."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._inside: frozenset[int] = frozenset()
        session.said.connect(self._said)
        session.suggestions.selected_changed.connect(self._chosen)

    def caret_at(self, offset: int) -> None:
        """Announce the spans the caret entered and left."""
        if not _somebody_listens():
            return
        spans = {span.id: span for span in self._session.spans.at(offset) if self._session.is_visible(span)}
        parts = [
            self.tr("into {label}").format(label=self._session.label(span.label).name)
            for span in spans.values()
            if span.id not in self._inside
        ]
        left = [self._session.spans.get(span_id) for span_id in self._inside - spans.keys()]
        parts += [self.tr("out of {label}").format(label=self._session.label(span.label).name) for span in left if span]
        self._inside = frozenset(spans)
        if parts:
            self._announce(", ".join(parts))

    def _chosen(self, one: Suggestion | None) -> None:
        """Announce the suggestion that is to be decided on."""
        document = self._session.document
        if one is None or document is None or not _somebody_listens():
            return
        said = self.tr("suggested: {label}, {words}")
        self._announce(said.format(label=self._session.label(one.label).name, words=one.text_in(document.text)))

    def _said(self, message: str, kind: str) -> None:
        if kind != "info" and _somebody_listens():
            self._announce(message)

    def _announce(self, message: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, message))


def _somebody_listens() -> bool:
    # Imported when something is to be said: the class is large, and the window's start says nothing.
    from PySide6.QtGui import QAccessible

    return QAccessible.isActive()
