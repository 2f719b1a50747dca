"""Somebody who labels until killed, without a window: ``python -m tests.trust.labeller PROJECT SEED``.

Prints ``open`` when the project is open, and after each edit that was stored the number it has in the log.
"""

from __future__ import annotations

import random
import sys
from itertools import count
from pathlib import Path

from annotator import edits
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.project import Project


def main(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Project.open(path, busy_timeout=5.0) as project:
        print("open", flush=True)
        project.subscribe(lambda change: print(change.edit, flush=True))
        annotator, labels = project.ensure_annotator("ana").id, queries.labels(project)
        document = queries.document(project, chance.choice(queries.document_ids(project, None)))
        for number in count():
            spans = queries.spans(project, document.id, annotator)[:50]
            act = chance.random()
            if act < 0.7 or not spans:
                start = chance.randrange(len(document.text) - 40)
                extent = Extent(start, start + chance.randint(1, 40))
                # The same words twice are no edit; the note tells one span from every other.
                edits.add_span(project, document, extent, chance.choice(labels), annotator, note=f"{seed}.{number}")
            elif act < 0.8:
                edits.set_doubt(project, chance.choice(spans), chance.random() < 0.5)
            elif act < 0.9:
                edits.undo(project, annotator)
            else:
                edits.remove_spans(project, [chance.choice(spans)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
