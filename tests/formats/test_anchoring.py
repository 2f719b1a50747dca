"""Words are found again where something tells their place, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.anchoring import context_of, reanchor
from annotator.model.errors import InputError

TEXT = "Halvia left. The EU stayed. Halvia came back, and Halvia left again."


def test_words_that_stand_once_are_found_wherever_they_were():
    assert reanchor(TEXT, "The EU", near=900) == ((13, 19), "the only place")


def test_words_that_stand_several_times_are_told_apart_by_the_words_around_them():
    assert reanchor(TEXT, "Halvia", ". ", " came") == ((28, 34), "the words around it")
    assert reanchor(TEXT, "Halvia", "and ", " left").extent == (50, 56)


def test_of_several_places_alike_the_nearest_is_taken():
    text = "one two. one two. one two."
    assert reanchor(text, "two", "one ", ".", near=12) == ((13, 16), "the nearest of several alike")


@pytest.mark.parametrize(
    ("quote", "around", "near", "reason"),
    [
        ("Nobody", ("", ""), None, "is not in the document"),
        ("", ("", ""), None, "is not in the document"),
        ("Halvia", ("", ""), 0, "stands 3 times in the document, and nothing tells which is meant"),
        ("Halvia", ("quite other ", " words"), 0, "never with the words around it"),
        ("left", ("Halvia ", ""), None, "with the same words around it"),
    ],
)
def test_where_nothing_tells_nothing_is_taken(quote: str, around: tuple[str, str], near: int | None, reason: str):
    with pytest.raises(InputError, match=reason):
        reanchor(TEXT, quote, *around, near)


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_in_a_text_that_has_not_changed_words_are_found_where_they_are_or_refused(text: str, data: st.DataObject):
    start, end = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2)))
    try:
        found = reanchor(text, text[start:end], *context_of(text, start, end), start)
    except InputError:
        return
    assert found.extent == (start, end)


def test_words_that_stand_everywhere_take_no_time():
    with pytest.raises(InputError, match="very often"):
        reanchor("a" * 1_000_000, "a")
