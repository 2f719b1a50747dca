"""Round trips of formats that are folders, and short verbs for their files."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.formats.base import Piece, ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.model.record import Problem, Record
from tests.formats.documents import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.formats.base import Format
    from annotator.model.scheme import Scheme


def pieces(chosen: Format, records: Iterable[Record], options: WriteOptions | None = None) -> dict[str, bytes]:
    """The files of a folder as it is written."""
    found: defaultdict[str, bytes] = defaultdict(bytes)
    for piece in chosen.write(records, options or WriteOptions()):
        assert isinstance(piece, Piece)
        found[piece.file] += piece.data
    return dict(found)


def laid_out(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def opened(chosen: Format, path: Path, options: ReadOptions | None = None) -> list[Record | Problem | Remark]:
    """What a folder or file holds."""
    if path.is_dir():
        source = Source(path.name, Source.of("", b"").stream, path)
        return list(chosen.read(source, options or ReadOptions()))
    with path.open("rb") as stream:
        return list(chosen.read(Source(path.name, stream, path), options or ReadOptions()))


def records_in(found: list[Record | Problem | Remark]) -> list[Record]:
    return [item for item in found if isinstance(item, Record)]


def problems_in(found: list[Record | Problem | Remark]) -> list[str]:
    return [str(item) for item in found if isinstance(item, Problem)]


def remarks_in(found: list[Record | Problem | Remark]) -> list[str]:
    return [str(item) for item in found if isinstance(item, Remark)]


def folder_trip(chosen: Format, made: Iterable[Record], scheme: Scheme | None = None, **settings: str) -> Losses:
    """Check that what is fitted comes back, that fitting twice is fitting once, and that writing twice is alike."""
    losses = Losses()
    options = WriteOptions(settings=settings) if scheme is None else WriteOptions(settings, scheme)
    fitted = [chosen.fit(record, options, losses) for record in made]
    assert [said(chosen.fit(record, options, Losses())) for record in fitted] == [said(record) for record in fitted]
    files = pieces(chosen, fitted, options)
    assert pieces(chosen, fitted, options) == files
    with tempfile.TemporaryDirectory() as folder:
        found = opened(chosen, laid_out(Path(folder), files))
    assert problems_in(found) == []
    assert [said(record) for record in records_in(found)] == [said(record) for record in fitted]
    return losses
