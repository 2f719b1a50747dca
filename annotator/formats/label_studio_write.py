"""Records to tasks of Label Studio: one annotation for each annotator, one prediction for each provider."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from annotator.formats.flat_rows import give_flat, key_as_id
from annotator.formats.json_out import json_line
from annotator.formats.label_studio import (
    COMPLETED_BY,
    LABELS,
    OF_DATA,
    OF_META,
    OF_RELATION,
    OF_RESULT,
    OF_TASK,
    TEXT,
)
from annotator.formats.label_studio_answers import NOBODY, completed_by, parted
from annotator.formats.label_studio_results import is_unknown
from annotator.model.suggestion import SuggestionState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotator.formats.base import WriteOptions
    from annotator.model.attribute import AttributeValue
    from annotator.model.record import Record, RecordSpan, RecordSuggestion

Row = dict[str, Any]

_NO_DETAILS = ((), "", False, "", None, None, "")


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """One JSON list, a task a line."""
    named = options.settings.get(COMPLETED_BY.name, COMPLETED_BY.default) == "yes"
    chosen = frozenset(
        attribute.name for attribute in options.scheme.attributes if attribute.type in ("choice", "choices")
    )
    before = b"[\n"
    for record in records:
        yield before + json_line(_task(record, chosen, named=named))[:-1]
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _task(record: Record, chosen: frozenset[str], *, named: bool) -> Row:
    flat = give_flat(record, OF_DATA)
    task: Row = {}
    number = key_as_id(record.key)
    if type(number) is int:
        task["id"] = number
    task["data"] = {"text": record.text, "key": record.key, **flat}
    if record.extra:
        deeper = {name: value for name, value in record.extra.items() if name in OF_TASK}
        if deeper:
            task["data"]["extra"] = deeper
        else:
            del task["data"]["extra"]
        task.update((name, value) for name, value in record.extra.items() if name not in deeper)
    task["annotations"] = list(_annotations(record, chosen, named=named))
    if record.suggestions:
        task["predictions"] = _predictions(record, chosen)
    return task


def _annotations(record: Record, chosen: frozenset[str], *, named: bool) -> Iterator[Row]:
    reviews = {review.annotator: review for review in record.reviews}
    ids = _ids([span[:5] for span in record.spans])
    for annotator in sorted({span[3] for span in record.spans} | reviews.keys()):
        review = reviews.get(annotator)
        answer = NOBODY if review is None else parted(review, named=named)
        whose = {"annotator": annotator} if annotator else {}
        keys = answer.keys
        if review is None and named and annotator:
            keys = {**keys, "completed_by": completed_by(annotator)}
        result: list[Any] = []
        for span, id in zip(record.spans, ids, strict=True):
            if span[3] == annotator:
                result += _span(span, id, record.text, chosen)
        for name, head, tail, own, extra in record.relations:
            if record.spans[head - 1].annotator == annotator:
                result.append(_relation(name, ids[head - 1], ids[tail - 1], own if own != annotator else None, extra))
        yield {**keys, **whose, "result": [*result, *answer.raw]}
        for more in answer.more:
            yield {**more, **whose, "was_cancelled": True, "result": more.get("result", [])}


def _ids(identities: Sequence[tuple[Any, ...]]) -> list[str]:
    """Short ids, the same for the same span in every export; with a number where two would be alike."""
    found: dict[str, int] = {}
    ids = []
    for identity in identities:
        id = blake2b(repr(identity).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        found[id] = found.get(id, 0) + 1
        ids.append(id if found[id] == 1 else f"{id}-{found[id]}")
    return ids


def results_of_spans(spans: Sequence[RecordSpan], text: str) -> list[Row]:
    """Spans as the results of an annotation."""
    ids = _ids([span[:5] for span in spans])
    return [result for span, id in zip(spans, ids, strict=True) for result in _span(span, id, text, frozenset())]


def _span(span: RecordSpan, id: str, text: str, chosen: frozenset[str]) -> list[Row]:
    start, end, label = span[:3]
    place = {"start": start, "end": end, "text": text[start:end]}
    result: Row = {
        "id": id,
        "from_name": LABELS,
        "to_name": TEXT,
        "type": "labels",
        "origin": "manual",
        "value": {**place, "labels": [label]},
    }
    if span[4:] == _NO_DETAILS:
        return [result]
    meta: Row = {}
    if span.note:
        meta["text"] = [span.note]
    if span.doubt:
        meta["doubt"] = True
    if span.origin:
        meta["origin"] = span.origin
    if span.actor:
        meta["actor"] = span.actor
    unknown = _give_extra(result, meta, span.extra or {}, "")
    return [result, *_attributes(span.attributes or {}, id, place, chosen), *unknown]


def _suggestion(suggestion: RecordSuggestion, id: str, text: str, chosen: frozenset[str]) -> list[Row]:
    start, end, label = suggestion[:3]
    place = {"start": start, "end": end, "text": text[start:end]}
    result: Row = {
        "id": id,
        "from_name": LABELS,
        "to_name": TEXT,
        "type": "labels",
        "value": {**place, "labels": [label]},
    }
    if suggestion.score is not None:
        result["score"] = suggestion.score
    meta: Row = {}
    if suggestion.note:
        meta["text"] = [suggestion.note]
    if suggestion.state is not SuggestionState.OPEN:
        meta["state"] = suggestion.state.value
    unknown = _give_extra(result, meta, suggestion.extra or {}, "score")
    return [result, *_attributes(suggestion.attributes or {}, id, place, chosen), *unknown]


def _give_extra(result: Row, meta: Row, extra: Row, taken: str) -> list[Row]:
    """Put unknown keys where they came from; return further results that are kept among them."""
    rest = dict(extra)
    unknown = rest.get("results")
    more: list[Row] = []
    if isinstance(unknown, list) and unknown and all(map(is_unknown, unknown)):
        more = [{**item, "id": result["id"]} for item in rest.pop("results")]
    for name, usual in (("from_name", LABELS), ("to_name", TEXT)):
        if rest.get(name, usual) != usual:
            result[name] = rest.pop(name)
    kept = rest.get("meta")
    if isinstance(kept, dict) and kept and OF_META.isdisjoint(kept):
        meta.update(rest.pop("meta"))
    result.update((name, rest.pop(name)) for name in list(rest) if name not in OF_RESULT | {"results", taken})
    if rest:
        meta["extra"] = rest
    if meta:
        result["meta"] = meta
    return more


def _attributes(attributes: Mapping[str, AttributeValue], id: str, place: Row, chosen: frozenset[str]) -> Iterator[Row]:
    """What is said of a region, each a result with its id."""
    for name, value in attributes.items():
        result: Row = {"id": id, "from_name": name, "to_name": TEXT, "origin": "manual"}
        if isinstance(value, bool):
            result |= {
                "type": "choices",
                "attribute": "flag",
                "value": {**place, "choices": ["yes" if value else "no"]},
            }
        elif isinstance(value, list):
            result |= {"type": "choices", "value": {**place, "choices": value}}
            if len(value) < 2:
                result["attribute"] = "list"
        elif isinstance(value, str):
            kind, where = ("choices", "choices") if name in chosen else ("textarea", "text")
            result |= {"type": kind, "value": {**place, where: [value]}}
        else:
            result |= {"type": "number", "value": {**place, "number": value}}
        yield result


def _relation(name: str, head: str, tail: str, annotator: str | None, extra: Row | None) -> Row:
    rest = dict(extra or {})
    both = rest.get("direction") == "bi"
    value: Row = {
        "type": "relation",
        "from_id": head,
        "to_id": tail,
        "direction": rest.pop("direction") if both else "right",
        "labels": [name],
    }
    if annotator is not None:
        value["annotator"] = annotator
    value.update((key, rest.pop(key)) for key in list(rest) if key not in OF_RELATION)
    if rest:
        value["extra"] = rest
    return value


def _predictions(record: Record, chosen: frozenset[str]) -> list[Row]:
    found: dict[str, list[Row]] = {}
    ids = _ids([suggestion[:4] for suggestion in record.suggestions])
    for suggestion, id in zip(record.suggestions, ids, strict=True):
        found.setdefault(suggestion.provider, []).extend(_suggestion(suggestion, id, record.text, chosen))
    return [{"model_version": provider, "result": result} for provider, result in found.items()]
