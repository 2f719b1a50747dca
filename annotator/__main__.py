"""Start Annotator: the command line if the first argument is a command's name, else the window.

Qt is imported only when a window is wanted, and click only for the command line: either would slow the
other's start.
"""

import gc
import os
import sys
from collections.abc import Sequence

COMMANDS = ("new", "import", "export", "convert", "info", "check", "rescue", "log", "formats")
"""The commands of ``annotator.cli``. A project of the same name is opened as ``./NAME``."""

_ABOUT = ("--version", "--help", "-h")


def main(argv: Sequence[str] | None = None) -> int:
    """Run with these arguments (without the program's name; by default the process's own).

    Returns the exit code: 0 all done, 1 done in part, 2 nothing done. The command line may leave by
    SystemExit instead.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in (*COMMANDS, *_ABOUT):
        return _run_command(arguments)
    return _open_window(arguments)


def _run_command(arguments: list[str]) -> int:
    from annotator.cli import main as command_line
    from annotator.console import end_like_an_interrupt

    end_like_an_interrupt()
    if arguments[0] == "-h":
        arguments[0] = "--help"
    command_line(args=arguments, prog_name="annotator")
    return 0


def _open_window(arguments: list[str]) -> int:
    # Qt ends the process with an abort where it finds no display, so this is asked before it is loaded.
    if not _has_display():
        return _refuse("there is no display here; start a desktop session, or use the commands of annotator --help")
    # The start makes very many objects and leaves none behind; the window collects again once it is shown.
    gc.disable()
    try:
        return _run_window(arguments)
    finally:
        gc.enable()


def _run_window(arguments: list[str]) -> int:
    # Ahead of Qt, because PySide reads the source of every module that is loaded after it.
    import annotator.edits
    import annotator.store.project  # noqa: F401

    try:
        from annotator.gui import app
    except ImportError as error:
        if not _is_about_qt(error):
            raise
        return _refuse(f"the window cannot be shown because Qt does not load ({error}); run ./packaging/run once")
    return app.main(arguments)


def _has_display() -> bool:
    """Whether Qt has a place to open a window, as far as can be told without asking Qt."""
    if not sys.platform.startswith(("linux", "freebsd", "openbsd", "netbsd")):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen and not chosen.startswith(("xcb", "wayland")):
        return True
    return _wayland_is_there() or _x_server_is_there(os.environ.get("DISPLAY", ""))


def _wayland_is_there() -> bool:
    """Whether the session's Wayland socket exists; its name is relative to its folder, or absolute."""
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR", "/nowhere")
    return bool(name) and os.path.exists(os.path.join(folder, str(name)))


def _x_server_is_there(display: str) -> bool:
    """Whether an X display of this machine is there; one of another machine is believed unasked."""
    host, colon, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    if host not in ("", "unix"):
        return True
    path = f"/tmp/.X11-unix/X{number}"
    if os.path.exists(path):
        return _lives(f"/tmp/.X{number}-lock")
    # Some servers have no file but only Linux's abstract name of the same path. Rare, so only now is the
    # module loaded that can tell.
    import socket

    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect("\0" + path)
    except OSError:
        return False
    return True


def _lives(lock: str) -> bool:
    """Whether the X server that wrote a lock file still runs; its socket may outlive it. Believed if unknown."""
    try:
        with open(lock, encoding="ascii") as file:
            os.kill(int(file.read()), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _is_about_qt(error: ImportError) -> bool:
    """Whether Qt itself, or a library of the system that it needs, is what is missing."""
    missing = error.name or ""
    return missing.startswith(("PySide6", "shiboken6")) or ".so" in str(error)


def _refuse(why: str) -> int:
    print(f"annotator: {why}", file=sys.stderr)  # noqa: T201 - the one line a person at a terminal gets
    return 2


if __name__ == "__main__":
    sys.exit(main())
