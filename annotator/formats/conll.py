"""CoNLL: a token a line, with its tags in columns.

Read are CoNLL-2003 and its relatives, the IOB2 files of Universal NER, CoNLL-U with entities in MISC (as GUM and
CorefUD write them), and CoNLL-U Plus, which is what is written. Sources: the CoNLL-2003 shared task, the CoNLL-U and
CoNLL-U Plus pages of Universal Dependencies, the CorefUD 1.0 format.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option
from annotator.formats.tags import WRITTEN, looks_tagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

_NUMBER = re.compile(r"[0-9]+(?:[-.][0-9]+)?")
_FEW = 30
"""So many lines of tokens are looked at."""


class Conll(FormatBase):
    """Tokens and tags; written with one column for each label, offsets, and the text in comments."""

    name = "conll"
    title = "CoNLL, one token a line with its tags in columns"
    suffixes = (".conllup", ".conll", ".conllu", ".iob2", ".iob", ".bio")
    training = True
    columns = ("token", "tag", "id", "annotator")
    options = (
        Option("tags", "Scheme of the tags", ("auto", *WRITTEN, "bmes"), "auto"),
        Option("delimiter", "What parts the columns", ("auto", "tab", "space"), "auto"),
        Option("columns", "A column of tags for each label, or one", ("per-label", "single"), "per-label", "writing"),
        Option("offsets", "Columns with the offsets of tokens", ("yes", "no"), "yes", "writing"),
    )

    def sniff(self, look: Look) -> str:
        if look.is_folder or look.text.lstrip()[:1] in ("<", "{", "[") or look.text.startswith("#FORMAT=WebAnno"):
            return ""
        if any(line.startswith("# global.columns = ID FORM") for line in look.lines[:20]):
            return "it names its columns, as CoNLL-U Plus does"
        if any(line.startswith("-DOCSTART-") for line in look.lines[:20]):
            return "it begins with -DOCSTART-, as CoNLL-2003 does"
        rows = [line.split("\t") if "\t" in line else line.split() for line in look.lines if line[:1] != "#"]
        rows = [row for row in rows if row][:_FEW]
        if rows and all(len(row) == 10 and _NUMBER.fullmatch(row[0]) for row in rows):
            return "its lines have the ten columns of CoNLL-U"
        if len(rows) < 2 or not all(2 <= len(row) <= 40 for row in rows):
            return ""
        for column in (-1, 2):
            tags = [row[column] for row in rows if column < len(row)]
            if len(tags) == len(rows) and looks_tagged(tags) and any(tag == "O" or tag[1:2] == "-" for tag in tags):
                return "its lines have a token and a tag such as O or B-PER"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.conll_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.conll_write import fit

        return fit(record, options, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.conll_write import write

        return write(records, options)
