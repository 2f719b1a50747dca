"""A project with one article, and the verbs tests need around it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.model.document import Document
from annotator.model.record import LoadReport, Record
from annotator.model.scheme import Label
from annotator.store import bulk, queries
from annotator.store.project import Project

TEXT = "Ida Brandt warned on Monday that Halvia would act. 😀 The minister declined."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles.annot"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.create(path, annotator="ana") as project:
        yield project


@pytest.fixture
def load(project: Project) -> Callable[..., LoadReport]:
    """Load records into the project as an import would."""

    def load(*records: Record, annotator: str = "ana", **options: object) -> LoadReport:
        return bulk.load(project, records, title="Import", annotator_default=annotator, **options)

    return load


@pytest.fixture
def ana(project: Project) -> int:
    return project.ensure_annotator("ana").id


@pytest.fixture
def bob(project: Project) -> int:
    return project.ensure_annotator("bob").id


@pytest.fixture
def document(project: Project, load: Callable[..., LoadReport]) -> Document:
    load(Record("harbour", TEXT, "Harbour"))
    found = queries.document_by_key(project, "harbour")
    assert found
    return found


@pytest.fixture
def labels(project: Project) -> dict[str, Label]:
    return {label.name: label for label in queries.labels(project)}
