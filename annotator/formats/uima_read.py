"""UIMA CAS files, folders and archives of them, and INCEpTION's projects, to records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats import archives, folders
from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.files import local, whole
from annotator.formats.uima_annotations import Reading
from annotator.formats.uima_cas import Types, from_json, from_xmi, types_of_xml
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SYSTEM = re.compile(r"(?i)(?:.*/)?type_?system\.xml")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the document of a file, or those of a folder or archive."""
    path = source.path
    if path is not None and path.is_dir():
        yield from _folder(path, source.name, options)
        return
    if source.stream.peek(4)[:4] == b"PK\x03\x04":
        with local(source) as archived:
            yield from _archive(archived, source.name, options)
        return
    try:
        data = whole(source)
        types = _types_beside(path.parent) if path is not None else None
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")
        return
    stem = source.name.removesuffix(".xmi").removesuffix(".json")
    yield from document(source.name, stem, data, types, {}, options)


def document(
    file: str, stem: str, data: bytes, types: Types | None, row: folders.Row, options: ReadOptions, annotator: str = ""
) -> Iterator[Record | Problem | Remark]:
    """Yield the document of one file's bytes; ``annotator`` is whose the annotations are that do not say."""
    try:
        is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff")
        cas = from_xmi(data, types or Types()) if is_xml else from_json(data)
        reading = Reading(cas, file, folders.key(stem, row), options, annotator)
    except InputError as error:
        yield Problem(file, 0, str(error))
        return
    if is_xml and types is None:
        said = "there is no TypeSystem.xml beside it: features were read as text"
        yield Remark(file, 0, said)
    yield from reading.read()
    yield reading.record


def _types_beside(folder: Path) -> Types | None:
    """The types of the type system in a folder; None if there is none. InputError if it cannot be read."""
    found = sorted(entry for entry in folder.iterdir() if _SYSTEM.fullmatch(entry.name) and entry.is_file())
    return types_in(folders.contents(found[0])) if found else None


def types_in(data: bytes) -> Types:
    """The types of a type system that belongs to a document. InputError, as a clause about that document."""
    try:
        return types_of_xml(data)
    except InputError as error:
        raise InputError(f"the type system beside it cannot be read: {error}") from None


def _folder(root: Path, name: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    try:
        names = folders.files(root)
        suffixes = {
            item[: item.rindex(".")]: item[item.rindex(".") :] for item in names if item.endswith((".xmi", ".json"))
        }
        systems: dict[Path, Types | None] = {}
        main = _types_beside(root)
    except InputError as error:
        yield Problem(name, 0, str(error), "file")
        return
    if not suffixes and not (root / folders.LISTING).is_file():
        yield Problem(name, 0, "the folder holds no .xmi and no .json files", "file")
    for item in folders.in_order(root, name, list(suffixes)):
        if isinstance(item, Problem):
            yield item
            continue
        stem, row = item
        path = root / f"{stem}{suffixes[stem]}"
        try:
            if path.parent not in systems:
                systems[path.parent] = main if path.parent == root else _types_beside(path.parent) or main
            data = folders.contents(path)
        except (InputError, OSError) as error:
            yield Problem(f"{name}/{stem}{path.suffix}", 0, str(error))
        else:
            yield from document(f"{name}/{stem}{path.suffix}", stem, data, systems[path.parent], row, options)


def _archive(path: Path, name: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    from annotator.formats.uima_project import read_project

    try:
        with archives.opened(path) as archive:
            names = archive.namelist()
            if any(re.match(r"(annotation|curation)(_ser)?/", item) for item in names):
                yield from read_project(archive, name, options)
                return
            systems = sorted(item for item in names if _SYSTEM.fullmatch(item))
            types = types_in(archives.member(archive, systems[0])) if systems else None
            found = sorted(item for item in names if item.endswith((".xmi", ".json")))
            if not found:
                yield Problem(name, 0, "the archive holds no .xmi and no .json files", "file")
            for item in found:
                stem = item[: item.rindex(".")]
                try:
                    data = archives.member(archive, item)
                except InputError as error:
                    yield Problem(f"{name}/{item}", 0, str(error))
                else:
                    yield from document(f"{name}/{item}", stem, data, types, {}, options)
    except InputError as error:
        yield Problem(name, 0, str(error), "file")
