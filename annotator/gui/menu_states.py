"""What an open menu shows: which entries can act now, what undo takes back, and a letter to press for each.

Only while a menu is open: a key whose verb cannot act is never dead, it says why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from annotator.gui.actions import ACTIONS
from annotator.gui.drawing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QAction

    from annotator.gui.commands import Commands
    from annotator.gui.session import Session
    from annotator.gui.window import MainWindow
    from annotator.gui.workspace import Workspace

_ON_A_SPAN = frozenset(
    {"span.note", "span.doubt", "span.label_others", "span.link"}
    | {action.name for action in ACTIONS if action.menu in {"span/relabel", "span/ends"}}
)
"""Verbs that want a selected span."""
_ON_A_DOCUMENT = frozenset(
    {"edit.copy", "edit.find", "edit.find_next", "edit.find_previous"}
    | {action.name for action in ACTIONS if action.menu.partition("/")[0] in {"span", "document"}}
)
"""Verbs that want an open document."""
_ON_SUGGESTIONS = frozenset(action.name for action in ACTIONS if action.menu == "span/suggestions")
"""Verbs that want a suggestion."""
_WRITING = (
    (_ON_A_SPAN - {"span.choose_start", "span.choose_end"})
    | {
        "span.add_fragment",
        "edit.undo",
        "edit.redo",
        "span.remove",
        "document.done_next",
        "document.skip_next",
        "document.read_to",
    }
    | (_ON_SUGGESTIONS - {"suggestion.next", "suggestion.previous"})
    | {"file.import_files", "file.import_folder", "tools.compact"}
)
"""Verbs that change the project."""
_LONGEST = 120
"""Code points of an edit's title in a menu."""
_LONG_QUOTE = re.compile("([“„][^“”]{20})[^“”]{2,}([”“])")
"""Quoted words in the name of an edit that would make a menu cover half the page."""


class MenuStates(QObject):
    """Readies each menu when it opens, and puts everything back when it closes."""

    def __init__(self, window: MainWindow, commands: Commands) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._dimmed: list[QAction | QMenu] = []
        self._renamed: dict[QAction, str] = {}

    def watch(self, menu: QMenu, submenus: Mapping[str, QMenu]) -> None:
        """Take care of a menu of the bar, or of the article's context menu."""
        menu.aboutToShow.connect(lambda: self._ready(menu, submenus))
        menu.aboutToHide.connect(self._put_back)
        for submenu in menu.findChildren(QMenu):
            # After whoever fills it.
            submenu.aboutToShow.connect(lambda submenu=submenu: self._underline(submenu))

    def _ready(self, menu: QMenu, submenus: Mapping[str, QMenu]) -> None:
        self._put_back()
        workspace = self._window.workspace
        if workspace is not None:
            workspace.labelling.point.pick_by_menu()
            self._name_undo(workspace.session)
            self._dim(impossible(workspace), submenus)
        self._underline(menu)

    def _dim(self, names: Iterable[str], submenus: Mapping[str, QMenu]) -> None:
        for name in names:
            made = self._commands[name]
            if made.isEnabled():
                made.setEnabled(False)
                self._dimmed.append(made)
        session = self._window.session
        if session is not None and (session.selected is None or session.project.read_only):
            for name in ("span/relabel", "span/also", "span/ends"):
                if name in submenus:
                    submenus[name].setEnabled(False)
                    self._dimmed.append(submenus[name])

    def _name_undo(self, session: Session) -> None:
        from annotator.gui.commands import plain

        for name, title in (("edit.undo", session.undo_title()), ("edit.redo", session.redo_title())):
            if title:
                made = self._commands[name]
                short = one_line(_LONG_QUOTE.sub(r"\1…\2", title), _LONGEST)
                self._rename(made, f"{made.text()}: {plain(short)}")

    def _underline(self, menu: QMenu) -> None:
        """Give every entry of the table a letter; what comes from the project's data has none."""
        ours = [entry for entry in menu.actions() if entry.menu() is not None or self._is_verb(entry)]
        for entry, text in zip(ours, with_mnemonics([entry.text() for entry in ours]), strict=True):
            self._rename(entry, text)

    def _is_verb(self, entry: QAction) -> bool:
        name = entry.objectName()
        return bool(name) and not name.startswith("span.relabel_")

    def _rename(self, entry: QAction, text: str) -> None:
        self._renamed.setdefault(entry, entry.text())
        entry.setText(text)

    def _put_back(self) -> None:
        for made in self._dimmed:
            made.setEnabled(True)
        for entry, text in self._renamed.items():
            entry.setText(text)
        self._dimmed.clear()
        self._renamed.clear()


def impossible(workspace: Workspace) -> set[str]:
    """Names of the verbs that could do nothing now but say why."""
    session = workspace.session
    names: set[str] = set()
    if session.document is None:
        names |= _ON_A_DOCUMENT
    if session.project.read_only:
        names |= _WRITING
    if session.undo_title() is None:
        names.add("edit.undo")
    if session.redo_title() is None:
        names.add("edit.redo")
    return names | _without_span(workspace) | _without_place(workspace)


def _without_span(workspace: Workspace) -> set[str]:
    session, span = workspace.session, workspace.session.selected
    text = workspace.article.selected_extent()
    names: set[str] = set()
    if span is None:
        names |= _ON_A_SPAN
        if workspace.labelling.point.offset() is None:
            names.add("span.remove")
    else:
        own = session.labels.index(session.label(span.label)) + 1
        names.add(f"span.relabel_{own}")
    if text is None:
        names |= {"span.add_fragment", "edit.copy"}
        if span is None:
            names.add("span.shrink")
            if workspace.labelling.point.offset() is None:
                names.add("span.grow")
    elif workspace.labelling.spans.extended() is None:
        names.add("span.add_fragment")
    if not session.suggestions.shown or not any(session.is_visible(one) for one in session.suggestions.index):
        names |= _ON_SUGGESTIONS
    if not any(session.is_visible(one) for one in session.spans):
        names |= {"span.next", "span.previous"}
    if span is None and text is None and session.held is None and workspace.find_bar.isHidden():
        names.add("span.let_go")
    return names & {action.name for action in ACTIONS}


def _without_place(workspace: Workspace) -> set[str]:
    names: set[str] = set()
    if workspace.documents.next_id(True) is None:
        names.add("document.next")
    if workspace.documents.next_id(False) is None:
        names.add("document.previous")
    return names


def with_mnemonics(titles: Iterable[str]) -> list[str]:
    """The titles, each with a letter of its own marked by ``&``, while there are letters left.

    The first letter is best, then the first of another word, then any; ``&&`` stays a sign of the text.
    """
    taken: set[str] = set()
    found = []
    for title in titles:
        place = _free_letter(title, taken)
        if place >= 0:
            taken.add(title[place].upper())
            title = f"{title[:place]}&{title[place:]}"
        found.append(title)
    return found


def _free_letter(title: str, taken: set[str]) -> int:
    firsts = [at for at, sign in enumerate(title) if sign.isalnum() and (at == 0 or not title[at - 1].isalnum())]
    others = [at for at, sign in enumerate(title) if sign.isalnum()]
    return next((at for at in (*firsts, *others) if title[at].upper() not in taken), -1)
