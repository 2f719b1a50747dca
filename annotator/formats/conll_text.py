"""Tokens of a sentence found in its text, or the text put together from them."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.span import Extent


@dataclass(slots=True)
class Row:
    """A token's line: its number, and where its parts are."""

    line: int
    cells: list[str]
    form: str
    number: str = ""
    spaced: bool = True
    """Whether a blank follows it in the text."""


@dataclass(slots=True)
class Placed:
    """A sentence's text, where each of its tokens stands in it, and whether a blank follows."""

    text: str
    places: list[Extent]
    spaced: bool = True
    missing: str = ""
    """The first token that could not be found in the text it was said to have, so that it was put together."""


@dataclass(slots=True)
class Sentence:
    """Lines between two blank ones."""

    comments: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    groups: dict[int, tuple[int, Row]] = field(default_factory=dict)
    """Place of the first word of a word group (``3-4 im``) -> place after its last, and the group's line."""

    def placed(self) -> Placed:
        """By its ``# text`` if its tokens are found there one after the other, else put together."""
        units = self._units()
        if "text" in self.comments:
            text = self.comments["text"]
            found = find_tokens(text, [row.form for _, _, row in units])
            if isinstance(found, list):
                return Placed(text, self._spread(units, found, text), _spaced(units))
            missing = found
        else:
            missing = ""
        text, places = "", []
        for number, (_, _, row) in enumerate(units):
            if number and units[number - 1][2].spaced:
                text += " "
            places.append(Extent(len(text), len(text) + len(row.form)))
            text += row.form
        return Placed(text, self._spread(units, places, text), _spaced(units), missing)

    def _units(self) -> list[tuple[int, int, Row]]:
        """Words, and groups of words that are written as one, as ``[first row, past the last row)``."""
        if not self.groups:
            return [(place, place + 1, row) for place, row in enumerate(self.rows)]
        units = []
        place = 0
        while place < len(self.rows):
            past, row = self.groups.get(place, (place + 1, self.rows[place]))
            past = min(max(past, place + 1), len(self.rows))
            units.append((place, past, row))
            place = past
        return units

    def _spread(self, units: list[tuple[int, int, Row]], places: list[Extent], text: str) -> list[Extent]:
        """A place for each word: within its group's if its form is found there, else the group's."""
        if not self.groups:
            return places
        spread: list[Extent] = []
        for (first, past, _), place in zip(units, places, strict=True):
            forms = [row.form for row in self.rows[first:past]]
            inside = find_tokens(text[place.start : place.end], forms) if past - first > 1 else ""
            if isinstance(inside, list):
                spread += [Extent(place.start + start, place.start + end) for start, end in inside]
            else:
                spread += [place] * (past - first)
        return spread


def _spaced(units: list[tuple[int, int, Row]]) -> bool:
    return not units or units[-1][2].spaced


def find_tokens(text: str, forms: list[str]) -> list[Extent] | str:
    """Where the forms stand in the text one after the other with nothing but blanks between; the first that does
    not, if one does not."""
    places: list[Extent] = []
    place = 0
    for form in forms:
        while place < len(text) and text[place].isspace() and not text.startswith(form, place):
            place += 1
        if not form or not text.startswith(form, place):
            return form
        places.append(Extent(place, place + len(form)))
        place += len(form)
    return places
