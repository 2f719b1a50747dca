"""A rescue reads what is left of a damaged project, and says what is not."""

from __future__ import annotations

import io
import json
import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from annotator import edits
from annotator.exchange import export_project
from annotator.model.document import Status
from annotator.model.errors import Cancelled, EditError, ProjectError, StorageError
from annotator.model.record import Record, RecordActor, RecordRelation, RecordSpan, RecordSuggestion
from annotator.model.span import Extent
from annotator.store import details, queries, salvage, wreck
from annotator.store.bulk import load
from annotator.store.history import undo
from annotator.store.project import Project
from annotator.store.rescue import Copied, RescueReport, rescue
from tests.store import older

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4096
DOCUMENTS, SPANS = 60, 30


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a project of many pages: imported and labelled, with an undo in its log."""
    path = tmp_path_factory.mktemp("sound") / "p.annot"
    text = "Halvia closed the lock at Brenn. " * 30
    with Project.create(path, annotator="ana") as project:
        records = [
            Record(
                f"d{number}",
                f"{number} {text}",
                title=f"Article {number}",
                spans=[
                    RecordSpan(
                        place, place + 6, "actor", "ana", attributes={"form": "direct", "place": place}, actor="Halvia"
                    )
                    if place < 3
                    else RecordSpan(place, place + 6, "actor", "ana")
                    for place in range(SPANS)
                ],
                relations=[RecordRelation("r", 1, 2, "ana")],
                suggestions=[
                    RecordSuggestion(place, place + 3, "claim", "model", score=0.5, note=f"note {place}")
                    for place in range(5)
                ],
                actors=[RecordActor("Halvia", ("the Republic", "Halvians"), "a state")],
            )
            for number in range(DOCUMENTS)
        ]
        load(project, records, title="Import", annotator_default="ana")
        ana = project.ensure_annotator("ana").id
        for number in range(1, 41):
            document = queries.document(project, number)
            edits.add_span(project, document, Extent(40, 50), queries.labels(project)[1], ana, note=f"note {number}")
        undo(project, ana)
        edits.set_status(project, 1, ana, Status.DONE)
        edits.add_seconds(project, 1, ana, 60)
    return path.read_bytes()


@pytest.fixture
def path(sound: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "p.annot"
    path.write_bytes(sound)
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new.annot"


def roots(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(path)
    found = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema"))
    connection.close()
    return found


def leaves(data: bytes, page: int) -> list[int]:
    """The pages of a table or index that hold its rows."""
    head = data[(page - 1) * PAGE : page * PAGE]
    if head[0] in (13, 10):
        return [page]
    cells = [int.from_bytes(head[at : at + 2], "big") for at in range(12, 12 + 2 * int.from_bytes(head[3:5], "big"), 2)]
    children = [int.from_bytes(head[cell : cell + 4], "big") for cell in cells] + [int.from_bytes(head[8:12], "big")]
    return [leaf for child in children for leaf in leaves(data, child)]


def break_pages(path: Path, *pages: int, filling: bytes = b"\xee") -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = filling * PAGE
    path.write_bytes(data)


def break_tables(path: Path, *names: str) -> None:
    known = roots(path)
    break_pages(path, *(known[name] for name in names))


def harm(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def rescued(path: Path, new: Path) -> RescueReport:
    """Rescue, and see that the damaged file is untouched and the new one sound."""
    before = path.read_bytes()
    report = rescue(path, new)
    assert path.read_bytes() == before
    assert report.findings == []
    with Project.open(new) as project:
        assert project.check() == []
    return report


def exported(path: Path) -> bytes:
    written = io.BytesIO()
    with Project.open(path) as project:
        export_project(project, written)
    return written.getvalue()


def spans_of(path: Path) -> set[tuple[int, int, int]]:
    with Project.open(path) as project:
        return set(project.query('SELECT id, start, "end" FROM spans'))


# -- what is sound


def test_a_sound_project_comes_through_whole(path: Path, new: Path):
    report = rescued(path, new)
    assert report.is_whole
    assert report.tables["documents"] == Copied(DOCUMENTS)
    assert report.tables["spans"] == Copied(DOCUMENTS * SPANS + 39)
    assert exported(new) == exported(path)


def test_ids_the_log_and_undo_come_through(path: Path, new: Path):
    rescued(path, new)
    assert spans_of(new) == spans_of(path)
    with Project.open(path) as old, Project.open(new) as project:
        assert project.query("SELECT * FROM edits") == old.query("SELECT * FROM edits")
        assert project.query("SELECT * FROM edit_changes") == old.query("SELECT * FROM edit_changes")
        assert project.query("SELECT * FROM times") == old.query("SELECT * FROM times")
        assert project.setting("id") == old.setting("id")
        assert edits.undo_title(project, 1) == edits.undo_title(old, 1)
        edits.undo(project, 1)
        with project.edit("Add", annotator=1) as edit:
            assert edit.insert("spans", span_row(project)) == old.query("SELECT seq FROM sqlite_sequence"
                                                                        " WHERE name = 'spans'")[0][0] + 1  # fmt: skip


def span_row(project: Project) -> dict[str, object]:
    return {"document": 1, "annotator": 1, "label": 1, "start": 90, "end": 95, "created": "2026-01-01T00:00:00Z"}


def test_the_words_of_a_rescue_are_plain(path: Path, new: Path):
    report = rescued(path, new)
    assert "documents: 60 copied, 0 lost" in report.sentences()
    assert report.as_json()["tables"]["documents"] == {"copied": 60, "mended": 0, "lost": 0, "unsure": False}
    json.dumps(report.as_json())


@pytest.mark.parametrize("version", [1, 2])
def test_a_sound_project_of_an_older_version_comes_through_whole(tmp_path: Path, new: Path, version: int):
    path = older.make(tmp_path / "old.annot", version=version)
    report = rescued(path, new)
    assert report.is_whole
    assert not report.guessed
    Project.open(path).close()
    assert exported(new) == exported(path)
    with Project.open(new) as project, Project.open(path) as updated:
        assert details.scheme(project) == details.scheme(updated)


def test_a_damaged_project_of_an_older_version_loses_nothing_it_never_had(tmp_path: Path, new: Path):
    path = older.make(tmp_path / "old.annot", version=2)
    break_tables(path, "reviews", "sqlite_autoindex_reviews_1", "times")
    report = rescued(path, new)
    assert {name for name, table in report.tables.items() if table.lost or table.unsure} == {"reviews"}


# -- what is broken


@pytest.mark.parametrize(
    "table", ["attribute_values", "actors", "span_actors", "actor_aliases", "suggestions", "attributes"]
)
def test_rows_around_a_broken_page_of_any_table_come_through(path: Path, new: Path, table: str):
    whole = counted(path, table)
    break_pages(path, leaves(path.read_bytes(), roots(path)[table])[0])
    report = rescued(path, new)
    tally = report.tables[table]
    assert tally.copied + tally.lost >= whole
    assert not report.is_whole
    if table not in ("attribute_values", "span_actors"):  # what they say stands nowhere else
        assert tally.copied == whole
    assert counted(new, "spans") == counted(path, "spans")


def test_a_relation_type_whose_row_is_lost_is_made_from_the_relations(path: Path, new: Path):
    break_tables(path, "relation_types", "sqlite_autoindex_relation_types_1")
    report = rescued(path, new)
    assert report.tables["relation_types"].mended == 1
    with Project.open(new) as project:
        assert [type.name for type in details.relation_types(project)] == ["r"]


def counted(path: Path, table: str) -> int:
    with Project.open(path, read_only=True) as project:
        return int(project.query(f"SELECT count(*) FROM {table}")[0][0])


def test_a_broken_leaf_costs_nothing_the_index_knows(path: Path, new: Path):
    lost = leaves(path.read_bytes(), roots(path)["spans"])[2]
    break_pages(path, lost)
    report = rescued(path, new)
    assert report.tables["spans"].copied == DOCUMENTS * SPANS + 39
    assert report.tables["spans"].mended > 20
    assert report.tables["spans"].lost == 0
    assert not report.is_whole


def test_spans_made_in_the_window_come_whole_out_of_the_log(path: Path, new: Path):
    before = spans_of(path)
    break_pages(path, *leaves(path.read_bytes(), roots(path)["spans"])[-1:])
    rescued(path, new)
    assert spans_of(new) == before
    with Project.open(new) as project:
        assert [span.note for span in queries.spans(project, 39) if span.note] == ["note 39"]
        assert not any(span.note for span in queries.spans(project, 40))  # its span was taken back


def test_a_page_of_another_table_in_its_place_is_noticed(path: Path, new: Path):
    data, known = bytearray(path.read_bytes()), roots(path)
    one, other = leaves(bytes(data), known["spans"])[3], leaves(bytes(data), known["search_data"])[1]
    data[(one - 1) * PAGE : one * PAGE] = data[(other - 1) * PAGE : other * PAGE]
    path.write_bytes(data)
    report = rescued(path, new)
    assert report.tables["spans"].copied == DOCUMENTS * SPANS + 39
    assert report.tables["spans"].mended


def test_what_index_and_table_have_lost_is_counted_by_the_log(path: Path, new: Path):
    data, known = path.read_bytes(), roots(path)
    index = known["sqlite_autoindex_spans_1"]
    break_pages(path, leaves(data, known["spans"])[2], index)
    report = rescued(path, new)
    spans = report.tables["spans"]
    assert spans.lost > 20
    assert spans.unsure
    assert spans.copied + spans.lost == DOCUMENTS * SPANS + 39
    assert report.tables["relations"].lost > 0


def test_a_whole_table_can_be_gone(path: Path, new: Path):
    break_tables(path, "reviews", "sqlite_autoindex_reviews_1", "times")
    report = rescued(path, new)
    assert report.tables["reviews"].unsure
    assert report.tables["documents"] == Copied(DOCUMENTS)


@pytest.mark.parametrize("table", ["annotators", "labels"])
def test_a_lost_name_is_taken_from_its_index_else_made_up(path: Path, new: Path, table: str, tmp_path: Path):
    break_tables(path, table)
    report = rescued(path, new)
    assert report.tables[table].lost == 0
    assert report.tables["spans"].copied == DOCUMENTS * SPANS + 39
    names = {"annotators": "ana", "labels": "actor"}
    with Project.open(new) as project:
        assert project.query(f"SELECT name FROM {table} WHERE id = 1") == [(names[table],)]
    break_tables(path, f"sqlite_autoindex_{table}_1")
    report = rescued(path, tmp_path / "again.annot")
    assert report.tables["spans"].copied == DOCUMENTS * SPANS + 39
    with Project.open(tmp_path / "again.annot") as project:
        assert project.query(f"SELECT name FROM {table} WHERE id = 1") == [(f"{table[:-1]} 1 (rescued)",)]


def test_a_document_whose_row_is_lost_keeps_its_text_and_spans(path: Path, new: Path):
    break_pages(path, *leaves(path.read_bytes(), roots(path)["documents"])[:1])
    report = rescued(path, new)
    assert report.tables["documents"].copied == DOCUMENTS
    assert report.tables["documents"].mended > 10
    assert report.tables["spans"].lost == 0
    assert report.other_texts_count == report.tables["documents"].mended  # nobody knows any more what came in
    with Project.open(new) as project:
        assert queries.document(project, 1).key == "d0"


def test_a_document_of_which_only_the_text_is_left_gets_a_key(path: Path, new: Path):
    known = roots(path)
    break_pages(path, *leaves(path.read_bytes(), known["documents"])[:1], known["sqlite_autoindex_documents_1"])
    rescued(path, new)
    with Project.open(new) as project:
        assert queries.document(project, 1).key == "rescued-1"
        assert queries.document(project, 1).text.startswith("0 Halvia")


def test_a_lost_text_takes_its_document_along(path: Path, new: Path):
    break_pages(path, *leaves(path.read_bytes(), roots(path)["texts"])[:1])
    report = rescued(path, new)
    assert report.tables["documents"].lost > 0
    assert report.tables["documents"].copied + report.tables["documents"].lost == DOCUMENTS
    assert report.tables["spans"].lost >= SPANS * report.tables["documents"].lost


def test_a_changed_text_is_kept_and_named(path: Path, new: Path):
    harm(path, "UPDATE texts SET text = substr(text, 1, 20) WHERE document = 2")
    report = rescued(path, new)
    assert (report.other_texts_count, report.other_texts) == (1, ["d1"])
    assert report.tables["spans"].lost == SPANS - 15 + 1
    assert "documents whose text is not what was imported: 1 (d1)" in report.sentences()
    with Project.open(new) as project:
        assert len(queries.document(project, 2).text) == 20


def test_a_text_with_a_broken_place_is_kept_with_a_sign_there(path: Path, new: Path):
    data = path.read_bytes().replace(b"7 Halvia closed", b"7 Hal\xff\0a closed", 1)
    path.write_bytes(data)
    report = rescued(path, new)
    assert report.other_texts == ["d7"]
    with Project.open(new) as project:
        assert queries.document(project, 8).text.startswith("7 Hal\ufffd\ufffda closed")


@pytest.mark.parametrize(
    ("statement", "table", "mended", "lost"),
    [
        ("UPDATE documents SET meta = '[', title = CAST(x'ff' AS TEXT), imported = 'x' WHERE id = 1",
         "documents", 1, 0),
        ("UPDATE labels SET colour = 'red', key = '?', kind = 'x', trim = 'x', position = -1 WHERE id = 1",
         "labels", 1, 0),
        ("UPDATE spans SET doubt = 7, created = '2026-13-01T00:00:00Z', changed = 'x' WHERE id = 1", "spans", 1, 0),
        ("UPDATE spans SET fragments = '[[0,1],[2,3]]' WHERE id = 1", "spans", 1, 0),
        ("UPDATE spans SET fragments = '[[' WHERE id = 1", "spans", 1, 0),
        ("UPDATE spans SET start = -1 WHERE id = 1500", "spans", 0, 1),
        ('UPDATE spans SET "end" = 99999 WHERE id = 1500', "spans", 0, 1),
        ("UPDATE spans SET label = 77 WHERE id = 1500", "spans", 0, 1),
        ("UPDATE reviews SET status = 'lost' WHERE id = 1", "reviews", 1, 0),
        ("UPDATE relations SET head = 99999 WHERE id = 1", "relations", 0, 1),
        ("UPDATE spans SET id = 281474976710656 WHERE id = 1500", "spans", 0, 1),
        ("INSERT INTO times VALUES (2, 1, -5)", "times", 0, 1),
        ("INSERT INTO times VALUES (99, 1, 5)", "times", 0, 1),
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_replaced_or_costs_its_row(
    path: Path, new: Path, statement: str, table: str, mended: int, lost: int
):
    harm(path, statement)
    report = rescued(path, new)
    assert (report.tables[table].mended, report.tables[table].lost) == (mended, lost)


def test_a_document_without_a_key_is_kept_by_its_number(path: Path, new: Path):
    harm(path, "UPDATE documents SET key = '' WHERE id = 3")
    rescued(path, new)
    with Project.open(new) as project:
        assert queries.document(project, 3).key == "rescued-3"


# -- the log


def test_a_hole_in_the_log_ends_what_can_be_taken_back_there(path: Path, new: Path):
    harm(path, "DELETE FROM edit_changes WHERE id = 20")
    report = rescued(path, new)
    assert report.tables["edit_changes"].lost == 1
    with Project.open(new) as project:
        assert len(project.query("SELECT id FROM edits")) == report.tables["edits"].copied
        with pytest.raises(EditError, match="compacted"):
            undo_everything(project)


def undo_everything(project: Project) -> None:
    while edits.undo(project, 1):
        pass


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edit_changes SET \"after\" = '[1]' WHERE id = 20",
        "UPDATE edit_changes SET tab = 'x' WHERE id = 20",
        "UPDATE edit_changes SET edit = 9999 WHERE id = 20",
        "DELETE FROM edit_changes WHERE id > 30",
        "DELETE FROM edit_changes",
        "DELETE FROM edits WHERE id = 12",
        "DELETE FROM edits WHERE id > 30",
        "DELETE FROM edits",
        "UPDATE edits SET kind = CAST(x'ff' AS TEXT) WHERE id = 12",
        "UPDATE edits SET detail = '[', time = 'x', annotator = 77 WHERE id = 12",
        "UPDATE edits SET undoes = NULL WHERE kind = 'undo'",
        "UPDATE edits SET undoes = 9999 WHERE kind = 'undo'",
        "DELETE FROM spans WHERE id % 7 = 0 AND id NOT IN"
        " (SELECT head FROM relations UNION SELECT tail FROM relations)",
        "UPDATE spans SET note = 'another' WHERE note <> ''",
        "DELETE FROM sqlite_sequence",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807",
    ],
)
def test_whatever_happened_to_the_log_the_new_project_is_sound_and_can_be_worked_in(
    path: Path, new: Path, statement: str
):
    harm(path, statement)
    rescued(path, new)
    with Project.open(new) as project:
        document = queries.document(project, 60)
        assert edits.add_span(project, document, Extent(100, 105), queries.labels(project)[2], 1).change
        edits.undo(project, 1)
        assert project.check() == []


def test_what_the_rescue_changed_stands_in_the_log(path: Path, new: Path):
    harm(path, "UPDATE spans SET note = 'another' WHERE note = 'note 5'")
    rescued(path, new)
    with Project.open(new) as project:
        assert project.query("SELECT kind, title FROM edits ORDER BY id DESC LIMIT 1") == [
            ("command", "Rescue from p.annot")
        ]


def test_a_compacted_log_stays_compacted(path: Path, new: Path):
    harm(path, "INSERT INTO project VALUES ('compacted', '10')", "DELETE FROM edit_changes WHERE edit <= 10")
    report = rescued(path, new)
    with Project.open(new) as project:
        assert project.setting("compacted") == "10"
    assert report.tables["edit_changes"].lost == 0


# -- heads, cuts and journals


@pytest.mark.parametrize("length", [16, 100, 4096])
def test_a_lost_first_page_is_made_up(path: Path, new: Path, length: int):
    data = path.read_bytes()
    path.write_bytes(bytes(length) + data[length:])
    report = rescued(path, new)
    assert report.guessed or length < 100
    assert report.tables["spans"].copied == DOCUMENTS * SPANS + 39
    assert exported(new)


def test_a_file_cut_short_gives_what_is_left(path: Path, new: Path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4 + 100])
    report = rescue(path, new)
    assert report.tables["documents"].copied > 0
    assert not report.is_whole
    with Project.open(new) as project:
        assert project.check() == []


@pytest.mark.parametrize("data", [b"", b"no project", bytes(100_000), random.Random(1).randbytes(100_000)])
def test_what_is_no_project_makes_none(path: Path, new: Path, data: bytes):
    path.write_bytes(data)
    with pytest.raises(ProjectError):
        rescue(path, new)
    assert not new.exists()
    assert [file.name for file in new.parent.iterdir()] == ["p.annot"]


def test_another_database_makes_none(path: Path, new: Path):
    path.unlink()
    harm(path, "CREATE TABLE documents (a)", "INSERT INTO documents VALUES (1)")
    with pytest.raises(ProjectError, match="nothing can be read"):
        rescue(path, new)


def test_an_edit_cut_short_is_taken_back_in_the_copy(path: Path, new: Path, tmp_path: Path):
    whole = exported(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("UPDATE documents SET title = title || '!'")
    connection.execute("UPDATE texts SET text = text || '!'")
    torn = tmp_path / "torn.annot"
    torn.write_bytes(path.read_bytes())
    torn.with_name("torn.annot-journal").write_bytes(path.with_name("p.annot-journal").read_bytes())
    connection.execute("ROLLBACK")
    connection.close()
    assert rescued(torn, new).is_whole
    assert exported(new) == whole
    assert torn.with_name("torn.annot-journal").exists()


def test_what_another_program_wrote_beside_the_file_is_taken_in(path: Path, new: Path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("UPDATE documents SET title = 'Other'")
    connection.commit()
    copy = path.with_name("copy.annot")
    copy.write_bytes(path.read_bytes())
    copy.with_name("copy.annot-wal").write_bytes(path.with_name("p.annot-wal").read_bytes())
    connection.close()
    rescued(copy, new)
    with Project.open(new) as project:
        assert queries.document(project, 1).title == "Other"


def test_a_stranger_s_schema_is_not_believed(path: Path, new: Path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON spans BEGIN DELETE FROM texts; END")
    connection.execute("CREATE VIEW v AS SELECT 1")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE spans (id, evil)' WHERE name = 'spans'")
    connection.close()
    assert rescued(path, new).is_whole


def test_a_table_whose_beginning_nobody_knows_is_said(path: Path, new: Path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'reviews'")
    connection.close()
    assert rescued(path, new).tables["reviews"].unsure


def test_places_the_disk_cannot_read_are_left_empty_and_counted(path: Path, new: Path, monkeypatch: pytest.MonkeyPatch):
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() == 2 * wreck._BLOCK:
                raise OSError(5, "Input/output error")
            return super().read(size)

    target = io.BytesIO()
    data = path.read_bytes()
    unread = wreck._copy_bytes(Failing(data), target, len(data), lambda done, total: None)
    assert unread == wreck._BLOCK
    assert len(target.getvalue()) == len(data)
    assert target.getvalue()[2 * wreck._BLOCK : 3 * wreck._BLOCK] == bytes(wreck._BLOCK)


def test_patience_has_an_end(path: Path, new: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(salvage, "_PATIENCE", 3)
    data, known = path.read_bytes(), roots(path)
    break_pages(path, *leaves(data, known["spans"])[1:4])
    report = rescued(path, new)
    assert report.tables["spans"].copied == DOCUMENTS * SPANS + 39  # what was not tried is asked for by its number


# -- refusing and stopping


def test_no_file_is_ever_overwritten(path: Path, new: Path):
    new.write_text("mine")
    with pytest.raises(StorageError, match="already a file"):
        rescue(path, new)
    with pytest.raises(StorageError, match="already a file"):
        rescue(path, path)
    with pytest.raises(StorageError, match="no folder"):
        rescue(path, new.parent / "nowhere" / "new.annot")
    assert new.read_text() == "mine"


def test_a_missing_file_cannot_be_rescued(tmp_path: Path, new: Path):
    with pytest.raises(ProjectError, match="no file"):
        rescue(tmp_path / "missing.annot", new)


@pytest.mark.parametrize("after", [1, 3, 6])
def test_a_rescue_that_is_stopped_makes_nothing(path: Path, new: Path, after: int):
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > after

    with pytest.raises(Cancelled, match="nothing was made"):
        rescue(path, new, cancelled=cancelled)
    assert not new.exists()


def test_progress_rises_to_the_end(path: Path, new: Path):
    said: list[tuple[int, int]] = []
    rescue(path, new, lambda done, total: said.append((done, total)))
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert said[-1][0] == said[-1][1]


def test_a_full_disk_ends_a_rescue_in_a_sentence(path: Path, new: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("annotator.store.rescue.copy_log", full)
    with pytest.raises(StorageError, match="is full"):
        rescue(path, new)
    assert not new.exists()


def test_garbled_pages_never_end_a_rescue_in_a_traceback(sound: bytes, tmp_path: Path):
    chance = random.Random(4)
    for number in range(12):
        data = bytearray(sound)
        for _ in range(chance.choice((1, 4, 16))):
            page = chance.randrange(len(data) // PAGE)
            data[page * PAGE : page * PAGE + PAGE] = chance.choice((bytes(PAGE), chance.randbytes(PAGE)))
        path, new = tmp_path / f"{number}.annot", tmp_path / f"{number} new.annot"
        path.write_bytes(data)
        try:
            rescue(path, new)
        except ProjectError:
            continue
        with Project.open(new) as project:
            assert project.check() == []
