"""The columns of a Hugging Face dataset and their types, in the three ways they have to be said.

Sources: ``datasets.Features`` (its YAML in dataset cards, its JSON in ``dataset_info.json`` and in the metadata of
Parquet files).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]


class Classes(NamedTuple):
    """Whole numbers that stand for names."""

    names: tuple[str, ...]


class Listed(NamedTuple):
    """A list of one kind of thing; of objects where that is itself columns."""

    of: str | Classes | tuple[Column, ...]


class Column(NamedTuple):
    """A name and a type: ``string``, ``int64``, ``bool``, classes or a list."""

    name: str
    type: str | Classes | Listed


_PLACE = (Column("start", "int64"), Column("end", "int64"))
SPAN = (
    *_PLACE,
    Column("label", "string"),
    Column("text", "string"),
    Column("annotator", "string"),
    Column("fragments", Listed(_PLACE)),
    Column("note", "string"),
    Column("doubt", "bool"),
    Column("origin", "string"),
    Column("actor", "string"),
    Column("attributes", "string"),
    Column("extra", "string"),
)
RELATION = (
    Column("type", "string"),
    Column("head", "int64"),
    Column("tail", "int64"),
    Column("annotator", "string"),
    Column("extra", "string"),
)


def tag_names(label: str) -> tuple[str, ...]:
    """The classes of a label's column of tags; their places are the numbers."""
    return ("O", f"B-{label}", f"I-{label}")


def columns(labels: list[str]) -> tuple[Column, ...]:
    """All columns of a dataset with these labels, in their order."""
    return (
        Column("id", "string"),
        Column("text", "string"),
        Column("title", "string"),
        Column("language", "string"),
        Column("metadata", "string"),
        Column("tokens", Listed("string")),
        Column("token_starts", Listed("int64")),
        Column("token_ends", Listed("int64")),
        *(Column(f"{label}_tags", Listed(Classes(tag_names(label)))) for label in labels),
        Column("spans", Listed(SPAN)),
        Column("relations", Listed(RELATION)),
        Column("read_to", "int64"),
        Column("details", "string"),
    )


def yaml_string(text: str) -> str:
    """A text as YAML between double quotes; what YAML does not allow to stand for itself is escaped."""
    return "".join(
        character if character.isprintable() or character == " " else f"\\U{ord(character):08x}"
        for character in json.dumps(text, ensure_ascii=False)
    )


def as_yaml(found: tuple[Column, ...], indent: int) -> Iterator[str]:
    """Lines of the list of features in a card."""
    blank = " " * indent
    for name, type_ in found:
        yield f"{blank}- name: {yaml_string(name)}"
        inner = type_.of if isinstance(type_, Listed) else type_
        lead = f"{blank}  "
        if isinstance(inner, str):
            yield f"{lead}{'list' if isinstance(type_, Listed) else 'dtype'}: {inner}"
            continue
        yield f"{lead}{'list' if isinstance(type_, Listed) else 'dtype'}:"
        if isinstance(inner, Classes):
            yield f"{lead}  class_label:"
            yield f"{lead}    names:"
            yield from (f"{lead}      '{number}': {yaml_string(each)}" for number, each in enumerate(inner.names))
        else:
            yield from as_yaml(inner, indent + 2)


def as_json(found: tuple[Column, ...]) -> Json:
    """Features as ``datasets`` keeps them in the metadata of a Parquet file."""
    return {name: _json_type(type_) for name, type_ in found}


def _json_type(type_: str | Classes | Listed | tuple[Column, ...]) -> Any:  # noqa: ANN401  # a JSON value
    if isinstance(type_, Listed):
        return {"feature": _json_type(type_.of), "_type": "List"}
    if isinstance(type_, Classes):
        return {"names": list(type_.names), "_type": "ClassLabel"}
    return as_json(type_) if isinstance(type_, tuple) else {"dtype": type_, "_type": "Value"}


def as_arrow(found: tuple[Column, ...], pyarrow: Any) -> Any:  # noqa: ANN401  # a library without which we are installed
    """The schema of a Parquet file."""
    kept = json.dumps({"info": {"features": as_json(found)}})
    fields = [pyarrow.field(name, _arrow_type(type_, pyarrow)) for name, type_ in found]
    return pyarrow.schema(fields, metadata={"huggingface": kept})


def _arrow_type(type_: str | Classes | Listed | tuple[Column, ...], pyarrow: Any) -> Any:  # noqa: ANN401
    if isinstance(type_, Listed):
        return pyarrow.list_(_arrow_type(type_.of, pyarrow))
    if isinstance(type_, Classes):
        return pyarrow.int64()
    if isinstance(type_, tuple):
        return pyarrow.struct([pyarrow.field(name, _arrow_type(inner, pyarrow)) for name, inner in type_])
    return {"string": pyarrow.string(), "int64": pyarrow.int64(), "bool": pyarrow.bool_()}[type_]


def classes_of(features: object) -> dict[str, list[str]]:
    """Names of classes by column, from the JSON or the YAML of features; nothing from what is neither."""
    items: list[tuple[object, object]] = []
    if isinstance(features, dict):
        items = list(features.items())
    elif isinstance(features, list):
        items = [(item.get("name"), item) for item in features if isinstance(item, dict)]
    found = {}
    for name, type_ in items:
        names = _names_in(type_)
        if isinstance(name, str) and names:
            found[name] = names
    return found


def _names_in(type_: object, depth: int = 0) -> list[str]:
    if isinstance(type_, list) and len(type_) == 1:
        type_ = type_[0]
    if not isinstance(type_, dict) or depth > 8:
        return []
    names = type_.get("names")
    if isinstance(names, list) and (type_.get("_type") == "ClassLabel" or depth):
        return [str(name) for name in names]
    if isinstance(names, dict) and all(str(number).isdigit() for number in names):
        return [str(names[number]) for number in sorted(names, key=lambda number: int(str(number)))]
    for key in ("feature", "class_label", "dtype", "list", "sequence", "large_list"):
        if inner := _names_in(type_.get(key), depth + 1):
            return inner
    return []
