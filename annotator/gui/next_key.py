"""What the next label key would take: told in words at once, marked on the page when the pointer rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.gui.session import shortened

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView
    from annotator.gui.point import Point
    from annotator.gui.session import Session
    from annotator.model.span import Extent

REST = 250
"""Milliseconds the pointer rests before the page marks what a key would take."""
_SHORT = 28


class NextKey(QObject):
    """Tells the session's listeners what the next key labels, and keeps the two quiet marks on the page."""

    def __init__(self, session: Session, view: ArticleView, point: Point) -> None:
        super().__init__(view)
        self.show_marks = True
        self._session = session
        self._view = view
        self._point = point
        self.rest = QTimer(self, singleShot=True, interval=REST)
        self.rest.timeout.connect(self._rested)
        point.moved.connect(self.rest.start)
        point.elsewhere.connect(self.clear_marks)
        view.shown_elsewhere.connect(self.clear_marks)

    def tell(self, *, mark: bool = False) -> None:
        """Say what the next label key labels; with ``mark`` show it on the page too."""
        session, document = self._session, self._session.document
        if document is None:
            session.next_key_changed.emit("")
            return
        text = self._view.selected_extent()
        if text is not None:
            session.next_key_changed.emit(self._quoted(document.text[text.start : text.end], 40))
            return
        guesses = self._guesses()
        if mark and self.show_marks and not session.plain and not self._point.picked:
            self._mark(*guesses)
        said = [self._quoted(document.text[e.start : e.end], _SHORT) for e in guesses if e is not None]
        if self._point.picked and session.selected is not None:
            label = session.label(session.selected.label)
            words = shortened(session.selected.text_in(document.text), _SHORT)
            grows = self.tr("{key} grows “{words}”").format(key=label.key.upper() or label.name, words=words)
            said.insert(0, grows)  # first, since that key means the span whatever the pointer is on
        session.next_key_changed.emit(" · ".join(dict.fromkeys(said)))

    def clear_marks(self) -> None:
        """Take the marks off the page."""
        self._mark(None, None)

    def _rested(self) -> None:
        if not self._view.mouse.busy:
            self.tell(mark=self._point.source == "pointer" and self._view.hasFocus())

    def _mark(self, name: Extent | None, statement: Extent | None) -> None:
        marks = self._view.marks
        if (marks.name_preview, marks.statement_preview) != (name, statement):
            marks.name_preview, marks.statement_preview = name, statement
            self._view.viewport().update()

    def _guesses(self) -> tuple[Extent | None, Extent | None]:
        """What the first name key and the first statement key of the scheme would take at the point."""
        offset = self._point.offset()
        if offset is None:
            return None, None
        found: dict[bool, Extent] = {}
        for label in self._session.labels:
            is_name = label.kind == "name"
            if is_name not in found:
                chain = self._session.structure.chain(offset, label)
                if chain.extents:
                    found[is_name] = chain.extents[chain.first]
        return found.get(True), found.get(False)

    def _quoted(self, text: str, length: int) -> str:
        return self.tr("“{words}”").format(words=shortened(text, length))
