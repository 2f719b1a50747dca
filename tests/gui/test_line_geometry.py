"""Lines, pieces and hits, in positions of the shown text and coordinates of the page."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextDocument, QTextLayout

from annotator.gui import line_geometry, theme
from annotator.gui.line_geometry import LanePitch, boundary_at, hit, is_right_to_left, pieces, visible_range

if TYPE_CHECKING:
    from collections.abc import Callable

PITCH = LanePitch(3, 12.0)
TEXT = "The council of Brenn has voted for the new fees.\n\nThe pilots refused to pay, and a strike is near.\nEnd"


@pytest.fixture
def page_of(qapp: object) -> Callable[..., QTextDocument]:
    """Builds a page of a text, 200 pixels wide unless told, as the article view does."""
    kept: list[QTextDocument] = []

    def build(text: str, width: float = 200, pitch: LanePitch = PITCH) -> QTextDocument:
        page = QTextDocument()
        page.setDefaultFont(theme.reading_font(14))
        page.setPlainText(text)
        line_geometry.set_room(page, pitch, 8)
        line_geometry.close_blank_lines(page, 6)
        page.setTextWidth(width)
        kept.append(page)
        return page

    return build


def whole(page: QTextDocument) -> tuple[int, int]:
    return 0, page.characterCount() - 1


def visual_lines(page: QTextDocument) -> int:
    found, block = 0, page.begin()
    while block.isValid():
        layout: QTextLayout = block.layout()
        found += layout.lineCount() if block.length() > 1 else 0
        block = block.next()
    return found


def test_an_extent_has_one_piece_on_each_line_it_covers(page_of: Callable[..., QTextDocument]):
    page = page_of(TEXT)
    found = list(pieces(page, 0, len(TEXT), whole(page)))
    assert len(found) == visual_lines(page) > 4
    assert [piece.first for piece in found] == [True] + [False] * (len(found) - 1)
    assert found[-1].last


def test_pieces_run_from_top_to_bottom_and_never_overlap(page_of: Callable[..., QTextDocument]):
    page = page_of(TEXT)
    found = list(pieces(page, 0, len(TEXT), whole(page)))
    for above, below in itertools.pairwise(found):
        assert above.bottom + PITCH.room <= below.top + 0.5


def test_only_lines_in_sight_are_looked_at(page_of: Callable[..., QTextDocument]):
    page = page_of(TEXT)
    within = (TEXT.index("pilots"), TEXT.index("strike"))
    some = list(pieces(page, 0, len(TEXT), within))
    assert 0 < len(some) < len(list(pieces(page, 0, len(TEXT), whole(page))))
    assert not some[0].first


@pytest.mark.parametrize("empty", [(5, 5), (9, 3)])
def test_an_empty_extent_has_no_piece(page_of: Callable[..., QTextDocument], empty: tuple[int, int]):
    page = page_of(TEXT)
    assert list(pieces(page, *empty, whole(page))) == []


def test_the_room_between_two_lines_is_the_lanes_and_the_same_everywhere(page_of: Callable[..., QTextDocument]):
    page = page_of("word " * 60)
    found = list(pieces(page, 0, 300, whole(page)))
    rooms = {round(below.top - above.bottom, 1) for above, below in itertools.pairwise(found)}
    assert len(rooms) == 1
    assert rooms.pop() >= PITCH.room


def test_a_line_with_a_fallback_font_has_the_same_room_below_its_glyphs(page_of: Callable[..., QTextDocument]):
    page = page_of("word " * 8 + "港务局 กำแพง 👩‍👩‍👧‍👦 " + "word " * 30)
    found = list(pieces(page, 0, page.characterCount() - 1, whole(page)))
    for above, below in itertools.pairwise(found):
        assert below.top - above.bottom >= PITCH.room - 0.5


def test_a_blank_line_is_low_and_no_place_to_hit(page_of: Callable[..., QTextDocument]):
    page = page_of(TEXT)
    blank = page.findBlock(TEXT.index("\n\n") + 1)
    assert line_geometry.is_blank_line(blank)
    top, below = (page.documentLayout().blockBoundingRect(block).top() for block in (blank, blank.next()))
    assert below - top <= 7
    assert hit(page, QPointF(20, (top + below) / 2), PITCH) is None


def test_every_character_is_hit_at_its_middle(page_of: Callable[..., QTextDocument]):
    page = page_of(TEXT)
    for position, character in enumerate(TEXT):
        if character == "\n":
            continue
        [piece, *_] = pieces(page, position, position + 1, whole(page))
        if piece.right - piece.left <= 2.5 and character == " ":
            continue  # a blank at the end of a line has no width
        found = hit(page, QPointF((piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2), PITCH)
        assert found is not None
        assert (found.position, found.lane) == (position, None)


@pytest.mark.parametrize("lane", [0, 1, 2])
def test_below_the_text_the_lanes_are_hit(page_of: Callable[..., QTextDocument], lane: int):
    page = page_of(TEXT)
    [piece] = pieces(page, 4, 11, whole(page))
    y = piece.bottom + PITCH.gap + (lane + 0.5) * PITCH.height
    found = hit(page, QPointF(piece.left + 1, y), PITCH)
    assert found is not None
    assert (found.position, found.lane) == (4, lane)


def test_beside_the_text_and_outside_all_lines_nothing_is_hit(page_of: Callable[..., QTextDocument]):
    page = page_of(TEXT, width=600)
    [piece] = pieces(page, 0, 48, whole(page))
    for point in (
        QPointF(piece.right + 5, piece.top + 5),
        QPointF(piece.left - 3, piece.top + 5),
        QPointF(piece.left + 5, piece.top - 3),
        QPointF(piece.left + 5, 5000),
    ):
        assert hit(page, point, PITCH) is None


def test_a_boundary_is_found_wherever_the_pointer_is(page_of: Callable[..., QTextDocument]):
    page = page_of(TEXT, width=600)
    [piece] = pieces(page, 0, 48, whole(page))
    middle = (piece.top + piece.bottom) / 2
    assert boundary_at(page, QPointF(-500, middle)) == 0
    assert boundary_at(page, QPointF(5000, middle)) == 48
    assert boundary_at(page, QPointF(5000, 5000)) == len(TEXT)
    assert boundary_at(page, QPointF(-500, -500)) == 0


def test_the_nearer_side_of_a_character_is_its_boundary(page_of: Callable[..., QTextDocument]):
    page = page_of(TEXT)
    [piece] = pieces(page, 4, 5, whole(page))
    y = (piece.top + piece.bottom) / 2
    assert boundary_at(page, QPointF(piece.left + 1, y)) == 4
    assert boundary_at(page, QPointF(piece.right - 1, y)) == 5


def test_in_right_to_left_text_the_right_side_comes_first(page_of: Callable[..., QTextDocument]):
    page = page_of("قال وزير الميناء")
    [piece] = pieces(page, 4, 5, whole(page))
    y = (piece.top + piece.bottom) / 2
    assert boundary_at(page, QPointF(piece.right - 1, y)) == 4
    assert boundary_at(page, QPointF(piece.left + 1, y)) == 5


def test_a_boundary_never_parts_what_belongs_together(page_of: Callable[..., QTextDocument]):
    page = page_of("cafe\u0301 au lait")
    [piece] = pieces(page, 3, 5, whole(page))
    y = (piece.top + piece.bottom) / 2
    found = {
        boundary_at(page, QPointF(x, y), lambda at: (3, 5) if at in (3, 4) else (at, at + 1))
        for x in range(round(piece.left) + 1, round(piece.right))
    }
    assert found == {3, 5}


def test_a_ligature_of_two_letters_has_a_half_for_each(page_of: Callable[..., QTextDocument]):
    page = page_of("سلام", width=800)
    [both] = pieces(page, 1, 3, whole(page))
    [lam] = pieces(page, 1, 2, whole(page))
    [alef] = pieces(page, 2, 3, whole(page))
    assert (alef.left, lam.right) == (both.left, both.right)
    assert alef.right == pytest.approx(lam.left)
    assert lam.right - lam.left == pytest.approx(alef.right - alef.left)


def test_an_extent_in_mixed_directions_may_have_several_bars_on_a_line(page_of: Callable[..., QTextDocument]):
    text = "The port of حيفا القديم stays."
    page = page_of(text, width=800)
    start = text.index("of")
    [piece] = pieces(page, start, text.index("القديم"), whole(page))
    assert len(piece.bars) == 2
    assert all(x1 < x2 for x1, x2 in piece.bars)
    assert not piece.right_to_left


def test_a_tab_has_a_width_and_a_character_without_ink_a_tick(page_of: Callable[..., QTextDocument]):
    page = page_of("a\tb soft\u00adhyphen", width=800)
    [tab] = pieces(page, 1, 2, whole(page))
    assert tab.right - tab.left > 5
    [soft] = pieces(page, 8, 9, whole(page))
    assert soft.right - soft.left == pytest.approx(2)


@pytest.mark.parametrize(
    ("text", "mixed"),
    [("Brenn", False), ("港务局", False), ("Grüße", False), ("שלום", True), ("to \u200f", True), ("مرحبا", True)],
)
def test_right_to_left_characters_are_noticed(page_of: Callable[..., QTextDocument], text: str, mixed: bool):
    assert is_right_to_left(page_of(text).begin()) is mixed


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("Zinke گفت: «این بهانه‌ای است»", True),
        ("به گزارش Washington Examiner وزیر کشور گفت", True),
        ("وزير said the English minister of the interior", False),
        ("Zinke said so", False),
        ("2018 – سبتمبر", True),
    ],
)
def test_a_paragraph_runs_as_most_of_its_words_do(page_of: Callable[..., QTextDocument], text: str, backwards: bool):
    page = page_of(f"First.\n{text}\nLast.")
    line_geometry.set_directions(page)
    block = page.begin().next()
    assert (block.textDirection() == Qt.LayoutDirection.RightToLeft) is backwards
    assert page.begin().textDirection() == Qt.LayoutDirection.LeftToRight
    assert page.characterCount() - 1 == len(f"First.\n{text}\nLast.")


def test_what_is_visible_holds_every_line_whose_words_or_lanes_are_in_sight(page_of: Callable[..., QTextDocument]):
    text = "word " * 400
    page = page_of(text)
    found = list(pieces(page, 0, len(text), whole(page)))
    for top in range(0, round(found[-1].bottom), 37):
        start, end = visible_range(page, top, top + 120, PITCH)
        seen = list(pieces(page, 0, len(text), (start, end)))
        wanted = [p for p in found if p.bottom + PITCH.room > top and p.top < top + 120]
        assert {p.top for p in wanted} <= {p.top for p in seen}
        assert len(seen) <= len(wanted) + 4


def test_below_a_paragraph_of_one_line_its_own_line_is_found_before_the_rest_is_laid_out(
    page_of: Callable[..., QTextDocument],
):
    text = "\n".join(["Ships will be stopped."] * 200)
    known = page_of(text, 400)
    known.size()  # lays out all of it
    for y in range(850, 1000, 7):
        assert boundary_at(page_of(text, 400), QPointF(0, y)) == boundary_at(known, QPointF(0, y))


def test_an_empty_page_has_a_boundary_and_no_hit(page_of: Callable[..., QTextDocument]):
    page = page_of("")
    assert boundary_at(page, QPointF(50, 50)) == 0
    assert hit(page, QPointF(5, 5), PITCH) is None


def test_every_height_finds_the_line_at_or_above_it(page_of: Callable[..., QTextDocument]):
    document = page_of("\n".join(f"Paragraph {number} says little, but says it twice over." for number in range(80)))
    layout = document.documentLayout()
    layout.blockBoundingRect(document.lastBlock())  # lays everything out
    tops = [
        (layout.blockBoundingRect(block).top() + block.layout().lineAt(index).y(), block.blockNumber(), index)
        for block in map(document.findBlockByNumber, range(document.blockCount()))
        for index in range(block.layout().lineCount())
    ]
    for height in range(0, int(layout.documentSize().height()), 3):
        found = line_geometry.line_around(document, QPointF(0, height))
        assert found is not None
        block, _, line = found
        _, number, index = max([top for top in tops if top[0] <= height], default=tops[0])
        assert (block.blockNumber(), line.lineNumber()) == (number, index)
