"""WebAnno TSV: tokens and UTF-16 units outside, code points and exact boundaries inside."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions
from annotator.formats.beside import SHOWN_WHOLE
from annotator.formats.fitting import SUGGESTIONS
from annotator.formats.look import Look
from annotator.formats.tokens_fit import BLANK_SPANS
from annotator.formats.units import Unit
from annotator.formats.webanno import SHOWN_TRIMMED, WebAnno
from annotator.model.record import Record, RecordRelation, RecordSpan
from tests.formats.documents import documents
from tests.formats.folder_trips import folder_trip, laid_out, opened, pieces, problems_in, records_in, remarks_in

GUM = Path(__file__).parents[3] / "shared" / "corpus" / "annotated" / "gum"

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.ner.type.NamedEntity|identifier|value\n"


def read(folder: Path, content: str, options: ReadOptions | None = None):
    laid_out(folder, {"a.tsv": content.encode()})
    return opened(WebAnno(), folder / "a.tsv", options)


def only(folder: Path, content: str, options: ReadOptions | None = None) -> Record:
    found = read(folder, content, options)
    assert problems_in(found) == []
    [record] = records_in(found)
    return record


def words(record: Record) -> list[tuple[str, str]]:
    return [(span.label, record.text[span.start : span.end]) for span in record.spans]


@settings(max_examples=100, deadline=None)
@given(st.lists(documents(), max_size=3, unique_by=lambda record: record.key.casefold()))
def test_whatever_a_project_says_comes_back(made: list[Record]):
    folder_trip(WebAnno(), made)


@pytest.mark.skipif(not GUM.is_dir(), reason="the shared corpus is not beside this repository")
@pytest.mark.parametrize("path", sorted(GUM.glob("*.tsv")), ids=lambda path: path.stem)
def test_the_corpus_comes_in_whole(path: Path):
    found = opened(WebAnno(), path)
    assert problems_in(found) == []
    [record] = records_in(found)
    spans, relations, tokens = Counter[str](), 0, []
    numbered: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not re.match(r"\d+-\d+\t", line):
            continue
        _, offsets, word, entity, _, _, _, _, links = line.split("\t")[:9]
        tokens.append((*map(int, offsets.split("-")), word))
        for item in entity.split("|") if entity != "_" else []:
            number = re.search(r"\[(\d+)\]$", item)
            if number is None:
                spans[item] += 1
            else:
                numbered[number[1]] = item[: number.start()]
        relations += len(links.split("|")) if links != "_" else 0
    spans.update(numbered.values())
    assert Counter(span.label for span in record.spans) == spans
    assert len(record.relations) == relations
    assert all(record.text[start:end] == word for start, end, word in tokens)
    assert len(record.text) == tokens[-1][1]
    folder_trip(WebAnno(), [record])


def test_stacked_and_long_annotations_are_told_apart_by_their_numbers(tmp_path: Path):
    content = (
        HEAD + "\n\n#Text=Mourinho admitted a Champions League place\n"
        "1-1\t0-8\tMourinho\t*\tPER\t\n1-2\t9-17\tadmitted\t_\t_\t\n1-3\t18-19\ta\t_\t_\t\n"
        "1-4\t20-29\tChampions\tQ1[1]|*[2]\tORG[1]|ORGpart[2]\t\n1-5\t30-36\tLeague\tQ1[1]|*[2]\tORG[1]|ORGpart[2]\t\n"
        "1-6\t37-42\tplace\t_\t_\t\n"
    )
    record = only(tmp_path, content)
    assert words(record) == [("PER", "Mourinho"), ("ORG", "Champions League"), ("ORGpart", "Champions League")]
    assert record.spans[1].attributes == {"identifier": "Q1"}
    assert record.spans[1].extra == {"layer": "de.ner.type.NamedEntity"}
    record = only(tmp_path, content, ReadOptions(settings={"label": "identifier"}))
    assert record.spans[1].label == "Q1"
    assert record.spans[2].label == "NamedEntity"


def test_offsets_count_utf_16_units_and_parts_of_tokens_are_exact(tmp_path: Path):
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Part|value\n\n\n#Text=😊 he plays\n"
        "1-1\t0-2\t😊\t_\t\n1-2\t3-5\the\t*\t\n1-3\t6-11\tplays\t_\t\n1-3.1\t6-10\tplay\tstem\t\n1-3.2\t10-11\ts\tend\t\n"
    )
    record = only(tmp_path, content)
    assert record.text == "😊 he plays"
    assert words(record) == [("Part", "he"), ("stem", "play"), ("end", "s")]
    found = read(tmp_path, content, ReadOptions(unit=Unit.CODE_POINT))
    assert "read it with --offsets utf-16" in problems_in(found)[0]


def test_what_has_no_width_is_refused_by_name(tmp_path: Path):
    found = read(
        tmp_path, "#FORMAT=WebAnno TSV 3.3\n#T_SP=c.X|value\n\n\n#Text=ab\n1-1\t0-2\tab\t_\t\n1-1.1\t1-1\t\tx\t\n"
    )
    assert "X 1-1.1: it has no width (at 1–1)" in problems_in(found)[0]
    assert len(records_in(found)) == 1


def test_escapes_and_line_breaks_of_the_text_are_undone(tmp_path: Path):
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=c.X|value\n\n\n#Text=a\\\\b\\tc\\r\n#Text=d\n"
        "1-1\t0-3\ta\\\\b\tx\\_y\\|z\\[1\\]\\->\\*\t\n1-2\t4-5\tc\t_\t\n1-3\t7-8\td\t\\_\t\n"
    )
    record = only(tmp_path, content)
    assert record.text == "a\\b\tc\r\nd"
    assert words(record) == [("x_y|z[1]->*", "a\\b"), ("_", "d")]


def test_text_between_sentences_is_filled_so_that_offsets_fit_and_that_is_said(tmp_path: Path):
    content = (
        HEAD + "\n\n#Text=One .\n1-1\t0-3\tOne\t_\tA\t\n1-2\t4-5\t.\t_\t_\t\n\n#Text=Two\n2-1\t8-11\tTwo\t_\tB\t\n"
    )
    found = read(tmp_path, content)
    [record] = records_in(found)
    assert words(record) == [("A", "One"), ("B", "Two")]
    assert record.text == "One .\n\n Two"
    assert "what stood between its sentences (3 characters) was not recorded" in remarks_in(found)[0]


def test_relations_go_from_the_address_to_the_row(tmp_path: Path):
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=c.Entity|value\n#T_RL=c.Link|kind|note|BT_c.Entity\n\n\n#Text=Ann met Bob\n"
        "1-1\t0-3\tAnn\tPER\t_\t_\t_\t\n1-2\t4-7\tmet\tEV[1]|ACT[2]\tagent|agent\ta|*\t1-1[0_1]|1-1[0_2]\t\n"
        "1-3\t8-11\tBob\tPER\tmet\t*\t1-2[2_0]\t\n"
    )
    record = only(tmp_path, content)
    assert record.relations == [
        RecordRelation("Link", 1, 2, extra={"layer": "c.Link", "kind": "agent", "note": "a"}),
        RecordRelation("Link", 1, 3, extra={"layer": "c.Link", "kind": "agent"}),
        RecordRelation("Link", 3, 4, extra={"layer": "c.Link", "kind": "met"}),
    ]


def test_the_links_of_a_chain_are_spans_with_relations_between(tmp_path: Path):
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_CH=x.coref.type.CoreferenceLink|referenceType|referenceRelation\n\n\n"
        "#Text=He shot himself his gun\n"
        "1-1\t0-2\tHe\tpr[1]\tcoref->1-1\t\n1-2\t3-7\tshot\t_\t_\t\n1-3\t8-15\thimself\tpr[1]\t*->1-2\t\n"
        "1-4\t16-19\this\t*[1]\t*->1-3\t\n1-5\t20-23\tgun\t*[1]\t*->1-3\t\n"
    )
    record = only(tmp_path, content)
    assert words(record) == [("pr", "He"), ("pr", "himself"), ("CoreferenceLink", "his gun")]
    assert record.spans[0].attributes == {"chain": 1}
    assert [(it.type, it.head, it.tail) for it in record.relations] == [("coref", 1, 2), ("CoreferenceLink", 2, 3)]


def test_slots_are_relations_by_role(tmp_path: Path):
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=c.Filler|value\n"
        "#T_SP=c.Pred|sense|ROLE_c.Pred:args_c.PredArgsLink\n\n\n#Text=He brings it\n"
        "1-1\t0-2\tHe\tA\t_\t_\t_\t\n1-2\t3-9\tbrings\t_\tbring.01\tgiver;given\t1-1;1-3\t\n1-3\t10-12\tit\tB\t_\t_\t_\t\n"
    )
    record = only(tmp_path, content)
    assert words(record) == [("A", "He"), ("B", "it"), ("bring.01", "brings")]
    assert [(it.type, it.head, it.tail) for it in record.relations] == [("giver", 3, 1), ("given", 3, 2)]


def test_parts_of_speech_stay_out_unless_asked_for(tmp_path: Path):
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.lexmorph.type.pos.POS|coarseValue|PosValue\n"
        "#T_RL=de.syntax.type.dependency.Dependency|DependencyType|BT_de.lexmorph.type.pos.POS\n\n\n#Text=It is\n"
        "1-1\t0-2\tIt\tPRON\tPRP\tnsubj\t1-2\t\n1-2\t3-5\tis\tV\tVBZ\t*\t1-2\t\n"
    )
    found = read(tmp_path, content)
    assert records_in(found)[0].spans == []
    assert "the layer POS (2 places) says something of tokens" in remarks_in(found)[0]
    record = only(tmp_path, content, ReadOptions(settings={"layers": "POS"}))
    assert [span.attributes for span in record.spans] == [
        {"PosValue": "PRP", "coarseValue": "PRON"},
        {"PosValue": "VBZ", "coarseValue": "V"},
    ]


def test_what_it_writes_says_labels_attributes_and_links_in_columns():
    record = Record(
        "a",
        "😊 Halvia's offer. It may\nleave.",
        spans=[
            RecordSpan(2, 8, "actor", "ana", attributes={"form": "direct"}),
            RecordSpan(0, 15, "claim", "ben", note="why?"),
            RecordSpan(3, 8, "part"),
        ],
        relations=[RecordRelation("made by", 2, 1, "ana")],
    )
    content = pieces(WebAnno(), [record])["a.tsv"].decode()
    assert content.startswith(
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=webanno.custom.Span|label|annotator|note|actor|details|form\n"
        "#T_RL=webanno.custom.Relation|label|annotator|details|BT_webanno.custom.Span\n\n\n#Text=😊 Halvia's offer. \n"
    )
    rows = [line.split("\t") for line in content.splitlines() if re.match(r"\d", line)]
    assert rows[0][:4] == ["1-1", "0-2", "😊", "claim[2]"]
    assert rows[1][:5] == ["1-2", "3-9", "Halvia", "actor[1]|claim[2]", "ana[1]|ben[2]"]
    assert rows[1][8:13] == ["direct[1]|*[2]", "made by", "ana", "*", "1-1[2_1]"]
    assert rows[2][:4] == ["1-2.1", "4-9", "alvia", "part[3]"]
    assert all(row[-1] == "" for row in rows)


def test_losses_are_those_that_other_tools_see():
    text = " One two  three "
    spans = [
        RecordSpan(0, 4, "a"),
        RecordSpan(1, 8, "b", fragments=((1, 4), (5, 8))),
        RecordSpan(8, 10, "c"),
        RecordSpan(1, 8, "d"),
    ]
    losses = folder_trip(WebAnno(), [Record("a", text, spans=spans, relations=[RecordRelation("r", 1, 3)])])
    assert losses[SHOWN_TRIMMED] == losses[SHOWN_WHOLE] == losses[BLANK_SPANS] == 1
    assert not losses[SUGGESTIONS]


def test_it_is_told_by_its_first_line(tmp_path: Path):
    read(tmp_path, HEAD)
    assert WebAnno().sniff(Look.at(tmp_path))
    assert WebAnno().sniff(Look.at(tmp_path / "a.tsv"))
    assert not WebAnno().sniff(Look("a.tsv", b"text\tlabel\n"))
    assert not WebAnno().sniff(Look("a.tsv", b"#FORMAT=WebAnno TSV 2\n"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "first line"),
        (b"<html></html>", "first line"),
        (b"[" * 100_000, "first line"),
        (HEAD.encode(), "empty"),
        (HEAD.encode() + b"#Text=Hi\n1-1\t0-2\n", "line 4 is no row"),
        (HEAD.encode() + b"#Text=Hi\n1-1\t0-2\tHi\t_\n", "names 2 columns behind the token, but its rows have 1"),
        (HEAD.encode() + b"#Text=Hi\n1-1\t0-2\tHo\t_\t_\n", "does not stand at 0–2"),
        (HEAD.encode() + b"#Text=Hi\n1-1\t0-2\tHi\t_\t_\n1-1\t0-2\tHi\t_\t_\n", "there is another 1-1"),
        (HEAD.encode() + b"#Text=Hi\n", "no tokens"),
        (HEAD.encode() + b"#Text=Hi\n1-1\t999999999-1000000001\tHi\t_\t_\n", "999,999,999 characters after"),
        (HEAD.encode() + b"#Text=H\0i\n1-1\t0-3\tH\0i\t_\t_\n", "NUL"),
        (HEAD.encode() + b"#Text=H\xff\n1-1\t0-2\tH\xff\t_\t_\n", "UTF-8"),
        (HEAD.encode("utf-16-le"), "first line"),
    ],
)
def test_bad_files_end_in_a_sentence(tmp_path: Path, content: bytes, reason: str):
    laid_out(tmp_path, {"a.tsv": content})
    found = opened(WebAnno(), tmp_path / "a.tsv")
    [problem] = problems_in(found)
    assert problem.startswith("a.tsv: ")
    assert reason in problem
    assert records_in(found) == []


def test_cut_off_anywhere_it_ends_in_a_sentence_or_a_document(tmp_path: Path):
    content = pieces(
        WebAnno(),
        [
            Record(
                "a",
                "😊 Halvia left.\r\nSo did Orsk.",
                spans=[RecordSpan(2, 8, "x[1]|", "ana", doubt=True), RecordSpan(4, 22, "y")],
                relations=[RecordRelation("r", 1, 2)],
            )
        ],
    )["a.tsv"]
    for end in range(len(content)):
        laid_out(tmp_path, {"a.tsv": content[:end]})
        found = opened(WebAnno(), tmp_path / "a.tsv")
        assert records_in(found) or problems_in(found)


def test_bad_relations_links_and_details_are_named_each(tmp_path: Path):
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|label|details\n"
        "#T_RL=webanno.custom.Relation|label|BT_webanno.custom.Span\n#T_CH=x.Link|referenceType|referenceRelation\n\n\n"
        "#Text=Ann met\n1-1\t0-3\tAnn\tPER\t{broken\tr|r\tnowhere|9-9[7_8]\t_\tno link\t\n1-2\t4-7\tmet\t_\t_"
        "\t_\t_\t_\t_\t\n"
    )
    found = read(tmp_path, content)
    assert len(problems_in(found)) == 4
    assert len(records_in(found)) == 1
