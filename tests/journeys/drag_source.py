"""Another program's window to drag files out of: ``python drag_source.py FILE...``. Says where it is."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

PLACE = (1440, 900, 120, 60)


class Source(QLabel):
    """Begins to drag the files at the first move with the button down."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def tell() -> None:
    print("ready", flush=True)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    source = Source("files")
    source.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    source.setGeometry(*PLACE)
    source.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    source.show()
    QTimer.singleShot(0, tell)
    sys.exit(app.exec())
