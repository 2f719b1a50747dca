"""Files that no honest tool wrote, for any format: cut off, of another kind, nested without end, far too large.

Run as a program it reads one format's bombs with bounds on time and memory:
``python -m tests.formats.hostile NAME SIZE``.
"""

from __future__ import annotations

import io
import random
import resource
import shutil
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from annotator.formats import archives
from annotator.formats.base import MEGABYTE, ReadOptions, Remark, Source
from annotator.formats.registry import format_by_name
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record
from tests.formats import pages, test_qda_databases
from tests.formats.test_every_format import fitted, put

Sample = Callable[[Path], Path]
"""Makes a small sound file or folder in a folder, and says where."""

SECONDS = 30
"""Of computing: on a busy machine the clock on the wall says nothing."""
MEMORY = 1024 * MEGABYTE
DEEP = 100_000


def _bytes(name: str, data: bytes) -> Sample:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


SAMPLES: dict[str, Sample] = {
    "text": _bytes("sample.txt", "Halvia warns Brenn\n\n“We will close the locks”, she said. 😀\n".encode()),
    "html": _bytes("sample.html", pages.page().encode()),
    "docx": _bytes("sample.docx", pages.docx(pages.paragraph("Halvia warns Brenn"))),
    "pdf": _bytes("sample.pdf", pages.pdf(pages.lines("Halvia warns", "Brenn."))),
    "epub": _bytes("sample.epub", pages.epub()),
    "rtf": _bytes("sample.rtf", pages.RTF),
    "yedda": _bytes("sample.ann", "[@Halvia#Actor*] will [@close the locks#Threat*] 😀.\n".encode()),
    "qualcoder": lambda folder: test_qda_databases.qualcoder(folder / "data.qda", (1, "Halvia", 0, 6)),
    "taguette": lambda folder: test_qda_databases.taguette(folder / "sample.sqlite3", "<p>a</p>", (0, 1, "a", (1,))),
}
"""Of formats that only read. Those that write make their own."""


def sample(name: str, folder: Path) -> Path | None:
    """A sound file or folder of this format; None where nobody knows how to make one."""
    chosen = format_by_name(name)
    if chosen.writes:
        return put(chosen, fitted(chosen), folder)
    return SAMPLES[name](folder) if name in SAMPLES else None


LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>{}]><a>&l9;</a>".format(
    "".join(f"<!ENTITY l{number} '{f'&l{number - 1};' * 10}'>" for number in range(1, 10))
).encode()
FETCHED = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>"

STRANGE: dict[str, bytes] = {
    "empty": b"",
    "blanks": b" \n\r\n\t ",
    "a page": b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>",
    "an error": b"404 Not Found\n",
    "zeros": bytes(5_000),
    "noise": random.Random(4).randbytes(5_000),
    "half a pair": b'{"text": "\\ud800", "spans": []}\n',
    "a number": b"17\n",
    "null": b"null",
    "lists": b"[" * DEEP,
    "closed lists": b"[" * DEEP + b"]" * DEEP,
    "objects": b'{"a":' * DEEP,
    "closed objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a deep value": b'{"text": "a", "label": ' + b"[" * DEEP + b"]" * DEEP + b"}\n",
    "elements": b"<a>" * DEEP,
    "closed elements": b"<a>" * DEEP + b"</a>" * DEEP,
    "groups": b"{\\rtf1" + b"{" * DEEP,
    "laughs": LAUGHS,
    "fetched": FETCHED,
    "another archive": b"".join(archives.packed([("a.txt", b"a")])),
    "another database": b"SQLite format 3\0" + bytes(500),
    "a cut database": b"SQLite format 3\0\x10\x00\x01\x01\x00\x40\x20\x20",
}


def strange(data: bytes) -> Iterator[tuple[str, bytes]]:
    """A sound file's bytes, made unsound in every general way."""
    yield from STRANGE.items()
    for part in range(24):
        yield f"cut at {part} of 24", data[: len(data) * part // 24]
    for part in range(1, 12) if data else ():
        place = len(data) * part // 12
        yield f"changed at {part} of 12", data[:place] + bytes((data[place] ^ 0x55,)) + data[place + 1 :]
        yield f"a NUL at {part} of 12", data[:place] + b"\0" + data[place:]
        yield f"no UTF-8 at {part} of 12", data[:place] + b"\xe9\xff" + data[place:]
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8")
        yield "as UTF-16", text.encode("utf-16")
        yield "as UTF-16 without a mark", text.encode("utf-16-le")
        yield "with two marks", b"\xef\xbb\xbf" * 2 + data
        yield "with bare returns", data.replace(b"\r", b"").replace(b"\n", b"\r")
    yield from _with_strange_members(data)


def _with_strange_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """An archive with each of its members in turn made strange, or gone."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except zipfile.BadZipFile:
        return
    for place, (name, content) in enumerate(members):
        yield f"without {name}", b"".join(archives.packed(members[:place] + members[place + 1 :]))
        for what in ("empty", "a page", "noise", "elements", "closed objects", "laughs", "fetched"):
            changed = [*members[:place], (name, STRANGE[what]), *members[place + 1 :]]
            yield f"{name} as {what}", b"".join(archives.packed(changed))
        changed = [*members[:place], (name, content[: len(content) // 2]), *members[place + 1 :]]
        yield f"{name} cut", b"".join(archives.packed(changed))


def bombs(data: bytes, size: int = MEGABYTE) -> Iterator[tuple[str, bytes]]:
    """What is made to take all time and memory; the largest are some seventy times ``size`` bytes."""
    for what in ("lists", "closed objects", "a deep value", "elements", "groups", "laughs"):
        yield what, STRANGE[what]
    yield "one line", b'{"text": "' + b"a" * (70 * size)
    yield "many lines", b"a b\n" * (4 * size)
    yield "many rows", b"{}\n" * (2 * size)
    yield "many elements", b"<a>" + b"<b/>" * (2 * size) + b"</a>"
    yield "a long attribute", b"<a b='" + b"x" * (60 * size)
    yield "many attributes", b"<a " + b" ".join(b"a%d='1'" % number for number in range(size // 5)) + b"/>"
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
        yield "zeros", b"".join(archives.packed((name, bytes(400 * size)) for name, _ in members[:1]))
        for place, (name, _) in enumerate(members[:8]):
            for what, content in (("blanks", b" " * (15 * size)), ("elements", b"<a>" + b"<b/>" * size + b"</a>")):
                changed = [*members[:place], (name, content), *members[place + 1 :]]
                yield f"{name} as {what}", b"".join(archives.packed(changed))
    if data[:5] == b"SQLit":
        yield "a database of zeros", data[:100] + bytes(60 * size)


def read(name: str, path: Path) -> list[str]:
    """Read it as an import does; the sentences that come of it. AssertionError for anything else than the contract."""
    sentences: list[str] = []
    chosen = format_by_name(name)
    stream = io.BytesIO() if path.is_dir() else path.open("rb")
    try:
        with stream, io.BufferedReader(stream) as buffered:  # type: ignore[type-var]
            for item in chosen.read(Source(path.name, buffered, path), ReadOptions()):
                assert isinstance(item, Record | Problem | Remark), item
                if isinstance(item, Record):
                    _check(item)
                elif isinstance(item, Problem):
                    sentences.append(item.reason)
                else:
                    sentences.append(item.text)
    except InputError as error:
        sentences.append(str(error))
    for sentence in sentences:
        assert sentence.strip(), "a problem without a reason"
        assert "Traceback" not in sentence, sentence
        assert len(sentence) < 700, sentence
    return sentences


def _check(record: Record) -> None:
    """Whatever was made of a bad file can be stored."""
    record.text.encode("utf-8")
    assert "\0" not in record.text
    for span in record.spans:
        assert 0 <= span.start < span.end, span
        assert span.label, span
        if record.quotes is None:
            assert span.end <= len(record.text), span


def files_of(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def main(name: str, size: int) -> int:
    """Read every bomb of a format; prints what took how long, and says by its exit whether one took too long."""
    warnings.simplefilter("error")
    # Addresses, which libraries reserve more of than they use: so that not this machine runs out of memory.
    resource.setrlimit(resource.RLIMIT_AS, (6 * MEMORY, 6 * MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        made = sample(name, Path(folder))
        victims = files_of(made)[:4] if made else [_bytes("sample", b"")(Path(folder))]
        for victim in victims:
            sound = victim.read_bytes()
            for what, data in bombs(sound, size):
                victim.write_bytes(data)
                del data
                began = time.process_time()
                read(name, made or victim)
                took = time.process_time() - began
                peak = _peak()
                print(f"{victim.name} as {what}: {took:.1f} s, {peak // MEGABYTE} MB", flush=True)
                if took > SECONDS or peak > MEMORY:
                    return 1
            victim.write_bytes(sound)
        if made and made.is_dir():
            shutil.rmtree(made)
    return 0


def _peak() -> int:
    """Bytes of memory this process held at most; what ``getrusage`` says begins with what its parent held."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
