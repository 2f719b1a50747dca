"""Project files as older versions made them, from frozen SQL."""

import sqlite3
from pathlib import Path


def make(path: Path, *more: str, version: int = 1) -> Path:
    """Write the file; ``more`` is what somebody else did to it afterwards."""
    sql = Path(__file__).with_name(f"version_{version}.sql")
    connection = sqlite3.connect(path)
    connection.executescript(sql.read_text(encoding="utf-8"))
    for statement in more:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def version_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")
