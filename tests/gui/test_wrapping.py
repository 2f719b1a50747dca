"""Text is broken at words, and anywhere where a word has no end."""

import pytest
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QApplication

from annotator.gui.note_field import GrowingText
from annotator.gui.wrapping import wrap_mode

AT_WORDS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
ANYWHERE = QTextOption.WrapMode.WrapAnywhere


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("", AT_WORDS),
        ("word " * 10_000, AT_WORDS),
        ("x" * 3999 + " ", AT_WORDS),
        ("停战协议" * 10_000, AT_WORDS),
        ("ไทย" * 10_000, AT_WORDS),
        ("한국어" * 10_000, AT_WORDS),
        ("x" * 4000, ANYWHERE),
        ("a\u00a0" * 4000, ANYWHERE),
        ("a\u202f" * 4000, ANYWHERE),
        ("停战" + "x" * 5000 + "协议", ANYWHERE),
        ("words and then " + "QUJD" * 100_000, ANYWHERE),
    ],
)
def test_only_a_word_without_an_end_is_broken_anywhere(text: str, mode: QTextOption.WrapMode):
    assert wrap_mode(text) == mode


def test_a_field_goes_from_one_to_the_other_and_back(qapp: QApplication):
    field = GrowingText()
    changes: list[str] = []
    field.textChanged.connect(lambda: changes.append(field.toPlainText()))
    for text in ("short", "x" * 50_000, "short again"):
        field.setPlainText(text)
        assert field.wordWrapMode() == wrap_mode(text)
    assert changes == ["short", "x" * 50_000, "short again"]
