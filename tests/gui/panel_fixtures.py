"""A small project with a session, for tests of single panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.gui.session import Session
from annotator.model.record import Record, RecordSpan
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.bulk import load
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from annotator.model.scheme import Label
    from annotator.model.span import Span

TEXT = "Halvia says it will close the port unless Torland pays. The union wants talks."


class Desk:
    """An open project and what a test wants to know of it."""

    def __init__(self, project: Project, session: Session) -> None:
        self.project = project
        self.session = session
        self.said: list[tuple[str, str]] = []
        session.said.connect(lambda message, kind: self.said.append((message, kind)))

    @property
    def ids(self) -> list[int]:
        return queries.document_ids(self.project, self.session.annotator.id)

    def label(self, name: str) -> Label:
        return next(label for label in self.session.labels if label.name == name)

    def mark(self, words: str, label: str = "actor") -> Span:
        """Label the first place of these words in the open document; it is selected then."""
        document = self.session.document
        assert document is not None
        start = document.text.index(words)
        span = self.session.add_span(Extent(start, start + len(words)), self.label(label))
        assert span is not None
        return span

    def bring_in(self, *records: Record) -> None:
        load(self.project, records, title="Import", annotator_default="ana")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """Four documents, one of them Arabic and without a source, none of them open."""
    project = Project.create(tmp_path / "desk.annot", annotator="ana")
    load(
        project,
        [
            Record("a.txt", TEXT, title="Port may close", language="en", meta={"source": "Brenn Herald"}),
            Record(
                "b.txt",
                "Nobody & nothing <b>here</b>.",
                title="Fees & <b>tariffs</b>",
                meta={"source": "Torland Wire", "date": "2019-03-12", "pages": [1, 2]},
                spans=[RecordSpan(0, 6, "actor", "ana")],
            ),
            Record("c.txt", "محادثات الجزر", title="محادثات الجزر تنتهي", language="ar"),
            Record("d.txt", "談判在沒有日期的情況下結束。", title="談判"),
        ],
        title="Import",
        annotator_default="ana",
    )
    session = Session(project, project.ensure_annotator("ana"))
    yield Desk(project, session)
    session.close()
    project.close()
