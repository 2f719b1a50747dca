"""Files into a project and out again: everything that went in comes out, byte for byte."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.atomic import atomic_write
from annotator.exchange import (
    Cancelled,
    ExportOptions,
    ImportOptions,
    Progress,
    create_sample,
    export_project,
    import_paths,
    plan_export,
    preview_import,
    read_scheme,
)
from annotator.exchange.splitting import SplitOptions
from annotator.model.document import Status
from annotator.model.errors import InputError, ProjectError, StorageError
from annotator.model.scheme import DEFAULT_LABELS
from annotator.store import queries
from annotator.store.project import Project
from tests.formats.reading import row, span, write
from tests.formats.test_jsonl_round_trip import any_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.model.record import Record

TEXT = "Halvia closed the lock at Brenn."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annot", annotator="ana") as made:
        yield made


def rows(*items: bytes, at: Path) -> Path:
    at.write_bytes(b"".join(items))
    return at


def exported(project: Project, **options: object) -> bytes:
    out = io.BytesIO()
    export_project(project, out, ExportOptions(**options))  # type: ignore[arg-type]
    return out.getvalue()


# -- there and back


@settings(max_examples=60)
@given(made=st.lists(any_record(), max_size=4, unique_by=lambda record: record.key))
def test_an_export_of_an_import_of_an_export_is_byte_identical(
    made: list[Record], tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.mktemp("round")
    source = rows(write(*made), at=folder / "a.jsonl")
    with Project.create(folder / "1.annot") as first:
        report = import_paths(first, [source])
        assert report.problems == []
        assert report.documents.added == len(made)
        once = exported(first)
    rows(once, at=folder / "b.jsonl")
    with Project.create(folder / "2.annot") as second:
        import_paths(second, [folder / "b.jsonl"])
        assert exported(second) == once
        assert import_paths(second, [folder / "b.jsonl"]).documents.added == 0
        assert exported(second) == once


@settings(max_examples=60)
@given(record=any_record())
def test_a_project_gives_back_what_a_file_said(record: Record, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("same")
    record.reviews = [review for review in record.reviews if review.says_something]
    before = write(record)
    with Project.create(folder / "p.annot") as project:
        import_paths(project, [rows(before, at=folder / "a.jsonl")])
        assert exported(project) == before


def test_the_real_articles_come_back_exactly(project: Project, shared_corpus: Path):
    report = import_paths(project, [shared_corpus / "articles"])
    assert report.problems == []
    for line in exported(project).splitlines():
        document = json.loads(line)
        assert document["text"].encode() == (shared_corpus / "articles" / document["id"]).read_bytes()


def test_the_sample_is_made_whole(tmp_path: Path):
    path = create_sample(tmp_path / "sample.annot")
    with Project.open(path) as project:
        assert queries.counts(project)["documents"] >= 12
        assert project.current_annotator is not None
        assert project.check() == []
    with pytest.raises(ProjectError, match="already"):
        create_sample(path)


# -- importing


def test_a_folder_of_ones_own_exports_is_read_without_what_lies_beside_them(project: Project, tmp_path: Path):
    folder = tmp_path / "exports"
    folder.mkdir()
    import_paths(project, [rows(*(row(id=str(n), text=f"{n} {TEXT}") for n in range(9)), at=tmp_path / "a.jsonl")])
    export_project(project, folder / "whole.jsonl")
    export_project(project, folder / "tasks.json", ExportOptions(format="label-studio"))
    export_project(project, folder / "parts", ExportOptions(format="doccano", split=SplitOptions()))
    report = import_paths(project, [folder])
    assert report.problems == []
    assert (report.documents.added, report.documents.unchanged) == (0, 27)
    assert "tasks.json.config.xml, tasks.json.report.json" in report.warnings[-1]
    # On its own, such a file is what its content says.
    assert import_paths(project, [folder / "whole.jsonl.report.json"]).problems != []


def test_a_folder_is_walked_in_order_and_hidden_or_foreign_files_are_passed(project: Project, tmp_path: Path):
    folder = tmp_path / "news"
    for name in ("b.txt", "a/z.txt", "a/y.TXT", ".hidden.txt", ".git/x.txt", "notes.xyz"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"text of {name}")
    report = import_paths(project, [folder])
    assert [queries.document(project, id).key for id in queries.document_ids(project, None)] == [
        *("a/y.TXT", "a/z.txt", "b.txt")
    ]
    assert report.warnings == ["one file of other kinds left out: notes.xyz"]


def test_links_that_lead_back_end(project: Project, tmp_path: Path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert import_paths(project, [folder]).documents.added == 1


def test_importing_twice_changes_nothing(project: Project, tmp_path: Path):
    path = rows(row(id="a", text=TEXT, spans=[span()]), at=tmp_path / "a.jsonl")
    import_paths(project, [path])
    report = import_paths(project, [path])
    assert (report.documents.added, report.documents.unchanged) == (0, 1)
    assert (report.spans.added, report.spans.unchanged) == (0, 1)


def test_spans_without_an_annotator_are_the_current_ones(project: Project, tmp_path: Path):
    bare = {"start": 0, "end": 6, "label": "actor"}
    path = rows(row(text=TEXT, spans=[bare]), at=tmp_path / "a.jsonl")
    import_paths(project, [path])
    import_paths(project, [path], ImportOptions(annotator="ben"))
    names = {item["annotator"] for item in json.loads(exported(project))["spans"]}
    assert names == {"ana", "ben"}


def test_an_unknown_label_is_added_and_said(project: Project, tmp_path: Path):
    path = rows(row(text=TEXT, spans=[span(label="promise")]), at=tmp_path / "a.jsonl")
    report = import_paths(project, [path])
    assert report.labels == ("promise",)
    assert report.warnings == ["the label “promise” was not in the scheme; it was added"]
    assert [label.name for label in queries.labels(project)][-1] == "promise"


@pytest.mark.parametrize("option", ["strict", "dry_run"])
def test_a_strict_import_with_a_problem_and_a_dry_run_store_nothing(project: Project, tmp_path: Path, option: str):
    path = rows(row(text=TEXT), b"{bad\n", row(text="b"), at=tmp_path / "a.jsonl")
    report = import_paths(project, [path], ImportOptions(**{option: True}))
    assert queries.document_ids(project, None) == []
    assert len(report.problems) == 1
    assert not report.stored
    assert (report.outcome, report.documents.added) == ((2, 0) if option == "strict" else (1, 2))


def test_trying_a_strict_import_says_that_nothing_would_be_in(project: Project, tmp_path: Path):
    path = rows(row(text=TEXT), b"{bad\n", at=tmp_path / "a.jsonl")
    report = import_paths(project, [path], ImportOptions(strict=True, dry_run=True))
    assert (report.outcome, report.documents.added, report.documents.rejected) == (2, 0, 1)
    good = rows(row(text=TEXT), at=tmp_path / "b.jsonl")
    report = import_paths(project, [good], ImportOptions(strict=True, dry_run=True))
    assert (report.outcome, report.documents.added) == (0, 1)


@pytest.mark.parametrize(
    ("name", "content", "remark"),
    [
        ("a.log", b"text of a kind\n", "a.log: “.log” is no suffix of a known format; it was read as plain text"),
        ("a.txt", b"\n<!DOCTYPE html><p>x", "a.txt: it looks like HTML; its tags are part of the text"),
        ("README", b"text", None),
    ],
)
def test_a_text_that_may_be_none_is_taken_and_said(
    project: Project, tmp_path: Path, name: str, content: bytes, remark: str | None
):
    report = import_paths(project, [rows(content, at=tmp_path / name)])
    assert report.documents.added == 1
    assert report.warnings == ([remark] if remark else [])


def test_one_bad_row_does_not_stop_the_others(project: Project, tmp_path: Path):
    path = rows(
        row(id="a", text=TEXT, spans=[span(), span(end=999)]),
        b"{bad\n",
        row(id="a", text="other"),
        row(id="b", text="b"),
        at=tmp_path / "a.jsonl",
    )
    report = import_paths(project, [path, tmp_path / "missing.txt"])
    assert (report.documents.added, report.documents.rejected) == (2, 3)
    assert (report.spans.added, report.spans.rejected) == (1, 1)
    assert report.outcome == 1
    assert report.as_json().keys() == {"documents", "spans", "problems", "warnings"}
    assert {(problem["file"], problem["line"]) for problem in report.as_json()["problems"]} == {
        *((str(tmp_path / "missing.txt"), None), ("a.jsonl", 1), ("a.jsonl", 2), ("a.jsonl", 3))
    }


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "damaged PDF"),
        ("a.docx", b"PK\x03\x04", "no sound ZIP archive"),
        ("a.zipped", b"PK\x03\x04", "office document"),
        ("a.db", b"SQLite format 3\0" + bytes(100), "its database cannot be read"),
        ("a.data", b"SQLite format 3\0" + bytes(100), "another database"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "old office document"),
        ("a.bin", b"\0\1\2", "format is not known"),
    ],
)
def test_a_file_that_is_no_text_is_named(project: Project, tmp_path: Path, name: str, content: bytes, reason: str):
    [problem] = import_paths(project, [rows(content, at=tmp_path / name)]).problems
    assert reason in problem.reason


@pytest.mark.parametrize(("name", "content"), [("rows.dat", b'{"text": "a"}'), ("README", b"a"), ("a.md", b"a")])
def test_content_decides_where_the_suffix_says_nothing(project: Project, tmp_path: Path, name: str, content: bytes):
    import_paths(project, [rows(content, at=tmp_path / name)])
    assert queries.document(project, queries.document_ids(project, None)[0]).text == "a"


def test_a_named_format_wins_over_the_suffix(project: Project, tmp_path: Path):
    path = rows(b'{"text": "a"}\n', at=tmp_path / "a.jsonl")
    import_paths(project, [path], ImportOptions(format="text"))
    assert json.loads(exported(project))["text"] == '{"text": "a"}\n'


def test_the_project_itself_is_never_read(project: Project):
    second_name = project.path.with_name("second name.jsonl")
    second_name.hardlink_to(project.path)
    for path in (project.path, second_name):
        [problem] = import_paths(project, [path]).problems
        assert "the project itself" in problem.reason
    second_name.unlink()
    [problem] = import_paths(project, [project.path]).problems
    assert preview_import([project.path], project=project.path).problems == [problem]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(project: Project, tmp_path: Path):
    path = rows(b"a", at=tmp_path / "a.txt")
    path.chmod(0)
    [problem] = import_paths(project, [path]).problems
    assert "may not be read" in problem.reason


def test_a_name_that_is_no_unicode_is_named(project: Project, tmp_path: Path):
    folder = tmp_path / "odd"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"\xff.txt")).write_text("a")
    except OSError:
        pytest.skip("this file system has no such names")
    [problem] = import_paths(project, [folder]).problems
    assert problem.file == "\\udcff.txt"
    assert "no sound Unicode" in problem.reason


def test_a_confirmed_guess_is_used_for_its_file(project: Project, tmp_path: Path):
    text = "Министр заявил, что порт Бренн закрыт до понедельника. " * 3
    rows(text.encode("cp1251"), at=tmp_path / "ru.txt")
    preview = preview_import([tmp_path / "ru.txt"])
    [file] = [file for file in preview.files if file.guess is not None]
    assert file.guess is not None
    import_paths(project, [file.path], ImportOptions(encodings={file.name: file.guess.encoding}))
    assert json.loads(exported(project))["text"] == text


def test_an_import_can_be_stopped_and_nothing_is_stored(project: Project, tmp_path: Path):
    path = rows(*(row(text=f"{n}") for n in range(50)), at=tmp_path / "a.jsonl")
    seen: list[Progress] = []
    with pytest.raises(Cancelled, match="nothing was imported"):
        import_paths(project, [path], progress=seen.append, cancelled=lambda: bool(seen))
    assert queries.document_ids(project, None) == []


def test_an_import_says_how_far_it_is(project: Project, tmp_path: Path):
    path = rows(*(row(text=f"{n}") for n in range(50)), at=tmp_path / "a.jsonl")
    seen: list[Progress] = []
    import_paths(project, [path], progress=seen.append)
    assert seen[-1] == Progress(path.stat().st_size, path.stat().st_size, "a.jsonl")


def test_an_import_is_one_record_of_the_log(project: Project, tmp_path: Path):
    heard = []
    project.subscribe(heard.append)
    import_paths(project, [rows(row(text=TEXT, spans=[span()]), at=tmp_path / "a.jsonl")])
    [change] = heard
    assert change.bulk
    assert change.title == "Import a.jsonl"


# -- exporting


@pytest.fixture
def reviewed(project: Project, tmp_path: Path) -> Project:
    import_paths(
        project,
        [
            rows(
                row(
                    id="a",
                    text=TEXT,
                    spans=[span(), span(start=7, end=13, label="claim", annotator="ben")],
                    relations=[{"type": "made_by", "head": 2, "tail": 1, "annotator": "ben"}],
                    reviews=[{"annotator": "ana", "status": "done", "note": ""}],
                ),
                row(id="b", text=TEXT, reviews=[{"annotator": "ben", "status": "done", "note": ""}]),
                row(id="c", text=TEXT),
                at=tmp_path / "in.jsonl",
            )
        ],
    )
    return project


@pytest.mark.parametrize(
    ("options", "documents", "labels"),
    [
        ({}, ["a", "b", "c"], ["actor", "claim"]),
        ({"annotators": ("ana",)}, ["a", "b", "c"], ["actor"]),
        ({"labels": ("claim",)}, ["a", "b", "c"], ["claim"]),
        ({"statuses": (Status.DONE,)}, ["a", "b"], ["actor"]),
        ({"statuses": (Status.DONE,), "annotators": ("ben",)}, ["b"], []),
        ({"statuses": (Status.SKIPPED,)}, [], []),
    ],
)
def test_filters_let_through_what_they_name(
    reviewed: Project, options: dict[str, Any], documents: list[str], labels: list[str]
):
    lines = [json.loads(line) for line in exported(reviewed, **options).splitlines()]
    assert [line["id"] for line in lines] == documents
    assert [item["label"] for line in lines for item in line["spans"]] == labels
    assert all(not line["relations"] for line in lines) or not options


def test_a_preview_shows_the_first_record_and_the_counts(reviewed: Project):
    preview = plan_export(reviewed)
    assert (preview.documents, preview.spans) == (3, 2)
    assert preview.sample.encode() + b"\n" == exported(reviewed).splitlines(keepends=True)[0]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"annotators": ("zoe",)}, "no annotator “zoe”; it has ana, ben"),
        ({"labels": ("zoe",)}, "no label “zoe”"),
        ({"format": "text"}, "can only be imported"),
        ({"format": "papyrus"}, "no format “papyrus”"),
    ],
)
def test_a_name_the_project_does_not_know_is_refused(reviewed: Project, options: dict[str, Any], sentence: str):
    with pytest.raises(InputError, match=sentence):
        exported(reviewed, **options)


def test_a_file_that_is_there_is_only_replaced_by_force(reviewed: Project, tmp_path: Path):
    out = rows(b"old", at=tmp_path / "out.jsonl")
    with pytest.raises(InputError, match="there already"):
        export_project(reviewed, out)
    assert out.read_bytes() == b"old"
    report = export_project(reviewed, out, force=True)
    assert out.read_bytes() == exported(reviewed)
    assert report.size == out.stat().st_size


@pytest.mark.parametrize("how", ["path", "link", "hard link"])
def test_the_project_is_never_overwritten(reviewed: Project, tmp_path: Path, how: str):
    target = reviewed.path
    if how != "path":
        target = tmp_path / "link.jsonl"
        (target.hardlink_to if how == "hard link" else target.symlink_to)(reviewed.path)
    with pytest.raises(InputError, match="the project itself"):
        export_project(reviewed, target, force=True)
    assert reviewed.quick_check()


def test_an_export_is_never_poured_into_the_project(reviewed: Project):
    with reviewed.path.open("ab") as stream, pytest.raises(InputError, match="the project itself"):
        export_project(reviewed, stream)
    assert reviewed.quick_check()


@pytest.mark.skipif(not os.path.exists(os.devnull), reason="needs a device that takes everything")
def test_an_export_may_go_nowhere(reviewed: Project):
    assert export_project(reviewed, Path(os.devnull)).size == len(exported(reviewed))


def test_an_export_can_be_stopped_and_the_old_file_stays(reviewed: Project, tmp_path: Path):
    out = rows(b"old", at=tmp_path / "out.jsonl")
    with pytest.raises(Cancelled):
        export_project(reviewed, out, force=True, cancelled=lambda: True)
    assert out.read_bytes() == b"old"
    assert not list(tmp_path.glob(".*.part"))


def test_the_folder_of_an_export_must_be_there(reviewed: Project, tmp_path: Path):
    with pytest.raises(StorageError, match="no such folder"):
        export_project(reviewed, tmp_path / "no" / "out.jsonl")
    with pytest.raises(InputError, match="is a folder"):
        export_project(reviewed, tmp_path)


def test_a_full_disk_leaves_the_old_file(reviewed: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out = rows(b"old", at=tmp_path / "out.jsonl")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="the disk is full"):
        export_project(reviewed, out, force=True)
    assert out.read_bytes() == b"old"
    assert not list(tmp_path.glob(".*.part"))


def test_a_replaced_file_keeps_its_permissions_and_a_new_one_gets_the_usual(tmp_path: Path):
    old = rows(b"old", at=tmp_path / "old")
    old.chmod(0o640)
    usual = rows(b"", at=tmp_path / "usual").stat().st_mode
    for name in ("old", "new"):
        with atomic_write(tmp_path / name) as stream:
            stream.write(b"new")
    assert (old.stat().st_mode & 0o777, (tmp_path / "new").stat().st_mode) == (0o640, usual)


def test_a_link_is_followed(tmp_path: Path):
    rows(b"old", at=tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with atomic_write(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


def test_an_export_waits_for_no_one_and_holds_nobody_off(reviewed: Project):
    out = io.BytesIO()

    class Editing(io.RawIOBase):
        """Edits the project between two records, as the window may."""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            with Project.open(reviewed.path) as other:
                other.set_setting("written", str(len(data)))
            return out.write(data)

    export_project(reviewed, Editing())  # type: ignore[arg-type]
    assert out.getvalue() == exported(reviewed)


# -- previews and schemes


def test_a_preview_of_an_import_shows_first_documents_and_problems(tmp_path: Path):
    rows(*(row(text=f"text {n}") for n in range(9)), at=tmp_path / "a.jsonl")
    rows(b"", at=tmp_path / "b.txt")
    preview = preview_import([tmp_path])
    assert [(file.name, len(file.documents)) for file in preview.files] == [("a.jsonl", 5), ("b.txt", 0)]
    assert "empty" in preview.files[1].problem


def test_the_shipped_scheme_is_the_usual_one():
    from annotator import resources

    assert [
        (label.name, label.key, label.colour, label.kind, label.trim, label.definition, label.section)
        for label in read_scheme(resources.path("schemes", "default.json"))
    ] == [
        (label.name, label.key, label.colour, label.kind, label.trim, label.definition, label.section)
        for label in DEFAULT_LABELS
    ]


def test_a_label_of_a_scheme_needs_only_a_name(tmp_path: Path):
    path = rows(b'{"labels": [{"name": "actor"}, {"name": "aim"}]}', at=tmp_path / "s.json")
    first, second = read_scheme(path)
    assert (first.key, second.key, second.kind) == ("a", "i", "statement")
    assert first.colour != second.colour


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "not valid JSON"),
        ("[]", "an object with a list of labels"),
        ('{"labels": []}', "an object with a list of labels"),
        ('{"labels": [3]}', "label 1: it is no object"),
        ('{"labels": [{}]}', "name “” is empty"),
        ('{"labels": [{"name": "a"}, {"name": "a"}]}', "label 2: the name “a” is taken"),
        ('{"labels": [{"name": "a"}, {"name": "a "}]}', "label 2: the name “a ” is taken"),
        ('{"labels": [{"name": "a", "key": "7"}]}', "not one letter"),
        ('{"labels": [{"name": "a", "key": "x"}, {"name": "b", "key": "X"}]}', "taken by another"),
        ('{"labels": [{"name": "a", "colour": "red"}]}', "#rrggbb"),
        ('{"labels": [{"name": "a", "kind": "verb"}]}', "none of name, statement, request"),
        ('{"labels": [{"name": "a", "trim": ["all"]}]}', "“trim” is a list"),
        ('{"labels": [{"name": "a", "color": "#112233"}]}', "“color” is no key"),
        ('{"labels": [{"name": 5}]}', "“name” is not a string"),
    ],
)
def test_a_bad_scheme_is_refused_by_its_label(tmp_path: Path, content: str, sentence: str):
    path = rows(content.encode(), at=tmp_path / "s.json")
    with pytest.raises(InputError, match=sentence.replace("(", r"\(")):
        read_scheme(path)


def test_an_export_for_label_studio_brings_the_labelling_configuration(tmp_path: Path):
    with Project.create(tmp_path / "p.annot", annotator="ana") as project:
        rows = tmp_path / "in.jsonl"
        rows.write_bytes(row(id="k", text="Halvia warns", spans=[span()]))
        import_paths(project, [rows])
        export_project(project, tmp_path / "out.json", ExportOptions(format="label-studio"))
    assert (tmp_path / "out.json.config.xml").read_text().startswith("<View>")
    assert json.loads((tmp_path / "out.json").read_bytes())[0]["data"]["key"] == "k"


def test_of_a_file_that_is_all_wrong_everything_is_counted_and_the_first_of_it_named(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("annotator.exchange.importing._MOST_NAMED", 3)
    bad = [span(end=999, label=f"l{number}") for number in range(6)]
    path = rows(row(id="a", text=TEXT, spans=[span(), *bad]), *[b"{bad\n"] * 5, at=tmp_path / "a.jsonl")
    report = import_paths(project, [path])
    assert (report.spans.added, report.spans.rejected) == (1, 6)
    assert (report.documents.added, report.documents.rejected) == (1, 5)
    assert len(report.problems) == 4
    assert report.problems[-1].reason.startswith("8 more of what is wrong")
    assert report.outcome == 1


def test_documents_without_an_id_in_a_list_of_one_line_are_told_apart(project: Project, tmp_path: Path):
    listed = [{"text": f"Halvia said no, {number} times.", "label": [[0, 6, "actor"]]} for number in range(3)]
    path = rows(json.dumps(listed).encode(), at=tmp_path / "list.json")
    assert [record.key for file in preview_import([path]).files for record in file.documents] == [
        "list.json:1",
        "list.json:1.2",
        "list.json:1.3",
    ]
    report = import_paths(project, [path])
    assert (report.documents.added, report.spans.added, report.problems) == (3, 3, [])
    again = import_paths(project, [path])
    assert (again.documents.unchanged, again.spans.unchanged) == (3, 3)


def test_a_trial_names_beside_its_file_what_the_project_would_not_take(project: Project, tmp_path: Path):
    import_paths(project, [rows(b'{"id": "a", "text": "One."}\n', at=tmp_path / "first.jsonl")])
    path = rows(b'{"id": "a", "text": "Another."}\n{"id": "b", "text": "Two."}\n', at=tmp_path / "second.jsonl")
    [problem] = import_paths(project, [path], ImportOptions(dry_run=True)).contents["second.jsonl"].problems
    assert "with another text" in problem.reason
