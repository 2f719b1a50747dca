"""An open project as it stands in the window: documents, the article, labels and spans, and the find bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from annotator.gui import line_geometry, theme
from annotator.gui.apart import Apart
from annotator.gui.article_find import ArticleFinder
from annotator.gui.article_view import ArticleView
from annotator.gui.banner import Banner
from annotator.gui.commands import plain
from annotator.gui.detail_panel import DetailPanel
from annotator.gui.document_table import DocumentTable
from annotator.gui.find_bar import FindBar
from annotator.gui.label_palette import LabelPalette
from annotator.gui.label_panel import LabelPanel
from annotator.gui.labelling import Labelling
from annotator.gui.span_list import SpanList
from annotator.gui.status_line import StatusLine
from annotator.gui.time_spent import TimeSpent

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from annotator.gui.commands import Commands
    from annotator.gui.empty_page import EmptyPage
    from annotator.gui.menu_states import MenuStates
    from annotator.gui.session import Session
    from annotator.gui.settings import ProjectMemory, Settings
    from annotator.model.document import Document
    from annotator.model.scheme import Label
    from annotator.model.span import Span
    from annotator.model.suggestion import Suggestion

_SIDES = (270, 300)
"""Width of the left and right panels in a window that nobody has shaped yet."""
_LEAST_SIDES = (190, 256)
"""What a narrow window leaves them."""
_LEAST_PAGE = 560
"""Width of the article that the panels give way for."""
_SPAN_LINES = 11
"""Least height of the list of spans, in lines of the window's font."""


class Workspace(QWidget):
    """The three columns of one project, put together by hand; goes with its session."""

    files_wanted = Signal()
    folder_wanted = Signal()
    """The project is empty, and somebody wants to bring in files, or a folder."""
    menu_wanted = Signal(QPoint)
    """The article's context menu, at a place of the screen."""
    finishing = Signal()
    """The project is about to close, and windows beside this one with it."""

    def __init__(self, session: Session, settings: Settings, memory: ProjectMemory, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self.memory = memory
        # Connected before the article view is made: it hears of a new document while the old one still shows.
        session.document_changed.connect(self._leave_document)
        self._shown: int | None = None
        self._seen: set[int] = set()
        self._come_back_to = 0
        self._empty: EmptyPage | None = None

        self.documents = DocumentTable(session, self)
        self.article = ArticleView(session, self)
        self.labelling = Labelling(session, self.article)
        self.label_palette = LabelPalette(session, self.article, self.labelling)
        self.find_bar = FindBar(ArticleFinder(self.article), self)
        self.labels = LabelPanel(session, self)
        self.spans = SpanList(session, self)
        self.details = DetailPanel(session, self)
        self.status = StatusLine(session, self)
        self.banner = Banner(self)
        self._lay_out()
        self._connect()
        for field in (*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit)):
            # A field would take the path of a dropped file as text; the window imports the file.
            field.setAcceptDrops(False)
        self._take_settings()
        settings.changed.connect(self._on_setting)
        self.time_spent = TimeSpent(session)
        session.apart = Apart(session, self.reload, self)

    def _lay_out(self) -> None:
        self._centre = centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.article, 1)
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.labels)
        # In a low window the details give way first: they can be scrolled, and the list is what one reads.
        self.spans.setMinimumHeight(self.fontMetrics().height() * _SPAN_LINES)
        column.addWidget(self.spans, 1)
        column.addWidget(self.details)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("columns")
        self.splitter.setHandleWidth(1)
        for widget in (self.documents, centre, self.right):
            self.splitter.addWidget(widget)
        self.splitter.setCollapsible(1, False)
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.status)
        # Not the splitter's own state, which holds what a narrow window has left of the widths.
        self._sides = _read_sides(self.settings.text("sides"))
        self.splitter.splitterMoved.connect(self._keep_sides)
        self.documents.setHidden(not self.settings.flag("documents_shown"))
        self.right.setHidden(not self.settings.flag("labels_shown"))
        self._take_theme()
        theme.notifier().changed.connect(self._take_theme)

    def _keep_sides(self) -> None:
        """Somebody has given the panels their widths; one that is hidden keeps its own."""
        left, _, right = self.splitter.sizes()
        self._sides = (
            left if self.documents.isVisibleTo(self) else self._sides[0],
            right if self.right.isVisibleTo(self) else self._sides[1],
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """In a narrow window the panels give way, so that the article keeps its column; in a wide one they return."""
        panels = zip(self._sides, (self.documents, self.right), strict=True)
        wanted = [width if panel.isVisibleTo(self) else 0 for width, panel in panels]
        spare = [max(0, width - least) for width, least in zip(wanted, _LEAST_SIDES, strict=True)]
        lack = min(max(0, _LEAST_PAGE + sum(wanted) - self.width()), sum(spare))
        if lack:
            wanted = [width - round(lack * own / sum(spare)) for width, own in zip(wanted, spare, strict=True)]
        if self.splitter.sizes()[::2] != wanted:
            self.splitter.setSizes([wanted[0], self.width() - sum(wanted), wanted[1]])

    def _connect(self) -> None:
        session = self.session
        session.document_changed.connect(self._enter_document)
        self.documents.document_chosen.connect(self._open_chosen)
        for left in (self.documents.left, self.spans.left, self.details.left):
            left.connect(self.focus_article)
        self.spans.view.escaped.connect(self.labelling.linking.stop)
        self.spans.span_activated.connect(self._show_span)
        self.spans.suggestion_activated.connect(self.labelling.suggestions.pick)
        self.spans.suggestion_decided.connect(self._decide)
        self.spans.span_taken.connect(self.labelling.linking.take)
        self.details.link_wanted.connect(self.labelling.linking.begin)
        self.details.suggestion_decided.connect(self._decide)
        self.details.document_details.facts.all_decided.connect(self._decide_all)
        self.details.document_details.facts.unread.connect(self.labelling.reading.forget)
        self.labelling.linking.begun.connect(self.focus_article)
        self.labels.label_clicked.connect(self._on_label_clicked)
        self.labels.has_target = self._something_selected
        self.documents.position_changed.connect(self.status.set_position)
        self.documents.counts_changed.connect(self.status.set_counts)
        self.documents.say_state()
        self.labelling.spans.note_wanted.connect(self._edit_note)
        self.find_bar.closed.connect(self.focus_article)
        # The words stay where they are while the bar comes and goes above them.
        self.find_bar.took_room.connect(lambda height: self.article.set_place(self.article.place() + height))
        self.article.zoom_changed.connect(self._on_zoom)
        self.article.menu_requested.connect(self.menu_wanted)

    def _take_theme(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, theme.current().panel)
        self.setPalette(palette)

    # Settings

    def _take_settings(self) -> None:
        for key in ("zoom", "lanes", "preview_marks", "palette"):
            self._on_setting(key)

    def _on_setting(self, key: str) -> None:
        match key:
            case "zoom":
                self.article.set_zoom(self.settings.number("zoom"))
            case "lanes":
                self.article.set_lanes(self.settings.number("lanes"))
            case "preview_marks":
                self.labelling.next_key.show_marks = self.settings.flag("preview_marks")
            case "palette":
                self.label_palette.enabled = self.settings.flag("palette")

    def _on_zoom(self, percent: int) -> None:
        self.settings.set("zoom", percent)

    def zoom_by(self, step: int) -> None:
        """Make the article's text larger or smaller, in per cent of its own size."""
        self.article.set_zoom(self.article.zoom + step)

    # Documents

    def open_document(self, document: int) -> None:
        """Show a document at the place it was left at, with the focus in the article."""
        if self.session.document is None or self.session.document.id != document:
            self.session.open_document(document)
        self.focus_article()

    def _open_chosen(self, document: int) -> None:
        """Show a document of the list; one that a search found at what was searched for."""
        self.open_document(document)
        if self.documents.query:
            self.find_bar.seek(self.documents.query)

    def open_first(self) -> None:
        """Show the document this project was left at, else the first of the list."""
        wanted = self.memory.document
        ids = self.documents.rows.ids
        if wanted not in ids:
            wanted = ids[0] if ids else None
        if wanted is not None:
            self.open_document(wanted)

    def _leave_document(self, _document: Document | None) -> None:
        if self._shown is not None:
            self.memory.set_place(self._shown, self._top())
        self._shown = None

    def _enter_document(self, document: Document | None) -> None:
        self._shown = document.id if document else None
        self._come_back_to = 0
        if document is None:
            return
        self.memory.document = document.id
        # Within a run the view itself knows, to the pixel, where it was.
        if document.id not in self._seen:
            self._seen.add(document.id)
            self._come_back_to = self.memory.place(document.id)
            self._come_back()
        self.find_bar.show_document(document)

    def _top(self) -> int:
        """Code point at the top of the article: unlike pixels, it outlives another width or zoom."""
        if not self.article.place():
            return 0
        top = line_geometry.boundary_at(self.article.document(), QPointF(0, self.article.place()))
        return self.article.shown.to_stored(top)

    def _come_back(self) -> None:
        """Scroll to the place of an earlier run, as soon as there is a size to reckon with."""
        if self._come_back_to and self.isVisible():
            cursor = QTextCursor(self.article.document())
            cursor.setPosition(min(self.article.shown.to_shown(self._come_back_to), self.article.shown.length))
            self.article.set_place(self.article.place() + self.article.cursorRect(cursor).top())
            self._come_back_to = 0

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._come_back()
        handle = self.window().windowHandle()
        if handle is not None:
            self.time_spent.watch(handle)

    def warm_up(self) -> None:
        """Load what the first paint did not need, so that the first label key does not wait for it."""
        if self.session.document is not None and self.session.labels:
            self.session.structure.chain(self.article.caret(), self.session.labels[0])
        _ = self.details.span_details

    def finish(self) -> None:
        """Store what is being typed, and keep what should be as it is now when the project is opened again."""
        self.finishing.emit()
        self.details.flush()
        self.documents.finish()
        if self.session.apart is not None:
            self.session.apart.stop()
        self._leave_document(None)
        if self.session.document is not None:
            self._shown = self.session.document.id
        self.memory.save()
        self.settings.set("sides", "{} {}".format(*self._sides))
        self.settings.set("documents_shown", not self.documents.isHidden())
        self.settings.set("labels_shown", not self.right.isHidden())

    def show_emptiness(self) -> None:
        """Offer to bring articles in while the project has none."""
        empty = not any(self.documents.counts.values())
        if empty and self._empty is None:
            from annotator.gui.empty_page import EmptyPage

            self._empty = EmptyPage(self._centre)
            self._empty.files_wanted.connect(self.files_wanted)
            self._empty.folder_wanted.connect(self.folder_wanted)
            layout = self._centre.layout()
            assert layout is not None
            layout.addWidget(self._empty)
        if self._empty is not None:
            self._empty.setVisible(empty)
            self.article.setVisible(not empty)
            if empty:
                self._empty.setFocus()

    def reload(self) -> None:
        """Documents came in through another connection: read everything anew."""
        self.session.project.changed_elsewhere()  # seen with this
        self.session.refresh()
        self.show_emptiness()
        if self.session.document is None:
            self.open_first()

    def look_elsewhere(self) -> None:
        """Read everything anew if this window only follows a project that another program changes."""
        if self.session.project.changed_elsewhere():
            self.reload()
            self.session.say(self.tr("Another program changed the project; it was read anew"))

    # The article

    def focus_article(self) -> None:
        self.article.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_span(self, span: Span) -> None:
        self.article.show_extent(span.extent)

    def _decide(self, one: Suggestion, accept: bool) -> None:
        self.labelling.suggestions.decide(one, accept=accept)

    def _decide_all(self, provider: int, accept: bool) -> None:
        verbs = self.labelling.suggestions
        (verbs.accept_all if accept else verbs.reject_all)(provider)

    def _something_selected(self) -> bool:
        return self.article.selected_extent() is not None or self.session.selected is not None

    def _on_label_clicked(self, label: Label) -> None:
        """A click on a label does what its key does; the pointer is no point then, so a selection has to be there."""
        selected = self.session.selected
        if self.article.selected_extent() is None and selected is not None and selected.label != label.id:
            number = self.session.labels.index(label) + 1
            self.session.say(
                self.tr("Select words to label them; Ctrl+{number} changes the span’s label").format(number=number),
                "refused",
            )
        else:
            self.labelling.press_label(label)
        self.focus_article()

    def _edit_note(self) -> None:
        if not self.right.isVisible():
            self.show_side(self.right, True)
        self.details.focus_note()

    def label_place(self, label: Label) -> None:
        """Label the selected text, or what the label takes at the caret: for menus, where no pointer points."""
        if self.article.selected_extent() is not None:
            self.labelling.press_label(label)
            return
        chain = self.session.structure.chain(self.article.caret(), label)
        if chain.extents:
            self.session.add_span(chain.extents[chain.first], label)
        else:
            self.session.say(self.tr("There is no word here to label"), "refused")

    def open_menu(self, place: QPoint, commands: Commands, states: MenuStates) -> None:
        """Open the article's context menu for what lies at a place of the screen."""
        if self.session.document is not None:
            self.labelling.context_span(self.article.viewport().mapFromGlobal(place))
            self.make_menu(commands, states).popup(place)

    def make_menu(self, commands: Commands, states: MenuStates) -> QMenu:
        """The article's context menu: labels first, then every verb of spans."""
        menu = QMenu(self)
        menu.setObjectName("articleMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label_as = menu.addMenu(self.tr("Label as"))
        for place, label in enumerate(self.session.labels, 1):
            entry = label_as.addAction(plain(label.short_name))
            entry.setText(f"{plain(label.short_name)}\t{_label_keys(place, label)}")
            entry.triggered.connect(lambda _=False, label=label: self.label_place(label))
        menu.addSeparator()
        submenus = commands.fill_context_menu(menu, self.session.labels, self.labelling.spans.also_label_as)
        states.watch(menu, submenus)
        return menu

    # Panels

    def show_side(self, side: QWidget, shown: bool) -> None:
        """Show or hide the documents or the panels at the right."""
        side.setVisible(shown)
        if shown and not all(self._sides):  # it was dragged shut
            self._sides = (self._sides[0] or _SIDES[0], self._sides[1] or _SIDES[1])
        self._share_width()
        if not shown:
            self.focus_article()

    def step_panel(self, forward: bool) -> None:
        """Put the focus into the next panel that is shown, round and round."""
        stops = [stop for stop in self._stops() if stop.isVisible()]
        here = next((at for at, stop in enumerate(stops) if stop.hasFocus() or stop.isAncestorOf(_focused(self))), -1)
        stops[(here + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def _stops(self) -> tuple[QWidget, ...]:
        return (
            self.documents.search_field,
            self.documents.view,
            self.article,
            self.labels,
            self.spans.view,
            self.details,
        )


def _read_sides(kept: str) -> tuple[int, int]:
    """The widths of the panels as they were kept; the usual ones if none were."""
    parts = kept.split()
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 5 for part in parts):
        return _SIDES
    return int(parts[0]), int(parts[1])


def _label_keys(place: int, label: Label) -> str:
    return " ".join(part for part in (str(place) if place <= 9 else "", label.key.upper()) if part)


def _focused(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
