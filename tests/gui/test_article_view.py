"""The page shows every text exactly, to the code point, and stands still while it is labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.document import Document
from annotator.model.offsets import ShownText
from annotator.model.span import Extent
from tests.gui.page_fixtures import ALT, ARTICLE, CTRL, SHIFT, Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.gui.article_view import ArticleView

HARD = (
    "Tür, naïve café (e\u0301) and ﬁve ½ – “Grüße”.\n"
    "Families 👨‍👩‍👧‍👦, flags 🇪🇺🇩🇪, skin 👍🏽, keys 1️⃣; astral 𝔘𝔫𝔦 𐍈.\n"
    "Tab\tand no-break\u00a0space, thin\u202fspace, soft\u00adhyphen.\n"
    "Stacked z\u0351\u0343\u0322 marks, Ȧ\u0323, क्षत्रिय नमस्ते.\n"
    "กำแพงน้ำ ที่นี่ ภาษาไทย\n"
    "港务局周一表示，不会接受新的收费。\n"
    "東京湾の「港」で。 서울 항만공사\n"
)
SOFT_HYPHEN = "\u00ad"
RIGHT_TO_LEFT = (
    "قال وزيرُ الميناء إنّ الرسوم سترتفع.\n"
    "אמר שר הנמל: ״לא נפתח״ ב־12 במאי.\n"
    "The port of حيفا (Haifa) and the word שלום stay, said 15 Arabs of القدس.\n"
    "إيالات متحدة وسلاحه والمسؤولُ قال إنّ الحربَ طويلةٌ جدًّا وفعلًا عملاً، قائلًا: لا.\n"
    "به‌ها و خانه‌اش نیز ۱۲ Washington Post در ۲۰۲۴ به ایالات متحده رفت و 360 نفر سالانه آمدند.\n"
    "Zinovieva Report شركة تعاقدت مع الدولة ومع الاستخبارات لتطوير برامج سلاح الجو في البلاد.\n"
)


def graphemes(text: str) -> Iterator[Extent]:
    """Every grapheme that a line shows."""
    for found in regex.finditer(r"\X", text):
        if found.group().strip("\r\n\u2028\u2029\u0085\x0b\x0c"):
            yield Extent(found.start(), found.end())


def has_width(page: Page, extent: Extent) -> bool:
    """Whether a pointer can be on it; a soft hyphen and a blank where a line is broken have no width."""
    return page.view.rects_of(extent)[0].width() > 2


# Offsets

anything = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from(
            "ab .\t\r\n\u2028\u2029\u0085\u000b\u000c\ufeff\ufffe\ufdd0\ufdd1\ufffc\ufffd\u00a0\u00ad\u200b"
        ),
        st.sampled_from("𝔘👍👩\u200d🏽\U000f0000\U0010ffffe\u0301\u0323שقผ你"),
    ),
    max_size=40,
)
pieces_of_text = st.lists(
    st.one_of(
        anything, st.sampled_from(["\r\n", "\n\r", "\r\r\n", "\ufeff", "👨‍👩‍👧‍👦", "🇪🇺", "e\u0301", "กำ", "العربية 12"])
    ),
    max_size=8,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=pieces_of_text)
def test_any_text_is_shown_with_as_many_positions_as_were_reckoned(page: Page, text: str):
    show(page.view, text)
    assert page.view.document().characterCount() - 1 == ShownText(text).length


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=pieces_of_text)
def test_any_text_selected_is_the_text_that_was_meant_and_is_copied_as_stored(page: Page, text: str):
    show(page.view, text)
    view = page.view
    for extent in graphemes(text):
        view.select_text(extent, exact=True)
        assert view.selected_extent() == extent
        assert copied(view) == text[extent.start : extent.end]
    view.selectAll()
    if text:
        assert view.selected_extent() == Extent(0, len(text))
        assert copied(view) == text


def copied(view: ArticleView) -> str:
    return bytes(view.createMimeDataFromSelection().data("text/plain").data()).decode()


def show(view: ArticleView, text: str) -> None:
    """Show a text without a project around it, as opening a document does."""
    document = Document(1, "any", "", text)
    view.session.document = document
    view.session._structure = None
    view.session.document_changed.emit(document)


hard_texts = pytest.mark.parametrize("text", [HARD, RIGHT_TO_LEFT], ids=["many scripts", "right to left"])


@hard_texts
def test_every_grapheme_clicked_is_the_grapheme_under_the_pointer(page: Page, text: str):
    page.open(text, language="")
    wrong = []
    for extent in graphemes(text):
        if not has_width(page, extent):
            continue
        place = page.view.place_at(page.view.rects_of(extent)[0].center().toPoint())
        if place is None or page.session.structure.grapheme_at(place.offset) != extent:
            wrong.append((extent, text[extent.start : extent.end], place))
    assert wrong == []


@hard_texts
@pytest.mark.parametrize("backwards", [False, True], ids=["left to right", "right to left"])
def test_every_grapheme_dragged_over_exactly_is_selected_exactly(page: Page, text: str, backwards: bool):
    page.open(text, language="")
    wrong = []
    for extent in graphemes(text):
        if not has_width(page, extent):
            continue  # the caret reaches it
        ends = page.edges(extent)
        page.drag(*(reversed(ends) if backwards else ends), during=ALT)
        if page.view.selected_extent() != extent:
            wrong.append((extent, text[extent.start : extent.end], page.selected_text))
    assert wrong == []


def test_a_character_without_ink_is_selected_by_the_caret(page: Page):
    page.open(HARD)
    soft = page.where(SOFT_HYPHEN)
    page.view.set_caret(soft.start)
    page.press("Right", modifiers=SHIFT)
    assert page.view.selected_extent() == soft


@hard_texts
def test_every_grapheme_dragged_over_is_labelled_and_stored_exactly(page: Page, text: str):
    page.open(text, language="")
    wanted = [e for e in graphemes(text) if has_width(page, e) and text[e.start : e.end] != "\t"][::3]
    for extent in wanted:
        page.drag(*page.edges(extent), during=ALT)
        page.press("a")
    assert [span.extent for span in page.stored_spans()] == wanted


def test_every_grapheme_is_reached_by_the_caret_and_shift(page: Page):
    page.open(HARD, language="")
    wrong = []
    for extent in graphemes(HARD):
        page.view.set_caret(extent.start)
        page.press("Right", modifiers=SHIFT)
        selected = page.view.selected_extent()
        if selected is None or not extent.covers(selected):
            wrong.append((extent, page.selected_text))
    assert wrong == []


def test_on_real_articles_every_grapheme_is_clicked_and_dragged_exactly(page: Page, shared_corpus: Path):
    wrong = []
    for path in sorted((shared_corpus / "articles").glob("*.txt"))[::9]:
        text = path.read_bytes().decode()[:700]
        page.open(text, language="")
        for extent in graphemes(text):
            if not has_width(page, extent):
                continue
            place = page.view.place_at(page.view.rects_of(extent)[0].center().toPoint())
            ends = sorted(page.view.boundary_at(point) for point in page.edges(extent))
            if place is None or place.offset != extent.start or tuple(ends) != extent:
                wrong.append((path.name, extent, text[extent.start : extent.end], place, ends))
    assert wrong == []


def test_a_ligature_is_two_letters_to_the_pointer(page: Page):
    page.open("The flag of the fleet is first.")
    for letter in page.where("l"), page.where("l", 1):
        for rect in page.view.rects_of(letter):
            for x in range(round(rect.left()) + 1, round(rect.right())):
                place = page.view.place_at(QPoint(x, round(rect.center().y())))
                assert place is not None
                assert place.offset == letter.start


# The page stands still


def lines_of(view: ArticleView) -> list[tuple[float, ...]]:
    """Where every line of the page lies and how wide its text is."""
    layout = view.document().documentLayout()
    found: list[tuple[float, ...]] = []
    block = view.document().begin()
    while block.isValid():
        origin = layout.blockBoundingRect(block)
        found.append((origin.x(), origin.y(), origin.width(), origin.height()))
        for index in range(block.layout().lineCount()):
            line = block.layout().lineAt(index)
            found.append((line.x(), line.y(), line.height(), line.naturalTextWidth(), float(line.textStart())))
        block = block.next()
    return found


def test_the_text_does_not_move_by_a_pixel_when_spans_come_change_and_go(page: Page):
    page.open()
    before = lines_of(page.view)
    page.drag_over("harbour master Ida Brandt")
    page.press("a")
    page.point_at("Brandt")
    page.press("c")
    assert len(page.stored()) == 2
    assert lines_of(page.view) == before
    page.press("Space")
    page.press("1", modifiers=CTRL)
    assert lines_of(page.view) == before
    page.press("Delete")
    assert len(page.stored()) == 1
    assert lines_of(page.view) == before
    page.press("z", modifiers=CTRL)
    assert lines_of(page.view) == before


def test_a_removed_span_leaves_no_trace_on_the_picture(page: Page):
    page.open()
    page.leave_the_page()
    clean = page.view.viewport().grab().toImage()
    page.mark("Halvian harbour council", "actor")
    assert page.view.viewport().grab().toImage() != clean
    page.session.undo()
    page.session.went.emit([])  # the mark of what went is gone after a second
    assert page.view.viewport().grab().toImage() == clean


def test_labelling_keeps_caret_scroll_place_and_focus(page: Page):
    page.open(ARTICLE * 6)
    page.view.set_caret(page.where("locks", 2).start)
    page.view.set_place(400)
    caret, place = page.view.caret(), page.view.place()
    page.point_at("commission", next(n for n in range(6) if page.view.is_in_sight(page.where("commission", n).start)))
    page.press("a", "c")
    assert len(page.stored()) == 2
    assert (page.view.caret(), page.view.place()) == (caret, place)
    assert page.view.hasFocus()


# Places


def test_each_document_keeps_its_place(page: Page):
    first = page.open(ARTICLE * 6)
    page.view.set_place(321)
    second = page.open(ARTICLE * 6)
    assert page.view.place() == 0
    page.view.set_place(123)
    page.session.open_document(first)
    assert page.view.place() == 321
    page.session.open_document(second)
    assert page.view.place() == 123


def test_a_place_in_sight_is_not_scrolled_to(page: Page):
    page.open(ARTICLE * 6)
    page.view.set_place(50)
    page.view.show_extent(page.where("locks"))
    assert page.view.place() == 50


def test_a_place_out_of_sight_is_brought_into_the_upper_third(page: Page):
    page.open(ARTICLE * 6)
    far = page.where("commission", 4)
    assert not page.view.is_in_sight(far.start)
    page.view.show_extent(far)
    assert page.view.is_in_sight(far.start)
    [rect] = page.view.rects_of(far)
    assert 0 < rect.top() < page.view.viewport().height() / 2


def test_zooming_keeps_what_is_at_the_top_of_the_view(page: Page):
    page.open(ARTICLE * 6)
    top = page.where("Brandt proposed", 2)
    page.view.set_place(round(page.view.rects_of(top)[0].top()))
    page.view.set_zoom(150)
    first = page.view.rects_of(top)[0]
    assert -first.height() < first.top() < first.height()


@pytest.mark.parametrize(("asked", "given"), [(10, 50), (75, 75), (1000, 300)])
def test_zoom_stays_between_half_and_three_times(page: Page, asked: int, given: int):
    page.open()
    page.view.set_zoom(asked)
    assert page.view.zoom == given


def test_the_wheel_with_ctrl_zooms_and_without_scrolls(page: Page):
    page.open(ARTICLE * 6)
    wheel(page, -120, CTRL)
    assert (page.view.zoom, page.view.place()) == (90, 0)
    wheel(page, -120)
    assert page.view.zoom == 90
    assert page.view.place() > 0


def wheel(page: Page, turn: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    viewport = page.view.viewport()
    point = QPointF(200, 200)
    phase = Qt.ScrollPhase.NoScrollPhase
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        point, QPointF(viewport.mapToGlobal(point)), QPoint(), QPoint(0, turn), none, modifiers, phase, False
    )
    QApplication.sendEvent(viewport, event)


# Reading only


def test_typing_pasting_and_dropping_never_change_the_text(page: Page):
    page.open()
    QApplication.clipboard().setText("intruder")
    before = page.view.toPlainText()
    QTest.keyClicks(page.view, "xyz, ;!")
    page.press("v", modifiers=CTRL)
    page.press("x", modifiers=CTRL)
    page.press(Qt.Key.Key_Backspace)
    assert page.view.toPlainText() == before
    assert not page.view.acceptDrops()


def test_copying_gives_the_stored_text_with_its_own_line_ends(page: Page):
    page.open("First line\r\nsecond\u00a0line\u2028third\ttab\r\n")
    page.view.selectAll()
    page.press("c", modifiers=CTRL)
    assert QApplication.clipboard().text() == "First line\r\nsecond\u00a0line\u2028third\ttab\r\n"


def test_a_title_that_is_the_first_line_is_set_larger_in_place(page: Page):
    page.open(ARTICLE, title="Brenn harbour raises fees")
    [title] = page.view.rects_of(page.where("Brenn"))
    [body] = page.view.rects_of(page.where("Halvian"))
    assert title.height() > body.height() * 1.2


def test_a_title_that_is_not_in_the_text_is_painted_above_it_and_not_put_into_it(page: Page):
    page.open(ARTICLE)
    top = page.view.rects_of(page.where("Brenn"))[0].top()
    page.open(ARTICLE, title="An editor’s own headline")
    assert page.view.rects_of(page.where("Brenn"))[0].top() > top + 10
    assert page.view.toPlainText().startswith("Brenn")


# Keeping documents apart


def test_a_title_above_the_text_wraps_and_pushes_the_text_down_in_a_narrow_window(page: Page):
    page.open(ARTICLE, title="An editor’s own headline, which is too long for one line of a narrow page")
    wide = page.view.rects_of(page.where("Brenn"))[0].top()
    page.window.resize(360, page.window.height())
    page.pause()
    narrow = page.view.rects_of(page.where("Brenn"))[0].top()
    assert narrow > wide
    page.window.resize(1000, page.window.height())
    page.pause()
    assert page.view.rects_of(page.where("Brenn"))[0].top() == wide


def test_many_documents_opened_leave_one_page_behind(page: Page):
    from PySide6.QtGui import QTextDocument

    documents = [page.add(ARTICLE) for _ in range(5)]
    for document in documents * 3:
        page.session.open_document(document)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert len(page.view.findChildren(QTextDocument)) == 1
