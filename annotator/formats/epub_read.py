"""The text of an EPUB (versions 2 and 3): its spine's chapters, without its list of contents."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from annotator.formats import archives, xml_files
from annotator.formats.extracted import Extracted, Facts
from annotator.formats.html_decoding import decode_page
from annotator.formats.html_tree import parse, text_of
from annotator.formats.json_rows import shorten
from annotator.formats.text import refuse_large, refuse_unstorable
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/html+xml")
_SOUGHT = {"title": "title", "creator": "author", "publisher": "source", "date": "date", "language": "language"}
"""Elements of the Dublin Core, and what they are to us; several of one kind are joined."""
_FEW = 3


def extract(data: bytes) -> Extracted:
    """The text of a book. InputError for what is no sound EPUB, and for chapters that are locked."""
    with archives.opened(data) as archive:
        names = frozenset(archive.namelist())
        book = _book(archive, names)
        package = xml_files.parse(archives.member(archive, book))
        chapters = _chapters(package, dirname(book))
        _refuse_locked(archive, names, chapters)
        missing = [name for name in chapters if name not in names]
        texts = [_text(archive, name) for name in chapters if name in names]
    text = "\n\n".join(filter(None, texts))
    refuse_large(text)
    remarks = []
    if missing:
        named = ", ".join(shorten(name) for name in missing[:_FEW])
        remarks.append(f"{len(missing)} of its chapters are not in it: {named}{', …' if len(missing) > _FEW else ''}")
    return Extracted(text, _facts(package), remarks)


def _book(archive: ZipFile, names: frozenset[str]) -> str:
    """Where the file lies that lists the book's parts."""
    if _CONTAINER not in names:
        raise InputError(f"it is no EPUB: there is no {_CONTAINER} in it")
    for element in xml_files.parse(archives.member(archive, _CONTAINER)).iter():
        if _name(element) == "rootfile" and element.get("full-path", "") in names:
            return element.get("full-path", "")
    raise InputError("it is no sound EPUB: the list of its parts is not where it says")


def _chapters(package: Element, folder: str) -> list[str]:
    """Names of the pages in reading order, as they stand in the archive."""
    pages = {
        item.get("id", ""): normpath(join(folder, unquote(item.get("href", "").partition("#")[0])))
        for item in package.iterfind("./{*}manifest/{*}item")
        if item.get("media-type", "") in _PAGES and "nav" not in item.get("properties", "").split()
    }
    order = [item.get("idref", "") for item in package.iterfind("./{*}spine/{*}itemref")]
    found = list(dict.fromkeys(pages[page] for page in order if page in pages))
    if not found:
        raise InputError("it is no sound EPUB: it names no chapters")
    return found


def _refuse_locked(archive: ZipFile, names: frozenset[str], chapters: list[str]) -> None:
    if _LOCKS not in names:
        return
    locked = {
        unquote(element.get("URI", ""))
        for element in xml_files.parse(archives.member(archive, _LOCKS)).iter()
        if _name(element) == "CipherReference"
    }
    if not locked.isdisjoint(chapters):
        raise InputError("its chapters are encrypted (copy protection); it cannot be read")


def _text(archive: ZipFile, name: str) -> str:
    data = archives.member(archive, name)
    try:
        if not data.strip():
            return ""
        page = decode_page(data)
        refuse_unstorable(page.text, data)
        return text_of(parse(page.text))
    except InputError as error:
        raise InputError(f"its chapter “{shorten(name)}”: {error}") from None


def _facts(package: Element) -> Facts:
    said: dict[str, list[str]] = {}
    for element in package.iterfind("./{*}metadata//*"):
        if (name := _SOUGHT.get(_name(element))) and (element.text or "").strip():
            said.setdefault(name, []).append(" ".join((element.text or "").split()))
    return Facts(
        title=said.get("title", [""])[0],
        author="; ".join(said.get("author", ())),
        source=said.get("source", [""])[0],
        date=said.get("date", [""])[0],
        language=said.get("language", [""])[0],
    )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
