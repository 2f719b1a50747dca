"""Somebody who labels in the real window until killed: ``python -m tests.trust.window_labeller PROJECT SEED``.

Selects words and presses label keys, undoes now and then and goes on to the next document. Prints ``open`` when the
window is shown, and the number an edit has in the log when the status line says that it is stored.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.app import open_window
from annotator.gui.settings import Settings
from annotator.model.span import Extent
from annotator.store import queries

_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)


class Labeller:
    """The window, and hands on it."""

    def __init__(self, path: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        window = self._window = open_window(path, annotator="ana", settings=Settings(path.parent / "settings"))
        assert window.session is not None
        assert window.workspace is not None
        self._session, self._article = window.session, window.workspace.article
        self._stored = 0
        self._session.changed.connect(self._hear)
        self._session.said.connect(self._hear_said)
        self._documents = queries.document_ids(self._session.project, None)
        print("open", flush=True)
        self._timer = QTimer()
        self._timer.timeout.connect(self._act)
        self._timer.start(0)

    def _hear(self, change: object) -> None:
        self._stored = getattr(change, "edit", 0)

    def _hear_said(self, message: str, kind: str) -> None:
        if kind in ("stored", "undone") and self._stored:
            print(self._stored, flush=True)
            self._stored = 0

    def _act(self) -> None:
        chance, session = self._chance, self._session
        act = chance.random()
        if act < 0.1:
            session.undo()
        elif act < 0.15:
            session.open_document(chance.choice(self._documents))
        elif session.document is not None:
            start = chance.randrange(len(session.document.text) - 40)
            self._article.select_text(Extent(start, start + chance.randint(1, 40)), exact=True)
            QTest.keyClick(self._article, chance.choice(_KEYS))


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    labeller = Labeller(Path(sys.argv[1]), int(sys.argv[2]))
    app.exec()
