"""spaCy's documents as JSON (``Doc.to_json``), read and written without spaCy; its simple training tuples are read.

Source: ``Doc.to_json`` and ``Doc.from_json`` of spaCy 3. Offsets are code points, ends exclusive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

_TUPLES = re.compile(r'\s*\[\s*(?:\[\s*)?"')


class SpacyJson(FormatBase):
    """One Doc a line."""

    name = "spacy-json"
    title = "spaCy documents as JSON, one a line (Doc.to_json)"
    suffixes = (".jsonl", ".json")
    training = True
    columns = ("text",)

    def sniff(self, look: Look) -> str:
        if _TUPLES.match(look.text) and '"entities"' in look.text:
            return "it holds texts with entities, as spaCy's training examples do"
        for row in look.rows:
            if "text" not in row:
                continue
            if isinstance(row.get("ents"), list):
                return "its rows have text and ents, as spaCy's Doc.to_json writes them"
            if isinstance(row.get("spans"), dict) and isinstance(row.get("tokens"), list):
                return "its rows have text, tokens and groups of spans, as spaCy's Doc.to_json writes them"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.spacy_json_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.spacy_json_write import fit

        return fit(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.spacy_json_write import line

        return map(line, records)
