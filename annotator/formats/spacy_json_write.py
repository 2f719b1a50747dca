"""Records as what ``Doc.to_json`` would write of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats import spacy_shape
from annotator.formats.details import one_line
from annotator.formats.fitting import Loss, read_to
from annotator.formats.tokens import tokens

if TYPE_CHECKING:
    from annotator.formats.fitting import Losses
    from annotator.model.record import Record

UNREAD = Loss(
    "document that was read in part",
    "documents that were read in part",
    "how far is said under “annotator”; spaCy’s JSON cannot mark tokens as unread",
    kept=True,
)


def fit(record: Record, losses: Losses) -> Record:
    losses[UNREAD] += 0 < read_to(record) < len(record.text)
    return spacy_shape.fit(record, losses)


def line(record: Record) -> bytes:
    """One line with its end. A document nobody read has no ``ents``, which spaCy takes for missing, not for none."""
    words = tokens(record.text)
    pieces, _ = spacy_shape.spacy_words(record.text, words)
    value: dict[str, Any] = {"text": record.text}
    if read_to(record) or record.spans:
        value["ents"] = [
            {"start": start, "end": end, "label": label} for start, end, label in spacy_shape.entities(record, words)
        ]
    value["spans"] = {
        spacy_shape.GROUP: [
            {"start": span.start, "end": span.end, "label": span.label, "kb_id": ""} for span in record.spans
        ]
    }
    value["tokens"] = [{"id": number, "start": start, "end": end} for number, (start, end) in enumerate(pieces)]
    # Not under "_": spaCy reads there only attributes that the program which reads has registered.
    value[spacy_shape.DETAILS] = spacy_shape.details_of(record)
    return (one_line(value) + "\n").encode()
