"""What both of spaCy's formats have in common: its tokens, and how a record lies in a Doc.

All spans are in the span group ``sc``, which spaCy's spancat trains on. ``ents`` holds those that do not overlap, the
longer first, for its ner. What a Doc has no place for is one value, called ``annotator`` (in a DocBin the custom
attribute ``doc._.annotator``, in JSON a key beside the text): key, metadata, relations,
reviews, and for each span of ``sc``, in its order, whose it is and what else it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS
from annotator.formats.details import (
    document_details,
    name_of,
    relation_details,
    relations_of,
    span_details,
    span_of,
    take_document_details,
)
from annotator.formats.fitting import Loss, read_to, without_suggestions
from annotator.formats.json_rows import kind_of, shorten
from annotator.formats.quotes import located
from annotator.formats.tokens import tokens
from annotator.formats.tokens_fit import apart, runs_of, to_tokens
from annotator.model.errors import InputError
from annotator.model.record import Problem, RecordSpan
from annotator.model.span import Extent

if TYPE_CHECKING:
    from annotator.formats.fitting import Losses
    from annotator.formats.units import Unit
    from annotator.model.record import Record

GROUP = "sc"
"""The name of the span group, spaCy's own default."""
DETAILS = "annotator"
"""The name of the custom attribute, and of the key in a Doc's JSON."""

NOT_IN_ENTS = Loss(
    "span that overlaps a longer one",
    "spans that overlap longer ones",
    "in the span group “sc”, not among the entities (ents)",
    kept=True,
)
PIECES = Loss(
    "span in fragments",
    "spans in fragments",
    "one piece from its first to its last character for spaCy; its fragments are kept under “annotator”",
    kept=True,
)


def fit(record: Record, losses: Losses) -> Record:
    """Spans on whole tokens, as spaCy has no others; all else stays, what training does not see is counted."""
    words = tokens(record.text)
    fitted = to_tokens(without_suggestions(record, losses), words, losses)
    losses[NOT_IN_ENTS] += len(fitted.spans) - len(entities(fitted, words))
    losses[PIECES] += sum(bool(span.fragments) for span in fitted.spans)
    return fitted


def entities(record: Record, words: list[Extent]) -> list[tuple[int, int, str]]:
    """Spans that share no token, the longer before the shorter: start, end, label; in order."""
    return [(words[run.first].start, words[run.past - 1].end, run.label) for run in apart(runs_of(record.spans, words))]


def spacy_words(text: str, words: list[Extent]) -> tuple[list[Extent], list[bool]]:
    """Tokens as spaCy wants them, so that ``doc.text`` is the text: one blank belongs to the token before it, other
    blanks between two are a token of their own. Second, whether the one blank follows."""
    pieces: list[Extent] = []
    spaces: list[bool] = []
    place = 0
    for word in [*words, Extent(len(text), len(text))]:
        if word.start > place:
            pieces.append(Extent(place, word.start))
            spaces.append(False)
        if word.start < word.end:
            spaced = text[word.end : word.end + 1] == " "
            pieces.append(word)
            spaces.append(spaced)
            place = word.end + spaced
    return pieces, spaces


def details_of(record: Record) -> dict[str, Any]:
    """What ``doc._.annotator`` holds."""
    spans = [span_details(span) for span in record.spans]
    value: dict[str, Any] = {"id": record.key, "document": document_details(record), "spans": spans}
    if record.relations:
        value["relations"] = relation_details(record)
    if (known := read_to(record)) < len(record.text):
        value["read_to"] = known
    return value


def take_details(record: Record, places: list[tuple[int, int, str]], details: object) -> list[Problem]:
    """Give a record key, spans and all else that ``details_of`` said; ``places`` are those of the group ``sc``.

    Where what is said cannot be matched with the spans, a reason for that, and the spans by themselves.
    """
    if type(details) is not dict:
        raise InputError(f"its details are {kind_of(details)}, not an object")
    key = details.get("id")
    if type(key) is str and len(key) <= LIMITS["name"]:
        record.key = key
    take_document_details(record, details.get("document", {}))
    said = details.get("spans", [])
    if type(said) is not list or len(said) != len(places):
        raise InputError(
            f"its span group “{GROUP}” has {len(places)} spans, but “{DETAILS}” was written for "
            f"{len(said) if type(said) is list else 'none'}: it was changed after the export; take “{DETAILS}” out"
        )
    problems: list[Problem] = []
    kept: list[int] = []
    for number, ((start, end, label), more) in enumerate(zip(places, said, strict=True), 1):
        try:
            located(record.text, start, end)
            record.spans.append(span_of(start, end, label, more))
            kept.append(number)
        except InputError as error:
            problems.append(Problem(record.file, record.line, f"span {number}: {error}", "span"))
    relations = relations_of(details.get("relations"), len(places))
    numbers = {number: place for place, number in enumerate(kept, 1)}
    for relation in relations:
        if relation.head in numbers and relation.tail in numbers:
            record.relations.append(relation._replace(head=numbers[relation.head], tail=numbers[relation.tail]))
        else:
            reason = "a relation’s head or tail is a span that was not taken"
            problems.append(Problem(record.file, record.line, reason, "relation"))
    return problems


class Spans:
    """Collects the spans of a stranger's Doc; one that stands there twice alike is one."""

    def __init__(self, record: Record, unit: Unit | None) -> None:
        from annotator.formats.units import Unit

        self._record = record
        self._unit = unit or Unit.CODE_POINT
        self._seen: set[tuple[object, ...]] = set()
        self.problems: list[Problem] = []
        self.twice = 0

    def add(self, where: str, start: object, end: object, label: object, extra: dict[str, Any] | None = None) -> None:
        """``where`` names the span in the reason, should it be refused."""
        record = self._record
        try:
            place = located(record.text, start, end, unit=self._unit)
            span = RecordSpan(place.start, place.end, name_of(label, "label"), extra=extra or None)
        except InputError as error:
            self.problems.append(Problem(record.file, record.line, f"{where}: {error}", "span"))
            return
        if span[:5] in self._seen:
            self.twice += 1
        else:
            self._seen.add(span[:5])
            record.spans.append(span)

    def remark(self) -> str:
        """What to say of spans that stood there twice; empty if none did."""
        some = "span stands" if self.twice == 1 else "spans stand"
        return f"{self.twice} {some} there twice alike and came in once" if self.twice else ""


def shown(name: object) -> str:
    return shorten(str(name))
