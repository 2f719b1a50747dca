"""Which formats there are, and who may add one."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from annotator.formats import registry
from annotator.formats.text import Text
from annotator.model.errors import InputError


def install(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> None:
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == registry.GROUP else ())


@pytest.mark.parametrize("name", registry.BUILT_IN)
def test_every_built_in_format_is_called_as_the_table_calls_it(name: str):
    chosen = registry.format_by_name(name)
    assert chosen.name == name
    assert chosen.reads or chosen.writes


def test_an_unknown_format_is_refused_with_the_known_ones(monkeypatch: pytest.MonkeyPatch):
    install(monkeypatch)
    with pytest.raises(InputError, match="no format “papyrus”; the formats are jsonl, "):
        registry.format_by_name("papyrus")


def test_a_plugin_adds_a_format(monkeypatch: pytest.MonkeyPatch):
    install(monkeypatch, EntryPoint("mine", "annotator.formats.text:Text", registry.GROUP))
    assert isinstance(registry.format_by_name("mine"), Text)
    assert len(registry.all_formats()) == len(registry.BUILT_IN) + 1


@pytest.mark.parametrize("names", [["jsonl"], ["mine", "mine"]])
def test_a_clash_of_names_is_refused(monkeypatch: pytest.MonkeyPatch, names: list[str]):
    install(monkeypatch, *(EntryPoint(name, f"plugin{i}:F", registry.GROUP) for i, name in enumerate(names)))
    with pytest.raises(InputError, match="already taken"):
        registry.all_formats()


def test_a_plugin_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch):
    install(monkeypatch, EntryPoint("mine", "no_such_module:F", registry.GROUP))
    with pytest.raises(InputError, match="format “mine” cannot be loaded"):
        registry.format_by_name("mine")


def test_choosing_a_format_imports_no_other():
    code = (
        "import sys; from annotator.formats.registry import format_by_name; format_by_name('text');"
        "print([name for name in ('orjson', 'charset_normalizer', 'annotator.formats.jsonl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
