"""Short verbs for the formats that are read for their text."""

from __future__ import annotations

from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.registry import format_by_name
from annotator.model.record import Problem, Record


def read(name: str, data: bytes, **settings: str) -> list[Record | Problem | Remark]:
    return list(format_by_name(name).read(Source.of(f"file.{name}", data), ReadOptions(settings=settings)))


def only(name: str, data: bytes, **settings: str) -> Record:
    """The document, which has to be the last thing that comes."""
    *_, record = read(name, data, **settings)
    assert isinstance(record, Record), record
    return record


def remarks(name: str, data: bytes, **settings: str) -> list[str]:
    return [item.text for item in read(name, data, **settings) if isinstance(item, Remark)]


def refusal(name: str, data: bytes, **settings: str) -> str:
    """The one sentence that a bad file is refused with."""
    [problem] = read(name, data, **settings)
    assert isinstance(problem, Problem), problem
    assert problem.rejects == "file"
    assert "\n" not in problem.reason
    return problem.reason
