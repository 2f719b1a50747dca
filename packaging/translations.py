"""Collects every text of the window into ``resources/translations/annotator_LANG.ts`` and compiles these.

The texts are found in the syntax trees of ``annotator/gui``: ``self.tr(…)`` with its class as context,
``QCoreApplication.translate(…)`` and ``QT_TRANSLATE_NOOP(…)`` with the context they name. What formats say of
themselves, their titles, the titles of their options and their losses, is found in ``annotator/formats`` and has
the context ``Formats``. English holds the texts that depend on a number and no others: every other text is English
already.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "annotator" / "gui"
FORMATS = ROOT / "annotator" / "formats"
FOLDER = ROOT / "resources" / "translations"
BASE = "en"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


class NotLiteralError(Exception):
    """A text for people that is not written out where it is translated, so that nobody can collect it."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text to translate: where it is used, its English, and what tells it from the same words elsewhere."""

    context: str
    source: str
    comment: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Translation:
    """What a language says for a text: one form, or one for each kind of number; empty if nobody has said it."""

    forms: tuple[str, ...]

    @property
    def finished(self) -> bool:
        return bool(self.forms) and all(self.forms)


Catalogue = dict[Text, Translation]


def texts_of_window(folder: Path = SOURCES) -> list[Text]:
    """Every text in the window's sources, each once, ordered by context and then as they stand in the files.

    Raises NotLiteralError, with file and line, for a text that is put together at run time.
    """
    found: dict[Text, None] = {}
    looked_up: dict[str, str] = {}
    for file in sorted(folder.rglob("*.py")):
        finder = _Finder(str(file.relative_to(folder.parent)))
        finder.visit(ast.parse(file.read_text(encoding="utf-8")))
        found |= dict.fromkeys(finder.texts)
        looked_up |= finder.looked_up
    if folder == SOURCES:
        found |= dict.fromkeys(texts_of_formats())
    contexts = {text.context for text in found}
    for context, where in looked_up.items():
        if context not in contexts:
            raise NotLiteralError(f"{where}: no table marks its texts with QT_TRANSLATE_NOOP({context!r}, …)")
    return sorted(found, key=lambda text: text.context)


def texts_of_formats(folder: Path = FORMATS) -> Iterator[Text]:
    """What formats say of themselves in the window, wherever it is a literal or a constant of the module."""
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            for word in _words_of_format(node):
                value = constants.get(word.id) if isinstance(word, ast.Name) else getattr(word, "value", None)
                if isinstance(value, str) and value:
                    yield Text("Formats", value)


def _words_of_format(node: ast.AST) -> Iterable[ast.expr]:
    match node:
        case ast.Call(func=ast.Name(id="Loss"), args=words):
            return words
        case ast.Call(func=ast.Name(id="Option"), args=[_, word, *_]):
            return [word]
        case ast.ClassDef(body=body) if any(_sets(part, "name") for part in body):
            return [part.value for part in body if isinstance(part, ast.Assign) and _sets(part, "title")]
        case _:
            return []


def _sets(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == name for target in node.targets
    )


class _Finder(ast.NodeVisitor):
    """Finds the texts of one file."""

    def __init__(self, file: str) -> None:
        self.texts: list[Text] = []
        self.looked_up: dict[str, str] = {}
        """Contexts in which a text from a table is translated, with one place each."""
        self._file = file
        self._class = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_Call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Attribute(value=ast.Name(id="self"), attr="tr"):
                self._take(node, self._class, node.args)
            case ast.Attribute(attr="tr"):
                raise NotLiteralError(f"{self._where(node)}: tr of another object than self has no clear context")
            case ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate"):
                self._take(node, self._literal(node, node.args[0]), node.args[1:], from_table=True)
            case ast.Name(id="QT_TRANSLATE_NOOP"):
                self._take(node, self._literal(node, node.args[0]), node.args[1:])
            case _:
                pass
        self.generic_visit(node)

    def _take(self, node: ast.Call, context: str, words: list[ast.expr], *, from_table: bool = False) -> None:
        if from_table and not isinstance(words[0], ast.Constant):
            self.looked_up[context] = self._where(node)
            return
        comment = self._literal(node, words[1]) if len(words) > 1 else ""
        plural = len(words) > 2 or any(keyword.arg == "n" for keyword in node.keywords)
        self.texts.append(Text(context, self._literal(node, words[0]), comment, plural))

    def _literal(self, node: ast.Call, word: ast.expr) -> str:
        if isinstance(word, ast.Constant) and isinstance(word.value, str):
            return word.value
        raise NotLiteralError(f"{self._where(node)}: {ast.unparse(word)} is no literal text")

    def _where(self, node: ast.Call) -> str:
        return f"{self._file}:{node.lineno}"


def wanted(texts: Iterable[Text], language: str) -> list[Text]:
    """The texts that a language must say: all of them, in English the plurals."""
    return [text for text in texts if text.plural or language != BASE]


# Files for translators


def file_of(language: str, suffix: str = "ts", folder: Path = FOLDER) -> Path:
    """Where a language's texts lie."""
    return folder / f"annotator_{language}.{suffix}"


def languages(folder: Path = FOLDER) -> list[str]:
    """The languages there are texts in."""
    return sorted(file.stem.removeprefix("annotator_") for file in folder.glob("annotator_*.ts"))


def read(file: Path) -> Catalogue:
    """What a .ts file says, unfinished texts too."""
    found: Catalogue = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for entry in context.iter("message"):
            text = Text(
                name, entry.findtext("source", ""), entry.findtext("comment", ""), entry.get("numerus") == "yes"
            )
            found[text] = Translation(tuple(_forms(entry.find("translation"))))
    return found


def _forms(said: ElementTree.Element | None) -> Iterator[str]:
    if said is not None:
        plurals = said.findall("numerusform")
        yield from (plural.text or "" for plural in plurals) if plurals else iter((said.text or "",))


def rendered(language: str, texts: Iterable[Text], known: Catalogue) -> str:
    """A .ts file with exactly these texts; those that ``known`` does not say are marked as unfinished."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage=BASE)
    contexts: dict[str, ElementTree.Element] = {}
    for text in texts:
        if text.context not in contexts:
            contexts[text.context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[text.context], "name").text = text.context
        entry = ElementTree.SubElement(contexts[text.context], "message", {"numerus": "yes"} if text.plural else {})
        ElementTree.SubElement(entry, "source").text = text.source
        if text.comment:
            ElementTree.SubElement(entry, "comment").text = text.comment
        _say(entry, text, known.get(text, Translation(())))
    ElementTree.indent(root, "    ")
    return HEAD + ElementTree.tostring(root, encoding="unicode") + "\n"


def _say(entry: ElementTree.Element, text: Text, said: Translation) -> None:
    element = ElementTree.SubElement(entry, "translation", {} if said.finished else {"type": "unfinished"})
    if not text.plural:
        element.text = "".join(said.forms)
        return
    for form in said.forms or ("",):
        ElementTree.SubElement(element, "numerusform").text = form


def update(language: str, texts: Iterable[Text], folder: Path = FOLDER) -> Catalogue:
    """Bring a language's file up to the sources, keeping what it says; returns what it says now."""
    file = file_of(language, folder=folder)
    known = read(file) if file.exists() else {}
    file.write_text(rendered(language, wanted(texts, language), known), encoding="utf-8", newline="\n")
    return read(file)


def compile_file(source: Path, target: Path) -> None:
    """Compile a .ts file with Qt's lrelease; raises CalledProcessError where it does not take it."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, source, "-qm", target, "-silent"], check=True)


def main() -> int:
    """Update and compile every language, and say how complete each is."""
    parser = argparse.ArgumentParser(prog="packaging/translate", description=main.__doc__)
    parser.add_argument("language", nargs="*", help="start a new language too: fr, pt_BR, …")
    try:
        texts = texts_of_window()
    except NotLiteralError as error:
        parser.exit(1, f"translate: {error}\n")
    for language in sorted({BASE, *languages(), *parser.parse_args().language}):
        said = update(language, texts)
        compile_file(file_of(language), file_of(language, "qm"))
        done = sum(translation.finished for translation in said.values())
        sys.stdout.write(f"{language}: {done} of {len(said)} texts\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
