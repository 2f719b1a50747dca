"""What is said of the selected span beside its label: attributes, actor, relations; each added and taken away here.

Read after the page has been painted, so that a label key never waits for it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.aliases import Aliases
from annotator.gui.chips import FlowLayout
from annotator.gui.chooser import Choice, Chooser
from annotator.gui.fact_rows import (
    AttributeEditor,
    FactRow,
    QuietButton,
    common_width,
    in_words,
)
from annotator.gui.panel_frame import ElidedLabel, IconButton, empty
from annotator.gui.relation_row import RelationRow
from annotator.model.attribute import Attribute
from annotator.model.errors import AnnotatorError
from annotator.store import details

if TYPE_CHECKING:
    from annotator.gui.session import Session
    from annotator.model.actor import Actor
    from annotator.model.attribute import AttributeType, AttributeValue
    from annotator.model.relation import Relation
    from annotator.model.span import Span
    from annotator.store.changes import ChangeSet

_TABLES = frozenset(
    {"attribute_values", "attributes", "span_actors", "actors", "actor_aliases", "relations", "relation_types"}
)
_SHOWN = 50
"""Relations that are listed; more make nobody wiser."""
_NAMES = 84
"""Greatest width of the column of names."""


class Facts(NamedTuple):
    """What is said of one span."""

    attributes: tuple[tuple[Attribute, AttributeValue], ...] = ()
    actor: Actor | None = None
    relations: tuple[Relation, ...] = ()


def read_facts(session: Session, span: Span) -> Facts:
    """What the project says of a span, its attributes in the scheme's order."""
    values = details.attributes_of(session.project, [span.id]).get(span.id, {})
    known = {attribute.name: attribute for attribute in details.attributes(session.project)} if values else {}
    name = details.actor_of(session.project, span.id)
    actor = details.actor_named(session.project, name) if name else None
    return Facts(
        tuple((known.get(said, Attribute(said)), values[said]) for said in [*known, *(values.keys() - known.keys())]
              if said in values),
        actor,
        tuple(details.relations_at(session.project, span.id)),
    )  # fmt: skip


class SpanFacts(QWidget):
    """Rows of what is said; and apart from them, one quiet line of what can be added."""

    left = Signal()
    link_wanted = Signal()
    """The span is to be linked to another one."""
    settled = Signal()
    """The rows are there, and may have changed the height."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._span: Span | None = None
        self._facts = Facts()
        self._mine = True
        self._pending: Attribute | None = None
        """An attribute that is being added, of which nothing is said yet."""
        self._attributes: dict[str, FactRow] = {}
        self._chooser: Chooser | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.read)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._actor_button = QuietButton("", arrow=True)
        self.actor_row = FactRow(self.tr("Actor"), self._actor_button, self.tr("Take the actor off the span"), self)
        self.aliases = Aliases(session, self)
        self._relations = QVBoxLayout()
        self._relations.setSpacing(1)
        self.adding = QWidget()
        """The quiet line of what can be added; it stands below the note, so that nothing said costs no room."""
        self.add_attribute = QuietButton(self.tr("+ attribute"))
        self.add_actor = QuietButton(self.tr("+ actor"))
        self.add_relation = QuietButton(self.tr("+ relation"))
        self._lay_out()
        self._actor_button.clicked.connect(self._ask_actor)
        self.actor_row.removed.connect(self._remove_actor)
        self.add_attribute.clicked.connect(self._ask_attribute)
        self.add_actor.clicked.connect(self._ask_actor)
        self.add_relation.clicked.connect(self.link_wanted)
        self.aliases.left.connect(self.left)
        self.aliases.button.toggled.connect(lambda _: self.settled.emit())
        session.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        self.add_attribute.setAccessibleName(self.tr("Add an attribute"))
        self.add_actor.setAccessibleName(self.tr("Say which actor it is"))
        self.add_relation.setAccessibleName(self.tr("Link to another span"))
        flow = FlowLayout(self.adding, gap=2)
        for button in (self.add_attribute, self.add_actor, self.add_relation):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.actor_row)
        column.addWidget(self.aliases)
        column.addLayout(self._rows)
        column.addLayout(self._relations)
        self.actor_row.hide()
        self.aliases.hide()
        self.hide()

    # What is shown

    def show_span(self, span: Span | None, *, mine: bool = True) -> None:
        """Be about this span; what was typed about another one is stored first."""
        if span is None or self._span is None or span.id != self._span.id:
            self.flush()
            self._pending = None
            if self._facts != Facts() or self._attributes:
                self._facts = Facts()
                self._show()
        self._span, self._mine = span, mine
        self.adding.setVisible(mine)
        if span is not None:
            self._soon.start()

    def flush(self) -> None:
        """Store what is being typed."""
        for row in list(self._attributes.values()):
            editor = row.editor
            if isinstance(editor, AttributeEditor):
                editor.flush()

    def read(self) -> None:
        """Read what is said of the span, now."""
        self._soon.stop()
        if self._span is None or self._session.closed:
            return
        try:
            facts = read_facts(self._session, self._span)
        except AnnotatorError as error:
            self._session.say(str(error), "refused")
            return
        if self._pending is not None and any(one.name == self._pending.name for one, _ in facts.attributes):
            self._pending = None
        if facts != self._facts or self._attributes.keys() != {one.name for one, _ in facts.attributes}:
            self._facts = facts
            self._show()

    def _on_changed(self, change: ChangeSet) -> None:
        if self._span is not None and (change.bulk or any(row.table in _TABLES for row in change.changes)):
            self._soon.start()

    def _show(self) -> None:
        self._show_attributes()
        actor = self._facts.actor
        self.actor_row.setVisible(actor is not None)
        self.aliases.show_actor(actor, mine=self._mine)
        self.add_actor.setVisible(actor is None)
        if actor is not None:
            self._actor_button.show_text(actor.name)
        self._show_relations()
        rows = [*self._attributes.values(), *((self.actor_row,) if actor is not None else ())]
        common_width(rows, _NAMES)
        for row in rows:
            row.editor.setEnabled(self._mine)
            row.cross.setVisible(self._mine)
        self.setVisible(actor is not None or bool(self._attributes) or bool(self._facts.relations))
        self.updateGeometry()
        self.settled.emit()

    def _show_attributes(self) -> None:
        """Keep the rows that stay: somebody may be typing in one."""
        said: list[tuple[Attribute, AttributeValue | None]] = list(self._facts.attributes)
        if self._pending is not None:
            said.append((self._pending, None))
        kept = self._attributes
        self._attributes = {}
        for place, (attribute, value) in enumerate(said):
            row = kept.pop(attribute.name, None)
            if row is not None and _kind(row) != (attribute.type, attribute.choices):
                self._let_go(row)
                row = None
            if row is None:
                row = self._make_row(attribute)
                self._rows.insertWidget(place, row)
            if isinstance(row.editor, AttributeEditor):
                row.editor.show_value(value)
            self._attributes[attribute.name] = row
        for row in kept.values():
            self._let_go(row)

    def _let_go(self, row: FactRow) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _make_row(self, attribute: Attribute) -> FactRow:
        editor = AttributeEditor(attribute)
        remove = self.tr("Remove the attribute {name}").format(name=attribute.name)
        row = FactRow(attribute.name, editor, remove, self)
        editor.changed.connect(partial(self._say, attribute, editor))
        editor.asked.connect(lambda: self._ask_choice(attribute, editor))
        editor.refused.connect(lambda why: self._session.say(why, "refused"))
        editor.left.connect(self._leave)
        row.removed.connect(lambda: self._remove_attribute(attribute))
        return row

    def _show_relations(self) -> None:
        empty(self._relations)
        span, document = self._span, self._session.document
        if span is None or document is None:
            return
        for relation in self._facts.relations[:_SHOWN]:
            self._relations.addWidget(self._relation_row(relation, span, document.text))
        more = len(self._facts.relations) - _SHOWN
        if more > 0:
            self._relations.addWidget(ElidedLabel(self.tr("… and %Ln more", "", more), role="muted", scale=0.85))

    def _relation_row(self, relation: Relation, span: Span, text: str) -> QWidget:
        arrow, other = ("→", relation.tail) if relation.head.id == span.id else ("←", relation.head)
        colours = theme.current().label_colours(self._session.label(other.label))
        shown = RelationRow(arrow, relation.type, other.text_in(text), colours)
        shown.clicked.connect(lambda: self._go_to(other))
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(shown, 1)
        if relation.annotator == self._session.annotator.id:
            cross = IconButton("clear", self.tr("Remove the relation {type}").format(type=relation.type), size=10)
            cross.clicked.connect(lambda: self._session.details.remove_relation(relation))
            row.addWidget(cross)
        return whole

    # What the user does

    def _go_to(self, other: Span) -> None:
        session = self._session
        session.select(session.spans.get(other.id))
        session.go_to.emit(other.extent)

    def _leave(self) -> None:
        if self._pending is not None:
            self._pending = None
            self._show()
        self.left.emit()

    def _say(self, attribute: Attribute, editor: AttributeEditor | None, value: AttributeValue) -> None:
        span = self._span
        if span is None:
            return

        def show_again(_reason: str) -> None:
            if editor is not None:
                editor.show_again()

        self._session.details.set_attribute(span, attribute.name, value, show_again)

    def _remove_attribute(self, attribute: Attribute) -> None:
        if self._pending is not None and self._pending.name == attribute.name:
            self._pending = None
            self._show()
        elif self._span is not None:
            self._session.details.set_attribute(self._span, attribute.name, None)

    def _remove_actor(self) -> None:
        if self._span is not None:
            self._session.details.link_actor(self._span, None)

    def chooser(self) -> Chooser:
        """The sheet that asks, of the window this panel is in."""
        if self._chooser is None or self._chooser.parentWidget() is not self.window():
            self._chooser = Chooser(self.window())
        return self._chooser

    def _ask_attribute(self) -> None:
        said = {attribute.name for attribute, _ in self._facts.attributes}
        free = [one for one in details.attributes(self._session.project) if one.name not in said]
        kinds = self._kinds()
        self.chooser().ask(
            self.tr("Attribute"),
            [Choice(one.name, kinds[one.type], partial(self._begin, one)) for one in free],
            near=self.add_attribute,
            new_text=self.tr("New attribute “{name}”"),
            new=self._ask_kind,
        )

    def _kinds(self) -> dict[AttributeType, str]:
        return {
            "text": self.tr("text"),
            "number": self.tr("number"),
            "flag": self.tr("yes or no"),
            "choice": self.tr("one of several"),
            "choices": self.tr("some of several"),
        }

    def _ask_kind(self, name: str) -> None:
        kinds = self._kinds()
        wanted: tuple[AttributeType, ...] = ("text", "number", "flag")
        self.chooser().ask(
            self.tr("What does “{name}” say?").format(name=name),
            [Choice(kinds[kind], "", partial(self._begin, Attribute(name, kind))) for kind in wanted],
            near=self.add_attribute,
        )

    def _begin(self, attribute: Attribute) -> None:
        """Say something by an attribute for the first time: at once where one press says it, else in a field."""
        if attribute.type == "flag":
            self._say(attribute, None, True)
        elif attribute.choices:
            self._ask_choice(attribute, None)
        else:
            self._pending = attribute
            self._show()
            self._attributes[attribute.name].editor.setFocus()

    def _ask_choice(self, attribute: Attribute, editor: AttributeEditor | None) -> None:
        several = attribute.type == "choices"
        self.chooser().ask(
            attribute.name,
            [
                Choice(choice, "", partial(self._say, attribute, editor, [choice] if several else choice))
                for choice in attribute.choices
            ],
            near=editor or self.add_attribute,
        )

    def _ask_actor(self) -> None:
        span = self._span
        if span is None:
            return
        link = partial(self._session.details.link_actor, span)
        actors = details.actors(self._session.project)
        choices = [Choice(actor.name, ", ".join(actor.aliases), partial(link, actor.name)) for actor in actors]
        shown = self._facts.actor is not None
        self.chooser().ask(
            self.tr("Which actor?"),
            choices,
            near=self._actor_button if shown else self.add_actor,
            new_text=self.tr("New actor “{name}”"),
            new=link,
        )

    @property
    def lines(self) -> list[str]:
        """What is said, line by line, as a reader sees it."""
        found = [f"Actor: {self._facts.actor.name}"] if self._facts.actor is not None else []
        found += [f"{attribute.name}: {in_words(value)}" for attribute, value in self._facts.attributes]
        return found + [row.text() for row in self.findChildren(RelationRow) if row.isVisibleTo(self)]


def _kind(row: FactRow) -> tuple[AttributeType, tuple[str, ...]]:
    editor = row.editor
    assert isinstance(editor, AttributeEditor)  # only attributes are kept by name
    return editor.attribute.type, editor.attribute.choices
