"""The registry of actors: who the names in the articles stand for."""

from __future__ import annotations

from typing import NamedTuple


class Actor(NamedTuple):
    """A canonical actor that spans can point to, with the other names it goes by."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    """Sorted, without the name itself."""
    note: str = ""
