"""What a load brings besides documents, spans and reviews: relations, attributes, actors and suggestions.

They refer to spans by number or by being part of them, so they come when their spans have ids. What is there
already stays as it is; a file only adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.model.attribute import joint_type, type_of
from annotator.store.former import holds, sorted_out
from annotator.store.values import pack, pack_choices, pack_fragments, pack_score, pack_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotator.model.attribute import AttributeType, AttributeValue
    from annotator.model.record import LoadReport, Record, RecordActor, RecordSpan
    from annotator.store.changes import Edit
    from annotator.store.kept import Kept

    Ids = Mapping[tuple[Any, ...], int]
    """A span's id by annotator, label, start, end and fragments."""

NAMELESS_PROVIDER = "model"
"""Whose suggestions are of which a file does not say whose they are."""

_MOST_CHOICES = 50
"""An attribute with more words than these is not one of a few choices."""

_INSERT_RELATION = (
    "INSERT OR IGNORE INTO relations (document, annotator, type, head, tail, extra, created)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_SUGGESTION = (
    'INSERT OR IGNORE INTO suggestions (document, annotator, label, start, "end", fragments, score, note, attributes,'
    " state, extra, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_VALUE = "INSERT OR IGNORE INTO attribute_values (span, attribute, value) VALUES (?, ?, ?)"


class Attacher:
    """Writes what hangs on spans and documents that are written already."""

    def __init__(
        self,
        edit: Edit,
        report: LoadReport,
        kept: Kept,
        stamp: str,
        annotator: Callable[[str], int],
        label: Callable[[str], int],
    ) -> None:
        self._edit = edit
        self._connection = edit.connection
        self._report = report
        self._kept = kept
        self._stamp = stamp
        self._annotator = annotator
        self._label = label
        self.counts = dict.fromkeys(("attribute_values", "span_actors", "actors", "actor_aliases"), 0)
        """Rows added that the report does not count."""
        self._types: set[str] | None = None
        self._attributes: dict[str, int] | None = None
        self._new_attributes: dict[str, tuple[int, set[AttributeType], dict[str, None]]] = {}
        """Id, the types of the values met, and the words chosen, of attributes that this load added."""
        self._actors: dict[str, int] | None = None

    def attach(self, document: int, record: Record) -> None:
        """Relations, attributes and actors of a record whose spans are in the project."""
        for actor in record.actors:
            self._register(actor, record)
        if not record.relations and not any(span.attributes or span.actor for span in record.spans):
            return
        ids: dict[tuple[Any, ...], int] = {
            tuple(identity): id
            for id, *identity in self._rows(
                'SELECT id, annotator, label, start, "end", fragments FROM spans WHERE document = ?', document
            )
        }
        if record.relations:
            self._relate(document, record, ids)
        former = self._former(document)
        self._say(record, ids, former)
        self._link(record, ids, former)

    def suggest(self, document: int, record: Record) -> None:
        """Suggestions on a document that is in the project; those that are there stay what they are."""
        rows = [
            (
                document,
                self._annotator(made.provider or NAMELESS_PROVIDER),
                self._label(made.label),
                made.start,
                made.end,
                pack_fragments(made.fragments),
                pack_score(made.score),
                made.note,
                pack(made.attributes),
                made.state.value,
                pack(made.extra),
                self._stamp,
            )
            for made in record.suggestions
        ]
        added = self._written(_INSERT_SUGGESTION, rows)
        self._report.suggestions.added += added
        self._report.suggestions.unchanged += len(rows) - added
        if added < len(rows):
            stored = set(
                self._rows(
                    'SELECT annotator, label, start, "end", fragments, score, note, attributes, state, extra'
                    " FROM suggestions WHERE document = ?",
                    document,
                )
            )
            self._kept.count("suggestion", sum(row[1:11] not in stored for row in rows), record)

    def finish(self) -> None:
        """Say of the attributes that were added what kind their values are."""
        for id, types, words in self._new_attributes.values():
            type = joint_type(types)
            choices = pack_choices(words) if type == "choices" and len(words) <= _MOST_CHOICES else ""
            self._edit.update("attributes", id, {"type": type, "choices": choices})

    # -- relations

    def _relate(self, document: int, record: Record, ids: Ids) -> None:
        rows = [
            (
                document,
                self._annotator(relation.annotator),
                relation.type,
                ids[self._identity(record.spans[relation.head - 1])],
                ids[self._identity(record.spans[relation.tail - 1])],
                pack(relation.extra),
                self._stamp,
            )
            for relation in record.relations
        ]
        added = self._written(_INSERT_RELATION, rows)
        self._report.relations.added += added
        self._report.relations.unchanged += len(rows) - added
        if added:
            for relation in record.relations:
                self._ensure_type(relation.type)
        if added < len(rows):
            kept = set(
                self._rows("SELECT annotator, type, head, tail, extra FROM relations WHERE document = ?", document)
            )
            self._kept.count("relation", sum(row[5] != "" and row[1:6] not in kept for row in rows), record)

    def _ensure_type(self, name: str) -> None:
        if self._types is None:
            self._types = {row[0] for row in self._rows("SELECT name FROM relation_types")}
        if name not in self._types:
            self._types.add(name)
            self._edit.insert("relation_types", {"name": name, "position": self._place("relation_types")})
            self._report.relation_types.append(name)

    # -- attributes

    def _say(self, record: Record, ids: Ids, former: dict[int, tuple[Mapping[str, AttributeValue], str]]) -> None:
        rows = []
        for span in record.spans:
            if not span.attributes:
                continue
            id = ids[self._identity(span)]
            before = former[id][0] if id in former else {}
            for name, value in span.attributes.items():
                if name in before:
                    self._kept.count("attribute", before[name] != value, record)
                else:
                    rows.append((id, self._attribute(name, value), pack_value(value)))
        added = self._written(_INSERT_VALUE, rows)
        self.counts["attribute_values"] += added
        if added < len(rows):
            differ = sum(
                value != stored
                for span, attribute, value in rows
                for (stored,) in self._rows(
                    "SELECT value FROM attribute_values WHERE span = ? AND attribute = ?", span, attribute
                )
            )
            self._kept.count("attribute", differ, record)

    def _attribute(self, name: str, value: AttributeValue) -> int:
        if self._attributes is None:
            self._attributes = dict(self._rows("SELECT name, id FROM attributes"))
        if name not in self._attributes:
            values = {"name": name, "position": self._place("attributes"), "type": type_of(value)}
            self._attributes[name] = self._edit.insert("attributes", values)
            self._new_attributes[name] = (self._attributes[name], set(), {})
            self._report.attributes.append(name)
        if name in self._new_attributes:
            _, types, words = self._new_attributes[name]
            types.add(type_of(value))
            if isinstance(value, list) and len(words) <= _MOST_CHOICES:
                words.update(dict.fromkeys(value))
        return self._attributes[name]

    # -- actors

    def _link(self, record: Record, ids: Ids, former: dict[int, tuple[Mapping[str, AttributeValue], str]]) -> None:
        for span in record.spans:
            if not span.actor:
                continue
            id = ids[self._identity(span)]
            before = former[id][1] if id in former else ""
            known = before or next(
                (
                    name
                    for (name,) in self._rows(
                        "SELECT a.name FROM span_actors AS s JOIN actors AS a ON a.id = s.actor WHERE s.span = ?", id
                    )
                ),
                "",
            )
            if known:
                self._kept.count("actor link", known != span.actor, record)
                continue
            self._connection.execute(
                "INSERT INTO span_actors (span, actor) VALUES (?, ?)", (id, self._actor(span.actor))
            )
            self.counts["span_actors"] += 1

    def _actor(self, name: str, note: str = "", extra: str = "") -> int:
        known = self._known_actors()
        if name not in known:
            cursor = self._connection.execute(
                "INSERT INTO actors (name, note, extra) VALUES (?, ?, ?)", (name, note, extra)
            )
            known[name] = cursor.lastrowid or 0
            self.counts["actors"] += 1
        return known[name]

    def _known_actors(self) -> dict[str, int]:
        if self._actors is None:
            self._actors = dict(self._rows("SELECT name, id FROM actors"))
        return self._actors

    def _register(self, actor: RecordActor, record: Record) -> None:
        """An entry of the registry, with what it is called besides."""
        was_there, extra = actor.name in self._known_actors(), pack(actor.extra)
        id = self._actor(actor.name, actor.note, extra)
        aliases = [(id, alias) for alias in actor.aliases if alias != actor.name]
        self.counts["actor_aliases"] += self._written(
            "INSERT OR IGNORE INTO actor_aliases (actor, alias) VALUES (?, ?)", aliases
        )
        if was_there and (actor.note or extra):
            [(note, stored)] = self._rows("SELECT note, extra FROM actors WHERE id = ?", id)
            self._kept.count("actor", actor.note not in ("", note) or extra not in ("", stored), record)

    # -- inside

    def _former(self, document: int) -> dict[int, tuple[Mapping[str, AttributeValue], str]]:
        """Attributes and actors that spans of the document have among their unknown keys, by span."""
        found: dict[int, tuple[Mapping[str, AttributeValue], str]] = {}
        for id, stored in self._rows(
            "SELECT id, extra FROM spans INDEXED BY spans_detailed WHERE extra <> '' AND document = ?", document
        ):
            if holds(stored):
                known = sorted_out(stored)
                found[id] = (known.attributes, known.actor)
        return found

    def _identity(self, span: RecordSpan) -> tuple[int, int, int, int, str]:
        return (
            self._annotator(span.annotator),
            self._label(span.label),
            span.start,
            span.end,
            pack_fragments(span.fragments),
        )

    def _place(self, table: str) -> int:
        """The position after the last of a part of the scheme."""
        return int(self._rows(f"SELECT coalesce(max(position), -1) + 1 FROM {table}")[0][0])

    def _written(self, sql: str, rows: list[tuple[Any, ...]]) -> int:
        before = self._connection.total_changes
        self._connection.executemany(sql, rows)
        return self._connection.total_changes - before

    def _rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()
