"""How far a document has been read: text before that place and without a span is a verified negative."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from annotator.model.document import Status

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView
    from annotator.gui.point import Point
    from annotator.gui.session import Session

_PARAGRAPH = re.compile(r"[^\r\n\u2029]*\S[^\r\n\u2029]*")
"""A line with something on it, as the page shows them."""


class Progress(NamedTuple):
    """So many paragraphs were read of all."""

    read: int
    total: int


def paragraph_end(text: str, place: int) -> int:
    """Code point behind the last character of the paragraph that holds a place; on an empty line, the line before."""
    end = place
    while end < len(text) and text[end] not in "\r\n\u2029":
        end += 1
    line = end
    while line > 0 and text[line - 1] not in "\r\n\u2029":
        line -= 1
    return end if text[line:end].strip() else len(text[:line].rstrip())


def progress(text: str, read_to: int) -> Progress:
    """How many paragraphs end before a place."""
    ends = [found.end() for found in _PARAGRAPH.finditer(text)]
    return Progress(sum(end <= read_to for end in ends), len(ends))


def read_to(session: Session) -> int:
    """How far the open document was read by this annotator; one that is done, to its end."""
    review, document = session.review, session.document
    if review is None or document is None:
        return 0
    return len(document.text) if review.status is Status.DONE else min(review.read_to, len(document.text))


class Reading(QObject):
    """The verb that says so."""

    def __init__(self, session: Session, view: ArticleView, point: Point) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._point = point

    def read_up_to_here(self) -> None:
        """The document was read to the end of the paragraph of what was picked last, else of the caret."""
        session, document = self._session, self._session.document
        if document is None:
            return
        picked = session.selected if self._point.picked else session.suggestions.selected
        place = picked.end - 1 if picked is not None else self._view.caret()
        self._say(document.id, paragraph_end(document.text, place))

    def forget(self) -> None:
        """Nothing of the document counts as read any more."""
        document = self._session.document
        if document is not None:
            self._say(document.id, 0)

    def _say(self, document: int, place: int) -> None:
        session = self._session
        session.details.set_read_to(
            document, place, lambda: session.say(self.tr("The document was read up to here already"))
        )
