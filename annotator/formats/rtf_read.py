"""The text of rich text (RTF 1.9): read in one pass with a stack of groups, no recursion.

Taken as if every tracked change had been accepted; without headers, footers, comments, hidden text and list
numbers. Paragraphs are parted by a blank line, rows by a line break, cells by a tab.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from annotator.formats.extracted import Extracted, Facts
from annotator.formats.rtf_terms import CHARSETS, FACTS, PARAGRAPHS, SIGNS, SILENT, WORDS, known_encoding
from annotator.model.errors import InputError

_PIECE = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"  # a control word with its number
    rb"|\\'([0-9a-fA-F]{2})"  # a byte of text
    rb"|\\([^a-zA-Z'])"  # a control sign
    rb"|([{}])"
    rb"|[\r\n]+"
    rb"|([^\\{}\r\n]+)"  # text
    rb"|\\.?",  # what makes no sense
    re.DOTALL,
)
_MOST_PIECES = 3_000_000
"""A book has some hundred thousand; ten seconds."""
_MOST_GROUPS = 10_000
"""Groups within each other; writers make some dozens."""


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces, and ends with it."""

    silent: bool = False
    skip: int = 1
    """Characters that follow ``\\u`` for readers that do not know it."""
    font: int = -1
    hidden: bool = False
    deleted: bool = False
    to: str = "text"
    """Where its words go: the text, the notes or a fact."""
    fresh: bool = True
    """Nothing has stood in it yet, so that a destination may."""


@dataclass(slots=True)
class _State:
    codepage: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    default_font: int = -1
    font_read: int = -1
    """The font that the font table is speaking of."""
    pending: bytearray = field(default_factory=bytearray)
    """Bytes that are text in the current font's code page."""
    high: int = 0
    """The first half of a surrogate pair."""
    words: dict[str, list[str]] = field(default_factory=lambda: {"text": [], "notes": []})
    date: list[str] = field(default_factory=list)
    removed: bool = False
    hidden: bool = False


def extract(data: bytes, *, notes: bool) -> Extracted:
    """The text of a file. InputError for what is no rich text, or is damaged."""
    if data.lstrip()[:5].lower() != b"{\\rtf":
        raise InputError("it is no rich text: it does not begin with {\\rtf")
    reader = _Reader()
    reader.read(data)
    if reader.cut_off:
        raise InputError("it ends in the middle: its last brace is missing, as where a file was cut off")
    state = reader.state
    text = _tidy(state.words["text"])
    if notes and (added := _tidy(state.words["notes"])):
        text += "\n\n" + added
    remarks = []
    if state.removed:
        remarks.append("it has tracked changes: what they delete was left out, what they insert was taken")
    if state.hidden:
        remarks.append("its hidden text was left out")
    facts = Facts(
        title="".join(state.words.get("title", ())),
        author="".join(state.words.get("author", ())),
        file_date="-".join(state.date[:3]),
    )
    return Extracted(text, facts, remarks)


class _Reader:
    def __init__(self) -> None:
        self.state = _State()
        self.cut_off = True
        self._groups = [_Group()]
        self._to_skip = 0

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    def read(self, data: bytes) -> None:
        place = pieces = 0
        while found := _PIECE.match(data, place):
            place = found.end()
            pieces += 1
            if pieces > _MOST_PIECES:
                raise InputError(f"it has more than {_MOST_PIECES:,} control words and pieces of text; split it")
            word, number, code, sign, brace, text = found.groups()
            if word is not None:
                place += self._read_word(word.decode("ascii"), number)
            elif code is not None:
                self._read_bytes(bytes.fromhex(code.decode("ascii")))
            elif text is not None:
                self._read_bytes(text)
            elif sign is not None:
                self._read_sign(sign)
            elif brace is not None:
                self._read_brace(opens=brace == b"{")
                if len(self._groups) == 1:
                    self.cut_off = False
                    return
            if place >= len(data):
                break
        self._flush()

    def _read_brace(self, *, opens: bool) -> None:
        self._flush()
        self._to_skip = 0
        if not opens:
            if len(self._groups) > 1 and self._groups.pop().to == "notes" != self._group.to:
                self._say_to("notes", "\n\n")
        elif len(self._groups) > _MOST_GROUPS:
            raise InputError(f"its groups are nested more than {_MOST_GROUPS:,} levels deep")
        else:
            self._groups.append(replace(self._group, fresh=True))

    def _read_sign(self, sign: bytes) -> None:
        self._flush()
        if sign == b"*":  # a destination that not every reader has to know: none of those we know
            if self._group.fresh:
                self._group.silent = True
            return
        if sign in (b"\r", b"\n"):
            self._break("\n\n")
        elif sign in SIGNS:
            self._say_unless_skipped(SIGNS[sign])

    def _read_word(self, word: str, digits: bytes | None) -> int:
        """Do what a control word says; how many bytes behind it belong to it."""
        number = int(digits) if digits else None
        group, state = self._group, self.state
        fresh, group.fresh = group.fresh, False
        if word == "bin":
            return max(0, number or 0)
        if word == "u" and number is not None:
            self._read_code_unit(number % 0x10000)
            return 0
        self._flush()
        if fresh and (word in SILENT or word in FACTS or word in ("footnote", "shptxt", "shprslt")):
            self._begin_destination(word)
        elif word in PARAGRAPHS:
            self._break("\n\n")
        elif word in ("row", "nestrow"):
            self._break("\n")
        elif word in ("cell", "nestcell"):
            self._break("\t")
        elif word in WORDS:
            self._say_unless_skipped(WORDS[word])
        elif word == "uc":
            group.skip = max(0, number or 0)
        elif word == "f" and number is not None:
            group.font = state.font_read = number
        elif word == "fcharset" and number is not None:
            state.fonts[state.font_read] = CHARSETS.get(number, "")
        elif word == "deff" and number is not None:
            state.default_font = number
        elif word == "ansicpg" and number is not None:
            state.codepage = known_encoding(f"cp{number}") or state.codepage
        elif word in ("mac", "pc", "pca"):
            state.codepage = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "plain":
            group.hidden = group.deleted = False
            group.font = state.default_font
        elif word == "v":
            group.hidden = number != 0
        elif word == "deleted":
            group.deleted = number != 0
        elif word in ("yr", "mo", "dy") and group.to == "file_date" and number is not None:
            state.date.append(f"{number:02d}")
        return 0

    def _begin_destination(self, word: str) -> None:
        group = self._group
        if word in ("footnote", "shptxt"):
            # A box of text or a note inside what is silent by itself is text all the same.
            if word == "footnote":
                group.to = "notes"
            group.silent = False
        elif word in FACTS:
            group.to = FACTS[word]
            group.silent = False
        elif word == "shprslt":  # the old picture of a shape that was read already
            group.silent = True
        else:
            group.silent = True

    def _read_bytes(self, data: bytes) -> None:
        self._group.fresh = False
        if self._to_skip:
            gone = min(self._to_skip, len(data))
            self._to_skip -= gone
            data = data[gone:]
        if not self._group.silent:
            self.state.pending += data

    def _read_code_unit(self, unit: int) -> None:
        self._flush(keep_half=True)
        state = self.state
        self._to_skip = self._group.skip
        if 0xD800 <= unit < 0xDC00:
            state.high = unit
        elif 0xDC00 <= unit < 0xE000:
            if state.high:
                self._say(chr(0x10000 + ((state.high - 0xD800) << 10) + unit - 0xDC00))
            state.high = 0
        else:
            state.high = 0
            self._say(chr(unit))

    def _flush(self, *, keep_half: bool = False) -> None:
        state = self.state
        if not keep_half:
            state.high = 0
        if not state.pending:
            return
        font = self._group.font if self._group.font >= 0 else state.default_font
        encoding = state.fonts.get(font) or state.codepage
        try:
            words = state.pending.decode(encoding)
        except UnicodeDecodeError as error:
            byte = state.pending[error.start]
            raise InputError(f"a byte of its text (0x{byte:02X}) is none of {encoding}, which it names") from None
        state.pending.clear()
        self._say(words)

    def _break(self, what: str) -> None:
        if not self._group.silent and self._group.to in ("text", "notes"):
            self._say_to(self._group.to, what)

    def _say_unless_skipped(self, sign: str) -> None:
        """A sign counts as one of the characters that stand in for a ``\\u`` before it."""
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._say(sign)

    def _say(self, words: str) -> None:
        group = self._group
        group.fresh = False
        if group.silent:
            return
        if group.deleted or group.hidden:
            self.state.removed |= group.deleted
            self.state.hidden |= group.hidden and not group.deleted
            return
        self._say_to(group.to, words)

    def _say_to(self, where: str, words: str) -> None:
        self.state.words.setdefault(where, []).append(words)


def _tidy(words: list[str]) -> str:
    """Without empty paragraphs, and without the tab behind a row's last cell."""
    text = re.sub(r"\t(?=\n)", "", "".join(words))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
