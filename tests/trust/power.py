"""What a disk may hold after the power went, reckoned from a recording of what was written and synced.

Whatever was synced is there. Of what was written to a file since its last sync each piece may be there or not, in any
order and torn at sectors; where the file had grown, a piece that is missing may be anything. Names made, changed or
removed since their folder's last sync may be so or not.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Mapping

    from tests.trust.shim import Operation

_KEPT = {"all": 1.0, "none": 0.0, "few": 0.1, "half": 0.5, "most": 0.9, "torn": 0.5, "torn pages": 0.5, "garbage": 0.5}
"""Ways to lose power, and which share of the pieces gets through."""

WAYS = (*_KEPT, "late first")

_SECTORS = {"torn": 512, "torn pages": 4096, "garbage": 512}


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and data of writes; a size and None where the file was cut or lengthened."""

    def sync(self) -> None:
        for at, data in self.pending:
            _apply(self.durable, at, data)
        self.pending.clear()


class Disk:
    """A folder as the system shows it, and as the disk below surely has it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = [_File(bytearray(data)) for data in files.values()]
        self._names = {name: number for number, name in enumerate(files)}
        self._durable_names = dict(self._names)
        self._pending_names: list[tuple[str, int | None]] = []
        """A name and the file it means from then on, or None where it was removed."""
        self._open: dict[int, int | None] = {}
        """What each handle is: a file's number, or None for the folder."""

    def take(self, operation: Operation) -> None:
        """Follow one recorded call."""
        name = operation.data.decode() if operation.what in "OURL" else ""
        if operation.what == "O":
            self._take_open(operation.who, name, operation.number)
        elif operation.what == "C":
            self._open.pop(operation.who)
        elif operation.what == "W":
            self._file(operation.who).pending.append((operation.number, operation.data))
        elif operation.what == "T":
            self._file(operation.who).pending.append((operation.number, None))
        elif operation.what == "S":
            self._sync(operation.who)
        elif operation.what == "U":
            self._name(name, None)
        elif operation.what in "RL":
            self._name(operation.other, self._names[name])
            if operation.what == "R":
                self._name(name, None)

    def after_power_loss(self, way: str, chance: random.Random) -> dict[str, bytes]:
        """One of the states the disk may be in when the power goes now: file names and what they hold."""
        names = dict(self._durable_names)
        reached = {"all": len(self._pending_names), "none": 0}.get(way, chance.randint(0, len(self._pending_names)))
        for name, file in self._pending_names[:reached]:
            _rename(names, name, file)
        return {name: _survivor(self._files[file], way, chance) for name, file in names.items()}

    def _take_open(self, handle: int, name: str, flags: int) -> None:
        if flags >> 32:
            self._open[handle] = None
            return
        if name not in self._names:
            self._files.append(_File())
            self._name(name, len(self._files) - 1)
        self._open[handle] = self._names[name]
        if flags & os.O_TRUNC:
            self._file(handle).pending.append((0, None))

    def _file(self, handle: int) -> _File:
        number = self._open[handle]
        assert number is not None
        return self._files[number]

    def _name(self, name: str, file: int | None) -> None:
        _rename(self._names, name, file)
        self._pending_names.append((name, file))

    def _sync(self, handle: int) -> None:
        if self._open[handle] is not None:
            self._file(handle).sync()
            return
        self._durable_names = dict(self._names)
        self._pending_names.clear()


def crashes(
    operations: Iterable[Operation], wanted: int, chance: random.Random, files: Mapping[str, bytes] | None = None
) -> Iterator[tuple[int, str, dict[str, bytes]]]:
    """About ``wanted`` states, spread over a recording: acknowledgements so far, the way, names and contents.

    ``files`` is what the disk surely held when the recording began.
    """
    operations = list(operations)
    moments = [index for index, operation in enumerate(operations) if operation.what in "WSTURL"]
    share = wanted / len(moments)
    disk, acknowledged = Disk(files or {}), 0
    for operation in operations:
        if operation.what == "A":
            acknowledged += 1
            continue
        if operation.what in "WSTURL":
            # Before a sync most is at stake, so each of them has its states first.
            for _ in range(_rounded(share * (6 if operation.what == "S" else 0.4), chance)):
                way = chance.choice(WAYS)
                yield acknowledged, way, disk.after_power_loss(way, chance)
        disk.take(operation)
    for way in WAYS:
        yield acknowledged, way, disk.after_power_loss(way, chance)


def _rounded(number: float, chance: random.Random) -> int:
    return int(number) + (chance.random() < number % 1)


def _survivor(file: _File, way: str, chance: random.Random) -> bytes:
    held = bytearray(file.durable)
    if way == "late first":
        for at, data in file.pending[chance.randint(0, len(file.pending)) :]:
            _apply(held, at, data)
        return bytes(held)
    if way == "garbage":
        whole = max([len(held), *(at + len(data or b"") for at, data in file.pending)])
        held += chance.randbytes(whole - len(held))
    for at, data in file.pending:
        for start, piece in _pieces(at, data, _SECTORS.get(way)):
            if chance.random() < _KEPT[way]:
                _apply(held, start, piece)
    return bytes(held)


def _pieces(at: int, data: bytes | None, sector: int | None) -> Iterator[tuple[int, bytes | None]]:
    """A write as the sectors it touches."""
    if data is None or sector is None:
        yield at, data
        return
    start = 0
    while start < len(data):
        end = min(len(data), start + sector - (at + start) % sector)
        yield at + start, data[start:end]
        start = end


def _apply(held: bytearray, at: int, data: bytes | None) -> None:
    size = at if data is None else max(len(held), at + len(data))
    if data is None:
        del held[size:]
    held += bytes(size - len(held))
    if data is not None:
        held[at : at + len(data)] = data


def _rename(names: dict[str, int], name: str, file: int | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file
