"""A real screen: the program as a process of its own, its eye asked over a socket, xdotool for hands."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.gui.tour.user import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.gui.tour.hands import Point

REPOSITORY = Path(__file__).resolve().parents[2]
_NAMES = {
    "Esc": "Escape", "Space": "space", "Del": "Delete", "PgUp": "Prior", "PgDown": "Next", ",": "comma",
    ".": "period", "+": "plus", "-": "minus", "=": "equal", "Backspace": "BackSpace",
}  # fmt: skip
_PATIENCE = 20


class RemoteEye:
    """Asks the program's own eye, by the names of its methods."""

    def __init__(self, line: socket.socket) -> None:
        self._talk = line.makefile("rw", encoding="utf-8")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*with_: object, **named: object) -> object:
            question = {"name": name, "with": [_plain(value) for value in with_], "named": named}
            self._talk.write(json.dumps(question) + "\n")
            self._talk.flush()
            line = self._talk.readline()
            if not line:
                raise AssertionError("the program has ended")
            answer = json.loads(line)
            if "missing" in answer:
                raise LookupError(answer["missing"])
            if "error" in answer:
                raise AssertionError(answer["error"])
            return answer["answer"]

        return ask

    def hang_up(self) -> None:
        self._talk.close()


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


class XHands:
    """The X server's own mouse and keyboard."""

    def move(self, place: Point) -> None:
        _xdotool("mousemove", *map(str, place))

    def press(self) -> None:
        _xdotool("mousedown", "1")

    def release(self) -> None:
        _xdotool("mouseup", "1")

    def click(self, count: int = 1, *, right: bool = False) -> None:
        _xdotool("click", "--repeat", str(count), "--delay", "40", "3" if right else "1")

    def wheel(self, notches: int) -> None:
        _xdotool("click", "--repeat", str(abs(notches)), "--delay", "5", "5" if notches > 0 else "4")

    def key(self, keys: str) -> None:
        _xdotool("key", keysym(keys))

    def key_code(self, code: int | str) -> None:
        """Press the key at a place of the keyboard, whatever the layout writes on it; ``ctrl+52`` with Ctrl."""
        _xdotool("key", str(code))

    def key_down(self, keys: str) -> None:
        _xdotool("keydown", keysym(keys))

    def key_up(self, keys: str) -> None:
        _xdotool("keyup", keysym(keys))

    def hold(self, modifier: str) -> None:
        _xdotool("keydown", modifier.lower())

    def let_go(self, modifier: str) -> None:
        _xdotool("keyup", modifier.lower())

    def type(self, text: str) -> None:
        _xdotool("type", "--delay", "4", "--", text)

    def wait(self) -> None:
        time.sleep(0.01)


def keysym(keys: str) -> str:
    """``Ctrl+Shift+Z`` as xdotool writes it."""
    *modifiers, key = ["", "+"] if keys == "+" else keys.replace("++", "+plus").split("+")
    return "+".join([*(part.lower() for part in modifiers if part), _NAMES.get(key, _case(key, modifiers))])


def _case(key: str, modifiers: list[str]) -> str:
    return key.lower() if len(key) == 1 and modifiers else key


def _xdotool(*arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True, timeout=_PATIENCE, capture_output=True)


class ScreenStage:
    """Starts the program on the X display, and sees that it ends well."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program: subprocess.Popen[str] | None = None
        self._eye: RemoteEye | None = None
        self._started = 0
        self.complaints = ""
        """What the program wrote to standard error."""

    def start(self, *arguments: str) -> User:
        """Run the program with these arguments and wait for its window to have the keys."""
        self._started += 1
        address = self._folder / f"ear-{self._started}"
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(str(address))
            door.listen(1)
            door.settimeout(_PATIENCE)
            program = [sys.executable, str(Path(__file__).with_name("program.py")), str(address), *arguments]
            environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONWARNINGS": "error"}
            self._program = subprocess.Popen(
                program, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
            line, _ = door.accept()
        self._eye = RemoteEye(line)
        line.close()
        # Out of the way, so that no word has the pointer on it before a test puts it there.
        _xdotool("mousemove", "1599", "999")
        user = User(self._eye, XHands())  # type: ignore[arg-type]  # an eye at the other end of a line
        user.wait_for("the window should come up and have the keys", self._eye.is_ready, _PATIENCE)
        return user

    def leave(self) -> None:
        """Close the window with its own key and wait for the program to end; it must not have complained."""
        if self._program is None or self._eye is None:
            return
        self._eye.hang_up()
        for _ in range(4):
            # Again, because a change of layout may reach the program after the key.
            _xdotool("key", "ctrl+q")
            with suppress(subprocess.TimeoutExpired):
                _, self.complaints = self._program.communicate(timeout=_PATIENCE / 4)
                break
        else:
            self._program.kill()
            self._program.communicate()
            raise AssertionError("the program did not end at Ctrl+Q")
        code, self._program, self._eye = self._program.returncode, None, None
        assert code == 0, f"the program ended with {code}: {self.complaints}"
        assert "Traceback" not in self.complaints, self.complaints

    def end(self) -> None:
        """End the program however it stands."""
        if self._program is not None:
            self._program.kill()
            _, self.complaints = self._program.communicate()
            self._program = None
