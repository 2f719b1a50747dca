"""Code points <-> shown positions: nothing may ever be off by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.offsets import ShownText

texts = st.text(
    st.one_of(
        st.sampled_from("\r\n\r\n\u2028\u2029\ufeff\ufffe\ufdd0\ufdd1\u00a0\t😀🇺🇦e\u0301ا"),
        st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"),
    ),
    max_size=60,
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(texts)
def test_the_length_is_that_of_the_shown_string(text: str) -> None:
    shown = ShownText(text)
    assert shown.length == units(shown.text)
    assert shown.to_shown(len(text)) == shown.length


@given(texts)
def test_every_offset_comes_back_from_its_position(text: str) -> None:
    shown = ShownText(text)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            assert shown.to_shown(offset) == shown.to_shown(offset - 1)
        else:
            assert shown.to_stored(shown.to_shown(offset)) == offset


@given(texts)
def test_every_position_is_that_of_the_text_before_it(text: str) -> None:
    shown = ShownText(text)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":
            assert shown.to_shown(offset) == units(text[:offset].replace("\r\n", "\n"))


@pytest.mark.parametrize(("up", "expected"), [(False, 1), (True, 2)])
def test_a_place_inside_an_emoji_is_rounded_as_asked(up: bool, expected: int) -> None:
    assert ShownText("a😀b").to_stored(2, up=up) == expected


def test_folded_line_ends_take_one_position() -> None:
    shown = ShownText("a\r\nb")
    assert (shown.text, shown.length) == ("a\nb", 3)
    assert [shown.to_shown(i) for i in range(5)] == [0, 1, 1, 2, 3]
    assert [shown.to_stored(i) for i in range(4)] == [0, 1, 3, 4]


@pytest.mark.parametrize("mark", ["\ufeff", "\ufffe"])
def test_a_leading_byte_order_mark_is_shown_by_a_stand_in(mark: str) -> None:
    assert ShownText(mark + "ab").text == "\u25afab"
