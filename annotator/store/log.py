"""The change log to read: what was done when, by whom, on which document, newest first.

100,000 entries are no more to the first page than ten: ids come by stretches, entries by the ids in sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.store.changes import RowChange, image_of
from annotator.store.loads import LOADED
from annotator.store.standing import compacted_up_to, taken_back
from annotator.store.values import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotator.store.project import Project

STRETCH = 1000
"""Entries looked through in one go: a few milliseconds, during which an edit has to wait."""

NEWEST = 2**63 - 1
_COUNTED = ("edits", *LOADED)


class Entry(NamedTuple):
    """One entry of the log."""

    id: int
    time: str
    """ISO 8601, UTC."""
    annotator: str
    """Name; empty for nobody's."""
    document: int | None
    document_key: str
    """Empty for no document, or for one that is gone."""
    document_title: str
    """Title or key."""
    kind: str
    title: str
    taken_back: bool
    """Whether what it did is not in the project any more."""
    compacted: bool
    """Whether only its title is left."""
    counts: dict[str, int]
    """For what is logged as one record: how many documents, spans ... it was about."""


class Wanted(NamedTuple):
    """Which entries to show; what is empty lets everything pass."""

    text: str = ""
    """Words that title, document, key and annotator hold together, in any case of letters."""
    annotator: str = ""
    document: int | None = None
    kind: str = ""
    since: str = ""
    """ISO 8601, UTC."""


class Stretch(NamedTuple):
    """Ids of entries that are wanted, newest first, of a part of the log; ``after`` is where the next part begins."""

    ids: list[int]
    after: int | None


def ids(
    project: Project,
    wanted: Wanted = Wanted(),  # noqa: B008 - a named tuple never changes
    before: int = NEWEST,
    *,
    above: int = 0,
    spoken: Callable[[str], str] = str,
) -> Stretch:
    """The newest entries that are wanted below the id ``before``, and ``above`` another, of the next ``STRETCH`` ones.

    ``spoken`` says how a title is shown, for that is what words are looked for in.
    """
    reach = (before, above, STRETCH)
    if wanted == Wanted():
        plain = project.query("SELECT id FROM edits WHERE id < ? AND id > ? ORDER BY id DESC LIMIT ?", reach)
        return _stretch([row[0] for row in plain], plain)
    conditions, values = _conditions(wanted)
    rows = project.query(
        "SELECT e.id, e.title, coalesce(d.title, ''), coalesce(d.key, ''), coalesce(a.name, ''),"
        f" {conditions} FROM (SELECT * FROM edits WHERE id < ? AND id > ? ORDER BY id DESC LIMIT ?) AS e"
        " LEFT JOIN documents AS d ON d.id = e.document LEFT JOIN annotators AS a ON a.id = e.annotator"
        " ORDER BY e.id DESC",
        (*values, *reach),
    )
    words = wanted.text.casefold().split()
    found = [row[0] for row in rows if row[5] and (not words or _holds(words, spoken(row[1]), *row[2:5]))]
    return _stretch(found, rows)


def _stretch(found: list[int], rows: list[tuple[Any, ...]]) -> Stretch:
    return Stretch(found, rows[-1][0] if len(rows) == STRETCH else None)


def _conditions(wanted: Wanted) -> tuple[str, list[Any]]:
    asked: list[tuple[str, Any]] = [
        ("a.name = ?", wanted.annotator),
        ("e.document = ?", wanted.document),
        ("e.kind = ?", wanted.kind),
        ("e.time >= ?", wanted.since),
    ]
    given = [(condition, value) for condition, value in asked if value or value == 0]
    return " AND ".join(condition for condition, _ in given) or "1", [value for _, value in given]


def _holds(words: list[str], *texts: str) -> bool:
    whole = "\0".join(texts).casefold()
    return all(word in whole for word in words)


def newest(project: Project) -> int:
    """The newest entry; 0 in a project that has none."""
    return int(project.query("SELECT coalesce(max(id), 0) FROM edits")[0][0])


def entries(project: Project, wanted: Sequence[int]) -> list[Entry]:
    """These entries, in the order given; ids that are none are left out."""
    rows = project.query(
        "SELECT e.id, e.time, coalesce(a.name, ''), e.document, coalesce(d.key, ''), coalesce(d.title, ''),"
        " e.kind, e.title, e.detail FROM json_each(?) AS w CROSS JOIN edits AS e ON e.id = w.value"
        " LEFT JOIN documents AS d ON d.id = e.document LEFT JOIN annotators AS a ON a.id = e.annotator",
        (str(list(wanted)),),
    )
    gone, compacted = taken_back(project, [row[0] for row in rows]), compacted_up_to(project)
    return [
        Entry(
            id=id,
            time=time,
            annotator=annotator,
            document=document,
            document_key=key,
            document_title=document_title or key,
            kind=kind,
            title=title,
            taken_back=id in gone,
            compacted=id <= compacted and not stored,
            counts=_counts(stored),
        )
        for id, time, annotator, document, key, document_title, kind, title, stored in rows
    ]


def walk(project: Project, wanted: Wanted = Wanted()) -> Iterator[Entry]:  # noqa: B008 - as above
    """Every entry that is wanted, newest first, read by short looks."""
    after: int | None = NEWEST
    while after is not None:
        found, after = ids(project, wanted, after)
        for start in range(0, len(found), 100):
            yield from entries(project, found[start : start + 100])


def detail(project: Project, entry: int) -> dict[str, Any]:
    """What an import or a command said about itself; empty for an edit."""
    rows = project.query("SELECT detail FROM edits WHERE id = ?", (entry,))
    return unpack(rows[0][0]) if rows else {}


def changes(project: Project, entry: int) -> list[RowChange]:
    """The rows an entry changed, in order; none for an import, and for one that was compacted."""
    rows = project.query('SELECT tab, "row", "before", "after" FROM edit_changes WHERE edit = ? ORDER BY id', (entry,))
    return [RowChange(t, row, image_of(t, row, before), image_of(t, row, after)) for t, row, before, after in rows]


class SpanEvent(NamedTuple):
    """One thing that happened to a span."""

    entry: int
    time: str
    annotator: str
    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def span_history(project: Project, span: int, limit: int = 200) -> list[SpanEvent]:
    """What happened to a span, newest first, as far as the log tells: nothing of how an import brought it in."""
    rows = project.query(
        'SELECT e.id, e.time, coalesce(a.name, \'\'), e.kind, c."before", c."after"'
        " FROM edit_changes AS c JOIN edits AS e ON e.id = c.edit LEFT JOIN annotators AS a ON a.id = e.annotator"
        " WHERE c.tab = 'spans' AND c.\"row\" = ? ORDER BY c.id DESC LIMIT ?",
        (span, limit),
    )
    return [
        SpanEvent(entry, time, annotator, kind, image_of("spans", span, before), image_of("spans", span, after))
        for entry, time, annotator, kind, before, after in rows
    ]


def _counts(stored: str) -> dict[str, int]:
    found = unpack(stored)
    return {name: found[name] for name in _COUNTED if isinstance(found.get(name), int) and found[name]}
