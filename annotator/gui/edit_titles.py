"""What an edit is called, in the window's language.

The core names every edit by an English sentence, and so it stands in the project's history. Here these
sentences are known again and said in the user's language; one that is not known stays English.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from annotator.gui.document_rows import status_name
from annotator.model.document import Status

if TYPE_CHECKING:
    import re

SENTENCES: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("EditTitles", "Labelled {count} × “{words}” as {label}")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Labelled “{words}” as {label}")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Relabelled “{words}” as {label}")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Moved the ends of {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Moved the start of {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Moved the end of {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Added a fragment to {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed a fragment of {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Pointed {label} “{words}” to the actor “{name}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed the actor of {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Added the alias “{alias}” to the actor “{name}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed the alias “{alias}” from the actor “{name}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Renamed the actor “{name}” to “{new}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed the note on the actor “{name}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Note on the actor “{name}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed the attribute {attribute} of {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Set the attribute {attribute} of {label} “{words}” to “{value}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed the relation {type} from {label} “{words}” to {other} “{others}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Related {label} “{words}” to {other} “{others}” as {type}")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Accepted the suggestion {label} “{words}” by {provider}")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Accepted {count} suggestions")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Rejected the suggestion {label} “{words}” by {provider}")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Rejected {count} suggestions")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Read “{words}” to character {count}")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed the note on “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed the note on {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed {count} spans")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Removed {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Note on “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Note on {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Doubted {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "No longer doubted {label} “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Marked “{words}” as {status}")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Went back to before “{title}” (1 edit)")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Went back to before “{title}” ({count} edits)")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Took back “{title}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Compacted the history (1 edit)")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Compacted the history ({count} edits)")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Add annotator “{words}”")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Import {words} and {count} more")),
    str(QT_TRANSLATE_NOOP("EditTitles", "Import {words}")),
)
"""Every sentence the core names an entry of the history by, the narrower before the wider."""

_PARTS = {
    "count": r"\d+",
    **dict.fromkeys(("words", "title", "others", "name", "new", "alias", "value"), ".*"),
    **dict.fromkeys(("label", "other", "attribute", "type", "provider"), ".+?"),
    "status": "|".join(Status),
}


def spoken_title(title: str) -> str:
    """The title of an edit in the user's language."""
    for sentence in SENTENCES:
        said = QCoreApplication.translate("EditTitles", sentence)
        # An English window compiles no patterns.
        found = None if said == sentence else _pattern(sentence).fullmatch(title)
        if found is not None:
            return said.format(**_in_words(found.groupdict()))
    return title


def _in_words(parts: dict[str, str]) -> dict[str, str]:
    if "status" in parts:
        return parts | {"status": status_name(Status(parts["status"]))}
    return parts | {"title": spoken_title(parts["title"])} if "title" in parts else parts


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """What a sentence looks like with its parts filled in."""
    import re

    pattern = re.escape(sentence)
    for name, part in _PARTS.items():
        pattern = pattern.replace(rf"\{{{name}\}}", f"(?P<{name}>{part})")
    return re.compile(pattern, re.DOTALL)
