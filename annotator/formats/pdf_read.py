"""The text of a PDF by pypdf, page after page, within bounds of time and memory.

A PDF says where signs stand, not what belongs together. Line breaks are the page's; where joining lines is asked
for it is a guess, and said to be one.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, Any

from annotator.formats.base import MEGABYTE
from annotator.formats.extracted import Extracted, Facts, quiet
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 15.0
"""How long one file may take; a report of a thousand pages takes less."""
MOST_PAGES = 5_000
_LARGEST_STREAM = 32 * MEGABYTE
"""Bytes of one page's instructions, unpacked; each becomes some ten of Python's."""
_LONGEST = 20_000_000
"""Characters of all pages."""

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    RuntimeError,  # among them RecursionError and NotImplementedError
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pypdf lets through, besides errors of its own, when a file is not what it should be."""

_PARTED_WORD = re.compile(r"(?<=\w)[-\u2010\u00ad]\n(?=[^\W\d_A-Z])")
_ENDS = frozenset('.!?:;。！？؟।…"”»’)')
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def extract(data: bytes, *, join_lines: bool) -> Extracted:
    """The text of a file's pages. InputError for what is locked, has no text, is damaged or takes too long."""
    with quiet("pypdf"):
        import pypdf

    broken = (*_BROKEN, pypdf.errors.PyPdfError, pypdf.errors.DependencyError)
    clock = _Clock()
    with (
        quiet("pypdf"),
        pypdf.apply_configuration(
            zlib_maximum_output_length=_LARGEST_STREAM,
            lzw_maximum_output_length=_LARGEST_STREAM,
            run_length_maximum_output_length=_LARGEST_STREAM,
            array_based_stream_maximum_output_length=_LARGEST_STREAM,
            disable_legacy_handling=True,
        ),
    ):
        try:
            reader = pypdf.PdfReader(BytesIO(data), strict=False)
            _unlock(reader)
            clock.look()
            pages, failed = _pages(reader, clock, broken)
            facts = _facts(reader)
        except broken as error:
            raise InputError(f"it is a damaged PDF, which cannot be read ({_why(error)})") from None
    filled = [page for page in pages if page.strip()]
    if not filled:
        raise InputError(_no_text(len(pages), failed))
    text = "\n\n".join(_joined(page) if join_lines else page for page in filled)
    return Extracted(text, facts, _remarks(len(pages), len(filled), failed, join_lines), f"pypdf {pypdf.__version__}")


class _Clock:
    """Ends what takes too long; asked before each instruction of a page, since a page may never end."""

    def __init__(self) -> None:
        self._end = monotonic() + SECONDS

    def look(self, *_: object) -> None:
        if monotonic() > self._end:
            raise InputError(f"reading it took longer than {SECONDS:.0f} seconds; save its text as a .txt file")


def _unlock(reader: Any) -> None:  # noqa: ANN401 - pypdf is not there when types are checked
    """Files that only forbid printing or copying open without a word; others are refused."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("it is encrypted; open it with its password and save a copy without one")


def _pages(reader: Any, clock: _Clock, broken: tuple[type[Exception], ...]) -> tuple[list[str], int]:  # noqa: ANN401
    """The text of every page, and how many of them could not be read."""
    if len(reader.pages) > MOST_PAGES:
        raise InputError(f"it has more than {MOST_PAGES:,} pages; split it")
    texts: list[str] = []
    failed = size = 0
    for page in _one_by_one(reader):
        clock.look()
        try:
            text = page.extract_text(visitor_operand_before=clock.look)
        except broken:
            text = ""
            failed += 1
        size += len(text)
        if size > _LONGEST:
            raise InputError(f"its text is longer than {_LONGEST:,} characters, as no article's is")
        lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        texts.append("\n".join(lines).strip("\n"))
    return texts, failed


def _one_by_one(reader: Any) -> Iterator[Any]:  # noqa: ANN401
    for number in range(len(reader.pages)):
        yield reader.pages[number]


def _joined(page: str) -> str:
    """A page whose words parted by a hyphen are joined, and whose lines end where a sentence does."""
    lines = _PARTED_WORD.sub("", page).split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        ends = not before.strip() or not line.strip() or before.rstrip()[-1] in _ENDS
        joined.append(("\n" if ends else " ") + line)
    return "".join(joined)


def _remarks(pages: int, filled: int, failed: int, join_lines: bool) -> list[str]:
    remarks = ["the order of a PDF's text may be wrong, as in columns and captions: look through it"]
    if failed:
        remarks.append(f"{failed} of its {pages} pages could not be read")
    if empty := pages - filled - failed:
        remarks.append(f"{empty} of its {pages} pages have no text; they may be pictures")
    if join_lines:
        remarks.append("its lines were joined, and words parted at their ends: a guess")
    return remarks


def _no_text(pages: int, failed: int) -> str:
    if not pages:
        return "it is a PDF without a page"
    if failed:
        return "it is a damaged PDF: no page of it could be read"
    return "it has no text: it is scanned or drawn; run text recognition (OCR) on it first"


def _facts(reader: Any) -> Facts:  # noqa: ANN401
    """What the file says of itself. Its dates are the file's, not the article's."""
    said = reader.metadata or {}

    def fact(name: str) -> str:
        value = said.get(name)
        return str(value) if isinstance(value, str) else ""

    date = _DATE.match(fact("/CreationDate"))
    language = reader.trailer["/Root"].get("/Lang")
    return Facts(
        title=fact("/Title"),
        author=fact("/Author"),
        language=str(language) if isinstance(language, str) else "",
        file_date="-".join(filter(None, date.groups())) if date else "",
    )


def _why(error: Exception) -> str:
    from annotator.formats.json_rows import shorten

    return shorten(" ".join(str(error).split()), 80) or type(error).__name__
