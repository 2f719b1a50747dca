"""How long somebody works on a document: counted from what is done in the window, with no clock ticking.

Time between two keys or moves of the pointer counts, up to a minute: who does nothing for longer has gone.
Nothing counts while another window has the keys. It is stored behind the work, and never an undo step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer

from annotator import edits
from annotator.model.errors import AnnotatorError

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from annotator.gui.session import Session
    from annotator.model.document import Document

AWAY = 60_000
"""Milliseconds without a sign of life after which nobody is thought to be there."""
_LATER = 500
"""Milliseconds after a document was left until its time is stored: the next one is painted first."""

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class TimeSpent(QObject):
    """Counts for the session's open document, and stores when it is left and at the end."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._document = session.document.id if session.document else None
        self._since = QElapsedTimer()
        self._counted: dict[int, int] = {}
        """Milliseconds that are not stored yet, by document."""
        self._window: QWindow | None = None
        self._later = QTimer(self, interval=_LATER, singleShot=True)
        self._later.timeout.connect(self.store)
        session.document_changed.connect(self._on_document)

    def watch(self, window: QWindow) -> None:
        """Take keys and pointer of this window for signs of life."""
        if window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SIGNS:
            self._count()
            self._since.start()
        elif kind == QEvent.Type.FocusOut:
            self._count()
            self._since.invalidate()
        return False

    def _count(self) -> None:
        """Take the time since the last sign of life for the open document."""
        if self._document is not None and self._since.isValid():
            passed = min(self._since.elapsed(), AWAY)
            self._counted[self._document] = self._counted.get(self._document, 0) + passed

    def _on_document(self, document: Document | None) -> None:
        self._count()
        if self._since.isValid():
            self._since.start()
        self._document = document.id if document else None
        self._later.start()

    def finish(self) -> None:
        """The project is about to close: store what was counted."""
        self._count()
        self._since.invalidate()
        self._later.stop()
        self.store()

    def store(self) -> None:
        """Store whole seconds; what cannot be stored now is kept for the next time."""
        session = self._session
        if session.queue.is_held or session.project.read_only:
            return
        for document, counted in self._counted.items():
            seconds, rest = divmod(counted, 1000)
            if seconds:
                try:
                    edits.add_seconds(session.project, document, session.annotator.id, seconds)
                except AnnotatorError:
                    return  # busy: not worth a word, nor a wait
                self._counted[document] = rest
