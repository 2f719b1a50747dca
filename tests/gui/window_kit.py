"""A small project, and a window on it, for tests of the window."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import edits
from annotator.gui.app import open_window
from annotator.gui.settings import Settings
from annotator.gui.window import MainWindow
from annotator.model.record import Record
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.bulk import load
from annotator.store.project import Project

TEXTS = {
    "a": "Halvia said the talks were over. Torland said Halvia must pay.",
    "b": "The mayor opened the bridge.",
    "c": "Ships will be stopped, the navy said.\n" * 200,
}


def make_project(path: Path, *, annotator: str = "ana") -> Path:
    """A project of three documents, a, b and c, without a span."""
    with Project.create(path, annotator=annotator) as project:
        records = [Record(key=key, text=text, title=f"Article {key}") for key, text in TEXTS.items()]
        load(project, records, title="Import", annotator_default="ana")
    return path


def label(window: MainWindow, words: str, name: str) -> None:
    """Label the first occurrence of words in the open document."""
    session = window.session
    assert session is not None
    assert session.document is not None
    start = session.document.text.index(words)
    wanted = next(label for label in session.labels if label.name == name)
    session.add_span(Extent(start, start + len(words)), wanted)


def key_of(window: MainWindow) -> str:
    """The key of the open document."""
    assert window.session is not None
    assert window.session.document is not None
    return window.session.document.key


def status_of(path: Path, key: str) -> str:
    """What the file says of a document's status for its current annotator."""
    with Project.open(path, read_only=True) as project:
        document = queries.document_by_key(project, key)
        annotator = project.current_annotator
        assert document is not None
        assert annotator is not None
        return queries.review(project, document.id, annotator.id).status.value


@contextmanager
def shown(qtbot: QtBot, path: Path, settings: Settings | None = None, annotator: str = "") -> Iterator[MainWindow]:
    """The window of a project, shown and active; closed afterwards."""
    window = open_window(path, settings=settings, annotator=annotator)
    with qtbot.waitActive(window):
        window.activateWindow()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, 0)


__all__ = ["TEXTS", "edits", "key_of", "label", "make_project", "shown", "status_of"]
