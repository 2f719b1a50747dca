"""A stream in some encoding, read as UTF-8 in pieces of any size."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from annotator.model.errors import InputError

if TYPE_CHECKING:
    from annotator.formats.base import Stream


class Recoder:
    """Gives the bytes of a stream as UTF-8.

    ``encoding`` is what it is in for sure; ``fallback`` what it is in if it is not UTF-8. With neither the bytes
    pass as they are, whatever they are.
    """

    def __init__(
        self, stream: Stream, encoding: str | None = None, *, fallback: str | None = None, mark: int = 0
    ) -> None:
        self._stream = stream
        self._mark = mark
        self._known = encoding
        self._fallback = fallback
        self._decoder = codecs.getincrementaldecoder(encoding)() if encoding else None
        self._rest = b""
        self._beyond_ascii = False
        self._broken: InputError | None = None

    def skip_mark(self) -> None:
        """Pass the byte order mark."""
        self._stream.read(self._mark)

    def read(self, size: int) -> bytes:
        """Some more; empty at the end. InputError where the bytes stop being what they should be, after all that
        stands before it was given."""
        if self._broken is not None:
            raise self._broken
        while True:
            data = self._stream.read(size)
            given = self._recoded(data) if self._decoder or self._fallback else data
            if given or not data or self._broken:
                return given

    def _recoded(self, data: bytes) -> bytes:
        if self._decoder is None:
            data = self._rest + data
            try:
                text, used = codecs.utf_8_decode(data, "strict", len(data) == len(self._rest))
            except UnicodeDecodeError:
                if self._beyond_ascii:
                    self._broken = InputError(
                        "from here on the file is not UTF-8, though it was before; save all of it as UTF-8"
                    )
                    return b""
                self._known = self._fallback or "utf-8"
                self._decoder = codecs.getincrementaldecoder(self._known)()
            else:
                self._rest = data[used:]
                self._beyond_ascii = self._beyond_ascii or len(text) < used
                return data[:used]
        try:
            return self._decoder.decode(data, not data).encode("utf-8", "surrogatepass")
        except UnicodeError as error:  # some codecs do not say where
            self._broken = InputError(f"here the file stops being {self._known}; save it again as UTF-8")
            if isinstance(error, UnicodeDecodeError) and self._known:
                return error.object[: error.start].decode(self._known, "ignore").encode("utf-8", "surrogatepass")
            return b""
