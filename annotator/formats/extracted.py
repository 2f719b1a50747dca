"""Articles out of files made for reading: what their formats have in common.

The text that was taken out becomes the document's text. The same file gives the same text as long as the library
that takes it out is the same version; with another the text may differ, and the import then names a conflict
instead of changing a document. Which one it was stands in the metadata, with the SHA-256 of the file.
"""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS, EncodingProblem, FormatBase, Remark
from annotator.formats.decoding import DecodingError
from annotator.formats.files import whole
from annotator.formats.json_rows import shorten
from annotator.formats.registry import check_needs
from annotator.formats.text import refuse_large
from annotator.formats.titles import title_of
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Source, WriteOptions

_LONGEST_FACT = 1000
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no article says: control characters and halves of surrogate pairs that a converter may leave behind."""


@dataclass(slots=True)
class Facts:
    """What a file says of itself; empty where it does not."""

    title: str = ""
    date: str = ""
    """As the file has it; ISO 8601 where that can be told."""
    source: str = ""
    """The outlet."""
    author: str = ""
    url: str = ""
    language: str = ""
    file_date: str = ""
    """When the file was made, which is not when the article came out."""


@dataclass(slots=True)
class Extracted:
    """What was taken out of a file."""

    text: str
    facts: Facts = field(default_factory=Facts)
    remarks: list[str] = field(default_factory=list)
    by: str = ""
    """The library and its version, where one took it out."""


class Extracting(FormatBase):
    """A format that is read for its text alone: one file, one document."""

    name = ""
    title = ""
    writes = False

    def extract(self, data: bytes, options: ReadOptions) -> Extracted:
        """The text and what is known of it; InputError, as a clause about “it”, where there is none."""
        raise NotImplementedError

    def setting(self, options: ReadOptions, name: str) -> str:
        """What was chosen for one of the format's options. InputError for what cannot be chosen."""
        option = next(option for option in self.options if option.name == name)
        value = options.settings.get(name, option.default)
        if value not in option.choices:
            raise InputError(f"“{name}” cannot be “{shorten(value)}”; choose {' or '.join(option.choices)}")
        return value

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        try:
            check_needs(self)
            data = _not_empty(whole(source))
            found = self.extract(data, options)
            record = self._record(source.name, data, found)
        except DecodingError as error:
            yield EncodingProblem(source.name, 0, str(error), "file", guess=error.guess)
        except InputError as error:
            yield Problem(source.name, 0, str(error), "file")
        else:
            yield from (Remark(source.name, 0, remark) for remark in found.remarks)
            yield record

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        """Refused: spans have no place in such files."""
        raise InputError(f"{self.name} can only be read; export as jsonl")

    def _record(self, file: str, data: bytes, found: Extracted) -> Record:
        text, gone = _UNSTORABLE.subn("", found.text)
        if not text.strip():
            raise InputError("it has no text")
        refuse_large(text)
        if gone:
            found.remarks.append(f"{gone:,} control {_plural('character', gone)} left out of its text")
        facts = found.facts
        meta: dict[str, Any] = {
            name: fact for name in ("date", "source", "author", "url") if (fact := cleaned(getattr(facts, name)))
        }
        meta["converted from"] = self.name
        if found.by:
            meta["converted by"] = found.by
        if file_date := cleaned(facts.file_date):
            meta["file date"] = file_date
        meta["file sha256"] = sha256(data).hexdigest()
        language = cleaned(facts.language)
        return Record(
            key=file,
            text=text,
            title=cleaned(facts.title) or title_of(text),
            language=language if len(language) <= LIMITS["language"] else "",
            meta=meta,
            sha256=text_sha256(text),
            file=file,
        )


def _not_empty(data: bytes) -> bytes:
    if not data:
        raise InputError("the file is empty")
    return data


def cleaned(fact: str) -> str:
    """A fact on one line, without what cannot be stored, and not endless."""
    return shorten(" ".join(_UNSTORABLE.sub("", fact).split()), _LONGEST_FACT)


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Keep what libraries log and warn of from the terminal: what matters of it is said in our own words."""
    for name in loggers:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _plural(word: str, count: int) -> str:
    return f"{word} was" if count == 1 else f"{word}s were"
