"""Finding commands and words: few letters, any case, any blanks."""

import pytest

from annotator.gui.article_find import occurrences
from annotator.gui.fuzzy import score


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("nd", "Next document", "Find"),
        ("doc", "Next document", "Done, and compare"),
        ("find", "Find next", "Move the end"),
        ("und", "Undo", "Guideline, and"),
        ("ns", "Next span", "Labels and spans"),
    ],
)
def test_the_better_fit_comes_first(typed: str, better: str, worse: str):
    assert (score(typed, better) or 0) > (score(typed, worse) if score(typed, worse) is not None else -1)


@pytest.mark.parametrize("typed", ["xyz", "spannext", "nextt"])
def test_letters_that_do_not_come_in_this_order_fit_nothing(typed: str):
    assert score(typed, "Next span") is None


@pytest.mark.parametrize(
    ("text", "sought", "found"),
    [
        ("Halvia and HALVIA", "halvia", [(0, 6), (11, 17)]),
        ("two\r\n words, two words", "two words", [(0, 11), (13, 22)]),
        ("😀 talks 😀", "😀", [(0, 1), (8, 9)]),
        ("a.b axb", "a.b", [(0, 3)]),
        ("министр Министр", "МИНИСТР", [(0, 7), (8, 15)]),
        ("aaa", "aa", [(0, 2)]),
        ("anything", "  ", []),
        ("İstanbul", "i", [(0, 1)]),
    ],
)
def test_words_are_found_at_their_code_points(text: str, sought: str, found: list[tuple[int, int]]):
    assert [tuple(extent) for extent in occurrences(text, sought)] == found
