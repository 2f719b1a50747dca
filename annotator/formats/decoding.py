"""Bytes to text, exactly: byte order mark, strict UTF-8, then a guess that a person confirms.

Decoding never puts U+FFFD into a text; one that stands in the source stays. Line ends, tabs and special
blanks stay as they came. The byte order mark at the very start belongs to the encoding and is no part of the
text; U+FEFF anywhere else is.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from annotator.model.errors import InputError

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32 before UTF-16, whose little-endian mark begins the same."""

_SEVEN_BIT = ("utf16", "u16", "utf32", "u32", "utf7", "u7", "iso2022", "hz", "csiso2022")
"""How the names of encodings begin whose bytes can pass for UTF-8."""

_SHIFTED = re.compile(rb"\x1b\$[@B]")
"""How Japanese begins in the seven-bit encoding of its mails, which passes for ASCII."""

_NAMES = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32"}

_ASCII_WORD = re.compile(r"(?<![\w\ufffd])[a-z]+(?![\w\ufffd])")

_SMALL_WORDS = {
    "cp1252": (
        "the of and le la les des un une du est dans pour que qui sur der die das und den dem mit von ist im "
        "el los las del por una con para os as dos uma em com il di che della gli per och att det som med av "
        "og til er het een van voor met"
    ),
    "cp1250": "nie si na do jest od oraz dla przez co jak je se ve ze pro nebo az hogy nem ez egy is sa ako su",
    "cp1254": "ve bir bu ile da de ise olan daha sonra kadar",
    "cp1257": "ir kad su tai buvo par no un ka ar ei ja on oli",
}
"""Common words without accents by the encoding their languages were written in."""

_OLD = ("mac", "cp4", "cp7", "cp8")
_TYPOGRAPHY = frozenset("‘’“”«»–—…€\xa0")

_BROKEN_RUN = re.compile("[\udc80-\udcff]+")
_FEW_BROKEN = 5

_SAMPLE = 100_000
"""Bytes that are looked at for a guess; more only makes it slow."""

_PREVIEW = 60
"""Code points of a guess's preview."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What an unmarked file that is not UTF-8 is likely to be; for a person to confirm."""

    encoding: str
    confidence: float
    """From 0 to 1, in the guesser's own opinion."""
    preview: str
    """The first words that depend on the guess."""
    alternatives: tuple[str, ...] = ()


class DecodingError(InputError):
    """The bytes are no text in any encoding that could be found; ``guess`` is one to be confirmed, if any."""

    def __init__(self, reason: str, guess: Guess | None = None) -> None:
        super().__init__(reason)
        self.guess = guess


def check_encoding(name: str) -> str:
    """Return Python's name of a text encoding; InputError when there is none by this name."""
    try:
        known = codecs.lookup(name).name
        "".encode(known)
    except (LookupError, UnicodeError, ValueError):
        raise InputError(
            f"“{name}” is no known text encoding; try one such as utf-8, cp1252, windows-1251 or gb18030"
        ) from None
    return known


def extends_ascii(encoding: str) -> bool:
    """Whether bytes below 128 stand for ASCII in it; else its bytes can pass for UTF-8."""
    return not encoding.lower().replace("_", "").replace("-", "").startswith(_SEVEN_BIT)


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of ``data``: by its mark, as UTF-8, or as ``encoding`` if that was given.

    Raises DecodingError with a guess when none fits.
    """
    marked = _decode_marked(data)
    if marked is not None:
        return marked
    if encoding is not None and not extends_ascii(encoding):
        return _decode_as(data, encoding)
    if _SHIFTED.search(data) and encoding is None and _decodes(data, "iso2022_jp"):
        guess = Guess("iso2022-jp", 0.9, _preview(data, "iso2022_jp"))
        raise DecodingError(
            f"it looks like {guess.encoding} (“{guess.preview}”): if that reads well, give --encoding iso2022-jp", guess
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if encoding is not None and check_encoding(encoding) != "utf-8":
            return _decode_as(data, encoding)
        raise _explain(data, error) from None


def wide_without_mark(data: bytes) -> str | None:
    """The UTF-16 variant that unmarked bytes seem to be in, judged by where their zero bytes stand."""
    sample = data[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 4 * even and odd > len(sample) // 8:
        return "utf-16-le"
    if even > 4 * odd and even > len(sample) // 8:
        return "utf-16-be"
    return None


def unmarked(encoding: str, data: bytes) -> str:
    """The encoding that ``data``, which has no mark, is in when a person calls it ``encoding``.

    UTF-16 and UTF-32 leave the order of their bytes to a mark; without one it is told by where the zeros stand.
    """
    known = check_encoding(encoding)
    if known == "utf-16":
        return wide_without_mark(data) or "utf-16-le"
    if known == "utf-32":
        return "utf-32-be" if data.startswith(b"\0\0") else "utf-32-le"
    return known


def _decode_marked(data: bytes) -> Decoded | None:
    for mark, encoding in MARKS:
        if not data.startswith(mark):
            continue
        try:
            return Decoded(data[len(mark) :].decode(encoding), encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-32-le":
                continue  # the same two bytes open UTF-16, with a NUL as its first character
            line = data.count(b"\n", 0, len(mark) + error.start) + 1
            raise DecodingError(
                f"it begins with the mark of {_NAMES.get(encoding, 'UTF-8')}, but line {line} is broken "
                "or cut off; save it again as UTF-8"
            ) from None
    return None


def _decode_as(data: bytes, encoding: str) -> Decoded:
    known = unmarked(encoding, data)
    try:
        text = data.decode(known)
    except (UnicodeError, ValueError) as error:
        where = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise DecodingError(
            f"it is neither UTF-8 nor {encoding}{where}; name its real encoding with --encoding",
            guess_encoding(data),
        ) from None
    if text.startswith("\ufeff") and known.startswith("utf"):
        text = text[1:]
    return Decoded(text, known)


def _explain(data: bytes, error: UnicodeDecodeError) -> DecodingError:
    line = data.count(b"\n", 0, error.start) + 1
    if _nearly_utf8(_around(data, error.start)):
        return DecodingError(
            f"it is UTF-8 but for a broken byte 0x{data[error.start]:02X} in line {line}; "
            "correct that place, or name another encoding with --encoding"
        )
    guess = guess_encoding(data)
    if guess is None:
        return DecodingError(
            f"it is not UTF-8 (byte 0x{data[error.start]:02X} in line {line}) and its encoding could not be "
            "guessed; save it as UTF-8 or name its encoding with --encoding"
        )
    return DecodingError(
        f"it is not UTF-8; it looks like {guess.encoding} (“{guess.preview}”): "
        f"if that reads well, give --encoding {guess.encoding}",
        guess,
    )


def _around(data: bytes, place: int) -> bytes:
    """Enough bytes around a broken place to judge it by, cut where characters of UTF-8 begin."""
    start, end = max(0, place - _SAMPLE), min(len(data), place + 10 * _SAMPLE)
    while 0 < start < place and 0x80 <= data[start] < 0xC0:
        start += 1
    while place < end < len(data) and 0x80 <= data[end] < 0xC0:
        end -= 1
    return data[start:end]


def _nearly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 with a few broken places: then another encoding is no sensible guess.

    Pairs of bytes in Chinese encodings pass for UTF-8 now and then, so where much is broken, far more must
    be sound.
    """
    text = data.decode("utf-8", "surrogateescape")
    broken = len(_BROKEN_RUN.findall(text))
    sound = sum(character > "\x7f" for character in _BROKEN_RUN.sub("", text))
    return 0 < broken <= sound and (broken <= _FEW_BROKEN or sound >= 10 * broken)


def guess_unless_broken(data: bytes) -> Guess | None:
    """A guess for bytes that are not UTF-8; None where they are, but for a few broken places."""
    return None if _nearly_utf8(data) else guess_encoding(data)


def guess_encoding(data: bytes) -> Guess | None:
    """The likeliest encoding that decodes all of ``data``, or None."""
    wide = wide_without_mark(data)
    if wide is not None and _decodes(data, wide):
        return Guess(wide, 0.9, _preview(data, wide))
    from charset_normalizer import from_bytes

    fitting: list[tuple[str, float]] = [
        (match.encoding.replace("_", "-"), 1.0 - match.chaos)
        for match in from_bytes(data[:_SAMPLE])
        if _decodes(data, match.encoding)
    ]
    if not fitting:
        return None
    best, confidence = fitting[0]
    best = _latin_by_words(data, best) or best
    others = tuple(name for name, _ in fitting if name != best)
    return Guess(best, round(confidence, 2), _preview(data, best), others[:4])


def _latin_by_words(data: bytes, best: str) -> str | None:
    """Which encoding the small words speak for, when the guess is one of the Latin alphabet.

    Those encodings share most letters' places, so that the guesser often finds several equally good.
    """
    start = data[:_SAMPLE].decode(best, "ignore")
    letters = [character for character in start if character > "\x7f" and character.isalpha()]
    if sum(character > "\u024f" for character in letters) * 2 > len(letters):
        return None
    if _decodes(data, "cp1252") and data.decode("cp1252") == data.decode(best):
        return "cp1252"  # the same text by the commoner name
    words = Counter(_ASCII_WORD.findall(data[:_SAMPLE].decode("ascii", "replace").lower()))
    votes = {
        encoding: sum(words[word] for word in small.split())
        for encoding, small in _SMALL_WORDS.items()
        if _decodes(data, encoding)
    }
    winner = max(votes, key=lambda encoding: votes[encoding], default="")
    if votes.get(winner, 0) > 2:
        return winner
    # Too few words to tell by. What DOS and the old Macintosh wrote is rare by now.
    return "cp1252" if best.startswith(_OLD) and "cp1252" in votes and _reads_well(data.decode("cp1252")) else None


def _reads_well(text: str) -> bool:
    return all(character.isalpha() or character in _TYPOGRAPHY for character in text if character > "\x7f")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _preview(data: bytes, encoding: str) -> str:
    text = data.decode(encoding)
    first = next((i for i, character in enumerate(text) if character > "\x7f"), 0)
    start = max(0, first - _PREVIEW // 3)
    words = " ".join(text[start : start + _PREVIEW].split())
    return "".join(character for character in words if character.isprintable())
