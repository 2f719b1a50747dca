"""The command line: the same verbs as the window's, a few lines each, and no Qt.

Exit code 0: all done. 1: done in part, with each bad row named; for ``check``, problems found. 2: nothing
done, and one sentence why.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TypeVar

import click

from annotator import __version__
from annotator.console import Bar, clean, listen_only_while_heard, make_output_safe
from annotator.model.document import Status
from annotator.model.errors import AnnotatorError, InputError, ProjectError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

    from annotator.exchange import ExportReport, ImportReport
    from annotator.exchange.splitting import SplitOptions
    from annotator.formats.units import Unit
    from annotator.store.log import Wanted
    from annotator.store.project import Project

_Command = TypeVar("_Command", bound="Callable[..., Any] | click.Command")

DONE, IN_PART, NOTHING = 0, 1, 2

_PATIENCE = 5.0
"""Seconds a command waits for another program that is using the project."""


class _Commands(click.Group):
    """A group that says every failure in one sentence and returns the exit codes above."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None
    ) -> NoReturn:
        make_output_safe()
        with listen_only_while_heard():
            try:
                code = super().main(args, prog_name, standalone_mode=False)
            except click.UsageError as error:
                where = error.ctx.command_path if error.ctx else "annotator"
                sentence = error.format_message().rstrip(".").replace("\n", " ")
                code = _fail(f"{sentence[:1].lower()}{sentence[1:]}; see {where} --help")
            except (click.Abort, KeyboardInterrupt):
                code = _fail("stopped; nothing was changed")
            except AnnotatorError as error:
                code = _fail(str(error))
        sys.exit(code or DONE)


# What may not be read is refused where it is read, with a sentence of its own and without stopping the rest.


class _NamedPath(click.Path):
    """A path that was named: an empty one, as an unset shell variable gives it, would mean the folder one is in."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if value == "":
            self.fail("an empty name is no file: name one", param, ctx)
        return super().convert(value, param, ctx)


_PATH = _NamedPath(path_type=Path, readable=False, allow_dash=True)
_PROJECT = click.argument("project", type=_PATH)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
_SETTINGS = click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    help="An option of the format; annotator formats lists them.",
)


def _together(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Several options as one decorator, in their order."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_READING = _together(
    click.option(
        "--column", "columns", metavar="OURS=THEIRS", multiple=True, help="What the files call text, id, label ..."
    ),
    click.option(
        "--offsets", metavar="[code-points|utf-16|bytes|crlf|lf]", help="What the offsets count, if not what is usual."
    ),
    _SETTINGS,
)
_SPLITTING = _together(
    click.option("--split", metavar="SHARES", help="Part the documents, such as train=80,dev=10,test=10."),
    click.option("--seed", metavar="N", type=int, default=1, show_default=True, help="Another seed, another split."),
    click.option(
        "--split-by",
        metavar="[document|source|date]",
        default="document",
        show_default=True,
        help="What stays together.",
    ),
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator", message="%(prog)s %(version)s")
def main() -> None:
    """Label spans in news articles, and export exact training data.

    `annotator [PROJECT] [--annotator NAME]`, without a command, opens the window; NAME says whose spans it shows and
    makes.
    """


@main.command()
@_PROJECT
@click.option("--scheme", type=_PATH, help="JSON file with the labels; else the usual five.")
@click.option("--annotator", metavar="NAME", default="", help="Whose spans the project shows.")
def new(project: Path, scheme: Path | None, annotator: str) -> int:
    """Make an empty project file."""
    from annotator.exchange import read_scheme
    from annotator.model.scheme import DEFAULT_LABELS
    from annotator.store.project import Project

    labels = read_scheme(scheme) if scheme else DEFAULT_LABELS
    with Project.create(project, labels=labels, annotator=annotator):
        _say(f"made {project} with the labels {', '.join(label.name for label in labels)}")
    return DONE


@main.command("import")
@_PROJECT
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("--format", "format_", metavar="F", help="Format of the files; else by suffix and content.")
@click.option("--annotator", metavar="NAME", default="", help="Whose the spans are that do not say it.")
@click.option("--encoding", metavar="E", help="Encoding of the files that are not UTF-8.")
@_READING
@click.option("--strict", is_flag=True, help="One bad row, and nothing is imported.")
@click.option("--dry-run", is_flag=True, help="Read and check, but store nothing.")
@_JSON
def import_(
    project: Path,
    paths: tuple[Path, ...],
    format_: str | None,
    annotator: str,
    encoding: str | None,
    columns: tuple[str, ...],
    offsets: str | None,
    settings: tuple[str, ...],
    strict: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Read files and folders into a project. Importing the same again changes nothing."""
    from annotator.exchange import ImportOptions, import_paths

    options = ImportOptions(
        format_,
        annotator,
        encoding=encoding,
        columns=_pairs(columns, "--column"),
        unit=_unit(offsets),
        settings=_pairs(settings, "--set"),
        strict=strict,
        dry_run=dry_run,
    )
    with _opened(project, to_write=True) as store, Bar("importing") as bar:
        report = import_paths(store, paths, options, progress=bar.show)
    if as_json:
        _print_json(report.as_json())
    else:
        _print_import(report)
    if report.outcome == NOTHING:
        return _fail(f"nothing was imported: {_why_nothing(report)}")
    return report.outcome


@main.command()
@_PROJECT
@click.argument("out", type=_PATH)
@click.option("--format", "format_", metavar="F", default="jsonl", show_default=True, help="Format to write.")
@click.option("--annotator", "annotators", metavar="NAME", multiple=True, help="Only spans by these.")
@click.option(
    "--status",
    "statuses",
    metavar="[new|in-progress|done|skipped|all]",
    multiple=True,
    help="Only documents that are so; by default all, for formats made for training those that are done.",
)
@click.option("--label", "labels", metavar="L", multiple=True, help="Only spans of these labels.")
@_SETTINGS
@_SPLITTING
@click.option("--force", is_flag=True, help="Replace OUT if it is there.")
@click.option("--dry-run", is_flag=True, help="Say what would be written and lost, but write nothing.")
@_JSON
def export(
    project: Path,
    out: Path,
    format_: str,
    annotators: tuple[str, ...],
    statuses: tuple[str, ...],
    labels: tuple[str, ...],
    settings: tuple[str, ...],
    split: str | None,
    seed: int,
    split_by: str,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Write a project's documents and spans to OUT, a file or, for some formats, a folder; - is standard output.

    What the format cannot hold is said, and stands in OUT.report.json too. What was written is read back before it
    takes OUT's place.
    """
    from annotator.exchange import ExportOptions, export_project, plan_export

    options = ExportOptions(
        format_,
        annotators,
        _statuses(statuses),
        labels,
        settings=_pairs(settings, "--set"),
        split=_split(split, seed, split_by),
    )
    to_stdout = str(out) == "-"
    if to_stdout and not dry_run and sys.__stdout__ is None:
        raise InputError("standard output is closed; name a file, or open it")
    target: Path | BinaryIO = sys.stdout.buffer if to_stdout else out
    with _opened(project) as store, Bar("exporting") as bar:
        if dry_run:
            report = plan_export(store, options, progress=bar.show)
        else:
            report = export_project(store, target, options, force=force, progress=bar.show)
    if as_json:
        _print_json(report.as_json(), err=to_stdout and not dry_run)
    else:
        _print_export(report, str(out), err=to_stdout and not dry_run)
    return DONE


@main.command()
@click.argument("paths", metavar="IN...", nargs=-1, required=True, type=_PATH)
@click.argument("out", type=_PATH)
@click.option("--from", "from_", metavar="F", help="Format of IN; else by content and suffix.")
@click.option("--to", metavar="F", help="Format of OUT; else by suffix.")
@click.option("--encoding", metavar="E", help="Encoding of the files that are not UTF-8.")
@_READING
@click.option(
    "--write-set", "to_settings", metavar="NAME=VALUE", multiple=True, help="An option of the format written."
)
@_SPLITTING
@click.option("--force", is_flag=True, help="Replace OUT if it is there.")
@_JSON
def convert(
    paths: tuple[Path, ...],
    out: Path,
    from_: str | None,
    to: str | None,
    encoding: str | None,
    columns: tuple[str, ...],
    offsets: str | None,
    settings: tuple[str, ...],
    to_settings: tuple[str, ...],
    split: str | None,
    seed: int,
    split_by: str,
    force: bool,
    as_json: bool,
) -> int:
    """Turn files of one format into another, without a project."""
    from annotator.exchange import ExportOptions, ImportOptions, convert_paths, format_of_target
    from annotator.exchange.exporting import ALL

    reading = ImportOptions(
        from_,
        encoding=encoding,
        columns=_pairs(columns, "--column"),
        unit=_unit(offsets),
        settings=_pairs(settings, "--set"),
    )
    writing = ExportOptions(
        to or format_of_target(out),
        statuses=ALL,
        settings=_pairs(to_settings, "--write-set"),
        split=_split(split, seed, split_by),
    )
    with Bar("converting") as bar:
        read, written = convert_paths(paths, out, reading, writing, force=force, progress=bar.show)
    if as_json:
        _print_json({"read": read.as_json(), "written": written.as_json() if written else None})
    else:
        _print_import(read)
    if written is None:
        return _fail(f"nothing was converted: {_why_nothing(read)}")
    if not as_json:
        _print_export(written, str(out))
    return read.outcome


@main.command()
@_PROJECT
@_JSON
def info(project: Path, as_json: bool) -> int:
    """Count documents, spans, labels, annotators, and what else there is."""
    from annotator.store import details, queries

    with _opened(project) as store:
        counts = queries.counts(store) | details.counts(store)
    if as_json:
        _print_json(counts)
        return DONE
    _say(f"{_count(counts['documents'], 'document')}, {_count(counts['spans'], 'span')}")
    for name, count in counts["labels"].items():
        _say(f"  {name}: {count:,}")
    for name, its in counts["annotators"].items():
        statuses = ", ".join(f"{count:,} {status}" for status, count in its["status"].items() if count)
        _say(f"{name}: {_count(its['spans'], 'span')}; {statuses or 'no documents'}")
    for what in ("relations", "attributes"):
        if any(counts[what].values()):
            _say(f"{what}: {', '.join(f'{count:,} {name}' for name, count in counts[what].items() if count)}")
    if counts["actors"]:
        _say(f"{_count(counts['actors'], 'actor')} in the registry")
    for name, states in counts["suggestions"].items():
        _say(f"suggested by {name}: {', '.join(f'{count:,} {state}' for state, count in states.items() if count)}")
    return DONE


@main.command()
@_PROJECT
@_JSON
def check(project: Path, as_json: bool) -> int:
    """Look through the whole project file for damage. Exit code 1 if any is found."""
    from annotator.exchange import Progress

    with _opened(project) as store, Bar("checking") as bar:
        checks = store.check_all(lambda done, total: bar.show(Progress(done, total, "")))
    problems = [finding for finding in checks if finding.count]
    if as_json:
        _print_json(
            {
                "problems": [{"what": finding.what, "count": finding.count} for finding in problems],
                "checks": [finding.as_json() for finding in checks],
            }
        )
    elif not problems:
        _say(f"{project} is sound")
    for finding in () if as_json else problems:
        _say(str(finding))
    return IN_PART if problems else DONE


@main.command()
@_PROJECT
@click.argument("new", type=_PATH)
@_JSON
def rescue(project: Path, new: Path, as_json: bool) -> int:
    """Copy what can be read of a damaged project into NEW. Exit code 1 if anything was lost."""
    from annotator.exchange import Progress
    from annotator.store.rescue import rescue as rescue_project

    with Bar("rescuing") as bar:
        report = rescue_project(project, new, lambda done, total: bar.show(Progress(done, total, "")))
    if as_json:
        _print_json(report.as_json())
    else:
        for sentence in report.sentences():
            _say(sentence)
        _say(f"{new} was made; {project} was left as it is")
    return DONE if report.is_whole else IN_PART


@main.command()
@_PROJECT
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Only the newest N.")
@click.option("--document", "key", metavar="KEY", help="Only what was done on this document.")
@click.option("--annotator", metavar="NAME", default="", help="Only what was done by this annotator.")
@_JSON
def log(project: Path, limit: int | None, key: str | None, annotator: str, as_json: bool) -> int:
    """Say what was changed, when, by whom, on which document, newest first."""
    from annotator.log_printing import print_log

    with _opened(project) as store:
        print_log(store, _wanted(store, key, annotator), limit, as_json=as_json)
    return DONE


def _wanted(project: Project, key: str | None, annotator: str) -> Wanted:
    from annotator.store import queries
    from annotator.store.log import Wanted

    document = None if key is None else queries.document_by_key(project, key)
    if key is not None and document is None:
        raise InputError(f"the project has no document “{key}”; annotator export lists their ids")
    if annotator and annotator not in {known.name for known in project.annotators()}:
        raise InputError(f"the project has no annotator “{annotator}”; annotator info lists them")
    return Wanted(annotator=annotator, document=document.id if document else None)


@main.command()
@_JSON
def formats(as_json: bool) -> int:
    """List the formats that can be read and written."""
    from annotator.formats.registry import all_formats

    known: list[dict[str, Any]] = [
        {
            "name": format.name,
            "title": format.title,
            "reads": format.reads,
            "writes": format.writes,
            "suffixes": list(format.suffixes),
            "folder": format.folder,
            "training": format.training,
            "needs": list(format.needs),
            "options": [
                {
                    "name": option.name,
                    "title": option.title,
                    "choices": list(option.choices),
                    "default": option.default,
                    "on": option.on,
                }
                for option in format.options
            ],
        }
        for format in all_formats()
    ]
    if as_json:
        _print_json(known)
        return DONE
    for row in known:
        verbs = " and ".join(verb for verb, can in (("read", row["reads"]), ("written", row["writes"])) if can)
        _say(f"{row['name']}: {row['title']} ({verbs}; {', '.join(row['suffixes'])})")
        for option in row["options"]:
            can = f": {'|'.join(option['choices'])}" if option["choices"] else ""
            default = f"; {option['default']} by default" if option["default"] else ""
            _say(f"    --set {option['name']}{can} — {option['title']}{default}")
    return DONE


@contextmanager
def _opened(path: Path, *, to_write: bool = False, read_only: bool | None = None) -> Iterator[Project]:
    """A project, for reading only unless told otherwise: who only reads never waits for who writes."""
    from annotator.store.project import Project

    read_only = not to_write if read_only is None else read_only
    with Project.open(path, read_only=read_only, busy_timeout=_PATIENCE) as project:
        if to_write and project.read_only:
            raise ProjectError(project.notice)
        if project.notice:
            _say(f"annotator: {project.notice}", err=True)
        yield project


def _pairs(items: tuple[str, ...], option: str) -> dict[str, str]:
    """``NAME=VALUE`` items as a mapping."""
    found: dict[str, str] = {}
    for item in items:
        name, equals, value = item.partition("=")
        if not (name and equals):
            raise InputError(f"{option} {item}: write a name, = and a value, such as {option} text=body")
        found[name] = value
    return found


def _unit(word: str | None) -> Unit | None:
    from annotator.formats.units import Unit

    try:
        return None if word is None else Unit(word.lower())
    except ValueError:
        raise InputError(f"offsets cannot count “{word}”; they count {', '.join(Unit)}") from None


def _split(shares: str | None, seed: int, by: str) -> SplitOptions | None:
    from annotator.exchange.splitting import split_options

    return None if shares is None else split_options(shares, seed, by)


def _statuses(words: tuple[str, ...]) -> tuple[Status, ...]:
    if any(word.lower() == "all" for word in words):
        return tuple(Status)
    return tuple(_status(word) for word in words)


def _print_export(report: ExportReport, out: str, *, err: bool = False) -> None:
    """What was written, or would be, what is not in it, and where the report lies."""
    verb = "written to" if report.target else "would be written to"
    _say(f"{_count(report.documents, 'document')} with {_count(report.spans, 'span')} {verb} {out}", err=err)
    for name, split in report.splits.items():
        labels = ", ".join(f"{count:,} {label}" for label, count in sorted(split.labels.items()))
        _say(f"  {name}: {_count(split.documents, 'document')}; {labels or 'no spans'}", err=err)
    for path in report.beside:
        if path != report.report:
            _say(f"annotator: note: {path} was written beside it", err=True)
    if report.left_out:
        _say(
            f"annotator: note: {_count(report.left_out, 'document')} left out by status; --status all takes all",
            err=True,
        )
    for sentence in report.losses.sentences():
        _say(f"annotator: note: {sentence}", err=True)


def _status(word: str) -> Status:
    try:
        return Status(word.lower().replace("-", " ").replace("_", " "))
    except ValueError:
        known = ", ".join(status.value.replace(" ", "-") for status in Status)
        raise InputError(f"“{word}” is no status; they are {known}") from None


def _print_import(report: ImportReport) -> None:
    alone = report.outcome == NOTHING and len(report.problems) == 1  # then it is the sentence why
    for problem in () if alone else report.problems:
        _say(f"annotator: {problem}", err=True)
    for warning in report.warnings:
        _say(f"annotator: note: {warning}", err=True)
    if report.outcome == NOTHING:
        return
    if report.problems and not report.dry_run:
        _say("annotator: correct what is named and import again; what is in already is not added twice", err=True)
    tense = "would be added" if report.dry_run else "added"
    tallies = {
        "document": report.documents,
        "span": report.spans,
        "relation": report.relations,
        "suggestion": report.suggestions,
    }
    for name, tally in tallies.items():
        if name in ("relation", "suggestion") and not tally:
            continue
        _say(f"{_count(tally.added, name)} {tense}, {tally.unchanged:,} unchanged, {tally.rejected:,} rejected")


def _why_nothing(report: ImportReport) -> str:
    if not report.problems:
        return "there is no file of a known format at the paths given"
    more = len(report.problems) - 1
    return f"{report.problems[0]}" + (f"; and {_count(more, 'other problem')}" if more else "")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _print_json(value: object, *, err: bool = False) -> None:
    # Characters that steer a terminal leave as escapes, which JSON reads back as themselves.
    click.echo(clean(json.dumps(value, ensure_ascii=False, indent=2), keep="\n"), err=err)


def _say(sentence: str, *, err: bool = False) -> None:
    click.echo(clean(sentence), err=err)


def _fail(sentence: str) -> int:
    with suppress(OSError):  # where standard error cannot be written either, the exit code still tells
        _say(f"annotator: {sentence}", err=True)
    return NOTHING
