"""Documents to be read before they are imported, with their spans drawn below and behind the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRegularExpression, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.gui import line_geometry, theme
from annotator.gui.dialogs.preview_page import Page, lanes_of, page_of
from annotator.gui.line_geometry import LanePitch, pieces
from annotator.gui.scroll_bar import make_slim
from annotator.gui.wrapping import wrap_mode
from annotator.model.offsets import ShownText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPaintEvent

    from annotator.gui.dialogs.label_legend import Colours
    from annotator.gui.dialogs.preview_page import Mark
    from annotator.gui.line_geometry import Piece
    from annotator.model.record import Record

_AIR = 14
"""Between the frame and the words."""
_JUDGED = 200
"""Places that are marked for a judgement of the encoding; they are found in no time."""
_DECIDED = QRegularExpression(r"[^\x00-\x7f]+")
_LINE = 2.0


class PreviewText(QTextEdit):
    """Documents as they would come in; where their encoding is in question, its letters stand out."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._page = Page("")
        self._shown = ShownText("")
        self._lanes: list[int] = []
        self._pitch = LanePitch(1, 1)
        self._held: QTextDocument | None = None
        self.setObjectName("importPreview")
        self.setAccessibleName(self.tr("The first documents"))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        make_slim(self)
        self._take_theme()
        theme.notifier().changed.connect(self._take_theme)

    def show_records(self, records: Sequence[Record], *, judge: bool = False) -> None:
        """Show the documents; to ``judge`` the encoding, mark what it decides and begin at the first such place."""
        self._page = page_of(records, judge=judge)
        self._shown = ShownText(self._page.text)
        self._lanes = lanes_of(self._page.marks)
        page = self._build()
        self.setDocument(page)
        if self._held is not None:
            self._held.deleteLater()
        self._held = page
        found = self._judged() if judge else []
        self.setExtraSelections(found)
        if found:
            cursor = QTextCursor(found[0].cursor)
            cursor.clearSelection()
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _build(self) -> QTextDocument:
        """The page as a document, made away from the view, where it costs least."""
        page = QTextDocument(self)
        page.setUndoRedoEnabled(False)
        page.setDocumentMargin(_AIR)
        page.setDefaultFont(theme.reading_font(self.font().pointSizeF() * 1.15))
        option = QTextOption()
        option.setWrapMode(wrap_mode(self._shown.text))
        page.setDefaultTextOption(option)
        page.setPlainText(self._shown.text)
        depth = max((lane for lane, mark in zip(self._lanes, self._page.marks, strict=True)), default=-1) + 1
        names = QFontMetricsF(self._name_font())
        self._pitch = LanePitch(depth, round(names.capHeight() + names.descent()) + 2.0)
        height = QFontMetricsF(page.defaultFont()).height()
        line_geometry.set_room(page, LanePitch(0, 0, 2), height * 0.3)
        self._make_room(page)
        line_geometry.close_blank_lines(page, max(4.0, height * 0.4))
        line_geometry.set_directions(page)
        for start, end in self._page.heads:
            cursor = QTextCursor(page)
            cursor.setPosition(self._shown.to_shown(start))
            cursor.setPosition(self._shown.to_shown(end), QTextCursor.MoveMode.KeepAnchor)
            small = QTextCharFormat()
            small.setFont(theme.scaled(theme.ui_font(), 0.92, bold=True))
            small.setForeground(theme.current().muted)
            cursor.mergeCharFormat(small)
        return page

    def _make_room(self, page: QTextDocument) -> None:
        """Give each paragraph room for the lanes that it has."""
        deepest: dict[int, int] = {}
        for mark, lane in zip(self._page.marks, self._lanes, strict=True):
            block, last = page.findBlock(self._shown.to_shown(mark.start)), self._shown.to_shown(mark.end)
            while not mark.suggested and block.isValid() and block.position() < last:
                deepest[block.blockNumber()] = max(deepest.get(block.blockNumber(), 0), lane + 1)
                block = block.next()
        for number, lanes in deepest.items():
            room = QTextBlockFormat()
            pitch = LanePitch(lanes, self._pitch.height)
            room.setLineHeight(pitch.room, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
            QTextCursor(page.findBlockByNumber(number)).mergeBlockFormat(room)

    def _name_font(self) -> QFont:
        return theme.scaled(theme.ui_font(), 0.72, bold=True)

    def _judged(self) -> list[QTextEdit.ExtraSelection]:
        """The runs of letters that are no ASCII, unless the text is full of them."""
        text = self.toPlainText()
        if sum(letter > "\x7f" for letter in text) * 4 > len(text):
            return []
        found: list[QTextEdit.ExtraSelection] = []
        cursor = self.document().find(_DECIDED, 0)
        while not cursor.isNull() and len(found) < _JUDGED:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(cursor)
            mark.format.setBackground(theme.current().find)
            found.append(mark)
            cursor = self.document().find(_DECIDED, cursor)
        return found

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scroll = self.verticalScrollBar().value()
        painter.translate(0, -scroll)
        painter.setFont(self._name_font())
        page, clip = self.document(), event.rect()
        within = line_geometry.visible_range(page, scroll + clip.top(), scroll + clip.bottom(), self._pitch)
        shown = [
            (mark, lane, self._pieces(mark, within))
            for mark, lane in zip(self._page.marks, self._lanes, strict=True)
            if self._shown.to_shown(mark.start) < within[1] and self._shown.to_shown(mark.end) > within[0]
        ]
        # The innermost last, so that the colour behind a word is always its own label's.
        for mark, _, parts in sorted(shown, key=lambda item: item[0].start - item[0].end):
            if not mark.suggested:
                for part in parts:
                    for rect in part.rects:
                        painter.fillRect(rect, self._colours.of(mark.label).tint)
        for mark, lane, parts in shown:
            if mark.suggested:
                self._outline(painter, mark, parts)
            else:
                self._lane(painter, mark, lane, parts)
        painter.end()
        super().paintEvent(event)

    def _pieces(self, mark: Mark, within: tuple[int, int]) -> list[Piece]:
        return [
            part
            for start, end in mark.pieces
            for part in pieces(self.document(), self._shown.to_shown(start), self._shown.to_shown(end), within)
        ]

    def _lane(self, painter: QPainter, mark: Mark, lane: int, parts: list[Piece]) -> None:
        """A line below the words, and the label's name at its start where there is room."""
        colours = self._colours.of(mark.label)
        metrics = QFontMetricsF(painter.font())
        for part in parts:
            y = part.bottom + self._pitch.gap + lane * self._pitch.height
            painter.setPen(QPen(colours.line, _LINE))
            for x1, x2 in part.bars:
                painter.drawLine(QPointF(x1, y + _LINE / 2), QPointF(max(x2 - 1, x1 + 1), y + _LINE / 2))
            name = self._colours.name(mark.label)
            width = metrics.horizontalAdvance(name)
            left, right = part.bars[-1] if part.right_to_left else part.bars[0]
            if part.first and width <= right - left:
                x = right - width if part.right_to_left else left + 1
                painter.setPen(colours.text)
                painter.drawText(QPointF(x, y + _LINE + 2 + metrics.capHeight()), name)

    def _outline(self, painter: QPainter, mark: Mark, parts: list[Piece]) -> None:
        """A quiet outline: nobody's work yet."""
        pen = QPen(self._colours.of(mark.label).line, 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        for part in parts:
            for rect in part.rects:
                painter.drawRoundedRect(rect.adjusted(-0.5, 0.5, 0.5, -0.5), 3, 3)

    def _take_theme(self) -> None:
        colours = theme.current()
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, colours.page)
        palette.setColor(QPalette.ColorRole.Text, colours.ink)
        palette.setColor(QPalette.ColorRole.Highlight, colours.selection)
        palette.setColor(QPalette.ColorRole.HighlightedText, colours.ink)
        self.setPalette(palette)
        self.viewport().update()
