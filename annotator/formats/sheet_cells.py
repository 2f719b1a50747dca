"""Cells of tables for people who count: guarded against formulas, and the names of their columns.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-``, ``@`` or their like as a formula. Such cells get an
apostrophe in front, and so do cells that begin with an apostrophe themselves; reading takes one apostrophe away
where one of these characters follows it. So every text comes back as it was.
"""

from __future__ import annotations

import json
from typing import Any

GUARDED = frozenset("=+-@|\t\r\n＝＋－＠｜'")
"""What a cell may not begin with: what begins a formula in some spreadsheet, and the apostrophe that guards it."""

OWN = ("document", "label", "text", "start", "end", "sentence")
"""The first columns; a table that has them all was written here."""

BASE = (*OWN, "annotator", "note", "doubt", "actor", "status", "title", "language")
"""The columns every table has, in their order."""

SOMETIMES = ("origin", "document note", "read to")
"""Columns that stand after them if any row says something there."""

META, ATTRIBUTE = "meta.", "attribute."


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in GUARDED and cell else cell


def unguarded(cell: str) -> str:
    """The text that ``guarded`` made a cell of."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in GUARDED and len(cell) > 1 else cell


def as_text(value: Any) -> str:  # noqa: ANN401
    """A value of metadata or of an attribute as a cell shows it; empty for none."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)
