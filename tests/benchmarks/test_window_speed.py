"""The window beside a bare Qt window: start, the next document, a label, a megabyte, memory."""

from __future__ import annotations

import itertools
import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from annotator.gui import app as program
from annotator.store import queries

from . import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.gui.article_view import ArticleView
    from annotator.gui.window import MainWindow

    from .conftest import Beside

# Both print the milliseconds since the process began and the memory it holds, once the first window is painted.
_REPORT = """
def painted():
    import os, time
    ticks = float(open('/proc/self/stat').read().rsplit(')', 1)[1].split()[19]) / os.sysconf('SC_CLK_TCK')
    now = time.clock_gettime(time.CLOCK_BOOTTIME)
    held = next(line for line in open('/proc/self/status') if line.startswith('VmRSS')).split()[1]
    print((now - ticks) * 1000, int(held) / 1024, flush=True)
    os._exit(0)
"""
_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
app = QApplication(sys.argv)
window = Window()
if len(sys.argv) > 1:
    edit = QTextEdit(window)
    edit.setPlainText("word " * 400)
    window.setCentralWidget(edit)
window.resize(1280, 860)
window.show()
app.exec()
"""
# The page is the last of the window to be painted, and nobody but the page paints a text edit here.
_OURS = """
import sys
from annotator.__main__ import main
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTextEdit
paint = QTextEdit.paintEvent
def watched(edit, event):
    paint(edit, event)
    QTimer.singleShot(0, painted)
QTextEdit.paintEvent = watched
main(sys.argv[1:])
"""


def start(code: str, *arguments: str) -> tuple[float, float]:
    """Milliseconds from the process's start to its first painted window, and megabytes it then holds."""
    done = subprocess.run(
        [sys.executable, "-c", _REPORT + code, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    )
    elapsed, held = done.stdout.split()
    return float(elapsed), float(held)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("projects")
    return {count: corpus.project(folder, count, spans=10) for count in (1000, 10_000)}


@pytest.fixture(scope="module")
def giant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document of about a megabyte with 20,000 spans, beside a small one."""
    folder = tmp_path_factory.mktemp("giant")
    records = corpus.lines(1, words=190_000, spans=20_000) + corpus.lines(2, seed=2)[1:]
    from annotator import exchange
    from annotator.store.project import Project

    source = corpus.write(folder / "giant.jsonl", records)
    path = folder / "giant.annot"
    with Project.create(path, annotator="ana") as made:
        exchange.import_paths(made, [source])
    return path


@pytest.fixture
def shown(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    window = program.open_window(request.getfixturevalue("projects")[1000])
    settle(window)
    yield window
    window.close()


def settle(window: MainWindow) -> None:
    """Wait for what the window does behind its first paint, such as loading the rules of language.

    It would fall into the first keys, sooner than anybody presses one, and be the worst of them.
    """
    window.resize(1280, 860)
    QTest.qWait(1500)


def article(window: MainWindow) -> ArticleView:
    view = window.findChild(QTextEdit, "articleView")
    assert view is not None
    return view  # type: ignore[return-value]


def focus(view: ArticleView, qapp: QApplication) -> None:
    """Keys reach only the window that is active."""
    view.window().activateWindow()
    view.setFocus()
    qapp.processEvents()


def test_start_to_first_painted_window(beside: Beside, projects: dict[int, Path], qapp: QApplication) -> None:
    ours, floor = [], []

    def once() -> None:
        floor.append(start(_BARE)[0])
        ours.append(start(_OURS, str(projects[10_000]))[0])

    beside.repeat(once, 16)
    beside.keep("start, 10,000 documents", ours[1:], floor[1:], aim="<= 1.8", unit="ms")


def test_memory_with_a_project_open(beside: Beside, projects: dict[int, Path], qapp: QApplication) -> None:
    held: dict[int, list[float]] = {count: [] for count in projects}
    floor: list[float] = []

    def once() -> None:
        floor.append(start(_BARE, "text")[1])
        for count, path in projects.items():
            held[count].append(start(_OURS, str(path))[1])

    beside.repeat(once, 3)
    for count, figures in held.items():
        beside.keep(f"memory, {count:,} documents", figures, floor, aim="<= 1.8, flat", unit="MB")


def test_memory_of_a_hundred_thousand_documents_slow(
    beside: Beside, projects: dict[int, Path], vast: Path, qapp: QApplication
) -> None:
    few, many = [], []

    def once() -> None:
        few.append(start(_OURS, str(projects[1000]))[1])
        many.append(start(_OURS, str(vast))[1])

    beside.repeat(once, 3)
    beside.keep("memory, 100,000 documents beside 1,000", many, few, aim="flat: <= 1.15", unit="MB")


def test_next_document(beside: Beside, shown: MainWindow, qapp: QApplication) -> None:
    view = article(shown)
    session = view.session
    bare = QTextEdit()
    bare.setReadOnly(True)
    bare.resize(view.size())
    bare.show()
    focus(view, qapp)
    text = session.document.text if session.document else ""

    def floor() -> None:
        document = QTextDocument(bare)
        document.setPlainText(text)
        bare.setDocument(document)
        qapp.processEvents()

    def ours() -> None:
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        qapp.processEvents()

    before = session.document
    beside.time("next document, key to painted", ours, floor, aim="<= 4 (8 ms against 2)", rounds=60)
    assert session.document is not before
    bare.close()


def label_floor(folder: Path, bare: QTextEdit, qapp: QApplication) -> Iterator[None]:
    """Commit two rows durably and repaint a bare page."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = PERSIST")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("CREATE TABLE rows (a, b, c)")
    while True:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO rows VALUES (1, 2, 3)")
        connection.execute("INSERT INTO rows VALUES (1, 2, 3)")
        connection.execute("COMMIT")
        bare.viewport().update(0, 100, 600, 60)
        qapp.processEvents()
        yield


def label_many(beside: Beside, window: MainWindow, qapp: QApplication, folder: Path, work: str, aim: str) -> None:
    """Select a word that is not labelled and press a label's key, in turn with the floor."""
    view = article(window)
    session = view.session
    bare = QTextEdit()
    bare.setPlainText("word " * 400)
    bare.resize(view.size())
    bare.show()
    focus(view, qapp)
    floor = label_floor(folder, bare, qapp)
    assert session.document is not None
    start_at = itertools.count(200, 23)
    count = len(session.spans)

    def select() -> None:
        from annotator.model.span import Extent

        place = next(start_at)
        view.select_text(Extent(place, place + 3), exact=True)
        view.show_extent(Extent(place, place + 3))
        qapp.processEvents()

    def ours() -> None:
        QTest.keyClick(view, Qt.Key.Key_3)
        qapp.processEvents()

    beside.time(work, ours, lambda: next(floor), aim=aim, rounds=60, before=select)
    assert len(session.spans) == count + 61
    bare.close()


def test_label_a_span(beside: Beside, shown: MainWindow, qapp: QApplication, tmp_path: Path) -> None:
    label_many(beside, shown, qapp, tmp_path, "label, key to durable and painted", "<= 5 (3 ms against 0.6)")


@pytest.fixture
def giant_window(giant: Path, qapp: QApplication) -> Iterator[MainWindow]:
    window = program.open_window(giant)
    settle(window)
    yield window
    window.close()


def test_open_a_megabyte(beside: Beside, giant: Path, giant_window: MainWindow, qapp: QApplication) -> None:
    session = article(giant_window).session
    long, short = queries.document_ids(session.project, session.annotator.id)
    document = queries.document(session.project, long)
    connection = sqlite3.connect(f"file:{giant}?mode=ro", uri=True)
    bare = QTextEdit()
    bare.resize(article(giant_window).size())
    bare.show()

    def floor() -> None:
        connection.execute('SELECT id, start, "end", label FROM spans WHERE document = ?', (long,)).fetchall()
        page = QTextDocument(bare)
        page.setPlainText(document.text)
        bare.setDocument(page)
        qapp.processEvents()

    def leave() -> None:
        session.open_document(short)
        qapp.processEvents()

    def ours() -> None:
        session.open_document(long)
        qapp.processEvents()

    beside.time("open 1 MB with 20,000 spans", ours, floor, aim="<= 5.2 (150 ms against 29)", rounds=7, before=leave)
    connection.close()
    bare.close()


def test_label_in_a_megabyte(beside: Beside, giant_window: MainWindow, qapp: QApplication, tmp_path: Path) -> None:
    label_many(beside, giant_window, qapp, tmp_path, "label in 1 MB with 20,000 spans", "<= 3.9 (3.5 ms against 0.9)")
