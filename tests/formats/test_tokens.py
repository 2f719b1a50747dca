"""Tokens hold every character that is no blank, cut no grapheme, and are what the stated rules say."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.formats.fitting import BLANK_EDGES, INSIDE_TOKEN, SAME_SPAN, Losses
from annotator.formats.tokens import sentences, token_sentences, tokens
from annotator.formats.tokens_fit import BLANK_SPANS, to_tokens
from annotator.model.record import Record, RecordRelation, RecordSpan
from annotator.model.span import Extent

pieces = st.sampled_from(
    [
        *("a", "É", "'", "’", ".", "-", "3", ",", " ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "\u200b", "\u200d"),
        *("\u0301", "\u00ad", "\ufeff", "\0", "日", "の", "カ", "ー", "ไ", "ำ", "한", "\u1100", "\u1161", "😀", "👩"),
        *("🏽", "🇩", "🇪", "\ufe0f", "\u20e3", "क", "्", "ष", "ि", "\u0600", "\u200f", "#", "@", "_", "s", "U.S.", "n't"),
    ]
)
texts = st.lists(pieces, max_size=30).map("".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text)]


@settings(max_examples=300)
@given(texts)
@example("\u0600 a")
@example(" \u0301a")
def test_tokens_and_the_blanks_between_them_are_the_text(text: str):
    covered = 0
    for start, end in tokens(text):
        assert start < end
        assert not text[covered:start].strip()
        assert not any(character.isspace() for character in text[start:end])
        covered = end
    assert not text[covered:].strip()


@settings(max_examples=300)
@given(texts)
def test_no_token_cuts_a_grapheme(text: str):
    edges = {place for token in tokens(text) for place in token}
    for grapheme in regex.finditer(r"\X", text):
        if not any(character.isspace() for character in grapheme[0]):
            assert edges.isdisjoint(range(grapheme.start() + 1, grapheme.end())), grapheme[0]


@settings(max_examples=100)
@given(texts, st.sampled_from(["", "en", "ar", "zh", "th"]))
def test_sentences_hold_every_token_once_and_no_line_break(text: str, language: str):
    assert [word for sentence in token_sentences(text, language) for word in sentence] == tokens(text)
    found = sentences(text, language)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(len(text[start:end].splitlines()) == 1 for start, end in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The EU's co-op won't pay.", "The|EU|'s|co-op|wo|n't|pay|."),
        ("they’re O’Brien’s, DON'T", "they|’re|O’Brien|’s|,|DO|N'T"),
        ("l'Europe, dell'Unione d'un", "l'|Europe|,|dell'|Unione|d'|un"),
        ("rock'n'roll ministers' 'tis", "rock'n'roll|ministers|'|'|tis"),
        ("The U.S. and the U.S, at 3 a.m. e.g. Plan B.", "The|U.S.|and|the|U.S|,|at|3|a.m.|e.g.|Plan|B|."),
        ("Mr. J. Smith", "Mr|.|J|.|Smith"),
        ("3.5 1,000 10:30 2026-11-22 10% $5 21st 7/8.", "3.5|1,000|10:30|2026-11-22|10|%|$|5|21st|7/8|."),
        ("12-year-old AT&T and/or snake_case", "12-year-old|AT&T|and|/|or|snake_case"),
        ("(see https://a.org/b?c=d), www.e.de.", "(|see|https://a.org/b?c=d|)|,|www.e.de|."),
        ("Mail a.b-c@d.co.uk. @ana #peace_now", "Mail|a.b-c@d.co.uk|.|@ana|#peace_now"),
        ("Wait... no -- yes —— “so”", "Wait|...|no|--|yes|——|“|so|”"),
        ("東京タワーは高い。", "東|京|タワー|は|高|い|。"),
        ("ประเทศ", "ป|ร|ะ|เ|ท|ศ"),
        ("정부는 말했다", "정부는|말했다"),
        ('צה"ל אמר', 'צה"ל|אמר'),
        ("👩‍👩‍👧x😀👍🏽🇩🇪🇫🇷1️⃣2️⃣", "👩‍👩‍👧|x|😀|👍🏽|🇩🇪|🇫🇷|1️⃣|2️⃣"),
        ("so\u00adft a\u200bb e\u0301t", "so\u00adft|a|\u200b|b|e\u0301t"),
        ("\u00a0a\u2003b\u2028c", "a|b|c"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_the_stated_rules_hold(text: str, expected: str):
    assert words(text) == (expected.split("|") if expected else [])


def test_a_quotation_and_an_abbreviation_end_no_sentence_a_line_does():
    text = "Mr. Brandt of the U.S. said: “We won. We did.” Nobody clapped.\nThe end"
    assert [text[start:end] for start, end in sentences(text, "en")] == [
        "Mr. Brandt of the U.S. said: “We won. We did.”",
        "Nobody clapped.",
        "The end",
    ]


@pytest.mark.parametrize("piece", ["a.", "a'", "a-", "1,", "www.", ".", "a@", "👩\u200d", "l'", "'", "\u0301", "日"])
def test_no_text_makes_the_rules_go_back_and_forth(piece: str):
    """Ten times the text takes about ten times the time; a rule that goes back and forth would take a hundred."""

    def seconds(count: int) -> float:
        text = piece * count
        began = time.process_time()
        assert "".join(words(text)) == text
        return time.process_time() - began

    few = max(seconds(10_000), seconds(10_001))  # the last texts are remembered, so never the same twice
    assert seconds(100_000) < 50 * few + 0.05


def fitted(text: str, *spans: RecordSpan) -> tuple[list[RecordSpan], Losses]:
    losses = Losses()
    return to_tokens(Record("k", text, spans=list(spans)), tokens(text), losses).spans, losses


def test_a_boundary_inside_a_word_moves_out_and_is_counted():
    spans, losses = fitted("the EU-wide ban", RecordSpan(4, 6, "actor"))
    assert spans == [RecordSpan(4, 11, "actor")]
    assert +losses == {INSIDE_TOKEN: 1}


def test_blanks_at_the_ends_go_and_a_span_of_blanks_alone_is_left_out_with_its_relations():
    text = "one  two"
    record = Record(
        "k",
        text,
        spans=[RecordSpan(3, 8, "a"), RecordSpan(3, 5, "b"), RecordSpan(5, 8, "a")],
        relations=[RecordRelation("r", 1, 2), RecordRelation("s", 1, 3)],
    )
    losses = Losses()
    whole = to_tokens(record, tokens(text), losses)
    assert whole.spans == [RecordSpan(5, 8, "a")]
    assert whole.relations == [RecordRelation("s", 1, 1)]
    assert (losses[BLANK_EDGES], losses[BLANK_SPANS], losses[SAME_SPAN]) == (1, 1, 1)


def test_fragments_are_fitted_each_and_join_where_they_meet():
    spans, losses = fitted("abcdef gh", RecordSpan(1, 9, "a", fragments=((1, 2), (4, 5), (7, 9))))
    assert spans == [RecordSpan(0, 9, "a", fragments=((0, 6), (7, 9)))]
    assert losses[INSIDE_TOKEN] == 4


def test_what_is_fitted_is_not_touched_again():
    text = "one two"
    record = Record("k", text, spans=[RecordSpan(0, 3, "a")])
    assert to_tokens(record, [Extent(0, 3), Extent(4, 7)], losses := Losses()) is record
    assert not +losses
