"""CoNLL in all its forms comes in on the right characters; what goes out comes in again as it was fitted."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import LIMITS, ReadOptions, Remark, Source, WriteOptions
from annotator.formats.conll import Conll
from annotator.formats.conll_write import MERGED, OVER_SENTENCES
from annotator.formats.fitting import FRAGMENTS, INSIDE_TOKEN, OVERLAPS, Losses
from annotator.formats.look import Look
from annotator.model.document import Status
from annotator.model.record import Problem, Record, RecordReview, RecordSpan
from annotator.model.scheme import DEFAULT_LABELS, Scheme
from tests.formats.documents import said
from tests.formats.token_documents import several

SHARED = Path(__file__).parents[2].parent / "shared" / "corpus" / "annotated"

CONLL_2003 = """-DOCSTART- -X- O O

Halvia NNP B-NP B-ORG
rejects VBZ B-VP O
Nordan JJ B-NP B-MISC
offer NN I-NP O
. . O O

Ana NNP B-NP B-PER
Brandt NNP I-NP I-PER

-DOCSTART- -X- O

Quiet JJ B-NP O
"""


def items(data: str | bytes, **settings: str) -> list[Record | Problem | Remark]:
    columns = {name[1:]: value for name, value in settings.items() if name[0] == "_"}
    chosen = {name: value for name, value in settings.items() if name[0] != "_"}
    raw = data.encode() if isinstance(data, str) else data
    return list(Conll().read(Source.of("in.conll", raw), ReadOptions(columns=columns, settings=chosen)))


def records(data: str | bytes, **settings: str) -> list[Record]:
    return [item for item in items(data, **settings) if isinstance(item, Record)]


def problems(data: str | bytes, **settings: str) -> list[str]:
    return [str(item) for item in items(data, **settings) if isinstance(item, Problem)]


def found(record: Record) -> list[tuple[str, str]]:
    return [(record.text[span.start : span.end], span.label) for span in record.spans]


def test_conll_2003_is_read_with_a_text_put_together_from_its_tokens_and_says_so():
    first, second = records(CONLL_2003)
    assert first.text == "Halvia rejects Nordan offer .\nAna Brandt"
    assert found(first) == [("Halvia", "ORG"), ("Nordan", "MISC"), ("Ana Brandt", "PER")]
    assert (second.text, second.spans) == ("Quiet", [])
    assert (first.key, second.key) == ("in.conll", "in.conll:12")
    remarks = [str(item) for item in items(CONLL_2003) if isinstance(item, Remark)]
    assert any("put together from its tokens" in remark for remark in remarks)
    assert any("columns 2, 3 are not kept" in remark for remark in remarks)


@pytest.mark.parametrize(
    "tags",
    [
        "B-X I-X O B-X B-X I-X",  # IOB2
        "I-X I-X O I-X B-X I-X",  # IOB1
        "B-X E-X O S-X B-X E-X",  # BIOES
        "B-X L-X O U-X B-X L-X",  # BILOU
    ],
)
def test_every_scheme_gives_the_same_spans(tags: str):
    lines = [f"w{number}\t{tag}" for number, tag in enumerate(tags.split())]
    [record] = records("\n".join(lines))
    assert found(record) == [("w0 w1", "X"), ("w3", "X"), ("w4 w5", "X")]


def test_labels_without_prefix_are_read_as_io():
    [record] = records("a PER\nb PER\nc O\nd LOC\n")
    assert found(record) == [("a b", "PER"), ("d", "LOC")]


def test_any_column_and_delimiter_can_be_named():
    [record] = records("B-X,no\tHalvia City\t7\nO\tspoke\t8\n", _token="2", _tag="1", delimiter="tab")
    assert found(record) == [("Halvia City", "X,no")]
    [record] = records("B-X B-Y Halvia\n", _token="3", _tag="1, 2")
    assert found(record) == [("Halvia", "X"), ("Halvia", "Y")]
    assert problems("a O\n", _tag="7") == ["in.conll: it has no column “7”: it has 2 columns, counted from 1"]


def test_a_token_may_begin_with_a_hash():
    [record] = records("# a comment\n#peace\tB-X\n#\tO\n")
    assert (record.text, found(record)) == ("#peace #", [("#peace", "X")])
    [record] = records("We O\n# O\n#now B-X\n# text of mine\n")
    assert (record.text, found(record)) == ("We # #now", [("#now", "X")])


def test_text_lines_and_space_after_give_exact_offsets():
    rows = ["“\tO", "No\tB-c", ",\tI-c", "”\tO", "she\tB-a", "said\tO", ".\tO"]
    body = "\n".join(f"{number}\t{row}" for number, row in enumerate(rows, 1))
    data = f"# newdoc id = d1\n# text = “No,”  she said.\n{body}\n"
    [record] = records(data)
    assert record.key == "d1"
    assert record.text == "“No,”  she said."
    assert found(record) == [("No,", "c"), ("she", "a")]
    ten = "1\tNo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|NER=B-c\n2\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
    assert [found(record) for record in records(ten)] == [[("No", "c")]]
    assert records(ten)[0].text == "No."


def test_a_token_that_is_not_in_its_text_is_named():
    data = "# text = He said so.\nHe\tO\nsays\tB-c\nso\tI-c\n"
    remarks = [str(item) for item in items(data) if isinstance(item, Remark)]
    assert any("the token “says” is not where it should be" in remark for remark in remarks)
    assert found(records(data)[0]) == [("says so", "c")]


def test_entities_of_conllu_nest_and_keep_what_they_say():
    rows = [
        ("1", "The", "Entity=(1-person-new(2-place-giv)"),
        ("2-3", "mayor's", "_"),
        ("2", "mayor", "_"),
        ("3", "'s", "Entity=1)|SpaceAfter=No"),
        ("4", "hat", "Entity=(3[1/2]-object-new)"),
        ("4.1", "gone", "_"),
        ("5", "and", "_"),
        ("6", "coat", "Entity=(3[2/2]-object-new)"),
    ]
    body = "".join(f"{n}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n" for n, form, misc in rows)
    [record] = records("# global.Entity = GRP-etype-infstat\n" + body)
    assert record.text == "The mayor's hat and coat"
    assert record.spans == [
        RecordSpan(0, 3, "place", attributes={"GRP": "2", "infstat": "giv"}),
        RecordSpan(0, 11, "person", attributes={"GRP": "1", "infstat": "new"}),
        RecordSpan(12, 24, "object", "", ((12, 15), (20, 24)), attributes={"GRP": "3", "infstat": "new"}),
    ]


def test_an_entity_without_an_end_is_named_and_its_document_read():
    data = "1\tNo\t_\t_\t_\t_\t_\t_\t_\tEntity=(7-person)8)\n2\tend\t_\t_\t_\t_\t_\t_\t_\tEntity=(9-place\n"
    assert problems(data) == [
        "in.conll, line 1: the entity “8” ends here but begins nowhere",
        "in.conll, line 2: the entity “9” begins here but does not end",
    ]
    assert len(records(data)[0].spans) == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize("name", ["afghan", "defector", "election", "flag", "taxes"])
def test_gum_comes_in_whole(name: str):
    path = SHARED / "gum" / f"GUM_news_{name}.conllu"
    lines = path.read_text("utf-8").split("\n")
    opened = Counter(
        bracket.split("-")[1]
        for line in lines
        if line[:1].isdigit()
        for value in re.findall(r"Entity=([^|]*)", line.split("\t")[9])
        for bracket in re.findall(r"\(([^()]*)", value)
    )
    [record] = records(path.read_bytes())
    assert not problems(path.read_bytes())
    assert Counter(span.label for span in record.spans) == opened
    assert all(line[9:] in record.text for line in lines if line.startswith("# text = "))
    assert all(span.attributes and span.attributes["GRP"] for span in record.spans)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize("language", ["de", "en", "ru", "zh"])
def test_universal_ner_comes_in_whole(language: str):
    path = SHARED / "uner" / f"{language}_pud-ud-test.iob2"
    begun: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) == 5 and cells[2].startswith("B-"):
            begun[(cells[2][2:], cells[4])] += 1
    read = records(path.read_bytes())
    assert not problems(path.read_bytes())
    assert Counter((span.label, span.annotator) for record in read for span in record.spans) == begun
    assert len(read) == path.read_text("utf-8").count("# newdoc id")


def write(*made: Record, scheme: Scheme | None = None, **settings: str) -> tuple[bytes, list[Record], Losses]:
    options = WriteOptions(settings={name.replace("_", "-"): value for name, value in settings.items()})
    if scheme:
        options = WriteOptions(options.settings, scheme)
    losses = Losses()
    fitted = [Conll().fit(record, options, losses) for record in made]
    return b"".join(Conll().write(fitted, options)), fitted, losses


choices = st.fixed_dictionaries(
    {
        "tags": st.sampled_from(["iob2", "iob1", "bioes", "bilou", "io"]),
        "columns": st.sampled_from(["per-label", "single"]),
        "delimiter": st.sampled_from(["tab", "space"]),
        "offsets": st.sampled_from(["yes", "no"]),
    }
)


@settings(max_examples=100, deadline=None)
@given(several(), choices)
def test_what_was_fitted_comes_back(made: list[Record], chosen: dict[str, str]):
    data, fitted, _ = write(*made, **chosen)
    again = items(data)
    assert [item for item in again if not isinstance(item, Record)] == []
    assert list(map(said, again)) == list(map(said, fitted))
    options = WriteOptions(chosen)
    assert [Conll().fit(record, options, Losses()) for record in fitted] == fitted
    assert write(*made, **chosen)[0] == data


def test_a_column_for_each_label_keeps_nested_spans_and_names_the_labels_of_the_scheme():
    text = "Halvia said Nordan lied.\n"
    spans = [RecordSpan(0, 6, "actor", "ana"), RecordSpan(12, 23, "claim", "ana"), RecordSpan(12, 18, "actor", "ana")]
    data, fitted, losses = write(Record("d", text, spans=spans), scheme=Scheme(DEFAULT_LABELS[:2]))
    lines = data.decode().split("\n")
    assert lines[0] == "# global.columns = ID FORM SPAN:START SPAN:END TAG:actor TAG:claim"
    assert lines[1] == "# newdoc id = d"
    body = [line for line in lines if line and line[0] != "#"]
    assert body == [
        "1\tHalvia\t0\t6\tB-actor\tO",
        "2\tsaid\t7\t11\tO\tO",
        "3\tNordan\t12\t18\tB-actor\tB-claim",
        "4\tlied\t19\t23\tO\tI-claim",
        "5\t.\t23\t24\tO\tO",
    ]
    assert fitted[0].spans == spans
    assert not +losses


def test_what_columns_cannot_hold_is_counted():
    text = "one two-three four"
    spans = [
        RecordSpan(0, 13, "a", fragments=((0, 3), (8, 13))),
        RecordSpan(4, 7, "a"),
        RecordSpan(14, 18, "a"),
        RecordSpan(14, 18, "b"),
    ]
    losses = write(Record("d", text, spans=spans), tags="io")[2]
    assert (losses[FRAGMENTS], losses[INSIDE_TOKEN], losses[OVERLAPS], losses[MERGED]) == (1, 1, 1, 1)
    assert write(Record("d", text, spans=spans), columns="single")[2][OVERLAPS] == 2


def test_a_span_over_sentences_is_one_again_and_is_told():
    record = Record("d", "It ends.\nIt goes on.", spans=[RecordSpan(3, 16, "claim")])
    data, fitted, losses = write(record)
    assert losses[OVER_SENTENCES] == 1
    assert records(data)[0].spans == fitted[0].spans == record.spans


def test_text_nobody_read_can_be_told_from_text_without_a_span():
    text = "Read it. Not this."
    reviews = [RecordReview("ana", Status.IN_PROGRESS, read_to=8)]
    data, _, _ = write(Record("d", text, spans=[RecordSpan(0, 4, "a", "ana")], reviews=reviews))
    tags = [line.split("\t")[-1] for line in data.decode().split("\n") if line[:1].isdigit()]
    assert tags == ["B-a", "O", "O", "-", "-", "-"]
    assert records(data)[0].reviews == reviews
    done = [RecordReview("ana", Status.DONE)]
    assert b"\t-\n" not in write(Record("d", text, reviews=done))[0]


def test_a_file_cut_off_anywhere_gives_whole_documents_or_reasons():
    made = [Record(f"d{n}", "Ana said “no”.\n\nThen  left.", spans=[RecordSpan(0, 3, "a")]) for n in range(2)]
    data, fitted, _ = write(*made)
    whole = {record.key: said(record) for record in fitted}
    for cut in range(len(data)):
        for item in items(data[:cut]):
            if isinstance(item, Record):
                assert said(item) == whole.get(item.key), cut
            elif isinstance(item, Problem):
                assert str(item).count(". ") == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<!DOCTYPE html><p>x", "in.conll: it looks like HTML or XML, not like CoNLL"),
        ('{"text": "x"}', "in.conll: it looks like JSON, not like CoNLL"),
        ("word\n", "in.conll: its first line of a token, “word”, has one column; CoNLL has a token and a tag"),
        ("a\tO\nb\n", "in.conll, line 2: the line has 1 of the 2 columns that are needed"),
        ("a\tO\n\0\tO\n", "in.conll, line 2: there is a NUL character in the line; remove it"),
        ("a\tO\n \tO\n", "in.conll, line 2: the line’s token is empty"),
        ("a\tB-" + "x" * (LIMITS["name"] + 1), "in.conll, line 1: its label is longer than 1000 characters"),
        ("# document = " + "[" * 100_000 + "\na\tO\n", ""),
        ("# document = {" + '"a":[' * 100_000 + "\na\tO\n", "in.conll, line 1: "),
        ("# newdoc id = d\n# document = {}\n# before = [1]\n# text = a\n1\ta\tO\n", "in.conll, line 5: "),
        ("1\tNo\t_\t_\t_\t_\t_\t_\t_\tEntity=" + "(" * 100_000 + "\n", "in.conll, line 1: "),
        ("1-999999999999\tNo\tO\n1\tNo\tO\n", ""),
    ],
)
def test_bad_files_get_a_sentence(data: str, reason: str):
    told = problems(data)
    assert told[0].startswith(reason) if reason else told == []


@pytest.mark.parametrize(
    "value", ["a" * 300_000, "(" * 300_000, "(a" * 100_000, "[1/2]" * 100_000 + ")", "|" * 300_000]
)
def test_no_value_of_an_entity_takes_more_than_linear_time(value: str):
    began = time.perf_counter()
    assert len(records(f"1\tNo\t_\t_\t_\t_\t_\t_\t_\tEntity={value}\n")) == 1
    assert time.perf_counter() - began < 10


def test_a_bad_document_never_stops_the_next():
    data = b"-DOCSTART-\tO\n\nHalvi\xe4\tO\n\n-DOCSTART-\tO\n\nok\tO\n"
    assert [record.text for record in records(data)] == ["ok"]
    assert any("not UTF-8" in reason for reason in problems(data))


def test_text_that_was_changed_after_the_export_is_refused():
    data, _, _ = write(Record("d", "Ana spoke."))
    assert "does not match its sha256" in problems(data.replace(b"Ana", b"Ann"))[0]
    assert "is said to be at" in problems(data.replace(b"Ana", b"Anna"))[0]
    assert "has no token “Ana” where" in problems(data.replace(b"# text = Ana", b"# text = Ann"))[0]


@pytest.mark.parametrize(
    ("data", "is_conll"),
    [
        (CONLL_2003, True),
        ("a\tO\nb\tB-X\n", True),
        ("# global.columns = ID FORM TAG\n1\ta\tO\n", True),
        ("1\ta\tO\t-\tana\n2\tb\tB-X\t-\tana\n", True),
        ("Two words\nOr three words\n", False),
        ('{"text": "a O"}\n', False),
        ("name,label\na,O\n", False),
    ],
)
def test_a_file_is_told_by_its_tags(data: str, is_conll: bool):
    assert bool(Conll().sniff(Look("x", data.encode()))) is is_conll
