"""A project file as version 1 made it, from frozen SQL."""

import sqlite3
from pathlib import Path

SQL = Path(__file__).with_suffix(".sql")


def make(path: Path, *more: str) -> Path:
    """Write the file; ``more`` is what somebody else did to it afterwards."""
    connection = sqlite3.connect(path)
    connection.executescript(SQL.read_text(encoding="utf-8"))
    for statement in more:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def version_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")
