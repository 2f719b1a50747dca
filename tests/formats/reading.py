"""Short verbs for format tests: read bytes, split what comes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.jsonl import Jsonl
from annotator.formats.text import Text
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from annotator.formats.base import Format


def read(data: bytes, name: str = "in.jsonl", encoding: str | None = None) -> list[Record | Problem | Remark]:
    chosen: Format = Text() if name.endswith(".txt") else Jsonl()
    return list(chosen.read(Source.of(name, data), ReadOptions(encoding)))


def records(data: bytes, **options: str) -> list[Record]:
    return [item for item in read(data, **options) if isinstance(item, Record)]


def problems(data: bytes, **options: str) -> list[Problem]:
    return [item for item in read(data, **options) if isinstance(item, Problem)]


def row(**keys: object) -> bytes:
    return json.dumps(keys, ensure_ascii=False).encode() + b"\n"


def span(**keys: object) -> dict[str, Any]:
    return {"start": 0, "end": 6, "label": "actor", "annotator": "ana", **keys}


def write(*items: Record) -> bytes:
    return b"".join(Jsonl().write(items, WriteOptions()))
