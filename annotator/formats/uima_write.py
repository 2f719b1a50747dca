"""Records to UIMA CAS files, one a document, with the type system and the listing of documents beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats import beside as details
from annotator.formats import folders
from annotator.formats.base import Piece, WriteOptions
from annotator.formats.fitting import Loss, without_suggestions
from annotator.formats.layer_names import OUR_FEATURES, RELATIONS, SPANS
from annotator.formats.quotes import mapper
from annotator.formats.tokens import token_sentences
from annotator.formats.uima_names import DOCUMENT, META, SENTENCE, TOKEN, forbidden, visible
from annotator.formats.uima_types import system_as_json, system_as_xml
from annotator.formats.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.fitting import Losses
    from annotator.model.record import Record, RecordRelation, RecordSpan

CONTROLS = Loss(
    "character that XML has no place for", "characters that XML has no place for", "shown as �; kept in “details”"
)

_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_RESERVED = frozenset((*OUR_FEATURES, "begin", "end", "sofa", "type", "self", "id", "governor", "dependent"))
_ESCAPED = re.compile('[&<>"\t\n\r]')
_VIEW = "_InitialView"

_Item = tuple[str, dict[str, Any], dict[str, int]]
"""Type, plain features, and references by id."""


def fit(record: Record, options: WriteOptions, losses: Losses) -> Record:
    """Everything but suggestions; what other tools see otherwise is counted."""
    record = without_suggestions(record, losses)
    losses[details.SHOWN_WHOLE] += sum(bool(span.fragments) for span in record.spans)
    if not _is_json(options):
        names = [word for span in record.spans for word in (span.label, span.annotator, span.note, span.actor)]
        names += [word for relation in record.relations for word in (relation.type, relation.annotator)]
        losses[CONTROLS] += sum(len(forbidden(words)) for words in (record.text, *names))
    return record


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
    """Yield the files of a folder; each record is as ``fit`` made it."""
    yield Piece(folders.LISTING, b"")
    suffix = ".json" if _is_json(options) else ".xmi"
    used: set[str] = set()
    for record in records:
        stem = folders.safe_stem(record.key, (suffix,))
        names = sorted(
            {name for span in record.spans for name, value in (span.attributes or {}).items() if _shows(name, value)}
        )
        used.update(names)
        items = list(_items(record))
        data = _as_json(record, items, names) if _is_json(options) else _as_xmi(record, items)
        yield Piece(f"{stem}{suffix}", data)
        yield Piece(folders.LISTING, folders.listed(record, stem, briefly=True))
    yield Piece("TypeSystem.xml", system_as_xml(sorted(used)))


def _is_json(options: WriteOptions) -> bool:
    return options.settings.get("files") == "json"


def _items(record: Record) -> Iterator[_Item]:
    """The feature structures of a document; their ids count from 2, 1 is the text's."""
    units = mapper(record.text, Unit.UTF_16)

    def place(start: int, end: int) -> dict[str, Any]:
        return {"begin": units.from_code_points(start), "end": units.from_code_points(end)}

    language = record.language or "x-unspecified"
    title, key = visible(record.title), visible(record.key)
    yield (
        META,
        {**place(0, len(record.text)), "language": visible(language), "documentTitle": title, "documentId": key},
        {},
    )
    own: dict[str, Any] = {"id": record.key, **details.of_document(record)}
    if controls := forbidden(record.text):
        own["controls"] = controls
    yield DOCUMENT, {"details": details.written(own)}, {}
    count = 3
    for words in token_sentences(record.text, record.language):
        yield SENTENCE, place(words[0].start, words[-1].end), {}
        yield from ((TOKEN, place(word.start, word.end), {}) for word in words)
        count += 1 + len(words)
    for span in record.spans:
        yield SPANS, {**place(span.start, span.end), **_span(span)}, {}
    for relation in record.relations:
        tail = record.spans[relation.tail - 1]
        ends = {"Governor": count + relation.head, "Dependent": count + relation.tail}
        yield RELATIONS, {**place(tail.start, tail.end), **_relation(relation)}, ends


def _span(span: RecordSpan) -> dict[str, str]:
    attributes = span.attributes or {}
    kept = {name: value for name, value in attributes.items() if not _shows(name, value)}
    left = details.of_span(span._replace(attributes=kept or None), OUR_FEATURES[1:4])
    values = {"label": span.label, "annotator": span.annotator, "note": span.note, "actor": span.actor}
    left.update((name, value) for name, value in values.items() if visible(value) != value)
    if span.fragments:
        left["pieces"] = span.fragments
    shown = {name: str(value) for name, value in attributes.items() if name not in kept}
    return _said({**values, **shown}, left)


def _relation(relation: RecordRelation) -> dict[str, str]:
    left = details.of_relation(relation, ("annotator",))
    values = {"label": relation.type, "annotator": relation.annotator}
    left.update((name, value) for name, value in values.items() if visible(value) != value)
    return _said(values, left)


def _said(values: dict[str, str], left: dict[str, Any]) -> dict[str, str]:
    """Features as XML can hold them; those that say nothing are left away."""
    values = {name: visible(value) for name, value in values.items() if value}
    return {**values, "details": details.written(left)} if left else values


def _shows(name: str, value: object) -> bool:
    """Whether an attribute can be a feature of its own."""
    plain = isinstance(value, str) and bool(value) and visible(value) == value
    return plain and _FEATURE.fullmatch(name) is not None and name.lower() not in _RESERVED


def _as_xmi(record: Record, items: list[_Item]) -> bytes:
    prefixes = {"uima.cas": "cas"}
    for type_, _, _ in items:
        package = type_.rpartition(".")[0]
        prefixes.setdefault(package, f"{package.rpartition('.')[2]}{len(prefixes)}")
    spaces = "".join(
        f' xmlns:{prefix}="http:///{package.replace(".", "/")}.ecore"' for package, prefix in prefixes.items()
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"{spaces} xmi:version="2.0">',
        '<cas:NULL xmi:id="0"/>',
    ]
    for own, (type_, values, refs) in enumerate(items, 2):
        package, _, name = type_.rpartition(".")
        said = "".join(f' {feature}="{_escaped(str(value))}"' for feature, value in {**values, **refs}.items())
        lines.append(f'<{prefixes[package]}:{name} xmi:id="{own}" sofa="1"{said}/>')
    text = _escaped(visible(record.text))
    lines.append(f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="{_VIEW}" mimeType="text" sofaString="{text}"/>')
    members = " ".join(str(own) for own in range(2, len(items) + 2))
    lines.append(f'<cas:View sofa="1" members="{members}"/>')
    lines.append("</xmi:XMI>\n")
    return "\n".join(lines).encode("utf-8")


def _escaped(text: str) -> str:
    """A text as the value of an attribute; line breaks and tabs would become blanks if they stood there bare."""
    return _ESCAPED.sub(lambda found: f"&#{ord(found[0])};", text)


def _as_json(record: Record, items: list[_Item], names: list[str]) -> bytes:
    text = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": _VIEW, "mimeType": "text"}
    made: list[dict[str, Any]] = [{**text, "sofaString": record.text}]
    for own, (type_, values, refs) in enumerate(items, 2):
        ends = {f"@{name}": target for name, target in refs.items()}
        made.append({"%ID": own, "%TYPE": type_, "@sofa": 1, **values, **ends})
    value = {
        "%TYPES": system_as_json(names),
        "%FEATURE_STRUCTURES": made,
        "%VIEWS": {_VIEW: {"%SOFA": 1, "%MEMBERS": list(range(2, len(items) + 2))}},
    }
    return orjson.dumps(value) + b"\n"
