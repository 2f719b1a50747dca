"""Which language a text is in, from its script and its commonest small words."""

from __future__ import annotations

import json
from functools import cache

from annotator import resources

_LOOKED_AT = 4000


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = json.loads(resources.read_text("structure", "languages.json"))
    return table


def guess_language(text: str) -> str:
    """Code of the likeliest language of a text; ``en`` when nothing speaks for any."""
    sample = text[:_LOOKED_AT]
    table = _table()
    scripts = _scripts(sample, table["scripts"])
    if not scripts:
        return "en"
    script = max(scripts, key=lambda name: scripts[name])
    if scripts.get("kana", 0) * 10 > sum(scripts.values()):
        return "ja"
    words = sample.lower().replace("'", " ").replace("’", " ").split()
    small = {code: set(listed.split()) for code, listed in table.get(script, {}).items()}
    if not small:
        return table["only"].get(script, "en")
    counts = {code: sum(word.strip('.,;:!?"“”«»') in listed for word in words) for code, listed in small.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else next(iter(small))


def _scripts(sample: str, ranges: dict[str, str]) -> dict[str, int]:
    """How many letters of each script a text has; ``ranges`` gives first and last character of each."""
    counts: dict[str, int] = {}
    bounds = [(name, piece[0], piece[1]) for name, pieces in ranges.items() for piece in pieces.split()]
    for character in sample:
        if character < "A":
            continue
        for name, low, high in bounds:
            if low <= character <= high:
                counts[name] = counts.get(name, 0) + 1
                break
    return counts
