"""The structure of one document's text, found out paragraph by paragraph as it is asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from annotator.model.span import Extent
from annotator.model.structure.analysis import Analysis, Chain
from annotator.model.structure.guess import guess_language
from annotator.model.structure.language import Language, load
from annotator.model.structure.passage import Passage
from annotator.model.structure.tokens import grapheme_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.model.scheme import Label

_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_KEPT = 256
"""Paragraphs kept analysed."""


_NOTHING = Chain((), 0)


class TextStructure:
    """Structure of one document's text; offsets are code points, ends exclusive.

    Nothing is analysed until it is asked for, and then only the paragraph asked about.
    """

    def __init__(self, text: str, language: str = "") -> None:
        """``language`` is a code such as ``en`` or ``zh-Hans``; empty, it is guessed from the text."""
        self._text = text
        self._code = language
        self._loaded: Language | None = None
        self._lines: list[Extent] | None = None
        self._line_starts: list[int] = []
        self._passages: dict[int, Analysis] = {}

    # Words, sentences, paragraphs

    def word_at(self, point: int) -> Extent | None:
        """The word that covers a code point; None on a blank or a mark."""
        analysis = self._analysis_at(point)
        place = analysis.word_place(point) if analysis else None
        return analysis.word_extent(place) if analysis and place is not None else None

    def grapheme_at(self, point: int) -> Extent:
        """The grapheme that covers a code point; the empty extent at the end of the text."""
        return grapheme_at(self._text, point)

    def sentence_at(self, point: int) -> Extent | None:
        """The sentence around a point without its final mark, inside a quotation the quoted sentence.

        None on an empty line.
        """
        analysis = self._analysis_at(point)
        if analysis is None or not analysis.passage.tokens:
            return None
        passage = analysis.passage
        place = min(passage.place_from(point), len(passage.tokens) - 1)
        run = passage.inner_sentence(place)
        return passage.extent_of(*(passage.trimmed(*run, connectives=False) or run))

    def sentence_starts(self) -> Iterator[int]:
        """Where the sentences of the whole text begin, in order; a quotation does not end the one around it.

        A paragraph is forgotten as soon as it is passed, so a long text takes no more memory than a short one.
        """
        for line in self._all_lines():
            passage = Passage(self._text, line, self._language())
            for first, _ in passage.sentences:
                yield passage.tokens[first].start

    def paragraph_at(self, point: int) -> Extent | None:
        """The paragraph around a point without blanks and marks at its ends; None on an empty line."""
        analysis = self._analysis_at(point)
        if analysis is None or not analysis.passage.tokens:
            return None
        run = 0, len(analysis.passage.tokens)
        return analysis.passage.extent_of(*(analysis.passage.trimmed(*run, connectives=False) or run))

    # Fitting a drag

    def snap(self, extent: Extent) -> Extent | None:
        """A dragged extent outward to words, blanks and marks at the ends left out; None if nothing is left.

        A drag over nothing but marks (an emoji, a dash) keeps the marks.
        """
        start, end = max(extent.start, 0), min(extent.end, len(self._text))
        head = self._first_token(start, end)
        tail = self._last_token(start, end)
        if head is None or tail is None:
            return None
        if head[0] is tail[0]:
            run = head[0].passage.trimmed(head[1], tail[1] + 1, connectives=False)
            if run is not None:
                return Extent(head[0].word_extent(run[0]).start, head[0].word_extent(run[1] - 1).end)
        first = head[0].word_extent(head[1])
        last = tail[0].word_extent(tail[1])
        return self._without_blanks(first.start, max(first.end, last.end))

    def _without_blanks(self, start: int, end: int) -> Extent | None:
        """A stretch without blanks at its ends; a few control characters are blanks and marks at once."""
        while start < end and self._text[start].isspace():
            start += 1
        while start < end and self._text[end - 1].isspace():
            end -= 1
        return Extent(start, end) if start < end else None

    def trim(self, extent: Extent, label: Label) -> Extent | None:
        """An extent without what its label sheds: blanks, marks, and its article or possessive.

        Only ends are cut, words are never widened; None if nothing is left.
        """
        start, end = max(extent.start, 0), min(extent.end, len(self._text))
        head = self._first_token(start, end)
        tail = self._last_token(start, end)
        if head is None or tail is None:
            return None
        if head[0] is not tail[0]:
            return self._within(extent, Extent(head[0].start_of(head[1]), tail[0].end_of(tail[1])))
        run = head[0].shed(head[1], tail[1] + 1, label)
        return self._within(extent, head[0].passage.extent_of(*run)) if run else None

    @staticmethod
    def _within(outer: Extent, inner: Extent) -> Extent | None:
        start, end = max(outer.start, inner.start), min(outer.end, inner.end)
        return Extent(start, end) if start < end else None

    def _first_token(self, start: int, end: int) -> tuple[Analysis, int] | None:
        for number in self._line_numbers(start, end):
            analysis = self._analysis(number)
            place = analysis.passage.place_from(start)
            if place < len(analysis.passage.tokens) and analysis.start_of(place) < end:
                return analysis, place
        return None

    def _last_token(self, start: int, end: int) -> tuple[Analysis, int] | None:
        for number in reversed(self._line_numbers(start, end)):
            analysis = self._analysis(number)
            place = analysis.passage.place_before(end)
            if place is not None and analysis.end_of(place) > start:
                return analysis, place
        return None

    # Chains

    def chain(self, point: int, label: Label) -> Chain:
        """What a label's key takes around a point: its structures, smallest first, and which is taken first."""
        analysis = self._analysis_at(point)
        place = analysis.word_place(point) if analysis else None
        if analysis is None or place is None:
            return _NOTHING
        return analysis.chain(place, label)

    def growth(self, point: int) -> tuple[Extent, ...]:
        """What Space takes around a point: word, phrase, clauses, quotation, sentence, paragraph."""
        analysis = self._analysis_at(point)
        place = analysis.word_place(point) if analysis else None
        return analysis.growth(place) if analysis and place is not None else ()

    def grown(self, extent: Extent, label: Label | None, point: int | None = None) -> Extent | None:
        """The next larger structure that strictly holds an extent; None at the top.

        With a label from its own chain around ``point`` (without one: around the extent's first word).
        """
        for around in self._chains_around(extent, label, point):
            larger = next((e for e in around if e.covers(extent) and e != extent), None)
            if larger is not None:
                return larger
        return None

    def shrunk(self, extent: Extent, label: Label | None, point: int | None = None) -> Extent | None:
        """The next smaller structure strictly inside an extent; None at the bottom."""
        for around in self._chains_around(extent, label, point):
            smaller = next((e for e in reversed(around) if extent.covers(e) and e != extent), None)
            if smaller is not None:
                return smaller
        return None

    def _chains_around(self, extent: Extent, label: Label | None, point: int | None) -> Iterator[tuple[Extent, ...]]:
        at = extent.start if point is None else point
        if self.word_at(at) is None:
            word = self._first_word(extent)
            at = at if word is None else word
        if label is not None:
            yield self.chain(at, label).extents
        yield self.growth(at)

    def _first_word(self, extent: Extent) -> int | None:
        found = self._first_token(extent.start, extent.end)
        if found is None:
            return None
        analysis, place = found
        tokens = analysis.passage.tokens
        return next((t.start for t in tokens[place:] if t.is_word and t.start < extent.end), None)

    # Places

    def next_start(self, point: int, forward: bool) -> int | None:
        """The next (or previous) place where a name or a statement begins; None if there is none."""
        lines = self._all_lines()
        number = self._line_number(point)
        while 0 <= number < len(lines):
            starts = self._analysis(number).starts()
            found = [s for s in starts if (s > point if forward else s < point)]
            if found:
                return found[0] if forward else found[-1]
            number += 1 if forward else -1
        return None

    def occurrences(self, extent: Extent) -> list[Extent]:
        """Every other place where an extent's text stands as whole words, none overlapping it or another."""
        wanted = self._text[extent.start : extent.end]
        if not wanted.strip():
            return []
        found: list[Extent] = []
        at = self._text.find(wanted)
        while at >= 0:
            other = Extent(at, at + len(wanted))
            if other.overlaps(extent) or not self._whole_words(other):
                at = self._text.find(wanted, at + 1)
            else:
                found.append(other)
                at = self._text.find(wanted, other.end)
        return found

    def _whole_words(self, extent: Extent) -> bool:
        first, last = self._analysis_at(extent.start), self._analysis_at(extent.end - 1)
        if first is None or last is None:
            return False
        return first.begins_token(extent.start) and last.ends_token(extent.end)

    # Lines

    def _all_lines(self) -> list[Extent]:
        if self._lines is None:
            lines: list[Extent] = []
            start = 0
            for found in _BREAK.finditer(self._text):
                lines.append(Extent(start, found.start()))
                start = found.end()
            lines.append(Extent(start, len(self._text)))
            self._lines = lines
            self._line_starts = [line.start for line in lines]
        return self._lines

    def _line_number(self, point: int) -> int:
        self._all_lines()
        return max(bisect_right(self._line_starts, point) - 1, 0)

    def _line_numbers(self, start: int, end: int) -> range:
        return range(self._line_number(start), self._line_number(max(end - 1, start)) + 1)

    def _analysis_at(self, point: int) -> Analysis | None:
        if not 0 <= point <= len(self._text):
            return None
        return self._analysis(self._line_number(point))

    def _analysis(self, number: int) -> Analysis:
        known = self._passages.get(number)
        if known is None:
            if len(self._passages) >= _KEPT:
                self._passages.pop(next(iter(self._passages)))
            known = Analysis(Passage(self._text, self._all_lines()[number], self._language()))
            self._passages[number] = known
        return known

    def _language(self) -> Language:
        if self._loaded is None:
            self._loaded = load(self._code or guess_language(self._text))
        return self._loaded
