"""What a terminal needs: data that cannot steer it, a progress line, and quiet when nobody listens."""

from __future__ import annotations

import io
import os
import re
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from annotator.exchange.progress import Progress

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, and those that turn the direction of what follows."""

_NAME = 40


def clean(text: str, *, keep: str = "") -> str:
    """``text`` with everything that could steer a terminal written as an escape; ``keep`` stays."""
    return _STEERING.sub(lambda found: found[0] if found[0] in keep else f"\\u{ord(found[0]):04x}", text)


def make_output_safe() -> None:
    """Let no closed stream, and no character that the terminal's encoding lacks, end a command."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def end_like_an_interrupt() -> None:
    """Let a request to end, such as a closing terminal's, stop a command as Ctrl+C does: nothing half done is left.

    One that is ignored, as nohup does, stays so.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


@contextmanager
def listen_only_while_heard() -> Iterator[None]:
    """End quietly when the reader of a pipe has gone, as ``head`` does; with a sentence when a disk is full."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:  # not about a stream: a bug
            raise
        if not isinstance(error, BrokenPipeError):
            _complain(f"annotator: the output could not be written ({error.strerror or error}); send it elsewhere")
        _hush(sys.stdout)
        _hush(sys.stderr)
        sys.exit(1)


def _complain(sentence: str) -> None:
    with suppress(OSError):  # standard error may lie on the same disk
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - what a person at a terminal gets


def _hush(stream: TextIO) -> None:
    """Let Python's own flush at exit succeed, which would complain again."""
    with suppress(OSError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Bar:
    """A progress line on standard error, only where a person sees it."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._shown = False
        self._seen = sys.stderr.isatty()

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, progress: Progress) -> None:
        """Draw how far it is."""
        if self._seen and progress.total:
            self._shown = True
            share = 100 * progress.done // progress.total
            sys.stderr.write(f"\r{self._verb} {share:3} %  {clean(progress.what[:_NAME])}\x1b[K")
            sys.stderr.flush()
