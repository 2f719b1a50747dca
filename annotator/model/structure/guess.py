"""Which language a text is in, from its script and its commonest small words."""

from __future__ import annotations

import json
from collections import Counter
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
    listed = _small_words(script)
    if not listed:
        return table["only"].get(script, "en")
    words = Counter(sample.lower().replace("'", " ").replace("’", " ").split())
    counts = dict.fromkeys(listed, 0)
    for written, count in words.items():
        word = written.strip('.,;:!?"“”«»')
        for code, small in listed.items():
            if word in small:
                counts[code] += count
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else next(iter(listed))


@cache
def _small_words(script: str) -> dict[str, frozenset[str]]:
    """The commonest small words of each language that is written in a script."""
    return {code: frozenset(listed.split()) for code, listed in _table().get(script, {}).items()}


def _scripts(sample: str, ranges: dict[str, str]) -> dict[str, int]:
    """How many letters of each script a text has; ``ranges`` gives first and last character of each."""
    counts: dict[str, int] = {}
    bounds = [(name, piece[0], piece[1]) for name, pieces in ranges.items() for piece in pieces.split()]
    for character, count in Counter(sample).items():
        if character < "A":
            continue
        for name, low, high in bounds:
            if low <= character <= high:
                counts[name] = counts.get(name, 0) + count
                break
    return counts
