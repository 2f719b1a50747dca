"""What a label's key takes: rules of structure and guideline, each on sentences nobody printed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from annotator import resources
from annotator.model.scheme import DEFAULT_LABELS, Label
from annotator.model.structure import TextStructure

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from press_share import measure

ACTOR, CLAIM, THREAT, DEMAND, PROPOSAL = DEFAULT_LABELS


def presses(text: str, wanted: str, word: str, label: Label, language: str = "en") -> int:
    """How often a label's key is pressed on a word until the wanted words are taken; 99 for never."""
    point = text.index(wanted) + wanted.index(word)
    chain = TextStructure(text, language).chain(point, label)
    taken = [text[s:e] for s, e in chain.extents[chain.first :]]
    return taken.index(wanted) + 1 if wanted in taken else 99


@pytest.mark.parametrize(
    ("text", "wanted", "word"),
    [
        ("Brandt refused to sign.", "Brandt", "Brandt"),
        ("The rescue came late, President Ana Mora said.", "President Ana Mora", "Mora"),
        ("On Monday Dr. J. R. Rell resigned.", "Dr. J. R. Rell", "Rell"),
        ("They found Torlandish rescue crews there.", "Torlandish rescue crews", "crews"),
        ("The Parliament of Brenn has voted.", "Parliament of Brenn", "Parliament"),
        ("He met ministers of the northern provinces.", "ministers of the northern provinces", "ministers"),
        ("Brandt's spokesman left.", "Brandt", "Brandt"),
        ("According to skipper Tom Hale, it is safe.", "skipper Tom Hale", "Hale"),
        ("She's tired of it, Rell said.", "She", "She"),
        ("Mali, Niger and Chad have left.", "Niger", "Niger"),
        ("The US and Halvia have met.", "US", "US"),
        ("Most observers were surprised.", "observers", "observers"),
        ("State media reported the strike.", "State media", "media"),
    ],
)
def test_an_actor_is_taken_at_once(text: str, wanted: str, word: str):
    assert presses(text, wanted, word, ACTOR) == 1


def test_a_role_of_two_words_belongs_to_its_name():
    text = "According to the harbour master Ida Brandt, it is safe."
    assert presses(text, "harbour master Ida Brandt", "Brandt", ACTOR) <= 2


@pytest.mark.parametrize(
    ("text", "wanted", "word"),
    [
        ("The mayor said that the old bridge is safe.", "the old bridge is safe", "bridge"),
        ("The mayor said the old bridge is safe.", "the old bridge is safe", "safe"),
        ("“The old bridge is safe,” the mayor said.", "The old bridge is safe", "old"),
        ("The old bridge is safe, the mayor said on Monday.", "The old bridge is safe", "bridge"),
        ("According to the mayor, the old bridge is safe.", "the old bridge is safe", "bridge"),
        ("The union rejected the offer.", "rejected the offer", "rejected"),
        ("The union has not ruled out a strike.", "has not ruled out a strike", "ruled"),
        ("“We won. We will stay here,” she said.", "We will stay here", "stay"),
        ("Rell pointed out that the gates were rusty.", "the gates were rusty", "gates"),
        ("The harbour, the minister said, must stay open.", "The harbour, the minister said, must stay open", "stay"),
        ('He called the new toll "a bad joke".', 'the new toll "a bad joke"', "toll"),
        ('Rell called the toll a "bad joke." She said, "Nobody will pay."', 'the toll a "bad joke."', "joke"),
        ('"The dam", Rell said, "is old [...] It leaks at night."', 'The dam", Rell said, "is old', "dam"),
        ("The port had rejected the toll, however, the union later paid it.", "rejected the toll", "toll"),
        ("Rell says about 300 people left the town.", "about 300 people left the town", "people"),
    ],
)
def test_a_claim_is_reached_within_three_presses(text: str, wanted: str, word: str):
    assert presses(text, wanted, word, CLAIM) <= 3


@pytest.mark.parametrize(
    ("text", "wanted", "word"),
    [
        ("“We will close the border,” the general warned.", "We will close the border", "close"),
        ("The union threatened to block the port.", "to block the port", "block"),
        ("If Torland pays, we will leave.", "If Torland pays, we will leave", "leave"),
    ],
)  # fmt: skip
def test_a_threat_is_reached_within_three_presses(text: str, wanted: str, word: str):
    assert presses(text, wanted, word, THREAT) <= 3


@pytest.mark.parametrize(
    ("label", "text", "wanted", "word"),
    [
        (DEMAND, "The council demanded that the minister resign.", "minister resign", "minister"),
        (DEMAND, "The envoy called for an immediate recount.", "immediate recount", "recount"),
        (DEMAND, "The envoy urged the two towns to open the locks.", "to open the locks", "open"),
        (DEMAND, "They called on Torland not to raise the toll.", "not to raise the toll", "raise"),
        (DEMAND, "Their demands include shorter shifts and a pay rise.", "shorter shifts", "shifts"),
        (DEMAND, "“A town that cares must open the gates,” he said.", "A town that cares must open the gates", "open"),
        (DEMAND, "Its demand for a new inquiry was heard.", "new inquiry", "inquiry"),
        (PROPOSAL, "Torland floated the idea of a joint coast guard.", "joint coast guard", "guard"),
        (PROPOSAL, "Brenn offered to share the costs.", "to share the costs", "share"),
        (PROPOSAL, "The mayor proposed a six-week truce.", "six-week truce", "truce"),
    ],
)
def test_a_request_is_reached_within_three_presses(label: Label, text: str, wanted: str, word: str):
    assert presses(text, wanted, word, label) <= 3


@pytest.mark.parametrize(
    ("language", "label", "text", "wanted", "word"),
    [
        ("de", ACTOR, "Die Ministerin Ida Brandt hat abgelehnt.", "Ministerin Ida Brandt", "Brandt"),
        ("de", CLAIM, "Der Minister sagte, dass die Brücke sicher ist.", "die Brücke sicher ist", "Brücke"),
        ("fr", CLAIM, "Le maire a déclaré que le pont est sûr.", "le pont est sûr", "pont"),
        ("es", CLAIM, "El alcalde dijo que el puente es seguro.", "el puente es seguro", "puente"),
        ("it", CLAIM, "Il sindaco ha detto che il ponte è sicuro.", "il ponte è sicuro", "ponte"),
        ("ru", CLAIM, "Министр заявил, что мост безопасен.", "мост безопасен", "мост"),
        ("uk", CLAIM, "Міністр заявив, що міст буде безпечним.", "міст буде безпечним", "міст"),
        ("ar", CLAIM, "قال الوزير إن الجسر آمن جدا.", "الجسر آمن جدا", "الجسر"),
        ("zh-Hans", CLAIM, "市长表示，大桥非常安全。", "大桥非常安全", "安全"),
        ("ja", CLAIM, "市長は「橋は安全だ」と述べた。", "橋は安全だ", "安全"),
        ("ja", CLAIM, "市長は、橋は安全だと述べた。", "橋は安全だ", "安全"),
        ("ja", ACTOR, "リナ・オスク外相は否定した。", "リナ・オスク外相", "外相"),
        ("ko", ACTOR, "정부는 제안을 거부했다.", "정부", "정부"),
        ("ko", CLAIM, "시장은 다리가 안전하다고 말했다.", "다리가 안전하다", "안전"),
        ("tr", ACTOR, "Torland'a yeni bir çağrı yapıldı.", "Torland", "Torland"),
        ("he", CLAIM, "השר אמר שהגשר בטוח מאוד.", "הגשר בטוח מאוד", "בטוח"),
        ("zh-Hans", ACTOR, "总统唐纳德·布兰特离开了。", "总统唐纳德·布兰特", "总统"),
        ("ar", ACTOR, "التقى الوزير لندن وواشنطن.", "واشنطن", "واشنطن"),
        ("fr", DEMAND, "La ministre a demandé au port d'ouvrir les quais.", "d'ouvrir les quais", "quais"),
    ],
)
def test_other_languages_are_reached_within_three_presses(
    language: str, label: Label, text: str, wanted: str, word: str
):
    assert presses(text, wanted, word, label, language) <= 3


def test_an_actor_inside_a_claim_and_the_claim_are_both_taken_on_its_first_word():
    text = "The envoy said Torland will never return to the talks."
    assert presses(text, "Torland", "Torland", ACTOR) == 1
    assert presses(text, "Torland will never return to the talks", "Torland", CLAIM) == 1


def test_space_grows_from_word_to_paragraph_through_the_quotation():
    text = "Rell left. “The northern bridge is safe,” she said. They stayed."
    structure = TextStructure(text, "en")
    grown = [text[s:e] for s, e in structure.growth(text.index("bridge"))]
    assert grown[0] == "bridge"
    assert "The northern bridge is safe" in grown
    assert "“The northern bridge is safe,” she said" in grown
    assert grown[-1] == text.rstrip(".")


def test_a_selection_off_the_chain_still_grows_and_shrinks():
    text = "The mayor said that the old bridge is safe."
    structure = TextStructure(text, "en")
    start = text.index("said")
    odd = structure.snap(type(structure.growth(0)[0])(start, text.index(" is")))
    assert odd is not None
    larger = structure.grown(odd, CLAIM)
    assert larger is not None
    assert larger.covers(odd)
    smaller = structure.shrunk(odd, None)
    assert smaller is not None
    assert odd.covers(smaller)


def test_nothing_is_larger_than_the_paragraph_or_smaller_than_the_word():
    structure = TextStructure("Brandt refused to sign.", "en")
    growth = structure.growth(0)
    assert structure.grown(growth[-1], None) is None
    assert structure.shrunk(growth[0], None) is None


@pytest.mark.skipif(not (resources.root() / "sample" / "sample.jsonl").exists(), reason="no sample shipped")
def test_the_sample_is_reached_as_promised():
    lines = resources.read_text("sample", "sample.jsonl").split("\n")
    tallies, _ = measure(json.loads(line) for line in lines if line)
    assert tallies["all"].shares()["any"][2] >= 0.85
    assert tallies["en"].shares()["any"][0] >= 0.80
