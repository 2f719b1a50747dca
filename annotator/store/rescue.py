"""What can be read of a damaged project, copied row by row into a new one.

The damaged file is never written to. Ids are kept. A row that its table has lost is looked for in the log and in
the indexes; values that make no sense are replaced where the row is worth it; what refers to something lost is
left out, and counted.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.atomic import atomic_file
from annotator.model.document import text_sha256
from annotator.model.errors import Cancelled, ProjectError, StorageError
from annotator.store import check, limits, wreck
from annotator.store.changes import image_of
from annotator.store.errors import UNREADABLE, meaning
from annotator.store.opening import real_path
from annotator.store.rescue_log import copy_log
from annotator.store.rescue_rows import NoRowError, as_text, mended, readable
from annotator.store.salvage import EVERYTHING, Table, read_what_is_there
from annotator.store.schema import TABLES
from annotator.store.snapshot import snapshot
from annotator.store.values import now, unpack_fragments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.store.check import Finding
    from annotator.store.salvage import Gap
    from annotator.store.wreck import Wreck

_NAMED = 100
"""Documents that a report names."""
_STEPS = 20
"""Parts of a rescue, for its progress."""
_EVERY = 200
"""Rows between two looks at whether to go on."""


@dataclass(slots=True)
class Copied:
    """What became of the rows of one table."""

    copied: int = 0
    mended: int = 0
    """Of those: rows of which a value was lost."""
    lost: int = 0
    """Rows known to have been there."""
    unsure: bool = False
    """Whether there may have been more that nothing knows of."""


@dataclass(slots=True)
class RescueReport:
    """What a rescue brought, by table, and what it could not."""

    tables: dict[str, Copied] = field(default_factory=dict)
    other_texts: list[str] = field(default_factory=list)
    """Keys of documents whose text is not what was imported; the first hundred."""
    other_texts_count: int = 0
    without_source: int = 0
    """Bytes that the disk could not give."""
    guessed: bool = False
    """Whether the file did not say any more where its tables begin."""
    findings: list[Finding] = field(default_factory=list)
    """What a check of the new project finds; empty if all went well."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost, as far as anything tells."""
        tables = self.tables.values()
        return not (
            self.other_texts_count
            or self.without_source
            or self.findings
            or any(table.lost or table.mended or table.unsure for table in tables)
        )

    def sentences(self) -> list[str]:
        """What was copied and what was not, for people, a line each."""
        lines = [_line(check.SPOKEN.get(name, name), table) for name, table in self.tables.items()]
        if self.other_texts_count:
            named = ", ".join(self.other_texts[:5]) + (", …" if self.other_texts_count > 5 else "")
            lines.append(f"documents whose text is not what was imported: {self.other_texts_count:,} ({named})")
        if self.without_source:
            lines.append(f"bytes that the disk could not give: {self.without_source:,}")
        if self.guessed:
            lines.append("where the tables begin was gone and had to be guessed")
        return lines + [f"in the new project: {finding}" for finding in self.findings]

    def as_json(self) -> dict[str, Any]:
        """The shape that ``annotator rescue --json`` prints."""
        return {
            "tables": {
                name: {"copied": table.copied, "mended": table.mended, "lost": table.lost, "unsure": table.unsure}
                for name, table in self.tables.items()
            },
            "other_texts": {"count": self.other_texts_count, "documents": self.other_texts},
            "unread_bytes": self.without_source,
            "guessed": self.guessed,
            "problems": [{"what": finding.what, "count": finding.count} for finding in self.findings],
        }


def _line(name: str, table: Copied) -> str:
    """One line about one table."""
    parts = [f"{table.copied:,} copied"]
    if table.mended:
        parts.append(f"{table.mended:,} of them in part")
    parts.append(f"{table.lost:,} lost")
    if table.unsure:
        parts.append("perhaps more")
    return f"{name}: {', '.join(parts)}"


def rescue(
    damaged: Path,
    new: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RescueReport:
    """Copy what can be read of a damaged project into a new file, which appears whole or not at all.

    ProjectError or StorageError where nothing can be done, Cancelled when stopped.
    """
    source = real_path(damaged)
    _refuse_taken(new)
    report = RescueReport()

    def stop_if_wanted() -> None:
        if cancelled():
            raise Cancelled("the rescue was stopped; nothing was made")

    def copied(done: int, total: int) -> None:
        stop_if_wanted()
        progress(1000 * done // max(total, 1), 1000 * _STEPS)

    try:
        with wreck.opened(source, copied) as left, atomic_file(new) as draft:
            report.guessed, report.without_source = left.guessed, left.unread
            with closing(_new_project(draft)) as made:
                _Rescue(left, made, report, source.name, stop_if_wanted, progress).run()
                report.findings = _checked(made, draft, cancelled)
    except UNREADABLE as error:
        # What the wreck cannot give is caught where it is asked for: this is about the new file.
        raise (meaning(error, new) or StorageError(f"{new} could not be written: {error}")) from error
    return report


def _refuse_taken(new: Path) -> None:
    if new.is_symlink() or new.exists():
        raise StorageError(f"there is already a file {new}: choose another name")
    if not new.parent.is_dir():
        raise StorageError(f"there is no folder {new.parent}: create it first, or choose another place")


def _new_project(draft: Path) -> sqlite3.Connection:
    from annotator.store.migrations import migrate

    made = sqlite3.connect(draft, isolation_level=None)
    # Nobody else knows the draft, and it is flushed once when it is whole.
    made.execute("PRAGMA journal_mode = MEMORY").fetchall()
    made.execute("PRAGMA synchronous = OFF")
    limits.bound(made)
    migrate(made)
    made.execute("PRAGMA foreign_keys = ON")
    return made


def _checked(made: sqlite3.Connection, draft: Path, cancelled: Callable[[], bool]) -> list[Finding]:
    """What is wrong with the new project, if anything."""
    with snapshot(made, draft, lambda done, total: None, cancelled) as copy:
        return [finding for finding in check.ask(copy, draft, cancelled=cancelled) if finding.count]


class _Rescue:
    """Copies table by table; each one only refers to those before it."""

    def __init__(
        self,
        left: Wreck,
        new: sqlite3.Connection,
        report: RescueReport,
        name: str,
        stop_if_wanted: Callable[[], None],
        progress: Callable[[int, int], None],
    ) -> None:
        self._old = left
        self._missing = left.missing
        self._new = new
        self._report = report
        self._name = name
        self._stop_if_wanted = stop_if_wanted
        self._progress = progress
        self._stamp = now()
        self._lengths: dict[int, int] = {}
        """Code points of the text of each document that came through."""
        self._text = ""
        """That of the document just looked at."""
        self._names: dict[str, set[int]] = {table: set() for table in _NAMED_BY.values()}
        """Ids of those that have a name."""
        self._done = 1

    def run(self) -> None:
        self._new.execute("BEGIN")
        for step in (
            self._settings,
            lambda: self._rows("annotators"),
            lambda: self._rows("labels"),
            lambda: self._rows("relation_types"),
            lambda: self._rows("attributes"),
            lambda: self._rows("actors"),
            lambda: self._rows("documents"),
            self._texts_alone,
            lambda: self._rows("spans"),
            lambda: self._rows("relations"),
            self._types_of_relations,
            lambda: self._rows("reviews"),
            lambda: self._rows("attribute_values"),
            lambda: self._rows("span_actors"),
            lambda: self._rows("actor_aliases"),
            lambda: self._rows("suggestions"),
            self._times,
            self._numbers,
            self._log,
        ):
            step()
            self._done += 1
            self._progress(1000 * self._done, 1000 * _STEPS)
        if not self._lengths and not any(table.copied for table in self._report.tables.values()):
            raise ProjectError(f"nothing can be read from {self._name}: open an earlier copy of it")
        self._new.execute("INSERT INTO search (search) VALUES ('rebuild')")
        self._new.execute("COMMIT")

    # -- tables without ids

    def _settings(self) -> None:
        for key, value in read_what_is_there(self._old, "SELECT key, value FROM project"):
            texts = [as_text(each) if isinstance(each, bytes) else None for each in (key, value)]
            if None not in texts:
                self._new.execute("INSERT OR IGNORE INTO project (key, value) VALUES (?, ?)", texts)

    def _times(self) -> None:
        tally = self._report.tables["times"] = Copied()
        for document, annotator, seconds in read_what_is_there(
            self._old, "SELECT document, annotator, seconds FROM times"
        ):
            sound = all(type(value) is int and value >= 0 for value in (document, annotator, seconds))
            kept = sound and self._insert("times", ("document", "annotator", "seconds"), (document, annotator, seconds))
            tally.copied += kept
            tally.lost += not kept

    def _numbers(self) -> None:
        """No id that was given out before is given out again."""
        given = dict(read_what_is_there(self._old, "SELECT name, seq FROM sqlite_sequence"))
        for table in TABLES:
            [(last,)] = self._new.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchall()
            said = given.get(table.encode())
            if isinstance(said, int) and last < said < limits.LAST_NUMBER // 2:
                self._new.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
                self._new.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, said))

    # -- tables with ids

    def _rows(self, name: str) -> None:
        tally = self._report.tables[name] = Copied(unsure=name in self._missing)
        table = Table(self._old, name, TABLES[name].columns)
        for number, (row, *values) in enumerate(table.rows()):
            if number % _EVERY == 0:
                self._stop_if_wanted()
            self._keep(name, row, values, tally)
        tally.lost += table.beyond()
        if name in self._missing:
            table.gaps = [EVERYTHING]
        if table.gaps:
            self._fill(name, table, tally)

    def _keep(self, name: str, row: int, values: list[Any], tally: Copied, *, part: bool = False) -> bool:
        """Store a row if any sense can be made of it; ``part`` if values of it are lost already."""
        try:
            whole, replaced = mended(name, values, self._stamp)
            whole, changed = self._fitted(name, row, whole)
        except NoRowError:
            tally.lost += 1
            return False
        self._give_names(name, whole)
        if not self._insert(name, ("id", *TABLES[name].columns), (row, *whole)):
            tally.lost += 1
            return False
        if name == "documents":
            self._new.execute("INSERT INTO texts (document, text) VALUES (?, ?)", (row, self._text))
            self._lengths[row] = len(self._text)
        elif name in self._names:
            self._names[name].add(row)
        tally.copied += 1
        tally.mended += part or replaced or changed
        return True

    def _fitted(self, name: str, row: int, values: list[Any]) -> tuple[list[Any], bool]:
        """The values as they fit to what they are about, and whether one was changed. NoRowError if they cannot."""
        if name == "documents":
            return self._with_text(row, values)
        if name in ("spans", "suggestions"):
            return self._in_text(name, values)
        if name == "relations":
            self._refuse_across(values)
        return values, False

    def _with_text(self, row: int, values: list[Any]) -> tuple[list[Any], bool]:
        found = list(read_what_is_there(self._old, "SELECT text FROM texts WHERE document = ?", (row,)))
        self._text = readable(found[0][0]) if found else ""
        if not self._text:
            raise NoRowError
        columns = TABLES["documents"].columns
        image = dict(zip(columns, values, strict=True))
        sha256 = text_sha256(self._text)
        if image["sha256"] != sha256 or image["length"] != len(self._text):
            self._report.other_texts_count += 1
            if len(self._report.other_texts) < _NAMED:
                self._report.other_texts.append(image["key"])
        image |= {"sha256": sha256, "length": len(self._text)}
        return list(image.values()), False

    def _in_text(self, name: str, values: list[Any]) -> tuple[list[Any], bool]:
        image = dict(zip(TABLES[name].columns, values, strict=True))
        if not image["start"] < image["end"] <= self._lengths.get(image["document"], 0):
            raise NoRowError
        pieces = unpack_fragments(image["fragments"])
        if pieces and (pieces[0].start, pieces[-1].end) != (image["start"], image["end"]):
            return list((image | {"fragments": ""}).values()), True
        return values, False

    def _give_names(self, name: str, values: list[Any]) -> None:
        """Where names of annotators, labels ... were lost, what is theirs is kept under their number."""
        for column, value in zip(TABLES[name].columns, values, strict=True):
            table = _NAMED_BY.get(column)
            if table is None or value in self._names[table]:
                continue
            tally = self._report.tables[table]
            if tally.lost or tally.unsure:
                known = {"name": f"{column} {value} (rescued)", "position": value}
                row = [known.get(each) for each in TABLES[table].columns]
                if self._keep(table, value, row, tally, part=True):
                    tally.lost = max(0, tally.lost - 1)

    def _refuse_across(self, values: list[Any]) -> None:
        """NoRowError for a relation of other spans than those of its document."""
        document, _, _, head, tail, *_ = values
        ends = self._new.execute("SELECT document FROM spans WHERE id IN (?, ?)", (head, tail)).fetchall()
        if any(end != (document,) for end in ends):
            raise NoRowError

    def _insert(self, name: str, columns: tuple[str, ...], values: tuple[Any, ...]) -> bool:
        marks = ", ".join("?" * len(values))
        quoted = ", ".join(f'"{column}"' for column in columns)
        try:
            self._new.execute(f"INSERT INTO {name} ({quoted}) VALUES ({marks})", values)
        except sqlite3.IntegrityError:  # it refers to something that was lost, or is there already
            return False
        return True

    # -- rows that their table has lost

    def _fill(self, name: str, table: Table, tally: Copied) -> None:
        """Look for the rows of the gaps elsewhere: whole in the log, in part in an index."""
        gaps = table.gaps
        in_index: dict[int, list[Any]] = {}
        is_whole = f"sqlite_autoindex_{name}_1" not in self._missing
        try:
            in_index.update(self._from_index(name, gaps))
        except UNREADABLE:
            is_whole = False
        for row, logged in self._from_log(name, gaps):
            # The end of the log may be lost, and with it that the row was removed; the index knows.
            if row in in_index or not is_whole:
                in_index.pop(row, None)
                if logged is not None:
                    self._keep(name, row, logged, tally)
        for row, values in in_index.items():
            found = table.row(row)  # nobody may have had the patience for it
            self._keep(name, row, list(found[1:]) if found else values, tally, part=found is None)
        tally.unsure = tally.unsure or not is_whole

    def _from_log(self, name: str, gaps: list[Gap]) -> Iterator[tuple[int, list[Any] | None]]:
        """What the log last said of each row: its values, or None where it was removed."""
        for gap in gaps:
            said = read_what_is_there(
                self._old,
                'SELECT "row", "after" FROM edit_changes WHERE CAST(tab AS TEXT) = ? AND "row" BETWEEN ? AND ?'
                " ORDER BY id",
                (name, *gap),
            )
            last: dict[int, bytes | None] = dict(said)
            for row, after in last.items():
                if after is None:
                    yield row, None
                    continue
                try:
                    image = image_of(name, row, as_text(after))
                except (ProjectError, ValueError, TypeError):
                    continue
                if image is not None:
                    yield row, list(image.values())[1:]

    def _from_index(self, name: str, gaps: list[Gap]) -> Iterator[tuple[int, list[Any]]]:
        """What the table's own index still says of rows in the gaps; the rest is left to be mended.

        sqlite3.Error where the index is broken too.
        """
        columns = _IN_INDEX[name]
        quoted = ", ".join(f'"{column}"' for column in columns)
        for row, *values in self._old.execute(f"SELECT id, {quoted} FROM {name} INDEXED BY sqlite_autoindex_{name}_1"):
            if type(row) is int and any(gap.first <= row <= gap.last for gap in gaps):
                known = dict(zip(columns, values, strict=True))
                yield row, [known.get(column) for column in TABLES[name].columns]

    def _texts_alone(self) -> None:
        """Texts whose document was lost get one by their number: no text that can be read is given up."""
        tally = self._report.tables["documents"]
        texts = Table(self._old, "texts", (), key="document")
        for (row,) in texts.rows():
            if row not in self._lengths:
                values = [None if column != "key" else f"rescued-{row}" for column in TABLES["documents"].columns]
                self._keep("documents", row, values, tally, part=True)
                tally.lost = max(0, tally.lost - 1)  # it was counted when its row was not found

    def _types_of_relations(self) -> None:
        """What relations are called stands in them: a type whose row is lost, or came later than the file, is made."""
        before = self._new.total_changes
        self._new.execute(
            "INSERT INTO relation_types (name, position)"
            " SELECT type, (SELECT count(*) FROM relation_types) + row_number() OVER (ORDER BY min(id)) - 1"
            " FROM relations WHERE type NOT IN (SELECT name FROM relation_types) GROUP BY type ORDER BY min(id)"
        )
        made, tally = self._new.total_changes - before, self._report.tables["relation_types"]
        if tally.lost or tally.unsure:
            tally.copied, tally.mended, tally.lost = tally.copied + made, tally.mended + made, max(0, tally.lost - made)

    def _log(self) -> None:
        copy_log(self._old, self._new, self._report.tables, self._name, self._stamp, self._stop_if_wanted)


_NAMED_BY = {"annotator": "annotators", "label": "labels", "attribute": "attributes", "actor": "actors"}

_IN_INDEX: dict[str, tuple[str, ...]] = {
    "annotators": ("name",),
    "labels": ("name",),
    "documents": ("key",),
    "spans": ("document", "annotator", "label", "start", "end", "fragments"),
    "relations": ("document", "annotator", "type", "head", "tail"),
    "reviews": ("document", "annotator"),
    "relation_types": ("name",),
    "attributes": ("name",),
    "attribute_values": ("span", "attribute"),
    "actors": ("name",),
    "actor_aliases": ("actor", "alias"),
    "span_actors": ("span",),
    "suggestions": ("document", "annotator", "label", "start", "end", "fragments"),
}
"""Columns of the index that keeps each table's rows apart."""
