"""Showing a file where it lies: in the desktop's file manager, with the file chosen where that can be asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path


def show_in_folder(path: Path) -> None:
    """Open the folder that holds ``path``; nothing is said if no program can."""
    if sys.platform.startswith("linux") and _ask_file_manager(path):
        return
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _ask_file_manager(path: Path) -> bool:
    """Ask over D-Bus, as freedesktop.org's file managers are asked; whether one answered."""
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage
    except ImportError:
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    service, name = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"
    call = QDBusMessage.createMethodCall(service, name, service, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    answer = bus.call(call, timeout=1000)
    return bool(answer.type() == QDBusMessage.MessageType.ReplyMessage)
