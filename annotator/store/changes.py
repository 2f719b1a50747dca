"""What a transaction changed: the undo step, the repaint message and the audit log in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.store.schema import TABLES
from annotator.store.values import damaged, now, pack, pack_row, typed, unpack_row

if TYPE_CHECKING:
    import sqlite3

    from annotator.store.project import Project
    from annotator.store.schema import Table


class RowChange(NamedTuple):
    """One row of one table, as column -> value, ``id`` among them.

    ``before`` is None for an inserted row, ``after`` None for a deleted one.
    """

    table: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def document(self) -> int | None:
        """The document the row belongs to, if it belongs to one."""
        image = self.after or self.before or {}
        return self.row if self.table == "documents" else image.get("document")


class ChangeSet(NamedTuple):
    """One committed edit, as views hear of it."""

    edit: int
    title: str
    kind: str
    """``edit``, ``undo``, ``redo``, ``import``, ``command`` or ``rewind``."""
    annotator: int | None
    document: int | None
    """The document to show."""
    changes: tuple[RowChange, ...]
    """Empty for a bulk import: then everything may have changed."""
    bulk: bool = False
    undone_title: str = ""
    """For undo and redo: the title of the edit that was taken back or made again."""


class Edit:
    """A transaction being made. Its verbs write rows and remember them for the log.

    Values are checked against the column's type: SQLite would quietly turn 1 into '1'.
    """

    __slots__ = (
        "annotator",
        "changes",
        "connection",
        "detail",
        "discarded",
        "document",
        "kind",
        "result",
        "title",
        "undoes",
    )

    def __init__(
        self,
        connection: sqlite3.Connection,
        title: str,
        *,
        kind: str,
        annotator: int | None,
        document: int | None,
    ) -> None:
        self.connection = connection
        self.title = title
        self.kind = kind
        self.annotator = annotator
        self.document = document
        self.undoes: int | None = None
        self.changes: list[RowChange] = []
        self.detail: dict[str, Any] | None = None
        self.discarded = False
        self.result: ChangeSet | None = None

    def insert(self, table: str, values: dict[str, Any], row: int | None = None) -> int:
        """Insert a row and return its id; ``row`` gives back a row its old id."""
        image = _complete(TABLES[table], values)
        cursor = self.connection.execute(_INSERT[table], (row, *image.values()))
        added = row or cursor.lastrowid or 0
        image = {"id": added, **image}
        self.changes.append(RowChange(table, added, None, image))
        return added

    def update(self, table: str, row: int, values: dict[str, Any]) -> None:
        """Change the columns that differ, if any. KeyError if there is no such row."""
        before = self.image(table, row)
        if before is None:
            raise KeyError(f"{table} has no row {row}")
        after = _complete(TABLES[table], {**before, **values})
        if after.items() <= before.items():
            return
        self.connection.execute(_UPDATE[table], (*after.values(), row))
        self.changes.append(RowChange(table, row, before, {"id": row, **after}))

    def delete(self, table: str, row: int) -> None:
        """Remove a row. KeyError if there is no such row."""
        before = self.image(table, row)
        if before is None:
            raise KeyError(f"{table} has no row {row}")
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
        self.changes.append(RowChange(table, row, before, None))

    def bulk(self, detail: dict[str, Any]) -> None:
        """Log this transaction as one record: what was loaded, not every row of it."""
        self.detail = detail

    def discard(self) -> None:
        """Let the transaction end without a trace."""
        self.discarded = True

    def image(self, table: str, row: int) -> dict[str, Any] | None:
        """All columns of a row as they are now, its id first; None if it is not there."""
        found = typed(self.connection.execute(ROW[table], (row,)).fetchall(), int, *TABLES[table].types)
        return dict(zip(("id", *TABLES[table].columns), found[0], strict=True)) if found else None

    def record(self) -> ChangeSet | None:
        """Write the log entry; None, and nothing written, if nothing changed."""
        if not self.changes and self.detail is None:
            return None
        bulk = self.detail is not None
        cursor = self.connection.execute(
            "INSERT INTO edits (time, annotator, document, kind, title, undoes, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                now(),
                self.annotator,
                self.document,
                self.kind,
                self.title,
                self.undoes,
                pack(self.detail),
            ),
        )
        edit = cursor.lastrowid or 0
        if not bulk:
            self.connection.executemany(
                'INSERT INTO edit_changes (edit, tab, "row", "before", "after") VALUES (?, ?, ?, ?, ?)',
                [(edit, c.table, c.row, packed_image(c.before), packed_image(c.after)) for c in self.changes],
            )
        return ChangeSet(
            edit,
            self.title,
            self.kind,
            self.annotator,
            self.document,
            () if bulk else tuple(self.changes),
            bulk,
            self.title if self.kind in ("undo", "redo") else "",
        )


def current_image(project: Project, table: str, row: int) -> dict[str, Any] | None:
    """All columns of a row as they are now, its id first; None if it is not there."""
    found = project.query(ROW[table], (row,))
    return dict(zip(("id", *TABLES[table].columns), found[0], strict=True)) if found else None


def image_of(table: str, row: int, stored: str | None) -> dict[str, Any] | None:
    """A row image from the log, its id first; columns that came later have their defaults."""
    if stored is None:
        return None
    spec = TABLES.get(table)
    known = unpack_row(stored)
    if spec is None or len(known) > spec.width:
        raise damaged(stored)
    values = [*known, *spec.defaults[len(known) :]]
    if not all(_fits(value, wanted) for value, wanted in zip(values, spec.types, strict=True)):
        raise damaged(stored)
    return {"id": row} | dict(zip(spec.columns, values, strict=True))


def _fits(value: object, wanted: type) -> bool:
    return type(value) is wanted and (not isinstance(value, int) or -(2**63) <= value < 2**63)


def packed_image(image: dict[str, Any] | None) -> str | None:
    """The counterpart of ``image_of``."""
    return None if image is None else pack_row(list(image.values())[1:])


def _complete(spec: Table, given: dict[str, Any]) -> dict[str, Any]:
    """The whole row in column order, without its id. TypeError for a wrong type, a missing or unknown column."""
    image = {column: given.get(column, default) for column, default in zip(spec.columns, spec.defaults, strict=True)}
    for (column, value), expected in zip(image.items(), spec.types, strict=True):
        if type(value) is not expected:
            raise TypeError(f"{spec.name}.{column} takes {expected.__name__}, not {value!r}")
    unknown = given.keys() - image.keys() - {"id"}
    if unknown:
        raise TypeError(f"{spec.name} has no column {', '.join(unknown)}")
    return image


def _columns(spec: Table) -> str:
    return ", ".join(f'"{column}"' for column in spec.columns)


def _assignments(spec: Table) -> str:
    return ", ".join(f'"{column}" = ?' for column in spec.columns)


_INSERT = {
    name: f"INSERT INTO {name} (id, {_columns(spec)}) VALUES (?{', ?' * spec.width})" for name, spec in TABLES.items()
}
_UPDATE = {name: f"UPDATE {name} SET {_assignments(spec)} WHERE id = ?" for name, spec in TABLES.items()}
ROW = {name: f"SELECT id, {_columns(spec)} FROM {name} WHERE id = ?" for name, spec in TABLES.items()}
"""The query for one row of each table, its id first."""
