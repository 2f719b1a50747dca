"""What the names in the table of actions do: which method of which part of the window each one calls."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.document_verbs import DocumentVerbs
from annotator.gui.history_verbs import HistoryVerbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.gui.dialogs.guideline import GuidelineWindow
    from annotator.gui.palette import Command
    from annotator.gui.window import MainWindow
    from annotator.gui.workspace import Workspace

    Verbs = dict[str, Callable[[], object]]

THEMES = ("system", "light", "dark")
ZOOM_STEP = 10


class WindowVerbs(QObject):
    """Verbs of the view and help menus, and the dictionary from names to verbs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._guideline: GuidelineWindow | None = None

    def for_window(self) -> Verbs:
        """Verbs that work without a project too."""
        window = self._window
        return {
            "file.settings": self.open_settings,
            "file.quit": window.close,
            "view.palette": window.open_palette,
            "view.full_screen": self.toggle_full_screen,
            "view.menu_bar": window.enter_menus,
            "help.guideline": self.open_guideline,
            "help.keys": self.open_keys,
            "help.about": self.open_about,
            **{f"view.theme_{theme}": partial(self.choose_theme, theme) for theme in THEMES},
        }

    def for_workspace(self, workspace: Workspace) -> Verbs:
        """Verbs of an open project."""
        session, labelling, find = workspace.session, workspace.labelling, workspace.find_bar
        documents = DocumentVerbs(workspace)
        history = HistoryVerbs(workspace, self._window.may_write)
        return {
            "edit.undo": session.undo,
            "edit.redo": session.redo,
            "edit.copy": workspace.article.copy,
            "edit.find": partial(self.find, workspace),
            "edit.find_next": find.next,
            "edit.find_previous": find.previous,
            "edit.find_corpus": partial(self.find_corpus, workspace),
            "span.grow": labelling.grow,
            "span.shrink": labelling.shrink,
            "span.next": labelling.spans.next,
            "span.previous": labelling.spans.previous,
            "span.next_start": labelling.next_start,
            "span.previous_start": labelling.previous_start,
            "span.remove": labelling.spans.remove,
            "span.note": labelling.spans.edit_note,
            "span.doubt": labelling.spans.toggle_doubt,
            "span.label_others": labelling.spans.label_others,
            "span.add_fragment": labelling.spans.add_fragment,
            "span.link": labelling.linking.begin,
            "span.word_left": partial(labelling.spans.move_edge, -1, "word"),
            "span.word_right": partial(labelling.spans.move_edge, 1, "word"),
            "span.character_left": partial(labelling.spans.move_edge, -1, "character"),
            "span.character_right": partial(labelling.spans.move_edge, 1, "character"),
            "span.choose_start": partial(labelling.spans.choose_end, "start"),
            "span.choose_end": partial(labelling.spans.choose_end, "end"),
            "span.let_go": partial(self.let_go, workspace),
            **{f"span.relabel_{number}": partial(labelling.spans.relabel, number) for number in range(1, 10)},
            "suggestion.next": labelling.suggestions.next,
            "suggestion.previous": labelling.suggestions.previous,
            "suggestion.accept": labelling.take_or_accept,
            "suggestion.reject": labelling.suggestions.reject,
            "suggestion.accept_all": labelling.suggestions.accept_all,
            "suggestion.reject_all": labelling.suggestions.reject_all,
            "document.done_next": documents.done_next,
            "document.skip_next": documents.skip_next,
            "document.read_to": labelling.reading.read_up_to_here,
            "document.next": documents.next,
            "document.previous": documents.previous,
            "document.next_note": documents.next_note,
            "document.previous_note": documents.previous_note,
            "view.plain": partial(self.toggle_plain, workspace),
            "view.others": partial(self.toggle_others, workspace),
            "view.suggestions": partial(self.toggle_suggestions, workspace),
            "view.zoom_in": partial(workspace.zoom_by, ZOOM_STEP),
            "view.zoom_out": partial(workspace.zoom_by, -ZOOM_STEP),
            "view.zoom_reset": partial(workspace.article.set_zoom, 100),
            "view.documents": partial(self.toggle_documents, workspace),
            "view.labels": partial(self.toggle_labels, workspace),
            "view.next_panel": partial(workspace.step_panel, True),
            "view.previous_panel": partial(workspace.step_panel, False),
            "tools.history": history.open,
            "tools.compact": history.compact,
        }

    def palette_commands(self) -> list[Command]:
        """All verbs that can be done now, and those that each label of the scheme has."""
        from annotator.gui.palette import Command

        window = self._window
        found = window.commands.palette_commands()
        if window.workspace is not None and window.session is not None:
            workspace, session = window.workspace, window.session
            group = self.tr("Labels")
            for place, label in enumerate(session.labels, 1):
                keys = tuple(key for key in (str(place) if place < 10 else "", label.key.upper()) if key)
                for title, keyed, verb in (
                    (self.tr("Label as {label}"), keys, partial(workspace.label_place, label)),
                    (self.tr("Also label as {label}"), (), partial(workspace.labelling.spans.also_label_as, label)),
                    (self.tr("Hold {label}"), (), partial(session.hold, label)),
                ):
                    found.append(Command(title.format(label=label.short_name), group, keyed, verb))
        return found

    # Finding and letting go

    def find(self, workspace: Workspace) -> None:
        """Open the find bar with the selected text in it, if that is short."""
        extent, document = workspace.article.selected_extent(), workspace.session.document
        text = document.text[extent.start : extent.end] if extent and document else ""
        workspace.find_bar.open_with(text if len(text) <= 100 and "\n" not in text and "\r" not in text else "")

    def find_corpus(self, workspace: Workspace) -> None:
        """Put the keys into the search field of the documents."""
        self._show_documents(workspace)
        workspace.documents.focus_search()

    def _show_documents(self, workspace: Workspace) -> None:
        workspace.documents.setVisible(True)
        self.show_states()

    def let_go(self, workspace: Workspace) -> None:
        """Esc: one thing at a time; at last the find bar."""
        if not workspace.labelling.let_go() and workspace.find_bar.isVisible():
            workspace.find_bar.close_bar()

    # View

    def toggle_plain(self, workspace: Workspace) -> None:
        plain = not workspace.session.plain
        workspace.session.set_plain(plain)
        workspace.session.say(self.tr("Plain reading: all labels are hidden; F7 shows them") if plain else "")
        self.show_states()

    def toggle_others(self, workspace: Workspace) -> None:
        workspace.session.set_show_others(not workspace.session.show_others)
        self.show_states()

    def toggle_suggestions(self, workspace: Workspace) -> None:
        known = workspace.session.suggestions
        known.set_shown(not known.shown)
        self.show_states()

    def toggle_documents(self, workspace: Workspace) -> None:
        workspace.show_side(workspace.documents, not workspace.documents.isVisible())
        self.show_states()

    def toggle_labels(self, workspace: Workspace) -> None:
        workspace.show_side(workspace.right, not workspace.right.isVisible())
        self.show_states()

    def toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
        self.show_states()

    def show_states(self) -> None:
        """Tick what is on."""
        commands, workspace = self._window.commands, self._window.workspace
        commands["view.full_screen"].setChecked(self._window.isFullScreen())
        if workspace is not None:
            commands["view.plain"].setChecked(workspace.session.plain)
            commands["view.others"].setChecked(workspace.session.show_others)
            commands["view.suggestions"].setChecked(workspace.session.suggestions.shown)
            commands["view.documents"].setChecked(not workspace.documents.isHidden())
            commands["view.labels"].setChecked(not workspace.right.isHidden())

    def choose_theme(self, theme: str) -> None:
        self._window.settings.set("theme", theme)
        self.show_theme()

    def show_theme(self) -> None:
        """Tick the theme that is chosen."""
        chosen = self._window.settings.text("theme")
        for theme in THEMES:
            self._window.commands[f"view.theme_{theme}"].setChecked(theme == chosen)

    # Dialogs

    def open_settings(self) -> None:
        from annotator.gui.dialogs.settings_dialog import SettingsDialog

        SettingsDialog(self._window, self._window.settings).open()

    def open_guideline(self) -> None:
        """Open the guideline at the section of the selected span's label, else of the held one."""
        from annotator.gui.dialogs.guideline import GuidelineWindow

        if self._guideline is None:
            self._guideline = GuidelineWindow(self._window)
        session = self._window.session
        section = ""
        if session is not None:
            label = session.label(session.selected.label) if session.selected else session.held
            section = label.section if label else ""
        self._guideline.show()
        self._guideline.raise_()
        self._guideline.activateWindow()
        self._guideline.show_section(section)

    def open_keys(self) -> None:
        from annotator.gui.dialogs.keys import KeysDialog

        KeysDialog(self._window, self._window.key_map).open()

    def open_about(self) -> None:
        from annotator.gui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
