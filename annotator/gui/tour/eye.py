"""The eye: where things are in the window, and what they show.

Everything it takes and gives is plain data, so that it can be asked from another process too. Places are
global pixels; offsets are code points of the stored text. It looks and touches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QMenu, QMenuBar, QTextEdit, QWidget

from annotator.gui import theme
from annotator.gui.dialogs.frame import Dialog
from annotator.model.span import Extent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QPersistentModelIndex, QRectF
    from PySide6.QtGui import QAction

    from annotator.gui.article_view import ArticleView
    from annotator.gui.session import Session
    from annotator.gui.tour.hands import Point
    from annotator.gui.window import MainWindow
    from annotator.model.span import Span


class SpanSeen(TypedDict):
    """One span as the window shows it."""

    start: int
    end: int
    label: str
    text: str
    note: str
    doubt: bool
    pieces: int


class Seen(TypedDict):
    """What the window shows at one moment."""

    document: str
    status: str
    spans: list[SpanSeen]
    selected: SpanSeen | None
    text: str | None
    """The selected text."""
    caret: int
    held: str | None
    state: str
    message: str
    next_key: str
    focus: str
    zoom: int
    scroll: int
    plain: bool
    theme: str
    annotator: str


class Eye:
    """Looks at the one main window of this process."""

    def __init__(self, window: MainWindow | None = None) -> None:
        self._given = window

    @property
    def window(self) -> MainWindow:
        from annotator.gui.window import MainWindow

        if self._given is not None:
            return self._given
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow):
                return widget
        raise LookupError("there is no main window yet")

    @property
    def session(self) -> Session:
        session = self.window.session
        if session is None:
            raise LookupError("no project is open")
        return session

    @property
    def view(self) -> ArticleView:
        workspace = self.window.workspace
        if workspace is None:
            raise LookupError("no project is open")
        return workspace.article

    # What is shown

    def is_ready(self) -> bool:
        """Whether the window is on the screen, and it or a dialog over it has the keys."""
        return self.window.isVisible() and QApplication.activeWindow() is not None

    def has_project(self) -> bool:
        return self.window.session is not None

    def title(self) -> str:
        return self.window.windowTitle()

    def words(self) -> str:
        """The stored text of the open document."""
        document = self.session.document
        return document.text if document else ""

    def look(self) -> Seen:
        """What the window shows of the open project."""
        session, view = self.session, self.view
        document, text = session.document, view.selected_extent()
        state, message = self._status()
        return Seen(
            document=document.key if document else "",
            status=session.review.status.value if session.review else "",
            spans=[self._seen(span) for span in session.spans],
            selected=self._seen(session.selected) if session.selected else None,
            text=document.text[text.start : text.end] if text and document else None,
            caret=view.caret(),
            held=session.held.name if session.held else None,
            state=state,
            message=message,
            next_key=self._next_key(),
            focus=self.focus(),
            zoom=view.zoom,
            scroll=view.verticalScrollBar().value(),
            plain=session.plain,
            theme=theme.current().name,
            annotator=session.annotator.name,
        )

    def _seen(self, span: Span) -> SpanSeen:
        return SpanSeen(
            start=span.start,
            end=span.end,
            label=self.session.label(span.label).name,
            text=self.words()[span.start : span.end],
            note=span.note,
            doubt=span.doubt,
            pieces=len(span.pieces),
        )

    def _status(self) -> tuple[str, str]:
        from annotator.gui.status_line import StatusLine

        line = self.window.findChild(StatusLine)
        return (line.state.text() if line.state.isVisible() else "", line.message.text()) if line else ("", "")

    def _next_key(self) -> str:
        from annotator.gui.label_panel import NextKeyLine

        line = self.window.findChild(NextKeyLine)
        return line.text() if line else ""

    def focus(self) -> str:
        """The name of what has the keys, or of the nearest named thing around it."""
        widget = QApplication.focusWidget()
        while widget is not None and not _is_named(widget):
            widget = widget.parentWidget()
        return widget.objectName() if widget else ""

    # Places in the article

    def extent(self, words: str, nth: int = 0) -> tuple[int, int]:
        """Offsets of the ``nth`` occurrence of words, from 0; LookupError if there is none."""
        start = -1
        for _ in range(nth + 1):
            start = self.words().find(words, start + 1)
            if start < 0:
                raise LookupError(f"“{words}” does not stand in the article")
        return start, start + len(words)

    def way_to(self, words: str, nth: int = 0) -> int:
        """Which way the words lie out of sight: -1 above, 1 below, 0 if all of their lanes is in sight."""
        start, end = self.extent(words, nth)
        rects = self.view.rects_of(Extent(start, end))
        if rects[0].top() < 4:
            return -1
        return 1 if rects[-1].bottom() + self.view.pitch.room > self.view.viewport().height() - 4 else 0

    def word(self, words: str, nth: int = 0) -> Point:
        """The middle of the first of the words."""
        start, end = self.extent(words, nth)
        first = self.session.structure.word_at(start) or Extent(start, end)
        return self._on_screen(self.view.rects_of(first)[0].center())

    def ends(self, words: str, nth: int = 0, *, exact: bool = False) -> tuple[Point, Point]:
        """Where a drag over the words begins and ends: inside the outermost letters, or at their very edges."""
        start, end = self.extent(words, nth)
        share = 0.02 if exact else 0.25
        return self._in_letter(start, share), self._in_letter(end - 1, 1 - share)

    def lane(self, words: str, label: str) -> Point:
        """A place on the lane of a span."""
        span = self._span(words, label)
        view, index = self.view, self.session.spans
        rect = view.rects_of(span.extent)[0]
        lane = min(index.lane(span.id), view.pitch.count - 1)
        below = view.pitch.gap + lane * view.pitch.height + 3
        return self._on_screen(QPointF(rect.left() + min(rect.width() / 2, 12), rect.bottom() + below))

    def edge(self, words: str, label: str, end: str) -> Point:
        """A place on the ``start`` or ``end`` of a span."""
        span = self._span(words, label)
        return self._in_letter(span.start, 0.0) if end == "start" else self._in_letter(span.end - 1, 1.0)

    def margin(self, words: str, nth: int = 0) -> Point:
        """A place on the page beside the line of the words, where no text is."""
        rect = self.view.rects_of(Extent(*self.extent(words, nth)))[0]
        return self._on_screen(QPointF(4, rect.center().y()))

    def _in_letter(self, offset: int, share: float) -> Point:
        rect: QRectF = self.view.rects_of(self.session.structure.grapheme_at(offset))[0]
        block = self.view.document().findBlock(self.view.shown.to_shown(offset))
        if block.textDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return self._on_screen(QPointF(rect.left() + rect.width() * share, rect.center().y()))

    def _span(self, words: str, label: str) -> Span:
        for span in self.session.spans:
            if self.words()[span.start : span.end] == words and self.session.label(span.label).name == label:
                return span
        raise LookupError(f"there is no {label} “{words}” in the article")

    def _on_screen(self, place: QPointF) -> Point:
        return _point(self.view.viewport().mapToGlobal(place.toPoint()))

    # Places of everything else

    def widget(self, name: str) -> Point:
        """The middle of what has this object name; LookupError if it is not in sight."""
        for widget in QApplication.allWidgets():
            if widget.objectName() == name and widget.isVisible():
                return _middle(widget)
        raise LookupError(f"nothing in sight is named {name}")

    def is_in_sight(self, name: str) -> bool:
        return any(widget.objectName() == name and widget.isVisible() for widget in QApplication.allWidgets())

    def button(self, text: str) -> Point:
        """The middle of the button whose text or spoken name begins so; one in the window with the keys first."""
        front = QApplication.activeWindow()
        found: list[tuple[bool, bool, int, QAbstractButton]] = []
        for widget in QApplication.allWidgets():
            if isinstance(widget, QAbstractButton) and widget.isVisible() and widget.isEnabled():
                names = (widget.text().replace("&&", "&"), widget.accessibleName(), widget.toolTip())
                if any(name.startswith(text) for name in names):
                    found.append((widget.window() is not front, text not in names, len(found), widget))
        if not found:
            raise LookupError(f"there is no button “{text}” to press")
        return _middle(min(found)[-1])

    def inside(self, name: str, text: str) -> Point:
        """The middle of the button with this text or spoken name inside what has this object name."""
        for widget in QApplication.allWidgets():
            if widget.objectName() == name and widget.isVisible():
                for button in widget.findChildren(QAbstractButton):
                    if text in (button.text(), button.accessibleName()) and button.isVisible():
                        return _middle(button)
        raise LookupError(f"there is no “{text}” in {name}")

    def rows(self, name: str) -> list[str]:
        """What the rows of a list say, as they are read aloud."""
        return [text for _, text in _rows(self._list(name))]

    def row(self, name: str, text: str) -> Point:
        """The middle of the first row of a list that says a text."""
        view = self._list(name)
        for index, said in _rows(view):
            if text in said:
                return _point(view.viewport().mapToGlobal(view.visualRect(index).center()))
        raise LookupError(f"no row of {name} says “{text}”")

    def way_to_row(self, name: str, text: str) -> int:
        """Which way the first row that says a text lies out of sight: -1 above, 1 below, 0 if it is in sight."""
        view = self._list(name)
        x, y = self.row(name, text)
        place = view.viewport().mapFromGlobal(QPoint(x, y)).y()
        return -1 if place < 2 else 1 if place > view.viewport().height() - 2 else 0

    def row_text(self, name: str, text: str) -> str:
        """All that the first row of a list says that says a text."""
        return next((said for said in self.rows(name) if text in said), "")

    def _list(self, name: str) -> QAbstractItemView:
        for widget in QApplication.allWidgets():
            if isinstance(widget, QAbstractItemView) and widget.objectName() == name and widget.isVisible():
                return widget
        raise LookupError(f"no list in sight is named {name}")

    def entry(self, text: str) -> Point:
        """The middle of an entry of an open menu, or of the menu bar."""
        bars: list[QMenu | QMenuBar] = [w for w in QApplication.allWidgets() if isinstance(w, (QMenu, QMenuBar))]
        for bar in sorted(bars, key=lambda bar: isinstance(bar, QMenuBar)):
            for action in bar.actions() if bar.isVisible() else []:
                if _entry_text(action) == text and action.isEnabled():
                    return _point(bar.mapToGlobal(bar.actionGeometry(action).center()))
        raise LookupError(f"no open menu has an entry “{text}”")

    def says(self, name: str) -> str:
        """The text in a field or label."""
        for widget in QApplication.allWidgets():
            if widget.objectName() == name and widget.isVisible():
                for attribute in ("text", "toPlainText"):
                    if hasattr(widget, attribute):
                        return str(getattr(widget, attribute)())
        raise LookupError(f"nothing in sight is named {name}")

    def is_ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        for widget in QApplication.allWidgets():
            if widget.objectName() == name and isinstance(widget, QAbstractButton) and widget.isVisible():
                return widget.isChecked()
        raise LookupError(f"no box in sight is named {name}")

    def first_line(self, name: str) -> str:
        """The first line that can be read at the top of a page of text."""
        for widget in QApplication.allWidgets():
            if widget.objectName() == name and isinstance(widget, QTextEdit) and widget.isVisible():
                return str(widget.cursorForPosition(QPoint(4, 12)).block().text())
        raise LookupError(f"no page in sight is named {name}")

    def trouble(self, name: str) -> str:
        """What a dialog says is wrong."""
        for widget in QApplication.topLevelWidgets():
            if widget.objectName() == name and isinstance(widget, Dialog):
                return widget.trouble.text() if widget.trouble.isVisible() else ""
        raise LookupError(f"no dialog in sight is named {name}")

    def widths(self) -> list[int]:
        """The widths of the three columns; 0 for one that is hidden."""
        workspace = self.window.workspace
        return workspace.splitter.sizes() if workspace else []

    def border(self, at: int) -> Point:
        """A place on the border between two columns, from 0."""
        workspace = self.window.workspace
        if workspace is None:
            raise LookupError("no project is open")
        return _middle(workspace.splitter.handle(at + 1))

    def picture(self, path: str | Path, name: str = "") -> bool:
        """Save a picture of the window, or of what has this name."""
        widget: QWidget = self.window
        for other in QApplication.allWidgets():
            if name and other.objectName() == name and other.isVisible():
                widget = other
        return widget.grab().save(str(path))


def _is_named(widget: QWidget) -> bool:
    return bool(widget.objectName()) and not widget.objectName().startswith("qt_")


def _point(point: QPoint) -> Point:
    return point.x(), point.y()


def _middle(widget: QWidget) -> Point:
    return _point(widget.mapToGlobal(widget.rect().center()))


def _rows(view: QAbstractItemView) -> Iterator[tuple[QPersistentModelIndex, str]]:
    from PySide6.QtCore import QPersistentModelIndex

    model = view.model()
    below = [model.index(row, 0) for row in range(model.rowCount())]
    while below:
        index = below.pop(0)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        yield QPersistentModelIndex(index), str(said or "")
        below[:0] = [model.index(row, 0, index) for row in range(model.rowCount(index))]


def _entry_text(action: QAction) -> str:
    return action.text().partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&").strip()
