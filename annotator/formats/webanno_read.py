"""WebAnno TSV files to records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats import beside as details
from annotator.formats import folders
from annotator.formats.base import EncodingProblem, ReadOptions, Remark, Source
from annotator.formats.decoding import DecodingError
from annotator.formats.files import whole
from annotator.formats.text import refuse_unstorable
from annotator.formats.titles import title_of
from annotator.formats.units import Unit
from annotator.formats.webanno_layers import read_layers
from annotator.formats.webanno_lines import parsed
from annotator.formats.webanno_text import put_together
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the document of a file, or those of a folder."""
    if source.path is not None and source.path.is_dir():
        yield from _folder(source.path, source.name, options)
        return
    try:
        data = whole(source)
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")
        return
    stem = source.name.removesuffix(".tsv")
    yield from document(source.name, stem, data, {}, options)


def _folder(root: Path, name: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    try:
        found = folders.stems(folders.files(root), (".tsv",))
    except InputError as error:
        yield Problem(name, 0, str(error), "file")
        return
    if not found and not (root / folders.LISTING).is_file():
        yield Problem(name, 0, "the folder holds no .tsv files", "file")
    for item in folders.in_order(root, name, found):
        if isinstance(item, Problem):
            yield item
            continue
        stem, row = item
        try:
            data = folders.contents(root / f"{stem}.tsv")
        except (InputError, OSError) as error:
            yield Problem(f"{name}/{stem}.tsv", 0, str(error))
        else:
            yield from document(f"{name}/{stem}.tsv", stem, data, row, options)


def document(
    file: str, stem: str, data: bytes, row: folders.Row, options: ReadOptions
) -> Iterator[Record | Problem | Remark]:
    """Yield the document of a file's bytes; ``stem`` is its name without suffix, ``row`` what a listing says of it."""
    try:
        content = folders.utf8(data, options.encoding)
        tsv = parsed(content)
        before = row.get("before")
        before = before if isinstance(before, str) else ""
        text, where, filled = put_together(tsv, options.unit or Unit.UTF_16, before)
        refuse_unstorable(text, data)
        record = Record(folders.key(stem, row), text, file=file, sha256=text_sha256(text))
        record.title = "" if row else title_of(text)
        record.meta = dict(tsv.comments)
        record = details.onto_document(record, row)
    except DecodingError as error:
        yield EncodingProblem(file, 0, str(error), guess=error.guess)
        return
    except InputError as error:
        yield Problem(file, 0, str(error))
        return
    if row.get("sha256") not in (None, record.sha256):
        yield Remark(file, 0, "its text is not what it was at the export")
    elif filled:
        reason = "was not recorded and became line breaks and blanks, so that its offsets fit"
        yield Remark(file, 0, f"what stood between its sentences ({filled:,} characters) {reason}")
    if tsv.passed:
        yield Remark(file, 0, f"{tsv.passed:,} lines of remarks among its sentences were left out")
    yield from read_layers(record, tsv, where, options)
    yield record
