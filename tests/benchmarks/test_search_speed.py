"""Searching beside a bare query of the same index."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from annotator.store.project import Project
from annotator.store.search import search

from . import corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Beside

HITS = 50


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus.project(tmp_path_factory.mktemp("search"), 10_000, words=120, spans=2)


def test_search(beside: Beside, large: Path) -> None:
    search_both(beside, large, "search, first 50 hits, 10,000 documents")


def test_search_a_hundred_thousand_documents_slow(beside: Beside, vast: Path) -> None:
    search_both(beside, vast, "search, first 50 hits, 100,000 documents")


def search_both(beside: Beside, path: Path, work: str) -> None:
    """A word, the beginning of one, two words and a phrase, each time."""
    words = words_of(path)
    asked = [words[0], words[1][:4], f"{words[2]} {words[3]}", f'"{words[4]} {words[5]}" {words[6]}']
    bare = [f'"{words[0]}"*', f'"{words[1][:4]}"*', f'"{words[2]}" AND "{words[3]}"*']
    bare.append(f'"{words[4]} {words[5]}" AND "{words[6]}"*')
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with Project.open(path) as project:
        theirs = least_search(connection)
        for ours_asked, bare_asked in zip(asked, bare, strict=True):
            assert search(project, ours_asked, HITS) == theirs(bare_asked)
        beside.time(
            work,
            lambda: [search(project, query, HITS) for query in asked],
            lambda: [theirs(query) for query in bare],
            aim="<= 2",
            rounds=40,
        )
    connection.close()


def words_of(path: Path) -> list[str]:
    """Words of the first document, so that each is found at least once."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    (text,) = connection.execute("SELECT text FROM texts ORDER BY document LIMIT 1").fetchone()
    connection.close()
    words: list[str] = [word.strip(".").lower() for word in text.split()]
    start = next(at for at in range(len(words)) if all(len(word) > 3 for word in words[at : at + 7]))
    return words[start : start + 7]


def least_search(connection: sqlite3.Connection) -> Callable[[str], list[int]]:
    def ask(expression: str) -> list[int]:
        rows = connection.execute(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?", (expression, HITS)
        )
        return [row[0] for row in rows]

    return ask
