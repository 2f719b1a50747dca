"""Backups behind the window: when they are made, what waits for them, what is said when they fail."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from annotator.gui import backups as timing
from annotator.gui import edit_queue
from annotator.gui.backups import Backups, Making, backups_folder, origin_of
from annotator.gui.edit_queue import EditQueue
from annotator.model.errors import BusyError, StorageError
from annotator.store import backup
from tests.gui.window_kit import label, make_project, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.gui.window import MainWindow
    from annotator.store.backup import Backup


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annot")


@pytest.fixture
def backups_made(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Backups are made, and soon."""
    monkeypatch.setattr(timing, "IDLE", 10)
    yield
    wait_for_threads()


@pytest.fixture
def window(qtbot: QtBot, path: Path, backups_made: None) -> Iterator[MainWindow]:
    with shown(qtbot, path) as window:
        yield window


def wait_for_threads() -> None:
    for thread in threading.enumerate():
        if isinstance(thread, Making):
            thread.join()


def listed(path: Path) -> list[Backup]:
    return backup.backups(backup.folder_of(backups_folder(), path))


def behind(window: MainWindow) -> Backups:
    assert window._backups is not None
    return window._backups


def begin(window: MainWindow) -> Backups:
    """As when the window has been painted and its file looked over."""
    assert window._check is not None
    window._check.finish()
    behind(window).start()
    return behind(window)


def backed_up(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not behind(window)._due and behind(window)._making is None)


def said_in(window: MainWindow) -> list[str]:
    said: list[str] = []
    assert window.session is not None
    window.session.said.connect(lambda message, kind: said.append(message))
    return said


class Held:
    """A backup that stands still while the file is read, until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: Exception | None = None) -> None:
        self.go_on, self.reads = threading.Event(), threading.Event()
        make = backup.make

        def held(project: Path, root: Path, *, copied: Callable[[], object]) -> object:
            self.reads.set()
            assert self.go_on.wait(20)
            if error is not None:
                raise error
            return make(project, root, copied=copied)

        monkeypatch.setattr(backup, "make", held)


def test_a_backup_is_made_on_opening_and_again_only_after_an_edit(qtbot: QtBot, path: Path, window: MainWindow):
    begin(window)
    backed_up(qtbot, window)
    [first] = listed(path)
    behind(window)._on_half_hour()
    assert not behind(window)._due
    label(window, "Halvia", "actor")
    behind(window)._on_half_hour()
    backed_up(qtbot, window)
    assert len(listed(path)) == 2
    assert backup.verify(listed(path)[0].path).spans == 1
    assert backup.verify(first.path).spans == 0


def test_a_backup_is_made_at_close_behind_whatever_comes_next(path: Path, window: MainWindow):
    label(window, "Halvia", "actor")
    window.show_welcome()
    wait_for_threads()
    [made] = listed(path)
    assert backup.verify(made.path).spans == 1
    window.files.open_path(path)
    window.close()
    wait_for_threads()
    assert listed(path) == [made]


def test_a_label_made_meanwhile_waits_and_is_stored_afterwards(
    qtbot: QtBot, path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    held = Held(monkeypatch)
    begin(window)
    qtbot.waitUntil(held.reads.is_set)
    said = said_in(window)
    for words in ("Halvia", "Torland"):
        label(window, words, "actor")
    window.session.undo()
    assert list(window.session.spans) == []
    assert said == ["storing…"] * 3
    held.go_on.set()
    qtbot.waitUntil(lambda: len(said) > 5)
    assert [span.text_in(window.session.document.text) for span in window.session.spans] == ["Halvia"]
    backed_up(qtbot, window)
    assert backup.verify(listed(path)[0].path).spans == 0


def test_closing_waits_for_no_backup_but_stores_what_waits_for_one(
    qtbot: QtBot, path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    held = Held(monkeypatch)
    begin(window)
    qtbot.waitUntil(held.reads.is_set)
    assert window.session.queue.settle()
    label(window, "Halvia", "actor")
    threading.Timer(0.1, held.go_on.set).start()
    assert window.close()
    wait_for_threads()
    assert backup.verify(listed(path)[0].path).spans == 1


def test_a_project_opened_again_waits_for_the_backup_of_its_last_closing(
    qtbot: QtBot, path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    held = Held(monkeypatch)
    window.show_welcome()
    assert held.reads.wait(20)
    window.files.open_path(path)
    begin(window)
    label(window, "Halvia", "actor")
    assert list(window.session.spans) == []
    held.go_on.set()
    qtbot.waitUntil(lambda: len(list(window.session.spans)) == 1)


def test_no_backup_begins_before_the_file_was_looked_over_or_while_somebody_works(
    qtbot: QtBot, path: Path, window: MainWindow
):
    backups = behind(window)
    backups.start()
    assert window.session.queue.is_held
    backups._on_idle()
    assert backups._making is None
    assert backups._idle.isActive()
    window._check.finish()
    backups._idle.stop()
    label(window, "Halvia", "actor")
    assert backups._idle.isActive()


def test_a_project_for_reading_only_has_no_backups(qtbot: QtBot, path: Path, window: MainWindow):
    window.session.project.read_only = True
    begin(window)
    behind(window)._on_idle()
    window.show_welcome()
    wait_for_threads()
    assert listed(path) == []


def test_a_failure_is_said_once_and_stops_nothing(
    qtbot: QtBot, path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    held = Held(monkeypatch, StorageError("the disk is full; make room"))
    held.go_on.set()
    said = said_in(window)
    begin(window)
    backed_up(qtbot, window)
    assert said == ["No backup was made: the disk is full; make room"]
    behind(window)._on_half_hour()
    backed_up(qtbot, window)
    assert len(said) == 1
    label(window, "Halvia", "actor")
    assert len(list(window.session.spans)) == 1


def test_a_file_that_is_busy_is_tried_again_without_a_word(
    qtbot: QtBot, path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    held = Held(monkeypatch, BusyError("another program is using it"))
    held.go_on.set()
    said = said_in(window)
    backups = begin(window)
    qtbot.waitUntil(lambda: backups._making is None and backups._idle.interval() > 1000)
    assert backups._idle.isActive()
    assert said == []


def test_a_bug_reaches_the_hook(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    held = Held(monkeypatch, ZeroDivisionError())
    held.go_on.set()
    caught: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    begin(window)
    qtbot.waitUntil(lambda: caught == [ZeroDivisionError])
    backed_up(qtbot, window)


def test_a_window_closed_at_once_leaves_a_backup(path: Path, qtbot: QtBot, backups_made: None):
    with shown(qtbot, path):
        pass
    wait_for_threads()
    assert len(listed(path)) == 1


_CLOSED = """
import sys, time
from pathlib import Path
from annotator.store import backup
from annotator.gui import app
make = backup.make
def slowly(*arguments, **named):
    time.sleep(0.5)
    return make(*arguments, **named)
backup.make = slowly
from PySide6.QtCore import QTimer
start = app._start
def closing(arguments):
    window = start(arguments)
    QTimer.singleShot(0, window.close)
    return window
app._start = closing
sys.exit(app.main([sys.argv[1]]))
"""


def test_the_process_ends_when_the_last_backup_is_there(path: Path, repository: Path):
    ended = subprocess.run(
        [sys.executable, "-c", _CLOSED, str(path)], cwd=repository, capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, b"Error" in ended.stderr) == (0, False), ended.stderr
    assert len(listed(path)) == 1


# Whose backup a file is


def test_a_backup_is_only_looked_at_and_says_what_it_is(qtbot: QtBot, path: Path, window: MainWindow):
    made = backup.make(path, backups_folder())
    assert made is not None
    before = made.path.read_bytes()
    window.files.open_path(made.path)
    assert window.session.project.read_only
    assert window.windowTitle().startswith("Backup of p.annot from today")
    assert "Backup of p.annot" in window.workspace.status.message.text()
    assert str(made.path) not in window.settings.recent()
    label(window, "Halvia", "actor")
    assert list(window.session.spans) == []
    window.show_welcome()
    assert made.path.read_bytes() == before
    assert origin_of(path) is None


@pytest.mark.parametrize("odd", ["a\0b", "n" * 300, "backups/x/y.annot"])
def test_a_path_of_any_kind_is_no_backup(tmp_path: Path, odd: str):
    assert origin_of(tmp_path / odd) is None


# The queue


def test_pauses_are_counted_and_none_is_needed_to_resume(qapp: object):
    queue, made = EditQueue(), []
    queue.resume()
    queue.pause()
    queue.pause()
    queue.submit(lambda: made.append(1))
    queue.resume()
    assert made == []
    assert not queue.is_idle
    queue.resume()
    assert made == [1]
    assert queue.is_idle


def test_edits_that_waited_are_made_a_few_at_a_time_and_the_window_paints_between(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(edit_queue, "AT_A_TIME", 0)
    queue, made = EditQueue(), []
    queue.pause()
    for number in range(5):
        queue.submit(lambda number=number: made.append(number))
    queue.resume()
    assert len(made) < 5
    queue.submit(lambda: made.append(5))
    qtbot.waitUntil(lambda: made == [0, 1, 2, 3, 4, 5])
    queue.pause()
    for number in range(6, 9):
        queue.submit(lambda number=number: made.append(number))
    assert queue.settle()
    assert made == list(range(9))


def test_a_file_that_is_released_is_still_paused(qapp: object):
    queue, made = EditQueue(), []
    queue.hold()
    queue.pause()
    queue.submit(lambda: made.append(1))
    queue.release()
    assert made == []
    queue.resume()
    assert made == [1]


def test_trouble_lasts_until_an_edit_is_stored(qapp: object):
    def fail() -> None:
        raise StorageError("the disk is full")

    queue = EditQueue()
    assert not queue.is_in_trouble
    queue.submit(fail)
    assert queue.is_in_trouble
    queue.submit(lambda: None)
    assert not queue.is_in_trouble
    queue.refuse("damaged")
    assert queue.is_in_trouble
    queue.start_anew()
    assert not queue.is_in_trouble
