"""Which formats there are: the built-in ones in a table, plugins by entry point.

A module is imported when its format is first used. Plugins (entry point group ``annotator.formats``, each a
class that keeps ``base.Format``'s promise) are looked up only when a name is asked for that the table does
not know, or all formats are listed: reading entry points costs a tenth of the window's start. A plugin by the
name of another format is refused.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from annotator.model.errors import InputError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from annotator.formats.base import Format

BUILT_IN: dict[str, str] = {
    "jsonl": "annotator.formats.jsonl:Jsonl",
    "text": "annotator.formats.text:Text",
    "doccano": "annotator.formats.doccano:Doccano",
    "label-studio": "annotator.formats.label_studio:LabelStudio",
    "prodigy": "annotator.formats.prodigy:Prodigy",
    "spacy": "annotator.formats.spacy:Spacy",
    "spacy-json": "annotator.formats.spacy_json:SpacyJson",
    "huggingface": "annotator.formats.huggingface:HuggingFace",
    "conll": "annotator.formats.conll:Conll",
    "brat": "annotator.formats.brat:Brat",
    "webanno-tsv": "annotator.formats.webanno:WebAnno",
    "uima": "annotator.formats.uima:Uima",
    "web-annotation": "annotator.formats.web_annotation:WebAnnotation",
    "argilla": "annotator.formats.argilla:Argilla",
    "gate": "annotator.formats.gate:Gate",
    "pubannotation": "annotator.formats.pubannotation:PubAnnotation",
    "yedda": "annotator.formats.yedda:Yedda",
    "refi-qda": "annotator.formats.refi_qda:RefiQda",
    "dna": "annotator.formats.dna:Dna",
    "qualcoder": "annotator.formats.qualcoder:QualCoder",
    "taguette": "annotator.formats.taguette:Taguette",
    "csv": "annotator.formats.csv_table:Csv",
    "xlsx": "annotator.formats.xlsx:Xlsx",
    "html": "annotator.formats.html:Html",
    "docx": "annotator.formats.docx:Docx",
    "pdf": "annotator.formats.pdf:Pdf",
    "epub": "annotator.formats.epub:Epub",
    "rtf": "annotator.formats.rtf:Rtf",
}
"""Name -> ``module:class``, in the order in which people are shown them."""

GROUP = "annotator.formats"


def format_by_name(name: str) -> Format:
    """The format of this name; InputError when there is none, or when two claim it."""
    if name in BUILT_IN:
        return _load(BUILT_IN[name])
    plugins = plugin_entry_points()
    if name not in plugins:
        known = ", ".join([*BUILT_IN, *plugins])
        raise InputError(f"there is no format “{name}”; the formats are {known}")
    return _from_plugin(plugins[name])


def all_formats() -> list[Format]:
    """Every format, built-in ones first."""
    return [_load(target) for target in BUILT_IN.values()] + [
        _from_plugin(point) for point in plugin_entry_points().values()
    ]


def check_needs(format: Format) -> None:
    """InputError if a module that the format needs is not installed."""
    from importlib.util import find_spec

    missing = [name for name in format.needs if find_spec(name) is None]
    if missing:
        how = f'pip install "annotator[{format.extra}]"' if format.extra else f"pip install {' '.join(missing)}"
        raise InputError(f"the format “{format.name}” needs {', '.join(missing)}, which is not installed: {how}")


def plugin_entry_points() -> dict[str, EntryPoint]:
    """Installed plugins by name; InputError when one takes a name that is already taken."""
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        taken = point.name in BUILT_IN or (point.name in found and found[point.name].value != point.value)
        if taken:
            raise InputError(
                f"the plugin {point.value} is for a format “{point.name}”, a name already taken; uninstall it"
            )
        found[point.name] = point
    return found


def _load(target: str) -> Format:
    module, _, name = target.partition(":")
    return cast("Format", getattr(import_module(module), name)())


def _from_plugin(point: EntryPoint) -> Format:
    try:
        return cast("Format", point.load()())
    except (ImportError, AttributeError) as error:
        raise InputError(f"the plugin for format “{point.name}” cannot be loaded: {error}") from error
