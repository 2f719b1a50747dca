"""Whatever stands in a row of another tool, its reader says what is wrong with it and reads on."""

from __future__ import annotations

import copy
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.formats.look import Look
from annotator.formats.registry import format_by_name
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "Halvia 😀 warned Osterland.\r\n"
SPAN = {"start": 0, "end": 6, "label": "actor"}
OTHER = {"start": 16, "end": 25, "label": "actor"}
REGION = {
    "id": "a",
    "from_name": "label",
    "to_name": "text",
    "type": "labels",
    "origin": "manual",
    "meta": {"text": ["note"], "doubt": True, "origin": "x", "actor": "y", "state": "open", "extra": {}},
    "score": 0.5,
    "value": {"start": 0, "end": 6, "text": "Halvia", "labels": ["actor"]},
}
CHOICE = {"id": "a", "from_name": "form", "type": "choices", "value": {"start": 0, "end": 6, "choices": ["direct"]}}
RELATION = {"type": "relation", "from_id": "a", "to_id": "a", "direction": "bi", "labels": ["by"], "extra": {}}
ROWS: dict[str, list[dict[str, Any]]] = {
    "doccano": [
        {
            "id": 1,
            "text": TEXT,
            "entities": [{"id": 1, "start_offset": 0, "end_offset": 6, "label": "actor", "text": "Halvia"}],
            "relations": [{"id": 1, "from_id": 1, "to_id": 1, "type": "by"}],
            "label": [[0, 6, "actor"]],
            "title": "T",
            "language": "en",
            "meta": {"a": 1},
            "extra": {"b": 1},
            "Comments": [],
        }
    ],
    "prodigy": [
        {
            "id": "k",
            "text": TEXT,
            "spans": [
                {**SPAN, "text": "Halvia", "token_start": 0, "token_end": 0, "note": "n", "attributes": {"a": [1]}},
                {**OTHER, "answer": "reject", "extra": {}},
            ],
            "tokens": [{"text": "Halvia", "start": 0, "end": 6, "id": 0, "ws": True}],
            "relations": [{"head": 0, "child": 0, "head_span": SPAN, "label": "by", "extra": {}}],
            "_input_hash": 1,
            "_task_hash": 2,
            "_session_id": "ana",
            "_annotator_id": "ana",
            "_is_binary": False,
            "answer": "accept",
            "review": {"status": "done", "note": "n", "read_to": 3, "extra": {"more": []}},
            "meta": {"a": 1},
            "extra": {"b": 1},
        }
    ]
    * 2,
    "label-studio": [
        {
            "id": 1,
            "data": {"text": TEXT, "key": "k", "title": "T", "meta": {}, "extra": {}},
            "annotations": [
                {
                    "id": 1,
                    "annotator": "ana",
                    "completed_by": {"email": "a@b.c"},
                    "was_cancelled": False,
                    "status": "done",
                    "note": "n",
                    "read_to": 3,
                    "extra": {"answers": [], "more": []},
                    "result": [REGION, CHOICE, RELATION, {**CHOICE, "id": "q", "value": {"choices": ["x"]}}],
                },
                {"annotator": "ana", "was_cancelled": True, "result": [REGION]},
            ],
            "predictions": [{"model_version": "m1", "score": 0.9, "result": [REGION, CHOICE]}],
            "drafts": [],
        },
        {"id": 2, "text": TEXT, "ner": [REGION["value"]], "annotator": 1, "annotation_id": 2},
    ],
    "argilla": [
        {
            "id": "k",
            "fields": {"text": TEXT, "more": "x"},
            "metadata": {"title": "T", "meta": {}, "extra": {}},
            "responses": {
                "spans": [
                    {"value": [SPAN], "user_id": "ana", "status": "submitted", "review": {"note": "n", "extra": {}}},
                    {"value": [OTHER], "user_id": "ben", "status": "discarded"},
                ],
                "tone": [{"value": "x", "user_id": "ana", "status": "submitted"}],
            },
            "suggestions": {"spans": {"value": [{**SPAN, "score": 1}], "score": [0.5], "agent": "m1"}},
        },
        {
            "fields": {"text": TEXT},
            "responses": [{"user_id": "ana", "status": "draft", "values": {"spans": {"value": [SPAN]}}}],
            "suggestions": [{"question_name": "spans", "value": [SPAN], "score": 0.5, "agent": "m1"}],
        },
        {"text": TEXT, "spans.responses": [[SPAN]], "spans.responses.users": ["u"], "spans.suggestion": [SPAN]},
    ],
}
WRONG: tuple[Any, ...] = (
    *(None, True, 5, -1, 1.5, 10**15, "", " ", "x", "x" * 1001, "7", [], [[]], [None], ["x"], [1, 2, 3], {}),
    *({"a": 1}, {"value": []}, [{}], {"start": "x", "end": []}, [{"value": {"start": None}}]),
)
every_tool = pytest.mark.parametrize("name", ROWS)


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to each value inside a value."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: object) -> Any:  # noqa: ANN401
    changed = copy.deepcopy(value)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return changed


def without(value: Any, path: tuple[Any, ...]) -> Any:  # noqa: ANN401
    changed = copy.deepcopy(value)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return changed


def read(name: str, rows: object) -> list[Record | Problem | Remark]:
    return list(format_by_name(name).read(Source.of("in.json", json.dumps(rows).encode()), ReadOptions()))


@every_tool
def test_any_wrong_value_anywhere_is_named_or_kept_and_what_is_read_can_be_written(name: str):
    chosen = format_by_name(name)
    rows = ROWS[name]
    for path in places(rows):
        for new in WRONG:
            changed = put(rows, path, new)
            found = read(name, changed)
            for said in found:
                if not isinstance(said, Record):
                    assert "Traceback" not in str(said)
                    assert str(said).startswith("in.json")
            records = [item for item in found if isinstance(item, Record)]
            assert records or any(isinstance(item, Problem) for item in found)
            fitted = [chosen.fit(record, WriteOptions(), Losses()) for record in records]
            data = b"".join(bytes(piece) for piece in chosen.write(fitted, WriteOptions()))  # type: ignore[arg-type]
            again = list(chosen.read(Source.of("again.json", data), ReadOptions()))
            assert [str(item) for item in again if isinstance(item, Problem)] == []
            spans = [len(item.spans) for item in again if isinstance(item, Record)]
            assert sum(spans) == sum(len(record.spans) for record in fitted)


@every_tool
def test_any_key_may_be_missing(name: str):
    for path in places(ROWS[name]):
        read(name, without(ROWS[name], path))


@every_tool
def test_a_first_look_never_stumbles(name: str):
    chosen = format_by_name(name)
    for path in places(ROWS[name]):
        for new in WRONG:
            chosen.sniff(Look("in.json", json.dumps(put(ROWS[name], path, new)).encode()))


@every_tool
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_marked_encodings_are_read(name: str, encoding: str):
    data = json.dumps(ROWS[name], ensure_ascii=False)
    if encoding == "utf-16-be":
        data = "\ufeff" + data
    found = list(format_by_name(name).read(Source.of("in.json", data.encode(encoding)), ReadOptions()))
    assert [str(item) for item in found if not isinstance(item, Remark)] == [
        str(item) for item in read(name, ROWS[name]) if not isinstance(item, Remark)
    ]


@every_tool
@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><html><body>x</body></html>",
        b"\xff\xfe\x00",
        b"PK\x03\x04" + b"\0" * 100,
        b"[" * 100_000,
        b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'[{"text": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}]",
        b"text,label\na,b\n",
        b"\x00" * 1000,
        "[{“text”: 1}]".encode(),
        b'[{"text": "\\ud800"}]',
        b'[{"text": "a\\u0000"}]',
        b'[{"text": "caf\xe9"}]',
    ],
    ids=range(12),
)
def test_what_is_no_such_file_is_refused_in_a_sentence_or_two(name: str, data: bytes):
    begun = time.monotonic()
    found = list(format_by_name(name).read(Source.of("in.json", data), ReadOptions()))
    assert time.monotonic() - begun < 5
    assert not any(isinstance(item, Record) for item in found)
    assert 1 <= len([item for item in found if isinstance(item, Problem)]) <= 2
    assert all(str(item).startswith("in.json") for item in found)


@every_tool
def test_an_empty_file_is_said_to_be_empty(name: str):
    for data in (b"", b"\n", b"[]"):
        found = list(format_by_name(name).read(Source.of("in.json", data), ReadOptions()))
        assert [str(item)[:21] for item in found] == ["in.json: it is empty:"]
