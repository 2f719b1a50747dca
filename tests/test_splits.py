"""Splits do not leak: near-duplicates stay on one side, whatever decides the sides."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.analysis.duplicates import groups, near_duplicates, shingles, similarity
from annotator.analysis.splits import part, part_in_order
from annotator.exchange import ExportOptions, convert_paths, export_project, import_paths
from annotator.exchange.exporting import ALL
from annotator.exchange.importing import ImportOptions
from annotator.exchange.splitting import SplitOptions, split_options
from annotator.model.errors import InputError
from annotator.store.project import Project

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "harbour council strike fee lock mayor ferry union",
    "quota island winter talks border guard offer vote",
)


def article(seed: int, length: int = 120) -> str:
    """A text of its own for each seed, made of few words."""
    state, words = seed * 2654435761 % 2**32, []
    for _ in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        words.append(" ".join(WORDS).split()[state >> 16 & 15])
    return " ".join(words)


def test_copies_are_found_and_nothing_else():
    wire = article(1)
    words = wire.split()
    shortened = " ".join(words[:60])
    edited = " ".join([*words[:50], "yesterday", *words[50:], "agencies"])
    texts = [article(2), wire, article(3), edited, shortened.upper(), article(4)]
    assert {pair[:2] for pair in near_duplicates(texts)} == {(1, 3), (1, 4), (3, 4)}
    assert groups(6, [(1, 3), (1, 4)]) == [[0], [1, 3, 4], [2], [5]]


def test_a_report_that_a_hundred_papers_print_is_one_group():
    wire = article(1)
    texts = [f"{wire} paper {number}" for number in range(100)] + [article(number) for number in range(2, 20)]
    found = groups(len(texts), [pair[:2] for pair in near_duplicates(texts)])
    assert sorted(map(len, found)) == [1] * 18 + [100]


def test_scripts_without_blanks_are_compared_too():
    # As if each word were a character of its own, which is what a writing system without blanks looks like.
    one = "港口委员会昨天拒绝了渔民提出的新收费方案并要求政府在冬季之前重新谈判" * 2
    assert [
        pair[:2]
        for pair in near_duplicates([one, "今天" + one, "完全不同的另一篇文章讲的是边境和选举的事情没有任何相同之处"])
    ] == [(0, 1)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(10, 80)), max_size=12))
def test_the_search_misses_no_pair_that_comparing_all_would_find(made: list[tuple[int, int]]):
    texts = [article(seed)[: length * 6] for seed, length in made]
    sets = [shingles(text) for text in texts]
    wanted = {pair for pair in combinations(range(len(texts)), 2) if similarity(sets[pair[0]], sets[pair[1]]) >= 0.5}
    assert {pair[:2] for pair in near_duplicates(texts)} == wanted


@given(st.lists(st.integers(1, 5), max_size=30), st.integers())
def test_groups_are_never_parted_and_all_come_somewhere(sizes: list[int], seed: int):
    named = [[f"{number}-{place}" for place in range(size)] for number, size in enumerate(sizes)]
    shares = {"train": 80.0, "dev": 10.0, "test": 10.0}
    for found in (part(named, shares, seed), part_in_order(named, shares)):
        assert len(found) == sum(sizes)
        assert all(len({found[key] for key in group}) == 1 for group in named)


def test_shares_are_kept_to_and_a_seed_gives_the_same_again():
    named = [[str(number)] for number in range(1000)]
    shares = {"train": 80.0, "dev": 10.0, "test": 10.0}
    found = part(named, shares, 1)
    assert [list(found.values()).count(split) for split in shares] == [800, 100, 100]
    assert found == part(list(reversed(named)), shares, 1)
    assert found != part(named, shares, 2)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twenty articles of four papers, two of them one wire report."""
    path = tmp_path / "corpus.jsonl"
    rows = [
        {
            "id": f"a{number}",
            "text": article(1 if number in (3, 17) else number + 10),
            "meta": {"source": "NEWS"[number % 4], "date": f"2026-{number % 12 + 1:02}-01"},
        }
        for number in range(20)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def manifest_of(corpus: Path, options: SplitOptions) -> dict[str, list[str]]:
    out = corpus.with_name("out")
    convert_paths([corpus], out, ImportOptions(), ExportOptions(split=options), force=True)
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert manifest["near_duplicates"]["pairs_parted"] == 0
    assert ["a3", "a17"] in [pair["documents"] for pair in manifest["near_duplicates"]["pairs"]]
    files = {split: (out / f"{split}.jsonl").read_text().splitlines() for split in ("train", "dev", "test")}
    listed = {split: [row["id"] for row in rows] for split, rows in manifest["documents"].items()}
    assert {split: [json.loads(line)["id"] for line in lines] for split, lines in files.items()} == listed
    assert sum(map(len, listed.values())) == 20
    return listed


@pytest.mark.parametrize("by", ["document", "source", "date"])
def test_an_export_in_splits_keeps_copies_together_and_proves_it(corpus: Path, by: str):
    listed = manifest_of(corpus, split_options("train=60,dev=20,test=20", by=by))
    side = {key: split for split, keys in listed.items() for key in keys}
    assert side["a3"] == side["a17"]
    if by == "source":
        # a3 and a17 are of two papers, so that these two go together as a whole.
        assert all(len({side[f"a{number}"] for number in range(paper, 20, 4)}) == 1 for paper in range(4))
    if by == "date":
        newest = {split: max(int(key[1:]) % 12 for key in keys) for split, keys in listed.items() if keys}
        assert newest["train"] <= newest["test"]


def test_a_missing_date_is_named(corpus: Path):
    corpus.write_text(json.dumps({"id": "x", "text": "A word."}) + "\n")
    with pytest.raises(InputError, match="“x” has no date in its metadata"):
        manifest_of(corpus, split_options("train=1,test=1", by="date"))


@pytest.mark.parametrize(
    ("shares", "by"),
    [("train", "document"), ("train=-1", "document"), ("a=1", "document"), ("dev=0", "date"), ("dev=1", "x")],
)
def test_shares_that_make_no_sense_are_refused(shares: str, by: str):
    with pytest.raises(InputError):
        split_options(shares, by=by)


def test_counts_of_each_split_stand_in_the_report(corpus: Path, tmp_path: Path):
    with Project.create(tmp_path / "p.annot", annotator="ana") as project:
        import_paths(project, [corpus])
        report = export_project(project, tmp_path / "out", ExportOptions(split=SplitOptions()))
    assert sum(split.documents for split in report.splits.values()) == report.documents == 20
    assert set(report.files) == {"train.jsonl", "dev.jsonl", "test.jsonl", "manifest.json"}


@pytest.mark.parametrize("again", [False, True])
def test_a_dataset_in_splits_is_one_folder_with_one_card(corpus: Path, tmp_path: Path, again: bool):
    out = tmp_path / "dataset"
    options = ExportOptions(format="huggingface", statuses=ALL, split=split_options("train=60,dev=20,test=20"))
    for _ in range(1 + again):
        convert_paths([corpus], out, ImportOptions(), options, force=True)
    inside = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert inside == ["README.md", "data/dev.jsonl", "data/test.jsonl", "data/train.jsonl", "manifest.json"]
    read, _ = convert_paths([out], tmp_path / "back.jsonl", ImportOptions(), ExportOptions(), force=True)
    assert (read.documents.added, read.problems) == (20, [])
