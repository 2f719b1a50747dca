"""The list of files of an import: each with its format below its name, a box to leave it out, and a sign if it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCursor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_ground, draw_sign
from annotator.gui.panel_frame import as_tooltip
from annotator.gui.scroll_bar import make_slim

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QColor, QMouseEvent

    from annotator.gui.dialogs.import_plan import Entry, ImportPlan

LISTED = 2000
"""Files the list shows; nobody reads further, and all are imported."""
_NAME = Qt.ItemDataRole.UserRole
_SECOND = Qt.ItemDataRole.UserRole + 1
_SIGN = Qt.ItemDataRole.UserRole + 2
_BOX = 15.0
_AIR = 8.0


class FileList(QListWidget):
    """Files by name; the space bar and the box leave one out."""

    chosen = Signal(str)
    """The name of the file to show."""
    ticked = Signal(str, bool)

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setObjectName("importFiles")
        self.setAccessibleName(self.tr("Files"))
        make_slim(self)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Rows(self, boxes=len(plan.entries) > 1))
        for entry in plan.entries[:LISTED]:
            item = QListWidgetItem()
            item.setData(_NAME, entry.name)
            if len(plan.entries) > 1:
                item.setCheckState(Qt.CheckState.Checked)
            self.addItem(item)
        self.refresh()
        self.currentItemChanged.connect(self._on_current)
        self.itemChanged.connect(self._on_changed)

    def mapped_pointer(self) -> QPoint:
        """Where the pointer is, for rows that show it."""
        return self.viewport().mapFromGlobal(QCursor.pos()) if self.underMouse() else QPoint(-1, -1)

    def current(self) -> str:
        """The name of the file that is shown."""
        item = self.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def refresh(self) -> None:
        """Say of each file what is known by now."""
        self.blockSignals(True)
        for row in range(self.count()):
            item = self.item(row)
            entry = self._plan.entry(str(item.data(_NAME)))
            second, sign = self._second(entry), self._sign(entry)
            item.setText(entry.name)
            item.setData(_SECOND, second)
            item.setData(_SIGN, sign)
            if self.count() > 1:
                item.setCheckState(Qt.CheckState.Checked if entry.taken else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{sign} {entry.name}, {second}".strip())
            item.setToolTip(as_tooltip("\n".join(part for part in (entry.name, entry.reason) if part)))
        self.blockSignals(False)
        self.viewport().update()

    def _second(self, entry: Entry) -> str:
        if not entry.taken:
            return self.tr("left out") if entry.format or entry.candidates else self.tr("format not known, left out")
        if not entry.format:
            return self.tr("which format?")
        parts = [entry.format]
        if entry.asks_encoding:
            parts.append(self.tr("encoding not sure"))
        elif entry.contents is not None:
            parts.append(self.tr("%Ln document(s)", "", entry.contents.documents))
            if entry.contents.spans:
                parts.append(self.tr("%Ln span(s)", "", entry.contents.spans))
        else:
            parts.append(QLocale().formattedDataSize(entry.size))
        return " · ".join(parts)

    def _sign(self, entry: Entry) -> str:
        if entry.asks_format or entry.asks_encoding:
            return "?"
        return "!" if entry.taken and entry.problems else ""

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_NAME)))

    def _on_changed(self, item: QListWidgetItem) -> None:
        self.ticked.emit(str(item.data(_NAME)), item.checkState() == Qt.CheckState.Checked)


class _Rows(QStyledItemDelegate):
    """Two lines a file: its name, and quietly what it is."""

    def __init__(self, view: FileList, *, boxes: bool) -> None:
        super().__init__(view)
        self._view = view
        self._left = _BOX + 2 * _AIR if boxes else _AIR
        self._boxes = boxes

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, round(QFontMetricsF(option.font).height() * 2.0) + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = theme.current()
        area = QRectF(option.rect)
        current = index.row() == self._view.currentRow()
        hovered = index.row() == self._view.indexAt(self._view.mapped_pointer()).row()
        painter.save()
        draw_ground(
            painter,
            area.adjusted(3, 1, -3, -1),
            chosen=current,
            hovered=hovered,
            focused=current and self._view.hasFocus(),
        )
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        if self._boxes:
            self._box(painter, area, ticked=ticked)
        sign = str(index.data(_SIGN) or "")
        first = area.adjusted(self._left, 6, -_AIR - (22 if sign else 0), -6)
        first.setHeight(first.height() / 2)
        second = first.translated(0, first.height())
        live = ticked or not self._boxes
        ink, muted = (colours.ink, colours.muted) if live else (colours.faint, colours.faint)
        # Names of files differ at their ends.
        self._line(painter, first, index.data(), ink, cut=Qt.TextElideMode.ElideMiddle)
        self._line(painter, second, index.data(_SECOND), muted, scale=0.88)
        if sign:
            self._badge(painter, QRectF(area.right() - _AIR - 19, area.center().y() - 9, 18, 18), sign)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        area: QRectF,
        text: object,
        colour: QColor,
        *,
        scale: float = 1.0,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        painter.setFont(theme.scaled(self._view.font(), scale))
        painter.setPen(colour)
        fitted = QFontMetricsF(painter.font()).elidedText(str(text), cut, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter) | Qt.TextFlag.TextSingleLine.value, fitted)

    def _box(self, painter: QPainter, area: QRectF, *, ticked: bool) -> None:
        colours = theme.current()
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(QPointF(area.left() + _AIR + 2 + _BOX / 2, area.center().y()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.accent if ticked else colours.faint, 1.4))
        painter.setBrush(colours.accent if ticked else colours.field)
        painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 3.5, 3.5)
        if ticked:
            painter.setPen(QPen(colours.page, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corner = box.topLeft()
            painter.drawPolyline([corner + QPointF(3.8, 7.8), corner + QPointF(6.4, 10.4), corner + QPointF(11.2, 4.8)])

    def _badge(self, painter: QPainter, area: QRectF, sign: str) -> None:
        colours = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent if sign == "?" else colours.bad)
        painter.drawEllipse(area)
        painter.setPen(colours.page)
        painter.setFont(theme.scaled(self._view.font(), 0.88, bold=True))
        draw_sign(painter, area, sign)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the box, or the space bar, ticks it or takes the tick away."""
        if not self._boxes or not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonRelease:
            mouse: QMouseEvent = event  # type: ignore[assignment]
            if mouse.position().x() > option.rect.left() + self._left:
                return False
        elif kind != QEvent.Type.KeyPress or event.key() != Qt.Key.Key_Space:  # type: ignore[attr-defined]
            return False
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return bool(model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole))
