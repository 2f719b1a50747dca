"""The labelling configuration: which labels, relations and attributes Label Studio shows, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from annotator.formats.label_studio import LABELS, TEXT
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from annotator.model.attribute import Attribute
    from annotator.model.scheme import Scheme

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def labelling_config(scheme: Scheme) -> str:
    """The configuration of a scheme as XML, to be pasted into a project's labelling interface.

    InputError for a name that XML cannot hold.
    """
    # Blanks stay as they are only with this style; Label Studio counts them all the same.
    lines = [
        "<View>",
        "  <Style>.htx-text { white-space: pre-wrap; }</Style>",
        f"  <Labels {_said(name=LABELS, toName=TEXT)}>",
        *(
            f"    <Label {_said(value=label.name, background=label.colour, hotkey=label.key)}/>"
            for label in scheme.labels
        ),
        "  </Labels>",
        f"  <Text {_said(name=TEXT, value='$text')}/>",
    ]
    if scheme.relation_types:
        relations = (f"    <Relation {_said(value=relation.name)}/>" for relation in scheme.relation_types)
        lines += ["  <Relations>", *relations, "  </Relations>"]
    for attribute in scheme.attributes:
        lines += _attribute(attribute)
    return "\n".join([*lines, "</View>", ""])


def _attribute(attribute: Attribute) -> list[str]:
    where = {"name": attribute.name, "toName": TEXT, "perRegion": "true"}
    header = f"  <Header {_said(value=attribute.name)}/>"
    if attribute.type == "text":
        return [header, f"  <TextArea {_said(**where)}/>"]
    if attribute.type == "number":
        return [header, f"  <Number {_said(**where)}/>"]
    choices = ("yes", "no") if attribute.type == "flag" else attribute.choices
    many = "multiple" if attribute.type == "choices" else "single"
    return [
        header,
        f"  <Choices {_said(**where, choice=many)}>",
        *(f"    <Choice {_said(value=choice)}/>" for choice in choices),
        "  </Choices>",
    ]


def _said(**values: str) -> str:
    """Attributes of an element, those that are empty left out."""
    for value in values.values():
        if _NO_XML.search(value):
            raise InputError(f"the name {value!r} holds a character that XML has no place for; rename it")
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items() if value)
