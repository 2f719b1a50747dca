"""Ratios: each benchmark runs beside its floor, in turn, and both medians are printed with the aim.

A floor is the least that the work costs with the same parts: SQLite, Qt and orjson used directly. Ratios hold
where absolute times do not, since both sides run on the same machine in the same minute.
"""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture


@dataclass(frozen=True)
class Row:
    work: str
    ours: float
    floor: float
    aim: str
    unit: str
    worst: float


_ROWS: list[Row] = []


class Beside:
    """Measures work and its floor in turn, and keeps a row for the table."""

    def __init__(self, benchmark: BenchmarkFixture) -> None:
        self._benchmark = benchmark

    def time(
        self,
        work: str,
        ours: Callable[[], object],
        floor: Callable[[], object],
        *,
        aim: str,
        rounds: int = 5,
        before: Callable[[], object] | None = None,
    ) -> None:
        """Time both; ``before`` runs unmeasured ahead of each run of ours. Milliseconds."""
        mine: list[float] = []
        theirs: list[float] = []

        def once() -> None:
            theirs.append(_timed(floor))
            if before is not None:
                before()
            mine.append(_timed(ours))

        once()
        # The program does the same a second after its start; else Python looks through all of pytest's objects.
        gc.collect()
        gc.freeze()
        mine.clear()
        theirs.clear()
        self.repeat(once, rounds)
        self.keep(work, mine, theirs, aim=aim, unit="ms")

    def repeat(self, once: Callable[[], object], rounds: int) -> None:
        """Run something that measures both sides itself; ``keep`` takes its figures."""
        self._benchmark.pedantic(once, rounds=rounds, iterations=1)  # type: ignore[no-untyped-call]

    def keep(self, work: str, ours: list[float], floor: list[float], *, aim: str, unit: str) -> None:
        """Keep a row from two lists of figures measured elsewhere."""
        worst = sorted(ours)[max(0, int(len(ours) * 0.99) - 1)]
        row = Row(work, statistics.median(ours), statistics.median(floor), aim, unit, worst)
        _ROWS.append(row)
        self._benchmark.extra_info.update(floor=row.floor, ours=row.ours, ratio=row.ours / row.floor, unit=unit)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


@pytest.fixture(scope="session")
def vast(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of 100,000 documents; making it takes a minute, so it has to be asked for."""
    if "slow" not in request.config.option.keyword:
        pytest.skip("takes minutes: ./packaging/bench -k slow")
    from . import corpus

    return corpus.project(tmp_path_factory.mktemp("vast"), 100_000, words=60, spans=4)


@pytest.fixture
def beside(benchmark: BenchmarkFixture) -> Beside:
    return Beside(benchmark)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _ROWS:
        return
    terminalreporter.section("beside their floors")
    width = max(len(row.work) for row in _ROWS)
    for row in _ROWS:
        terminalreporter.write_line(
            f"{row.work:<{width}}  ours {row.ours:9.2f} {row.unit}  p99 {row.worst:9.2f}  floor {row.floor:8.2f}"
            f"  ratio {row.ours / row.floor:6.2f}  aim {row.aim}"
        )
