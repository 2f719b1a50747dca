"""What ``annotator check`` finds."""

from pathlib import Path

import pytest

from annotator import edits
from annotator.model.document import Document
from annotator.model.errors import StorageError
from annotator.model.scheme import Label
from annotator.model.span import Extent
from annotator.store.project import Project


def test_a_sound_project_has_no_findings(project: Project, document: Document):
    assert project.check() == []
    assert project.quick_check()


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE texts SET text = text || '!'", "texts that are not what was imported"),
        ("UPDATE documents SET length = 5", "beyond the text"),
        ("DELETE FROM texts", "documents without a text"),
        ("UPDATE spans SET label = 77", "not there"),
        ("UPDATE spans SET fragments = '[[0,3],[2,10]]'", "broken fragments"),
        ("UPDATE spans SET fragments = '[[0,3],[5,9]]'", "broken fragments"),
        ("UPDATE spans SET fragments = 'x'", "broken fragments"),
        ("UPDATE spans SET fragments = '[]'", "broken fragments"),
        ("UPDATE reviews SET status = 'lost'", "unknown status"),
        ("INSERT INTO search (search) VALUES ('delete-all')", "search index"),
    ],
)
def test_damage_is_found(project: Project, document: Document, labels: dict[str, Label], damage: str, found: str):
    edits.add_span(project, document, Extent(0, 10), labels["actor"], 1)
    project.query("PRAGMA foreign_keys = OFF")
    project.query(damage)
    assert any(found in finding.what and finding.count for finding in project.check())


def test_a_damaged_structure_is_found(project: Project, path: Path, document: Document):
    project.close()
    data = bytearray(path.read_bytes())
    data[-4096 * 3 : -4096 * 2] = b"\xee" * 4096
    path.write_bytes(data)
    with Project.open(path) as again:
        assert not again.quick_check()
        assert "structure of the file" in again.check()[0].what


def test_a_project_for_reading_can_be_checked(project: Project, path: Path, document: Document):
    project.close()
    with Project.open(path, read_only=True) as again:
        assert again.check() == []


def test_a_file_that_went_away_is_no_damage_but_said(tmp_path: Path):
    project = Project.create(tmp_path / "gone.annot")
    (tmp_path / "gone.annot").unlink()
    with pytest.raises(StorageError, match="cannot be opened"):
        project.quick_check()
    project.close()
