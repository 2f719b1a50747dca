"""Records as a REFI-QDA project: codes, users and variables first, as its schema wants them, then sources and sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.archives import packed
from annotator.formats.files import spool
from annotator.formats.json_rows import shorten
from annotator.formats.refi_codebook import Codes, write_codebook
from annotator.formats.refi_fit import sets_of
from annotator.formats.refi_terms import (
    KEY_VARIABLE,
    LANGUAGE_VARIABLE,
    PROJECT,
    PROJECT_SPACE,
    attributes,
    escaped,
    guid,
    is_legal,
    legal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.model.record import Record, RecordSpan

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAME = 60
"""Code points of its words that a selection is called by."""


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """The archive in pieces, or the codebook."""
    if options.settings.get("content") == "codebook":
        used = dict.fromkeys(span.label for record in records for span in record.spans)
        yield write_codebook(options.scheme, tuple(used))
        return
    yield from packed(_Project(options).files(records))


class _Project:
    """Gathers what stands before the sources while it makes them."""

    def __init__(self, options: WriteOptions) -> None:
        self._inline = options.settings.get("texts") == "inline"
        self._title = legal(options.title) or "Annotator"
        self._codes = Codes(options.scheme)
        self._users: dict[str, str] = {}
        self._variables: dict[str, tuple[str, str]] = {}
        """Id of a variable -> its name and type."""
        self._sets: dict[str, tuple[str, list[str]]] = {}
        """Id of a set -> its name and the ids of its sources."""

    def files(self, records: Iterable[Record]) -> Iterator[tuple[str, bytes]]:
        with spool() as sources:
            for record in records:
                own = record.extra.get("guid") or guid("source", record.key)
                inline = self._inline and is_legal(record.text)
                sources.write(self._source(record, own, inline=inline).encode())
                if not inline:
                    # A mark at the very start belongs to the encoding; one of the text needs another before it.
                    mark = "\ufeff" if record.text.startswith("\ufeff") else ""
                    yield f"Sources/{own}.txt", (mark + record.text).encode()
            sources.seek(0)
            yield PROJECT, b"".join((self._before().encode(), sources.read(), self._after().encode()))

    def _before(self) -> str:
        users = "".join(f"<User{attributes(guid=own, name=name)}/>\n" for name, own in self._users.items())
        variables = "".join(
            f'<Variable{attributes(guid=own)} name="{escaped(name)}"{attributes(typeOfVariable=kind)}/>\n'
            for own, (name, kind) in self._variables.items()
        )
        return (
            f"{_HEAD}<Project{attributes(xmlns=PROJECT_SPACE, name=self._title, origin='Annotator')}>\n"
            f"<Users>\n{users}</Users>\n<CodeBook>\n{self._codes.xml()}</CodeBook>\n"
            f"<Variables>\n{variables}</Variables>\n<Sources>\n"
        )

    def _after(self) -> str:
        sets = "".join(
            f"<Set{attributes(guid=own, name=name)}>\n"
            + "".join(f"<MemberSource{attributes(targetGUID=member)}/>\n" for member in members)
            + "</Set>\n"
            for own, (name, members) in self._sets.items()
        )
        return f"</Sources>\n<Sets>\n{sets}</Sets>\n</Project>\n"

    def _source(self, record: Record, own: str, *, inline: bool) -> str:
        path = "" if inline else f"internal://{own}.txt"
        name = record.title or legal(record.key)
        parts = [f"<TextSource{attributes(guid=own, name=name, plainTextPath=path)}>\n"]
        if inline:
            parts.append(f"<PlainTextContent>{escaped(record.text)}</PlainTextContent>\n")
        parts += [self._selection(record, own, span) for span in record.spans]
        if record.title or name != record.key:
            parts.append(self._value(KEY_VARIABLE, "Document", record.key.encode("unicode_escape").decode("ascii")))
        if record.language:
            parts.append(self._value(LANGUAGE_VARIABLE, "Language", record.language))
        for meta_name, value in record.meta.items():
            kind = _kind(value)
            parts.append(self._value(guid("variable", meta_name, kind), meta_name, value))
        for review in record.reviews:
            self._user(review.annotator)
            status = review.status.value
            named = f"{status} ({review.annotator})" if review.annotator else status
            self._member(guid("set", status, review.annotator), named, own)
        for set_name in sets_of(record):
            self._member(guid("set", set_name), set_name, own)
        return "".join(parts) + "</TextSource>\n"

    def _selection(self, record: Record, source: str, span: RecordSpan) -> str:
        own = guid("selection", source, *span[:5])
        words = " ".join(legal(record.text[span.start : min(span.end, span.start + 2 * _NAME)]).split())
        user, created = self._user(span.annotator), (span.extra or {}).get("created", "")
        placed = attributes(
            guid=own,
            name=shorten(words, _NAME),
            startPosition=str(span.start),
            endPosition=str(span.end),
            creatingUser=user,
        )
        note = f"<Description>{escaped(span.note)}</Description>" if span.note else ""
        made = attributes(guid=guid("coding", own), creatingUser=user, creationDateTime=created)
        code = attributes(targetGUID=self._codes.guid_of(span.label))
        return f"<PlainTextSelection{placed}>{note}<Coding{made}><CodeRef{code}/></Coding></PlainTextSelection>\n"

    def _value(self, own: str, name: str, value: Any) -> str:  # noqa: ANN401
        kind = _kind(value)
        self._variables.setdefault(own, (name, kind))
        text = escaped(value) if isinstance(value, str) else str(value).lower() if kind == "Boolean" else repr(value)
        reference = f"<VariableRef{attributes(targetGUID=own)}/>"
        return f"<VariableValue>{reference}<{kind}Value>{text}</{kind}Value></VariableValue>\n"

    def _user(self, annotator: str) -> str:
        return self._users.setdefault(annotator, guid("user", annotator)) if annotator else ""

    def _member(self, own: str, name: str, source: str) -> None:
        self._sets.setdefault(own, (name, []))[1].append(source)


def _kind(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return "Boolean"
    return "Text" if isinstance(value, str) else "Integer" if isinstance(value, int) else "Float"
