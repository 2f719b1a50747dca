"""Relating spans to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.edits.scheme import ensure_relation_type
from annotator.edits.steps import begin, current, fit_name, named
from annotator.model.errors import EditError
from annotator.store import details
from annotator.store.values import now

if TYPE_CHECKING:
    from annotator.model.relation import Relation
    from annotator.model.span import Span
    from annotator.store.changes import ChangeSet
    from annotator.store.project import Project


def add_relation(
    project: Project, document: int, head: Span, tail: Span, type: str, annotator: int
) -> ChangeSet | None:
    """Relate a span to another one of the same document; None if they are related so already.

    A type that the scheme does not have is added to it.
    """
    type = fit_name(type, "the relation's type")
    if head.id == tail.id:
        raise EditError("a relation leads from one span to another: choose two")
    if (head.document, tail.document) != (document, document):
        raise EditError("a relation stays within one document: choose two spans of the same")
    title = f"Related {named(project, head)} to {named(project, tail)} as {type}"
    with project.edit(title, annotator=annotator, document=document) as edit:
        current(edit, head)
        current(edit, tail)
        if details.equal_relation(project, document, annotator, type, head.id, tail.id) is not None:
            return None
        begin(project, edit, document, annotator)
        ensure_relation_type(project, edit, type)
        edit.insert(
            "relations",
            {
                "document": document,
                "annotator": annotator,
                "type": type,
                "head": head.id,
                "tail": tail.id,
                "created": now(),
            },
        )
    return edit.result


def remove_relation(project: Project, relation: Relation) -> ChangeSet | None:
    """Take a relation away; both spans stay, and its type in the scheme."""
    ends = f"from {named(project, relation.head)} to {named(project, relation.tail)}"
    title = f"Removed the relation {relation.type} {ends}"
    with project.edit(title, annotator=relation.annotator, document=relation.document) as edit:
        if edit.image("relations", relation.id) is None:
            raise EditError("the relation is not there any more: choose another one")
        begin(project, edit, relation.document, relation.annotator)
        edit.delete("relations", relation.id)
    return edit.result
