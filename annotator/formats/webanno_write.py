"""Records to WebAnno TSV: a file for each document, and the listing of documents."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from annotator.formats import beside as details
from annotator.formats import folders
from annotator.formats.base import Piece
from annotator.formats.fitting import only_spans, without_suggestions
from annotator.formats.layer_names import OUR_FEATURES, RELATIONS, SPANS
from annotator.formats.quotes import mapper
from annotator.formats.tokens import token_sentences, tokens
from annotator.formats.tokens_fit import BLANK_SPANS, Places
from annotator.formats.units import Unit
from annotator.formats.webanno import SHOWN_TRIMMED
from annotator.formats.webanno_lines import escaped, escaped_text
from annotator.formats.webanno_units import trimmed
from annotator.model.document import text_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.fitting import Losses
    from annotator.model.record import Record, RecordRelation, RecordSpan

_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def fit(record: Record, losses: Losses) -> Record:
    """Everything but suggestions and spans of blanks; what other tools see otherwise is counted."""
    record = without_suggestions(record, losses)
    shown = [trimmed(record.text, details.pieces_of(span)) for span in record.spans]
    if not all(shown):
        losses[BLANK_SPANS] += shown.count(())
        record = only_spans(record, [bool(pieces) for pieces in shown], losses)
    for span, pieces in zip(record.spans, filter(None, shown), strict=True):
        if span.fragments:
            losses[details.SHOWN_WHOLE] += 1
        if (span.start, span.end) != pieces[0]:
            losses[SHOWN_TRIMMED] += 1
    return record


def write(records: Iterable[Record]) -> Iterator[Piece]:
    """Yield the files of a folder; each record is as ``fit`` made it."""
    yield Piece(folders.LISTING, b"")
    for record in records:
        stem = folders.safe_stem(record.key, (".tsv",))
        words = tokens(record.text)
        before = record.text[: words[0].start] if words else record.text
        yield Piece(f"{stem}.tsv", _Document(record).data())
        row = folders.listed(record, stem, before=before, sha256=text_sha256(record.text))
        yield Piece(folders.LISTING, row)


class _Document:
    """One document as rows of tokens, each with the annotations on it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.words = tokens(record.text)
        self.places = Places(self.words)
        self.units = mapper(record.text, Unit.UTF_16)
        self.attributes = sorted(
            {name for span in record.spans for name, value in (span.attributes or {}).items() if _shows(name, value)}
        )
        self.whole: dict[int, list[int]] = {}
        """Number of a token -> the spans (numbered from 0) that take all of it."""
        self.parts: dict[int, dict[tuple[int, int], list[int]]] = {}
        """Number of a token -> the parts of it that spans take, and those spans."""
        self.first: list[tuple[int, tuple[int, int] | None]] = []
        """Of each span, where it begins: a token, and the part of it unless it is all of it."""
        self.features: dict[int, list[str]] = {}
        """Of each span whose first row was written, what stands in its columns."""
        self.nothing = "_\t" * (len(OUR_FEATURES) + len(self.attributes) + 4)
        self.firsts = [0]
        """Of each sentence, its first token; then how many tokens there are."""
        for number, span in enumerate(record.spans):
            self._lay(number, span)
        self.relations: dict[tuple[int, tuple[int, int] | None], list[RecordRelation]] = {}
        for relation in record.relations:
            self.relations.setdefault(self.first[relation.tail - 1], []).append(relation)

    def _lay(self, number: int, span: RecordSpan) -> None:
        [(start, end)] = trimmed(self.record.text, details.pieces_of(span))
        first, past = self.places.run(start, end)
        for token in range(first, past):
            word = self.words[token]
            part = (max(start, word.start), min(end, word.end))
            is_whole = part == (word.start, word.end)
            if is_whole:
                self.whole.setdefault(token, []).append(number)
            else:
                self.parts.setdefault(token, {}).setdefault(part, []).append(number)
            if token == first:
                self.first.append((token, None if is_whole else part))

    def data(self) -> bytes:
        features = "|".join((*OUR_FEATURES, *self.attributes))
        lines = [
            "#FORMAT=WebAnno TSV 3.3",
            f"#T_SP={SPANS}|{features}",
            f"#T_RL={RELATIONS}|label|annotator|details|BT_{SPANS}",
            "",
        ]
        groups = list(token_sentences(self.record.text, self.record.language))
        ends = [*(words[0].start for words in groups[1:]), len(self.record.text)]
        for words in groups:
            self.firsts.append(self.firsts[-1] + len(words))
        for sentence, words in enumerate(groups):
            lines.append("")
            text = self.record.text[words[0].start : ends[sentence]]
            lines += [f"#Text={escaped_text(line)}" for line in text.split("\n")]
            for token in range(self.firsts[sentence], self.firsts[sentence] + len(words)):
                lines += self._rows(token)
        return "".join(line + "\n" for line in lines).encode("utf-8")

    def _rows(self, token: int) -> Iterator[str]:
        yield self._row(token, None, self.whole.get(token, []))
        for part, spans in sorted(self.parts.get(token, {}).items()):
            yield self._row(token, part, spans)

    def _row(self, token: int, part: tuple[int, int] | None, spans: list[int]) -> str:
        start, end = part or self.words[token]
        first, last = self.units.from_code_points(start), self.units.from_code_points(end)
        cells = [self._address(token, part), f"{first}-{last}", escaped_text(self.record.text[start:end])]
        relations = self.relations.get((token, part), [])
        if not spans and not relations:  # as most tokens
            return "\t".join([*cells, self.nothing])
        columns = [self.features.get(number) or self._features(number) for number in spans]
        cells += [
            "|".join(f"{column[place]}[{number + 1}]" for number, column in zip(spans, columns, strict=True)) or "_"
            for place in range(len(OUR_FEATURES) + len(self.attributes))
        ]
        cells += ["|".join(values) or "_" for values in zip(*map(self._relation, relations), strict=True)] or ["_"] * 4
        return "\t".join(cells) + "\t"

    def _address(self, token: int, part: tuple[int, int] | None) -> str:
        sentence = bisect_right(self.firsts, token) - 1
        address = f"{sentence + 1}-{token - self.firsts[sentence] + 1}"
        return address if part is None else f"{address}.{sorted(self.parts[token]).index(part) + 1}"

    def _features(self, number: int) -> list[str]:
        span = self.record.spans[number]
        attributes = {name: value for name, value in (span.attributes or {}).items() if not _shows(name, value)}
        left = details.of_span(span, ("annotator", "note", "actor", "attributes"))
        if attributes:
            left["attributes"] = attributes
        pieces = details.pieces_of(span)
        if trimmed(self.record.text, pieces) != pieces:
            left["pieces"] = pieces
        values = [span.label, span.annotator, span.note, span.actor, details.written(left) if left else ""]
        shown = [
            str((span.attributes or {}).get(name, "")) if name not in attributes else "" for name in self.attributes
        ]
        self.features[number] = [escaped(value) if value else "*" for value in values + shown]
        return self.features[number]

    def _relation(self, relation: RecordRelation) -> list[str]:
        left = details.of_relation(relation, ("annotator",))
        values = [relation.type, relation.annotator, details.written(left) if left else ""]
        address = self._address(*self.first[relation.head - 1])
        return [
            *(escaped(value) if value else "*" for value in values),
            f"{address}[{relation.head}_{relation.tail}]",
        ]


def _shows(name: str, value: object) -> bool:
    """Whether an attribute can be a feature of its own."""
    return bool(isinstance(value, str) and value and _FEATURE.fullmatch(name) and name.lower() not in OUR_FEATURES)
