"""Tables of a project of the Discourse Network Analyzer, version 3 (github.com/leifeld/dna).

Texts but those of documents, notes and long texts have fewer than 191 characters. ``Start`` and ``Stop`` of a
statement count UTF-16 units, ``Date`` seconds since 1970.
"""

from __future__ import annotations

LONGEST = 190
"""Code points of a title, a name, or the value of an entity."""

VERSION = "3.0.7"
"""The version whose tables these are."""

TABLES = frozenset(("documents", "statements", "statementtypes", "variables", "coders"))
"""Tables that every version has."""
ONLY_3 = "entities"
"""The table that only version 3 has."""

_KEY = "ID INTEGER NOT NULL PRIMARY KEY"
_SHORT = "TEXT NOT NULL DEFAULT '' CHECK (LENGTH({0}) < 191)"
_RGB = ", ".join(
    f"{name} INTEGER NOT NULL DEFAULT 0 CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue")
)

PERMISSIONS: dict[str, int] = {
    "AddDocuments": 1,
    "EditDocuments": 1,
    "DeleteDocuments": 1,
    "ImportDocuments": 1,
    "AddStatements": 1,
    "EditStatements": 1,
    "DeleteStatements": 1,
    "EditAttributes": 1,
    "EditRegex": 1,
    "EditStatementTypes": 0,
    "EditCoders": 0,
    "EditCoderRelations": 0,
    "ViewOthersDocuments": 1,
    "EditOthersDocuments": 1,
    "ViewOthersStatements": 1,
    "EditOthersStatements": 1,
}
"""What a coder may do -> whether everybody may; the first coder, the administrator, may do all."""


def _short(name: str) -> str:
    return f"{name} {_SHORT.format(name)}"


def _to(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(kind: str, value: str, reference: str = "") -> str:
    return (
        f"CREATE TABLE DATA{kind}({_KEY}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {value}, "
        f"{_to('StatementId', 'STATEMENTS')}, {_to('VariableId', 'VARIABLES')}, {reference}"
        "UNIQUE (StatementId, VariableId))"
    )


SCHEMA: tuple[str, ...] = (
    "CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT)",
    f"CREATE TABLE CODERS({_KEY}, {_short('Name')}, {_RGB}, Refresh INTEGER NOT NULL DEFAULT 0, "
    "FontSize INTEGER NOT NULL DEFAULT 14, Password TEXT NOT NULL, PopupWidth INTEGER NOT NULL DEFAULT 300, "
    "ColorByCoder INTEGER NOT NULL DEFAULT 0, PopupDecoration INTEGER NOT NULL DEFAULT 0, "
    "PopupAutoComplete INTEGER NOT NULL DEFAULT 1, "
    + ", ".join(
        f"Permission{name} INTEGER NOT NULL DEFAULT {allowed} CHECK (Permission{name} BETWEEN 0 AND 1)"
        for name, allowed in PERMISSIONS.items()
    )
    + ")",
    f"CREATE TABLE DOCUMENTS({_KEY}, {_short('Title')}, Text TEXT NOT NULL, Coder INTEGER, "
    + ", ".join(_short(name) for name in ("Author", "Source", "Section"))
    + f", Notes TEXT NOT NULL DEFAULT '', {_short('Type')}, Date INTEGER NOT NULL, {_to('Coder', 'CODERS')})",
    f"CREATE TABLE STATEMENTTYPES({_KEY}, {_short('Label')}, {_RGB})",
    f"CREATE TABLE VARIABLES({_KEY}, {_short('Variable')}, DataType TEXT NOT NULL DEFAULT 'short text' CHECK "
    "(DataType IN ('boolean', 'integer', 'long text', 'short text')), StatementTypeId INTEGER, "
    f"{_to('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId))",
    f"CREATE TABLE VARIABLELINKS({_KEY}, SourceVariableId INTEGER, TargetVariableId INTEGER CHECK "
    f"(TargetVariableId != SourceVariableId), {_to('SourceVariableId', 'VARIABLES')}, "
    f"{_to('TargetVariableId', 'VARIABLES')})",
    f"CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, {_RGB})",
    f"CREATE TABLE CODERRELATIONS({_KEY}, Coder INTEGER CHECK (Coder > 0 AND Coder != OtherCoder), "
    "OtherCoder INTEGER CHECK (OtherCoder > 0 AND OtherCoder != Coder), viewStatements INTEGER NOT NULL DEFAULT 1, "
    "editStatements INTEGER NOT NULL DEFAULT 1, viewDocuments INTEGER NOT NULL DEFAULT 1, "
    f"editDocuments INTEGER NOT NULL DEFAULT 1, {_to('Coder', 'CODERS')}, {_to('OtherCoder', 'CODERS')})",
    f"CREATE TABLE STATEMENTS({_KEY}, StatementTypeId INTEGER, DocumentId INTEGER, "
    "Start INTEGER NOT NULL CHECK (Start >= 0 AND Start < Stop), Stop INTEGER NOT NULL CHECK (Stop > Start), "
    f"Coder INTEGER, {_to('StatementTypeId', 'STATEMENTTYPES')}, {_to('Coder', 'CODERS')}, "
    f"{_to('DocumentId', 'DOCUMENTS')})",
    f"CREATE TABLE ENTITIES({_KEY}, VariableId INTEGER NOT NULL, {_short('Value')}, {_RGB}, "
    f"ChildOf INTEGER CHECK (ChildOf > 0 AND ChildOf != ID), UNIQUE (VariableId, Value), "
    f"{_to('ChildOf', 'ENTITIES')}, {_to('VariableId', 'VARIABLES')})",
    _data("BOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
    _data("INTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
    _data("LONGTEXT", "Value TEXT DEFAULT ''"),
    _data("SHORTTEXT", "Entity INTEGER NOT NULL", _to("Entity", "ENTITIES") + ", "),
    f"CREATE TABLE ATTRIBUTEVARIABLES({_KEY}, VariableId INTEGER NOT NULL, {_short('AttributeVariable')}, "
    f"UNIQUE (VariableId, AttributeVariable), {_to('VariableId', 'VARIABLES')})",
    f"CREATE TABLE ATTRIBUTEVALUES({_KEY}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
    f"{_short('AttributeValue')}, UNIQUE (EntityId, AttributeVariableId), {_to('EntityId', 'ENTITIES')}, "
    f"{_to('AttributeVariableId', 'ATTRIBUTEVARIABLES')})",
)

FILL = (
    "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) SELECT s.ID, v.ID, e.ID FROM STATEMENTS s "
    "JOIN VARIABLES v ON v.StatementTypeId = s.StatementTypeId AND v.DataType = 'short text' "
    "JOIN ENTITIES e ON e.VariableId = v.ID AND e.Value = '' WHERE NOT EXISTS "
    "(SELECT 1 FROM DATASHORTTEXT d WHERE d.StatementId = s.ID AND d.VariableId = v.ID) ORDER BY s.ID, v.ID",
    "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) SELECT s.ID, v.ID, '' FROM STATEMENTS s "
    "JOIN VARIABLES v ON v.StatementTypeId = s.StatementTypeId AND v.DataType = 'long text' WHERE NOT EXISTS "
    "(SELECT 1 FROM DATALONGTEXT d WHERE d.StatementId = s.ID AND d.VariableId = v.ID) ORDER BY s.ID, v.ID",
)
"""Every statement has a value for every variable of its type, be it the empty one."""
