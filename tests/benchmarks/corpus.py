"""Made-up projects of any size for the benchmarks: news-like words, spans on words, the same for one seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from annotator import exchange
from annotator.store.project import Project

if TYPE_CHECKING:
    from pathlib import Path

_LABELS = ("actor", "claim", "threat", "demand", "proposal")
_SYLLABLES = (
    "ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "ti", "vo", "zu", "bran", "dor",
    "fel", "gris", "hal", "kor", "lin", "mar", "tor", "ven", "wes",
)  # fmt: skip


def lines(documents: int, *, words: int = 350, spans: int = 20, seed: int = 1) -> list[dict[str, object]]:
    """Records of the native format."""
    rng = random.Random(seed)
    vocabulary = ["".join(rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 3)))) for _ in range(4000)]
    return [_record(rng, vocabulary, number, words, spans) for number in range(documents)]


def _record(rng: random.Random, vocabulary: list[str], number: int, words: int, count: int) -> dict[str, object]:
    chosen = rng.choices(vocabulary, k=words)
    for place in range(0, words, 17):
        chosen[place] = chosen[place].capitalize()
    for place in range(16, words, 17):
        chosen[place] += "." if (place + 1) % 85 else ".\n\n"
    text = " ".join(chosen)
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == " ")]
    found: dict[tuple[int, int, str], dict[str, object]] = {}
    while len(found) < count:
        first = rng.randrange(len(starts) - 15)
        label = rng.choice(_LABELS)
        last = first + (rng.randint(1, 3) if label == "actor" else rng.randint(3, 14))
        start, end = starts[first], starts[last] - 1
        found[start, end, label] = {"start": start, "end": end, "label": label, "annotator": "ana"}
    spans = [{"id": at, **found[key]} for at, key in enumerate(sorted(found), 1)]
    return {"id": f"d{number:06d}", "text": text, "title": text[:40], "offsets": "codepoint", "spans": spans}


def write(path: Path, records: list[dict[str, object]]) -> Path:
    """The records as JSONL."""
    import orjson

    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return path


def project(folder: Path, documents: int, *, words: int = 350, spans: int = 20) -> Path:
    """A project file with that many documents, imported as a user would."""
    source = write(folder / f"{documents}.jsonl", lines(documents, words=words, spans=spans))
    path = folder / f"{documents}.annot"
    with Project.create(path, annotator="ana") as made:
        exchange.import_paths(made, [source])
    return path
