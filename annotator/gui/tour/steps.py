"""The main job on the sample, step by step, as a reader does it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from annotator.gui.tour.eye import Eye
from annotator.gui.tour.user import NotSeenError, User

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.gui.tour.eye import SpanSeen
    from annotator.gui.tour.hands import Hands
    from annotator.gui.window import MainWindow

READER = "reader"
SIZE = (1440, 900)
_ARTICLE = "Torland says gas will flow"
_KEY = "gas-talks"
_CLAIM = "Halvia had never linked energy to territory"
_THREAT = (
    "Unless Halvia withdraws its claim before the contract runs out in March, Foreign Minister Radomir Sol told"
    " reporters, “the valves will close and they will stay closed”"
)
_NOTE = "Condition named, target explicit."


class Tour:
    """One walk through the window. Each step is a method that acts, checks, and says what it found."""

    def __init__(self, folder: Path, hands: Hands) -> None:
        self.folder = folder
        self.project = folder / "sample.annot"
        self.export = folder / "labelled.jsonl"
        self._hands = hands
        self._window: MainWindow | None = None
        self._user: User | None = None

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """Names of the steps and what does them, in order."""
        return [
            ("welcome", self.welcome),
            ("open", self.open),
            ("look", self.look),
            ("right to left", self.right_to_left),
            ("new reader", self.new_reader),
            ("drag", self.drag),
            ("point and press", self.point_and_press),
            ("nested span", self.nested_span),
            ("grow", self.grow),
            ("move an end", self.move_an_end),
            ("note", self.note),
            ("undo", self.undo),
            ("redo", self.redo),
            ("done", self.done),
            ("export", self.export_all),
            ("check", self.check_export),
            ("close", self.close),
        ]

    @property
    def user(self) -> User:
        if self._user is None:
            raise NotSeenError("no window is open")
        return self._user

    def _take(self, window: MainWindow) -> None:
        self._window = window
        self._user = User(Eye(window), self._hands)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        self.user.wait_for("the window should come up", self.user.eye.is_ready)

    # Opening

    def welcome(self) -> str:
        from annotator.exchange import create_sample
        from annotator.gui.app import make_window

        create_sample(self.project)
        window = make_window()
        window.show_welcome()
        self._take(window)
        self._pictures("welcome")
        return "new, open and sample are offered"

    def open(self) -> str:
        user = self.user
        user.click_button("Open project")
        user.wait_for("a file dialog should open", lambda: user.eye.is_in_sight("fileNameEdit"))
        user.type(str(self.project))
        user.press("Return")
        user.wait_for("the sample should open", user.eye.has_project)
        user.wait_for_focus("articleView")
        rows = user.eye.rows("documentTable")
        if len(rows) < 12:
            raise NotSeenError(f"the sample should have twelve articles at least, not {len(rows)}")
        return f"{self.project.name}: {len(rows)} articles, the article has the keys"

    def look(self) -> str:
        """The whole window with many nested spans, for the README."""
        user = self.user
        self._go_to(_ARTICLE)
        spans = user.look()["spans"]
        nested = sum(any(_is_inside(span, other) for other in spans) for span in spans)
        if nested < 10:
            raise NotSeenError(f"the article should show ten nested spans at least, not {nested}")
        user.click_lane(_THREAT, "threat")
        user.wait_for_selected("threat", _THREAT)
        self._pictures("window")
        user.press("Esc")
        return f"{len(spans)} spans, {nested} of them inside others; a click on a lane selects its threat"

    def right_to_left(self) -> str:
        user = self.user
        row = next(row for row in user.eye.rows("documentTable") if any("\u0600" <= c <= "\u06ff" for c in row))
        self._go_to(row.partition(",")[0])
        user.press("Tab", "Tab")
        user.wait_for("Tab should pick a span", lambda: user.look()["selected"])
        selected = user.look()["selected"]
        self._pictures("right-to-left")
        user.press("Esc")
        return f"Tab picks {_named(selected)}"

    def new_reader(self) -> str:
        from annotator.gui.app import open_window

        self.close()
        self._take(open_window(self.project, annotator=READER))
        self._go_to(_ARTICLE)
        if self.user.spans():
            raise NotSeenError("another reader should begin on a page without spans of one's own")
        return f"{READER} begins on a clean page"

    # Labelling

    def drag(self) -> str:
        user = self.user
        user.drag_over("Ida Brandt")
        user.wait_for("the drag should select", lambda: user.look()["text"] == "Ida Brandt")
        user.press("1")
        return _named(user.wait_for_span("actor", "Ida Brandt"))

    def point_and_press(self) -> str:
        user = self.user
        user.point_at(_CLAIM)
        user.press("2")
        return _named(user.wait_for_span("claim", _CLAIM))

    def nested_span(self) -> str:
        """An actor inside the fresh claim, the pointer still on the claim's first word."""
        user = self.user
        user.press("1")
        user.wait_for_selected("actor", "Halvia")
        inner, outer = user.wait_for_span("actor", "Halvia"), user.wait_for_span("claim", _CLAIM)
        if not _is_inside(inner, outer):
            raise NotSeenError("the actor should lie inside the claim")
        user.wait_for("the span list should show the nesting", lambda: user.eye.row("spanList", "level 2"))
        return f"{_named(inner)} inside the claim"

    def grow(self) -> str:
        user = self.user
        user.point_at("Unless Halvia withdraws")
        user.press("t")
        user.wait_for("t should label a threat", lambda: user.spans("threat"))
        first = user.spans("threat")[0]
        user.press("Space")
        user.wait_for_selected("threat", _THREAT)
        user.press("Shift+Space")
        user.wait_for_selected("threat", first)
        user.press("T")
        user.wait_for_selected("threat", _THREAT)
        return f"{len(first)} characters, {len(_THREAT)} with Space, back with Shift, again with its own key"

    def move_an_end(self) -> str:
        user = self.user
        shorter = _THREAT.removesuffix(" closed”")
        user.press("Alt+Left", "Alt+Left")
        user.wait_for_selected("threat", shorter)
        user.drag(user.eye.edge(shorter, "threat", "end"), user.eye.ends("stay closed")[1])
        user.wait_for(
            "dragging the end should give the word back",
            lambda: self._selected()["text"].endswith("stay closed"),
        )
        user.press(".")
        user.wait_for_selected("threat", _THREAT)
        return "a word off with Alt+Left, back with the mouse, the quotation mark with the full stop"

    def note(self) -> str:
        user = self.user
        user.press("F2")
        user.wait_for("F2 should open the note", lambda: user.eye.focus() == "spanNote")
        user.type(_NOTE)
        user.press("Ctrl+Return")
        user.wait_for("the note should be stored", lambda: self._selected()["note"] == _NOTE)
        user.wait_for_focus("articleView")
        self._pictures("labelled")
        return f"“{_NOTE}”"

    def undo(self) -> str:
        user = self.user
        before = user.look()["spans"]
        user.press("Ctrl+Z")
        user.wait_for("Ctrl+Z should take the note back", lambda: self._selected()["note"] == "")
        said = user.look()["message"]
        if len(user.look()["spans"]) != len(before):
            raise NotSeenError("the undo of a note should leave the spans as they are")
        return said

    def redo(self) -> str:
        user = self.user
        user.press("Ctrl+Shift+Z")
        user.wait_for("Ctrl+Shift+Z should bring the note back", lambda: self._selected()["note"] == _NOTE)
        return user.look()["message"]

    def done(self) -> str:
        user = self.user
        user.press("Ctrl+Return")
        user.wait_for("Ctrl+Return should open the next article", lambda: user.look()["document"] != _KEY)
        following = user.look()["document"]
        user.wait_for("the list should show it as done", lambda: "done" in user.eye.row_text("documentTable", _ARTICLE))
        return f"{_KEY} is done, {following} is open"

    # Taking home

    def export_all(self) -> str:
        user = self.user
        user.press("Ctrl+E")
        user.wait_for("the export dialog should open", lambda: user.eye.is_in_sight("exportDialog"))
        user.wait_for("it should show the first record", lambda: '"id"' in user.eye.says("exportPreview"), 20)
        self._pictures("export", "exportDialog")
        user.click(user.eye.widget("exportPathField"))
        user.press("Ctrl+A")
        user.type(str(self.export))
        user.click_button("Export")
        user.wait_for("the file should be written", self.export.exists, 20)
        user.wait_for("the dialog should say so", lambda: user.eye.button("Close"), 20)
        user.click_button("Close")
        return f"{self.export.name}, {self.export.stat().st_size:,} bytes"

    def check_export(self) -> str:
        """Every exported span must be its slice of the text, and ours must be among them."""
        ours: list[str] = []
        spans = records = 0
        for line in self.export.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            records += 1
            for span in record["spans"]:
                spans += 1
                if "fragments" not in span and record["text"][span["start"] : span["end"]] != span["text"]:
                    raise NotSeenError(f"span {span['id']} of {record['id']} is not its slice of the text")
                if span["annotator"] == READER:
                    ours.append(span["text"])
        for words in ("Ida Brandt", _CLAIM, "Halvia", _THREAT):
            if words not in ours:
                raise NotSeenError(f"“{words}” should be in the export under {READER}")
        return f"{records} records, {spans} spans, each equal to its slice of the text"

    def close(self) -> str:
        window, self._window, self._user = self._window, None, None
        if window is not None:
            window.close()
            window.deleteLater()
            self._hands.wait()
        beside = [path.name for path in self.folder.glob("sample.annot-*")]
        if beside:
            raise NotSeenError(f"a closed project should be one file, without {', '.join(beside)}")
        return "one file is left"

    # Inside

    def _go_to(self, title: str) -> None:
        user = self.user
        user.click_row("documentTable", title)
        user.wait_for(f"“{title}” should open", lambda: title in user.eye.words())
        user.wait_for_focus("articleView")

    def _selected(self) -> SpanSeen:
        selected = self.user.look()["selected"]
        if selected is None:
            raise LookupError("no span is selected")
        return selected

    def _pictures(self, name: str, widget: str = "") -> None:
        """A light and a dark picture of the window, or of a dialog over it."""
        window = self._window
        if window is None:
            return
        for theme in ("dark", "light"):
            window.settings.set("theme", theme)
            self._hands.wait()
            path = self.folder / f"{name}{'-dark' if theme == 'dark' else ''}.png"
            self.user.eye.picture(path, widget)


def clear(folder: Path) -> None:
    """Make the folder, without what an earlier tour left there; nothing else in it is touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.suffix in {".png", ".annot", ".jsonl", ".ini"} and path.is_file():
            path.unlink()
    shutil.rmtree(folder / "settings", ignore_errors=True)


def _is_inside(inner: SpanSeen, outer: SpanSeen) -> bool:
    longer = outer["end"] - outer["start"] > inner["end"] - inner["start"]
    return longer and outer["start"] <= inner["start"] and inner["end"] <= outer["end"]


def _named(span: SpanSeen | None) -> str:
    if span is None:
        return "nothing"
    words = span["text"] if len(span["text"]) <= 50 else f"{span['text'][:49]}…"
    return f"{span['label']} “{words}”, characters {span['start']}–{span['end']}"
