"""What the offsets of a file count, told by the words it says stand there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.quotes import located
from annotator.formats.units import Unit
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NAMES = {
    Unit.CODE_POINT: "code points",
    Unit.UTF_16: "UTF-16 units",
    Unit.BYTE: "UTF-8 bytes",
    Unit.CRLF: "code points, line breaks as two",
    Unit.LF: "code points, line breaks as one",
}


class Guessed(NamedTuple):
    """The unit that fits most spans."""

    unit: Unit
    fitting: int
    spans: int
    sure: bool
    """Whether every other unit fits fewer."""

    def sentence(self) -> str:
        name = _NAMES[self.unit]
        if self.fitting == self.spans:
            return f"its offsets count {name}: so the words of all {self.spans:,} spans stand where it says"
        return f"its offsets count {name}: so the words of {self.fitting:,} of {self.spans:,} spans stand where it says"


def guessed_unit(
    spans: Iterable[tuple[str, object, object, str]],
    usual: Unit,
    same: Callable[[str, str], bool] | None = None,
) -> Guessed:
    """The unit under which most spans (text, start, end, words) have their words; ``usual`` where several do."""
    fits: Counter[Unit] = Counter()
    total = 0
    for text, start, end, words in spans:
        total += 1
        for unit in Unit:
            try:
                located(text, start, end, words, unit, same)
            except InputError:
                continue
            fits[unit] += 1
    order = [usual, *(unit for unit in Unit if unit is not usual)]
    best = max(order, key=lambda unit: fits[unit])
    sure = all(fits[unit] < fits[best] for unit in order if unit is not best)
    return Guessed(best, fits[best], total, sure)
