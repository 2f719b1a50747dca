"""Folders of ``.txt`` and ``.ann`` files, or one such pair, to records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.formats import beside as details
from annotator.formats import folders
from annotator.formats.base import EncodingProblem, ReadOptions, Remark, Source
from annotator.formats.brat_document import read_marks
from annotator.formats.decoding import DecodingError, decode
from annotator.formats.text import refuse_unstorable
from annotator.formats.titles import title_of
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = (".ann", ".a1", ".a2")
"""What holds the annotations: ``.ann``, or the two of the BioNLP shared tasks, given and asked for."""


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the documents of a folder, or the one that a file belongs to."""
    path = source.path
    if path is None:
        yield Problem(source.name, 0, "a file of brat's needs the other of its pair beside it; give the folder", "file")
    elif path.is_dir():
        yield from _folder(path, source.name, options)
    elif path.suffix in (".txt", *MARKS):
        stem = source.name[: -len(path.suffix)] if source.name.endswith(path.suffix) else source.name
        yield from _document(path.with_suffix(""), stem, stem, {}, options)
    else:
        yield Problem(source.name, 0, "it is neither .txt nor .ann, of which brat's documents are made", "file")


def _folder(root: Path, name: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    try:
        found = folders.stems(folders.files(root), (".txt", *MARKS))
    except InputError as error:
        yield Problem(name, 0, str(error), "file")
        return
    if not found:
        said = "the folder holds no .txt and .ann files"
        yield Remark(name, 0, said) if (root / "annotation.conf").is_file() else Problem(name, 0, said, "file")
    for item in folders.in_order(root, name, found):
        if isinstance(item, Problem):
            yield item
        else:
            stem, row = item
            yield from _document(root / stem, f"{name}/{stem}", stem, row, options)


def _document(
    path: Path, name: str, stem: str, row: folders.Row, options: ReadOptions
) -> Iterator[Record | Problem | Remark]:
    """The document of the files ``path`` with each suffix; ``name`` is what messages call them, without suffix."""
    said: list[Problem | Remark] = []
    try:
        text, marked = _text(_beside(path, ".txt"), row, options)
        record = Record(folders.key(stem, row), text, file=f"{name}.ann", sha256=text_sha256(text))
        record.title = "" if row else title_of(text)
        record = details.onto_document(record, row)
        if row.get("sha256") not in (None, record.sha256):
            said.append(Remark(f"{name}.txt", 0, "its text was changed since the export; each span was checked anew"))
        there = [suffix for suffix in MARKS if Path(f"{path}{suffix}").is_file()]
        if not there:
            said.append(Remark(f"{name}.txt", 0, "there is no .ann of this name: it was read without spans"))
        files = {suffix: folders.utf8(folders.contents(Path(f"{path}{suffix}")), options.encoding) for suffix in there}
    except DecodingError as error:
        yield EncodingProblem(name, 0, str(error), "document", guess=error.guess)
    except (InputError, OSError) as error:
        reason = f"it cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
        yield Problem(name, 0, reason)
    else:
        yield from said
        yield from read_marks(record, {f"{name}{suffix}": marks for suffix, marks in files.items()}, options, marked)
        yield record


def _text(path: Path, row: folders.Row, options: ReadOptions) -> tuple[str, bool]:
    """The document's text, and whether a byte order mark was taken from its head."""
    data = folders.contents(path)
    try:
        # What we wrote is known by its hash, whatever it looks like.
        if (text := data.decode("utf-8")) and row.get("sha256") == text_sha256(text):
            refuse_unstorable(text, data)
            return text, False
    except UnicodeDecodeError:
        pass
    decoded = decode(data, options.encoding)
    refuse_unstorable(decoded.text, data)
    return decoded.text, data.startswith(b"\xef\xbb\xbf")


def _beside(path: Path, suffix: str) -> Path:
    found = Path(f"{path}{suffix}")
    if not found.is_file():
        raise InputError(f"there is no {suffix} of this name, which holds the text of the document")
    return found
