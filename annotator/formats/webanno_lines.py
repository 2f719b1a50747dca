"""WebAnno TSV, line by line: the layers its head names, its sentences, and what stands in a cell.

Escapes are those of the format's description: a backslash before ``\\ [ ] | _ ; *`` and ``->`` in values, and
``\\t \\n \\r \\f \\b`` in values, tokens and text. A line feed inside a sentence begins another ``#Text=`` line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.formats.json_rows import shorten
from annotator.model.errors import InputError

MARK = b"#FORMAT=WebAnno TSV 3"

_HEAD = re.compile(r"#(T_SP|T_RL|T_CH)=(.*)")
_COMMENT = re.compile(r"#([^\s=]+)=(.*)")
_ID = re.compile(r"(?P<token>(?P<sentence>[0-9]{1,9})-(?P<number>[0-9]{1,9}))(?P<sub>\.[0-9]{1,9})?")
_OFFSETS = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")

_STACKED = re.compile(r"((?:[^\\|]|\\.)*+)(?:\||$)", re.DOTALL)
_NUMBER = re.compile(r"\[([0-9_]{1,30})\]$")
"""At the end of a raw value: a bracket that belongs to the value would have a backslash before it."""
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_SPECIAL = re.compile(r"[\\\[\]|_;*\t\n\r\f\x08]|->")
_LETTERS = {character: letter for letter, character in _PLAIN.items()}


@dataclass(slots=True)
class Layer:
    """A layer of the head, and the columns (counted from 0 behind the token) it takes."""

    kind: str
    """``SP`` spans, ``RL`` relations, ``CH`` chains."""
    type: str
    features: list[str]
    base: str = ""
    """Of relations, the layer whose spans they link."""
    columns: list[str] = field(default_factory=list)
    """A feature a column; ``""`` for the mark of a layer without features; ``->`` before a slot's targets."""
    first: int = 0

    @property
    def short(self) -> str:
        return self.type.rpartition(".")[2] or self.type


class Row(NamedTuple):
    """A token or a part of one."""

    line: int
    address: str
    """``1-3`` or, of a part, ``1-3.1``."""
    token: str
    """``1-3`` in both."""
    start: int
    end: int
    words: str
    cells: list[str]

    @property
    def is_part(self) -> bool:
        return self.address != self.token


@dataclass(slots=True)
class Sentence:
    line: int
    text: str | None = None
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Tsv:
    layers: list[Layer]
    comments: dict[str, str]
    """Other lines of the head, name -> value."""
    sentences: list[Sentence]
    passed: int = 0
    """How many comments stand among the sentences; they are passed."""


def parsed(content: str) -> Tsv:
    """A file's lines. InputError (with its line) for a row that is none."""
    lines = content.split("\n")
    if not lines[0].startswith(MARK.decode()):
        raise InputError("its first line is not “#FORMAT=WebAnno TSV 3.x”, so it is no WebAnno TSV 3")
    found = Tsv([], {}, [])
    text_before = False
    for number, line in enumerate(lines[1:], 2):
        line = line.removesuffix("\r")
        if line.startswith("#Text="):
            part = unescaped(line[6:])
            if text_before:
                found.sentences[-1].text = f"{found.sentences[-1].text}\n{part}"
            else:
                found.sentences.append(Sentence(number, part))
            text_before = True
            continue
        if line.startswith("#") and not _ID.match(line):
            _comment(found, line)
        elif line.strip():
            row = _row(number, line)
            if not found.sentences or _starts_anew(found.sentences[-1], row):
                found.sentences.append(Sentence(number))
            found.sentences[-1].rows.append(row)
        text_before = False
    found.sentences = [sentence for sentence in found.sentences if sentence.rows or sentence.text]
    _lay_out(found)
    return found


def _starts_anew(sentence: Sentence, row: Row) -> bool:
    """Whether a row without ``#Text=`` before it belongs to another sentence than the last row."""
    return bool(sentence.rows) and sentence.rows[-1].token.partition("-")[0] != row.token.partition("-")[0]


def _comment(found: Tsv, line: str) -> None:
    if found.sentences:
        found.passed += 1
    elif head := _HEAD.fullmatch(line):
        name, *features = head[2].split("|")
        base = next((feature[3:] for feature in features if feature.startswith("BT_")), "")
        kept = [feature for feature in features if feature and not feature.startswith("BT_")]
        found.layers.append(Layer(head[1][2:], name, kept, base))
    elif comment := _COMMENT.fullmatch(line):
        found.comments[comment[1]] = comment[2]
    else:
        found.passed += 1


def _row(number: int, line: str) -> Row:
    cells = line.split("\t")
    address = _ID.fullmatch(cells[0])
    offsets = _OFFSETS.fullmatch(cells[1]) if len(cells) > 2 else None
    if address is None or offsets is None:
        raise InputError(f"line {number} is no row such as “1-1, 0-5, word”: “{shorten(line)}”")
    if len(cells) > 3 and not cells[-1]:
        cells.pop()
    return Row(number, cells[0], address["token"], int(offsets[1]), int(offsets[2]), cells[2], cells[3:])


def _lay_out(found: Tsv) -> None:
    """Give each layer its columns. Whether a relation without features has a column for that differs."""
    width = max((len(row.cells) for sentence in found.sentences for row in sentence.rows), default=0)
    for marked in (True, False):
        first = 0
        for layer in found.layers:
            layer.columns = _columns(layer, marked)
            layer.first = first
            first += len(layer.columns)
        if first == width or not any(sentence.rows for sentence in found.sentences):
            break
    else:
        raise InputError(f"its head names {first} columns behind the token, but its rows have {width}")
    for sentence in found.sentences:
        for row in sentence.rows:
            if len(row.cells) != width:
                raise InputError(f"line {row.line} has {len(row.cells)} columns behind the token, not {width}")


def _columns(layer: Layer, marked: bool) -> list[str]:
    columns: list[str] = []
    for feature in layer.features:
        columns.append(feature)
        if feature.startswith("ROLE_"):
            columns.append(f"->{feature}")
    if layer.kind == "RL":
        return [*(columns or ([""] if marked else [])), "BT"]
    return columns or [""]


def values(cell: str) -> list[tuple[str, str]]:
    """What a cell says of each annotation: number (empty if it has none) and raw value; none for ``_``."""
    if cell == "_" or not cell:
        return []
    stacked = [cell]
    if "|" in cell:
        stacked = []
        for found in _STACKED.finditer(cell):
            stacked.append(found[1])
            if found.end(1) == found.end():
                break
    pairs = []
    for item in stacked:
        number = _NUMBER.search(item)
        pairs.append((number[1], item[: number.start()]) if number else ("", item))
    return pairs


def value(raw: str) -> str | None:
    """The value that a cell's raw value stands for; None for ``*``, no value."""
    return None if raw == "*" else unescaped(raw)


def unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _PLAIN.get(found[1], found[1]), text) if "\\" in text else text


def escaped(text: str) -> str:
    """A value as it stands in a cell."""
    return _SPECIAL.sub(lambda found: "\\" + _LETTERS.get(found[0], found[0]), text)


def escaped_text(text: str) -> str:
    """A token, or one line of a sentence, as it stands in a file."""
    return re.sub(r"[\\\t\n\r\f\x08]", lambda found: "\\" + _LETTERS.get(found[0], found[0]), text)
