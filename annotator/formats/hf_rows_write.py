"""Records as rows of a Hugging Face dataset, and what the columns of tags cannot show.

``spans`` holds every span as it is. The columns of tags are made from them for training: one for each label, spans of
one label that overlap a longer one left out, boundaries inside a token moved out. A token that nobody has read has
the tag -100, which the loss of PyTorch and of transformers passes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.details import document_details, one_line
from annotator.formats.fitting import INSIDE_TOKEN, Loss, Losses, read_to, without_fragments, without_suggestions
from annotator.formats.tokens import tokens
from annotator.formats.tokens_fit import BLANK_SPANS, apart, runs_of, to_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.formats.tags import Run
    from annotator.model.record import Record
    from annotator.model.span import Extent

UNREAD = -100

TAG_EDGES = Loss(
    "boundary of a span inside a word",
    "boundaries of spans inside a word",
    "moved out to the word's end in the columns of tags; exact in “spans”",
    kept=True,
)
TAG_OVERLAPS = Loss(
    "span that overlaps a longer one of its label",
    "spans that overlap longer ones of their label",
    "not in the columns of tags; exact in “spans”",
    kept=True,
)
TAG_PIECES = Loss(
    "span in fragments", "spans in fragments", "one piece in the columns of tags; exact in “spans”", kept=True
)
TAG_BLANKS = Loss(
    "span of nothing but blanks",
    "spans of nothing but blanks",
    "not in the columns of tags; exact in “spans”",
    kept=True,
)


def fit(record: Record, losses: Losses) -> Record:
    """Everything but suggestions; what training on the columns of tags will not see is counted."""
    fitted = without_suggestions(record, losses)
    if fitted.spans:
        _runs(fitted, tokens(fitted.text), losses)
    return fitted


def _runs(record: Record, words: list[Extent], losses: Losses) -> dict[str, list[Run]]:
    """For each label the runs of tokens that its column shows."""
    own = Losses()
    losses[TAG_PIECES] += sum(bool(span.fragments) for span in record.spans)
    fitted = to_tokens(without_fragments(record, own), words, own)
    losses[TAG_EDGES] += own[INSIDE_TOKEN]
    losses[TAG_BLANKS] += own[BLANK_SPANS]
    by_label: dict[str, set[Run]] = {}
    for run in runs_of(fitted.spans, words):
        by_label.setdefault(run.label, set()).add(run)
    shown = {label: apart(list(runs)) for label, runs in by_label.items()}
    losses[TAG_OVERLAPS] += sum(len(runs) - len(shown[label]) for label, runs in by_label.items())
    return shown


def row(record: Record, labels: Sequence[str]) -> dict[str, Any]:
    """A row with all columns of ``hf_features.columns(labels)``, in their order."""
    text = record.text
    words = tokens(text)
    known = read_to(record)
    runs = _runs(record, words, Losses())
    blank = [0 if word.start < known else UNREAD for word in words]
    details = document_details(record)
    return {
        "id": record.key,
        "text": text,
        "title": record.title,
        "language": record.language,
        "metadata": one_line(record.meta),
        "tokens": [text[word.start : word.end] for word in words],
        "token_starts": [word.start for word in words],
        "token_ends": [word.end for word in words],
        **{f"{label}_tags": _tags(blank, runs.get(label, ())) for label in labels},
        "spans": [
            {
                "start": start,
                "end": end,
                "label": label,
                "text": text[start:end],
                "annotator": annotator,
                "fragments": [{"start": first, "end": last} for first, last in fragments],
                "note": note,
                "doubt": doubt,
                "origin": origin,
                "actor": actor,
                "attributes": one_line(attributes or {}),
                "extra": one_line(extra or {}),
            }
            for (
                start,
                end,
                label,
                annotator,
                fragments,
                note,
                doubt,
                origin,
                extra,
                attributes,
                actor,
            ) in record.spans
        ],
        "relations": [
            {"type": name, "head": head - 1, "tail": tail - 1, "annotator": annotator, "extra": one_line(extra or {})}
            for name, head, tail, annotator, extra in record.relations
        ],
        "read_to": known,
        "details": one_line({name: details[name] for name in ("extra", "reviews", "actors") if name in details}),
    }


def _tags(blank: list[int], runs: Sequence[Run]) -> list[int]:
    """Numbers of ``hf_features.tag_names``."""
    tags = list(blank)
    for first, past, _ in runs:
        tags[first:past] = [1] + [2] * (past - first - 1)
    return tags
