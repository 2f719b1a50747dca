"""Records as CoNLL-U Plus: tokens, offsets and tags in columns, everything a text is made of in comments.

A document is what stands between two ``# newdoc id``. Each sentence says its text and, where that is no single blank,
what stands before it (``# before``, JSON); the last says what follows it (``# after``). ``# document`` holds the rest
of the document as JSON, with length and SHA-256 of the text. Labels and keys are percent-encoded where they would
break a column or a line. A token that nobody has read has the tag ``-``.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from annotator.formats.details import document_details, one_line
from annotator.formats.fitting import (
    Loss,
    Losses,
    read_to,
    with_spans,
    without_annotators,
    without_fragments,
    without_overlaps,
    without_relations,
    without_span_details,
    without_suggestions,
)
from annotator.formats.spool import spooled
from annotator.formats.tags import OUTSIDE, UNREAD, encoded
from annotator.formats.tokens import parted, sentence_lengths, token_sentences, tokens
from annotator.formats.tokens_fit import runs_of, to_tokens
from annotator.model.document import text_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.model.record import Record, RecordSpan
    from annotator.model.span import Extent

MERGED = Loss(
    "span that follows another of its label at once", "spans that follow others of their label at once", "joined to it"
)
OVER_SENTENCES = Loss(
    "span over the end of a sentence",
    "spans over the end of a sentence",
    "goes on in the next sentence with an inner tag; other programs may take it for two",
    kept=True,
)


def setting(options: WriteOptions, name: str, default: str) -> str:
    value = options.settings.get(name, default)
    return default if value == "auto" else value


def fit(record: Record, options: WriteOptions, losses: Losses) -> Record:
    """Spans in one piece on whole tokens, those of a column apart; whose they are only where all are one's."""
    fitted = without_relations(without_suggestions(record, losses), losses)
    fitted = without_fragments(without_span_details(fitted, losses), losses)
    if len({span.annotator for span in fitted.spans}) > 1:
        fitted = without_annotators(fitted, losses)
    words = tokens(record.text)
    fitted = to_tokens(fitted, words, losses)
    per_label = setting(options, "columns", "per-label") == "per-label"
    fitted = without_overlaps(fitted, losses, of_one_label=per_label)
    if setting(options, "tags", "iob2") == "io":
        fitted = _merged(fitted, words, losses)
    losses[OVER_SENTENCES] += _over_sentences(fitted)
    return fitted


def _merged(record: Record, words: list[Extent], losses: Losses) -> Record:
    """Spans of one label that follow each other without a token between them become one: IO cannot part them."""
    number = {word.start: place for place, word in enumerate(words)}
    past = {word.end: place + 1 for place, word in enumerate(words)}
    whole: dict[tuple[object, ...], RecordSpan] = {}
    by_label: dict[str, list[RecordSpan]] = defaultdict(list)
    for span in sorted(record.spans, key=lambda span: span[:5]):
        by_label[span.label].append(span)
    for spans in by_label.values():
        chain = [spans[0]]
        for following in [*spans[1:], None]:
            if following is not None and past[chain[-1].end] == number[following.start]:
                chain.append(following)
                continue
            losses[MERGED] += len(chain) - 1
            for span in chain:
                whole[span[:5]] = span._replace(start=chain[0].start, end=chain[-1].end)
            chain = [following] if following is not None else []
    return with_spans(record, (whole[span[:5]] for span in record.spans), Losses())


def _over_sentences(record: Record) -> int:
    if not record.spans:
        return 0
    ends = [words[-1].end for words in token_sentences(record.text, record.language)]
    return sum(bisect_left(ends, span.end) != bisect_left(ends, span.start + 1) for span in record.spans)


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """The file, document by document, after the names of its columns."""
    single = setting(options, "columns", "per-label") == "single"
    labels = dict.fromkeys(label.name for label in options.scheme.labels)
    more: set[str] = set()

    lengths: list[array[int]] = []
    """Of the sentences of each record: they are dear to find, and ``fit`` has just found them."""

    def note(record: Record) -> None:
        more.update(span.label for span in record.spans)
        lengths.append(array("L", sentence_lengths(record.text, record.language)))

    with spooled(records, note) as again:
        labels |= dict.fromkeys(sorted(more - labels.keys()))
        columns: list[str | None] = [None] if single or not labels else list(labels)
        offsets = setting(options, "offsets", "yes") == "yes"
        names = ["ID", "FORM", *(("SPAN:START", "SPAN:END") if offsets else ())]
        names += ["TAG" if label is None else f"TAG:{escaped(label)}" for label in columns]
        yield f"# global.columns = {' '.join(names)}\n".encode()
        delimiter = " " if setting(options, "delimiter", "tab") == "space" else "\t"
        scheme = setting(options, "tags", "iob2")
        for record, found in zip(again, lengths, strict=True):
            yield "".join(_document(record, found, columns, scheme, delimiter, offsets=offsets)).encode()


def _document(
    record: Record, lengths: array[int], columns: list[str | None], scheme: str, delimiter: str, *, offsets: bool
) -> Iterator[str]:
    text = record.text
    yield f"# newdoc id = {escaped(record.key, keep=' ')}\n# document = {one_line(_details(record))}\n"
    words = tokens(text)
    tags = [_tags(record, words, label, scheme) for label in columns]
    sentences = list(parted(words, lengths))
    if not sentences:
        yield f"# after = {one_line(text)}\n\n"
    place = end = 0
    for count, sentence in enumerate(sentences, 1):
        start, before = sentence[0].start, text[end : sentence[0].start]
        end = sentence[-1].end
        if count == 1 or len(before.splitlines()) > 1 or before.splitlines() != [before]:
            yield "# newpar\n"
        yield f"# sent_id = {count}\n"
        if before != (" " if count > 1 else ""):
            yield f"# before = {one_line(before)}\n"
        if count == len(sentences) and end < len(text):
            yield f"# after = {one_line(text[end:])}\n"
        yield f"# text = {text[start:end]}\n"
        for number, word in enumerate(sentence, 1):
            cells = [str(number), text[word.start : word.end]]
            if offsets:
                cells += [str(word.start), str(word.end)]
            yield delimiter.join((*cells, *(column[place] for column in tags))) + "\n"
            place += 1
        yield "\n"


def _tags(record: Record, words: list[Extent], label: str | None, scheme: str) -> list[str]:
    """The tags of one column; of all labels together for None."""
    spans = [span._replace(label=escaped(span.label)) for span in record.spans if label in (None, span.label)]
    tags = encoded(runs_of(spans, words), len(words), scheme)
    known = read_to(record)
    for place in range(len(words) - 1, -1, -1):
        if words[place].start < known:
            break
        if tags[place] == OUTSIDE:
            tags[place] = UNREAD
    return tags


def _details(record: Record) -> dict[str, object]:
    whose = record.spans[0].annotator if record.spans else ""
    return {
        "characters": len(record.text),
        "sha256": record.sha256 or text_sha256(record.text),
        **({"annotator": whose} if whose else {}),
        **({"key": record.key} if escaped(record.key, keep=" ") != record.key else {}),
        **document_details(record),
    }


@lru_cache(maxsize=1000)
def escaped(name: str, keep: str = "") -> str:
    """A name without blanks (but those in ``keep`` that stand inside), control characters and ``%``."""
    out = "".join(
        character
        if (character.isprintable() and character not in "% ") or (character in keep and 0 < place < len(name) - 1)
        else quote(character, safe="")
        for place, character in enumerate(name)
    )
    return out or "%"
