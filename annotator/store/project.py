"""The project file: opening it, reading rows, and the one way to change them."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from annotator.model.document import Annotator
from annotator.model.errors import AnnotatorError, EditError, ProjectError, UnconfirmedError, UnsureError
from annotator.model.scheme import DEFAULT_LABELS
from annotator.store import limits, opening, schema
from annotator.store.changes import ChangeSet, Edit
from annotator.store.committing import commit, stands
from annotator.store.errors import UNREADABLE, is_busy, meaning
from annotator.store.values import now, typed, unfit_name
from annotator.store.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from annotator.model.scheme import Label
    from annotator.store.check import Finding

    Listener = Callable[[ChangeSet], None]

_READ_PATIENCE = 2.0
"""Seconds a read waits for another program's commit, whatever the busy timeout of edits."""

_EDIT_PATIENCE = 2.0
"""Seconds an edit waits that is made once and not in the labelling loop."""


class Project:
    """One open project file. Belongs to the thread that opened it; other threads open it by its path.

    Every sqlite3 error a user can act on leaves as an AnnotatorError of one sentence.
    """

    def __init__(self, claim: opening.Claim, opened: opening.Opened) -> None:
        self.path = claim.path
        self.read_only = opened.read_only
        self.writer = claim.writer
        """Who else writes to it, and why it is open for reading only; None usually."""
        self.notice = opened.notice
        """One sentence a user should know about how it was opened; usually empty."""
        self._connection = opened.connection
        self._source = opened.source
        self._copy = opened.copy
        self._claim = claim
        self._watch: Watch | None = None
        self._steps: limits.Steps | None = None
        self._listeners: list[Listener] = []
        self._edit: Edit | None = None
        self._unsure: ChangeSet | None = None
        """An edit whose COMMIT failed when the file could not be read to see what became of it."""
        self._closed = False
        self._data_version = 0
        """SQLite's count of other connections' commits, when it was last asked for; 0 before that."""

    # -- opening and closing

    @classmethod
    def create(cls, path: Path, *, labels: Sequence[Label] = DEFAULT_LABELS, annotator: str = "") -> Project:
        """Make a project file and open it. ProjectError if the name is taken or the place unfit."""
        from annotator.store import creating

        creating.create(path.absolute(), labels, annotator.strip())
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, busy_timeout: float = 0.0) -> Project:
        """Open a project file of any name. ProjectError, in one sentence, for anything else.

        ``busy_timeout`` is how many seconds an edit, and becoming the writer, wait for another program before
        they do without. Where another program writes to the file, or it or its folder cannot be written to,
        ``read_only`` is set, edits are refused, and ``notice`` says why.
        """
        claim = opening.claim(opening.real_path(path), read_only=read_only, patience=busy_timeout)
        try:
            # Opening only reads, and reads may wait for another program's commit.
            opened = opening.connect(claim, busy_timeout=max(busy_timeout, _READ_PATIENCE))
        except BaseException:
            opening.release(claim)
            raise
        project = cls(claim, opened)
        try:
            project._bring_up_to_date()
            opening.refuse_foreign_schema(opened.connection, claim.path)
            project._begin_watching()
            project._steps = limits.Steps(opened.connection, opened.source)
        except BaseException:
            project.close()
            raise
        opened.connection.execute(f"PRAGMA busy_timeout = {round(busy_timeout * 1000)}")
        return project

    def close(self) -> None:
        """Close the file; afterwards it is one file on disk. Closing twice is harmless."""
        if self._closed:
            return
        self._closed = True
        # The last connection to close takes the journal file with it, if that is still this file's.
        with contextlib.suppress(sqlite3.Error):
            if self._claim.hold is not None and (self._watch is None or self._watch.is_in_place()):
                self._connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        self._connection.close()
        opening.release(self._claim)
        if self._copy:
            self._copy.cleanup()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- reading

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a SELECT. No statement stays open: an open one would hold off every commit."""
        deadline = 0.0
        while True:
            try:
                return self._fetch(sql, parameters)
            except UNREADABLE as error:
                if opening.drop_idle_journal(self.path):
                    continue
                if not is_busy(error) or (deadline and time.monotonic() > deadline):
                    raise (meaning(error, self.path) or error) from error
            deadline = deadline or time.monotonic() + _READ_PATIENCE
            time.sleep(0.005)

    def _fetch(self, sql: str, parameters: Sequence[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
        if self._steps is None:  # not quite open yet
            return self._connection.execute(sql, parameters).fetchall()
        self._steps.begin()
        try:
            return self._connection.execute(sql, parameters).fetchall()
        finally:
            self._steps.end()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let the SELECTs inside see one state of the file. Keep it under 10 ms."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            # Nothing was written, and a damaged file refuses a COMMIT.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def changed_elsewhere(self) -> bool:
        """Whether another connection has changed the file since this was last asked; False the first time."""
        try:
            version = int(self.query("PRAGMA data_version")[0][0])
        except AnnotatorError:  # it will be said when something is read or written
            return False
        before, self._data_version = self._data_version, version
        return before not in (0, version)

    def check(self) -> list[Finding]:
        """Everything about the file that is not as it should be; empty for a sound project. Slow."""
        return [finding for finding in self.check_all() if finding.count]

    def check_all(
        self,
        progress: Callable[[int, int], None] = lambda done, total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Finding]:
        """Every question that can be asked of a project file, with its count, which is 0 where all is well.

        Edits go on meanwhile. Cancelled when stopped, StorageError where there is no room for a copy.
        """
        from annotator.store.check import check

        return check(self, progress, cancelled)

    @contextmanager
    def snapshot(self, tell: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
        """A connection to a private copy of the file as it is now; ``tell`` hears how much of it is there."""
        from annotator.store.snapshot import snapshot

        with snapshot(self._connection, self.path, tell, cancelled) as copy:
            yield copy

    def quick_check(self, patience: float = 5.0) -> bool:
        """Whether the file's structure is sound. Has its own connection: callable from any thread.

        BusyError if another program was writing to the file for ``patience`` seconds.
        """
        from annotator.store.check import quick_check

        return quick_check(self._source, patience)

    def rewrite(self) -> None:
        """Write the file anew, without the room that is free in it."""
        with limits.while_rewriting(self._connection):
            self.query("VACUUM")

    def image(self) -> bytes:
        """The bytes of the file as this connection sees them, even when its name or its disk has gone.

        Empty if nothing can be read; what cannot be read in part is zeros.
        """
        opening.drop_idle_journal(self.path)
        with contextlib.suppress(sqlite3.Error, MemoryError):
            return self._connection.serialize()
        return b""

    # -- annotators

    def annotators(self) -> list[Annotator]:
        """All annotators, oldest first."""
        return [Annotator(*row) for row in typed(self.query("SELECT id, name FROM annotators ORDER BY id"), int, str)]

    def ensure_annotator(self, name: str) -> Annotator:
        """The annotator of that name, added if new. EditError for an empty name."""
        name = name.strip()
        complaint = unfit_name(name)
        if complaint:
            raise EditError(f"the annotator's name {complaint}")
        known = self._annotator(name)
        if known:
            return known
        with self.edit(f"Add annotator “{name}”", annotator=None, kind="command") as edit:
            added = edit.insert("annotators", {"name": name, "created": now()})
        return Annotator(added, name)

    @property
    def current_annotator(self) -> Annotator | None:
        """Whose spans the window shows and edits."""
        name = self.setting("annotator")
        return self._annotator(name) if name else None

    def set_current_annotator(self, name: str) -> Annotator:
        """Make this annotator, added if new, the project's current one.

        Done once, when a project is shown: whoever reads the file just then, such as the backup of the window that
        was closed a moment ago, is waited for.
        """
        with self._waiting():
            annotator = self.ensure_annotator(name)
            if self.setting("annotator") != annotator.name:
                self.set_setting("annotator", annotator.name)
        return annotator

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Edits of the block wait for other programs at least as long as ``_EDIT_PATIENCE``."""
        [(patience,)] = self.query("PRAGMA busy_timeout")
        self.query(f"PRAGMA busy_timeout = {max(patience, round(_EDIT_PATIENCE * 1000))}")
        try:
            yield
        finally:
            self.query(f"PRAGMA busy_timeout = {patience}")

    def _annotator(self, name: str) -> Annotator | None:
        rows = self.query("SELECT id, name FROM annotators WHERE name = ?", (name,))
        return Annotator(*rows[0]) if rows else None

    # -- settings: not edits, not undone

    def setting(self, key: str) -> str:
        """What the project remembers under this key; empty if nothing."""
        rows = self.query("SELECT value FROM project WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else ""

    def set_setting(self, key: str, value: str) -> None:
        """Remember something about the project."""
        with self.unlogged() as connection:
            connection.execute(
                "INSERT INTO project (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    # -- writing

    @contextmanager
    def edit(
        self, title: str, *, annotator: int | None, document: int | None = None, kind: str = "edit"
    ) -> Iterator[Edit]:
        """One transaction: all of it or nothing, logged, durable when the block ends.

        ``title`` is a sentence for the history. An edit that changes nothing leaves no trace. Afterwards
        ``edit.result`` is the ChangeSet (or None) and every listener has heard it.
        """
        edit = Edit(self._connection, title, kind=kind, annotator=annotator, document=document)
        if self._edit is not None:
            raise RuntimeError(f"“{title}” was begun inside “{self._edit.title}”")
        self._edit = edit
        try:
            with self.unlogged():
                yield edit
                if edit.discarded:
                    self._connection.execute("ROLLBACK")
                else:
                    edit.result = edit.record()
        except UnconfirmedError:
            self._tell(edit.result)  # it is in the file, so views have to show it
            raise
        except UnsureError:
            self._unsure, edit.result = edit.result, None
            raise
        except BaseException:
            edit.result = None
            raise
        finally:
            self._edit = None
        self._tell(edit.result)

    def _tell(self, change: ChangeSet | None) -> None:
        if change:
            for listener in tuple(self._listeners):
                listener(change)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with the ChangeSet after each committed edit; returns how to stop that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    @contextmanager
    def unlogged(self) -> Iterator[sqlite3.Connection]:
        """A transaction outside the log, for what is no edit: settings, time spent.

        ChangedError, and nothing done, if the file is no longer what it was when this program last used it.
        """
        watch = self._watch
        if watch is None or self.read_only:
            raise EditError(self._why_read_only())
        connection = self._connection
        watch.check_place()
        self._look_for_unsure(watch)
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                watch.check_content()
                yield connection
                if connection.in_transaction:
                    self._commit(watch)
            except BaseException:
                # Some errors, such as a full disk, have rolled back already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except UNREADABLE as error:
            watch.doubt()
            if limits.used_up(connection, error):
                raise EditError(limits.NO_NUMBER.format(path=self.path)) from error
            raise (meaning(error, self.path) or error) from error
        except UnsureError:
            watch.doubt()
            raise

    def _commit(self, watch: Watch) -> None:
        logged = self._edit.result if self._edit is not None else None
        with watch.committing(logged.edit if logged else None):
            commit(self._connection, logged, self.path)

    def _look_for_unsure(self, watch: Watch) -> None:
        """Learn what became of an edit nobody could tell of, and let it be heard if it is in the file."""
        change = self._unsure
        if change is None:
            return
        try:
            there = stands(self._connection, change)
        except sqlite3.Error as error:
            raise (meaning(error, self.path) or error) from error
        self._unsure = None
        if there:
            watch.learn(change.edit)
            self._tell(change)

    def verify(self) -> None:
        """ChangedError if the file is no longer what it was when this program last used it."""
        if self._watch is None:
            return
        self._watch.check_place()
        try:
            with self.reading():
                self._watch.check_content()
        except sqlite3.Error as error:
            raise (meaning(error, self.path) or error) from error

    def _why_read_only(self) -> str:
        if self.writer is not None:
            return f"{self.path} is open for reading only, because {self.writer} writes to it: close it there first"
        return f"{self.path} is open for reading only: copy it to where you may write"

    # -- inside

    def _begin_watching(self) -> None:
        hold = self._claim.hold
        if hold is None or self.read_only:
            return
        try:
            self._watch = Watch(self._connection, self.path, hold)
        except sqlite3.Error as error:
            raise (meaning(error, self.path) or error) from error

    def _bring_up_to_date(self) -> None:
        version = int(self.query("PRAGMA user_version")[0][0])
        opening.refuse_unknown_version(self.path, version)
        if version == schema.VERSION:
            return
        if self.read_only:
            raise ProjectError(
                f"{self.path} is of an older version and has to be updated: copy it to where you may write"
            )
        from annotator.store import creating

        copy = creating.update(self.path, self._connection, version)
        self.notice = f"the project was updated; the older version of it is {copy}"
