"""Spans on the page: lanes that never touch, names on every line, colour that always equals label."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QDeadlineTimer, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen
from PySide6.QtWidgets import QApplication

from annotator.gui import line_geometry, theme
from annotator.model.span import Extent
from tests.gui.page_fixtures import ALT, CTRL, Page

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QImage

    from annotator.model.span import Span


@dataclass
class Recorder:
    """Stands in for a QPainter and keeps what was drawn, in the page's own coordinates."""

    font: QFont | None = None
    pen: QPen = field(default_factory=QPen)
    fills: list[tuple[QRectF, QColor]] = field(default_factory=list)
    lines: list[tuple[QPointF, QPointF, QPen]] = field(default_factory=list)
    texts: list[tuple[QRectF, str, QColor]] = field(default_factory=list)
    boxes: list[tuple[QRectF, QPen]] = field(default_factory=list)
    corners: list[list[QPointF]] = field(default_factory=list)

    def setFont(self, font: QFont) -> None:
        self.font = font

    def setRenderHint(self, *_: object) -> None:
        pass

    def setPen(self, pen: QPen | QColor) -> None:
        self.pen = QPen(pen)

    def fillRect(self, rect: QRectF, colour: QColor) -> None:
        self.fills.append((QRectF(rect), QColor(colour)))

    def drawLine(self, start: QPointF, end: QPointF) -> None:
        self.lines.append((start, end, self.pen))

    def drawText(self, base: QPointF, text: str) -> None:
        assert self.font is not None
        metrics = QFontMetricsF(self.font)
        width = metrics.horizontalAdvance(text)
        top, bottom = base.y() - metrics.capHeight(), base.y() + metrics.tightBoundingRect(text).bottom()
        self.texts.append((QRectF(base.x(), top, width, bottom - top), text, self.pen.color()))

    def drawRect(self, rect: QRectF) -> None:
        self.boxes.append((rect, self.pen))

    def drawPolyline(self, points: list[QPointF]) -> None:
        self.corners.append(points)


def painted(page: Page) -> Recorder:
    recorder = Recorder()
    view = page.view
    whole = (0, view.shown.length)
    view._painter.paint(recorder, view.document(), view.shown, whole, view.marks)  # type: ignore[arg-type]
    return recorder


def text_lines(page: Page) -> list[QRectF]:
    """The bands of the page's lines of text, from top to bottom."""
    view = page.view
    pieces = line_geometry.pieces(view.document(), 0, view.shown.length, (0, view.shown.length))
    return [QRectF(p.left, p.top, p.right - p.left, p.bottom - p.top) for p in pieces]


def three_lanes_on_every_line(page: Page) -> list[Span]:
    """Three spans round one another over a paragraph of several lines, and actors in it."""
    page.open()
    paragraph = page.session.structure.paragraph_at(page.where("We demand").start)
    assert paragraph is not None
    return [
        page.mark(Extent(paragraph.start + 1, paragraph.end - 3), "claim"),
        page.mark(Extent(paragraph.start + 1, paragraph.end - 1), "threat"),
        page.mark(paragraph, "demand"),
    ]


# Room


def test_three_lanes_on_neighbouring_lines_touch_neither_words_nor_each_other(page: Page):
    three_lanes_on_every_line(page)
    drawn = painted(page)
    bands = text_lines(page)
    assert len(drawn.lines) >= 9
    for a, b, pen in drawn.lines:
        thick = QRectF(a.x(), a.y() - pen.widthF() / 2, b.x() - a.x(), pen.widthF())
        assert not [band for band in bands if band.intersects(thick)]
    for box, _, _ in drawn.texts:
        assert not [band for band in bands if band.intersects(box)]
    heights = sorted({a.y() for a, _, _ in drawn.lines})
    for box, text, _ in drawn.texts:
        crossed = [y for y in heights if box.top() < y - 1 and y + 1 < box.bottom()]
        assert not crossed, text


@pytest.mark.parametrize("zoom", [50, 75, 100, 150, 300])
@pytest.mark.parametrize("lanes", [2, 3, 4])
def test_at_every_zoom_the_names_of_the_last_lane_stay_above_the_next_line(page: Page, zoom: int, lanes: int):
    three_lanes_on_every_line(page)
    page.view.set_lanes(lanes)
    page.view.set_zoom(zoom)
    bands = text_lines(page)
    for box, text, _ in painted(page).texts:
        assert not [band for band in bands if band.intersects(box)], text


@pytest.mark.parametrize(
    "text",
    [
        "港务局周一表示，不会接受新的收费，并要求政府立即开放水闸。" * 6,
        "การท่าเรือกล่าวเมื่อวันจันทร์ว่าจะไม่ยอมรับค่าธรรมเนียมใหม่ " * 6,
        "قال وزيرُ الميناء إنّ الرسومَ سترتفعُ قريبا وإنّ النقابةَ ستضربُ " * 6,
        "मंत्री ने सोमवार को कहा कि बंदरगाह नई फीस नहीं देगा। " * 6,
    ],
    ids=["chinese", "thai", "arabic", "hindi"],
)
def test_in_every_script_the_lanes_keep_their_room(page: Page, text: str):
    page.open(text, language="")
    whole = len(text.rstrip())
    for less, label in ((2, "claim"), (1, "threat"), (0, "demand")):
        page.mark(Extent(0, whole - less), label)
    bands = text_lines(page)
    assert len(bands) >= 2
    drawn = painted(page)
    for a, b, pen in drawn.lines:
        thick = QRectF(a.x(), a.y() - pen.widthF() / 2, b.x() - a.x(), pen.widthF())
        assert not [band for band in bands if band.intersects(thick)]
    for box, name, _ in drawn.texts:
        assert not [band for band in bands if band.intersects(box)], name


# Names


def test_every_line_of_a_lane_is_named_and_the_first_one_in_full(page: Page):
    spans = three_lanes_on_every_line(page)
    drawn = painted(page)
    for span, name, letter in zip(spans, ("claim", "threat", "demand"), "CTD", strict=True):
        rows = len(page.view.rects_of(span.extent))
        assert rows >= 3
        names = [text for _, text, _ in drawn.texts if text in (name, letter)]
        assert names == [name] + [letter] * (rows - 1)


def test_a_name_stands_at_the_start_of_its_lane_and_right_in_right_to_left_text(page: Page):
    page.open("قال وزير الميناء إن الرسوم سترتفع", language="ar")
    extent = page.where("وزير الميناء")
    page.mark(extent, "actor")
    [(box, text, _)] = painted(page).texts
    [rect] = page.view.rects_of(extent)
    assert text == "actor"
    assert rect.right() - 3 <= box.right() <= rect.right()


def test_where_there_is_no_room_for_the_name_the_letter_stands(page: Page):
    page.open()
    page.mark("We", "demand")
    [(_, text, _)] = painted(page).texts
    assert text == "D"


def test_a_doubt_shows_as_a_question_mark_on_the_lane(page: Page):
    page.open()
    page.session.set_doubt(page.mark("Halvian harbour council", "actor"), True)
    [(_, text, _)] = painted(page).texts
    assert text == "actor ?"


def test_a_note_shows_on_the_lane(page: Page):
    page.open()
    page.session.set_note(page.mark("Halvian harbour council", "actor"), "or the city?")
    [(_, text, _)] = painted(page).texts
    assert text.startswith("actor ")
    assert text != "actor"


def test_no_two_names_stand_on_one_another(page: Page):
    page.open()
    paragraph = page.session.structure.paragraph_at(page.where("We demand").start)
    assert paragraph is not None
    for less in range(6):
        page.mark(Extent(paragraph.start, paragraph.end - less * 3), ("claim", "threat", "demand")[less % 3])
    boxes = [box for box, _, _ in painted(page).texts]
    for index, box in enumerate(boxes):
        assert not [other for other in boxes[index + 1 :] if other.intersects(box)]


def test_deeper_spans_share_the_last_lane_dashed_with_a_count(page: Page):
    page.open()
    paragraph = page.session.structure.paragraph_at(page.where("We demand").start)
    assert paragraph is not None
    for less in range(5):
        page.mark(Extent(paragraph.start, paragraph.end - less), ("claim", "threat", "demand")[less % 3])
    drawn = painted(page)
    assert len({round(a.y()) for a, _, _ in drawn.lines}) == 3 * len(page.view.rects_of(paragraph))
    assert any(pen.style() == Qt.PenStyle.CustomDashLine for _, _, pen in drawn.lines)
    assert any(text.endswith("+2") for _, text, _ in drawn.texts)


def test_however_many_share_a_lane_no_gap_between_dashes_is_as_long_as_a_word(page: Page):
    page.open()
    paragraph = page.session.structure.paragraph_at(page.where("We demand").start)
    assert paragraph is not None
    for less in range(12):
        page.mark(Extent(paragraph.start, paragraph.end - less), ("claim", "threat", "demand")[less % 3])
    dashed = [pen for _, _, pen in painted(page).lines if pen.style() == Qt.PenStyle.CustomDashLine]
    assert dashed
    assert max(pen.dashPattern()[1] * pen.widthF() for pen in dashed) <= 16


def test_a_deeper_span_is_still_hit_and_listed(page: Page):
    page.open()
    paragraph = page.session.structure.paragraph_at(page.where("We demand").start)
    assert paragraph is not None
    spans = [
        page.mark(Extent(paragraph.start, paragraph.end - less), ("claim", "threat", "demand")[less % 3])
        for less in range(5)
    ]
    inside = page.where("refused").start
    found = []
    for _ in range(5):
        page.click(inside, modifiers=ALT)
        assert page.session.selected is not None
        found.append(page.session.selected.id)
    assert sorted(found) == sorted(span.id for span in spans)


# Colour


def test_the_tint_behind_a_word_is_the_innermost_spans(page: Page):
    page.open()
    page.mark("harbour master Ida Brandt said", "claim")
    page.mark("Ida Brandt", "actor")
    drawn = painted(page)
    actor, claim = (theme.current().label_colours(page.label(name)).tint for name in ("actor", "claim"))
    shift = QPointF(0, page.view.place())
    assert top_fill(drawn, page.view.rects_of(page.where("Ida"))[0].translated(shift).center()) == actor
    assert top_fill(drawn, page.view.rects_of(page.where("master Ida"))[0].translated(shift).topLeft()) == claim


def top_fill(drawn: Recorder, point: QPointF) -> QColor | None:
    found = None
    for rect, colour in drawn.fills:
        if rect.contains(point):
            found = colour
    return found


def test_a_selected_outer_span_leaves_the_inner_ones_their_own_colour(page: Page):
    page.open()
    outer = page.mark("harbour master Ida Brandt said", "claim")
    page.mark("Ida Brandt", "actor")
    page.session.select(outer)
    drawn = painted(page)
    inside = top_fill(drawn, page.view.rects_of(page.where("Ida"))[0].center())
    beside = top_fill(drawn, page.view.rects_of(page.where("master Ida"))[0].center())
    plain = theme.current().label_colours(page.label("claim")).tint
    assert beside not in (None, plain)
    assert inside not in (None, beside)
    inner = next(span for span in page.session.spans if span.id != outer.id)
    page.session.select(inner)
    alone = top_fill(painted(page), page.view.rects_of(page.where("Ida"))[0].center())
    assert inside == alone  # not mixed with the colour around it


def test_the_selected_span_is_named_on_a_shared_lane_with_its_doubt(page: Page):
    page.open()
    paragraph = page.session.structure.paragraph_at(page.where("We demand").start)
    assert paragraph is not None
    labels = ("claim", "threat", "demand", "proposal")
    spans = [page.mark(Extent(paragraph.start, paragraph.end - less), labels[less]) for less in range(4)]
    page.session.set_doubt(spans[0], True)
    assert not any(text.startswith("claim") for _, text, _ in painted(page).texts)
    page.session.select(page.session.spans.get(spans[0].id))
    drawn = painted(page)
    assert any(text == "claim ? +1" for _, text, _ in drawn.texts)
    _, _, pen = drawn.lines[-1]
    assert pen.style() == Qt.PenStyle.SolidLine  # its own lane lies above the others' dashes
    assert pen.color() == theme.current().label_colours(page.label("claim")).line


def test_the_ends_of_the_selected_span_are_drawn_strongly(page: Page):
    page.open()
    span = page.mark("Halvian harbour council", "actor")
    before = len(painted(page).fills)
    page.session.select(span)
    assert len(painted(page).fills) == before + 2


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_letters_on_a_selected_span_keep_their_contrast(page: Page, choice: str):
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, choice)  # type: ignore[arg-type]
    try:
        page.open()
        spans = [page.mark("Halvian harbour council", label.name) for label in page.session.labels]
        for span in spans:
            page.session.select(span)
            for _, colour in painted(page).fills[:-2]:
                assert contrast(theme.current().ink, colour) >= 4.5
    finally:
        theme.apply(application, "light")


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour: QColor) -> float:
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# Hidden, dimmed, in pieces


def test_a_hidden_label_is_not_painted(page: Page):
    page.open()
    page.mark("Halvian harbour council", "actor")
    page.mark("close the port", "threat")
    page.session.set_label_hidden(page.label("actor"), True)
    assert [text for _, text, _ in painted(page).texts] == ["threat"]


def test_plain_reading_paints_no_span(page: Page):
    page.open()
    page.session.select(page.mark("Halvian harbour council", "actor"))
    page.session.set_plain(True)
    drawn = painted(page)
    assert (drawn.fills, drawn.lines, drawn.texts) == ([], [], [])


def test_a_fragmented_span_is_marked_in_its_pieces_and_joined_by_dots(page: Page):
    page.open()
    span = page.mark("harbour master", "actor")
    page.session.add_fragment(span, page.where("said on"))
    page.session.select(None)
    drawn = painted(page)
    hole = page.view.rects_of(page.where("Ida Brandt said"))[0].center()
    assert top_fill(drawn, hole) is None
    assert any(pen.style() == Qt.PenStyle.DotLine for _, _, pen in drawn.lines)


def test_spans_of_others_are_dimmed_and_only_shown_when_asked_for(page: Page):
    page.open()
    other = page.project.ensure_annotator("ben")
    from annotator import edits

    assert page.session.document is not None
    edits.add_span(page.project, page.session.document, page.where("Torland"), page.label("actor"), other.id)
    assert painted(page).lines == []
    page.session.set_show_others(True)
    [(_, _, pen)] = painted(page).lines
    assert pen.style() == Qt.PenStyle.DotLine
    assert painted(page).texts == []
    page.click("Torland")
    assert page.selected is None


def test_a_span_without_ink_shows_a_tick(page: Page):
    page.open("soft\u00adhyphen")
    page.mark("\u00ad", "actor")
    assert len(painted(page).lines) == 1
    [(a, b, _)] = painted(page).lines
    assert b.x() - a.x() >= 1


# What is on the screen


def screen(page: Page) -> QImage:
    """What stands on the screen: the work of every partial repaint since the window was shown."""
    QApplication.processEvents()
    QApplication.processEvents()
    shown = page.window.screen().grabWindow(page.window.winId()).toImage()
    return shown.copy(QRect(page.view.viewport().mapTo(page.window, QPoint(0, 0)), page.view.viewport().size()))


def afresh(page: Page) -> QImage:
    return page.view.viewport().grab().toImage().convertToFormat(screen(page).format())


def is_whole(page: Page) -> bool:
    """Whether the screen shows what a whole repaint would, at the latest after a moment."""
    until = QDeadlineTimer(1000)
    while screen(page) != afresh(page):
        if until.hasExpired():
            return False
    return True


def test_after_each_edit_the_screen_shows_what_a_whole_repaint_would(page: Page):
    page.open()
    page.labelling.next_key.show_marks = False  # they come with time, not with an edit
    steps = [
        lambda: page.drag_over(
            "We demand that the ministry of Torland opens the locks at once,” Brandt told reporters"
        ),
        lambda: page.press("c"),
        lambda: page.point_at("Torland"),
        lambda: page.press("a"),
        lambda: page.press("d"),
        lambda: page.press("d"),
        lambda: page.press("Right", modifiers=ALT),
        lambda: page.press("5", modifiers=CTRL),
        lambda: page.press("Tab"),
        lambda: page.press("Tab"),
        lambda: page.press("Delete"),
        lambda: page.press("z", modifiers=CTRL),
        lambda: page.press("z", modifiers=CTRL),
        lambda: page.press("Esc"),
        lambda: page.click("Brandt told", times=3),
        lambda: page.press("t"),
        lambda: page.press("Space"),
    ]
    for number, step in enumerate(steps):
        step()
        assert is_whole(page), f"after step {number}"


acts = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "add", "remove", "select", "let go", "move", "doubt", "undo", "redo"]),
        st.integers(0, 420),
        st.integers(1, 200),
        st.sampled_from(["actor", "claim", "threat", "demand", "proposal"]),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
def test_whatever_is_edited_the_screen_shows_what_a_whole_repaint_would(
    page: Page, acts: list[tuple[str, int, int, str]]
):
    page.open()
    page.labelling.next_key.show_marks = False
    session = page.session
    for act, start, length, label in acts:
        extent = Extent(start, min(start + length, len(page.text)))
        spans = list(session.spans)
        span = spans[start % len(spans)] if spans else None
        if act == "add":
            session.add_span(extent, page.label(label))
        elif act == "undo":
            session.undo()
        elif act == "redo":
            session.redo()
        elif act == "let go":
            session.select(None)
        elif span is None:
            continue
        elif act == "remove":
            session.remove_spans([span])
        elif act == "select":
            session.select(span)
        elif act == "move":
            session.move_span(span, extent)
        elif act == "doubt":
            session.set_doubt(span, not span.doubt)
        page.view._forget_gone.timeout.emit()
        assert is_whole(page), act


def test_spans_that_share_the_last_lane_take_turns_with_their_dashes(page: Page):
    page.open()
    paragraph = page.session.structure.paragraph_at(page.where("We demand").start)
    assert paragraph is not None
    for less in range(4):
        page.mark(Extent(paragraph.start, paragraph.end - less), ("claim", "threat", "demand", "actor")[less])
    dashed = [pen for _, _, pen in painted(page).lines if pen.style() == Qt.PenStyle.CustomDashLine]
    assert len({pen.dashOffset() for pen in dashed}) == 2


def test_a_doubt_shows_on_a_span_too_short_for_its_labels_name(page: Page):
    page.open("We met Al today.")
    span = page.mark("Al", "actor")
    page.session.set_doubt(span, True)
    assert "A ?" in [text for _, text, _ in painted(page).texts]
