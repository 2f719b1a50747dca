"""The labelling guideline beside the window: read while labelling, opened where the selected label stands."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QWidget

from annotator import resources
from annotator.gui import theme
from annotator.gui.dialogs.frame import RoomyRows
from annotator.gui.scroll_bar import make_slim

_ANCHOR = re.compile(r"^(#{1,6}) (.*?) *\{#([\w-]+)\} *$", re.MULTILINE)
_FOLDER = "guideline"


class GuidelineWindow(QDialog):
    """Sections at the left, their text at the right; stays open beside the window."""

    def __init__(self, parent: QWidget | None, language: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("guidelineWindow")
        self.setWindowTitle(self.tr("Guideline"))
        self._anchors: dict[str, str] = {}
        self.sections = QListWidget()
        self.sections.setObjectName("guidelineSections")
        make_slim(self.sections)
        self.sections.setAccessibleName(self.tr("Sections"))
        self.sections.setFrameShape(QListWidget.Shape.NoFrame)
        self.sections.setItemDelegate(RoomyRows(self.sections))
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.setViewportMargins(10, 16, 6, 10)
        self.page = QTextBrowser()
        self.page.setObjectName("guidelinePage")
        make_slim(self.page)
        self.page.setAccessibleName(self.tr("Guideline"))
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.page.document().setDocumentMargin(28)
        splitter = QSplitter()
        splitter.addWidget(self.sections)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([230, 600])
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self._text = _read(language or QLocale().name())
        self._show_text()
        self.sections.currentItemChanged.connect(self._on_section)
        theme.notifier().changed.connect(self._show_text)
        self.resize(840, 640)

    def show_section(self, anchor: str) -> None:
        """Scroll to a section by its anchor; an unknown one shows the beginning."""
        for row in range(self.sections.count()):
            if self.sections.item(row).data(Qt.ItemDataRole.UserRole) == anchor:
                self.sections.setCurrentRow(row)
                self._scroll_to(anchor)
                return
        self.sections.setCurrentRow(0)
        self.page.verticalScrollBar().setValue(0)

    def section(self) -> str:
        """The anchor of the section chosen at the left."""
        item = self.sections.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _show_text(self) -> None:
        self._anchors = {match[3]: match[2] for match in _ANCHOR.finditer(self._text)}
        page = self.page.document()
        page.setDefaultFont(theme.reading_font(self.font().pointSizeF() * 1.1))
        page.setMarkdown(_ANCHOR.sub(r"\1 \2", self._text), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _open_up(page)
        chosen = self.section()
        self.sections.blockSignals(True)
        self.sections.clear()
        for anchor, title in self._anchors.items():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, anchor)
            self.sections.addItem(item)
        self.sections.blockSignals(False)
        if chosen:
            self.show_section(chosen)

    def _on_section(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._scroll_to(str(item.data(Qt.ItemDataRole.UserRole)))

    def _follow(self, url: QUrl) -> None:
        # Links inside the guideline name sections; it never leads out of the program.
        if url.fragment() in self._anchors:
            self.show_section(url.fragment())

    def _scroll_to(self, anchor: str) -> None:
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == self._anchors[anchor]:
                top = self.page.document().documentLayout().blockBoundingRect(block).top()
                self.page.verticalScrollBar().setValue(max(0, round(top) - 16))
                return
            block = block.next()


def _read(locale: str) -> str:
    """The guideline in the language of a locale such as ``de_DE``, else in English."""
    there = set(resources.names(_FOLDER, suffix=".md"))
    for name in (locale, locale.partition("_")[0], "en"):
        if f"{name}.md" in there:
            return resources.read_text(_FOLDER, f"{name}.md")
    return ""


def _open_up(page: QTextDocument) -> None:
    """Give lines and tables the air that Markdown's own formats lack."""
    cursor = QTextCursor(page)
    cursor.select(QTextCursor.SelectionType.Document)
    lines = QTextBlockFormat()
    lines.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(lines)
    for frame in page.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format()
            shape.setCellPadding(7)
            shape.setCellSpacing(0)
            shape.setBorder(1)
            shape.setBorderBrush(theme.current().line)
            shape.setBorderCollapse(True)
            shape.setTopMargin(6)
            shape.setBottomMargin(10)
            frame.setFormat(shape)
