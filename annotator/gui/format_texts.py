"""What the window calls what formats say of themselves: their titles, their options, what they lose.

Formats say it in English. ``packaging/translations.py`` finds it in their sources, so that it is said in the user's
language; the words of a plugin are shown as they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.formats.base import Format
    from annotator.formats.fitting import Loss
    from annotator.formats.units import Unit

NATIVE = ("jsonl",)
"""Formats that hold everything a project knows."""


def format_title(format: Format) -> str:
    """How lists name a format: the word for ``--format``, then its title."""
    return f"{format.name} · {QCoreApplication.translate('Formats', format.title)}"


def option_title(title: str) -> str:
    return QCoreApplication.translate("Formats", title)


def choice_text(choice: str) -> str:
    return QCoreApplication.translate("Formats", choice)


def loss_sentence(loss: Loss, count: int) -> tuple[str, str]:
    """A loss with its number, and what becomes of it."""
    what = QCoreApplication.translate("Formats", loss.one if count == 1 else loss.many)
    return f"{QLocale().toString(count)} {what}", QCoreApplication.translate("Formats", loss.then)


def unit_text(unit: Unit) -> str:
    """What offsets count, in words."""
    return QCoreApplication.translate("Formats", UNITS[unit.value])


def groups(formats: Sequence[Format]) -> list[tuple[str, list[Format]]]:
    """The formats under headings: our own, those for training, those of other tools."""
    native = [format for format in formats if format.name in NATIVE]
    training = [format for format in formats if format.training and format not in native]
    others = [format for format in formats if format not in native and format not in training]
    found = [
        (QCoreApplication.translate("Formats", "Annotator's own"), native),
        (QCoreApplication.translate("Formats", "For training"), training),
        (QCoreApplication.translate("Formats", "Other tools"), others),
    ]
    return [(title, members) for title, members in found if members]


CHOICES = (
    QT_TRANSLATE_NOOP("Formats", "auto"),
    QT_TRANSLATE_NOOP("Formats", "yes"),
    QT_TRANSLATE_NOOP("Formats", "no"),
)
"""Choices of options that are words of everyday; others are names."""

# fmt: off
UNITS: dict[str, str] = {
    "code-points": str(QT_TRANSLATE_NOOP("Formats", "characters (code points)")),
    "utf-16": str(QT_TRANSLATE_NOOP("Formats", "UTF-16 units (Java, JavaScript, Windows)")),
    "bytes": str(QT_TRANSLATE_NOOP("Formats", "bytes of the text as UTF-8")),
    "crlf": str(QT_TRANSLATE_NOOP("Formats", "characters, each line break as two")),
    "lf": str(QT_TRANSLATE_NOOP("Formats", "characters, each line break as one")),
}
"""Unit -> its words."""
# fmt: on
