"""Records to spaCy's Docs and back. spaCy is loaded when the first one is needed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS, MEGABYTE, ReadOptions, Remark, Source
from annotator.formats.details import one_line, plain, refuse_nul
from annotator.formats.files import chunked
from annotator.formats.fitting import read_to
from annotator.formats.json_rows import parse
from annotator.formats.spacy_shape import (
    DETAILS,
    GROUP,
    Spans,
    details_of,
    entities,
    shown,
    spacy_words,
    take_details,
)
from annotator.formats.text import refuse_large
from annotator.formats.titles import title_of
from annotator.formats.tokens import tokens
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Item = Record | Problem | Remark

_LARGEST = 256 * MEGABYTE
"""Bytes that a file may unpack to."""
_DETAILS_KEY = ("._.", DETAILS, None, None)
"""Where ``doc._.annotator`` lies in a Doc's user data."""


def _spacy() -> Any:  # noqa: ANN401  # a library without which we are installed
    try:
        import spacy
        import spacy.tokens
    except ImportError as error:
        raise InputError('spaCy is not installed; pip install "annotator[spacy]" brings it') from error
    return spacy


# Writing


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """The file. The same records give the same bytes."""
    spacy = _spacy()
    vocab = spacy.vocab.Vocab()
    found = spacy.tokens.DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
    for record in records:
        found.add(_doc(record, spacy, vocab))
    yield from chunked(found.to_bytes())


def _doc(record: Record, spacy: Any, vocab: Any) -> Any:  # noqa: ANN401
    text = record.text
    words = tokens(text)
    pieces, spaces = spacy_words(text, words)
    doc = spacy.tokens.Doc(vocab, words=[text[start:end] for start, end in pieces], spaces=spaces)
    if doc.text != text:
        raise InputError(f"the text of “{shown(record.key)}” cannot be parted into tokens for spaCy")
    first = {piece.start: place for place, piece in enumerate(pieces)}
    past = {piece.end: place + 1 for place, piece in enumerate(pieces)}

    def span(start: int, end: int, label: str) -> Any:  # noqa: ANN401
        return spacy.tokens.Span(doc, first[start], past[end], label=label)

    chosen = [span(*entity) for entity in entities(record, words)]
    known = read_to(record)
    held = {place for one in chosen for place in range(one.start, one.end)}
    unread = [
        doc[place : place + 1] for place, piece in enumerate(pieces) if piece.start >= known and place not in held
    ]
    doc.set_ents(chosen, missing=unread, default="outside")
    doc.spans[GROUP] = [span(one.start, one.end, one.label) for one in record.spans]
    # A string, since what msgpack reads again of lists are tuples.
    doc.user_data[_DETAILS_KEY] = one_line(details_of(record))
    return doc


# Reading


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a file, each after the problems of its parts."""
    try:
        docs = _docs(source)
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")
        return
    number = 0
    while True:
        number += 1
        try:
            doc = _next(docs)
            if doc is None:
                return
        except InputError as error:
            yield Problem(source.name, number, str(error))
            return
        try:
            record, problems = _record(doc, source.name, number, options)
        except InputError as error:
            yield Problem(source.name, number, str(error))
            continue
        yield from problems
        yield record


_BROKEN = (
    zlib.error,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    EOFError,
    OverflowError,
    AssertionError,
)
"""What spaCy raises for bytes that it did not write; it has no error of its own for them."""


def _docs(source: Source) -> Iterator[Any]:
    spacy = _spacy()
    data = source.stream.read(LIMITS["file"] + 1)
    if len(data) > LIMITS["file"]:
        raise InputError(f"it is larger than {LIMITS['file'] // MEGABYTE} MB; split it")
    unpacked = _refuse_bomb(data)
    import srsly

    try:
        _check(srsly.msgpack_loads(unpacked))
        found = spacy.tokens.DocBin().from_bytes(data)
        docs: Iterator[Any] = found.get_docs(spacy.vocab.Vocab())
    except (*_BROKEN, srsly.msgpack.exceptions.UnpackException) as error:
        raise InputError(f"it is no DocBin that spaCy {spacy.__version__} can read ({_reason(error)})") from None
    return docs


def _refuse_bomb(data: bytes) -> bytes:
    """The bytes unpacked; InputError if they are not packed, or are far more than one would think."""
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(data, _LARGEST + 1)
    except zlib.error:
        raise InputError("it is no DocBin: it is not packed as spaCy packs them") from None
    if len(unpacked) > _LARGEST:
        raise InputError(f"it unpacks to more than {_LARGEST // MEGABYTE} MB; split it")
    if not unpacker.eof:
        raise InputError("it breaks off in the middle; the file may have been cut off")
    return unpacked


def _check(message: object) -> None:
    """Numbers that spaCy would believe: of tokens in each document, against those there are."""
    import numpy

    if not isinstance(message, dict):
        raise InputError("it is no DocBin: it holds no table")
    lengths = numpy.frombuffer(message["lengths"], dtype="int32")
    width = len(message["attrs"])
    if (lengths < 0).any() or int(lengths.sum()) * width * 8 != len(message["tokens"]):
        raise InputError("it is no whole DocBin: it has other tokens than it counts")
    if int(lengths.sum()) != len(message["spaces"]) or len(message["cats"]) != len(lengths):
        raise InputError("it is no whole DocBin: its parts are of different lengths")


def _next(docs: Iterator[Any]) -> Any:  # noqa: ANN401
    try:
        return next(docs, None)
    except _BROKEN as error:
        raise InputError(f"spaCy cannot read it nor what follows ({_reason(error)})") from None


def _reason(error: BaseException) -> str:
    return shown(str(error).split("\n")[0] or type(error).__name__)


def _record(doc: Any, file: str, number: int, options: ReadOptions) -> tuple[Record, list[Problem | Remark]]:  # noqa: ANN401
    text = doc.text
    if not text:
        raise InputError("its text is empty")
    refuse_nul(text)
    refuse_large(text)
    record = Record(f"{file}:{number}", text, file=file, line=number, sha256=text_sha256(text))
    problems: list[Problem | Remark] = []
    user, strange = _user_data(doc.user_data)
    own = user.pop(DETAILS, None)
    if strange:
        problems.append(Remark(file, number, f"user data that is no JSON was not kept: {', '.join(strange)}"))
    if isinstance(own, str) and own.startswith("{"):
        places = [place or (-1, -1, "") for place, _ in _group(doc, GROUP)]
        problems += take_details(record, places, parse(own.encode(), "user data"))
    else:
        if own is not None:
            user[DETAILS] = own
        record.title = title_of(text)
        spans = Spans(record, None)
        for place, ent in enumerate(doc.ents, 1):
            extra = {name: said for name, said in (("kb_id", ent.kb_id_), ("id", ent.ent_id_)) if said}
            spans.add(f"entity {place}", ent.start_char, ent.end_char, ent.label_, extra)
        for group in doc.spans:
            for place, (found, extra) in enumerate(_group(doc, group), 1):
                if group != GROUP:
                    extra = {"group": group, **extra}
                start, end, label = found or (None, None, None)
                spans.add(f"span {place} of “{shown(group)}”", start, end, label, extra)
        problems += spans.problems
        if remark := spans.remark():
            problems.append(Remark(file, number, remark))
    if doc.cats:
        cats = {str(name): float(score) for name, score in doc.cats.items()}
        for name in cats:
            refuse_nul(name)
        record.meta = {**record.meta, "cats": cats}
    if user:
        record.extra = {**record.extra, "user_data": user}
    return record, problems


def _group(doc: Any, name: str) -> Iterator[tuple[tuple[int, int, str] | None, dict[str, Any]]]:  # noqa: ANN401
    """Place and label of each span of a group, and what it points to; None for one beyond the tokens of the Doc."""
    for span in doc.spans.get(name, ()):
        extra = {key: said for key, said in (("kb_id", span.kb_id_), ("id", span.id_)) if said}
        if 0 <= span.start < span.end <= len(doc):
            last = doc[span.end - 1]
            yield (doc[span.start].idx, last.idx + len(last), span.label_), extra
        else:
            yield None, extra


def _user_data(data: dict[Any, Any]) -> tuple[dict[str, Any], list[str]]:
    """User data by name: what can be kept as JSON, and the names of what cannot."""
    kept: dict[str, Any] = {}
    strange: list[str] = []
    for key, value in data.items():
        name = key
        if isinstance(key, tuple) and len(key) == 4 and key[0] == "._." and key[2] is None and key[3] is None:
            name = key[1]
        try:
            kept |= _named(name, value)
        except InputError:
            strange.append(shown(name))
    return kept, strange


def _named(name: object, value: object) -> dict[str, Any]:
    if not isinstance(name, str):
        raise InputError("it is about a token or a span")
    refuse_nul(name)
    return {name: plain(value)}
