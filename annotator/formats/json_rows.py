"""JSON Lines, strictly: bytes to one object a line, each line that is none refused with its reason.

orjson reads fast but forgives three things that change data in silence: a key given twice (the last wins), an
integer beyond 64 bits (it becomes a fraction), and nesting that it can read but not write again. Each is
looked for in a way that costs next to nothing on sound lines, and made sure of with the slow standard parser.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

import orjson

from annotator.formats.base import LIMITS, MEGABYTE, EncodingProblem, ReadOptions, Source, Stream
from annotator.formats.decoding import (
    MARKS,
    extends_ascii,
    guess_encoding,
    guess_unless_broken,
    unmarked,
    wide_without_mark,
)
from annotator.model.errors import InputError
from annotator.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.decoding import Guess

_CHUNK = 1 << 20
_SHOWN = str.maketrans(
    {"\n": "↵", "\r": "↵", "\x0b": "↵", "\x0c": "↵", "\x85": "↵", "\u2028": "↵", "\u2029": "↵", "\t": "⇥"}
)
_FEW = 20
"""As many bad lines of a file without a row are named each for itself."""
_LONGEST_WAIT = 100_000
"""A file that begins with so many lines that are no rows is read no further."""
_ROW_AFTER_CR = re.compile(rb"\}\s*\r\s*\{")
_WIDE = ("utf-16-le", "utf-16-be")
_ESCAPED_BLANK = re.compile(rb"(?:\\[nrt])+")
_NO_NUMBER = re.compile("NaN|-?Infinity")
_KEY_END = re.compile(rb'"[ \t\r]*:')
_DIGITS_TO_ZERO = bytes(48 if 48 <= byte <= 57 else 32 for byte in range(256))
_LONG_RUN = b"0" * 19
"""As many digits as the smallest integer beyond 64 bits has; shorter ones need no second look."""

_LEAST, _MOST = -(2**63), 2**64 - 1

KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


def kind_of(value: object) -> str:
    """What a JSON value is, in words."""
    return "true" if value is True else "false" if value is False else KINDS[type(value)]


def string_or_empty(value: dict[str, Any], name: str) -> str:
    """The string under a key; empty where it is missing or null, InputError for anything else."""
    found = value.get(name)
    if found is None:
        return ""
    if type(found) is not str:
        raise InputError(f"its “{name}” is {kind_of(found)}, not a string")
    return found


def rows(source: Source, options: ReadOptions) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """Yield each line's number from 1 and its object, or a Problem. Blank lines are passed.

    A file without a single row is another kind of file, and is refused with one reason where that tells more
    than one for each line.
    """
    before: list[Problem] = []  # what stands ahead of the first row
    other_kind, found, guessed = "", False, False
    for number, line in lines(source.stream, options.encoding):
        if isinstance(line, bytes) and (not line or line.isspace()):
            continue
        row = _row(line)
        if isinstance(row, dict):
            yield from before if not found else ()
            found = True
            yield number, row
            continue
        problem = refusal(source, number, line, row, guess=not guessed)
        guessed = guessed or isinstance(problem, EncodingProblem)
        if found:
            yield problem
            continue
        before.append(problem)
        if len(before) == 1 and isinstance(line, bytes):
            other_kind = _not_lines(line)
        if len(before) >= (2 if other_kind else _LONGEST_WAIT):
            break
    if not found and before:
        yield from _no_rows(source.name, before, other_kind)


def refusal(source: Source, number: int, line: bytes | InputError, error: InputError, *, guess: bool) -> Problem:
    """Why a line is no row; with a guess at the file's encoding if that is asked for and the reason."""
    likely = _guess(line, source.stream) if guess and isinstance(line, bytes) else None
    if likely is None:
        return Problem(source.name, number, str(error), "document" if number else "file")
    fact = str(error).partition("; ")[0]
    if likely.encoding in _WIDE:
        fact = "it has no byte order mark"
    advice = f"it looks like {likely.encoding} (“{likely.preview}”): if that reads well, give --encoding"
    return EncodingProblem(source.name, number, f"{fact}; {advice} {likely.encoding}", guess=likely)


def _guess(line: bytes, stream: Stream) -> Guess | None:
    """What encoding a line is in that is not UTF-8, judged with some of what follows; None if there is no telling."""
    if wide_without_mark(line):
        return guess_encoding(line[: len(line) // 2 * 2])
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        following = stream.peek(_CHUNK)
        sample = line + b"\n" + following[: following.rfind(b"\n") + 1]
        # The letters of escapes would stand among those of another alphabet, as no language has them.
        return guess_unless_broken(_ESCAPED_BLANK.sub(b" ", sample)) if len(line) <= _CHUNK else None
    return None


def _no_rows(file: str, problems: list[Problem], other_kind: str) -> list[Problem]:
    """What to say of a file in which no line is a row."""
    first = problems[0]
    if isinstance(first, EncodingProblem):
        reason = first.reason.replace("the line", f"line {first.line}", 1)
        return [EncodingProblem(file, 0, reason, "file", guess=first.guess)]
    if other_kind:
        return [Problem(file, 0, other_kind, "file")]
    if len(problems) <= _FEW:
        return problems
    count = f"its first {len(problems):,}" if len(problems) == _LONGEST_WAIT else f"its {len(problems):,}"
    reason = f"it is no JSON lines: none of {count} lines is a row (line {first.line}: {first.reason})"
    return [Problem(file, 0, reason, "file")]


def _row(line: bytes | InputError) -> dict[str, Any] | InputError:
    if isinstance(line, InputError):
        return line
    try:
        return parse(line)
    except InputError as error:
        return error


def parse(line: bytes, what: str = "line") -> dict[str, Any]:
    """The object that ``line`` holds, called ``what`` in sentences; InputError with the reason when none can be
    kept unchanged."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        _refuse_json(line, error, what)
    if type(value) is not dict:
        raise InputError(f"the {what} holds {kind_of(value)}, not an object")
    if line.count(b"{") + line.count(b"[") > LIMITS["depth"]:
        _refuse_depth(value)
    if b"\\u0000" in line:
        _refuse_nul(value)
    written = orjson.dumps(value)
    if written != line:
        if _may_repeat_a_key(line, written):
            json.loads(line, object_pairs_hook=_refuse_repeated)
        if _LONG_RUN in line.translate(_DIGITS_TO_ZERO):
            json.loads(line, parse_int=_refuse_large)
    return value


def lines(stream: Stream, encoding: str | None) -> Iterator[tuple[int, bytes | InputError]]:
    """Lines as UTF-8 without their ends, numbered from 1; bytes that are not UTF-8 come as they are."""
    head = stream.peek(4)[:4]
    for mark, marked in MARKS:
        if head.startswith(mark):
            stream.read(len(mark))
            return _utf8_lines(stream, None) if marked == "utf-8" else _recoded(stream, marked)
    known = None if encoding is None else unmarked(encoding, stream.peek(_CHUNK))
    if known is not None and not extends_ascii(known):
        return _recoded(stream, known)
    return _utf8_lines(stream, known)


def _utf8_lines(stream: Stream, fallback: str | None) -> Iterator[tuple[int, bytes | InputError]]:
    limit = LIMITS["line"]
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            yield number, _too_long()
            _skip_line(stream)
        else:
            yield number, _as_utf8(line.rstrip(b"\r\n"), fallback)


def _as_utf8(line: bytes, fallback: str | None) -> bytes | InputError:
    if fallback is None or line.isascii():
        return line
    try:
        line.decode("utf-8")
        return line
    except UnicodeDecodeError:
        pass
    try:
        return line.decode(fallback).encode("utf-8")
    except UnicodeError:
        return InputError(f"the line is neither UTF-8 nor {fallback}; name its real encoding with --encoding")


def _recoded(stream: Stream, encoding: str) -> Iterator[tuple[int, bytes | InputError]]:
    """Lines of a file in an encoding whose line ends are not the single byte 10."""
    decoder = codecs.getincrementaldecoder(encoding)()
    number, rest = 0, ""
    while True:
        chunk = stream.read(_CHUNK)
        broken = False
        try:
            rest += decoder.decode(chunk, final=not chunk)
        except UnicodeError as error:  # some codecs do not say where
            if isinstance(error, UnicodeDecodeError):
                rest += error.object[: error.start].decode(encoding, "ignore")
            broken = True
        *whole, rest = rest.split("\n")
        for line in whole:
            number += 1
            yield number, line.rstrip("\r").encode("utf-8", "surrogatepass")
        if broken:
            yield number + 1, InputError(f"here the file stops being {encoding}; save it again as UTF-8")
            return
        if len(rest) > LIMITS["line"]:
            yield number + 1, _too_long()
            return
        if not chunk:
            if rest:
                yield number + 1, rest.encode("utf-8", "surrogatepass")
            return


def _too_long() -> InputError:
    return InputError(f"the line is longer than {LIMITS['line'] // MEGABYTE} MB; split the document")


def _skip_line(stream: Stream) -> None:
    while (piece := stream.readline(_CHUNK)) and not piece.endswith(b"\n"):
        pass


def _not_lines(line: bytes) -> str:
    """Why a file whose first line is bad is no JSON Lines at all; empty if it may be."""
    start = line.lstrip()
    if start.startswith(b"<"):
        return "it looks like HTML, not like JSON lines; save the article's text as a .txt file"
    if _ROW_AFTER_CR.search(start):
        return "its lines end with a carriage return alone; save it with the line ends of Unix or Windows"
    if start.startswith((b"PK\x03\x04", b"%PDF", b"SQLite format 3\0")) or b"\0" in line:
        return "it is a binary file, not JSON lines"
    return ""


def _refuse_json(line: bytes, error: orjson.JSONDecodeError, what: str) -> NoReturn:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise InputError(
            f"the {what} is not UTF-8 (byte 0x{line[broken.start]:02X} at byte {broken.start + 1}); "
            "save the file as UTF-8 or name its encoding with --encoding"
        ) from None
    if line.startswith(codecs.BOM_UTF8):
        raise InputError("a byte order mark stands before it, as where files were joined; remove it") from None
    if word := _NO_NUMBER.match(line.decode(), max(0, error.pos - error.msg.startswith("no digit"))):
        raise InputError(f"{word[0]} at character {word.start() + 1} is no JSON; write null in its place") from None
    if "surrogate" in error.msg:
        raise InputError(
            f"half a surrogate pair (such as \\ud800) stands at character {error.pos + 1}; remove it"
        ) from None
    if "depth" in error.msg:
        raise _too_deep() from None
    if "infinity" in error.msg:
        raise InputError(f"the number at character {error.pos + 1} is too large") from None
    if "end of data" in error.msg:
        raise InputError(f"the {what} breaks off in the middle of its JSON; the file may have been cut off") from None
    raise InputError(f"the {what} is not valid JSON: {error.msg} at character {error.pos + 1}") from None


def _may_repeat_a_key(line: bytes, written: bytes) -> bool:
    """Whether ``line`` may hold more keys than ``written``, the same value written without any repeated.

    Every key ends in a quote and a colon. A string that holds or opens with those characters counts alike on
    both sides, unless it spells them as escapes.
    """
    if b"\\u002" in line or b"\\u003" in line:
        return True
    if b" :" in line or b"\t:" in line or b"\r:" in line:
        return len(_KEY_END.findall(line)) != len(_KEY_END.findall(written))
    return line.count(b'":') != written.count(b'":')


def _refuse_repeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"the key “{shorten(twice)}” stands twice in one object; keep one of the two")
    return found


def _refuse_large(digits: str) -> int:
    if len(digits) > 20 or not _LEAST <= int(digits) <= _MOST:
        raise InputError(f"the number {shorten(digits, 24)} is beyond 64 bits; write it as a string")
    return 0


def _refuse_depth(value: dict[str, Any]) -> None:
    level: list[dict[str, Any] | list[Any]] = [value]
    depth = 0
    while level:
        depth += 1
        if depth > LIMITS["depth"] + 1:
            raise _too_deep()
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]


def _too_deep() -> InputError:
    return InputError(f"its values are nested more than {LIMITS['depth']} levels deep")


def _refuse_nul(value: object, path: str = "") -> None:
    if isinstance(value, str):
        if "\0" in value:
            where = f" of “{path}”" if path else ""
            raise InputError(f"there is a NUL character at character {value.index(chr(0)) + 1}{where}; remove it")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if "\0" in key:
                raise InputError("there is a NUL character in the name of a key; remove it")
            _refuse_nul(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            _refuse_nul(inner, f"{path} {number}")


def shorten(text: str, length: int = 40) -> str:
    """``text`` on one line for a sentence, cut to ``length`` code points, with “…” where something was left out; line
    ends and tabs show as ↵ and ⇥, since a span may be wrong by nothing but them."""
    text = text if len(text) <= length else text[: length - 1] + "…"
    return text if text.isprintable() else text.translate(_SHOWN)
