"""Rich text comes in without its layout, in whatever code pages it is written."""

from __future__ import annotations

import pytest

from annotator.formats.look import Look
from annotator.formats.rtf import Rtf
from tests.formats.extracting import only, read, refusal, remarks
from tests.formats.pages import RTF


def rtf(body: bytes) -> bytes:
    return rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}{\f2\fcharset238 C;}}" + body + b"}"


def test_code_pages_unicode_and_typographic_signs_come_out_right():
    assert only("rtf", RTF).text == "The council of Brenn met.\n\nМосква „no“ 😀 end."


def test_what_the_file_says_of_itself_is_kept_and_its_date_is_not_taken_for_the_articles():
    record = only("rtf", RTF)
    assert record.title == "Harbour fées"
    assert record.meta["author"] == "Ana Varo"
    assert record.meta["file date"] == "2026-03-04"
    assert "date" not in record.meta


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"a\tab b\line c\~d\_e\-f\emdash g\{h\}\\", "a\tb\nc\u00a0d\u2011e\u00adf—g{h}\\"),
        (rb"\f1\'93\'8c\'8b\'9e", "東京"),
        (rb"\f2\'9eivot{\f0\'9e}", "životž"),
        (rb"\uc2\u26481\'93\'8c\u20140\'8b\'9e x", "東京 x"),
        (rb"\uc0\u26481 \u20140  x", "東京 x"),
        (rb"\u8217\rquote s", "’s"),
        (rb"a{\*\unknown words}b{\pict 00ff00}{\stylesheet{\s1 Heading;}}c", "abc"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}} on", "link on"),
        (rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box}}{\shprslt box}}", "box"),
        (rb"\trowd\intbl a\cell b\cell\row\trowd c\cell\cell\row\pard d", "a\tb\nc\t\nd"),
        (b"a\\\nb\r\nc", "a\n\nbc"),
        (rb"a\par\par\par\par b", "a\n\nb"),
        (b"a\\bin5 {{{{{b", "ab"),
        (rb"\u-10179?\u-8704?\u-10179? x", "😀 x"),
        (rb"{\listtext 1.}a{\pntext 2.}b", "ab"),
    ],
)
def test_what_is_written_is_what_is_read(body: bytes, text: str):
    assert only("rtf", rtf(body)).text == text


@pytest.mark.parametrize(("notes", "text"), [("at-the-end", "ab\n\nOne.\n\nTwo."), ("left-out", "ab")])
def test_notes_come_at_the_end_or_stay_out(notes: str, text: str):
    assert only("rtf", rtf(rb"a{\footnote One.}b{\footnote Two.}"), notes=notes).text == text


def test_deleted_and_hidden_text_stays_out_and_is_named():
    data = rtf(rb"a{\deleted b}{\revised c}{\v d}\v e\v0 f{\v g\plain h}")
    assert only("rtf", data).text == "acfh"
    assert remarks("rtf", data) == [
        "it has tracked changes: what they delete was left out, what they insert was taken",
        "its hidden text was left out",
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty"),
        (b"<html>", "does not begin with"),
        (rb"{\rtf1 a", "its last brace is missing"),
        (rb"{\rtf1 }", "it has no text"),
        (rb"{\rtf1" + b"{" * 100_000, "nested more than 10,000 levels deep"),
        (rtf(rb"\f1\'93"), "a byte of its text (0x93) is none of cp932"),
        (rb"{\rtf1\bin999999999 a}", "its last brace is missing"),
    ],
)
def test_what_is_no_sound_rich_text_is_refused_in_one_sentence(data: bytes, sentence: str):
    assert sentence in refusal("rtf", data)


def test_every_truncation_is_refused_and_every_changed_byte_is_one_sentence_at_most():
    for place in range(len(RTF) - 1):
        assert refusal("rtf", RTF[:place])
        assert read("rtf", RTF[:place] + bytes((RTF[place] ^ 0x07,)) + RTF[place + 1 :])


def test_rich_text_is_known_by_how_it_begins():
    assert Rtf().sniff(Look("a", b"{\\rtf1"))
    assert not Rtf().sniff(Look("a.rtf", b"{}"))
