"""The command line as a person or a script meets it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from annotator import __version__
from annotator.__main__ import COMMANDS
from annotator.cli import main
from annotator.console import clean
from annotator.formats.registry import BUILT_IN
from annotator.store.project import Project
from tests.formats.reading import row, span

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEXT = "Halvia closed the lock at Brenn."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.annot"
    Project.create(path, annotator="ana").close()
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(
        row(id="a", text=TEXT, spans=[span()], reviews=[{"annotator": "ana", "status": "done"}]) + row(text="b")
    )
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="annotator")


def as_json(result: Result) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads(result.stdout)


def test_a_new_project_has_the_usual_labels(tmp_path: Path):
    result = run("new", tmp_path / "n.annot", "--annotator", "ben")
    assert result.exit_code == 0
    with Project.open(tmp_path / "n.annot") as project:
        assert project.current_annotator is not None
        assert project.current_annotator.name == "ben"
    assert list(as_json(run("info", tmp_path / "n.annot", "--json"))["labels"]) == [
        *("actor", "claim", "threat", "demand", "proposal")
    ]


def test_a_new_project_can_have_another_scheme(tmp_path: Path):
    (tmp_path / "s.json").write_text('{"labels": [{"name": "promise"}]}')
    assert run("new", tmp_path / "n.annot", "--scheme", tmp_path / "s.json").exit_code == 0
    assert as_json(run("info", tmp_path / "n.annot", "--json"))["labels"] == {"promise": 0}


def test_an_import_reports_its_counts(project: Path, rows: Path):
    result = run("import", project, rows, "--json")
    assert result.exit_code == 0
    assert as_json(result) == {
        "documents": {"added": 2, "unchanged": 0, "rejected": 0},
        "spans": {"added": 1, "unchanged": 0, "rejected": 0},
        "problems": [],
        "warnings": [],
    }
    assert "0 documents added, 2 unchanged" in run("import", project, rows).stdout


def test_an_import_in_part_names_each_problem_and_exits_with_1(project: Path, rows: Path):
    rows.write_bytes(rows.read_bytes() + b"{bad\n")
    result = run("import", project, rows)
    assert result.exit_code == 1
    assert result.stderr.startswith("annotator: rows.jsonl, line 3: ")
    assert as_json(run("import", project, rows, "--json"))["problems"][0]["line"] == 3


@pytest.mark.parametrize("more", [["--strict"], ["--strict", "--json"]])
def test_a_strict_import_with_a_problem_does_nothing_and_says_why(project: Path, rows: Path, more: list[str]):
    rows.write_bytes(rows.read_bytes() + b"{bad\n")
    result = run("import", project, rows, *more)
    assert result.exit_code == 2
    assert result.stderr.startswith("annotator: nothing was imported: rows.jsonl, line 3: ")
    assert as_json(run("info", project, "--json"))["documents"] == 0


def test_a_dry_run_tells_and_stores_nothing(project: Path, rows: Path):
    assert "2 documents would be added" in run("import", project, rows, "--dry-run").stdout
    assert as_json(run("info", project, "--json"))["documents"] == 0


def test_other_encodings_are_asked_for(project: Path, tmp_path: Path):
    (tmp_path / "ru.txt").write_bytes(("Министр заявил, что порт Бренн закрыт. " * 3).encode("cp1251"))
    result = run("import", project, tmp_path / "ru.txt")
    assert result.exit_code == 2
    assert "give --encoding cp1251" in result.stderr
    assert run("import", project, tmp_path / "ru.txt", "--encoding", "cp1251").exit_code == 0


def test_info_counts_by_label_and_annotator(project: Path, rows: Path):
    run("import", project, rows)
    counts = as_json(run("info", project, "--json"))
    assert counts == {
        "documents": 2,
        "spans": 1,
        "labels": {"actor": 1, "claim": 0, "threat": 0, "demand": 0, "proposal": 0},
        "annotators": {"ana": {"spans": 1, "status": {"new": 1, "in progress": 0, "done": 1, "skipped": 0}}},
        "relations": {},
        "attributes": {},
        "actors": 0,
        "suggestions": {},
    }
    assert "ana: 1 span; 1 new, 1 done" in run("info", project).stdout


@pytest.fixture
def described(tmp_path: Path) -> Path:
    """A file of one document with some of everything."""
    spans = [
        {"id": 1, "start": 0, "end": 6, "label": "actor", "annotator": "ana", "actor": "Republic of Halvia"},
        {"id": 2, "start": 7, "end": 13, "label": "threat", "annotator": "ana", "attributes": {"form": "direct"}},
    ]
    row = {
        "id": "a",
        "text": "Halvia warned.",
        "offsets": "codepoint",
        "spans": spans,
        "relations": [{"id": 1, "type": "made_by", "head": 2, "tail": 1, "annotator": "ana"}],
        "suggestions": [
            {"start": 0, "end": 6, "label": "actor", "provider": "m1"},
            {"start": 0, "end": 13, "label": "claim", "provider": "m1", "state": "rejected"},
            {"start": 0, "end": 99, "label": "claim", "provider": "m1"},
        ],
    }
    (tmp_path / "described.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path / "described.jsonl"


def test_an_import_says_what_else_came_and_was_added_to_the_scheme(project: Path, described: Path):
    result = run("import", project, described, "--dry-run")
    assert result.exit_code == 1
    assert "1 relation would be added, 0 unchanged, 0 rejected" in result.stdout
    assert "2 suggestions would be added, 0 unchanged, 1 rejected" in result.stdout
    assert "described.jsonl, line 1: suggestion 3: its offsets 0–99 go beyond the text" in result.stderr
    for added in ("relation type “made_by”", "attribute “form”"):
        assert f"note: the {added} was not in the scheme; it was added" in result.stderr
    report = as_json(run("import", project, described, "--json"))
    assert report["relations"] == {"added": 1, "unchanged": 0, "rejected": 0}
    assert report["suggestions"] == {"added": 2, "unchanged": 0, "rejected": 1}


def test_info_counts_relations_attributes_actors_and_suggestions(project: Path, described: Path):
    run("import", project, described)
    counts = as_json(run("info", project, "--json"))
    assert {name: counts[name] for name in ("relations", "attributes", "actors", "suggestions")} == {
        "relations": {"made_by": 1},
        "attributes": {"form": 1},
        "actors": 1,
        "suggestions": {"m1": {"open": 1, "accepted": 0, "rejected": 1}},
    }
    assert run("info", project).stdout.splitlines()[-4:] == [
        *("relations: 1 made_by", "attributes: 1 form", "1 actor in the registry"),
        "suggested by m1: 1 open, 1 rejected",
    ]


def test_an_export_is_written_and_not_overwritten(project: Path, rows: Path, tmp_path: Path):
    run("import", project, rows)
    out = tmp_path / "out.jsonl"
    assert "2 documents with 1 span" in run("export", project, out).stdout
    assert len(out.read_text().splitlines()) == 2
    assert run("export", project, out).exit_code == 2
    assert as_json(run("export", project, out, "--force", "--json"))["documents"] == 2


@pytest.mark.parametrize("status", ["done", "DONE", "in-progress", "in progress", "in_progress"])
def test_a_status_is_written_as_people_write_it(project: Path, rows: Path, status: str):
    run("import", project, rows)
    result = run("export", project, "-", "--status", status)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == (1 if status.lower() == "done" else 0)


def test_standard_output_carries_the_file_and_nothing_else(project: Path, rows: Path, tmp_path: Path):
    run("import", project, rows)
    run("export", project, tmp_path / "out.jsonl")
    result = run("export", project, "-", "--json")
    assert result.stdout_bytes == (tmp_path / "out.jsonl").read_bytes()
    assert json.loads(result.stderr)["file"] == "-"


def test_a_sound_project_passes_its_check(project: Path):
    assert run("check", project).exit_code == 0
    said = as_json(run("check", project, "--json"))
    assert said["problems"] == []
    assert {check["count"] for check in said["checks"]} == {0}


def test_a_search_index_that_does_not_fit_is_found_by_check_which_changes_nothing(project: Path, rows: Path):
    assert run("import", project, rows).exit_code == 0
    sound = project.read_bytes()
    assert run("check", project).exit_code == 0
    assert project.read_bytes() == sound
    connection = sqlite3.connect(project)
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    connection.commit()
    connection.close()
    result = run("check", project)
    assert result.exit_code == 1
    assert "search index" in result.stdout


def test_a_damaged_text_is_found_by_check(project: Path, rows: Path):
    run("import", project, rows)
    connection = sqlite3.connect(project)
    connection.execute("UPDATE texts SET text = 'other' WHERE document = 1")
    connection.commit()
    connection.close()
    result = run("check", project, "--json")
    assert result.exit_code == 1
    assert as_json(result)["problems"][0]["count"] == 1


def test_formats_are_listed():
    listed = {item["name"]: item for item in as_json(run("formats", "--json"))}
    assert list(listed) == list(BUILT_IN)
    assert listed["csv"]["options"][0]["choices"] == ["no", "yes"]
    assert "jsonl: JSON Lines" in run("formats").stdout
    assert "--set texts: no|yes" in run("formats").stdout


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_command_has_help(command: list[str], flag: str):
    result = run(*command, flag)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: annotator")


def test_the_version_is_told():
    assert run("--version").stdout == f"annotator {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["info"],
        ["info", "missing.annot"],
        ["import", "missing.annot", "x.txt"],
        ["export", "missing.annot", "-"],
        ["check", "missing.annot"],
        ["new", "missing/new.annot"],
        ["new", "new.annot", "--scheme", "missing.json"],
        ["new", "new.annot", "--scheme", "."],
        ["unknown"],
        ["info", "--nonsense"],
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("annotator: ")
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["import", "{project}", "{rows}", "--format", "x"], ["import", "{project}", "{rows}", "--encoding", "x"]]
    + [["export", "{project}", "-", option, "x"] for option in ("--format", "--annotator", "--status", "--label")],
)
def test_an_unknown_name_is_refused(arguments: list[str], project: Path, rows: Path):
    result = run(*(argument.format(project=project, rows=rows) for argument in arguments))
    assert result.exit_code == 2
    assert "“x”" in result.stderr


def test_an_import_into_what_may_only_be_read_is_refused_in_one_sentence(
    project: Path, rows: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("annotator.store.opening.os.access", lambda path, mode: False)
    result = run("import", project, rows)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "may not be written to: copy it to where you may write" in result.stderr
    assert run("info", project).stderr == ""  # which only reads


def test_data_cannot_steer_the_terminal(project: Path, tmp_path: Path):
    name = "evil\x1b[31m\u202e\x9b.txt"
    (tmp_path / name).write_bytes(b"")
    result = run("import", project, tmp_path / name)
    assert "\x1b" not in result.stderr
    assert "\\u001b[31m\\u202e\\u009b.txt" in result.stderr
    shown = run("import", project, tmp_path / name, "--json").stdout
    assert "\x1b" not in shown
    assert json.loads(shown)["problems"][0]["file"] == name


def test_clean_text_stays():
    assert clean("Ж “x” – 日本 😀\tb") == "Ж “x” – 日本 😀\\u0009b"


def start(*arguments: str | Path, **more: str) -> subprocess.Popen[bytes]:
    """A real process: Python with these arguments, and ``more`` in its environment."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.getcwd(), **more},
    )


def test_a_command_loads_no_qt(project: Path, rows: Path):
    code = (
        "import sys\n"
        "from annotator.__main__ import main\n"
        "for arguments in (['import', *sys.argv[1:]], ['info', sys.argv[1]], ['export', sys.argv[1], '-']):\n"
        "    try: main(arguments)\n"
        "    except SystemExit as left: assert not left.code, left.code\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]\n"
    )
    with start("-c", code, project, rows) as running:
        _, complaint = running.communicate(timeout=60)
    assert running.returncode == 0, complaint.decode()


def test_a_reader_that_leaves_early_hears_no_complaint(project: Path, tmp_path: Path):
    many = tmp_path / "many.jsonl"
    many.write_bytes(b"".join(row(id=f"d{n}", text=TEXT * 200) for n in range(300)))
    run("import", project, many)
    with start("-m", "annotator", "export", project, "-") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(100)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 1


def test_a_terminal_without_unicode_breaks_nothing(project: Path, tmp_path: Path):
    (tmp_path / "ж.txt").write_bytes(b"")
    with start("-m", "annotator", "import", project, tmp_path / "ж.txt", PYTHONIOENCODING="ascii") as running:
        _, complaint = running.communicate(timeout=60)
    assert running.returncode == 2
    assert complaint.startswith(b"annotator: nothing was imported: ")
    assert complaint.count(b"\n") == 1


def test_an_empty_path_is_refused_and_does_not_mean_this_folder(project: Path):
    result = run("import", project, "")
    assert result.exit_code == 2
    assert "empty name" in result.stderr


def test_a_rescue_says_what_it_copied_and_what_it_lost(project: Path, rows: Path, tmp_path: Path):
    run("import", project, rows)
    sound = run("rescue", project, tmp_path / "new.annot")
    assert sound.exit_code == 0
    assert "documents: 2 copied, 0 lost" in sound.stdout
    assert "was left as it is" in sound.stdout
    spoil(project, "UPDATE texts SET text = text || '!' WHERE document = 1")
    spoil(project, "UPDATE documents SET key = 'evil' || char(27) || '[2J' WHERE id = 1")
    lossy = run("rescue", project, tmp_path / "other.annot")
    assert lossy.exit_code == 1
    assert "not what was imported: 1 (evil\\u001b[2J)" in lossy.stdout
    said = as_json(run("rescue", project, tmp_path / "third.annot", "--json"))
    assert said["other_texts"] == {"count": 1, "documents": ["evil\x1b[2J"]}
    assert said["tables"]["spans"]["lost"] == 0
    assert run("check", tmp_path / "third.annot").exit_code == 0


def test_a_rescue_that_cannot_be_made_makes_nothing(project: Path, tmp_path: Path):
    refused = run("rescue", project, project)
    assert refused.exit_code == 2
    assert "already a file" in refused.stderr
    (tmp_path / "none.annot").write_text("no project")
    assert run("rescue", tmp_path / "none.annot", tmp_path / "new.annot").exit_code == 2
    assert not (tmp_path / "new.annot").exists()


def test_names_from_data_cannot_steer_a_terminal(project: Path):
    spoil(project, "UPDATE labels SET name = 'a' || char(27) || '[31m' || char(8238) WHERE id = 1")
    for command in (["info", project], ["info", project, "--json"], ["check", project], ["export", project, "-"]):
        assert "\x1b" not in run(*command).stdout
    assert "\u202e" not in run("info", project).stdout


def spoil(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("command", ["import", "import --dry-run", "convert"])
@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (["--set", "nope=1"], "no option of reading is called “nope”"),
        (["--set", "form=triples"], "no option of reading is called “form”"),
        (
            ["--column", "nope=body"],
            "no column can be named as “nope”; columns of “doccano” are text, label",
        ),
    ],
)
def test_a_choice_that_no_format_read_knows_is_refused_and_not_passed_over(
    command: str, given: list[str], complaint: str, project: Path, tmp_path: Path
):
    source = tmp_path / "spans.jsonl"
    source.write_text('{"id": 1, "text": "Halvia left.", "label": [[0, 6, "actor"]]}\n')
    name, *more = command.split()
    places = [str(source), str(tmp_path / "out.jsonl")] if name == "convert" else [str(project), str(source)]
    result = run(name, *more, *places, *given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_an_option_of_reading_has_one_of_its_values(project: Path, tmp_path: Path):
    source = tmp_path / "tags.conll"
    source.write_text("Halvia B-actor\nleft O\n")
    result = run("import", project, source, "--set", "tags=xyz")
    assert result.exit_code == 2
    assert "the option “tags” cannot be “xyz”; it can be auto, iob2" in result.stderr
    assert run("import", project, source, "--set", "tags=iob2").exit_code == 0


def test_a_column_of_labels_that_no_row_has_is_said(project: Path, tmp_path: Path):
    source = tmp_path / "spans.jsonl"
    source.write_text('{"id": 1, "text": "Halvia left.", "label": [[0, 6, "actor"]]}\n')
    result = run("import", project, source, "--format", "doccano", "--column", "label=code")
    assert "no row has “code”, which was named as the label: no spans were made" in result.stderr
