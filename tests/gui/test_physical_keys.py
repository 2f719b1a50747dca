"""Label keys are found by their symbol and by their place, under every keyboard layout."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.gui.physical_keys import LabelKey, Repeats, label_key

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier

X11 = pytest.mark.skipif(sys.platform != "linux", reason="scan codes as X11 and Wayland give them")


def event(key: int, text: str = "", scan_code: int = 0, modifiers: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)


@pytest.mark.parametrize("digit", range(1, 10))
def test_a_digit_is_itself(digit: int):
    assert label_key(event(ord("0") + digit, str(digit), 9 + digit)) == LabelKey(str(digit), False)


@pytest.mark.parametrize("digit", range(1, 10))
def test_a_digit_of_the_keypad_is_that_digit(digit: int):
    pressed = event(ord("0") + digit, str(digit), 79, KEYPAD)
    assert label_key(pressed) == LabelKey(str(digit), False)


@pytest.mark.parametrize("letter", "actdp")
def test_a_letter_is_itself_with_caps_lock_too(letter: str):
    code = ord(letter.upper())
    assert label_key(event(code, letter)) == LabelKey(letter, False)
    assert label_key(event(code, letter.upper())) == LabelKey(letter, False)


@pytest.mark.parametrize("letter", "actdp")
def test_shift_turns_a_letter_round(letter: str):
    code = ord(letter.upper())
    assert label_key(event(code, letter.upper(), 0, SHIFT)) == LabelKey(letter, True)


@X11
@pytest.mark.parametrize(
    ("key", "symbol", "digit"),
    [("#", "#", "3"), ("!", "!", "1"), ('"', '"', "2"), ("§", "§", "3"), ("(", "(", "9")],
)
def test_shift_and_a_digit_is_that_digit_turned_round_whatever_symbol_arrives(key: str, symbol: str, digit: str):
    pressed = event(ord(key), symbol, 9 + int(digit), SHIFT)
    assert label_key(pressed) == LabelKey(digit, True)


@X11
@pytest.mark.parametrize(("symbol", "digit"), list(zip("&é\"'(-è_ç", "123456789", strict=True)))
def test_the_digit_row_of_a_french_keyboard_gives_digits_without_shift(symbol: str, digit: str):
    assert label_key(event(ord(symbol.upper()), symbol, 9 + int(digit))) == LabelKey(digit, False)


@X11
@pytest.mark.parametrize("digit", range(1, 10))
def test_the_digit_row_of_a_french_keyboard_with_shift_is_a_plain_digit(digit: int):
    pressed = event(ord("0") + digit, str(digit), 9 + digit, SHIFT)
    assert label_key(pressed) == LabelKey(str(digit), False)


@X11
@pytest.mark.parametrize(
    ("symbol", "scan_code", "letter"),
    [
        ("ф", 38, "a"),
        ("с", 54, "c"),
        ("е", 28, "t"),
        ("в", 40, "d"),
        ("з", 33, "p"),
        ("ش", 38, "a"),
        ("α", 38, "a"),
        ("ש", 38, "a"),
        ("ㅁ", 38, "a"),
        ("ฟ", 38, "a"),
    ],
    ids=[
        "russian a",
        "russian c",
        "russian t",
        "russian d",
        "russian p",
        "arabic",
        "greek",
        "hebrew",
        "korean",
        "thai",
    ],
)
def test_a_letter_of_another_script_counts_by_its_place(symbol: str, scan_code: int, letter: str):
    assert label_key(event(ord(symbol.upper()), symbol, scan_code)) == LabelKey(letter, False)
    assert label_key(event(ord(symbol.upper()), symbol, scan_code, SHIFT)) == LabelKey(letter, True)


@X11
def test_a_latin_letter_elsewhere_on_the_keyboard_counts_by_its_symbol():
    q_where_a_lies_on_qwerty = event(Qt.Key.Key_Q, "q", 38)
    assert label_key(q_where_a_lies_on_qwerty) == LabelKey("q", False)


@X11
@pytest.mark.parametrize("symbol", ["ö", "ü", "ñ", "ł", "ç", ";", "é"])
def test_an_accented_letter_or_mark_where_no_label_key_lies_is_none(symbol: str):
    assert label_key(event(ord(symbol.upper()), symbol, 47)) is None


@pytest.mark.parametrize(
    "modifier",
    [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier],
    ids=["ctrl", "alt", "meta"],
)
def test_a_key_with_a_command_key_is_no_label_key(modifier: Qt.KeyboardModifier):
    assert label_key(event(Qt.Key.Key_A, "a", 38, modifier)) is None
    assert label_key(event(Qt.Key.Key_1, "1", 10, modifier)) is None


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Delete, Qt.Key.Key_Comma, Qt.Key.Key_0]
)
def test_other_keys_are_no_label_keys(key: Qt.Key):
    assert label_key(event(key, "")) is None


def timed(kind: QEvent.Type, scan_code: int, time: int, *, repeated: bool = False) -> QKeyEvent:
    made = QKeyEvent(kind, Qt.Key.Key_1, NONE, scan_code, 0, 0, "1", repeated)
    made.setTimestamp(time)
    return made


@pytest.mark.parametrize(
    ("scan_code", "pause", "repeated"),
    [(10, 0, True), (10, 2, True), (10, 30, False), (11, 0, False)],
    ids=["at once", "a moment later", "by a finger", "another key"],
)
def test_a_press_at_the_time_of_its_own_release_is_a_repeat(scan_code: int, pause: int, repeated: bool):
    repeats = Repeats()
    repeats.note_release(timed(QEvent.Type.KeyRelease, 10, 5_000))
    assert repeats.has(timed(QEvent.Type.KeyPress, scan_code, 5_000 + pause)) is repeated


def test_what_qt_calls_a_repeat_is_one():
    assert Repeats().has(timed(QEvent.Type.KeyPress, 10, 5_000, repeated=True))


def test_keys_without_a_code_of_the_keyboard_are_never_taken_for_repeats():
    repeats = Repeats()
    repeats.note_release(timed(QEvent.Type.KeyRelease, 0, 5_000))
    assert not repeats.has(timed(QEvent.Type.KeyPress, 0, 5_000))
