"""What the layers of a WebAnno TSV document say, onto its record.

Annotations of span layers become spans, relations relations (from their source to the row they stand in), the links
of a chain spans with a relation from each to the next, slots relations named by their role. The label is one
feature's value, other features are attributes; the layer's full name is kept as ``layer`` in ``extra``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.formats import beside as details
from annotator.formats.base import LIMITS, ReadOptions, Remark
from annotator.formats.layer_names import RELATIONS, SPANS, is_read, label_of, names_asked_for
from annotator.formats.webanno_lines import Layer, Row, Tsv, value, values
from annotator.formats.webanno_units import pieces, trimmed
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ADDRESS = re.compile(r"([0-9]+-[0-9]+(?:\.[0-9]+)?)(?:\[([0-9]+)(?:_([0-9]+))?\])?")
_LINK = re.compile(r"(.*)->([0-9]+)-([0-9]+)", re.DOTALL)


@dataclass(slots=True)
class _Annotation:
    layer: Layer
    line: int
    rows: list[Row] = field(default_factory=list)
    features: dict[str, str] = field(default_factory=dict)
    number: int = 0
    """In the record's spans, from 1; 0 as long as it is none."""


def read_layers(
    record: Record, tsv: Tsv, where: Mapping[str, tuple[int, int]], options: ReadOptions
) -> Iterator[Problem | Remark]:
    """Add what the layers say to a record whose text is there, and name what could not be taken."""
    chosen = names_asked_for(options.settings.get("layers", ""))
    yield from _Layers(record, tsv, where, options.settings.get("label", ""), chosen).read()


class _Layers:
    """The annotations of one document while they find each other."""

    def __init__(
        self, record: Record, tsv: Tsv, where: Mapping[str, tuple[int, int]], label: str, chosen: list[str]
    ) -> None:
        self.record, self.tsv, self.where, self.label = record, tsv, where, label
        self.rows = [row for sentence in tsv.sentences for row in sentence.rows]
        order = dict.fromkeys(row.token for row in self.rows)
        self.order = {token: place for place, token in enumerate(order)}
        self.annotations: dict[tuple[str, str], _Annotation] = {}
        """Layer and number, or layer and address where it has no number."""
        self.said: list[Problem | Remark] = []
        self.taken = [layer for layer in tsv.layers if _is_chosen(layer, chosen)]
        self.spanned = {layer.type for layer in self.taken if layer.kind == "SP"}

    def read(self) -> Iterator[Problem | Remark]:
        for layer in self.tsv.layers:
            if layer not in self.taken:
                count = sum(bool(values(row.cells[layer.first])) for row in self.rows)
                if count:
                    how = f"read it with --set layers={layer.short}"
                    self._remark(f"the layer {layer.short} ({count:,} places) says something of tokens; {how}")
            elif layer.kind == "SP":
                self._spans(layer)
        self._finish()
        for layer in self.taken:
            if layer.kind == "RL":
                self._relations(layer)
            elif layer.kind == "CH":
                self._chains(layer)
            else:
                self._slots(layer)
        yield from self.said

    def _remark(self, text: str) -> None:
        self.said.append(Remark(self.record.file, 0, text))

    def _problem(self, line: int, reason: object, rejects: str) -> None:
        self.said.append(Problem(self.record.file, line, str(reason), rejects))  # type: ignore[arg-type]

    def _spans(self, layer: Layer) -> None:
        for row in self.rows:
            for place, feature in enumerate(layer.columns):
                if feature.startswith("->"):
                    continue
                for number, raw in values(row.cells[layer.first + place]):
                    found = self.annotations.setdefault(
                        (layer.type, number or row.address), _Annotation(layer, row.line)
                    )
                    if not found.rows or found.rows[-1] is not row:
                        found.rows.append(row)
                    said = value(raw)
                    if said is not None and feature and not feature.startswith("ROLE_"):
                        found.features.setdefault(feature, said)

    def _finish(self) -> None:
        for key, found in self.annotations.items():
            try:
                self.record.spans.append(self._span(found))
                found.number = len(self.record.spans)
            except InputError as error:
                self._problem(found.line, f"{found.layer.short} {key[1]}: {error}", "span")

    def _span(self, found: _Annotation) -> RecordSpan:
        shown = pieces([(self.order[row.token], *self.where[row.address]) for row in found.rows])
        if not shown:
            at = ", ".join(f"{row.start}–{row.end}" for row in found.rows)
            raise InputError(f"it has no width (at {at}); a span holds one character at least")
        features = dict(found.features)
        layer = found.layer
        name = self._label_of(layer)
        label = features.pop(name, "") or layer.short
        if not label.strip() or len(label) > LIMITS["name"]:
            raise InputError(f"its label is empty or longer than {LIMITS['name']} characters")
        span = details.with_pieces(RecordSpan(0, 1, label), shown)
        if layer.type != SPANS or "details" not in layer.features:
            extra = {"layer": layer.type}
            return span._replace(attributes=dict(sorted(features.items())) or None, extra=extra)
        said = details.taken(features.pop("details")) if "details" in features else {}
        text = self.record.text
        exact = details.exact(said, shown, lambda made: trimmed(text, made), len(text))
        plain: dict[str, Any] = {key: features.pop(key) for key in ("annotator", "note", "actor") if key in features}
        if features:
            plain["attributes"] = features
        return details.onto_span(details.onto_span(details.with_pieces(span, exact), plain), said)

    def _label_of(self, layer: Layer) -> str:
        """The feature of a layer that is its label; empty if it has none, and the layer's name is it."""
        return label_of([feature for feature in layer.features if not feature.startswith("ROLE_")], self.label)

    def _found(self, layer: str, address: str, number: str) -> int:
        """The span of a layer that an address with a number means (0 or none: the only one there)."""
        own = number if number.strip("0") else address
        found = self.annotations.get((layer, own))
        if found is None or not found.number:
            shown = f"{address}[{number}]" if number else address
            raise InputError(f"an end of it is {shown}, where no span of the layer is or none was taken")
        return found.number

    def _relations(self, layer: Layer) -> None:
        missing = 0
        for row in self.rows:
            targets = values(row.cells[layer.first + len(layer.columns) - 1])
            ends = [raw + (f"[{number}]" if number else "") for number, raw in targets]
            if layer.base not in self.spanned:
                missing += len(ends)
                continue
            said = [values(row.cells[layer.first + place]) for place in range(len(layer.columns) - 1)]
            for place, end in enumerate(ends):
                features = {
                    name: value(column[place][1])
                    for name, column in zip(layer.columns, said, strict=False)
                    if name and len(column) == len(ends)
                }
                try:
                    self._relation(layer, row, end, {name: found for name, found in features.items() if found})
                except InputError as error:
                    self._problem(row.line, f"{layer.short} from {end}: {error}", "relation")
        if missing:
            self._remark(f"{missing:,} relations of the layer {layer.short} link what was not read, and were left out")

    def _relation(self, layer: Layer, row: Row, end: str, features: dict[str, str]) -> None:
        address = _ADDRESS.fullmatch(end)
        if address is None:
            raise InputError("it is no address such as 1-3[2_1]")
        head = self._found(layer.base, address[1], address[2] or "")
        tail = self._found(layer.base, row.address, address[3] or "")
        type_ = features.pop(self._label_of(layer), "") or layer.short
        if not type_.strip() or len(type_) > LIMITS["name"]:
            raise InputError(f"its type is empty or longer than {LIMITS['name']} characters")
        relation = RecordRelation(type_, head, tail)
        if layer.type == RELATIONS and "details" in layer.features:
            said = details.taken(features.pop("details")) if "details" in features else {}
            plain = {"annotator": features.pop("annotator", "")}
            relation = details.onto_relation(details.onto_relation(relation, plain), said)
        elif features or layer.type != RELATIONS:
            relation = relation._replace(extra={"layer": layer.type, **features})
        self.record.relations.append(relation)

    def _chains(self, layer: Layer) -> None:
        """Each link of a chain a span, and a relation from each to the next."""
        names = layer.columns if len(layer.columns) == 2 else ["referenceRelation", "referenceType"]
        relation_first = "relation" in names[0].lower()
        links: dict[tuple[int, int], _Annotation] = {}
        for row in self.rows:
            one, two = (values(row.cells[layer.first + place]) for place in (0, 1))
            relations, types = (one, two) if relation_first else (two, one)
            kinds = {number: value(raw) for number, raw in types}
            for number, raw in relations:
                found = _LINK.fullmatch(raw)
                if found is None:
                    self._problem(row.line, f"{layer.short}: “{raw}” is no link such as “*->1-2”", "span")
                    continue
                made = links.setdefault((int(found[2]), int(found[3])), _Annotation(layer, row.line))
                made.rows.append(row)
                kind = kinds.get(found[2]) or kinds.get(number)
                if kind:
                    made.features["type"] = kind
                if said := value(found[1]):
                    made.features["relation"] = said
        before: tuple[int, _Annotation] | None = None
        for (chain, _), made in sorted(links.items()):
            relation = made.features.pop("relation", "")
            try:
                span = self._span(_Annotation(Layer("CH", layer.type, ["type"]), made.line, made.rows, made.features))
            except InputError as error:
                self._problem(made.line, f"{layer.short} {chain}: {error}", "span")
                continue
            self.record.spans.append(span._replace(attributes={"chain": chain}))
            made.number = len(self.record.spans)
            if before is not None and before[0] == chain:
                type_ = before[1].features.get("next") or layer.short
                self.record.relations.append(
                    RecordRelation(type_, before[1].number, made.number, extra={"layer": layer.type})
                )
            if relation:
                made.features["next"] = relation
            before = (chain, made)

    def _slots(self, layer: Layer) -> None:
        """Each filled slot of an annotation a relation to what fills it."""
        done: set[tuple[int, str, str]] = set()
        for place, feature in enumerate(layer.columns):
            if not feature.startswith("ROLE_"):
                continue
            name = feature.partition(":")[2].partition("_")[0] or feature
            for row in self.rows:
                roles = values(row.cells[layer.first + place])
                targets = row.cells[layer.first + place + 1].split("|") if roles else []
                for (number, raw), ends in zip(roles, targets, strict=False):
                    head = self.annotations[layer.type, number or row.address].number
                    for role, end in zip(raw.split(";"), ends.split(";"), strict=False):
                        if end in ("_", "*") or (head, role, end) in done:
                            continue
                        done.add((head, role, end))
                        try:
                            self._slot(layer, head, value(role) or name, end)
                        except InputError as error:
                            self._problem(row.line, f"{layer.short}, {name} {end}: {error}", "relation")

    def _slot(self, layer: Layer, head: int, role: str, end: str) -> None:
        address = _ADDRESS.fullmatch(end)
        if not head:
            raise InputError("its span was not taken")
        if address is None:
            raise InputError("it is no address such as 1-3[2]")
        own = address[2] if (address[2] or "").strip("0") else address[1]
        for kind in self.spanned:
            found = self.annotations.get((kind, own))
            if found is not None and found.number and any(row.address == address[1] for row in found.rows):
                self.record.relations.append(RecordRelation(role, head, found.number, extra={"layer": layer.type}))
                return
        raise InputError("no span that was taken stands there")


def _is_chosen(layer: Layer, chosen: list[str]) -> bool:
    return is_read(layer.type, chosen) or (layer.kind == "RL" and is_read(layer.base, chosen) and bool(chosen))
