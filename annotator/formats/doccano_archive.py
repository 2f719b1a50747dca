"""A ZIP as doccano makes one of a project in which annotators do not share their work: a file for each of them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from annotator.formats.archives import member, opened
from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.details import name_of
from annotator.formats.files import local
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Item = Record | Problem | Remark

SUFFIXES = (".jsonl", ".json")
_NOBODY = ("all", "unknown")
"""Names of files that are no annotator's."""


def read_archive(
    source: Source, options: ReadOptions, read: Callable[[Source, ReadOptions], Iterator[Item]]
) -> Iterator[Item]:
    """What ``read`` makes of each file in it, as the work of the annotator that the file is named after."""
    try:
        with local(source) as path, opened(path) as archive:
            inside = sorted(name for name in archive.namelist() if not name.endswith("/"))
            chosen = [name for name in inside if name.endswith(SUFFIXES)]
            if not chosen:
                raise InputError("it is a ZIP archive without a JSON file, so it is none of doccano")  # noqa: TRY301
            for name in inside:
                if name not in chosen:
                    yield Remark(source.name, 0, f"“{name}” inside it was not read")
                    continue
                stem = PurePosixPath(name).stem
                annotator = "" if stem in _NOBODY else name_of(stem, "annotator’s name")
                part = Source.of(f"{source.name}/{name}", member(archive, name, LIMITS["unpacked"]))
                for item in read(part, options):
                    if isinstance(item, Record) and annotator:
                        item.spans = [span._replace(annotator=annotator) for span in item.spans]
                        item.relations = [relation._replace(annotator=annotator) for relation in item.relations]
                    yield item
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")
