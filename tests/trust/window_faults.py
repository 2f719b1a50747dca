"""A sweep of the window's session behind the shim: ``python -m tests.trust.window_faults FOLDER SHARE``.

Each call that an edit makes fails in turn. Afterwards the session shows what the file holds, and one sentence says
that the edit failed. Tried again it succeeds. Prints JSON as ``faults`` does.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from annotator.gui.session import Session
from annotator.model.document import Status
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.project import Project
from tests.trust.faults import AS_BEFORE, FAILURES, Failure, said_in_one_line
from tests.trust.record import PROJECT
from tests.trust.shim import Shim
from tests.trust.workload import complaints, digest, fill

if TYPE_CHECKING:
    from collections.abc import Callable


class Window:
    """A session on a project whose disk can be let fail."""

    def __init__(self, path: Path) -> None:
        self.project = Project.open(path)
        self.session = Session(self.project, self.project.ensure_annotator("ana"))
        self.session.open_document(1)
        self.shim = Shim()
        self.said: list[tuple[str, str]] = []
        self.session.said.connect(lambda message, kind: self.said.append((message, kind)))

    def close(self) -> None:
        self.session.close()
        self.project.close()

    def shows_what_is_stored(self) -> bool:
        session = self.session
        assert session.document is not None
        stored = queries.spans(self.project, session.document.id, session.annotator.id)
        review = queries.review(self.project, session.document.id, session.annotator.id)
        selected = session.selected is None or session.selected in stored
        return list(session.spans) == stored and session.review == review and selected

    def fail(self, act: Callable[[Session], object], failure: Failure, at: int) -> list[str]:
        """Let an edit fail and make it again; what was wrong."""
        before = digest(self.project)
        self.said.clear()
        self.shim.arm(failure.call, at, failure.error, failure.kind)
        act(self.session)
        self.shim.disarm()
        wrong = [] if self.shows_what_is_stored() else ["window and file differ"]
        refusals = [message for message, kind in self.said if kind == "refused"]
        changed = digest(self.project) != before
        if len(refusals) > 1:
            wrong.append(f"said {len(refusals)} times")
        if refusals:
            wrong += said_in_one_line(f"annotator: {refusals[0]}\n")
        if not changed and not refusals:
            wrong.append("lost without a word")
        if changed and refusals and AS_BEFORE.search(refusals[0]):
            wrong.append(f"stored, though it was said: {refusals[0]}")
        if not changed:
            act(self.session)
            if digest(self.project) == before or not self.shows_what_is_stored():
                wrong.append("cannot be done again")
        return wrong + complaints(self.project)


def _edits(session: Session) -> dict[str, Callable[[Session], object]]:
    """One of each kind; ``undo`` and ``redo`` come back to where they began."""
    mine = list(session.spans)
    return {
        "label": lambda session: session.add_span(Extent(40, 60), session.labels[1]),
        "relabel": lambda session: session.relabel(mine[0], session.labels[2]),
        "move": lambda session: session.move_span(mine[0], Extent(1, 8)),
        "note": lambda session: session.set_note(mine[0], "a note"),
        "status": lambda session: session.set_status(1, Status.DONE),
        "remove": lambda session: session.remove_spans([mine[1]]),
        "undo": lambda session: session.undo(),
        "others": lambda session: session.add_spans([Extent(70, 75), Extent(80, 85)], session.labels[0]),
    }


def main(folder: Path, share: float) -> dict[str, object]:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    path, chance = folder / "project" / PROJECT, random.Random(1)
    with Project.create(path, annotator="ana") as project:
        fill(project)
        session = Session(project, project.ensure_annotator("ana"))
        session.open_document(1)
        for start in (0, 20):
            session.add_span(Extent(start, start + 6), session.labels[0])
        names = list(_edits(session))
        session.close()
    whole = path.read_bytes()
    tried, wrong = 0, Counter[str]()
    for name in names:
        for failure in FAILURES:
            at, made = 0, 1
            while at < made:
                at += 1
                if at > 1 and chance.random() > share:
                    continue
                path.write_bytes(whole)
                window = Window(path)
                before = window.shim.counts()[failure.call]
                act = _edits(window.session)[name]
                for complaint in window.fail(act, failure, at):
                    wrong[f"{name}: {failure.name}: {complaint}"] += 1
                made = max(made, window.shim.counts()[failure.call] - before)
                window.close()
                tried += 1
    app.processEvents()
    return {"tried": tried, "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), float(sys.argv[2]))))
