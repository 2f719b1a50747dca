"""Files are written in one place, ``annotator/atomic.py``; whoever else writes one stands here with a reason."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITERS = {
    "atomic.py": "the one place",
    "console.py": "/dev/null, where nobody listens",
    "formats/archives.py": "archives it reads, and scratch files",
    "formats/files.py": "scratch files of formats",
    "formats/spool.py": "private copies of files that are read twice",
    "formats/sqlite_files.py": "private copies of other tools' databases, and scratch files of our own",
    "formats/xlsx_write.py": "scratch files of workbooks",
    "formats/uima_project.py": "private copies of the documents in a project's archive",
    "gui/bugs.py": "the log, which grows",
    "gui/settings.py": "QSettings, which writes its files in one step itself",
    "gui/tour/eye.py": "pictures of the tour, in a folder made for them",
    "store/backup.py": "SQLite, which fills an atomic_file or only reads",
    "store/check.py": "SQLite, for reading only",
    "store/copies.py": "SQLite, in memory",
    "store/creating.py": "SQLite, which fills an atomic_file",
    "store/last_resort.py": "private copies, and SQLite, which fills an atomic_file",
    "store/lock.py": "the lock, whose file has to be the same all along",
    "store/opening.py": "SQLite itself; a private copy of what may not be written to",
    "store/rescue.py": "SQLite, which fills an atomic_file",
    "store/snapshot.py": "a private copy to look through",
    "store/wreck.py": "private copies of a damaged file",
}
"""Module -> what it writes, if not by ``atomic_write``."""

_CALLS = {
    "os": {"open", "write", "pwrite", "replace", "rename", "renames", "link", "symlink", "truncate", "ftruncate"},
    "shutil": {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "make_archive", "unpack_archive"},
    "tempfile": {"*"},
    "sqlite3": {"connect"},
    "sqlite_utils": {"Database"},
}
"""Functions that write a file or have one written."""

_METHODS = {"write_text", "write_bytes", "touch", "symlink_to", "hardlink_to", "rename", "extractall"}
"""What only paths and archives have."""

_CLASSES = {
    "QSaveFile", "QFile", "QTemporaryFile", "QTemporaryDir", "QSettings", "QImageWriter", "QPdfWriter", "QPrinter",
    "QTextDocumentWriter", "QLockFile", "FileIO", "ZipFile", "TarFile", "GzipFile", "FileHandler",
}  # fmt: skip


def writes(source: str) -> Iterator[str]:
    """Each call of a module that may write a file, as it stands there."""
    nodes = list(ast.walk(ast.parse(source)))
    ours = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("annotator")
        for alias in node.names
    }
    for node in nodes:
        if isinstance(node, ast.Call) and _may_write(node, ours):
            yield ast.unparse(node)


def _may_write(call: ast.Call, ours: set[str]) -> bool:
    """``ours`` are modules and classes of the package, each of which is looked at itself."""
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    owner = function.value if isinstance(function, ast.Attribute) else None
    module = owner.id if isinstance(owner, ast.Name) else ""
    if module in ours:
        return False
    if module in _CALLS:
        return name in _CALLS[module] or "*" in _CALLS[module]
    if name == "open":
        return _opens_to_write(call, mode_at=0 if owner is not None and module != "io" else 1)
    if name in _CLASSES:
        return name != "FileIO" or _opens_to_write(call, mode_at=1)
    if name == "save":
        return bool(call.args)  # a picture; a painter's saves nothing and takes nothing
    # Text has a replace of two arguments, a path one of one.
    return name in _METHODS or (name == "replace" and len(call.args) == 1 and not call.keywords)


def _opens_to_write(call: ast.Call, mode_at: int) -> bool:
    """Whether a file is opened by a mode other than one for reading; what opens no file has no mode at all."""
    mode = next((keyword.value for keyword in call.keywords if keyword.arg == "mode"), None)
    if mode is None and len(call.args) > mode_at:
        mode = call.args[mode_at]
    if mode is None:
        return False
    if isinstance(mode, ast.Constant):
        return isinstance(mode.value, str) and bool(set(mode.value) & set("wax+"))
    # An expression may be any mode, and a file that somebody opens by its name is no mode.
    return isinstance(mode, ast.IfExp)


def test_no_module_writes_files_but_those_with_a_reason(repository: Path) -> None:
    package = repository / "annotator"
    found = {
        file.relative_to(package).as_posix(): calls
        for file in sorted(package.rglob("*.py"))
        if (calls := list(writes(file.read_text(encoding="utf-8"))))
    }
    unknown = {module: calls for module, calls in found.items() if module not in WRITERS}
    assert not unknown, "write files by annotator/atomic.py, or give a reason here"
    assert not WRITERS.keys() - found.keys(), "these write nothing any more"


@pytest.mark.parametrize(
    "line",
    [
        "open(path, 'w')",
        "open(path, mode='ab')",
        "open(path, 'r+b')",
        "io.open(path, 'x')",
        "path.open('w', encoding='utf-8')",
        "path.open('w' if full else 'a')",
        "Path(name).write_text('x')",
        "path.write_bytes(b'')",
        "path.replace(other)",
        "path.rename(other)",
        "os.replace(a, b)",
        "os.open(path, flags)",
        "shutil.copy2(a, b)",
        "tempfile.NamedTemporaryFile()",
        "sqlite3.connect(path)",
        "QSaveFile(name)",
        "QtCore.QFile(name)",
        "pixmap.save(name)",
        "io.FileIO(path, 'w')",
        "zipfile.ZipFile(path, 'w')",
    ],
)
def test_a_way_to_write_a_file_is_seen(line: str) -> None:
    assert list(writes(line))


@pytest.mark.parametrize(
    "line",
    [
        "open(path)",
        "open(path, 'rb')",
        "path.open('rb')",
        "Project.open(path)",
        "dialog.open()",
        "picker.open_path(path, 'w')",
        "text.replace('a', 'b')",
        "moment.replace(microsecond=0)",
        "painter.save()",
        "io.FileIO(path)",
        "stream.write(b'x')",
        "shutil.disk_usage(path)",
        "os.unlink(path)",
        "from annotator.store import copies; copies.save(source, path)",
    ],
)
def test_what_writes_no_file_is_let_be(line: str) -> None:
    assert not list(writes(line))
