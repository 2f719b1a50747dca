"""Nothing in the package runs code from data, starts programs, or speaks to a network."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FORBIDDEN_MODULES = {
    "asyncio", "cffi", "code", "codeop", "ctypes", "dill", "ftplib", "http", "httpx", "imaplib", "marshal", "pickle",
    "poplib", "pty", "requests", "runpy", "shelve", "smtplib", "socket", "socketserver", "ssl", "subprocess",
    "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc", "yaml",
    "PySide6.QtNetwork", "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets",
}  # fmt: skip
FORBIDDEN_CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.startfile", "os.execv", "os.execve",
    "os.execvp", "os.spawnv", "os.spawnl", "os.fork", "os.forkpty", "os.posix_spawn", "QDesktopServices.openUrl",
    "enable_load_extension", "load_extension", "startDetached",
}  # fmt: skip

ALLOWED = {
    ("annotator/__main__.py", "socket"): "asks whether the X server of this machine is there, by its local socket",
    ("annotator/gui/dialogs/export_dialog.py", "QDesktopServices.openUrl"): "shows the report of an export",
    ("annotator/gui/show_in_folder.py", "QDesktopServices.openUrl"): "shows the folder the user exported to",
}
"""Where one of them is used all the same, and why."""


def modules(repository: Path) -> list[Path]:
    return sorted((repository / "annotator").rglob("*.py"))


def ways_out(tree: ast.AST) -> Iterator[str]:
    """What a module imports or calls that could lead out of the program, or let data run."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_forbidden(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            yield from sorted({name for name in names if is_forbidden(name)})[:1]
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in FORBIDDEN_CALLS or called.rpartition(".")[2] in FORBIDDEN_CALLS - {"compile", "exec"}:
                yield called
            yield from ("shell=" for keyword in node.keywords if keyword.arg == "shell")


def is_forbidden(module: str) -> bool:
    if module == "urllib.parse" or module.startswith("urllib.parse."):
        return False  # words about addresses; it opens none
    return module in FORBIDDEN_MODULES or module.partition(".")[0] in FORBIDDEN_MODULES


def test_no_module_runs_data_starts_a_program_or_speaks_to_a_network(repository: Path) -> None:
    found = {
        (path.relative_to(repository).as_posix(), way)
        for path in modules(repository)
        for way in ways_out(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(ALLOWED)
    assert all(ALLOWED.values())


@pytest.mark.parametrize(
    "code",
    [
        "import pickle", "from urllib.request import urlopen", "import http.client", "from os import path\neval(x)",
        "os.system('x')", "subprocess.run(x, shell=True)", "connection.enable_load_extension(True)",
        "from PySide6 import QtNetwork", "from PySide6.QtNetwork import QTcpSocket", "QProcess.startDetached('x')",
        "__import__('x')", "exec(x)",
    ],
)  # fmt: skip
def test_each_way_out_would_be_seen(code: str) -> None:
    assert list(ways_out(ast.parse(code)))


@pytest.mark.parametrize("code", ["import re\nre.compile('x')", "dialog.exec()", "import json", "from os import path"])
def test_what_is_harmless_is_passed(code: str) -> None:
    assert not list(ways_out(ast.parse(code)))


def test_only_formats_are_imported_by_name(repository: Path) -> None:
    """By a table in the code, or as plugins that somebody installed."""
    dynamic = {
        path.relative_to(repository).as_posix()
        for path in modules(repository)
        if "import_module(" in path.read_text(encoding="utf-8")
    }
    assert dynamic == {"annotator/formats/registry.py"}
