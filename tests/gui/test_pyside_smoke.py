"""PySide6 6.12.0 on Python 3.11 loses a reference to None on every call that returns nothing.

The process aborts when the count reaches zero, some thousand calls later. The pins in pyproject.toml keep
that pair apart; this is the test that would notice.
"""

import sys

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument

CALLS = 500


@pytest.mark.gui
def test_a_call_that_returns_nothing_keeps_the_count_of_references_to_none(qapp: object) -> None:
    document = QTextDocument("a text to move in")
    cursor = QTextCursor(document)
    before = sys.getrefcount(None)
    for step in range(CALLS):
        cursor.setPosition(step % 10)
    after = sys.getrefcount(None)
    assert abs(after - before) < CALLS // 10
