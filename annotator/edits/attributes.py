"""What spans say by attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.edits.scheme import attribute_name, ensure_actor, ensure_attribute, storable_value
from annotator.edits.steps import begin, current, named, quoted
from annotator.model.attribute import fits
from annotator.model.errors import EditError
from annotator.store import details
from annotator.store.former import holds, sorted_out
from annotator.store.values import now, pack, pack_value

if TYPE_CHECKING:
    from annotator.model.attribute import Attribute, AttributeValue
    from annotator.model.span import Span
    from annotator.store.changes import ChangeSet, Edit
    from annotator.store.project import Project


def set_attribute(project: Project, span: Span, name: str, value: AttributeValue | None) -> ChangeSet | None:
    """Say something of a span by an attribute, or (None) no more; None if that is said already.

    An attribute that the scheme does not have is added to it, of the value's type. EditError for a value that the
    scheme's attribute cannot have.
    """
    name = attribute_name(name)
    about = f"the attribute {name} of {named(project, span)}"
    title = f"Removed {about}" if value is None else f"Set {about} to {quoted(said(storable_value(name, value)))}"
    with project.edit(title, annotator=span.annotator, document=span.document) as edit:
        current(edit, span)
        if _is_said(project, span, name, value):
            return None
        begin(project, edit, span.document, span.annotator)
        settle(project, edit, span.id)
        if value is None:
            known = details.stored_value(project, span.id, name)
            if known is not None:
                edit.delete("attribute_values", known[0])
        else:
            _refuse_unfit(project, name, value)
            put_value(project, edit, span.id, name, value)
    return edit.result


def put_value(project: Project, edit: Edit, span: int, name: str, value: AttributeValue) -> None:
    """Let a span's attribute have a value, whatever it was."""
    packed = pack_value(value)
    known = details.stored_value(project, span, name)
    if known is not None:
        edit.update("attribute_values", known[0], {"value": packed})
    else:
        attribute = ensure_attribute(project, edit, name, value)
        edit.insert("attribute_values", {"span": span, "attribute": attribute, "value": packed})


def settle(project: Project, edit: Edit, span: int) -> None:
    """Put what an older version kept among a span's unknown keys where it belongs now."""
    image = edit.image("spans", span) or {"extra": ""}
    if not holds(image["extra"]):
        return
    former = sorted_out(image["extra"])
    for name, value in former.attributes.items():
        if details.stored_value(project, span, name) is None:
            put_value(project, edit, span, name, value)
    if former.actor and details.actor_link(project, span) is None:
        edit.insert("span_actors", {"span": span, "actor": ensure_actor(project, edit, former.actor)})
    edit.update("spans", span, {"extra": pack(former.extra), "changed": now()})


def said(value: AttributeValue) -> str:
    """A value in words, for a title."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _is_said(project: Project, span: Span, name: str, value: AttributeValue | None) -> bool:
    """Whether the span says just this; 1 is no True, and 1.0 no 1."""
    known = details.attributes_of(project, [span.id]).get(span.id, {}).get(name)
    return known == value and type(known) is type(value)


def _refuse_unfit(project: Project, name: str, value: AttributeValue) -> None:
    attribute: Attribute | None = next((known for known in details.attributes(project) if known.name == name), None)
    if attribute is None or fits(value, attribute):
        return
    if attribute.type in ("choice", "choices"):
        raise EditError(f"the attribute {name} can only be {' or '.join(attribute.choices)}: choose one of these")
    wanted = {"flag": "yes or no", "number": "a number", "text": "a text"}[attribute.type]
    raise EditError(f"the attribute {name} takes {wanted}: “{said(value)[:40]}” is none")
