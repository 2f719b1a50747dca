"""Bytes to text: exactly, or a guess for a person to confirm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.decoding import DecodingError, check_encoding, decode, guess_encoding
from annotator.model.errors import InputError

RUSSIAN = "Сирия призвала «оккупационные силы» США, Франции и Турции немедленно уйти из страны. " * 5
ARABIC = "سوريا تطلب من القوات الأجنبية مغادرة البلاد على الفور وفقا لما قاله وزير الخارجية. " * 5
FRENCH = "La ministre a déclaré que l’accord était « très équilibré », malgré les réserves. " * 5
CHINESE = "叙利亚让美国法国和土耳其立即撤离其在叙利亚的占领军，外交部长在联合国大会上发表讲话。" * 5

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_utf8_comes_back_exactly(text: str):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_a_byte_order_mark_says_the_encoding(encoding: str, text: str):
    assert decode(("\ufeff" + text).encode(encoding)).text == text


def test_only_the_first_mark_is_stripped():
    assert decode("\ufeff\ufeffa\ufeff".encode()).text == "\ufeffa\ufeff"


@pytest.mark.parametrize(
    "text", ["a\r\nb", "a\rb", "a\tb", "a\u00a0b", "a\u2028b\u2029c", "a\x0cb", "a\ufffdb", "\n\n"]
)
def test_ends_of_lines_and_special_blanks_stay(text: str):
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN.replace("«", "").replace("»", ""), "koi8-r"),
        (ARABIC, "cp1256"),
        (FRENCH, "cp1252"),
        (CHINESE, "gb18030"),
    ],
)
def test_another_encoding_is_guessed_not_taken(text: str, encoding: str):
    with pytest.raises(DecodingError) as caught:
        decode(text.encode(encoding))
    guess = caught.value.guess
    assert guess is not None
    assert guess.encoding == encoding
    assert f"--encoding {encoding}" in str(caught.value)
    assert guess.preview
    assert "\ufffd" not in guess.preview


def test_japanese_in_seven_bits_is_no_ascii():
    data = "北朝鮮の外相は述べた。".encode("iso2022_jp")
    with pytest.raises(DecodingError, match="北朝鮮") as error:
        decode(data)
    assert error.value.guess is not None
    assert decode(data, error.value.guess.encoding).text == "北朝鮮の外相は述べた。"


def test_a_few_words_in_a_latin_alphabet_are_no_old_macintoshs():
    with pytest.raises(DecodingError) as error:
        decode("Le président a menacé".encode("cp1252"))
    assert error.value.guess is not None
    assert error.value.guess.encoding == "cp1252"


def test_a_named_encoding_is_used():
    assert decode(RUSSIAN.encode("cp1251"), "windows-1251").text == RUSSIAN


def test_utf8_is_utf8_even_when_another_encoding_is_named():
    assert decode(FRENCH.encode(), "cp1252").text == FRENCH


def test_a_named_wide_encoding_is_tried_before_utf8():
    assert decode("plain".encode("utf-16-le"), "utf-16-le").text == "plain"
    assert decode("日本".encode("iso2022_jp"), "iso2022_jp").text == "日本"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_the_order_of_unmarked_bytes_is_told_by_their_zeros(encoding: str):
    assert decode("Halvia: a café".encode(encoding), encoding[:6]).text == "Halvia: a café"


def test_a_wrong_named_encoding_is_refused():
    with pytest.raises(DecodingError, match="neither UTF-8 nor ascii"):
        decode(RUSSIAN.encode("cp1251"), "ascii")


def test_unmarked_utf16_is_guessed():
    guess = guess_encoding("Ida Brandt é".encode("utf-16-le"))
    assert guess is not None
    assert guess.encoding == "utf-16-le"


def test_a_broken_byte_in_utf8_is_named_with_its_line():
    with pytest.raises(DecodingError, match=r"broken byte 0xFF in line 2") as caught:
        decode(FRENCH.encode() + b"\n\xff")
    assert caught.value.guess is None


def test_half_a_character_after_a_mark_is_refused():
    with pytest.raises(DecodingError, match="mark of UTF-16"):
        decode(b"\xff\xfea")


@given(st.binary(min_size=1, max_size=60))
def test_no_replacement_character_is_ever_made(data: bytes):
    try:
        text = decode(data).text
    except DecodingError:
        return
    assert text.encode("utf-8", "surrogatepass").count("\ufffd".encode()) == text.count("\ufffd")
    if "\ufffd" in text:
        assert any("\ufffd".encode(name) in data for name in ("utf-8", "utf-16-le", "utf-16-be"))


@pytest.mark.parametrize("name", ["base64", "rot13", "klingon", "hex", "utf-8\0"])
def test_what_is_no_text_encoding_is_refused(name: str):
    with pytest.raises(InputError, match="no known text encoding"):
        check_encoding(name)
