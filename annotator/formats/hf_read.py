"""Folders and files of Hugging Face datasets: which data files there are, and their rows one after the other.

JSON is read row by row, Parquet and Arrow by small batches; the names of classes come from the card, from
``dataset_info.json``, or from the file itself.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.base import MEGABYTE, ReadOptions, Remark, Source
from annotator.formats.details import plain
from annotator.formats.files import local
from annotator.formats.hf_features import classes_of
from annotator.formats.hf_rows import Rows
from annotator.formats.hf_write import arrow
from annotator.formats.hf_yaml import front_matter
from annotator.formats.json_items import items
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Item = Record | Problem | Remark

_SPLIT = re.compile(r"(?<![a-z])(train(?:ing)?|dev|val(?:id(?:ation)?)?|eval|test(?:ing)?)(?![a-z])")
_ORDER = {"train": 0, "dev": 1, "validation": 1, "test": 2}
_DATA = (".jsonl", ".json", ".ndjson", ".parquet", ".arrow")
_MANIFEST = "manifest.json"
"""What proves an export's splits; data only in a folder whose card does not say where its data are."""
_NO_DATA = frozenset(("dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json", "config.json"))
_MOST_FILES = 10_000
_BATCH = 64
"""Rows of a Parquet or Arrow file that are made into Python's values at a time."""


class _File(NamedTuple):
    path: Path
    name: str
    split: str
    classes: dict[str, list[str]]


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a folder's data files, or of one file, each after the problems of its parts."""
    if source.path is not None and source.path.is_dir():
        yield from _folder(source.path, source.name, options)
        return
    head = source.stream.peek(8)[:8]
    if head.startswith((b"PAR1", b"ARROW1", b"\xff\xff\xff\xff")):
        with local(source) as path:
            yield from _binary(_File(path, source.name, "", {}), options)
    else:
        yield from _json(source, options, {}, "")


def _folder(folder: Path, name: str, options: ReadOptions) -> Iterator[Item]:
    try:
        found = _files(folder, name)
    except OSError as error:
        yield Problem(name, 0, f"the folder cannot be read ({error.strerror})", "file")
        return
    if not found:
        yield Problem(name, 0, "the folder holds no data: no .jsonl, .json, .parquet or .arrow file", "file")
    for file in found:
        try:
            if file.path.suffix.lower() in (".parquet", ".arrow"):
                yield from _binary(file, options)
            else:
                with file.path.open("rb") as stream:
                    yield from _json(Source(file.name, stream, file.path), options, file.classes, file.split)
        except OSError as error:
            yield Problem(file.name, 0, f"it cannot be read ({error.strerror or error})", "file")


def _files(folder: Path, name: str) -> list[_File]:
    """The data files, those of train first, by name within a split."""
    card = front_matter(_start(folder / "README.md"))
    classes = _classes_of_card(card)
    splits = _splits_of_card(card)
    found: list[_File] = []
    for path in _walk(folder):
        inner = path.relative_to(folder).as_posix()
        if path.suffix.lower() not in _DATA or path.name in _NO_DATA:
            continue
        near = _classes_beside(path) or classes
        split = next((split for pattern, split in splits if _matches(pattern, inner)), None)
        if split is None and splits and inner == _MANIFEST:
            continue
        found.append(_File(path, f"{name}/{inner}", _split_of(inner) if split is None else split, near))
    return sorted(found, key=lambda file: (_ORDER.get(file.split, 3), file.name))


def _walk(folder: Path) -> Iterator[Path]:
    count = 0
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            count += 1
            if count > _MOST_FILES:
                return
            yield path


def _split_of(inner: str) -> str:
    """The split that a file's path within the folder names; the innermost part that names one does."""
    for part in reversed(inner.lower().split("/")):
        if found := _SPLIT.search(part):
            word = found[1]
            if word.startswith("val") or word == "eval":
                return "validation"
            return "test" if word.startswith("test") else "train" if word.startswith("train") else word
    return ""


def _splits_of_card(card: dict[str, Any]) -> list[tuple[str, str]]:
    """Pattern of paths -> split, as a card's ``configs`` say."""
    found: list[tuple[str, str]] = []
    for config in card.get("configs") or ():
        files = config.get("data_files") if isinstance(config, dict) else None
        for item in files if isinstance(files, list) else ():
            if not isinstance(item, dict) or not isinstance(item.get("split"), str):
                continue
            paths = item.get("path")
            found += [(str(path), item["split"]) for path in (paths if isinstance(paths, list) else [paths])]
    return found


def _matches(pattern: str, inner: str) -> bool:
    from fnmatch import fnmatchcase

    return len(pattern) < 500 and fnmatchcase(inner, pattern)


def _classes_of_card(card: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    infos = card.get("dataset_info")
    for info in infos if isinstance(infos, list) else [infos]:
        if isinstance(info, dict):
            found |= classes_of(info.get("features"))
    return found


def _classes_beside(path: Path) -> dict[str, list[str]]:
    """Names from the ``dataset_info.json`` in a file's folder."""
    try:
        value = json.loads(_start(path.with_name("dataset_info.json")) or "null")
    except (ValueError, RecursionError):
        return {}
    return classes_of(value.get("features")) if isinstance(value, dict) else {}


def _start(path: Path) -> str:
    """The beginning of a small text file; empty if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(4 * MEGABYTE).decode("utf-8", "replace")
    except OSError:
        return ""


def _json(source: Source, options: ReadOptions, classes: dict[str, list[str]], split: str) -> Iterator[Item]:
    rows = Rows(source.name, options, classes, split)
    empty = True
    for item in items(source, options):
        empty = False
        if isinstance(item, Problem):
            yield item
        else:
            yield from rows.checked(*item)
    if empty:
        yield Remark(source.name, 0, "it is empty: it holds no row")


def _binary(file: _File, options: ReadOptions) -> Iterator[Item]:
    """Rows of a Parquet or Arrow file, numbered from 1."""
    try:
        pyarrow = arrow()
    except InputError as error:
        yield Problem(file.name, 0, str(error), "file")
        return
    number = 0
    try:
        schema, batches = _batches(file.path, pyarrow)
        rows = Rows(file.name, options, file.classes | _classes_within(schema), file.split)
        for batch in batches:
            for value in batch.to_pylist():
                number += 1
                try:
                    row = plain(value)
                except InputError as error:
                    yield Problem(file.name, number, str(error))
                else:
                    yield from rows.checked(number, row)
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError, OverflowError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:120]
        after = f" after row {number}" if number else ""
        sentence = f"it cannot be read{after}; is it whole? ({reason})"
        yield Problem(file.name, 0, sentence, "document" if number else "file")


def _batches(path: Path, pyarrow: Any) -> tuple[Any, Iterator[Any]]:  # noqa: ANN401
    with path.open("rb") as stream:
        head = stream.read(6)
    if head.startswith(b"PAR1"):
        file = pyarrow.parquet.ParquetFile(path)
        return file.schema_arrow, file.iter_batches(batch_size=_BATCH)
    source = pyarrow.memory_map(str(path))
    if head == b"ARROW1":
        reader = pyarrow.ipc.open_file(source)
        parts = (reader.get_batch(number) for number in range(reader.num_record_batches))
    else:
        reader = pyarrow.ipc.open_stream(source)
        parts = iter(reader)
    return reader.schema, (part.slice(at, _BATCH) for part in parts for at in range(0, part.num_rows, _BATCH))


def _classes_within(schema: Any) -> dict[str, list[str]]:  # noqa: ANN401
    """Names that the file itself keeps, in the metadata of its schema."""
    kept = (schema.metadata or {}).get(b"huggingface")
    try:
        value = json.loads(kept) if kept else None
    except (ValueError, RecursionError):
        return {}
    info = value.get("info") if isinstance(value, dict) else None
    return classes_of(info.get("features")) if isinstance(info, dict) else {}
