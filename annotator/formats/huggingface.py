"""Hugging Face: a folder that ``datasets.load_dataset`` opens, with a dataset card.

Sources: the documentation of ``datasets`` (loading, ``Features``, ``save_to_disk``) and of dataset cards on the Hub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotator.formats.base import Piece, ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

_DATA = (".jsonl", ".json", ".parquet")


class HuggingFace(FormatBase):
    """Rows with tokens and a column of tags for each label, and with exact spans."""

    name = "huggingface"
    title = "Hugging Face dataset (a folder for datasets.load_dataset)"
    suffixes = (".jsonl", ".parquet", ".arrow", ".json")
    folder = True
    training = True
    splits = True
    columns = ("text", "id", "title", "label", "spans", "tokens", "tag")
    options = (
        Option("files", "What the data files are", ("jsonl", "parquet"), "jsonl", "writing"),
        Option("shard-size", "Megabytes of a Parquet file before the next is begun", (), "500", "writing"),
        Option("licence", "Licence of the texts and spans, as the Hub calls it (cc-by-4.0)", (), "", "writing"),
        Option("classes", "Names of tags that are numbers, by commas (O,B-PER,I-PER)", (), "", "reading"),
    )

    def sniff(self, look: Look) -> str:
        if look.is_folder:
            return _sniff_folder(look)
        if look.head.startswith(b"PAR1"):
            return "it is a Parquet file"
        if look.suffix == ".arrow" and look.head.startswith((b"ARROW1", b"\xff\xff\xff\xff")):
            return "it is an Arrow file, as save_to_disk writes them"
        if {"tokenized_text", "ner"} <= look.keys:
            return "its rows have tokenized_text and ner, as GLiNER has them"
        tags = sorted(key for key in look.keys if key.endswith("_tags") or key == "tags")
        if "tokens" in look.keys and tags:
            return f"its rows have tokens and {tags[0]}"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.hf_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.hf_rows_write import fit

        return fit(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
        from annotator.formats.hf_write import write

        return write(records, options)


def _sniff_folder(look: Look) -> str:
    names = set(look.entries)
    if "dataset_dict.json" in names or ("dataset_info.json" in names and any(n.endswith(".arrow") for n in names)):
        return "it is a folder that save_to_disk wrote"
    if any(name.endswith(".parquet") for name in names):
        return "it is a folder of Parquet files"
    if "README.md" in names and look.path is not None and any(name.endswith(_DATA) for name in names):
        from annotator.formats.hf_yaml import front_matter

        if front_matter(_head(look.path / "README.md")).keys() & {"configs", "dataset_info", "dataset_infos"}:
            return "its README.md is a dataset card that names data files"
    return ""


def _head(path: Path) -> str:
    """The beginning of a card; its front matter may be long."""
    try:
        with path.open("rb") as stream:
            return stream.read(1 << 20).decode("utf-8", "replace")
    except OSError:
        return ""
