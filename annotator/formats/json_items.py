"""Objects of a JSON file, whichever way it holds them: one a line, in one list, or one over several lines.

A list is streamed: a scanner that knows strings and brackets cuts out the bytes of each entry, and each goes
through the same strict parser as a line. Memory is that of the largest entry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS, MEGABYTE, EncodingProblem, ReadOptions, Source, Stream
from annotator.formats.decoding import MARKS, extends_ascii, unmarked
from annotator.formats.json_rows import parse, refusal, rows, shorten
from annotator.formats.recoding import Recoder
from annotator.model.errors import InputError
from annotator.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    Item = tuple[int, dict[str, Any]] | Problem

_CHUNK = 1 << 18
_FEW = 20
"""As many bad entries of a file without a good one are named each for itself."""
_LONGEST_WAIT = 100_000
"""A file that begins with so many bad entries is read no further."""

_BLANKS = re.compile(rb"[ \t\r\n]*+")
_STEP = re.compile(
    rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+'  # neither brackets nor strings cut through
    rb"(?:([{\[])|([}\]])|)",
    re.DOTALL,
)
"""From anywhere outside a string to behind the next bracket: group 1 opens, group 2 closes; neither where the bytes,
or a string that begins there, end before one comes."""
_PLAIN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\s,\[\]{}"]++', re.DOTALL)


def items(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Yield the line each object begins in, from 1, and the object; a Problem for whatever is none."""
    recoder, head = _begun(source.stream, options.encoding)
    begun = head.lstrip()
    if b"\0" not in head and (begun.startswith(b"[") or _goes_over_lines(begun)):
        recoder.skip_mark()
        return _settled(source.name, _scanned(source, _Scanner(recoder)))
    return rows(source, options)


def _begun(stream: Stream, encoding: str | None) -> tuple[Recoder, bytes]:
    """The stream as UTF-8, and its beginning, of which nothing has been taken yet."""
    head = stream.peek(_CHUNK)
    for mark, marked in MARKS:
        if head.startswith(mark):
            rest = head[len(mark) :]
            wide = None if marked == "utf-8" else marked
            return Recoder(stream, wide, mark=len(mark)), rest.decode(marked, "ignore").encode() if wide else rest
    known = None if encoding is None else unmarked(encoding, head)
    if known is None or extends_ascii(known):
        return Recoder(stream, fallback=known), head
    return Recoder(stream, known), head.decode(known, "ignore").encode("utf-8", "surrogatepass")


def _goes_over_lines(begun: bytes) -> bool:
    """Whether an object begins whose first line is not all of it, rather than a line that was cut off."""
    first, _, rest = begun.partition(b"\n")
    following = rest.lstrip()[:1]
    if not first.startswith(b"{") or not following:
        return False
    open_, place = bytearray(), 0
    while step := _STEP.match(first, place):
        place = step.end()
        if step.lastindex is None:
            break
        open_ += step[1] or b""
        if step[2]:
            del open_[-1:]
        if not open_:
            return False
    if first[place:].lstrip().startswith(b'"'):
        return False
    last = first.rstrip()[-1:]
    if last == b":" or open_.endswith(b"["):
        return True
    return following in b'"}' if last in b"{," else following in b",:}"


def _settled(file: str, found: Iterator[Item]) -> Iterator[Item]:
    """The same, with one reason in place of many for a file in which nothing is an object."""
    before: list[Problem] = []
    for item in found:
        if not isinstance(item, Problem):
            yield from before
            yield item
            yield from found
            return
        before.append(item)
        if len(before) >= _LONGEST_WAIT:
            break
    if len(before) <= _FEW:
        yield from before
        return
    first = before[0]
    reason = f"none of its first {len(before):,} entries can be read (line {first.line}: {first.reason})"
    guess = first.guess if isinstance(first, EncodingProblem) else None
    yield EncodingProblem(file, 0, reason, "file", guess=guess) if guess else Problem(file, 0, reason, "file")


class _Scanner:
    """A place in a stream of JSON, and the bytes from there on as far as they were needed."""

    def __init__(self, recoder: Recoder) -> None:
        self._read = recoder.read
        self._bytes = b""
        self._place = 0
        self._line, self._counted = 1, 0

    @property
    def line(self) -> int:
        """The number of the line the place is in, from 1."""
        self._line += self._bytes.count(b"\n", self._counted, self._place)
        self._counted = self._place
        return self._line

    def next(self) -> bytes:
        """Pass blanks; the byte that stands there; empty at the end."""
        while True:
            found = _BLANKS.match(self._bytes, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._bytes):
                return self._bytes[self._place : self._place + 1]
            if not self._more():
                return b""

    def pass_one(self) -> None:
        self._place += 1

    def bracketed(self) -> bytes | None:
        """Pass an object or list, and return its bytes; None if the stream ends inside it."""
        depth, scanned = 0, self._place
        while True:
            for step in _STEP.finditer(self._bytes, scanned):
                which = step.lastindex
                if which == 1:
                    depth += 1
                elif which == 2:
                    depth -= 1
                    if not depth:
                        return self._taken(step.end())
                else:
                    scanned = step.end()
                    break
            scanned -= self._place
            if not self._more():
                return None
            scanned += self._place

    def plain(self) -> bytes:
        """Pass what is no object or list: a string, a number, a word; empty where the stream ends inside it or
        nothing of the kind stands there."""
        while True:
            found = _PLAIN.match(self._bytes, self._place)
            if found and found.end() < len(self._bytes):
                return self._taken(found.end())
            if not self._more():
                return self._taken(found.end()) if found else b""

    def shown(self) -> str:
        """The next words, for a sentence."""
        return shorten(self._bytes[self._place : self._place + 100].decode("utf-8", "replace").split("\n")[0], 20)

    def _taken(self, end: int) -> bytes:
        taken = self._bytes[self._place : end]
        self._place = end
        return taken

    def _more(self) -> bool:
        """Read on, ever larger pieces for an entry that does not end; InputError for one that is too large."""
        kept = len(self._bytes) - self._place
        if kept > LIMITS["line"]:
            raise InputError(
                f"the entry is longer than {LIMITS['line'] // MEGABYTE} MB, and what follows it was not read; "
                "split the document"
            )
        data = self._read(max(_CHUNK, min(kept, 8 * MEGABYTE)))
        self._line, self._counted = self.line, 0
        self._bytes, self._place = self._bytes[self._place :] + data, 0
        return bool(data)


def _scanned(source: Source, scanner: _Scanner) -> Iterator[Item]:
    """Objects of a list, or one after the other; a place that is no JSON ends it."""
    file = source.name
    guessed = False
    try:
        listed = scanner.next() == b"["
        if listed:
            scanner.pass_one()
        while found := scanner.next():
            line = scanner.line
            if found == b"]" and listed:
                scanner.pass_one()
                if scanner.next():
                    yield _stop(file, scanner, "after the end of its list stands", "take it out")
                return
            entry = scanner.bracketed() if found in b"{[" else scanner.plain()
            if entry is None:
                reason = "the entry breaks off in the middle of its JSON; the file may have been cut off"
                yield Problem(file, line, reason)
                return
            if not entry:
                yield _stop(file, scanner, "where an object should begin stands", "correct it")
                return
            try:
                value = parse(entry, "entry")
            except InputError as error:
                problem = refusal(source, line, entry, error, guess=not guessed)
                guessed = guessed or isinstance(problem, EncodingProblem)
                yield problem
            else:
                yield line, value
            if listed and (following := scanner.next()) not in (b"]", b""):
                if following != b",":
                    yield _stop(file, scanner, "between two entries of its list stands no comma but", "correct it")
                    return
                scanner.pass_one()
        if listed:
            reason = "its list has no end; the file may have been cut off"
            yield Problem(file, scanner.line, reason)
    except InputError as error:
        yield Problem(file, scanner.line, str(error))


def _stop(file: str, scanner: _Scanner, what: str, then: str) -> Problem:
    return Problem(file, scanner.line, f"{what} “{scanner.shown()}”, and nothing from there on was read; {then}")
