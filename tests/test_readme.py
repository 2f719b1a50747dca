"""The README tells the truth about keys, commands and files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest

from annotator import cli
from annotator.formats.registry import BUILT_IN, format_by_name
from annotator.gui import actions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def test_the_table_of_keys_is_that_of_the_actions(readme: str) -> None:
    shown = readme.partition("<!-- keys -->\n")[2].partition("<!-- /keys -->")[0]
    assert shown == actions.key_table()


def format_table() -> str:
    """The table of formats, as the README has it between its marks."""
    rows = []
    for format in map(format_by_name, BUILT_IN):
        marks = ["yes" if can else "" for can in (format.reads, format.writes)]
        needs = f"; needs `[{format.extra}]`" if format.extra else ""
        training = "; for training" if format.training else ""
        rows.append(f"| `{format.name}` | {marks[0]} | {marks[1]} | {format.title}{training}{needs} |\n")
    return "| format | read | written | what |\n| --- | --- | --- | --- |\n" + "".join(rows)


def test_the_table_of_formats_is_that_of_the_program(readme: str) -> None:
    shown = readme.partition("<!-- formats -->\n")[2].partition("<!-- /formats -->")[0]
    assert shown == format_table()


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_every_command_and_option_is_in_the_readme(name: str, readme: str) -> None:
    row = next(line for line in readme.splitlines() if line.startswith(f"| `annotator {name}"))
    options = [
        parameter.opts[-1] for parameter in cli.main.commands[name].params if isinstance(parameter, click.Option)
    ]
    assert [option for option in options if option not in row and option != "--help"] == []


def test_every_file_it_points_to_is_there(readme: str, repository: Path) -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", readme) + re.findall(
        r"`((?:\./)?(?:packaging|resources|tests)/[\w./-]+)", readme
    )
    assert [path for path in linked if not (repository / path).exists()] == []
