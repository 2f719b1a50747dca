"""A page with an article on it, and a user's hands: point, click, drag, press.

``Page`` puts the article view, the labelling verbs and the palette on a window of their own, over a real
project file. Its methods are what a user does; what they send are ordinary Qt events. What was stored is always
read from the file, never from the view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.gui.article_view import ArticleView
from annotator.gui.commands import Commands
from annotator.gui.key_map import KeyMap
from annotator.gui.label_palette import LabelPalette
from annotator.gui.labelling import Labelling
from annotator.gui.session import Session
from annotator.gui.settings import Settings
from annotator.model.record import Record
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.bulk import load
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.model.scheme import Label
    from annotator.model.span import Span

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier

ARTICLE = (
    "Brenn harbour raises fees\n"
    "\n"
    "The Halvian harbour council will double the fees for foreign ships, harbour master Ida Brandt said on"
    " Monday.\n"
    "\n"
    "“We demand that the ministry of Torland opens the locks at once,” Brandt told reporters in Brenn. The"
    " ministry refused, and the union warned that it would close the port. The union of pilots has threatened"
    " to strike before.\n"
    "\n"
    "Brandt proposed a joint commission of both ministries to settle the dispute over the canal.\n"
)
"""News in small: names, a quotation, verbs of saying, the same words in several places."""


class Page:
    """One article page in a window of its own, used as a reader would."""

    def __init__(self, project: Project, window: QWidget, settings: Settings) -> None:
        self.project = project
        self.session = Session(project, project.ensure_annotator("ana"), window)
        self.view = ArticleView(self.session, window)
        self.labelling = Labelling(self.session, self.view)
        self.palette = LabelPalette(self.session, self.view, self.labelling)
        self.commands = Commands(window, KeyMap(settings))
        self.commands.set_verbs(self._verbs())
        self.commands.set_has_project(True)
        self.commands.bind_article(self.view)
        self.window = window
        self.said: list[tuple[str, str]] = []
        self.next_keys: list[str] = []
        self.presses = 0
        """Label keys, other keys and mouse buttons pressed so far."""
        self.session.said.connect(lambda message, kind: self.said.append((message, kind)))
        self.session.next_key_changed.connect(self.next_keys.append)

    def _verbs(self) -> dict[str, Any]:
        verbs, spans, session = self.labelling, self.labelling.spans, self.session
        found: dict[str, Any] = {
            "edit.undo": session.undo,
            "edit.redo": session.redo,
            "edit.copy": self.view.copy,
            "span.grow": verbs.grow,
            "span.shrink": verbs.shrink,
            "span.next": spans.next,
            "span.previous": spans.previous,
            "span.next_start": verbs.next_start,
            "span.previous_start": verbs.previous_start,
            "span.remove": spans.remove,
            "span.note": spans.edit_note,
            "span.doubt": spans.toggle_doubt,
            "span.label_others": spans.label_others,
            "span.add_fragment": spans.add_fragment,
            "span.word_left": lambda: spans.move_edge(-1, "word"),
            "span.word_right": lambda: spans.move_edge(1, "word"),
            "span.character_left": lambda: spans.move_edge(-1, "character"),
            "span.character_right": lambda: spans.move_edge(1, "character"),
            "span.choose_start": lambda: spans.choose_end("start"),
            "span.choose_end": lambda: spans.choose_end("end"),
            "span.let_go": verbs.let_go,
        }
        for place in range(1, 10):
            found[f"span.relabel_{place}"] = lambda place=place: spans.relabel(place)
        return found

    # Articles

    def add(self, text: str, *, language: str = "en", title: str = "", key: str = "") -> int:
        """Bring an article into the project; its id."""
        key = key or f"article {len(queries.document_ids(self.project, None)) + 1}"
        record = Record(key, text, title=title, language=language)
        report = load(self.project, [record], title="Import", annotator_default="ana")
        assert not report.problems
        document = queries.document_by_key(self.project, key)
        assert document is not None
        return document.id

    def open(self, text: str = ARTICLE, *, language: str = "en", title: str = "") -> int:
        """Bring an article in, open it and give the page the focus; nothing is pointed at yet."""
        document = self.add(text, language=language, title=title)
        self.session.open_document(document)
        self.view.setFocus()
        self.leave_the_page()
        QApplication.processEvents()
        self.labelling.point.source = None
        self.said.clear()
        return document

    @property
    def text(self) -> str:
        document = self.session.document
        return document.text if document else ""

    def where(self, words: str, nth: int = 0) -> Extent:
        """Where words stand in the open article, in code points; ``nth`` counts from 0."""
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return Extent(at, at + len(words))

    # What was stored

    def stored(self) -> list[tuple[str, str]]:
        """Label and text of every span of the open article as the file has them, in reading order."""
        names = {label.id: label.name for label in queries.labels(self.project)}
        return [(names[span.label], span.text_in(self.text)) for span in self.stored_spans()]

    def stored_spans(self) -> list[Span]:
        document = self.session.document
        assert document is not None
        return queries.spans(self.project, document.id)

    @property
    def selected(self) -> tuple[str, str] | None:
        """Label and text of the selected span."""
        span = self.session.selected
        return (self.session.label(span.label).name, span.text_in(self.text)) if span else None

    @property
    def selected_text(self) -> str | None:
        extent = self.view.selected_extent()
        return self.text[extent.start : extent.end] if extent else None

    @property
    def refusal(self) -> str:
        """What the status line refused last; empty if the last thing said was no refusal."""
        return self.said[-1][0] if self.said and self.said[-1][1] == "refused" else ""

    def label(self, name: str) -> Label:
        return next(label for label in self.session.labels if label.name == name)

    def mark(self, words: str | Extent, label: str, nth: int = 0) -> Span:
        """Have words labelled already, by no deliberate act; the span is not selected."""
        extent = self.where(words, nth) if isinstance(words, str) else words
        span = self.session.add_span(extent, self.label(label))
        self.session.select(None)
        self.said.clear()
        assert span is not None
        return span

    # Pointer

    def spot(self, place: str | int | Extent, nth: int = 0) -> QPoint:
        """A point of the viewport on the first grapheme of a place."""
        if isinstance(place, str):
            place = self.where(place, nth)
        start = place if isinstance(place, int) else place.start
        extent = self.session.structure.grapheme_at(start)
        return self.view.rects_of(extent)[0].center().toPoint()

    def bring_into_sight(self, place: str | Extent, nth: int = 0) -> None:
        self.view.show_extent(self.where(place, nth) if isinstance(place, str) else place)

    def point_at(self, place: str | int | Extent, nth: int = 0) -> None:
        """Move the pointer onto a place of the text."""
        self.move_pointer(self.spot(place, nth))

    def move_pointer(self, point: QPoint) -> None:
        QCursor.setPos(self.view.viewport().mapToGlobal(point))
        QApplication.processEvents()

    def leave_the_page(self) -> None:
        """Move the pointer off the window."""
        QCursor.setPos(self.window.mapToGlobal(QPoint(self.window.width() + 40, self.window.height() + 40)))
        QApplication.processEvents()

    def pause(self) -> None:
        """Let so much time pass that the next click is a click of its own."""
        self.view.mouse._since_press.invalidate()

    def click(
        self,
        place: str | int | Extent | QPoint,
        nth: int = 0,
        *,
        times: int = 1,
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        point = place if isinstance(place, QPoint) else self.spot(place, nth)
        self.move_pointer(point)
        self.pause()
        viewport = self.view.viewport()
        for _ in range(times):
            self.presses += 1
            QTest.mousePress(viewport, LEFT, modifiers, point)
            QTest.mouseRelease(viewport, LEFT, modifiers, point)

    def press_button(self, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.move_pointer(point)
        self.pause()
        self.presses += 1
        QTest.mousePress(self.view.viewport(), LEFT, modifiers, point)

    def drag_to(self, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """One step of a drag that has begun."""
        viewport = self.view.viewport()
        kind = QEvent.Type.MouseMove
        place = QPointF(point)
        moved = QMouseEvent(kind, place, QPointF(viewport.mapToGlobal(point)), Qt.MouseButton.NoButton, LEFT, modifiers)
        QApplication.sendEvent(viewport, moved)

    def release_button(self, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        viewport = self.view.viewport()
        QCursor.setPos(viewport.mapToGlobal(point))
        QTest.mouseRelease(viewport, LEFT, modifiers, point)
        QApplication.processEvents()

    def drag(
        self,
        start: QPoint,
        end: QPoint,
        *,
        at_press: Qt.KeyboardModifier = NONE,
        during: Qt.KeyboardModifier = NONE,
    ) -> None:
        """Press at one point, move to another a little off the straight way, release there."""
        self.press_button(start, at_press)
        self.drag_to((start + end) / 2 + QPoint(0, 6), during)
        self.drag_to(end, during)
        self.release_button(end, during)

    def drag_over(self, words: str | Extent, nth: int = 0, *, during: Qt.KeyboardModifier = NONE) -> None:
        """Drag from the first character of words to their last: with a key held with care, else in a hurry."""
        extent = self.where(words, nth) if isinstance(words, str) else words
        start, end = self.edges(extent, 6 if during == NONE else 2)
        self.drag(start, end, during=during)

    def edges(self, extent: Extent, inside: int = 2) -> tuple[QPoint, QPoint]:
        """Points just inside the left edge of an extent's first rectangle and the right edge of its last one."""
        rects = self.view.rects_of(extent)
        first, last = rects[0], rects[-1]
        return (
            QPoint(round(first.left() + min(first.width() / 4, inside)), round(first.center().y())),
            QPoint(round(last.right() - min(last.width() / 4, inside)), round(last.center().y())),
        )

    # Keys

    def press(self, *keys: str | Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other; a name such as ``a`` or ``Space``, or Qt's own constant."""
        for key in keys:
            self.presses += 1
            code = _code(key) if isinstance(key, str) else key
            QTest.keyClick(self.view, code, modifiers)

    def send_key(
        self,
        key: int,
        text: str = "",
        *,
        scan_code: int = 0,
        modifiers: Qt.KeyboardModifier = NONE,
        repeats: bool = False,
    ) -> None:
        """A key as a keyboard layout sends it."""
        self.presses += 1
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text, repeats, 1)
        QApplication.sendEvent(self.view, event)


_NAMED = {
    "Space": Qt.Key.Key_Space,
    "Tab": Qt.Key.Key_Tab,
    "Delete": Qt.Key.Key_Delete,
    "Esc": Qt.Key.Key_Escape,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "F2": Qt.Key.Key_F2,
    ",": Qt.Key.Key_Comma,
    ".": Qt.Key.Key_Period,
}


def _code(name: str) -> Qt.Key:
    return _NAMED[name] if name in _NAMED else Qt.Key(ord(name.upper()))


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Page]:
    """An empty project's page in an active window; ``page.open()`` puts an article on it."""
    with Project.create(tmp_path / "page.annot", annotator="ana") as project:
        window = QWidget()
        made = Page(project, window, Settings(tmp_path / "settings"))
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(made.view)
        window.resize(820, 900)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        made.view.setFocus()
        yield made
        made.session.close()
