"""Builds the shim, starts programs behind it, steers it from within, and reads what it recorded."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REPOSITORY = Path(__file__).resolve().parents[2]

CLASSES = {"open": "o", "write": "w", "sync": "s", "truncate": "t", "unlink": "u", "rename": "r"}
"""What can be let fail: each class of calls, and the letter it has in the shim."""

ONCE, LASTING, SHORT, TORN = range(4)
"""That call alone; that and all that follow; a write that takes half; the same, and the rest of it fails."""

_HEAD = struct.Struct("=ciqII")


class Operation(NamedTuple):
    """One call that changed something, or one acknowledgement."""

    what: str
    """O opened, W written, S synced, T truncated, U unlinked, R renamed, L linked, C closed, A acknowledged."""
    who: int
    """The handle that ``O`` gave."""
    number: int
    """Offset, size, or the flags a file was opened with and, above 32 bits, 1 for a folder."""
    data: bytes
    """What was written or acknowledged, or the path."""
    other: str
    """The second path."""


def build(folder: Path) -> Path:
    """Compile the shim; skips the test where that cannot be done."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the shim needs Linux")
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler here (cc)")
    library = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    made = subprocess.run(
        [compiler, "-O2", "-Wall", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl", "-lpthread"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return library


def environment(library: Path, folder: Path, *, log: Path | None = None, fault: str = "") -> dict[str, str]:
    """The environment of a program whose calls below ``folder`` are recorded or let fail."""
    values = {"LD_PRELOAD": str(library), "SHIM_FOLDER": str(folder.resolve()), "PYTHONPATH": str(REPOSITORY)}
    if log is not None:
        values["SHIM_LOG"] = str(log)
    if fault:
        values["SHIM_FAULT"] = fault
    return os.environ | values


def run(script: str, *arguments: object, env: Mapping[str, str], timeout: float = 100) -> str:
    """Run a module of this folder as a program; its output. Fails the test if it does."""
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.trust.{script}", *map(str, arguments)],
        env=env,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    return ran.stdout


class Shim:
    """The shim this process was started behind."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.shim_arm.argtypes = [ctypes.c_char, ctypes.c_long, ctypes.c_int, ctypes.c_int]
        self._library.shim_count.argtypes = [ctypes.c_char]
        self._library.shim_count.restype = ctypes.c_long

    def counts(self) -> dict[str, int]:
        """How many calls of each class were made so far."""
        return {name: self._library.shim_count(letter.encode()) for name, letter in CLASSES.items()}

    def acknowledge(self, text: str) -> None:
        """Write into the recording that what came before was said to be stored."""
        self._library.shim_note(text.encode())

    def arm(self, name: str, at: int, error: int, kind: int = ONCE) -> None:
        """Let the ``at``-th call of a class from now on fail."""
        self._library.shim_arm(CLASSES[name].encode(), at, error, kind)

    def disarm(self) -> bool:
        """Let everything succeed again; whether anything failed."""
        self._library.shim_disarm()
        return bool(self._library.shim_fired())


def read_log(log: Path) -> Iterator[Operation]:
    """What was recorded, in order."""
    data = log.read_bytes()
    at = 0
    while at < len(data):
        what, who, number, first, second = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        middle, end = at + first, at + first + second
        yield Operation(what.decode(), who, number, data[at:middle], data[middle:end].decode())
        at = end
