"""The page: one article, shown exactly, with its spans painted below the words.

This is the only place that knows positions of the shown text. Everything it tells others, and everything it is
told, is in code points of the stored text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.gui import line_geometry, theme
from annotator.gui.marks_strip import MarksStrip
from annotator.gui.page_header import PageHeader
from annotator.gui.page_look import GAP_ABOVE, PageLook, title_is_in
from annotator.gui.page_mouse import PageMouse
from annotator.gui.panel_frame import as_tooltip
from annotator.gui.physical_keys import LabelKey, Repeats, digit, label_key
from annotator.gui.scroll_bar import make_slim
from annotator.gui.session import shortened
from annotator.gui.span_painter import Marks, SpanPainter
from annotator.model.document import Status
from annotator.model.offsets import ShownText
from annotator.model.span import Extent

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QHelpEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

    from annotator.gui.line_geometry import LanePitch
    from annotator.gui.session import Session
    from annotator.model.document import Document
    from annotator.model.span import End, Span
    from annotator.model.suggestion import Suggestion
    from annotator.store.changes import ChangeSet, RowChange

_ON_THE_PAGE = frozenset({"spans", "suggestions"})
"""Tables whose rows are places of the text."""
_GONE_FOR = 1000
"""Milliseconds a place is marked whose span an undo took away."""


class Place(NamedTuple):
    """What lies under the pointer."""

    offset: int
    """Code point of the character."""
    span: Span | None
    """The span whose lane lies there, if the pointer is below the text."""


class ArticleView(QTextEdit):
    """The article page. Read-only: it shows, selects and tells; edits are the session's."""

    zoom_changed = Signal(int)
    relabel_key_pressed = Signal(int)
    """Ctrl and a digit by its place, under layouts whose digits need Shift."""
    label_key_pressed = Signal(object)
    """LabelKey: a digit or letter, not repeated, without Ctrl, Alt or Meta."""
    pointer_moved = Signal()
    caret_moved = Signal()
    """The caret was moved by a key, or selected text changed by one."""
    shown_elsewhere = Signal()
    """The page scrolled, or another document is shown."""
    menu_requested = Signal(QPoint)
    """Global position for the context menu."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleView")
        self.setAccessibleName(self.tr("Article"))
        self.session = session
        self.marks = Marks()
        self.shown = ShownText("")
        self.selection_exact = False
        """Whether the selected text was chosen to the character, so that a label trims nothing off it."""
        self.zoom = 100
        self._lanes = 3
        self._places: dict[int, int] = {}
        self._document_id: int | None = None
        self._page: QTextDocument | None = None
        self._painted_selection: Span | None = None
        self._painted_suggestion: Suggestion | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        make_slim(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # Else the text keeps the width the view had before its margins came, when it is first shown.
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setCursorWidth(0)  # the caret is painted here: steady, two pixels, with and without focus
        self.setAutoFillBackground(True)
        self.strip = MarksStrip(session, self)
        self.header = PageHeader()
        self.mouse = PageMouse(self)
        self._repeats = Repeats()
        self._forget_gone = QTimer(self, singleShot=True, interval=_GONE_FOR)
        self._forget_gone.timeout.connect(lambda: self._mark_gone([]))
        self._take_theme()
        self._take_look()
        theme.notifier().changed.connect(self._take_theme)
        session.document_changed.connect(self._show)
        session.changed.connect(self._repaint_changed)
        session.selected_changed.connect(self._repaint_selected)
        session.visibility_changed.connect(self._repaint)
        session.suggestions.selected_changed.connect(self._repaint_chosen)
        session.suggestions.shown_changed.connect(self._repaint)
        session.went.connect(self._mark_gone)
        session.go_to.connect(self.show_extent)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.shown_elsewhere.emit())
        self._show(session.document)

    # What is shown

    def _show(self, document: Document | None) -> None:
        """Build the page away from the view, where it costs a tenth, and put it in the old one's place."""
        if self._document_id is not None:
            self._places[self._document_id] = self.verticalScrollBar().value()
        self._document_id = document.id if document else None
        self.shown = ShownText(document.text if document else "")
        self.marks = Marks()
        self.selection_exact = False
        self._painted_selection = None
        self._painted_suggestion = None
        page = self._look.build(self.shown, self)
        self._format(page, document)
        old, self._page = self._page, page
        self.setDocument(page)
        if old is not None:
            old.deleteLater()  # Qt deletes only the one it made itself
        if document is not None:
            self.verticalScrollBar().setValue(self._places.get(document.id, 0))
        self.strip.refresh()
        self.shown_elsewhere.emit()

    def _format(self, page: QTextDocument, document: Document | None) -> None:
        titled = document is not None and title_is_in(document)
        self._look.shape(page, titled=titled)
        self.header.set_document(document, titled=titled or document is None)
        self._look.set_margins(page, self.header, self._text_width())

    def _take_look(self) -> None:
        self._look = PageLook(self.zoom, self._lanes)
        self._painter = SpanPainter(self.session, self._look.name_face, self.pitch)
        self.header.set_faces(self._look.line_face, self._look.title_face)
        self.setFont(self._look.face)

    @property
    def pitch(self) -> LanePitch:
        """The room of the lanes below each line."""
        return self._look.pitch

    def set_zoom(self, percent: int) -> None:
        """Show the text at 50 to 300 % of its size; what is at the top of the view stays there."""
        percent = max(50, min(300, percent))
        if percent != self.zoom:
            self.zoom = percent
            self._reform()
            self.zoom_changed.emit(percent)

    def set_lanes(self, count: int) -> None:
        """Make room for two to four lanes under each line."""
        if count != self._lanes:
            self._lanes = count
            self._reform()

    def _reform(self) -> None:
        top = line_geometry.boundary_at(self.document(), QPointF(0, self.verticalScrollBar().value()))
        self._take_look()
        self.document().setDefaultFont(self._look.face)
        self._format(self.document(), self.session.document)
        self._fit_page()
        block = self.document().findBlock(top)
        y = self.document().documentLayout().blockBoundingRect(block).y()
        line = block.layout().lineForTextPosition(top - block.position())
        if line.isValid():  # a page that was never shown has no lines yet
            y += line.y()
        self.verticalScrollBar().setValue(int(y) if top else 0)

    def place(self) -> int:
        """Where the open document is scrolled to; give it to ``set_place`` to come back."""
        return self.verticalScrollBar().value()

    def set_place(self, place: int) -> None:
        self.verticalScrollBar().setValue(place)

    def _repaint(self) -> None:
        self.viewport().update()
        self.strip.refresh_soon()

    def _repaint_changed(self, change: ChangeSet) -> None:
        """Repaint only the lines an edit touched: a page may show a hundred spans."""
        for row in change.changes:
            if row.table == "reviews" and _read_otherwise(row):
                self.viewport().update()
            for image in (row.before, row.after):
                if row.table not in _ON_THE_PAGE or image is None:
                    continue
                if image["document"] == self._document_id:
                    self._repaint_around(Extent(image["start"], image["end"]))
        if change.bulk:
            self._repaint()
        self.strip.refresh_soon()

    def _repaint_selected(self, span: Span | None) -> None:
        for changed in (self._painted_selection, span):
            if changed is not None:
                self._repaint_around(changed.extent)
        self._painted_selection = span

    def _repaint_chosen(self, one: Suggestion | None) -> None:
        for changed in (self._painted_suggestion, one):
            if changed is not None:
                self._repaint_around(changed.extent)
        self._painted_suggestion = one

    def _repaint_around(self, extent: Extent) -> None:
        """Repaint the lines of an extent, and of every span whose lane may have moved with it."""
        touched = extent
        while True:
            around = self.session.spans.overlapping(*touched)
            wider = Extent(
                min([touched.start, *(span.start for span in around)]),
                max([touched.end, *(span.end for span in around)]),
            )
            if wider == touched:
                break
            touched = wider
        first, last = self.cursorRect(self._cursor_at(touched.start)), self.cursorRect(self._cursor_at(touched.end))
        top = first.top() - 4
        self.viewport().update(0, top, self.viewport().width(), last.bottom() + int(self.pitch.room) + 4 - top)

    def _mark_gone(self, places: list[Extent]) -> None:
        self.marks.gone = list(places)
        if places:
            self._forget_gone.start()
        self.viewport().update()

    # Places

    def place_at(self, point: QPoint) -> Place | None:
        """What lies under a point of the viewport; None beside and between the lines."""
        hit = line_geometry.hit(self.document(), self._on_page(point), self.pitch, self._grapheme_around)
        if hit is None:
            return None
        offset = self.shown.to_stored(hit.position)
        return Place(offset, self._span_in_lane(offset, hit) if hit.lane is not None else None)

    def _span_in_lane(self, offset: int, hit: line_geometry.Hit) -> Span | None:
        index, last = self.session.spans, self.pitch.count - 1
        for span in index.at(offset):
            if self.session.is_visible(span) and min(index.lane(span.id), last) == hit.lane:
                return span
        return None

    def boundary_at(self, point: QPoint) -> int:
        """Code point of the boundary between two graphemes nearest to a point of the viewport, wherever it is."""
        position = line_geometry.boundary_at(self.document(), self._on_page(point), self._grapheme_around)
        return self.shown.to_stored(position)

    def _grapheme_around(self, position: int) -> tuple[int, int]:
        shown = self.shown
        start, end = self.session.structure.grapheme_at(shown.to_stored(position))
        return shown.to_shown(start), shown.to_shown(end)

    def rects_of(self, extent: Extent) -> list[QRectF]:
        """Rectangles of an extent's text in the viewport, line by line."""
        shift = QPointF(0, -self.verticalScrollBar().value())
        start, end = self.shown.to_shown(extent.start), self.shown.to_shown(extent.end)
        found = line_geometry.pieces(self.document(), start, end, (start, end))
        return [rect.translated(shift) for piece in found for rect in piece.rects]

    def end_at(self, extent: Extent, point: QPoint, reach: int) -> End | None:
        """Which end of an extent lies within ``reach`` pixels beside a point of the viewport."""
        start, end = self.shown.to_shown(extent.start), self.shown.to_shown(extent.end)
        return line_geometry.end_at(self.document(), start, end, self._on_page(point), self.pitch, reach)

    def is_in_sight(self, offset: int) -> bool:
        """Whether the line of a code point lies in the viewport."""
        rect = self.cursorRect(self._cursor_at(offset))
        return bool(rect.bottom() > 0 and rect.top() < self.viewport().height())

    def show_extent(self, extent: Extent) -> None:
        """Scroll only if the extent's beginning is out of sight, and then to the upper third."""
        rect = self.cursorRect(self._cursor_at(extent.start))
        height = self.viewport().height()
        if rect.top() < 0 or rect.bottom() + self.pitch.room > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - height // 3)

    def _on_page(self, point: QPoint) -> QPointF:
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())

    def _cursor_at(self, offset: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self.shown.to_shown(offset), self.shown.length))
        return cursor

    # Caret and selected text

    def caret(self) -> int:
        """Code point the caret stands before."""
        return self.shown.to_stored(self.textCursor().position())

    def set_caret(self, offset: int) -> None:
        """Put the caret before a code point; selected text is let go."""
        self.setTextCursor(self._cursor_at(offset))

    def selected_extent(self) -> Extent | None:
        """The selected text, if any."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        shown = self.shown
        return Extent(shown.to_stored(cursor.selectionStart()), shown.to_stored(cursor.selectionEnd(), up=True))

    def select_text(self, extent: Extent, *, exact: bool, caret_at_start: bool = False) -> None:
        """Select text; ``exact`` text is labelled as it is, other text is trimmed."""
        start, end = self.shown.to_shown(extent.start), self.shown.to_shown(extent.end)
        cursor = QTextCursor(self.document())
        cursor.setPosition(end if caret_at_start else start)
        cursor.setPosition(start if caret_at_start else end, QTextCursor.MoveMode.KeepAnchor)
        self.selection_exact = exact
        self.setTextCursor(cursor)
        self.viewport().update()

    def let_go_of_text(self) -> None:
        """Let selected text go; the caret stays."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the stored text, with its own line ends and blanks."""
        data = QMimeData()
        extent, document = self.selected_extent(), self.session.document
        if extent is not None and document is not None:
            # As bytes: on its way to Qt a string loses a mark of byte order at its beginning.
            data.setData("text/plain", document.text[extent.start : extent.end].encode())
        return data

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scroll = self.verticalScrollBar().value()
        self._paint_paper(painter, scroll)
        painter.translate(0, -scroll)
        clip = event.rect()
        page = self.document()
        within = line_geometry.visible_range(page, scroll + clip.top(), scroll + clip.bottom(), self.pitch)
        self.header.paint(painter, self._look.padding, self._look.header_top, self._text_width())
        self._painter.paint(painter, page, self.shown, within, self.marks)
        self._paint_read(painter, scroll)
        painter.end()
        super().paintEvent(event)
        self._paint_caret()

    def _paint_paper(self, painter: QPainter, scroll: int) -> None:
        colours = theme.current()
        top = GAP_ABOVE - scroll
        area = self.viewport().rect()
        if top > 0:
            painter.fillRect(QRect(0, 0, area.width(), top), colours.window)
        painter.setPen(colours.page_edge)
        painter.drawRect(QRect(0, min(max(top, -2), area.height()), area.width() - 1, area.height() + 4))

    def _paint_read(self, painter: QPainter, scroll: int) -> None:
        """A hairline in the margin beside what was read, with a tick where it ends; none beside a whole document."""
        review = self.session.review
        if review is None or not review.read_to or review.status is Status.DONE:
            return
        end = self.cursorRect(self._cursor_at(review.read_to)).bottom() + scroll
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = int(self._look.padding)
        x, tick = max(4, left - 18), 7
        if right:
            x, tick = self.viewport().width() - x, -7
        top = int(self.cursorRect(self._cursor_at(0)).top()) + scroll
        painter.setPen(QPen(theme.current().faint, 1))
        painter.drawPolyline([QPoint(x, top), QPoint(x, end), QPoint(x + tick, end)])

    def _paint_caret(self) -> None:
        if self.session.document is None:
            return
        rect = self.cursorRect()
        colours = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(
            QRect(rect.left(), rect.top(), 2, rect.height()), colours.ink if self.hasFocus() else colours.faint
        )

    def _take_theme(self) -> None:
        colours = theme.current()
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, colours.page)
        palette.setColor(QPalette.ColorRole.Text, colours.ink)
        palette.setColor(QPalette.ColorRole.Window, colours.window)
        palette.setColor(QPalette.ColorRole.Highlight, colours.selection)
        palette.setColor(QPalette.ColorRole.HighlightedText, colours.ink)
        self.setPalette(palette)
        self.viewport().update()
        self.strip.refresh()

    # Size

    def sizeHint(self) -> QSize:
        return QSize(int(self._look.page_width + 80), 700)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_page()

    def _fit_page(self) -> None:
        """Centre the page. Its width stays where there is room, so that resizing lays nothing out again."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - self.strip.width()
        page = int(min(room, self._look.page_width))
        left = (room - page) // 2
        margins = self.viewportMargins()
        right = self.width() - bar - left - page
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        if page > 0:
            before = self.header.height(self._text_width())
            fits_otherwise = self._look.fit(page)
            if page != self.lineWrapColumnOrWidth():
                self.setLineWrapColumnOrWidth(page)
            # A title above the text may wrap otherwise now.
            if fits_otherwise or self.header.height(self._text_width()) != before:
                self._look.set_margins(self.document(), self.header, self._text_width())
        self.strip.setGeometry(self.width() - bar - self.strip.width(), 0, self.strip.width(), self.height())

    def _text_width(self) -> float:
        """The width of the text: its column's, or what a narrow window leaves of it."""
        page = self.lineWrapColumnOrWidth()
        look = self._look
        return min(look.column, page - 2 * look.padding) if page > 0 else look.column

    # Keys and pointer

    def viewportEvent(self, event: QEvent) -> bool:
        """Resting on a lane tells every span of the place in words: the last lane may be shared."""
        if event.type() == QEvent.Type.ToolTip:
            from PySide6.QtWidgets import QToolTip

            asked = cast("QHelpEvent", event)
            place = self.place_at(asked.pos())
            QToolTip.showText(asked.globalPos(), self._in_words(place) if place is not None else "", self)
            return True
        return super().viewportEvent(event)

    def _in_words(self, place: Place) -> str:
        return self._spans_in_words(place.offset) if place.span is not None else self._suggestion_in_words(place.offset)

    def _suggestion_in_words(self, offset: int) -> str:
        """Label, provider and confidence of the suggestion at a place; empty for none."""
        known = self.session.suggestions
        one = known.at(offset)
        if one is None:
            return ""
        said = self.tr("{label}, suggested by {provider}").format(
            label=self.session.label(one.label).short_name, provider=known.provider(one)
        )
        return as_tooltip(said if one.score is None else f"{said} ({one.score:.2g})")

    def _spans_in_words(self, offset: int) -> str:
        document = self.session.document
        if document is None:
            return ""
        lines = [
            f"{self.session.label(span.label).name}: {shortened(span.text_in(document.text), 60)}"
            for span in self.session.spans.at(offset)
            if self.session.is_visible(span)
        ]
        return as_tooltip("\n".join(lines))

    def event(self, event: QEvent) -> bool:
        """The wheel scrolls beside the page too."""
        if event.type() == QEvent.Type.Wheel:
            self.wheelEvent(event)  # type: ignore[arg-type]
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_zoom(self.zoom + (10 if steps > 0 else -10 if steps < 0 else 0))
            event.accept()
            return
        super().wheelEvent(event)
        self.pointer_moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = label_key(event)
        if pressed is not None:
            event.accept()
            if not self._repeats.has(event) and self._is_label(pressed):
                self.label_key_pressed.emit(pressed)
            return
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and (place := digit(event)):
            event.accept()
            if not self._repeats.has(event):
                self.relabel_key_pressed.emit(int(place))
            return
        before = self.textCursor()
        super().keyPressEvent(event)
        if self.textCursor() != before:
            self.selection_exact = True
            self.caret_moved.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._repeats.note_release(event)
        super().keyReleaseEvent(event)

    def _is_label(self, pressed: LabelKey) -> bool:
        return any(
            pressed.symbol == label.key or pressed.symbol == str(place)
            for place, label in enumerate(self.session.labels, 1)
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def focusNextPrevChild(self, next: bool) -> bool:  # Qt's own name
        """Tab belongs to the spans; F6 leaves the page."""
        return False


def _read_otherwise(row: RowChange) -> bool:
    """Whether a review says now that more or less was read, which shows in the margin."""
    before, after = row.before or {"read_to": 0}, row.after or {"read_to": 0}
    return bool(before["read_to"] or after["read_to"])
