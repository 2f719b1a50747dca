"""What the window calls the questions of a check, and what to do where one of them finds something."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


class Group(NamedTuple):
    """Questions of one kind: their title, what to do about a fault, and each question's name with its words."""

    title: str
    advice: str
    questions: dict[str, str]


def translated(text: str) -> str:
    """A text of this module in the user's language."""
    return QCoreApplication.translate("Checks", text)


def _group(title: object, advice: object, **questions: object) -> Group:
    # QT_TRANSLATE_NOOP is typed as returning an object.
    return Group(str(title), str(advice), {name: str(words) for name, words in questions.items()})


# fmt: off
GROUPS: tuple[Group, ...] = (
    _group(
        QT_TRANSLATE_NOOP("Checks", "The file"),
        QT_TRANSLATE_NOOP("Checks", "Open the newest backup, or rescue what can be read into a new file."),
        structure=QT_TRANSLATE_NOOP("Checks", "Its structure"),
        structure_full=QT_TRANSLATE_NOOP("Checks", "Its structure and indexes, looked at in full"),
        schema=QT_TRANSLATE_NOOP("Checks", "Its tables are this program's, word for word"),
        numbering=QT_TRANSLATE_NOOP("Checks", "No number is given out twice"),
    ),
    _group(
        QT_TRANSLATE_NOOP("Checks", "What belongs together"),
        QT_TRANSLATE_NOOP("Checks", "Rescue into a new file: what belongs to nothing is left out there and counted."),
        references_texts=QT_TRANSLATE_NOOP("Checks", "Texts belong to documents"),
        texts_missing=QT_TRANSLATE_NOOP("Checks", "Documents have a text"),
        references_spans=QT_TRANSLATE_NOOP("Checks", "Spans belong to a document, a label and an annotator"),
        references_relations=QT_TRANSLATE_NOOP("Checks", "Relations join spans"),
        relations_across=QT_TRANSLATE_NOOP("Checks", "Relations stay within a document"),
        references_reviews=QT_TRANSLATE_NOOP("Checks", "Statuses and notes belong to documents"),
        references_attribute_values=QT_TRANSLATE_NOOP("Checks", "Values of attributes belong to spans"),
        references_span_actors=QT_TRANSLATE_NOOP("Checks", "Spans point to actors of the registry"),
        references_actor_aliases=QT_TRANSLATE_NOOP("Checks", "Aliases belong to actors"),
        references_suggestions=QT_TRANSLATE_NOOP("Checks", "Suggestions belong to a document, a label and a provider"),
        references_times=QT_TRANSLATE_NOOP("Checks", "Times spent belong to documents"),
    ),
    _group(
        QT_TRANSLATE_NOOP("Checks", "Texts and spans"),
        QT_TRANSLATE_NOOP("Checks", "Compare with a backup, or import the articles again under other names."),
        texts_changed=QT_TRANSLATE_NOOP("Checks", "Texts are what was imported (their SHA-256)"),
        span_ranges=QT_TRANSLATE_NOOP("Checks", "Spans start before they end"),
        spans_beyond=QT_TRANSLATE_NOOP("Checks", "Spans end within their text"),
        fragments=QT_TRANSLATE_NOOP("Checks", "Pieces of spans are in order"),
    ),
    _group(
        QT_TRANSLATE_NOOP("Checks", "Values"),
        QT_TRANSLATE_NOOP("Checks", "Rescue into a new file: what makes no sense gets its usual value there."),
        texts=QT_TRANSLATE_NOOP("Checks", "Texts are text"),
        names=QT_TRANSLATE_NOOP("Checks", "Names of annotators, labels and actors"),
        attribute_types=QT_TRANSLATE_NOOP("Checks", "Types and choices of attributes"),
        attribute_values=QT_TRANSLATE_NOOP("Checks", "Values of attributes"),
        suggestions=QT_TRANSLATE_NOOP("Checks", "Places, scores and states of suggestions"),
        read_places=QT_TRANSLATE_NOOP("Checks", "How far documents were read"),
        statuses=QT_TRANSLATE_NOOP("Checks", "Statuses"),
        times=QT_TRANSLATE_NOOP("Checks", "Times spent"),
        dates=QT_TRANSLATE_NOOP("Checks", "Dates"),
        colours=QT_TRANSLATE_NOOP("Checks", "Colours of labels"),
        keys=QT_TRANSLATE_NOOP("Checks", "Keys of labels"),
        kinds=QT_TRANSLATE_NOOP("Checks", "Kinds of labels"),
        languages=QT_TRANSLATE_NOOP("Checks", "Languages"),
        json=QT_TRANSLATE_NOOP("Checks", "Additional data"),
    ),
    _group(
        QT_TRANSLATE_NOOP("Checks", "Search"),
        QT_TRANSLATE_NOOP("Checks", "Nothing is lost: rescue into a new file, which gets a new index."),
        search=QT_TRANSLATE_NOOP("Checks", "The search index fits the texts"),
    ),
    _group(
        QT_TRANSLATE_NOOP("Checks", "History"),
        QT_TRANSLATE_NOOP("Checks", "What you see is what counts; some old edits may not be taken back any more."),
        references_edits=QT_TRANSLATE_NOOP("Checks", "Entries belong to annotators and to each other"),
        references_edit_changes=QT_TRANSLATE_NOOP("Checks", "Changes belong to entries"),
        log_changes=QT_TRANSLATE_NOOP("Checks", "Changes can be read"),
        log_edits=QT_TRANSLATE_NOOP("Checks", "Entries say what they changed"),
        log_rows=QT_TRANSLATE_NOOP("Checks", "Everything is as the history last says"),
        log_unknown=QT_TRANSLATE_NOOP("Checks", "The history knows all documents and spans"),
        log_lost=QT_TRANSLATE_NOOP("Checks", "All that was imported is there, or was removed by an edit"),
    ),
)
# fmt: on
"""In the order of the window. Each question of the store's check stands in one group."""
