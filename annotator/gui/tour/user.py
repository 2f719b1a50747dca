"""A reader at the window: the verbs of one who points, drags, clicks and presses keys."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.gui.tour.eye import Eye, Seen, SpanSeen
    from annotator.gui.tour.hands import Hands, Point

PATIENCE = 5.0
"""Seconds a reader waits for what a key should do."""
_STEPS = 6
"""Moves of the pointer that make a drag."""


class NotSeenError(AssertionError):
    """The window did not come to show what it should; the message says what that was."""


class User:
    """Finds things by their words, as a reader does, and acts with the hands given."""

    def __init__(self, eye: Eye, hands: Hands) -> None:
        self.eye = eye
        self.hands = hands
        self.presses = 0
        """Keys pressed so far."""

    # Waiting and seeing

    def wait_for(self, what: str, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until a condition holds; NotSeenError, in these words, if it does not come to."""
        until = time.monotonic() + seconds
        while not self._holds(condition):
            if time.monotonic() > until:
                raise NotSeenError(f"{what}; instead the window shows {self._summary()}")
            self.hands.wait()

    @staticmethod
    def _holds(condition: Callable[[], object]) -> bool:
        # What is looked for may not be there at all yet.
        try:
            return bool(condition())
        except LookupError:
            return False

    def _summary(self) -> str:
        try:
            seen = self.eye.look()
        except LookupError as missing:
            return str(missing)
        marked = ", ".join(f"{span['label']} “{span['text']}”" for span in seen["spans"][:8])
        shown = {key: value for key, value in seen.items() if key != "spans"}
        return f"{shown} and {len(seen['spans'])} spans: {marked}"

    def look(self) -> Seen:
        """What the window shows now."""
        return self.eye.look()

    def spans(self, label: str = "") -> list[str]:
        """The words of all spans, or of those with one label, in reading order."""
        return [span["text"] for span in self.look()["spans"] if label in ("", span["label"])]

    def wait_for_span(self, label: str, words: str) -> SpanSeen:
        """Wait until a span with these words is there; the first of them."""

        def found() -> list[SpanSeen]:
            return [s for s in self.look()["spans"] if (s["label"], s["text"]) == (label, words)]

        self.wait_for(f"“{words}” should be labelled as {label}", found)
        return found()[0]

    def wait_for_selected(self, label: str, words: str) -> None:
        def found() -> bool:
            selected = self.look()["selected"]
            return selected is not None and (selected["label"], selected["text"]) == (label, words)

        self.wait_for(f"the {label} “{words}” should be selected", found)

    def wait_for_message(self, words: str) -> None:
        self.wait_for(f"the status line should say “{words}”", lambda: words in self.look()["message"])

    def wait_for_focus(self, name: str) -> None:
        self.wait_for(f"{name} should have the keys", lambda: self.eye.focus() == name)

    # The article

    def bring_in_sight(self, words: str, nth: int = 0) -> None:
        """Turn the wheel until the words and their lanes are in sight."""
        for _ in range(200):
            way = self.eye.way_to(words, nth)
            if not way:
                return
            before = self.look()["scroll"]
            self.hands.move(self.eye.widget("articleView"))
            self.hands.wheel(way)
            self.wait_for("the wheel should scroll", partial(self._has_scrolled, before))
        raise NotSeenError(f"“{words}” does not come into sight")

    def _has_scrolled(self, before: int) -> bool:
        return self.look()["scroll"] != before

    def point_at(self, words: str, nth: int = 0) -> None:
        """Rest the pointer on the first of some words."""
        self.bring_in_sight(words, nth)
        self.move_to(self.eye.word(words, nth))

    def move_to(self, place: Point) -> None:
        """Move the pointer there in two strokes, so that it has moved wherever it was."""
        x, y = place
        self.hands.move((x + 1, y + 1))
        self.hands.move((x, y))

    def click_on(self, words: str, nth: int = 0, *, count: int = 1, with_key: str = "") -> None:
        """Click on the first of some words."""
        self.point_at(words, nth)
        self._with_key(with_key, lambda: self.hands.click(count))

    def click_lane(self, words: str, label: str) -> None:
        """Click on a span's own lane."""
        self.bring_in_sight(words)
        self.move_to(self.eye.lane(words, label))
        self.hands.click()

    def drag_over(self, words: str, nth: int = 0, *, exact: str = "") -> None:
        """Drag from the first to the last letter; ``exact`` is the modifier held from the middle on."""
        self.bring_in_sight(words, nth)
        start, end = self.eye.ends(words, nth, exact=bool(exact))
        self.drag(start, end, exact)

    def drag(self, start: Point, end: Point, with_key: str = "") -> None:
        """Drag from place to place; a modifier is put down after the press and let go after the release."""
        self.move_to(start)
        self.hands.press()
        for step in range(1, _STEPS):
            x, y = (a + (b - a) * step // _STEPS for a, b in zip(start, end, strict=True))
            self.hands.move((x, y))

        def finish() -> None:
            self.hands.move(end)
            self.hands.release()

        self._with_key(with_key, finish)

    def _with_key(self, modifier: str, act: Callable[[], None]) -> None:
        if not modifier:
            act()
            return
        self.hands.hold(modifier)
        try:
            act()
        finally:
            self.hands.let_go(modifier)

    # Keys and everything else

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.presses += 1
            self.hands.key(key)

    def type(self, text: str) -> None:
        self.hands.type(text)

    def click(self, place: Point, *, count: int = 1, right: bool = False) -> None:
        """Click on any place of the window."""
        self.move_to(place)
        self.hands.click(count, right=right)

    def click_thing(self, find: Callable[[], Point]) -> None:
        """Click on what may still be on its way to its place, as in a dialog that has just opened."""
        place = find()
        self.move_to(place)
        while (now := find()) != place:
            place = now
            self.move_to(place)
        self.hands.click()

    def click_button(self, text: str) -> None:
        self.wait_for(f"there should be a button “{text}”", lambda: self.eye.button(text))
        self.click_thing(lambda: self.eye.button(text))

    def hold(self, label: str) -> None:
        """Click a label's pin, which appears under the pointer."""
        self.move_to(self.eye.inside("labelPanel", label))
        self.click_button(f"Hold {label}")

    def click_row(self, name: str, text: str) -> None:
        """Click on a row of a list, after turning the wheel until it is in sight."""
        self.wait_for(f"{name} should show “{text}”", lambda: self.eye.row(name, text))
        for _ in range(200):
            way = self.eye.way_to_row(name, text)
            if not way:
                break
            self.hands.move(self.eye.widget(name))
            self.hands.wheel(way)
        self.click_thing(lambda: self.eye.row(name, text))

    def choose(self, *entries: str) -> None:
        """Click through the menus: the title, then each entry."""
        for entry in entries:
            self.wait_for(f"there should be a menu entry “{entry}”", partial(self.eye.entry, entry))
            self.click_thing(partial(self.eye.entry, entry))
