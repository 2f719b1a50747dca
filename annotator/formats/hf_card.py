"""The dataset card: README.md with what ``datasets`` has to know in its front matter, and what people have to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from annotator.formats.hf_features import Column, as_yaml, yaml_string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.base import WriteOptions
    from annotator.model.record import Record

_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
)
_COLUMNS = (
    ("spans", "every span as it is: code points `[start, end)` of `text`, whose it is, and all else it says"),
    ("relations", "links between spans; `head` and `tail` are places in `spans`, from 0"),
    ("tokens, token_starts, token_ends", "the tokens of `text` and where they stand in it"),
    (
        "LABEL_tags",
        "for each label the tags of the tokens (0 `O`, 1 `B`, 2 `I`); of spans of one label that overlap, the longest; "
        "-100 for tokens nobody has read, which says nothing of them",
    ),
    ("read_to", "code points from the start that were read: text before it without a span is a verified negative"),
    ("metadata, details", "JSON: metadata of the document; reviews, registry of actors and unknown keys"),
)


@dataclass(slots=True)
class Written:
    """What was written so far: documents and spans for each split, and a checksum for each file."""

    documents: Counter[str] = field(default_factory=Counter)
    spans: Counter[tuple[str, str]] = field(default_factory=Counter)
    languages: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)
    """File -> split, in the order they were begun."""
    sums: dict[str, str] = field(default_factory=dict)

    def count(self, record: Record, split: str) -> None:
        self.documents[split] += 1
        self.spans.update((split, span.label) for span in record.spans)
        if found := _LANGUAGE.match(record.language.lower()):
            self.languages.add(found[0])


class Sum:
    """A checksum that grows with its file."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, data: bytes) -> bytes:
        self._hash.update(data)
        return data

    def __str__(self) -> str:
        return self._hash.hexdigest()


def card(written: Written, columns: tuple[Column, ...], labels: list[str], options: WriteOptions) -> bytes:
    """README.md."""
    return ("\n".join([*_front(written, columns, options), *_body(written, labels, options)]) + "\n").encode()


def _front(written: Written, columns: tuple[Column, ...], options: WriteOptions) -> Iterator[str]:
    yield "---"
    if options.title:
        yield f"pretty_name: {yaml_string(options.title)}"
    if licence := options.settings.get("licence", ""):
        yield f"license: {yaml_string(licence)}"
    if written.languages:
        yield "language:"
        yield from (f"- {yaml_string(language)}" for language in sorted(written.languages))
    yield "task_categories:"
    yield "- token-classification"
    count = written.documents.total()
    yield "size_categories:"
    yield f"- {next((name for most, name in _SIZES if count < most), 'n>1M')}"
    yield "configs:"
    yield "- config_name: default"
    yield "  data_files:"
    for split in dict.fromkeys(written.files.values()):
        yield f"  - split: {split}"
        yield "    path:"
        yield from (f"    - {yaml_string(name)}" for name, of in written.files.items() if of == split)
    yield "dataset_info:"
    yield "  features:"
    yield from as_yaml(columns, 2)
    yield "---"


def _body(written: Written, labels: list[str], options: WriteOptions) -> Iterator[str]:
    yield ""
    yield f"# {_cell(options.title) or 'Labelled texts'}"
    yield ""
    yield "Offsets are Unicode code points, ends exclusive: `text[start:end]` in Python is a span's text."
    yield ""
    yield "| column | holds |"
    yield "| --- | --- |"
    yield from (f"| {name} | {what} |" for name, what in _COLUMNS)
    yield ""
    yield "## Labels"
    yield ""
    definitions = {label.name: label.definition for label in options.scheme.labels}
    yield "| label | definition |"
    yield "| --- | --- |"
    yield from (f"| {_cell(label)} | {_cell(definitions.get(label, ''))} |" for label in labels)
    yield ""
    yield "## Counts"
    yield ""
    splits = list(dict.fromkeys(written.files.values()))
    yield f"| | {' | '.join(splits)} |"
    yield f"| --- |{' --- |' * len(splits)}"
    yield f"| documents | {' | '.join(f'{written.documents[split]:,}' for split in splits)} |"
    for label in labels:
        yield f"| {_cell(label)} | {' | '.join(f'{written.spans[split, label]:,}' for split in splits)} |"
    yield ""
    yield "## Files"
    yield ""
    yield "| file | SHA-256 |"
    yield "| --- | --- |"
    yield from (f"| {name} | `{written.sums[name]}` |" for name in written.files)


def _cell(text: str) -> str:
    """A text in a cell of a Markdown table: on one line, with nothing that steers."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", " ".join(text.split()))
