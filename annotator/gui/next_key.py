"""What the next label key would take: told in words at once, marked on the page when the pointer rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from annotator.gui.session import shortened

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView
    from annotator.gui.point import Point
    from annotator.gui.session import Session
    from annotator.model.scheme import Label
    from annotator.model.span import Extent

    _Guess = tuple[str, Extent]
    """A label's key, and what it would take."""

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
        # What is selected may change without a key: by an undo, in the list, by another program.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.tell)
        session.selected_changed.connect(lambda _: self._soon.start())
        session.visibility_changed.connect(self.clear_marks)
        view.viewport().installEventFilter(self)

    def tell(self, *, mark: bool = False) -> None:
        """Say what the next label key labels; with ``mark`` show it on the page too."""
        self._soon.stop()
        session, document = self._session, self._session.document
        if document is None or self._view.marks.linked:  # a link wants another span, not a label
            session.next_key_changed.emit("")
            return
        text = self._view.selected_extent()
        if text is not None:
            session.next_key_changed.emit(self._quoted(document.text[text.start : text.end], 40))
            return
        picked = session.label(session.selected.label) if self._point.picked and session.selected else None
        guesses = self._guesses(but=picked)
        if mark and self.show_marks and not session.plain and picked is None:
            self._mark(*(guess[1] if guess else None for guess in guesses))
        said = [(key, self._quoted(document.text[e.start : e.end], _SHORT)) for key, e in filter(None, guesses)]
        if len({words for _, words in said}) == 1 and picked is None:
            said = [("", said[0][1])]  # all keys mean the same
        lines = [" ".join(filter(None, part)) for part in said]
        if picked is not None and session.selected is not None:
            words = shortened(session.selected.text_in(document.text), _SHORT)
            grows = self.tr("{key} grows “{words}”").format(key=self._key_of(picked), words=words)
            lines.insert(0, grows)  # first, since that key means the span whatever the pointer is on
        session.next_key_changed.emit("\n".join(lines))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self._point.source == "pointer":
            # Off the page the pointer means no word any more, and no further move will say so.
            self.rest.stop()
            self.clear_marks()
            self._soon.start()
        return super().eventFilter(watched, event)

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

    def _guesses(self, but: Label | None) -> tuple[_Guess | None, _Guess | None]:
        """What the first name key and the first statement key of the scheme would take at the point.

        ``but`` names the label whose key acts on the picked span instead.
        """
        offset = self._point.offset()
        if offset is None:
            return None, None
        found: dict[bool, _Guess] = {}
        for label in self._session.labels:
            is_name = label.kind == "name"
            if is_name not in found and label != but:
                chain = self._session.structure.chain(offset, label)
                if chain.extents:
                    found[is_name] = self._key_of(label), chain.extents[chain.first]
        return found.get(True), found.get(False)

    def _key_of(self, label: Label) -> str:
        if label.key:
            return label.key.upper()
        place = self._session.labels.index(label) + 1
        return str(place) if place <= 9 else label.name

    def _quoted(self, text: str, length: int) -> str:
        return self.tr("“{words}”").format(words=shortened(text, length))
