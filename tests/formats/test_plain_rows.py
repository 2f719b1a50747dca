"""Rows with a text and no spans come in with all they say: PLOVER's gold standard records are such a list."""

from __future__ import annotations

import json
from typing import Any

import pytest

from annotator.formats.base import ReadOptions, Source
from annotator.formats.jsonl import Jsonl
from annotator.formats.look import Look
from annotator.model.record import Problem, Record
from tests.conftest import REPOSITORY

PLOVER = REPOSITORY.parent / "shared" / "corpus" / "annotated" / "plover" / "PLOVER_GSR_CAMEO.json.txt"


@pytest.fixture(scope="module")
def plover() -> bytes:
    if not PLOVER.exists():
        pytest.skip("../shared is not here")
    return PLOVER.read_bytes()


def test_every_row_of_plover_comes_in_or_is_named(plover: bytes):
    rows: list[dict[str, Any]] = json.loads(plover)
    found = list(Jsonl().read(Source.of("plover.json", plover), ReadOptions()))
    records = [item for item in found if isinstance(item, Record)]
    problems = [item for item in found if isinstance(item, Problem)]
    with_text = [row for row in rows if row.get("text")]
    assert len(records) == len(with_text) > 300
    assert len(problems) == len(rows) - len(with_text)
    assert all("“text”" in problem.reason for problem in problems)
    for record, row in zip(records, with_text, strict=True):
        assert (record.key, record.text) == (row.pop("id"), row.pop("text"))
        assert record.language == row.pop("language", "")
        assert record.meta == row


def test_plover_is_told_by_its_rows(plover: bytes):
    assert Jsonl().sniff(Look("plover.json.txt", plover[:65_536])) == "its rows are JSON objects with a text"
