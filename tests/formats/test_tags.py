"""Each scheme of tags against examples worked by hand, and any runs through each of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.tags import UNREAD, Run, decoded, encoded

RUNS = [Run(0, 1, "X"), Run(1, 3, "X"), Run(4, 5, "Y"), Run(5, 8, "X")]
BY_HAND = {
    "iob2": "B-X B-X I-X O B-Y B-X I-X I-X O",
    "iob1": "I-X B-X I-X O I-Y I-X I-X I-X O",
    "bioes": "S-X B-X E-X O S-Y B-X I-X E-X O",
    "bilou": "U-X B-X L-X O U-Y B-X I-X L-X O",
    "bmes": "S-X B-X E-X O S-Y B-X M-X E-X O",
}


@pytest.mark.parametrize("scheme", BY_HAND)
def test_a_scheme_writes_and_reads_what_was_worked_out_by_hand(scheme: str):
    assert encoded(RUNS, 9, scheme) == BY_HAND[scheme].split()
    assert decoded(BY_HAND[scheme].split()) == RUNS
    assert decoded(BY_HAND[scheme].split(), scheme) == RUNS


def test_io_cannot_part_neighbours_of_one_label():
    tags = encoded(RUNS, 9, "io")
    assert " ".join(tags) == "I-X I-X I-X O I-Y I-X I-X I-X O"
    assert decoded(tags) == [Run(0, 3, "X"), Run(4, 5, "Y"), Run(5, 8, "X")]


@pytest.mark.parametrize(
    ("tags", "runs"),
    [
        ("O I-X I-Y", [Run(1, 2, "X"), Run(2, 3, "Y")]),  # begins without B
        ("B-X I-Y", [Run(0, 1, "X"), Run(1, 2, "Y")]),  # changes its label inside
        ("B-X E-X I-X", [Run(0, 2, "X"), Run(2, 3, "X")]),  # goes on after its end
        ("PER PER O LOC", [Run(0, 2, "PER"), Run(3, 4, "LOC")]),  # labels alone
        ("B I O", [Run(0, 2, "")]),  # prefixes alone
        ("B-X-1 I-X-1 - _", [Run(0, 2, "X-1")]),  # a dash in the label; no tag
        ("", []),
    ],
)
def test_irregular_tags_are_read_as_the_usual_scorers_do(tags: str, runs: list[Run]):
    assert decoded(tags.split()) == runs


def test_a_label_that_looks_like_a_prefix_can_be_read_as_it_is():
    assert decoded(["B-52", "B-52"], "io") == [Run(0, 2, "B-52")]
    assert decoded(["I-B-52", "O"], "io") == [Run(0, 1, "B-52")]


def test_tokens_nobody_read_are_marked():
    assert encoded([Run(0, 1, "X")], 3, fill=UNREAD) == ["B-X", "-", "-"]


@st.composite
def any_runs(draw: st.DrawFn) -> list[Run]:
    places = sorted(draw(st.sets(st.integers(0, 20), max_size=10)))
    return [
        Run(first, draw(st.integers(first + 1, past)), draw(st.sampled_from(["X", "Y", "A-B"])))
        for first, past in pairwise([*places, 21])
    ]


@given(any_runs(), st.sampled_from(list(BY_HAND)))
def test_any_runs_come_back(runs: list[Run], scheme: str):
    assert decoded(encoded(runs, 21, scheme)) == runs
