"""The real program, with an ear: ``python program.py SOCKET ARGUMENT...``.

Runs ``annotator.__main__.main`` with the arguments. Questions to the eye come in over the socket, one JSON
object a line, and are answered in the window's own thread; nothing else in the program is touched.
"""

from __future__ import annotations

import json
import queue
import socket
import sys
import threading
import traceback

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal


class Ear(QObject):
    """Takes questions in a thread of its own and has them answered where the widgets live."""

    asked = Signal(object)

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._repeats = 0
        self._counting = False
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(self._address)
            with line.makefile("rw", encoding="utf-8") as talk:
                for question in talk:
                    answer: queue.Queue[dict[str, object]] = queue.Queue()
                    self.asked.emit((json.loads(question), answer))
                    talk.write(json.dumps(answer.get()) + "\n")
                    talk.flush()

    def _answer(self, asked: tuple[dict[str, object], queue.Queue[dict[str, object]]]) -> None:
        question, answer = asked
        try:
            answer.put({"answer": self._look(question)})
        except LookupError as missing:
            answer.put({"missing": str(missing)})
        except Exception:  # noqa: BLE001 - the test that asked gets it, whatever it is
            answer.put({"error": traceback.format_exc()})

    def _look(self, question: dict[str, object]) -> object:
        from annotator.gui.tour.eye import Eye

        name = str(question["name"])
        if name == "repeats":
            return self._count_repeats()
        return getattr(Eye(), name)(*question["with"], **question["named"])

    def _count_repeats(self) -> int:
        """Key presses that a held key repeated by itself, since this was first asked."""
        if not self._counting:
            self._counting = True
            QCoreApplication.instance().installEventFilter(self)
        return self._repeats

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched.isWindowType() and event.isAutoRepeat():
            self._repeats += 1
        return False


if __name__ == "__main__":
    ear = Ear(sys.argv[1])
    from annotator.__main__ import main

    sys.exit(main(sys.argv[2:]))
