"""Questions of ``check`` about the log: whether it tells how the tables came to be what they are.

For every row that the log knows, the last thing it says of it must be so now. What came in by a bulk load is
known by its ids. What the log began too late to know is passed over: it may have been shortened.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from annotator.model.errors import AnnotatorError
from annotator.store.changes import image_of
from annotator.store.schema import TABLES
from annotator.store.standing import COMPACTED
from annotator.store.values import unpack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    Question = Callable[[sqlite3.Connection], int]

_LAST = (
    'SELECT tab, "row", edit, "after" FROM edit_changes'
    ' WHERE id IN (SELECT max(id) FROM edit_changes WHERE {valid} GROUP BY tab, "row")'
)
_LOADED = ("documents", "spans")
"""Tables whose loaded rows the log knows by their ids."""


def _unreadable_changes(copy: sqlite3.Connection) -> int:
    rows = copy.execute('SELECT tab, "row", "before", "after" FROM edit_changes')
    return sum(not is_change(*row) for row in rows)


def is_change(table: object, row: object, before: object, after: object) -> bool:
    """Whether a row of the log says what became of one row of a table."""
    if table not in TABLES or not isinstance(row, int) or (before is None and after is None):
        return False
    return all(_is_image(str(table), row, image) for image in (before, after))


def _is_image(table: str, row: int, stored: object) -> bool:
    if stored is None:
        return True
    spec = TABLES[table]
    try:
        image = image_of(table, row, stored)  # type: ignore[arg-type] # whatever the file holds
    except (AnnotatorError, ValueError, TypeError):
        return False
    values = list((image or {}).values())[1:]
    return len(values) == spec.width and all(
        type(value) is kind for value, kind in zip(values, spec.types, strict=True)
    )


def _other_rows(copy: sqlite3.Connection) -> int:
    """Rows that are not what the log last said of them."""
    return sum(1 for _ in differing(copy))


def differing(copy: sqlite3.Connection) -> Iterator[tuple[str, int, str | None, str | None]]:
    """(table, row, what the log last said, what is there now), both as images of the log, where they differ."""
    loaded_reviews = _last_load_with_reviews(copy)
    taken_out = _taken_out(copy)
    for table, row, edit, after in copy.execute(_LAST.format(valid=_valid(_gone_over(copy)))):
        if table not in TABLES:
            continue
        now = _image_now(copy, table, row)
        if now == after or _same(table, row, after, now):
            continue
        if now is None and any(
            edit < command and table == its and first <= row <= last for command, its, first, last in taken_out
        ):
            continue
        # A load fills what a review had left empty, and does not log each.
        if table == "reviews" and edit < loaded_reviews and _says_nothing(row, after):
            continue
        yield table, row, after, now


def _taken_out(copy: sqlite3.Connection) -> list[tuple[int, str, int, int]]:
    """(edit, table, first and last row) of loads that were taken back by themselves, which is one record too."""
    rows = copy.execute("SELECT id, detail FROM edits WHERE kind = 'command' AND undoes IS NOT NULL AND detail <> ''")
    found: list[tuple[int, str, int, int]] = []
    for edit, detail in rows.fetchall():
        try:
            ids = unpack(detail).get("ids")
        except AnnotatorError:
            continue  # counted among the additional data that cannot be read
        for table, bounds in ids.items() if isinstance(ids, dict) else ():
            match bounds:
                case [int(first), int(last)]:
                    found.append((edit, table, first, last))
    return found


def _image_now(copy: sqlite3.Connection, table: str, row: int) -> str | None:
    columns = ", ".join(f'"{column}"' for column in TABLES[table].columns)
    found = copy.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (row,)).fetchall()
    return json.dumps(found[0], ensure_ascii=False, separators=(",", ":"), default=repr) if found else None


def _same(table: str, row: int, logged: str | None, now: str | None) -> bool:
    """Whether two images that are not written alike say the same, one of them from before a column came."""
    if logged is None or now is None:
        return False
    try:
        return image_of(table, row, logged) == image_of(table, row, now)
    except (AnnotatorError, ValueError, TypeError):
        return False


def _says_nothing(row: int, after: str | None) -> bool:
    try:
        image = image_of("reviews", row, after) or {}
    except (AnnotatorError, ValueError, TypeError):
        return False
    said = tuple(image.get(column) for column in ("status", "note", "extra", "read_to"))
    return said == ("new", "", "", 0)


def _last_load_with_reviews(copy: sqlite3.Connection) -> int:
    return max((edit for edit, detail in _loads(copy) if detail.get("reviews")), default=0)


def _loads(copy: sqlite3.Connection) -> Iterator[tuple[int, dict[str, Any]]]:
    """Edits that were logged as one record, with what that says."""
    rows = copy.execute("SELECT id, detail FROM edits WHERE detail <> '' AND kind = 'import' ORDER BY id")
    for edit, detail in rows.fetchall():
        try:
            yield edit, unpack(detail)
        except AnnotatorError:
            continue  # counted among the additional data that cannot be read


def _ranges(copy: sqlite3.Connection, table: str) -> Iterator[tuple[int, int, int, int]]:
    """Of each load: the edit, the first and last id it gave in this table, and how many rows it added."""
    for edit, detail in _loads(copy):
        ids, added = detail.get("ids"), detail.get(table)
        bounds = ids.get(table) if isinstance(ids, dict) else None
        if isinstance(bounds, list) and len(bounds) == 2 and isinstance(added, int):
            first, last = bounds
            if isinstance(first, int) and isinstance(last, int):
                yield edit, first, last, added


def is_shortened(copy: sqlite3.Connection) -> bool:
    """Whether the log begins later than the project did, or tells less of its beginning."""
    if _count(copy, f"SELECT count(*) FROM project WHERE key = '{COMPACTED}'"):
        return True
    [(first,)] = copy.execute("SELECT min(id) FROM edits").fetchall()
    [(given,)] = copy.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'edits'").fetchall()
    return bool(given) and first != 1


def unknown_rows(copy: sqlite3.Connection) -> int:
    """Documents and spans that no edit and no load brought."""
    if is_shortened(copy):
        return 0
    return sum(
        _count(
            copy, f"SELECT count(*) FROM {table} WHERE id BETWEEN ? AND ? AND {_not_logged(table)}", first, last, table
        )
        for table in _LOADED
        for first, last in _between(sorted((first, last) for _, first, last, _ in _ranges(copy, table)))
    )


def _not_logged(table: str) -> str:
    return f'NOT EXISTS (SELECT 1 FROM edit_changes WHERE tab = ? AND "row" = {table}.id)'


def _between(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ids that lie in none of these ranges, which are sorted by their starts."""
    begin = -(2**63)
    for first, last in ranges:
        if begin < first:
            yield begin, first - 1
        begin = max(begin, last + 1)
    if begin < 2**63:
        yield begin, 2**63 - 1


def _lost_rows(copy: sqlite3.Connection) -> int:
    """Documents and spans that a load brought and that are gone, though no edit took them."""
    return sum(count for _, _, count in losses(copy))


def losses(copy: sqlite3.Connection) -> Iterator[tuple[int, str, int]]:
    """(load, table, how many) of documents and spans that are gone without a word in the log."""
    settled = _compacted(copy)
    taken_back = {edit for (edit,) in copy.execute("SELECT undoes FROM edits WHERE undoes IS NOT NULL")}
    gone_over = _gone_over(copy)
    valid = _valid(gone_over)
    for table in _LOADED:
        for edit, first, last, added in _ranges(copy, table):
            gone = any(before <= edit <= after for before, after in gone_over)
            if edit > settled and edit not in taken_back and not gone:
                here = _count(copy, f"SELECT count(*) FROM {table} WHERE id BETWEEN ? AND ?", first, last)
                removed = _count(copy, _REMOVED.format(table=table, valid=valid), table, first, last)
                if added > here + removed:
                    yield edit, table, added - here - removed


def _gone_over(copy: sqlite3.Connection) -> list[tuple[int, int]]:
    """First and last entry of each stretch of the log that somebody went back over for good."""
    rows = copy.execute("SELECT undoes, id - 1 FROM edits WHERE kind = 'rewind' AND undoes IS NOT NULL")
    return [(int(first), int(last)) for first, last in rows.fetchall()]


def _valid(gone_over: list[tuple[int, int]]) -> str:
    """Which changes count: going back is one record, and puts back what was before all it went over."""
    return " AND ".join(["1", *(f"edit NOT BETWEEN {first} AND {last}" for first, last in gone_over)])


def _compacted(copy: sqlite3.Connection) -> int:
    """Up to which entry the log says no more than that there was one."""
    rows = copy.execute("SELECT CAST(value AS INTEGER) FROM project WHERE key = ?", (COMPACTED,)).fetchall()
    return int(rows[0][0]) if rows else 0


_REMOVED = (
    'SELECT count(*) FROM (SELECT "row" FROM edit_changes WHERE tab = ? AND "row" BETWEEN ? AND ? AND {valid}'
    ' GROUP BY "row" HAVING max(id) IS NOT NULL AND "after" IS NULL) AS gone WHERE NOT EXISTS'
    ' (SELECT 1 FROM {table} WHERE id = gone."row")'
)
"""With one max() in it, SQLite takes the other columns of a group from the row that has it."""


def _count(copy: sqlite3.Connection, sql: str, *values: int | str) -> int:
    return int(copy.execute(sql, values).fetchall()[0][0])


def _silent_edits(copy: sqlite3.Connection) -> int:
    says_nothing = "detail = '' AND id > ? AND NOT EXISTS (SELECT 1 FROM edit_changes WHERE edit = edits.id)"
    return _count(copy, f"SELECT count(*) FROM edits WHERE {says_nothing}", _compacted(copy))


LOG_QUESTIONS: dict[str, tuple[str, Question]] = {
    "log_changes": ("changes in the log that cannot be read", _unreadable_changes),
    "log_edits": ("edits in the log that do not say what they changed", _silent_edits),
    "log_rows": ("rows that are not what the log last said of them", _other_rows),
    "log_unknown": ("documents and spans the log knows nothing of", unknown_rows),
    "log_lost": ("imported documents and spans that are gone without a word in the log", _lost_rows),
}
