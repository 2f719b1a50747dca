"""Dataset folders open in ``datasets`` with the right features; rows of any shape come in on the right characters."""

from __future__ import annotations

import json
import sys
import warnings
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.formats.base import Piece, ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.formats.hf_rows_write import TAG_EDGES, TAG_OVERLAPS, TAG_PIECES
from annotator.formats.hf_yaml import front_matter
from annotator.formats.huggingface import HuggingFace
from annotator.formats.look import Look
from annotator.model.record import Problem, Record, RecordRelation, RecordReview, RecordSpan
from annotator.model.scheme import DEFAULT_LABELS, Scheme
from tests.formats.documents import said
from tests.formats.token_documents import several

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = HuggingFace()


def fitted(made: Iterable[Record]) -> list[Record]:
    return [FORMAT.fit(record, WriteOptions(), Losses()) for record in made]


def write(folder: Path, made: Iterable[Record], scheme: Scheme | None = None, title: str = "", **chosen: str) -> Path:
    """Write a folder as the export does, and give it back."""
    options = WriteOptions({name.replace("_", "-"): value for name, value in chosen.items()}, scheme or Scheme(), title)
    for old in [path for path in folder.rglob("*") if path.is_file()]:
        old.unlink()
    for file, data in FORMAT.write(fitted(made), options):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        with (folder / file).open("ab") as target:
            target.write(data)
    return folder


def items(source: Path | bytes | str | dict[str, Any], **settings: str) -> list[Record | Problem | Remark]:
    columns = {name[1:]: value for name, value in settings.items() if name[0] == "_"}
    options = ReadOptions(columns=columns, settings={n: v for n, v in settings.items() if n[0] != "_"})
    if isinstance(source, Path):
        if source.is_dir():
            return list(FORMAT.read(Source(source.name, Source.of("", b"").stream, source), options))
        source = source.read_bytes()
    if isinstance(source, dict):
        source = json.dumps(source)
    return list(FORMAT.read(Source.of("in", source.encode() if isinstance(source, str) else source), options))


def records(source: Path | bytes | str | dict[str, Any], **settings: str) -> list[Record]:
    return [item for item in items(source, **settings) if isinstance(item, Record)]


def problems(source: Path | bytes | str | dict[str, Any], **settings: str) -> list[str]:
    return [str(item) for item in items(source, **settings) if isinstance(item, Problem)]


def found(record: Record) -> list[tuple[str, str]]:
    return [(record.text[span.start : span.end], span.label) for span in record.spans]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(several())
def test_what_was_fitted_comes_back(tmp_path: Path, made: list[Record]):
    once = fitted(made)
    assert fitted(once) == once
    write(tmp_path, made)
    again = items(tmp_path)
    assert [item for item in again if not isinstance(item, Record)] == []
    assert list(map(said, again)) == list(map(said, once))  # type: ignore[arg-type]
    assert list(FORMAT.write(once, WriteOptions())) == list(FORMAT.write(once, WriteOptions()))


EXAMPLE = [
    Record(
        "a",
        "Halvia-led talks said Nordan.",
        language="en-GB",
        meta={"source": "x"},
        spans=[
            RecordSpan(0, 6, "actor", "ana"),
            RecordSpan(0, 28, "claim", "ana", ((0, 10), (22, 28)), note="n"),
            RecordSpan(11, 16, "claim", "ben"),
        ],
        relations=[RecordRelation("by", 2, 1)],
        split="train",
    ),
    Record("b", "Nothing here. Unread.", language="de", reviews=[RecordReview("ana", read_to=14)], split="test"),
]


def test_a_row_has_exact_spans_and_a_column_of_tags_for_each_label(tmp_path: Path):
    write(tmp_path, EXAMPLE, Scheme(DEFAULT_LABELS[:3]))
    row = json.loads((tmp_path / "data/train.jsonl").read_bytes())
    assert row["tokens"] == ["Halvia-led", "talks", "said", "Nordan", "."]
    assert row["actor_tags"] == [1, 0, 0, 0, 0]
    assert row["claim_tags"] == [1, 2, 2, 2, 0]
    assert row["threat_tags"] == [0] * 5
    assert all(row["text"][span["start"] : span["end"]] == span["text"] for span in row["spans"])
    assert row["relations"] == [{"type": "by", "head": 1, "tail": 0, "annotator": "", "extra": "{}"}]
    assert json.loads(row["metadata"]) == {"source": "x"}
    losses = Losses()
    FORMAT.fit(EXAMPLE[0], WriteOptions(), losses)
    assert +losses == {TAG_EDGES: 1, TAG_OVERLAPS: 1, TAG_PIECES: 1}
    unread = json.loads((tmp_path / "data/test.jsonl").read_bytes())
    assert unread["claim_tags"] == [0, 0, 0, -100, -100]


def test_the_card_names_splits_classes_licence_counts_and_checksums(tmp_path: Path):
    write(tmp_path, EXAMPLE, Scheme(DEFAULT_LABELS[:2]), 'Say "peace": a | b', licence="cc-by-4.0")
    card = (tmp_path / "README.md").read_text("utf-8")
    front = front_matter(card)
    assert front["license"] == "cc-by-4.0"
    assert front["language"] == ["de", "en"]
    assert front["pretty_name"] == 'Say "peace": a | b'
    files = front["configs"][0]["data_files"]
    assert [(file["split"], file["path"]) for file in files] == [
        ("train", ["data/train.jsonl"]),
        ("test", ["data/test.jsonl"]),
    ]
    assert "| actor | A person, group or organisation" in card
    assert "| documents | 1 | 1 |" in card
    assert "| claim | 2 | 0 |" in card
    for name in ("data/train.jsonl", "data/test.jsonl"):
        assert f"| {name} | `{sha256((tmp_path / name).read_bytes()).hexdigest()}` |" in card


def test_splits_come_back_by_card_and_by_name(tmp_path: Path):
    write(tmp_path, EXAMPLE)
    assert [(record.key, record.split) for record in records(tmp_path)] == [("a", "train"), ("b", "test")]
    (tmp_path / "README.md").unlink()
    assert [(record.key, record.split) for record in records(tmp_path)] == [("a", "train"), ("b", "test")]


TAGGED = {"id": 7, "tokens": ["Halvia", "City", "met", "Ana"], "ner_tags": [1, 2, 0, 3], "pos_tags": [1, 1, 2, 1]}
CARD = """---
dataset_info:
  config_name: x
  features:
  - name: tokens
    sequence: string
  - name: ner_tags
    sequence:
      class_label:
        names:
          '0': O
          '1': B-ORG
          '2': I-ORG
          '3': B-PER
  splits:
  - name: train
    num_bytes: 5
configs:
- config_name: default
  data_files:
  - split: odd
    path: rows-*.jsonl
---
# x
"""


def test_tags_that_are_numbers_get_their_names_from_the_card(tmp_path: Path):
    (tmp_path / "README.md").write_text(CARD, "utf-8")
    (tmp_path / "rows-1.jsonl").write_text(json.dumps(TAGGED), "utf-8")
    assert FORMAT.sniff(Look.at(tmp_path)) == "its README.md is a dataset card that names data files"
    [record] = records(tmp_path)
    assert (record.key, record.text, record.split) == ("7", "Halvia City met Ana", "odd")
    assert found(record) == [("Halvia City", "ORG"), ("Ana", "PER")]
    assert record.meta == {"pos_tags": [1, 1, 2, 1]}


def test_numbers_without_names_say_so_and_can_be_named():
    assert found(records(TAGGED)[0]) == [("Halvia", "1"), ("City", "2"), ("Ana", "3")]
    assert any("numbers without names" in str(item) for item in items(TAGGED) if isinstance(item, Remark))
    [record] = records(TAGGED, classes="O,B-ORG,I-ORG,B-PER")
    assert found(record) == [("Halvia City", "ORG"), ("Ana", "PER")]
    assert problems(TAGGED, classes="O,X") == ["in, line 1: a tag in “ner_tags” is 2, but it has 2 classes, from 0"]


@pytest.mark.parametrize(
    ("row", "spans"),
    [
        ({"tokens": ["Ana", "left"], "tags": ["B-PER", "O"]}, [("Ana", "PER")]),
        (
            {"tokens": ["Ana", "left"], "a_tags": ["S-A", "O"], "b_tags": ["B-B", "E-B"]},
            [("Ana", "A"), ("Ana left", "B")],
        ),
        ({"tokens": ["Ana", "left"], "chunk_tags": ["B-NP", "O"], "ner_tags": [None, -100]}, []),
        ({"text": "Ana  left", "tokens": ["Ana", "left"], "tags": ["B-S", "I-S"]}, [("Ana  left", "S")]),
        ({"tokenized_text": ["Ana", "Bo", "left"], "ner": [[0, 1, "PER"]]}, [("Ana Bo", "PER")]),
        ({"text": "Ana left", "spans": [{"start": 0, "end": 3, "label": "PER"}]}, [("Ana", "PER")]),
        ({"text": "Ana left", "entities": [[4, 8, "ACT"]]}, [("left", "ACT")]),
        ({"text": "Ana left", "spans": {"start": [0], "end": [3], "label": ["PER"]}}, [("Ana", "PER")]),
        ({"text": "Ana left", "label": 3}, []),
    ],
)
def test_rows_of_any_shape_come_in(row: dict[str, Any], spans: list[tuple[str, str]]):
    [record] = records(row)
    assert found(record) == spans
    assert not problems(row)


def test_columns_can_be_named():
    row = {"body": "Ana left", "toks": ["Ana", "left"], "mine": ["B-PER", "O"], "head": "News", "key": "k1"}
    [record] = records(row, _text="body", _tokens="toks", _tag="mine", _title="head", _id="key")
    assert (record.key, record.title, record.text, found(record)) == ("k1", "News", "Ana left", [("Ana", "PER")])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"x": 1}, "it has neither a text nor tokens"),
        ({"text": 3}, "its text is a number"),
        ({"tokens": ["a", 3], "tags": ["O", "O"]}, "its tokens are not a list of words"),
        ({"tokens": ["a"], "tags": ["O", "O"]}, "its “tags” has 2 tags for 1 tokens; each token needs one"),
        ({"tokens": ["a"], "tags": [[]]}, "a tag in “tags” is a list"),
        ({"tokenized_text": ["a"], "ner": [[0, 1, "X"]]}, "span 1: its tokens 0–1 are not among the 1"),
        ({"tokenized_text": ["a"], "ner": [3]}, "span 1: it is no list of first token"),
        ({"text": "a", "spans": [{"start": 0, "end": 2, "label": "X"}]}, "span 1: its offsets 0–2 go beyond the text"),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "label": None}]}, "span 1: it has no label"),
        ({"text": "a", "spans": [3]}, "span 1: it is a number, not an object"),
        ({"text": "a", "spans": {"start": [0], "end": []}}, "its spans are lists of different lengths"),
        ({"text": "😀 a", "spans": [{"start": 3, "end": 4, "label": "X", "text": "a"}]}, "span 1: its offsets 3–4 go"),
    ],
)
def test_bad_rows_get_a_sentence(row: dict[str, Any], reason: str):
    assert problems(row)[0].startswith(f"in, line 1: {reason}")


def test_a_wrong_part_of_our_own_row_keeps_the_rest(tmp_path: Path):
    write(tmp_path, EXAMPLE[:1])
    row = json.loads((tmp_path / "data/train.jsonl").read_bytes())
    row["spans"][0]["text"] = "Nordan"
    assert problems(row) == [
        "in, line 1: span 1: its text “Nordan” is not what stands at 0–6, “Halvia”; correct its offsets or its text",
        "in, line 1: a relation’s head or tail is a span that was not taken",
    ]
    assert len(records(row)[0].spans) == 2
    for name, value in (("details", 3), ("details", "[" * 100_000), ("spans", 3), ("metadata", "x"), ("id", 3)):
        assert len(problems({**row, name: value})) == 1
    for name, value in (("text", 3), ("fragments", [3]), ("attributes", "{"), ("start", "x"), ("label", [])):
        bad = {**row, "spans": [{**row["spans"][1], name: value}], "relations": []}
        assert [reason[:20] for reason in problems(bad)] == ["in, line 1: span 1: "]


def test_a_folder_cut_off_or_without_data_is_named(tmp_path: Path):
    assert "holds no data" in problems(tmp_path)[0]
    write(tmp_path, EXAMPLE[:1])
    path = tmp_path / "data/train.jsonl"
    data = path.read_bytes()
    for cut in range(1, len(data) - 1, 9):
        path.write_bytes(data[:cut])
        assert not records(tmp_path)
        assert len(problems(tmp_path)) == 1
    path.write_bytes(data)
    card = (tmp_path / "README.md").read_text("utf-8")
    for cut in range(0, len(card), 13):
        (tmp_path / "README.md").write_text(card[:cut], "utf-8")
        assert len(records(tmp_path)) == 1


@pytest.mark.parametrize(
    "nested",
    [
        "a" + " " * 300_000 + "b",
        "a " * 100_000,
        '"' * 100_001,
        "a: " + " " * 300_000,
        "- " * 100_000,
        "a:\n" * 10 + " b:\n",
        "".join(f"{' ' * n}a:\n" for n in range(3000)),
    ],
)
def test_a_hostile_card_is_passed_by(nested: str):
    assert isinstance(front_matter(f"---\n{nested}\n---\n"), dict)


def test_without_pyarrow_the_reason_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PAR1xxxx")
    assert problems(path) == ['in: pyarrow is not installed; pip install "annotator[parquet]" brings it']


# With the libraries of others


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401
    for name, value in (("HF_HUB_OFFLINE", "1"), ("HF_DATASETS_OFFLINE", "1"), ("HF_HOME", str(tmp_path / "home"))):
        monkeypatch.setenv(name, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = pytest.importorskip("datasets")
    found.disable_progress_bars()
    return found


def many() -> list[Record]:
    """Some documents in three splits, some without a span, with labels and keys that are hard to write."""
    spans = [RecordSpan(0, 2, 'a: "b" 😀'), RecordSpan(0, 6, "claim", "ana", attributes={"form": ["x", "y"]})]
    return [
        Record(f"d{n}", f"😀 Ana {n}.\n", meta={"n": n}, spans=spans[: n % 3], split=("train", "dev", "test")[n % 3])
        for n in range(9)
    ]


@pytest.mark.peers
@pytest.mark.parametrize("files", ["jsonl", "parquet"])
@pytest.mark.filterwarnings("ignore")
def test_datasets_opens_the_folder(tmp_path: Path, datasets: Any, files: str):  # noqa: ANN401
    folder = write(tmp_path / "out", many(), Scheme(DEFAULT_LABELS[:1]), files=files)
    opened = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))
    assert {split: len(rows) for split, rows in opened.items()} == {"train": 3, "dev": 3, "test": 3}
    features = opened["train"].features
    assert features["actor_tags"].feature.names == ["O", "B-actor", "I-actor"]
    assert features['a: "b" 😀_tags'].feature.names == ["O", 'B-a: "b" 😀', 'I-a: "b" 😀']
    assert features["spans"].feature["start"].dtype == "int64"
    count = 0
    for rows in opened.values():
        for row in rows:
            for span in row["spans"]:
                count += 1
                assert row["text"][span["start"] : span["end"]] == span["text"]
            for token, start, end in zip(row["tokens"], row["token_starts"], row["token_ends"], strict=True):
                assert row["text"][start:end] == token
    assert count == 9
    saved = tmp_path / "saved"
    opened.save_to_disk(str(saved))
    for place in (folder, saved):
        assert FORMAT.sniff(Look.at(place))
        assert not problems(place)
        again = {record.key: (said(record), record.split) for record in records(place)}
        assert again == {record.key: (said(record), record.split) for record in fitted(many())}


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
def test_empty_documents_alone_can_be_opened(tmp_path: Path, datasets: Any):  # noqa: ANN401
    unread = Record("d", "Ana.", reviews=[RecordReview("ana")])
    for files in ("jsonl", "parquet"):
        folder = write(tmp_path / files, [unread], Scheme(DEFAULT_LABELS[:1]), files=files)
        [row] = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))["train"]
        assert (row["spans"], row["actor_tags"]) == ([], [-100, -100])


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
def test_parquet_comes_in_shards_that_read_back(tmp_path: Path, datasets: Any):  # noqa: ANN401
    import random

    letters = random.Random(4)
    words = ["".join(letters.choices("abcdefghijklmnop", k=9)) for _ in range(60_000)]
    made = [Record(f"d{n}", " ".join(words[n * 20_000 : (n + 1) * 20_000])) for n in range(3)]
    folder = write(tmp_path / "out", made, Scheme(DEFAULT_LABELS[:1]), files="parquet", shard_size="1")
    names = sorted(path.name for path in (folder / "data").iterdir())
    assert len(names) > 1
    assert names[0] == f"train-00000-of-{len(names):05d}.parquet"
    assert len(datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))["train"]) == 3
    assert [record.text for record in records(folder)] == [record.text for record in made]
    assert list(FORMAT.write(made[:1], WriteOptions({"files": "parquet"}))) == list(
        FORMAT.write(made[:1], WriteOptions({"files": "parquet"}))
    )


@pytest.mark.peers
def test_a_strangers_parquet_and_arrow_come_in(tmp_path: Path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    import datetime

    feature = {"feature": {"names": ["O", "B-X"], "_type": "ClassLabel"}, "_type": "Sequence"}
    kept = {"huggingface": json.dumps({"info": {"features": {"ner_tags": feature}}})}
    table = pyarrow.table({"tokens": [["Ana", "left"]], "ner_tags": [[1, 0]], "day": [datetime.date(2026, 1, 2)]})
    parquet.write_table(table.replace_schema_metadata(kept), tmp_path / "x.parquet")
    [record] = records(tmp_path / "x.parquet")
    assert (found(record), record.meta) == ([("Ana", "X")], {"day": "2026-01-02"})
    data = (tmp_path / "x.parquet").read_bytes()
    for cut in range(4, len(data), 20):
        (tmp_path / "y.parquet").write_bytes(data[:cut])
        [reason] = problems(tmp_path / "y.parquet")
        assert reason.startswith("in: it cannot be read; is it whole?")
    with pyarrow.ipc.new_file(tmp_path / "x.arrow", table.schema) as writer:
        writer.write_table(table)
    assert len(records(tmp_path / "x.arrow")) == 1
    bad = pyarrow.table({"text": ["a\0b", "ok"], "raw": [b"x", None]})
    parquet.write_table(bad, tmp_path / "bad.parquet")
    assert len(problems(tmp_path / "bad.parquet")) == 1
    assert len(records(tmp_path / "bad.parquet")) == 1


def test_the_shard_size_has_to_be_a_number():
    with pytest.raises(Exception, match="the shard size “x” is not a number of megabytes"):
        list(FORMAT.write([], WriteOptions({"files": "parquet", "shard-size": "x"})))


def test_pieces_are_named():
    assert [piece.file for piece in FORMAT.write([], WriteOptions()) if isinstance(piece, Piece)] == [
        "data/train.jsonl",
        "README.md",
    ]
