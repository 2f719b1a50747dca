"""Projects that INCEpTION or WebAnno exported: for each document the annotations of each user, and curated ones.

The users of a document become the annotators of one record. Their files may be XMI in an archive of its own, CAS
JSON or WebAnno TSV; Java's own ``.ser`` cannot be read by anything else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats import archives, uima_read, webanno_read
from annotator.formats.files import scratch
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from annotator.formats.base import ReadOptions, Remark

_MEMBER = re.compile(r"(annotation|curation)/(.+)/([^/]+)\.(xmi|json|zip|tsv)")
_SERIALISED = re.compile(r"(?:annotation|curation)_ser/(.+)/[^/]+\.ser")
_INITIAL = "INITIAL_CAS"
"""The document as it was imported, before anybody worked on it."""


def read_project(archive: zipfile.ZipFile, name: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the documents of a project, those of each user in one."""
    found: dict[str, list[tuple[str, str]]] = {}
    serialised: dict[str, None] = {}
    for member in archive.namelist():
        if match := _MEMBER.fullmatch(member):
            found.setdefault(match[2], []).append((match[3], member))
        elif match := _SERIALISED.fullmatch(member):
            serialised.setdefault(match[1])
    for document in serialised:
        if document not in found:
            reason = "its annotations are there only as Java objects (.ser); export the project as UIMA CAS XMI or JSON"
            yield Problem(f"{name}/{document}", 0, reason)
    if not found and not serialised:
        yield Problem(name, 0, "the project holds no annotations", "file")
    for document, members in found.items():
        yield from _document(archive, name, document, _those_of_people(members), options)


def _those_of_people(members: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The members but for the initial state, where people have worked on it."""
    people = [(user, member) for user, member in members if user != _INITIAL]
    # What was curated comes last: the annotators' own text is the document's.
    return sorted(people, key=lambda item: (item[1].startswith("curation"), item)) or [
        ("", member) for _, member in members
    ]


def _document(
    archive: zipfile.ZipFile, name: str, document: str, members: list[tuple[str, str]], options: ReadOptions
) -> Iterator[Record | Problem | Remark]:
    record: Record | None = None
    for user, member in members:
        for item in _member(archive, f"{name}/{member}", member, document, user, options):
            if not isinstance(item, Record):
                yield item
            elif record is None:
                record = item
            elif item.text != record.text:
                yield Problem(item.file, 0, f"its text is not that of the other annotators of {document}")
            else:
                _join(record, item)
    if record is not None:
        record.key = document
        yield record


def _join(record: Record, other: Record) -> None:
    """Add another annotator's spans and relations."""
    shift = len(record.spans)
    record.spans += other.spans
    record.relations += [
        relation._replace(head=relation.head + shift, tail=relation.tail + shift) for relation in other.relations
    ]


def _member(
    archive: zipfile.ZipFile, file: str, member: str, document: str, user: str, options: ReadOptions
) -> Iterator[Record | Problem | Remark]:
    try:
        data = archives.member(archive, member)
        if member.endswith(".zip"):
            yield from _packed(data, file, document, user, options)
            return
    except InputError as error:
        yield Problem(file, 0, str(error))
        return
    if member.endswith(".tsv"):
        for item in webanno_read.document(file, document, data, {}, options):
            yield _signed(item, user) if isinstance(item, Record) else item
    else:
        yield from uima_read.document(file, document, data, None, {}, options, user)


def _signed(record: Record, user: str) -> Record:
    record.spans = [span if span.annotator else span._replace(annotator=user) for span in record.spans]
    record.relations = [link if link.annotator else link._replace(annotator=user) for link in record.relations]
    return record


def _packed(
    data: bytes, file: str, document: str, user: str, options: ReadOptions
) -> Iterator[Record | Problem | Remark]:
    """One user's file in an archive of its own, with its type system. InputError if it is none."""
    with scratch(".zip") as path:
        path.write_bytes(data)
        with archives.opened(path) as inner:
            names = sorted(inner.namelist())
            chosen = next((item for item in names if item.endswith((".xmi", ".json"))), "")
            if not chosen:
                raise InputError("it holds no .xmi and no .json file; export the project as UIMA CAS XMI or JSON")
            content = archives.member(inner, chosen)
            system = next((item for item in names if item.lower().endswith("typesystem.xml")), "")
            types = uima_read.types_in(archives.member(inner, system)) if system else None
    yield from uima_read.document(file, document, content, types, {}, options, user)
