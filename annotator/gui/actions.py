"""Every verb of the window, in one table.

Menus, the article's context menu, the command palette, the overview of keys and the table of keys in the
README are all drawn from ``ACTIONS``. What a verb does is looked up by its name in the dictionary the window
assembles; which keys it has is looked up in the settings, and here if nobody changed them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

Scope = Literal["window", "article"]
"""Where a verb's keys work: anywhere in the window, or only while the article has the focus, so that fields
and lists keep theirs."""


class Action(NamedTuple):
    """One verb: its name, what the menus call it, its own keys, where those work, and the menu it is in.

    ``menu`` is a key of MENUS; ``separator`` draws a line above; a ``checkable`` verb is on or off.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    scope: Scope
    menu: str
    separator: bool = False
    checkable: bool = False

    @property
    def title(self) -> str:
        """What menus and the palette call it, in the user's language."""
        title = QCoreApplication.translate("Actions", self.text)
        return title.replace("{number}", self.name.rpartition("_")[2])


MENUS: dict[str, str] = {
    "file": str(QT_TRANSLATE_NOOP("Menus", "File")),
    "file/recent": str(QT_TRANSLATE_NOOP("Menus", "Open recent")),
    "edit": str(QT_TRANSLATE_NOOP("Menus", "Edit")),
    "span": str(QT_TRANSLATE_NOOP("Menus", "Span")),
    "span/relabel": str(QT_TRANSLATE_NOOP("Menus", "Change label to")),
    "span/also": str(QT_TRANSLATE_NOOP("Menus", "Also label as")),
    "span/ends": str(QT_TRANSLATE_NOOP("Menus", "Move an end")),
    "span/suggestions": str(QT_TRANSLATE_NOOP("Menus", "Suggestions")),
    "document": str(QT_TRANSLATE_NOOP("Menus", "Document")),
    "view": str(QT_TRANSLATE_NOOP("Menus", "View")),
    "view/theme": str(QT_TRANSLATE_NOOP("Menus", "Theme")),
    "tools": str(QT_TRANSLATE_NOOP("Menus", "Tools")),
    "help": str(QT_TRANSLATE_NOOP("Menus", "Help")),
}
"""Menus in order; ``a/b`` is a submenu of ``a``, put where its first verb (or ``SUBMENU_AFTER``) stands."""

SUBMENU_AFTER: dict[str, str] = {"file/recent": "file.open", "span/also": "span.relabel_9"}
"""Submenus that the window fills: the verb each stands below."""


def menu_title(menu: str) -> str:
    """The title of a menu in the user's language."""
    return QCoreApplication.translate("Menus", MENUS[menu])


def _row(
    name: str,
    text: object,  # QT_TRANSLATE_NOOP is typed as returning one
    keys: str = "",
    scope: Scope = "window",
    *,
    menu: str = "",
    separator: bool = False,
    checkable: bool = False,
) -> Action:
    menu = menu or name.partition(".")[0]
    return Action(name, str(text), tuple(keys.split()), scope, menu, separator, checkable)


# fmt: off
ACTIONS: tuple[Action, ...] = (
    _row("file.new", QT_TRANSLATE_NOOP("Actions", "New project…"), "Ctrl+N"),
    _row("file.open", QT_TRANSLATE_NOOP("Actions", "Open project…"), "Ctrl+O"),
    _row("file.sample", QT_TRANSLATE_NOOP("Actions", "Open the sample")),
    _row("file.import_files", QT_TRANSLATE_NOOP("Actions", "Import files…"), "Ctrl+I", separator=True),
    _row("file.import_folder", QT_TRANSLATE_NOOP("Actions", "Import a folder…"), "Ctrl+Shift+I"),
    _row("file.export", QT_TRANSLATE_NOOP("Actions", "Export…"), "Ctrl+E"),
    _row("file.save_copy", QT_TRANSLATE_NOOP("Actions", "Save a copy…"), "Ctrl+Shift+S"),
    _row("file.settings", QT_TRANSLATE_NOOP("Actions", "Settings…"), "Ctrl+,", separator=True),
    _row("file.close", QT_TRANSLATE_NOOP("Actions", "Close project"), "Ctrl+W", separator=True),
    _row("file.quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q"),

    _row("edit.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "Ctrl+Z"),
    _row("edit.redo", QT_TRANSLATE_NOOP("Actions", "Redo"), "Ctrl+Shift+Z Ctrl+Y"),
    _row("edit.copy", QT_TRANSLATE_NOOP("Actions", "Copy"), "Ctrl+C", "article", separator=True),
    _row("edit.find", QT_TRANSLATE_NOOP("Actions", "Find in the article"), "Ctrl+F", separator=True),
    _row("edit.find_next", QT_TRANSLATE_NOOP("Actions", "Find next"), "F3"),
    _row("edit.find_previous", QT_TRANSLATE_NOOP("Actions", "Find previous"), "Shift+F3"),
    _row("edit.find_corpus", QT_TRANSLATE_NOOP("Actions", "Find in all documents"), "Ctrl+Shift+F"),

    _row("span.grow", QT_TRANSLATE_NOOP("Actions", "Grow"), "Space", "article"),
    _row("span.shrink", QT_TRANSLATE_NOOP("Actions", "Shrink"), "Shift+Space", "article"),
    _row("span.next", QT_TRANSLATE_NOOP("Actions", "Next span"), "Tab", "article", separator=True),
    _row("span.previous", QT_TRANSLATE_NOOP("Actions", "Previous span"), "Shift+Tab", "article"),
    _row("span.next_start", QT_TRANSLATE_NOOP("Actions", "Next name or statement"), "Ctrl+Down", "article"),
    _row("span.previous_start", QT_TRANSLATE_NOOP("Actions", "Previous name or statement"),
         "Ctrl+Up", "article"),
    _row("span.remove", QT_TRANSLATE_NOOP("Actions", "Remove"), "Del", "article", separator=True),
    _row("span.note", QT_TRANSLATE_NOOP("Actions", "Write a note"), "F2"),
    _row("span.doubt", QT_TRANSLATE_NOOP("Actions", "Doubt on or off"), "Shift+F2"),
    *(
        _row(f"span.relabel_{n}", QT_TRANSLATE_NOOP("Actions", "Change to label {number}"), f"Ctrl+{n}",
             menu="span/relabel")
        for n in range(1, 10)
    ),
    _row("span.label_others", QT_TRANSLATE_NOOP("Actions", "Label all other occurrences"), "Ctrl+Shift+A"),
    _row("span.add_fragment", QT_TRANSLATE_NOOP("Actions", "Add the selected text to the span"), "Ctrl+J"),
    _row("span.link", QT_TRANSLATE_NOOP("Actions", "Link to another span…"), "Ctrl+L"),
    _row("span.word_left", QT_TRANSLATE_NOOP("Actions", "A word left"),
         "Alt+Left", "article", menu="span/ends"),
    _row("span.word_right", QT_TRANSLATE_NOOP("Actions", "A word right"),
         "Alt+Right", "article", menu="span/ends"),
    _row("span.character_left", QT_TRANSLATE_NOOP("Actions", "A character left"),
         ",", "article", menu="span/ends"),
    _row("span.character_right", QT_TRANSLATE_NOOP("Actions", "A character right"),
         ".", "article", menu="span/ends"),
    _row("span.choose_start", QT_TRANSLATE_NOOP("Actions", "Move the start"), "Alt+Home", "article",
         menu="span/ends", separator=True),
    _row("span.choose_end", QT_TRANSLATE_NOOP("Actions", "Move the end"),
         "Alt+End", "article", menu="span/ends"),
    _row("suggestion.next", QT_TRANSLATE_NOOP("Actions", "Next suggestion"), "F4", menu="span/suggestions"),
    _row("suggestion.previous", QT_TRANSLATE_NOOP("Actions", "Previous suggestion"), "Shift+F4",
         menu="span/suggestions"),
    _row("suggestion.accept", QT_TRANSLATE_NOOP("Actions", "Accept the suggestion"), "Return Enter", "article",
         menu="span/suggestions", separator=True),
    _row("suggestion.reject", QT_TRANSLATE_NOOP("Actions", "Reject the suggestion"), "Backspace", "article",
         menu="span/suggestions"),
    _row("suggestion.accept_all", QT_TRANSLATE_NOOP("Actions", "Accept all that are shown"),
         menu="span/suggestions", separator=True),
    _row("suggestion.reject_all", QT_TRANSLATE_NOOP("Actions", "Reject all that are shown"),
         menu="span/suggestions"),
    _row("span.let_go", QT_TRANSLATE_NOOP("Actions", "Let go"), "Esc", "article", separator=True),

    _row("document.done_next", QT_TRANSLATE_NOOP("Actions", "Done, and next"), "Ctrl+Return Ctrl+Enter"),
    _row("document.skip_next", QT_TRANSLATE_NOOP("Actions", "Skip, and next"),
         "Ctrl+Shift+Return Ctrl+Shift+Enter"),
    _row("document.read_to", QT_TRANSLATE_NOOP("Actions", "Read up to here"), "Ctrl+R"),
    _row("document.next", QT_TRANSLATE_NOOP("Actions", "Next document"),
         "Alt+Down", "article", separator=True),
    _row("document.previous", QT_TRANSLATE_NOOP("Actions", "Previous document"), "Alt+Up", "article"),
    _row("document.next_note", QT_TRANSLATE_NOOP("Actions", "Next note or doubt"), "F8", separator=True),
    _row("document.previous_note", QT_TRANSLATE_NOOP("Actions", "Previous note or doubt"), "Shift+F8"),

    _row("view.palette", QT_TRANSLATE_NOOP("Actions", "All commands…"), "Ctrl+K"),
    _row("view.plain", QT_TRANSLATE_NOOP("Actions", "Plain reading"), "F7", separator=True, checkable=True),
    _row("view.others", QT_TRANSLATE_NOOP("Actions", "Spans of other annotators"), checkable=True),
    _row("view.suggestions", QT_TRANSLATE_NOOP("Actions", "Suggestions"), checkable=True),
    _row("view.zoom_in", QT_TRANSLATE_NOOP("Actions", "Larger text"), "Ctrl++ Ctrl+=", separator=True),
    _row("view.zoom_out", QT_TRANSLATE_NOOP("Actions", "Smaller text"), "Ctrl+-"),
    _row("view.zoom_reset", QT_TRANSLATE_NOOP("Actions", "Text at its own size"), "Ctrl+0"),
    _row("view.theme_system", QT_TRANSLATE_NOOP("Actions", "As the system"),
         menu="view/theme", checkable=True),
    _row("view.theme_light", QT_TRANSLATE_NOOP("Actions", "Light"), menu="view/theme", checkable=True),
    _row("view.theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark"), menu="view/theme", checkable=True),
    _row("view.documents", QT_TRANSLATE_NOOP("Actions", "Documents"), "F9", separator=True, checkable=True),
    _row("view.labels", QT_TRANSLATE_NOOP("Actions", "Labels and spans"), "Shift+F9", checkable=True),
    _row("view.full_screen", QT_TRANSLATE_NOOP("Actions", "Full screen"), "F11", checkable=True),
    _row("view.next_panel", QT_TRANSLATE_NOOP("Actions", "Next panel"), "F6", separator=True),
    _row("view.previous_panel", QT_TRANSLATE_NOOP("Actions", "Previous panel"), "Shift+F6"),
    _row("view.menu_bar", QT_TRANSLATE_NOOP("Actions", "Menu bar"), "F10"),

    _row("tools.history", QT_TRANSLATE_NOOP("Actions", "History…"), "Ctrl+H"),
    _row("tools.compact", QT_TRANSLATE_NOOP("Actions", "Compact the history…")),
    _row("tools.check", QT_TRANSLATE_NOOP("Actions", "Check the project…"), separator=True),
    _row("tools.restore", QT_TRANSLATE_NOOP("Actions", "Restore…")),

    _row("help.guideline", QT_TRANSLATE_NOOP("Actions", "Guideline"), "F1"),
    _row("help.keys", QT_TRANSLATE_NOOP("Actions", "Keys…"), "Shift+F1"),
    _row("help.about", QT_TRANSLATE_NOOP("Actions", "About Annotator"), separator=True),
)
# fmt: on

WITHOUT_PROJECT = frozenset(
    {
        "file.new",
        "file.open",
        "file.sample",
        "file.settings",
        "file.quit",
        "view.palette",
        "view.full_screen",
        "view.menu_bar",
        "tools.restore",
    }
    | {action.name for action in ACTIONS if action.menu in {"help", "view/theme"}}
)
"""Verbs that make sense on the welcome page; all others want an open project."""

BY_NAME: dict[str, Action] = {action.name: action for action in ACTIONS}

CONTEXT_MENU: tuple[str, ...] = ("edit.undo", "edit.redo", "edit.copy", "edit.find", "document.done_next")
"""Verbs the article's context menu has below all those of the span menu."""


def menu_entries(menu: str) -> Iterator[Action | str]:
    """What a menu holds, in order: actions, and the keys of its submenus where they belong."""
    shown: set[str] = set()
    for action in ACTIONS:
        if action.menu == menu:
            yield action
        elif action.menu.startswith(f"{menu}/") and action.menu not in shown:
            shown.add(action.menu)
            yield action.menu
        for submenu, after in SUBMENU_AFTER.items():
            if after == action.name and submenu.startswith(f"{menu}/"):
                yield submenu


def key_table() -> str:
    """The verbs that have keys as a Markdown table, for the README."""
    lines = ["| keys | what they do | where |", "| --- | --- | --- |"]
    for action in ACTIONS:
        if action.keys and not action.name.startswith("span.relabel_"):
            keys = ", ".join(f"`{key}`" for key in action.keys)
            where = "anywhere" if action.scope == "window" else "article"
            lines.append(f"| {keys} | {MENUS[action.menu]}: {action.text.rstrip('…')} | {where} |")
        elif action.name == "span.relabel_1":
            lines.append("| `Ctrl+1` … `Ctrl+9` | Span: Change the label of the selected span | anywhere |")
    return "\n".join(lines) + "\n"
