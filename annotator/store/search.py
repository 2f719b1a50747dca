"""Finding documents by their words.

The index answers in about a millisecond, but it knows only words between blanks and signs. Scripts that
write without blanks (Chinese, Japanese, Thai ...), and queries made of signs alone, are looked for as plain
pieces of text, page by page, so that no edit waits for the search.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from annotator.store.queries import pages
from annotator.store.values import typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.store.project import Project

_HITS = 500
"""Hits of the index read in one go."""


@cache
def _unspaced() -> re.Pattern[str]:
    """Thai, Lao, Tibetan, Myanmar, Khmer, kana and Han. Made when first asked for: it costs milliseconds."""
    return re.compile(
        "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
        "\u3031-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
        "\U00020000-\U0003ffff]"
    )


_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
"""Korean writes blanks but joins particles to the word: its words are looked for by their beginning."""

_PIECE = re.compile(r'"([^"]*)"?|(\S+)')


def search(
    project: Project,
    query: str,
    limit: int = 50,
    *,
    after: int = 0,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[int]:
    """Ids of documents whose text or title has all words of the query, in order of first import.

    The last word may be unfinished from its third letter on; ``"words in quotation marks"`` stand together.
    Upper and lower case and accents are not told apart. At most ``limit`` ids, beyond the id ``after``. An
    empty query finds nothing.
    """
    # What no text can hold, no text has: a lone surrogate could not even be asked for.
    pieces = _pieces(query.replace("\0", " ").encode("utf-8", "ignore").decode())
    if not pieces:
        return []
    if any(_unspaced().search(piece) or not any(map(str.isalnum, piece)) for piece, _ in pieces):
        return _scan(project, [piece for piece, _ in pieces], limit, after, cancelled)
    return _indexed(project, _expression(pieces), limit, after, cancelled)


def _pieces(query: str) -> list[tuple[str, bool]]:
    """Words and phrases, each with whether its end may be unfinished."""
    found: list[tuple[str, bool]] = []
    for match in _PIECE.finditer(query):
        phrase, word = match.groups()
        piece = (word or phrase or "").strip()
        if piece:
            unfinished = word is not None and match.end() == len(query)
            found.append((piece, unfinished or (word is not None and bool(_HANGUL.search(word)))))
    return found


def _expression(pieces: list[tuple[str, bool]]) -> str:
    # Two letters begin too many words to be worth looking up while somebody types.
    return " AND ".join(
        '"' + piece.replace('"', '""') + ('"*' if unfinished and (len(piece) > 2 or _HANGUL.search(piece)) else '"')
        for piece, unfinished in pieces
    )


def _indexed(project: Project, expression: str, limit: int, after: int, cancelled: Callable[[], bool]) -> list[int]:
    found: list[int] = []
    while len(found) < limit and not cancelled():
        wanted = min(_HITS, limit - len(found))
        rows = project.query(
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?",
            (expression, after, wanted),
        )
        found += [row[0] for row in rows]
        if len(rows) < wanted:
            break
        after = found[-1]
    return found


def _scan(project: Project, pieces: list[str], limit: int, after: int, cancelled: Callable[[], bool]) -> list[int]:
    find = _find_exactly if all(piece == piece.casefold() == piece.upper() for piece in pieces) else _find_folded
    found: list[int] = []
    for page in pages(project, after):
        if cancelled() or len(found) >= limit:
            break
        found += find(project, page, pieces)
    return found[:limit]


def _find_exactly(project: Project, page: tuple[int, int], pieces: list[str]) -> list[int]:
    """Where letters have no case SQLite looks itself; that spares making every text a Python string."""
    condition = " AND ".join("(instr(text, ?) OR instr(title, ?))" for _ in pieces)
    values: list[Any] = [piece for piece in pieces for _ in range(2)]
    rows = project.query(
        f"SELECT document FROM searchable WHERE document BETWEEN ? AND ? AND {condition} ORDER BY document",
        (*page, *values),
    )
    return [row[0] for row in rows]


def _find_folded(project: Project, page: tuple[int, int], pieces: list[str]) -> list[int]:
    folded = [piece.casefold() for piece in pieces]
    found = []
    rows = project.query(
        "SELECT document, title, text FROM searchable WHERE document BETWEEN ? AND ? ORDER BY document", page
    )
    for document, title, text in typed(rows, int, str, str):
        whole = f"{title}\0{text}".casefold()
        if all(piece in whole for piece in folded):
            found.append(document)
    return found


def named(project: Project, query: str, limit: int = 50) -> list[int]:
    """Ids of documents whose key, title or source holds every word of the query, at any place in it.

    In order of first import. Only letters from A to Z count the same in upper and lower case here.
    """
    words = query.replace("\0", " ").encode("utf-8", "ignore").decode().replace('"', " ").split()
    if not words:
        return []
    # Most metadata does not hold the word at all: looking at it as text spares reading it as JSON.
    holds = (
        "(key LIKE :{0} ESCAPE '\\' OR title LIKE :{0} ESCAPE '\\' OR (meta LIKE :{0} ESCAPE '\\'"
        " AND json_valid(meta) AND json_extract(meta, '$.source') LIKE :{0} ESCAPE '\\'))"
    )
    conditions = " AND ".join(holds.format(f"word{number}") for number in range(len(words)))
    values: dict[str, Any] = {
        f"word{number}": "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%" for number, word in enumerate(words)
    }
    rows = project.query(
        f"SELECT id FROM documents WHERE {conditions} ORDER BY id LIMIT :limit", {**values, "limit": limit}
    )
    return [row[0] for row in rows]
