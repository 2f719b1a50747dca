"""The text of a Word document (Office Open XML, ECMA-376): paragraphs, lists, tables, text boxes, notes.

Taken as if every tracked change had been accepted; without headers, footers, comments, hidden text and the numbers
and bullets that Word reckons. Tabs and blanks are as they were typed. Paragraphs are parted by a blank line, items
of lists, rows and paragraphs of one cell by a line break, cells by a tab.
"""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from annotator.formats import archives, xml_files
from annotator.formats.blocks import LINE, PARAGRAPH, Blocks
from annotator.formats.extracted import Extracted, Facts
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

_USUAL = "word/document.xml"
_REMOVED = frozenset(("del", "moveFrom"))
_SILENT = frozenset(
    ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rt", "instrText")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_PRIVATE = range(0xF000, 0xF100)
"""Where symbol fonts keep their signs, which no other font can show."""
_OFF = ("0", "false", "off")


def extract(data: bytes, *, notes: bool) -> Extracted:
    """The text of a document. InputError for what is no sound Word document."""
    with archives.opened(data) as archive:
        names = frozenset(archive.namelist())
        main = _main(archive, names)
        reader = _Reader()
        reader.read(xml_files.parse(archives.member(archive, main)))
        folder = dirname(main)
        if notes:
            for part in ("footnotes.xml", "endnotes.xml"):
                if join(folder, part) in names:
                    reader.read_notes(xml_files.parse(archives.member(archive, join(folder, part))))
        remarks = reader.remarks()
        if join(folder, "comments.xml") in names:
            remarks.append("its comments were left out")
        return Extracted(reader.blocks.text(), _facts(archive, names), remarks)


def _main(archive: ZipFile, names: frozenset[str]) -> str:
    """Where the document lies in the archive."""
    if "_rels/.rels" in names:
        for relation in xml_files.parse(archives.member(archive, "_rels/.rels")):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = normpath(relation.get("Target", "").lstrip("/"))
                if target in names and target.startswith("word/"):
                    return target
    if _USUAL not in names:
        raise InputError("it is no Word document: there is no text in it where Word keeps it")
    return _USUAL


class _Reader:
    """Walks a document's elements; how deep they may be nested is bounded by the parser."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self._removed = 0
        self._hidden = 0

    def read(self, root: Element) -> None:
        for body in root:
            if _name(body) == "body":
                self._read_blocks(body, PARAGRAPH)

    def read_notes(self, root: Element) -> None:
        """Notes that somebody wrote, each a paragraph at the end; the lines that part them from the text are none."""
        for note in root:
            if _get(note, "type") in ("", "normal"):
                self._read_blocks(note, PARAGRAPH)

    def remarks(self) -> list[str]:
        found = []
        if self._removed:
            found.append("it has tracked changes: what they delete was left out, what they insert was taken")
        if self._hidden:
            found.append("its hidden text was left out")
        return found

    def _read_blocks(self, parent: Element, apart: int) -> None:
        for element in _chosen(parent):
            name = _name(element)
            if name == "p":
                self._read_paragraph(element, apart)
            elif name == "tbl":
                self.blocks.part(apart)
                self._read_rows(element)
                self.blocks.part(apart)
            elif name in _REMOVED:
                self._removed += 1
            elif name not in _SILENT:
                self._read_blocks(element, apart)

    def _read_paragraph(self, paragraph: Element, apart: int) -> None:
        boxes: list[Element] = []
        words = "".join(self._words(paragraph, boxes)).strip("\n")
        distance = LINE if _is_item(paragraph) else apart
        self.blocks.part(distance)
        self.blocks.say_exactly(words)
        self.blocks.part(distance)
        for box in boxes:
            self._read_blocks(box, apart)

    def _words(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        for element in _chosen(parent):
            name = _name(element)
            if name == "t":
                yield element.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "br":
                yield "" if _get(element, "type") in ("page", "column") else "\n"
            elif name == "sym":
                yield _symbol(_get(element, "char"))
            elif name == "txbxContent":
                boxes.append(element)
            elif name in _REMOVED:
                self._removed += 1
            elif name == "r" and _is_hidden(element):
                self._hidden += 1
            elif name not in _SILENT:
                yield from self._words(element, boxes)

    def _read_rows(self, parent: Element) -> None:
        for element in _chosen(parent):
            name = _name(element)
            if name == "tr":
                if any(_name(mark) == "del" for mark in element.iterfind("./{*}trPr/*")):
                    self._removed += 1
                    continue
                self.blocks.begin_row()
                self._read_cells(element, 0)
                self.blocks.part(LINE)
            elif name not in _SILENT:
                self._read_rows(element)

    def _read_cells(self, parent: Element, count: int) -> int:
        for element in _chosen(parent):
            name = _name(element)
            if name == "tc":
                self.blocks.begin_cell(first=not count)
                self._read_blocks(element, LINE)
                self.blocks.end_cell()
                count += 1
            elif name not in _SILENT:
                count = self._read_cells(element, count)
        return count


def _chosen(parent: Element) -> Iterator[Element]:
    """The children; of several ways to show one thing (a drawing, and an old picture of it) the first."""
    if _name(parent) == "AlternateContent":
        yield from list(parent)[:1]
    else:
        yield from parent


def _name(element: Element) -> str:
    """Without its namespace: the strict and the usual form of the format differ in nothing else here."""
    return element.tag.rpartition("}")[2]


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _is_item(paragraph: Element) -> bool:
    """Whether a paragraph is an item of a list, by its numbering or its style."""
    for mark in paragraph.iterfind("./{*}pPr/*"):
        if _name(mark) == "numPr" or (_name(mark) == "pStyle" and _get(mark, "val").startswith("List")):
            return True
    return False


def _is_hidden(run: Element) -> bool:
    return any(_name(mark) == "vanish" and _get(mark, "val") not in _OFF for mark in run.iterfind("./{*}rPr/*"))


def _symbol(code: str) -> str:
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    return "" if place in _PRIVATE or not 0x20 <= place <= 0xFFFF else chr(place)


def _facts(archive: ZipFile, names: frozenset[str]) -> Facts:
    """What the file says of itself. Its dates are the file's, not the article's."""
    if "docProps/core.xml" not in names:
        return Facts()
    said = {
        _name(element): element.text or "" for element in xml_files.parse(archives.member(archive, "docProps/core.xml"))
    }
    return Facts(
        title=said.get("title", ""),
        author=said.get("creator", ""),
        language=said.get("language", ""),
        file_date=said.get("created", ""),
    )
