"""What the bodies and the creator of a Web Annotation say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.base import LIMITS
from annotator.formats.details import attributes_of, name_of
from annotator.formats.json_rows import kind_of
from annotator.formats.web_annotation_terms import ANNOTATION_KEYS, DETAILS, Json, listed, name_of_iri
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from annotator.model.attribute import AttributeValue

_TAGGING = ("tagging", "classifying")
_REMARKS = ("commenting", "describing", "replying", "questioning", "assessing")


class Said(NamedTuple):
    """What an annotation says, wherever it stands."""

    tags: list[str]
    """Labels, at least one."""
    tagged: bool
    """Whether the annotation itself had them."""
    note: str
    actor: str
    annotator: str
    doubt: bool
    origin: str
    attributes: dict[str, AttributeValue] | None
    extra: dict[str, Any]


def said_by(annotation: Json, label: str) -> Said:
    """What an annotation says; ``label`` stands in where it has no tag. InputError for what cannot be kept."""
    motivations = [word for word in listed(annotation.get("motivation")) if isinstance(word, str)]
    tags: list[str] = []
    notes: list[str] = []
    actors: list[str] = []
    others: list[Any] = []
    if type(annotation.get("bodyValue")) is str:
        (tags if "tagging" in motivations else notes).append(annotation["bodyValue"])
    for body in listed(annotation.get("body")):
        _sort(body, motivations, tags, notes, actors, others)
    details = annotation.get(DETAILS) or {}
    if type(details) is not dict:
        raise InputError(f"its “{DETAILS}” is {kind_of(details)}, not an object")
    extra = {name: value for name, value in annotation.items() if name not in ANNOTATION_KEYS}
    if others or len(actors) > 1:
        extra["bodies"] = [*others, *actors[1:]]
    if unusual := [word for word in motivations if word not in (*_TAGGING, *_REMARKS, "highlighting", "identifying")]:
        extra["motivations"] = unusual
    kept = details.get("extra")
    extra.update(kept if type(kept) is dict else {})
    tags = list(dict.fromkeys(tags))
    return Said(
        [name_of(tag, "tag") for tag in tags] or [label],
        bool(tags),
        "\n".join(notes),
        actors[0] if actors else "",
        _creator(annotation.get("creator")),
        details.get("doubt") is True,
        details["origin"] if type(details.get("origin")) is str else "",
        attributes_of(details.get("attributes")),
        extra,
    )


def tag_of(body: Any) -> str:  # noqa: ANN401
    """The words of a textual body; empty if it has none."""
    value = body.get("value") if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""


def _sort(
    body: Any,  # noqa: ANN401
    motivations: list[str],
    tags: list[str],
    notes: list[str],
    actors: list[str],
    others: list[Any],
) -> None:
    """Put a body where it belongs by its purpose, which is the annotation's motivation if it has none."""
    if not isinstance(body, dict):
        others.append(body)
        return
    purposes = [word for word in listed(body.get("purpose")) if isinstance(word, str)] or motivations
    words = tag_of(body)
    if "identifying" in purposes and (name := _identified(body)):
        actors.append(name)
    elif words and any(word in _REMARKS for word in purposes):
        notes.append(words)
    elif words and ("value" in body):
        tags.append(words)
    elif any(word in _TAGGING for word in purposes) and (name := _identified(body)):
        tags.append(name)
    else:
        others.append(body)


def _identified(body: Json) -> str:
    """What a body names: the label or the id of its source."""
    source = body.get("source", body.get("id", body.get("value")))
    if isinstance(source, dict):
        source = next((source[key] for key in ("label", "name", "id") if type(source.get(key)) is str), "")
    name = name_of_iri("actor", source) if isinstance(source, str) else ""
    return name if len(name) <= LIMITS["name"] else ""


def _creator(value: Any) -> str:  # noqa: ANN401
    """The name of whoever made an annotation; empty if it does not say."""
    for creator in listed(value):
        name = creator
        if isinstance(creator, dict):
            name = next(
                (creator[key] for key in ("name", "nickname", "email", "id") if type(creator.get(key)) is str), ""
            )
        if isinstance(name, str) and name:
            return name_of(name_of_iri("annotator", name), "creator")
    return ""
