"""Documents and statements of a DNA project to records."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.details import name_of, refuse_nul
from annotator.formats.dna_documents import COLUMNS, take_cells
from annotator.formats.dna_schema import ONLY_3, TABLES
from annotator.formats.dna_write import ACTOR, NOBODY_SETTING, NOTE
from annotator.formats.files import local
from annotator.formats.json_rows import shorten
from annotator.formats.quotes import located
from annotator.formats.sqlite_files import columns_of, opened, rows, table_names, text_of
from annotator.formats.text import refuse_large
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.model.attribute import AttributeValue

    Connection = Any

_DATA = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "long text": "DATALONGTEXT"}
_LEFT_OUT = {"REGEXES": "search words", "VARIABLELINKS": "links between variables", "CODERRELATIONS": "coder relations"}


class _Variable(NamedTuple):
    name: str
    data_type: str


class _Project(NamedTuple):
    """What statements refer to, by id."""

    types: dict[int, str]
    coders: dict[int, str]
    variables: dict[int, _Variable]


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the documents of a project in order of their ids."""
    try:
        with local(source) as path:
            _refuse_others(table_names(path))
            with opened(path) as connection:
                yield from _read(connection, source.name, options)
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")


def _refuse_others(tables: frozenset[str]) -> None:
    if ONLY_3 in tables:
        return
    if tables >= TABLES:
        raise InputError("it is a project of DNA 2; import it into a new project with DNA 3, and read that")
    raise InputError("it is no project of the Discourse Network Analyzer: it has no table ENTITIES; it may be damaged")


def _read(connection: Connection, file: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    project = _project(connection)
    statements = groupby(
        rows(
            connection,
            "SELECT DocumentId, ID, StatementTypeId, Start, Stop, Coder FROM STATEMENTS ORDER BY DocumentId, ID",
        ),
        lambda row: row[0],
    )
    waiting = next(statements, None)
    wanted = "ID, Text, Title, Author, Source, Section, Type, Notes, Date"
    for number, text, *cells in rows(connection, f"SELECT {wanted} FROM DOCUMENTS ORDER BY ID"):
        # Statements of documents that are not there come before those of the next one that is.
        while waiting is not None and not (type(waiting[0]) is int and waiting[0] >= number):
            yield from (
                Problem(file, 0, f"statement {row[1]}: its document is not there", "span") for row in waiting[1]
            )
            waiting = next(statements, None)
        own = list(waiting[1]) if waiting is not None and waiting[0] == number else []
        if own:
            waiting = next(statements, None)
        yield from _document(connection, project, file, number, text, cells, own, options.unit or Unit.UTF_16)
    while waiting is not None:
        yield from (Problem(file, 0, f"statement {row[1]}: its document is not there", "span") for row in waiting[1])
        waiting = next(statements, None)
    for table, what in _LEFT_OUT.items():
        if columns_of(connection, table) and next(rows(connection, f"SELECT count(*) FROM {table}"))[0]:
            yield Remark(file, 0, f"its {what} have no place here; they were left out")


def _project(connection: Connection) -> _Project:
    coders = {number: text_of(name) for number, name in rows(connection, "SELECT ID, Name FROM CODERS")}
    for (nobody,) in rows(connection, "SELECT Value FROM SETTINGS WHERE Property = ?", NOBODY_SETTING):
        if text_of(nobody).isdigit():
            coders[int(nobody)] = ""
    types = {number: text_of(label) for number, label in rows(connection, "SELECT ID, Label FROM STATEMENTTYPES")}
    variables = {
        number: _Variable(text_of(name), text_of(data_type))
        for number, name, data_type in rows(connection, "SELECT ID, Variable, DataType FROM VARIABLES")
    }
    return _Project(types, coders, variables)


def _document(
    connection: Connection,
    project: _Project,
    file: str,
    number: int,
    text: Any,  # noqa: ANN401
    cells: list[Any],
    statements: list[tuple[Any, ...]],
    unit: Unit,
) -> Iterator[Record | Problem]:
    try:
        record = Record(f"{file}:{number}", text_of(text), file=file)
        if not record.text:
            raise_empty()
        refuse_nul(record.text)
        refuse_large(record.text)
        record.sha256 = text_sha256(record.text)
        names = ("Title", *COLUMNS, "Notes")
        take_cells(record, {**dict(zip(names, map(text_of, cells), strict=False)), "Date": cells[-1]})
        refuse_nul([record.title, record.meta])
    except InputError as error:
        yield Problem(file, 0, f"document {number}: {error}")
        yield from (Problem(file, 0, f"statement {row[1]}: its document was not taken", "span") for row in statements)
        return
    seen: set[tuple[object, ...]] = set()
    for _, own, kind, start, stop, coder in statements:
        try:
            place = located(record.text, start, stop, unit=unit)
            label = name_of(project.types.get(kind), "statement type")
            span = _span(connection, project, own, RecordSpan(*place, label, project.coders.get(coder, "")))
            if span[:5] in seen:
                raise_twice()
        except InputError as error:
            yield Problem(file, 0, f"statement {own} in document {number}: {error}", "span")
        else:
            seen.add(span[:5])
            record.spans.append(span)
    yield record


def raise_empty() -> None:
    raise InputError("its text is empty")


def raise_twice() -> None:
    raise InputError("the same coder made the same statement before")


def _span(connection: Connection, project: _Project, own: int, span: RecordSpan) -> RecordSpan:
    """The span with what the variables of its statement say."""
    attributes: dict[str, AttributeValue] = {}
    about: dict[str, dict[str, str]] = {}
    for data_type, table in _DATA.items():
        for variable, value in rows(connection, f"SELECT VariableId, Value FROM {table} WHERE StatementId = ?", own):
            name = project.variables.get(variable, _Variable("", "")).name
            if data_type == "boolean":
                attributes[name] = bool(value)
            elif data_type == "integer" and type(value) is int:
                attributes[name] = value
            elif text := text_of(value):
                attributes[name] = text
    sql = (
        "SELECT d.VariableId, e.ID, e.Value FROM DATASHORTTEXT d LEFT JOIN ENTITIES e ON e.ID = d.Entity "
        "WHERE d.StatementId = ?"
    )
    for variable, entity, value in rows(connection, sql, own):
        name = project.variables.get(variable, _Variable("", "")).name
        if text := text_of(value):
            attributes[name] = text
            if said := _about(connection, entity):
                about[name] = said
    refuse_nul(attributes)
    note = attributes.pop(NOTE, "")
    actor = attributes.pop(ACTOR, "")
    for name in attributes:
        name_of(name, f"variable “{shorten(name)}”")
    return span._replace(
        annotator=name_of(span.annotator, "coder") if span.annotator else "",
        note=str(note),
        actor=name_of(str(actor), "actor") if actor else "",
        attributes=dict(sorted(attributes.items())) or None,
        extra={"entities": about} if about else None,
    )


def _about(connection: Connection, entity: Any) -> dict[str, str]:  # noqa: ANN401
    """What a project says of an entity: its type, an alias ..."""
    sql = (
        "SELECT v.AttributeVariable, a.AttributeValue FROM ATTRIBUTEVALUES a "
        "JOIN ATTRIBUTEVARIABLES v ON v.ID = a.AttributeVariableId WHERE a.EntityId = ? ORDER BY v.AttributeVariable"
    )
    return {text_of(name): text_of(value) for name, value in rows(connection, sql, entity) if text_of(value)}
