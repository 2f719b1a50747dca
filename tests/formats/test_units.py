"""The mapper between code points and other tools' units, against counting character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.units import OffsetMapper, Unit

TEXTS = st.text(alphabet="a\r\né語😀\U0010ffff", max_size=12)


def counted(text: str, unit: Unit) -> list[int | None]:
    """Where each code point begins, and the end; None for the place inside a ``\\r\\n`` that counts as one."""
    places: list[int | None] = [0]
    place = 0
    for index, character in enumerate(text):
        pair = text[index : index + 2] == "\r\n"
        match unit:
            case Unit.UTF_16:
                place += len(character.encode("utf-16-le")) // 2
            case Unit.BYTE:
                place += len(character.encode())
            case Unit.CRLF:
                place += 2 if character == "\n" and text[index - 1 : index] != "\r" else 1
            case Unit.LF:
                place += 0 if pair else 1
            case Unit.CODE_POINT:
                place += 1
        places.append(None if unit is Unit.LF and pair else place)
    return places


@given(TEXTS, st.sampled_from(list(Unit)))
def test_every_place_is_converted_and_no_other(text: str, unit: Unit):
    mapper, expected = OffsetMapper(text, unit), counted(text, unit)
    assert [mapper.from_code_points(offset) for offset in range(len(text) + 1)] == expected
    back = {place: offset for offset, place in enumerate(expected) if place is not None}
    assert mapper.length == expected[-1]
    for place in range(-1, mapper.length + 2):
        assert mapper.to_code_points(place) == back.get(place)
    assert mapper.from_code_points(-1) is None
    assert mapper.from_code_points(len(text) + 1) is None
