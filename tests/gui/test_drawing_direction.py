"""Quoted words of another direction keep their place in a sentence."""

from __future__ import annotations

import pytest

from annotator.gui.drawing import isolate_quotes


@pytest.mark.parametrize("sentence", ["Labelled “Halvia” as actor", "Labelled “中国” as actor", ""])
def test_a_sentence_of_one_direction_stays_as_it_is(sentence: str) -> None:
    assert isolate_quotes(sentence) == sentence


def test_each_arabic_quotation_is_kept_to_itself() -> None:
    assert isolate_quotes("“وزير” · “قال”") == "“\u2068وزير\u2069” · “\u2068قال\u2069”"
