"""Parts of the scheme that come up while people work: added in the edit that needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.edits.steps import fit_name, storable
from annotator.model.attribute import is_value, type_of
from annotator.model.errors import EditError
from annotator.store import details
from annotator.store.values import pack_choices

if TYPE_CHECKING:
    from annotator.model.attribute import AttributeValue
    from annotator.store.changes import Edit
    from annotator.store.project import Project


def ensure_relation_type(project: Project, edit: Edit, name: str) -> None:
    """Let the scheme have a relation type."""
    if details.row_named(project, "relation_types", name) is None:
        edit.insert("relation_types", {"name": name, "position": details.next_position(project, "relation_types")})


def ensure_attribute(project: Project, edit: Edit, name: str, value: AttributeValue) -> int:
    """Let the scheme have an attribute, of the value's type if it is new; returns its id."""
    known = details.row_named(project, "attributes", name)
    if known is not None:
        return known
    choices = pack_choices(dict.fromkeys(value)) if isinstance(value, list) else ""
    position = details.next_position(project, "attributes")
    values = {"name": name, "position": position, "type": type_of(value), "choices": choices}
    return edit.insert("attributes", values)


def ensure_actor(project: Project, edit: Edit, name: str) -> int:
    """Let the registry have an actor; returns its id."""
    known = details.row_named(project, "actors", name)
    return edit.insert("actors", {"name": name}) if known is None else known


def storable_value(name: str, value: AttributeValue) -> AttributeValue:
    """A value as given; EditError for what no file can hold."""
    if not is_value(value):
        raise EditError(f"{value!r} is nothing that the attribute {name} can say: give a text or a number")
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            storable(text, "the value")
    return value


def attribute_name(name: str) -> str:
    """A name that an attribute can have."""
    return fit_name(name, "the attribute's name")
