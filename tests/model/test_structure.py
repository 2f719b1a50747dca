"""What words, sentences and paragraphs are, and how a drag snaps to them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.scheme import DEFAULT_LABELS, Label
from annotator.model.span import Extent
from annotator.model.structure import TextStructure

ACTOR, CLAIM, THREAT, DEMAND, PROPOSAL = DEFAULT_LABELS


def at(text: str, words: str, language: str = "en") -> tuple[TextStructure, int]:
    """The structure of a text and the point where some words in it begin."""
    return TextStructure(text, language), text.index(words)


def taken(text: str, extent: Extent | None) -> str | None:
    return None if extent is None else text[extent.start : extent.end]


@pytest.mark.parametrize(
    ("text", "inside", "word"),
    [
        ("He said so.", "aid", "said"),
        ("It isn't over.", "t over", "isn't"),
        ("Brenn's port", "s port", "Brenn's"),
        ("the U.S. fleet", "S.", "U.S."),
        ("rose by 3.5 points", "5 p", "3.5"),
        ("a well-known rule", "known", "well-known"),
        ("worth 1,250,000 marks", "250", "1,250,000"),
        ("Dr. Rell spoke", "r. Rell", "Dr."),
        ("J. R. Brandt", "J", "J."),
        ("naïve plan", "ïve", "naïve"),
        ("thanks 👩🏽‍⚖️ all", "🏽", "👩🏽‍⚖️"),
    ],
)
def test_a_word_is_taken_whole(text: str, inside: str, word: str):
    structure, point = at(text, inside)
    assert taken(text, structure.word_at(point)) == word


@pytest.mark.parametrize(("text", "point"), [("a b", 1), ("Yes, no", 3), ("", 0), ("a\n\nb", 2), ("a", 5), ("a", -1)])
def test_blanks_marks_and_places_outside_have_no_word(text: str, point: int):
    structure = TextStructure(text, "en")
    assert structure.word_at(point) is None
    assert structure.chain(point, ACTOR).extents == ()


def test_french_articles_are_words_of_their_own():
    text = "Le maire de l'Union a refusé."
    structure, point = at(text, "Union", "fr")
    assert taken(text, structure.word_at(point)) == "Union"


def test_arabic_conjunctions_are_cut_off_known_words():
    text = "وقال الوزير"
    structure = TextStructure(text, "ar")
    assert taken(text, structure.word_at(text.index("قال"))) in {"قال", "وقال"}


def test_chinese_words_are_shorter_than_the_run_of_characters():
    text = "市长表示必须立即修复大桥。"
    structure, point = at(text, "表", "zh")
    assert taken(text, structure.word_at(point)) == "表示"


def test_a_grapheme_is_never_parted():
    text = "a👩🏽‍⚖️e\u0301\r\nb"
    structure = TextStructure(text, "en")
    assert structure.grapheme_at(3) == Extent(1, 6)
    assert structure.grapheme_at(7) == Extent(6, 8)
    assert structure.grapheme_at(len(text)) == Extent(len(text), len(text))


@pytest.mark.parametrize(
    ("text", "inside", "sentence"),
    [
        ("One went. Two came.", "Two", "Two came"),
        ("Mr. Rell left. He was late.", "Rell", "Mr. Rell left"),
        ("It cost 3.5 marks. All paid.", "3.5", "It cost 3.5 marks"),
        ("J. R. Brandt spoke. They left.", "Brandt", "J. R. Brandt spoke"),
        ("Well ... it ended. They left.", "ended", "Well ... it ended"),
        ("“We won. We will stay,” he said. They left.", "stay", "We will stay"),
        ("他来了。她走了。", "走", "她走了"),
        ("ذهب الوزير. عاد الرئيس؟", "الرئيس", "عاد الرئيس"),
    ],
)
def test_a_sentence_ends_where_a_reader_says(text: str, inside: str, sentence: str):
    structure, point = at(text, inside, "")
    assert taken(text, structure.sentence_at(point)) == sentence


def test_the_sentence_around_a_quotation_holds_all_of_it():
    text = "“We won. We will stay,” he said. They left."
    structure, point = at(text, "he said")
    assert taken(text, structure.sentence_at(point)) == "“We won. We will stay,” he said"


def test_a_paragraph_is_its_line():
    text = "First line.\r\n\r\n  Second one. It goes on. \u2028third"
    structure, point = at(text, "one")
    assert taken(text, structure.paragraph_at(point)) == "Second one. It goes on"
    assert structure.paragraph_at(13) is None


@pytest.mark.parametrize(
    ("text", "dragged", "snapped"),
    [
        ("the old harbour wall", "ld harb", "old harbour"),
        ("the old harbour, they said", "ld harbour, ", "old harbour"),
        ("said: “never again”.", "ever again”.", "never again"),
        ("a (small) boat", "a (small) bo", "a (small) boat"),
        ("two  words", "  ", None),
        ("wait … now", " … ", "…"),
        ("his “big lie” again", "his “big lie", "his “big lie"),
    ],
)
def test_a_drag_snaps_to_words(text: str, dragged: str, snapped: str | None):
    structure, start = at(text, dragged)
    assert taken(text, structure.snap(Extent(start, start + len(dragged)))) == snapped


@pytest.mark.parametrize(
    ("label", "text", "kept"),
    [
        (ACTOR, "the mayor's", "mayor"),
        (ACTOR, "the ministers'", "ministers"),
        (CLAIM, "the bridge is safe.", "the bridge is safe"),
        (CLAIM, "But the bridge is safe", "the bridge is safe"),
        (DEMAND, "an inquiry, ", "inquiry"),
        (PROPOSAL, "“a joint coast guard”", "joint coast guard"),
        (CLAIM, "a “waste of time”", "a “waste of time”"),
    ],
)
def test_a_label_sheds_what_its_trimming_says(label: Label, text: str, kept: str):
    structure = TextStructure(text, "en")
    assert taken(text, structure.trim(Extent(0, len(text)), label)) == kept


def test_trimming_never_widens_an_exact_drag():
    structure = TextStructure("harbour", "en")
    assert structure.trim(Extent(2, 5), ACTOR) == Extent(2, 5)
    assert structure.trim(Extent(0, 0), ACTOR) is None


def test_occurrences_are_whole_words_elsewhere():
    text = "Torland met Torlandish guards; Torland left. “Torland”, they said."
    structure = TextStructure(text, "en")
    found = structure.occurrences(Extent(0, 7))
    assert [text[s - 2 : s] for s, _ in found] == ["; ", " “"]
    assert structure.occurrences(Extent(7, 8)) == []


def test_jumps_go_to_where_names_and_statements_begin():
    text = "Ida Brandt said that the bridge is safe.\nTorland refused to pay."
    structure = TextStructure(text, "en")
    assert structure.next_start(0, True) == text.index("the bridge")
    assert structure.next_start(text.index("the bridge"), False) == 0
    assert structure.next_start(text.index("bridge"), True) == text.index("Torland")
    assert structure.next_start(0, False) is None
    assert structure.next_start(len(text), True) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Regierung hat den Plan nicht gebilligt und will mit der Stadt reden.", "de"),
        ("Le gouvernement n'a pas dit que les ports sont fermés.", "fr"),
        ("Правительство не сказало, что это для всех и на год.", "ru"),
        ("Уряд не сказав, що це для всіх та на рік, але він був.", "uk"),
        ("قال الوزير إن الحكومة لن تقبل هذا", "ar"),
        ("政府表示不会接受这个计划", "zh"),
        ("政府はこの計画を受け入れないと述べた", "ja"),
        ("The mayor has said that it is not for sale.", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_guessed_from_the_text(text: str, language: str):
    from annotator.model.structure.guess import guess_language

    assert guess_language(text) == language


_PIECES = st.sampled_from([
    "Torland ", "said ", "that ", "the ", "minister", "'s ", "’ ", "“", "”", '"', "'", "(", ")", "[...] ", ", ", ". ",
    "… ", "\n", "\r\n", "\u2028", "\t", "e\u0301", "👩🏽\u200d⚖️", "汉字", "必须", "ไทย", "وقال ", "ال", "l'", "U.S. ",
    "3.5 ", "-", "— ", "\u200d", "\u0301", "\u00ad", "\x00", "\ufeff", "demands ", "to ", "and ", "called for ", "A. ",
])  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=40).map("".join))
_LANGUAGES = st.sampled_from(["", "en", "fr", "de", "ar", "zh-Hans", "ja", "th", "xx"])


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _LANGUAGES, st.data())
def test_any_chain_is_nested_clean_and_inside_its_paragraph(text: str, language: str, data: st.DataObject):
    structure = TextStructure(text, language)
    point = data.draw(st.integers(-1, len(text) + 1))
    word = structure.word_at(point)
    paragraph = structure.paragraph_at(point)
    for label in DEFAULT_LABELS:
        chain = structure.chain(point, label)
        assert bool(chain.extents) == (word is not None)
        _check_nested(structure, text, chain.extents, paragraph)
        if chain.extents:
            assert 0 <= chain.first < len(chain.extents)
            assert word is not None
            assert all(extent.overlaps(word) for extent in chain.extents)
    growth = structure.growth(point)
    _check_nested(structure, text, growth, paragraph)
    assert growth[:1] == ((word,) if word else ())


def _check_nested(structure: TextStructure, text: str, extents: tuple[Extent, ...], paragraph: Extent | None) -> None:
    for smaller, larger in pairwise(extents):
        assert larger.covers(smaller)
        assert larger != smaller
    for extent in extents:
        assert paragraph is not None
        assert paragraph.covers(extent)
        words = text[extent.start : extent.end]
        assert words.strip() == words != ""
        assert structure.grapheme_at(extent.start).start == extent.start
        assert structure.grapheme_at(extent.end - 1).end == extent.end


def test_a_control_character_that_counts_as_a_blank_is_left_out_of_a_drag():
    assert TextStructure(":\x1f").snap(Extent(0, 2)) == Extent(0, 1)
    assert TextStructure("\x1f").snap(Extent(0, 1)) is None


@settings(max_examples=200, deadline=None)
@given(_TEXTS, _LANGUAGES, st.data())
def test_any_drag_snaps_and_trims_without_blanks(text: str, language: str, data: st.DataObject):
    structure = TextStructure(text, language)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    snapped = structure.snap(Extent(start, end))
    if snapped is not None:
        words = text[snapped.start : snapped.end]
        assert words.strip() == words != ""
        assert structure.snap(snapped) == snapped
    for label in DEFAULT_LABELS:
        trimmed = structure.trim(Extent(start, end), label)
        assert trimmed is None or (start <= trimmed.start < trimmed.end <= end)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.data())
def test_shrinking_undoes_growing(text: str, data: st.DataObject):
    structure = TextStructure(text, "en")
    point = data.draw(st.integers(0, len(text)))
    label = data.draw(st.sampled_from([None, *DEFAULT_LABELS]))
    extents = structure.growth(point) if label is None else structure.chain(point, label).extents
    for smaller, larger in pairwise(extents):
        assert structure.grown(smaller, label, point) == larger
        assert structure.shrunk(larger, label, point) == smaller


@settings(max_examples=100, deadline=None)
@given(_TEXTS, st.integers(0, 60), st.booleans())
def test_jumps_always_move_and_occurrences_never_overlap(text: str, point: int, forward: bool):
    structure = TextStructure(text, "")
    place = structure.next_start(point, forward)
    assert place is None or (place > point if forward else place < point)
    whole = Extent(min(point, len(text)), min(point + 3, len(text)))
    found = [whole, *structure.occurrences(whole)]
    assert not any(a.overlaps(b) for a in found for b in found if a is not b)


@pytest.mark.parametrize(
    "piece", ["word ", '"', "'s ", "(", "汉", "🙂", "a, ", "[...] ", "A. ", "said ", "e\u0301", "\u0301"]
)
def test_fifty_thousand_characters_in_one_line_stay_quick(piece: str):
    def work(length: int) -> float:
        """Seconds of this process alone, whatever else the machine does."""
        structure = TextStructure((piece * length)[:length], "en")
        structure.grapheme_at(3)
        began = time.process_time()
        structure.chain(length // 2, CLAIM)
        structure.sentence_at(length // 2)
        structure.grapheme_at(length // 2)
        return time.process_time() - began

    # Four times the text takes about four times as long; were it quadratic, sixteen times.
    floor = min(work(12_500) for _ in range(3))
    assert min(work(50_000) for _ in range(3)) < 10 * max(floor, 0.02)
