"""No input ends a reader in anything but a sentence: a little of it always, a million inputs when asked for.

``./packaging/test --long tests/fuzz`` takes as many of each as ``ANNOTATOR_FUZZ`` says, else a million, which is
hours; ``python -m tests.fuzz.runner TARGET --minutes 30`` as many as fit.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fuzz import runner, targets

if TYPE_CHECKING:
    from pathlib import Path

SHORT = {"jsonl": 1500, "text": 500, "formats": 600, "scheme": 1500, "import": 40, "opener": 60, "hostile": 60}

FOUND = {
    "opener": (33, 567, 100160, 6030632, 6078634, 6151391, 6168137),
    "hostile": (20, 60, 61, 313, 1005159, 1013160, 1015206, 6077338),
}
"""Seeds that once went wrong: an odd format, a row of other types, an error that is no text; a label that is not
there, a search index without a version, a label or annotator that is gone, a log that was emptied; a list in a circle,
a journal that makes the file half a gigabyte, a search index that wants all memory; a rescue that took too long, and
one that joined spans of two documents."""


@pytest.mark.parametrize("target", SHORT)
def test_some_inputs_end_well_or_in_a_sentence(target: str, tmp_path: Path):
    for seed in range(SHORT[target]):
        folder = tmp_path / str(seed)
        folder.mkdir()
        targets.TARGETS[target](seed, folder)


@pytest.mark.parametrize(("target", "seed"), [(target, seed) for target, seeds in FOUND.items() for seed in seeds])
def test_what_once_went_wrong_goes_well(target: str, seed: int, tmp_path: Path):
    targets.TARGETS[target](seed, tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="a process is limited and watched by means of Linux")
@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (lambda seed, _: 1 // (seed - 3), "ZeroDivisionError"),
        (lambda seed, _: os._exit(9) if seed == 3 else None, "ended with 9"),
        (lambda seed, _: bytearray(2 << 30) if seed == 3 else None, "MemoryError"),
        (lambda seed, _: sum(iter(int, 1)) if seed == 3 else None, "more than 0.3 seconds"),
    ],
)
def test_the_runner_notices_a_failure_and_goes_on(feed: object, said: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(targets.TARGETS, "broken", feed)
    monkeypatch.setattr(runner, "HANG", 0.3)
    outcome = runner.run("broken", 0, 6)
    assert outcome.inputs == 6
    assert list(outcome.failures) == [3]
    assert said in outcome.failures[3]


@pytest.mark.long
@pytest.mark.timeout(0)
@pytest.mark.parametrize("target", SHORT)
def test_a_million_inputs_end_well_or_in_a_sentence(target: str):
    count = int(os.environ.get("ANNOTATOR_FUZZ", "1000000"))
    outcome = runner.run(target, 10_000_000, count)
    assert not outcome.failures, outcome.failures
    assert outcome.inputs == count
