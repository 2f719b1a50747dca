"""Edits on their way into the file: at once as a rule, later where it is busy or not looked over yet.

Order is kept: an edit never overtakes one that waits.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QThread, QTimer, Signal

from annotator.model.errors import AnnotatorError, BusyError, ChangedError, DamagedError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RETRY_PAUSE = 50
RETRY_FOR = 2000
"""Milliseconds between two tries of an edit that found the file busy, and how long they go on."""
AT_A_TIME = 16
"""Milliseconds that edits which waited are made for before the window may paint."""


class EditQueue(QObject):
    """Runs edits one after the other. A failure is said, and changes nothing."""

    said = Signal(str, str)
    """Message for the status line, and its kind: ``info`` or ``refused``."""
    changed_underneath = Signal(str)
    """The sentence of a ChangedError: no edit can be stored in the file as it is now."""
    damaged = Signal(str)
    """The sentence of a DamagedError: something in the file is no longer what this program wrote."""
    wanted = Signal(bool)
    """An edit waits for the file to be looked over or copied; True if it cannot wait, for the window closes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[_Attempt] = deque()
        self._held = False
        self._why = ""
        self._pauses = 0
        self._refusal = ""
        self._failing = False
        self._retry = QTimer(self, interval=RETRY_PAUSE, singleShot=True)
        self._retry.timeout.connect(self._try_again)

    def submit(
        self, run: Callable[[], None], patience: int | None = None, refused: Callable[[str], None] | None = None
    ) -> None:
        """Run an edit now or as soon as may be; a busy file is tried for ``patience`` milliseconds.

        ``refused`` gets the sentence that says why it will never be made.
        """
        if self._held and not self._why:
            self.wanted.emit(False)
        attempt = _Attempt(run, RETRY_FOR if patience is None else patience, refused)
        if self._refusal:
            self._give_up([attempt], self._refusal)
            return
        stopped = self._held or self._pauses > 0
        if not stopped and not self._waiting and self._try(attempt) is None:
            return
        self._waiting.append(attempt)
        self.said.emit(self._why or (self.tr("checking the file…") if self._held else self.tr("storing…")), "info")
        if not stopped and not self._retry.isActive():
            self._retry.start(RETRY_PAUSE)

    # A file that is being looked over

    @property
    def is_held(self) -> bool:
        """Whether nobody knows yet that the file is sound."""
        return self._held

    def hold(self, why: str = "") -> None:
        """Let edits wait until ``release``: nobody knows yet whether the file is sound, or it is taken.

        ``why`` is what they are told then.
        """
        self._held, self._why = True, why

    def release(self) -> None:
        """The file is sound, and free: make the edits that waited."""
        self._held, self._why = False, ""
        self._go_on()

    def refuse(self, sentence: str) -> None:
        """The file is damaged: no edit is made any more, and each is answered by this sentence."""
        self._held = False
        self._refusal = sentence
        waiting = list(self._waiting)
        self._waiting.clear()
        self._give_up(waiting, sentence)

    # A file that is being copied

    @property
    def is_idle(self) -> bool:
        """Whether the next edit would be made at once."""
        return not (self._held or self._pauses or self._waiting or self._refusal)

    def pause(self) -> None:
        """Let edits wait until ``resume``, however long that takes; each pause wants its own."""
        self._pauses += 1

    def resume(self) -> None:
        """Make the edits that waited."""
        self._pauses = max(0, self._pauses - 1)
        self._go_on()

    def _go_on(self) -> None:
        if self._held or self._pauses:
            return
        for attempt in self._waiting:
            attempt.start_anew()
        self._try_again()

    # A file that cannot be written to

    @property
    def is_in_trouble(self) -> bool:
        """Whether the last edit could not be stored, or the next one would not be."""
        return self._failing or bool(self._refusal)

    def start_anew(self) -> None:
        """The edits go into another file from here on: what was wrong with the last one is over."""
        self._held, self._refusal, self._failing = False, "", False

    # A file that is busy

    def settle(self) -> bool:
        """Store what waits, for up to two seconds; whether nothing waits any more."""
        if (self._held or self._pauses) and self._waiting:
            self.wanted.emit(True)
            self._pauses = 0
        since = QElapsedTimer()
        since.start()
        while self._waiting and since.elapsed() < RETRY_FOR:
            if self._retry.interval() == RETRY_PAUSE:
                QThread.msleep(RETRY_PAUSE)
            self._try_again()
        return not self._waiting

    def _try(self, attempt: _Attempt) -> BusyError | None:
        """Run an edit and say its failure; the error if the file is busy."""
        try:
            attempt.run()
        except BusyError as error:
            self._failing = True
            return error
        except AnnotatorError as error:
            self._failing = self._failing or isinstance(error, StorageError)
            self._give_up([attempt], str(error))
            if isinstance(error, ChangedError):
                self.changed_underneath.emit(str(error))
            elif isinstance(error, DamagedError):
                self.damaged.emit(str(error))
        else:
            self._failing = False
        return None

    def _try_again(self) -> None:
        if self._held or self._pauses:
            return
        since = QElapsedTimer()
        since.start()
        pause = 0
        while self._waiting:
            attempt = self._waiting.popleft()
            busy = self._try(attempt)
            if busy is not None:
                self._waiting.appendleft(attempt)
                self._give_up_on_late(str(busy))
                pause = RETRY_PAUSE
                break
            if since.elapsed() >= AT_A_TIME:
                break
        if self._waiting:
            self._retry.start(pause)

    def _give_up_on_late(self, sentence: str) -> None:
        late = [attempt for attempt in self._waiting if attempt.is_late()]
        for attempt in late:
            self._waiting.remove(attempt)
        self._give_up(late, sentence)

    def _give_up(self, attempts: Sequence[_Attempt], sentence: str) -> None:
        if attempts:
            self.said.emit(sentence, "refused")
        for attempt in attempts:
            if attempt.refused is not None:
                attempt.refused(sentence)


class _Attempt:
    """An edit, and how long to go on trying it."""

    def __init__(self, run: Callable[[], None], patience: int, refused: Callable[[str], None] | None) -> None:
        self.run = run
        self.refused = refused
        self._patience = patience
        self._since = QElapsedTimer()
        self._since.start()

    def start_anew(self) -> None:
        self._since.restart()

    def is_late(self) -> bool:
        return self._since.elapsed() >= self._patience
