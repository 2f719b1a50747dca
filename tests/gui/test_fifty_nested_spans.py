"""Fifty nested spans of the sample, made by pointer and keys, and again by keys alone; every press is counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import Qt

from annotator import resources
from annotator.model.span import Extent
from tests.gui.page_fixtures import ALT, CTRL, NONE, SHIFT, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.model.scheme import Label

WANTED = 50


class Gold(NamedTuple):
    label: str
    extent: Extent


class Way(NamedTuple):
    """A word of a span from which its label's key reaches it, and how."""

    point: int
    grow: int
    """Presses of the label's key after the first."""
    shrink: int
    """Presses of Shift and the key after the first."""

    @property
    def presses(self) -> int:
        return 1 + self.grow + self.shrink


def nested_spans() -> Iterator[tuple[str, list[Gold]]]:
    """English articles of the sample with those of their spans that lie in one another."""
    for line in resources.read_text("sample", "sample.jsonl").splitlines():
        record = json.loads(line)
        if record["language"] != "en":
            continue
        spans = [Gold(s["label"], Extent(s["start"], s["end"])) for s in record["spans"] if "fragments" not in s]
        nested = [
            one
            for one in spans
            if any(a != one and (a.extent.covers(one.extent) or one.extent.covers(a.extent)) for a in spans)
        ]
        nested.sort(key=lambda gold: (gold.extent.start, -gold.extent.end))
        yield record["text"], nested


def ways(page: Page, gold: Gold) -> Iterator[Way]:
    """From every word of a span, how its label's key reaches it, if it does without touching another span."""
    structure, label = page.session.structure, page.label(gold.label)
    at = gold.extent.start
    while at < gold.extent.end:
        word = structure.word_at(at)
        if word is None:
            at += 1
            continue
        chain = structure.chain(at, label)
        if gold.extent in chain.extents:
            steps = chain.extents.index(gold.extent) - chain.first
            between = chain.extents[min(chain.first, chain.first + steps) : max(chain.first, chain.first + steps) + 1]
            if not any(is_taken(page, extent, label) for extent in between):
                yield Way(at, max(steps, 0), max(-steps, 0))
        at = word.end


def is_taken(page: Page, extent: Extent, label: Label) -> bool:
    return any(span.extent == extent and span.label == label.id for span in page.session.spans)


def press_label(page: Page, gold: Gold, way: Way) -> None:
    key = page.label(gold.label).key
    page.press(*[key] * (1 + way.grow))
    page.press(*[key] * way.shrink, modifiers=SHIFT)


def by_pointer(page: Page, gold: Gold) -> None:
    page.bring_into_sight(gold.extent)
    best = min(ways(page, gold), key=lambda way: way.presses, default=None)
    if best is not None and best.presses <= 2:
        page.point_at(best.point)
        press_label(page, gold, best)
        return
    structure, label = page.session.structure, page.label(gold.label)
    # The pointer stops within the last character: with or without it, the drag has to snap to the same words.
    ends = (structure.snap(gold.extent._replace(end=gold.extent.end - short)) for short in (0, 1))
    snaps = all(end is not None and structure.trim(end, label) == gold.extent for end in ends)
    page.drag_over(gold.extent, during=NONE if snaps else ALT)
    page.press(label.key)


def by_keys(page: Page, gold: Gold) -> None:
    here = page.view.caret()
    best = min(ways(page, gold), key=lambda way: way.presses + distance(page, here, way.point), default=None)
    if best is not None and best.presses <= 3:
        move_caret(page, best.point)
        press_label(page, gold, best)
        return
    move_caret(page, gold.extent.start)
    while page.view.caret() < gold.extent.end:
        page.press("Right", modifiers=CTRL | SHIFT)
    while page.view.caret() > gold.extent.end:
        page.press("Left", modifiers=SHIFT)
    page.press(page.label(gold.label).key)


def distance(page: Page, at: int, to: int) -> int:
    """About how many keys the caret needs from one place to another."""
    forward, keys = at < to, 0
    while True:
        jump = page.session.structure.next_start(at, forward)
        if jump is None or (jump > to if forward else jump < to):
            return keys + len(page.text[min(at, to) : max(at, to)].split())
        at, keys = jump, keys + 1


def move_caret(page: Page, to: int) -> None:
    """Go by the names and statements as far as they lead, then by words, then by characters."""
    structure, view = page.session.structure, page.view
    while view.caret() != to:
        forward = view.caret() < to
        jump = structure.next_start(view.caret(), forward)
        if jump is not None and (jump <= to if forward else jump >= to):
            page.press(Qt.Key.Key_Down if forward else Qt.Key.Key_Up, modifiers=CTRL)
        elif abs(to - view.caret()) > 3:
            page.press("Right" if forward else "Left", modifiers=CTRL)
        else:
            page.press("Right" if forward else "Left")


@pytest.mark.parametrize(("hand", "most"), [(by_pointer, 1.5), (by_keys, 6.0)], ids=["pointer and keys", "keys alone"])
def test_fifty_nested_spans_are_made_exactly(page: Page, hand: object, most: float, request: pytest.FixtureRequest):
    assert callable(hand)
    made = 0
    for text, spans in nested_spans():
        wanted = spans[: WANTED - made]
        page.open(text)
        if hand is by_keys:
            page.press("Home")
        for gold in wanted:
            hand(page, gold)
            assert page.selected == (gold.label, text[gold.extent.start : gold.extent.end])
        stored = {(page.session.label(span.label).name, span.extent) for span in page.stored_spans()}
        assert stored == set(wanted)
        made += len(wanted)
        if made == WANTED:
            break
    assert made == WANTED
    share = page.presses / made
    print(f"\n{made} nested spans by {request.node.callspec.id}: {page.presses} presses, {share:.2f} a span")
    assert share <= most
