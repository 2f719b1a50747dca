"""Runs a target on many seeds in a process of its own, watched: no crash, no hang, no end of memory.

``python -m tests.fuzz.runner TARGET --count 1000000 --first 0 --minutes 30`` from the checkout's root.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

HANG = 5.0
"""Seconds of computing that one input may take: on a busy machine the clock on the wall says nothing."""
STUCK = 60.0
"""The same by that clock, for what waits and does not compute."""
MEMORY = 1 << 30
"""Bytes the process may take."""


@dataclass
class Outcome:
    """How far it came, and which seeds went wrong in what way."""

    inputs: int = 0
    failures: dict[int, str] = field(default_factory=dict)


def run(target: str, first: int, count: int, minutes: float = 1e9, most_failures: int = 10) -> Outcome:
    """Feed the target with ``count`` seeds, going on after each failure until there are too many."""
    outcome = Outcome()
    deadline = time.monotonic() + 60 * minutes
    seed = first
    while seed < first + count and time.monotonic() < deadline and len(outcome.failures) < most_failures:
        reached, failure = _watch(target, seed, first + count, deadline)
        outcome.inputs += reached - seed
        seed = reached
        if failure:
            outcome.failures[seed] = failure
            outcome.inputs += 1
            seed += 1
    return outcome


def _watch(target: str, seed: int, end: int, deadline: float) -> tuple[int, str]:
    """Run a worker until it ends or has to be ended: which seed it was at, and what went wrong there."""
    context = multiprocessing.get_context("fork")
    at = context.Value("q", seed)
    told, tell = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(target, seed, end, deadline, at, tell), daemon=True)
    worker.start()
    tell.close()
    last, since, spent = seed, time.monotonic(), 0.0
    while worker.is_alive():
        worker.join(0.2)
        if at.value != last:
            last, since, spent = at.value, time.monotonic(), _computing(worker.pid)
        elif worker.is_alive() and (_computing(worker.pid) - spent > HANG or time.monotonic() - since > STUCK):
            worker.kill()
            worker.join()
            return at.value, f"it took more than {HANG} seconds"
    said = ""
    with contextlib.suppress(EOFError):
        said = told.recv() if told.poll() else ""
    if not said and worker.exitcode:
        said = f"the process ended with {worker.exitcode}"
    return at.value, said


def _computing(process: int | None) -> float:
    """Seconds the process has computed."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _work(target: str, seed: int, end: int, deadline: float, at: Synchronized[int], tell: object) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY + _in_use(), MEMORY + _in_use()))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    feed = TARGETS[target]
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=_memory_folder()) as name:
        for number in range(seed, end):
            at.value = number
            if number % 64 == 0 and time.monotonic() > deadline:
                return
            folder = Path(name)
            for left in folder.iterdir():
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            try:
                feed(number, folder)
            except BaseException:  # noqa: BLE001 - each is a finding
                tell.send(traceback.format_exc())  # type: ignore[attr-defined]
                return
        at.value = end


def _in_use() -> int:
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * 4096


def _memory_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=30.0)
    chosen = parser.parse_args()
    begun = time.monotonic()
    outcome = run(chosen.target, chosen.first, chosen.count, chosen.minutes)
    for seed, failure in outcome.failures.items():
        print(f"--- {chosen.target} {seed}\n{failure}")
    took = time.monotonic() - begun
    print(f"{chosen.target}: {outcome.inputs:,} inputs in {took:,.0f} s, {len(outcome.failures)} failures")
    return bool(outcome.failures)


if __name__ == "__main__":
    sys.exit(main())
