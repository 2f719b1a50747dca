"""Which column of a CoNLL file is what: told by its header, by the user, or by its first line of a token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.json_rows import shorten
from annotator.formats.tags import looks_tagged, parted
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from annotator.formats.base import ReadOptions

DOCUMENT_START = "-DOCSTART-"
_IDS = re.compile(r"[0-9]+(?:[-.][0-9]+)?")
_CONLLU = 10
_TAG_NAMES = frozenset(("TAG", "TAGS", "NER", "NE", "NER_TAG", "NER_TAGS", "ENTITY", "LABEL"))


class Layout(NamedTuple):
    """Where in a line what stands; places count from 0, -1 is the last, None is nowhere."""

    token: int
    tags: tuple[int, ...]
    names: tuple[str, ...]
    """What the columns of tags are called; empty words where they have no name."""
    delimiter: str | None
    """None: any run of blanks."""
    number: int | None = None
    """Number of the token in its sentence."""
    misc: int | None = None
    start: int | None = None
    end: int | None = None
    annotator: int | None = None
    width: int = 0
    needed: int = 2
    """How many cells a line must have."""

    def cells(self, line: str) -> list[str]:
        return line.split(self.delimiter)

    def unread(self) -> str:
        """The columns that are not kept, for a sentence."""
        used = {self.token, self.number, self.misc, self.start, self.end, self.annotator}
        used |= {place % self.width for place in self.tags}
        places = [str(place + 1) for place in range(self.width) if place not in used]
        return ", ".join(places)


def layout_of(line: str, names: list[str], options: ReadOptions) -> Layout:
    """The layout of a file, by its first line of a token and the names of its columns, if it gives any.

    InputError, as a clause about the file, if it cannot be one.
    """
    asked = options.settings.get("delimiter", "auto")
    tabs = asked == "tab" or (asked != "space" and "\t" in line)
    delimiter = "\t" if tabs else None
    cells = line.split(delimiter)
    if len(cells) < 2:
        raise InputError(
            f"its first line of a token, “{shorten(line.strip())}”, has one column; CoNLL has a token and a tag"
        )
    upper = [name.upper() for name in names]
    numbered = bool(_IDS.fullmatch(cells[0])) and len(cells) > 2

    def named(*known: str) -> int | None:
        return next((upper.index(name) for name in known if name in upper), None)

    def chosen(what: str, otherwise: int | None) -> int | None:
        return _place(options.columns[what], upper, len(cells)) if what in options.columns else otherwise

    number = chosen("id", named("ID") if names else (0 if numbered else None))
    token = chosen("token", named("FORM"))
    if token is None:
        token = 1 if number == 0 else 0
    tags: tuple[int, ...]
    misc = named("MISC") if names else (9 if numbered and len(cells) == _CONLLU and tabs else None)
    annotator = chosen("annotator", None)
    if "tag" in options.columns:
        tags = tuple(_place(part, upper, len(cells)) for part in options.columns["tag"].split(","))
    elif names:
        tags = tuple(place for place, name in enumerate(upper) if name in _TAG_NAMES or name.startswith("TAG:"))
        if not tags and misc is None:
            tags = (-1,)
    elif misc is not None:
        tags = ()
    elif numbered and len(cells) == 5 and looks_tagged([cells[2]]):
        # Universal NER: number, token, tag, a column without use, who annotated it.
        tags, annotator = (2,), 4 if annotator is None else annotator
    else:
        tags = (-1,)
    start, end = named("SPAN:START"), named("SPAN:END")
    used = [place for place in (token, number, misc, start, end, annotator, *tags) if place is not None]
    return Layout(
        token,
        tags,
        tuple(names[place].partition(":")[2] if names else "" for place in tags),
        delimiter,
        number,
        misc,
        start,
        end,
        annotator,
        len(cells),
        max(2, 1 + max(used)),
    )


def is_comment(line: str, layout: Layout | None) -> bool:
    """Whether a line that begins with ``#`` is none of a token: tokens may begin with it too."""
    if layout is not None and layout.number == 0:
        return True
    if line.startswith("# "):
        if layout is None or layout.delimiter == "\t" or not layout.tags:
            return True
        cells = line.split()
        return not (len(cells) == layout.width and looks_tagged([cells[-1]]) and parted(cells[-1]) != ("I", cells[-1]))
    if layout is None or layout.delimiter == "\t":
        return "\t" not in line
    return len(line.split()) != layout.width


def _place(asked: str, upper: list[str], width: int) -> int:
    """A column by its number from 1, or its name."""
    asked = asked.strip()
    if asked.upper() in upper:
        return upper.index(asked.upper())
    if re.fullmatch("[0-9]{1,4}", asked) and 1 <= int(asked) <= width:
        return int(asked) - 1
    known = f"; their names are {', '.join(upper[:20])}" if upper else ""
    raise InputError(f"it has no column “{shorten(asked)}”: it has {width} columns, counted from 1{known}")
