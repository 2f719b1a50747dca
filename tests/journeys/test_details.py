"""A reader's day with what a tagger proposes: deciding, linking, saying who it is, saying what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.record import Record, RecordSuggestion
from annotator.store import details, queries
from annotator.store.bulk import load
from annotator.store.project import Project
from tests.journeys.articles import HARBOUR

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.gui.tour.user import User
    from tests.journeys.conftest import Stage

PROPOSED = (("Ida Brandt", "actor"), ("the harbour will close", "threat"), ("a new inquiry", "demand"))


def make_proposed(path: Path) -> Path:
    """The harbour article with three suggestions of one tagger, and nothing else."""
    record = Record("harbour", HARBOUR, title="Brenn harbour raises fees", language="en")
    for words, label in PROPOSED:
        start = HARBOUR.index(words)
        record.suggestions.append(RecordSuggestion(start, start + len(words), label, "tagger-2", score=0.9))
    with Project.create(path, annotator="ana") as project:
        assert not load(project, [record], title="Import", annotator_default="ana").problems
    return path


def test_a_day_with_suggestions(stage: Stage, tmp_path: Path) -> None:
    path = make_proposed(tmp_path / "proposed.annot")
    user = stage.start(str(path))
    user.click_on("Brenn harbour")
    # Seen, then decided: the first accepted, the second too, the third refused.
    user.press("F4")
    user.wait_for_message("Suggested as actor by tagger-2: “Ida Brandt”")
    user.press("Return")
    user.wait_for_span("actor", "Ida Brandt")
    user.press("Return")
    user.wait_for_span("threat", "the harbour will close")
    user.press("Backspace")
    user.wait_for_message("Rejected the suggestion demand “a new inquiry” by tagger-2")
    _link(user)
    # What was read, to the end of the paragraph.
    user.click_on("Halvia")
    user.press("Ctrl+R")
    user.wait_for_message("Read “Brenn harbour raises fees” to character")
    stage.leave()
    _is_stored(path)


def _link(user: User) -> None:
    """From the threat to who makes it, by keys; undone, and made again."""
    user.click_on("the harbour will close")
    user.wait_for_selected("threat", "the harbour will close")
    user.press("Ctrl+L")
    user.wait_for_message("Click the other span, or Tab and Return (Esc stops)")
    user.press("Shift+Tab")
    user.wait_for_selected("actor", "Ida Brandt")
    user.press("Return")
    user.wait_for_message("choose the type, or type a new one")
    user.type("made by")
    user.press("Return")
    user.wait_for_message("Related threat “the harbour will close” to actor “Ida Brandt” as made by")
    user.wait_for_focus("articleView")
    user.press("Ctrl+Z")
    user.wait_for_message("Took back: Related threat")
    user.press("Ctrl+Shift+Z")
    user.wait_for_message("Made again: Related threat")


def _is_stored(path: Path) -> None:
    with Project.open(path, read_only=True) as project:
        (document,) = queries.document_ids(project, None)
        states = [one.state.value for one in details.suggestions(project, document, state=None)]
        assert states == ["accepted", "accepted", "rejected"]
        (relation,) = details.relations_of(project, document)
        assert (relation.type, relation.head.text_in(HARBOUR)) == ("made by", "the harbour will close")
        assert relation.tail.text_in(HARBOUR) == "Ida Brandt"
        annotator = project.current_annotator
        assert annotator is not None
        read_to = queries.review(project, document, annotator.id).read_to
        assert HARBOUR[:read_to].endswith("accused Torland of delay.")
