"""What the program remembers, in one table, and the one wrapper that knows types and defaults.

Settings lie in an INI file in ``ANNOTATOR_CONFIG_DIR``, or in the place the platform has for them. What is
remembered of one project (its panels, the place in each document) lies in a file of its own, named by a hash
of the project's path, so that a project can be handed on without it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QByteArray,
    QCoreApplication,
    QCryptographicHash,
    QObject,
    QSettings,
    Signal,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = bool | int | str
V = TypeVar("V", bool, int, str)

PLACES_KEPT = 1000
"""Documents of a project whose scroll place is remembered; the oldest is forgotten first."""
RECENT_KEPT = 10


class Setting(NamedTuple):
    """One thing a user can choose.

    ``choices`` are value and text pairs; for a whole number ``least`` and ``most`` bound it. A setting
    without a text is remembered but has no row in the settings dialog.
    """

    key: str
    default: Value
    text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0
    unit: str = ""

    @property
    def type(self) -> type[Value]:
        return type(self.default)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("Settings", self.text)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "theme", "system", str(QT_TRANSLATE_NOOP("Settings", "Theme")),
        (
            ("system", str(QT_TRANSLATE_NOOP("Settings", "As the system"))),
            ("light", str(QT_TRANSLATE_NOOP("Settings", "Light"))),
            ("dark", str(QT_TRANSLATE_NOOP("Settings", "Dark"))),
        ),
    ),
    Setting(
        "language", "system", str(QT_TRANSLATE_NOOP("Settings", "Language")),
        # Each language is called by its own name, also in a window that speaks another.
        (("system", str(QT_TRANSLATE_NOOP("Settings", "As the system"))), ("en", "English"), ("de", "Deutsch")),
    ),
    Setting(
        "zoom", 100, str(QT_TRANSLATE_NOOP("Settings", "Size of the article’s text")),
        least=50, most=300, unit=" %",
    ),
    Setting("lanes", 3, str(QT_TRANSLATE_NOOP("Settings", "Lanes below a line of text")), least=2, most=4),
    Setting("preview_marks", True, str(QT_TRANSLATE_NOOP("Settings", "Mark what a label key would take"))),
    Setting("palette", True, str(QT_TRANSLATE_NOOP("Settings", "Show the labels beside selected text"))),
    Setting("geometry", ""),
    Setting("sides", ""),
    Setting("documents_shown", True),
    Setting("labels_shown", True),
    Setting("recent", "[]"),
    Setting("name", ""),
)  # fmt: skip

BY_KEY: dict[str, Setting] = {setting.key: setting for setting in SETTINGS}


def config_folder() -> Path:
    """Where settings lie: ``ANNOTATOR_CONFIG_DIR``, or the platform's place. It need not exist."""
    if given := os.environ.get("ANNOTATOR_CONFIG_DIR"):
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("annotator", appauthor=False)


def data_folder() -> Path:
    """Where the log and the sample project lie: ``ANNOTATOR_DATA_DIR``, or the platform's place."""
    if given := os.environ.get("ANNOTATOR_DATA_DIR"):
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("annotator", appauthor=False)


class Settings(QObject):
    """Typed access to the settings; a value that is broken in the file counts as not set."""

    changed = Signal(str)
    """Key of a setting whose value is another now; ``keys`` for any change of keys."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or config_folder()
        self._store = QSettings(str(self._folder / "annotator.ini"), QSettings.Format.IniFormat, self)

    def flag(self, key: str) -> bool:
        return self._read(key, bool)

    def number(self, key: str) -> int:
        setting = BY_KEY[key]
        value = self._read(key, int)
        return value if not setting.most or setting.least <= value <= setting.most else int(setting.default)

    def text(self, key: str) -> str:
        setting = BY_KEY[key]
        value = self._read(key, str)
        allowed = [choice for choice, _ in setting.choices]
        return value if not allowed or value in allowed else str(setting.default)

    def set(self, key: str, value: Value) -> None:
        """Remember a value; KeyError for an unknown key, TypeError for one of another type."""
        setting = BY_KEY[key]
        if type(value) is not setting.type:
            raise TypeError(f"setting {key} takes {setting.type.__name__}, not {value!r}")
        if _parsed(self._store.value(key)) != value:
            self._store.setValue(key, json.dumps(value))
            self.changed.emit(key)

    def _read(self, key: str, kind: type[V]) -> V:
        # Values are JSON, because an INI file knows only strings and Qt guesses their type.
        setting = BY_KEY[key]
        assert setting.type is kind, f"setting {key} is no {kind.__name__}"
        value = _parsed(self._store.value(key))
        return value if type(value) is kind else kind(setting.default)

    # Keys of actions

    def keys(self, action: str) -> tuple[str, ...] | None:
        """The keys the user gave to an action, or None where nobody changed them."""
        value = _parsed(self._store.value(f"keys/{action}"))
        if not isinstance(value, list):
            return None
        return tuple(key for key in value if isinstance(key, str))

    def set_keys(self, action: str, keys: Sequence[str] | None) -> None:
        """Give an action other keys; None gives its own back."""
        if keys is None:
            self._store.remove(f"keys/{action}")
        else:
            self._store.setValue(f"keys/{action}", json.dumps(list(keys)))
        self.changed.emit("keys")

    # Projects opened lately

    def recent(self) -> list[str]:
        """Paths of projects opened lately, the newest first."""
        value = _parsed(self.text("recent"))
        return [path for path in value if isinstance(path, str)] if isinstance(value, list) else []

    def add_recent(self, path: Path) -> None:
        others = [other for other in self.recent() if other != str(path)]
        self.set("recent", json.dumps([str(path), *others][:RECENT_KEPT]))

    def forget_recent(self, path: str) -> None:
        self.set("recent", json.dumps([other for other in self.recent() if other != path]))

    # Bytes of Qt's own (window geometry)

    def set_state(self, key: str, state: QByteArray) -> None:
        self.set(key, bytes(state.toBase64().data()).decode("ascii"))

    def state(self, key: str) -> QByteArray:
        """What was kept by ``set_state``, empty if nothing was."""
        return QByteArray.fromBase64(self.text(key).encode("ascii", "ignore"))

    def sync(self) -> None:
        """Write to disk now; a full or read-only disk loses settings, never work."""
        self._store.sync()

    def project(self, path: Path) -> ProjectMemory:
        """What is remembered of one project."""
        hashed = QCryptographicHash.hash(os.fsencode(path.resolve()), QCryptographicHash.Algorithm.Sha256)
        name = bytes(hashed.toHex().data()).decode("ascii")[:20]
        return ProjectMemory(self._folder / "projects" / f"{name}.ini", path)


class ProjectMemory:
    """The last document of a project and the place in each; kept in memory until ``save``."""

    def __init__(self, file: Path, project: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)
        self._project = project
        document = _parsed(self._store.value("document"))
        self.document: int | None = document if type(document) is int else None
        places = _parsed(self._store.value("places"))
        self._places: dict[int, int] = {}
        if isinstance(places, list):
            self._places = {
                pair[0]: pair[1]
                for pair in places
                if isinstance(pair, list) and len(pair) == 2 and all(type(part) is int for part in pair)
            }

    def place(self, document: int) -> int:
        """The code point that was at the top of a document's view, 0 if none is known."""
        return self._places.get(document, 0)

    def set_place(self, document: int, place: int) -> None:
        self._places.pop(document, None)
        self._places[document] = place

    def recall(self, what: str) -> object:
        """What was remembered under a word, as JSON reads it; None if nothing sound is there."""
        return _parsed(self._store.value(f"last/{what}"))

    def remember(self, what: str, value: object) -> None:
        """Remember something that JSON can hold, such as the choices made last in a dialog; written at once."""
        self._store.setValue("project", str(self._project))
        self._store.setValue(f"last/{what}", json.dumps(value))
        self._store.sync()

    def save(self) -> None:
        self._store.setValue("project", str(self._project))
        self._store.setValue("document", json.dumps(self.document))
        self._store.setValue("places", json.dumps(list(self._places.items())[-PLACES_KEPT:]))
        self._store.sync()


def _parsed(value: object) -> object:
    if not isinstance(value, str):
        return None
    try:
        parsed: object = json.loads(value)
    except ValueError:
        return None
    return parsed
