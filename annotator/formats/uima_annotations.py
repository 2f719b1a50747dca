"""A CAS to a record: its text, and its annotations as spans and relations.

What lies in the index of the text and has a begin and an end is a span, whatever its type, but for tokens,
sentences, parts of speech and the like. What refers to two spans as its ends is a relation; so is every other
reference from span to span, and each filled slot.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from annotator.formats import beside as details
from annotator.formats.base import LIMITS, ReadOptions, Remark
from annotator.formats.layer_names import OUR_FEATURES, RELATIONS, SPANS, is_read, label_of, names_asked_for, short
from annotator.formats.quotes import located
from annotator.formats.titles import title_of
from annotator.formats.uima_cas import ENDS, Cas, Structure
from annotator.formats.uima_names import DOCUMENT, restored, visible
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = ("begin", "end", "sofa")
_SILENT = frozenset(("Token", "Sentence", "DocumentMetaData", "DocumentAnnotation"))
"""Types that every document of DKPro's has, and that say nothing to us."""
_OF_DOCUMENT = ("documentUri", "documentBaseUri", "collectionId")


class Reading:
    """One CAS while its record is made."""

    def __init__(self, cas: Cas, file: str, key: str, options: ReadOptions, annotator: str = "") -> None:
        self.cas, self.annotator = cas, annotator
        self.unit = options.unit or Unit.UTF_16
        self.label = options.settings.get("label", "")
        self.asked_for = names_asked_for(options.settings.get("layers", ""))
        self.used: dict[str, dict[str, None]] = {}
        """Type -> the features that are said of it anywhere in the document."""
        for structure in cas.structures.values():
            self.used.setdefault(structure.type, {}).update(dict.fromkeys(structure.values))
        self.labels: dict[str, str] = {}
        """Type -> the feature that is its label."""
        self.said: list[Problem | Remark] = []
        self.numbers: dict[int, int] = {}
        """Id of an annotation -> number of its span, from 1."""
        self.sofa, text = self._text()
        self.own = self._own()
        text = restored(text, self.own)
        self.record = Record(key, text, file=file, sha256=text_sha256(text))
        self._document()

    def _text(self) -> tuple[int, str]:
        """The text that is annotated, and its id. InputError if there is none."""
        sofas = [found for found in self.cas.structures.values() if found.type == "uima.cas.Sofa"]
        sofas.sort(key=lambda found: found.values.get("sofaID") != "_InitialView")
        for sofa in sofas:
            text = sofa.values.get("sofaString")
            if isinstance(text, str) and text:
                return sofa.id, details.text_in({"text": text})
        raise InputError("it holds no text (a Sofa with a sofaString)")

    def _own(self) -> dict[str, Any]:
        """What we say of a document; empty for documents of others."""
        for found in self.cas.structures.values():
            if found.type == DOCUMENT and isinstance(found.values.get("details"), str):
                return details.taken(found.values["details"])
        return {}

    def _document(self) -> None:
        record = self.record
        if self.own:
            record.key = details.name_in(self.own, "id") or record.key
            self.record = details.onto_document(record, self.own)
            return
        record.title = title_of(record.text)
        for found in self.cas.structures.values():
            if found.values.get("sofa") != self.sofa or "language" not in found.values:
                continue
            title, language = found.values.get("documentTitle"), found.values["language"]
            if isinstance(title, str) and title:
                record.title = title
            if isinstance(language, str) and language != "x-unspecified" and len(language) <= LIMITS["language"]:
                record.language = language
            record.meta.update((name, found.values[name]) for name in _OF_DOCUMENT if name in found.values)

    def read(self) -> Iterator[Problem | Remark]:
        """Add spans and relations to the record, and name what could not be taken."""
        passed: Counter[str] = Counter()
        relations: list[tuple[Structure, tuple[str, str]]] = []
        members = self.cas.members.get(self.sofa)
        for found in self.cas.structures.values():
            if not {"begin", "end"} <= found.values.keys() or found.type == DOCUMENT:
                continue
            if found.values.get("sofa") != self.sofa:
                passed["annotations of other texts"] += 1
            elif members is not None and found.id not in members:
                passed["annotations that are in no index"] += 1
            elif ends := _ends(found):
                relations.append((found, ends))
            elif not is_read(found.type, self.asked_for):
                if short(found.type) not in _SILENT:
                    passed[f"annotations of the type {short(found.type)}"] += 1
            else:
                self._take(found)
        for found, ends in relations:
            self._relation(found, ends, passed)
        for found in list(self.cas.structures.values()):
            if found.id in self.numbers:
                self._references(found)
        for what, count in passed.items():
            self.said.append(Remark(self.record.file, 0, f"{count:,} {what} were left out"))
        yield from self.said

    def _take(self, found: Structure) -> None:
        try:
            self.record.spans.append(self._span(found))
            self.numbers[found.id] = len(self.record.spans)
        except InputError as error:
            reason = f"{short(found.type)} {found.id}: {error}"
            self.said.append(Problem(self.record.file, 0, reason, "span"))

    def _span(self, found: Structure) -> RecordSpan:
        text = self.record.text
        start, end = located(text, found.values["begin"], found.values["end"], unit=self.unit)
        features = {name: value for name, value in found.values.items() if name not in _PLACES and value is not None}
        label = self._name(found, features)
        span = RecordSpan(start, end, label, self.annotator)
        if found.type != SPANS:
            return self._with_features(span, features, {"layer": found.type})
        said = details.taken(str(features.pop("details"))) if "details" in features else {}
        pieces = details.exact(said, ((start, end),), lambda made: ((made[0][0], made[-1][1]),), len(text))
        if "label" in said and visible(details.label_in(said, "label")) == label:
            span = span._replace(label=said["label"])
        plain = {name: features.pop(name) for name in OUR_FEATURES[1:4] if name in features}
        span = self._with_features(details.with_pieces(span, pieces), features, {})
        return details.onto_span(details.onto_span(span, plain), said)

    def _with_features(self, span: RecordSpan, features: dict[str, Any], extra: dict[str, Any]) -> RecordSpan:
        """The span with features as attributes, and as unknown keys where they cannot be that."""
        attributes = {name: value for name, value in features.items() if details.is_attribute_value(value)}
        extra = {**extra, **{name: value for name, value in features.items() if name not in attributes}}
        return span._replace(attributes=dict(sorted(attributes.items())) or None, extra=extra or None)

    def _name(self, found: Structure, features: dict[str, Any]) -> str:
        """The label or type, taken from the features; the short name of the type where none says it."""
        feature = self._label_of(found.type)
        name = str(features.pop(feature)) if isinstance(features.get(feature), str) else ""
        name = name if name.strip() else short(found.type)
        if not name.strip() or len(name) > LIMITS["name"]:
            raise InputError(f"its label is empty or longer than {LIMITS['name']} characters")
        return name

    def _label_of(self, type_: str) -> str:
        """The feature of a type that is its label: one that the type system declares, or, without, that is used."""
        if type_ not in self.labels:
            names = self.cas.types.strings(type_) or [name for name in self.used[type_] if name not in _PLACES]
            self.labels[type_] = label_of(names, self.label)
        return self.labels[type_]

    def _relation(self, found: Structure, ends: tuple[str, str], passed: Counter[str]) -> None:
        head, tail = (found.refs[name][0] for name in ends)
        linked = [self.cas.structures.get(own) for own in (head, tail)]
        if any(end is not None and not is_read(end.type, self.asked_for) for end in linked):
            passed[f"relations of the type {short(found.type)}, between what was not read,"] += 1
            return
        try:
            self.record.relations.append(self._linked(found, head, tail))
        except InputError as error:
            reason = f"{short(found.type)} {found.id}: {error}"
            self.said.append(Problem(self.record.file, 0, reason, "relation"))

    def _linked(self, found: Structure, head: int, tail: int) -> RecordRelation:
        if head not in self.numbers or tail not in self.numbers:
            raise InputError("an end of it is not there or was not taken")
        features = {name: value for name, value in found.values.items() if name not in _PLACES and value is not None}
        type_ = self._name(found, features)
        relation = RecordRelation(type_, self.numbers[head], self.numbers[tail], self.annotator)
        if found.type != RELATIONS:
            return relation._replace(extra={"layer": found.type, **features})
        said = details.taken(str(features.pop("details"))) if "details" in features else {}
        if "label" in said and visible(details.label_in(said, "label")) == type_:
            relation = relation._replace(type=said["label"])
        plain = {"annotator": features.pop("annotator")} if "annotator" in features else {}
        relation = relation._replace(extra=features or None)
        return details.onto_relation(details.onto_relation(relation, plain), said)

    def _references(self, found: Structure) -> None:
        """Relations from a span to what its features refer to, directly or by slots that name a role."""
        for feature, ids in found.refs.items():
            for own in self._listed(ids):
                other = self.cas.structures.get(own)
                role, target = feature, own
                if other is not None and own not in self.numbers and "target" in other.refs:
                    role = str(other.values.get("role") or feature)
                    target = (other.refs["target"] or [0])[0]
                elif feature == "next" and isinstance(found.values.get("referenceRelation"), str):
                    role = found.values["referenceRelation"] or feature
                if target in self.numbers and role.strip() and len(role) <= LIMITS["name"]:
                    self.record.relations.append(
                        RecordRelation(
                            role, self.numbers[found.id], self.numbers[target], self.annotator, {"layer": found.type}
                        )
                    )
                elif other is not None:
                    said = f"{short(found.type)} {found.id} refers by “{feature}” to what is no span; left out"
                    self.said.append(Remark(self.record.file, 0, said))

    def _listed(self, ids: list[int]) -> Iterator[int]:
        """The ids, with those of lists in place of the lists."""
        for own in ids:
            found = self.cas.structures.get(own)
            if found is not None and found.type.endswith(("FSArray", "[]")):
                yield from found.refs.get("elements", [])
            else:
                yield own


def _ends(found: Structure) -> tuple[str, str] | None:
    """The features by which a relation refers to its ends; None for what is none."""
    return next((pair for pair in ENDS if all(found.refs.get(name) for name in pair)), None)
