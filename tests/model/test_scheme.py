"""Keys and colours for labels that come without one."""

from __future__ import annotations

import pytest

from annotator.model.scheme import DEFAULT_LABELS, free_colour, free_key


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("source", "", "s"),
        ("Source", "", "s"),
        ("actress", "act", "r"),
        ("угроза", "", "a"),
        ("угроза", "ab", "c"),
        ("any", "abcdefghijklmnopqrstuvwxyz", ""),
    ],
)
def test_a_label_without_a_key_gets_the_first_free_letter_of_its_name_or_else_of_the_alphabet(
    name: str, taken: str, key: str
):
    assert free_key(name, taken) == key


def test_labels_without_a_colour_get_colours_that_no_other_label_has():
    taken = {label.colour for label in DEFAULT_LABELS}
    for _ in range(6):
        colour = free_colour(taken)
        assert colour not in taken
        taken.add(colour)


def test_a_label_gets_a_colour_when_all_are_taken():
    taken: set[str] = set()
    for _ in range(11):
        taken.add(free_colour(taken))
    assert free_colour(taken) in taken
