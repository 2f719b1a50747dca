"""How long the window stands still while a project of 100 MB is backed up and somebody labels."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from annotator.gui import app as program
from annotator.gui.backups import Making, backups_folder
from annotator.model.span import Extent
from annotator.store import backup

from . import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.gui.window import MainWindow

    from .conftest import Beside

_DOCUMENTS = 20_000
_LABEL_EVERY = 200
_LABELS = 5


@pytest.fixture
def backups_made() -> Iterator[None]:
    """Backups are made here, unlike in tests."""
    yield
    for thread in threading.enumerate():
        if isinstance(thread, Making):
            thread.join()


@pytest.fixture
def window(qapp: object, backups_made: None, tmp_path: Path) -> Iterator[MainWindow]:
    window = program.open_window(corpus.project(tmp_path, _DOCUMENTS))
    QTest.qWait(1500)
    assert window._check is not None
    window._check.finish()
    yield window
    window.close()


def longest_gap(window: MainWindow, is_over: Callable[[], bool]) -> float:
    """Milliseconds between two looks into the event loop, at the most, while labels are made."""
    session, gaps, last = window.session, [0.0], [time.perf_counter()]
    assert session is not None
    before = len(list(session.spans))
    made = 0

    def look() -> None:
        now = time.perf_counter()
        gaps.append((now - last[0]) * 1000)
        last[0] = now

    def label() -> None:
        nonlocal made
        if made < _LABELS:
            session.add_span(Extent(before + made, before + made + 3), session.labels[0])
            made += 1

    timers = [QTimer(window, interval=5), QTimer(window, interval=_LABEL_EVERY)]
    for timer, work in zip(timers, (look, label), strict=True):
        timer.timeout.connect(work)
        timer.start()
    while not (is_over() and len(list(session.spans)) == before + _LABELS):
        QTest.qWait(10)
    for timer in timers:
        timer.stop()
    return max(gaps)


def test_a_backup_of_100_mb_leaves_the_window_awake(window: MainWindow, beside: Beside):
    backups = window._backups
    assert backups is not None
    assert window.session is not None
    assert window.session.project.path.stat().st_size > 100e6
    ours: list[float] = []
    floor: list[float] = []

    def once() -> None:
        floor.append(longest_gap(window, lambda: True))
        backups._want(1)
        while backups._making is None:
            QTest.qWait(1)
        ours.append(longest_gap(window, lambda: backups._making is None))

    beside.repeat(once, 5)
    beside.keep("longest stand-still, labelling during a backup of 100 MB", ours, floor, aim="< 100 ms", unit="ms")
    newest = backup.backups(backup.folder_of(backups_folder(), window.session.project.path))[0]
    assert backup.verify(newest.path).documents == _DOCUMENTS
