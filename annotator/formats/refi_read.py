"""Sources of a REFI-QDA project to records.

Positions are code points by the standard, and line breaks count otherwise in some programs. The format has no quotes;
where the name of a selection is its words, as some programs write it, that tells whether the positions are right.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from annotator.formats.archives import member, opened
from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.decoding import decode
from annotator.formats.details import name_of, refuse_nul
from annotator.formats.files import local as on_disk
from annotator.formats.files import whole
from annotator.formats.json_rows import shorten
from annotator.formats.quotes import located
from annotator.formats.refi_codebook import read_codebook
from annotator.formats.refi_project import Project, identity, sources, survey, values_of
from annotator.formats.refi_terms import (
    KEY_VARIABLE,
    LANGUAGE_VARIABLE,
    PROJECT,
    child_text,
    children,
    guid,
    legal,
    local,
)
from annotator.formats.text import refuse_large
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordReview, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from annotator.formats.xml_files import Readable

_UNCODED = "annotation"
"""The label of selections that carry a note and no code."""


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the sources that have a plain text. A codebook is one remark: it has no documents."""
    try:
        if source.stream.peek(4)[:4] == b"PK\x03\x04" or (source.path is not None and source.name.endswith(".qdpx")):
            with on_disk(source) as path, opened(path) as archive:
                yield from _Reader(source.name, options, archive).read()
        else:
            yield from _xml(source, options)
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")


def _xml(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    data = whole(source)
    root = survey(io.BytesIO(data)).root
    if root == "CodeBook":
        labels = read_codebook(data)
        count = "one label" if len(labels) == 1 else f"{len(labels):,} labels"
        yield Remark(source.name, 0, f"it is a codebook with {count} and no documents; read it as a scheme")
        return
    if root != "Project":
        raise InputError(f"its root element is {root[:40]}, not the Project of REFI-QDA")
    yield from _Reader(source.name, options, data).read()


class _Reader:
    """Reads one project, in an archive or as XML alone."""

    def __init__(self, file: str, options: ReadOptions, held: zipfile.ZipFile | bytes) -> None:
        self._file = file
        self._unit = options.unit or Unit.CODE_POINT
        self._encoding = options.encoding or "utf-8"
        self._held = held
        self._project = Project()
        self._keys: set[str] = set()
        self._names: Counter[Unit] = Counter()
        """How many selections have their name where they are, by unit."""
        names = held.namelist() if isinstance(held, zipfile.ZipFile) else []
        self._members = {name.lower().rpartition("/")[2]: name for name in names}

    def read(self) -> Iterator[Record | Problem | Remark]:
        with self._stream() as stream:
            self._project = survey(stream)
        if self._project.root != "Project":
            raise InputError(f"the root element of its {PROJECT} is {self._project.root[:40]}, not Project")
        with self._stream() as stream:
            for element in sources(stream):
                yield from self._source(element)
        best = max(Unit, key=lambda unit: (self._names[unit], unit is self._unit))
        if self._names[best] > self._names[self._unit]:
            count = self._names[best] - self._names[self._unit]
            reason = f"the names of {count:,} more selections are their words if read with --offsets {best.value}"
            yield Remark(self._file, 0, f"its positions may be counted otherwise: {reason}")

    @contextmanager
    def _stream(self) -> Iterator[Readable]:
        if isinstance(self._held, bytes):
            yield io.BytesIO(self._held)
            return
        name = self._members.get(PROJECT)
        if name is None:
            raise InputError(f"it has no {PROJECT} inside, so it is no project of REFI-QDA")
        try:
            with self._held.open(name) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise InputError(f"“{PROJECT}” inside it is damaged ({error}); get the file again") from None

    def _source(self, element: Element) -> Iterator[Record | Problem | Remark]:
        name = element.get("name", "")
        held = element
        if local(element.tag) == "PDFSource":
            held = next(children(element, "Representation"), element)
        selections = [child for child in held if local(child.tag) == "PlainTextSelection"]
        if local(element.tag) != "TextSource" and held is element:
            kind = local(element.tag).removesuffix("Source").lower()
            yield Remark(self._file, 0, f"the source “{shorten(name)}” is {kind}, not text; it was left out")
            return
        try:
            record = self._record(element, held, name)
        except InputError as error:
            yield Problem(self._file, 0, f"source “{shorten(name)}”: {error}")
            reason = f"selection in “{shorten(name)}”: its source was not taken"
            yield from (Problem(self._file, 0, reason, "span") for _ in selections)
            return
        seen: set[tuple[object, ...]] = set()
        for selection in selections:
            for made in self._spans(record.text, selection):
                where = f"{shorten(name)}, selection at {selection.get('startPosition', '?')[:20]}"
                if isinstance(made, InputError):
                    yield Problem(self._file, 0, f"{where}: {made}", "span")
                elif made[:5] in seen:
                    yield Problem(self._file, 0, f"{where}: the same coding was there before", "span")
                else:
                    seen.add(made[:5])
                    record.spans.append(made)
        for other in held:
            if local(other.tag).endswith("Selection") and local(other.tag) != "PlainTextSelection":
                reason = f"selection in “{shorten(name)}”: it is a {local(other.tag)[:40]}, not one of text"
                yield Problem(self._file, 0, reason, "span")
        yield record

    def _record(self, element: Element, held: Element, name: str) -> Record:
        text = self._text(held)
        own = identity(element.get("guid"))
        record = Record("", text, file=self._file, sha256=text_sha256(text))
        values = [*values_of(element), *self._project.values.get(own, [])]
        key = ""
        for variable, kind, said in values:
            if variable == KEY_VARIABLE:
                key = _unescaped(said)
                # A key that XML cannot hold stands in the name as far as it can, where there is no title.
                record.title = "" if name == legal(key) != key else name
            elif variable == LANGUAGE_VARIABLE:
                record.language = said
            elif variable in self._project.variables:
                record.meta[self._project.variables[variable].name] = _value(kind, said)
        record.key = self._key(key or name, own)
        if own != guid("source", record.key):
            record.extra["guid"] = own
        if description := child_text(element, "Description"):
            record.meta.setdefault("description", description)
        if codes := [code for coding in children(held, "Coding") if (code := self._code(coding))]:
            record.extra["codes"] = codes
        statuses = self._project.status_sets()
        for set_, set_name in self._project.sets.get(own, []):
            if set_ in statuses:
                annotator, status = statuses[set_]
                record.reviews.append(RecordReview(annotator, status))
            else:
                record.extra.setdefault("sets", []).append(set_name)
        refuse_nul([record.key, record.title, record.language, record.meta, record.extra])
        return record

    def _key(self, key: str, own: str) -> str:
        name_of(key, "name")
        if key in self._keys:
            key = f"{key} ({own[:8]})"
        self._keys.add(key)
        return key

    def _text(self, element: Element) -> str:
        inline = next(children(element, "PlainTextContent"), None)
        path = element.get("plainTextPath", "")
        if inline is not None:
            text = inline.text or ""
        elif path:
            text = self._file_text(path)
        elif element.get("richTextPath"):
            raise InputError("its text is only there as a Word document; export it with the plain texts")
        else:
            raise InputError("it has no text")
        if not text:
            raise InputError("its text is empty")
        refuse_nul(text)
        refuse_large(text)
        return text

    def _file_text(self, path: str) -> str:
        """The text of a file in the archive; outside of it nothing is read."""
        scheme, _, rest = path.rpartition("//")
        name = self._members.get(rest.lstrip("/").lower()) or self._members.get(rest.lower().rpartition("/")[2])
        if scheme not in ("internal:", "relative:", "") or name is None or not isinstance(self._held, zipfile.ZipFile):
            raise InputError(f"its text “{shorten(path)}” is not in the file; export the project with its sources")
        return decode(member(self._held, name), self._encoding).text

    def _spans(self, text: str, selection: Element) -> Iterator[RecordSpan | InputError]:
        codings = list(children(selection, "Coding"))
        note = "\n".join(filter(None, [child_text(selection, "Description"), *self._notes(selection)]))
        if not codings and not note:
            yield InputError("it has neither a code nor a note")
            return
        try:
            start, end = (_number(selection.get(name)) for name in ("startPosition", "endPosition"))
            place = located(text, start, end, unit=self._unit)
            refuse_nul(note)
        except InputError as error:
            yield from [error] * max(1, len(codings))
            return
        self._count_name(text, start, end, selection.get("name", ""))
        for coding in codings or [selection]:
            user = coding.get("creatingUser") or selection.get("creatingUser")
            created = coding.get("creationDateTime") or selection.get("creationDateTime") or ""
            try:
                label = self._code(coding) if codings else _UNCODED
                said = "\n".join(filter(None, [note, *(self._notes(coding) if codings else [])]))
                annotator = self._project.users.get(identity(user), "")
                yield RecordSpan(
                    place.start,
                    place.end,
                    name_of(label or None, "code"),
                    name_of(annotator, "user") if annotator else "",
                    note=said,
                    extra={"created": created} if created else None,
                )
            except InputError as error:
                yield error

    def _code(self, coding: Element) -> str:
        code = next((identity(ref.get("targetGUID")) for ref in children(coding, "CodeRef")), "")
        return self._project.codes.get(code, "")

    def _notes(self, element: Element) -> list[str]:
        """The notes an element refers to."""
        found = []
        for reference in children(element, "NoteRef"):
            text, path = self._project.notes.get(identity(reference.get("targetGUID")), ("", ""))
            found.append(text or (self._file_text(path) if path else ""))
        return found

    def _count_name(self, text: str, start: Any, end: Any, name: str) -> None:  # noqa: ANN401
        words = " ".join(name.removesuffix("…").removesuffix("...").split())
        if len(words) < 3:
            return
        for unit in Unit:
            try:
                place = located(text, start, end, unit=unit)
            except InputError:
                continue
            self._names[unit] += " ".join(text[place.start : place.end].split()).startswith(words)


def _number(value: str | None) -> object:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 13 else value


def _unescaped(key: str) -> str:
    try:
        return key.encode("ascii").decode("unicode_escape")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return key


def _value(kind: str, text: str) -> Any:  # noqa: ANN401
    """A value by its kind; text where it is none of that kind."""
    kinds: dict[str, Callable[[str], Any]] = {"Integer": int, "Float": float}
    if kind == "Boolean" and text in ("true", "false", "1", "0"):
        return text in ("true", "1")
    try:
        return kinds.get(kind, str)(text) if len(text) < 19 or kind == "Float" else text
    except ValueError:
        return text
