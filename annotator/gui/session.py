"""What the window is working on, and the one place where an edit reaches it.

Views read from the session, ask it for edits, and hear of every committed edit through ``changed``; none of
them updates itself. The session keeps the spans of the open document in step from the row changes alone.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from annotator import edits
from annotator.gui.detail_edits import DetailEdits
from annotator.gui.edit_queue import RETRY_FOR, EditQueue
from annotator.gui.edit_titles import spoken_title
from annotator.gui.suggestions import Suggestions
from annotator.model.errors import AnnotatorError, BusyError, DamagedError
from annotator.model.span import Extent
from annotator.model.span_index import SpanIndex
from annotator.store import queries
from annotator.store.changes import ChangeSet
from annotator.store.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.gui.apart import Apart
    from annotator.model.document import Annotator, Document, Review, Status
    from annotator.model.scheme import Label
    from annotator.model.span import Span
    from annotator.model.structure import TextStructure
    from annotator.model.suggestion import Suggestion
    from annotator.store.changes import RowChange
    from annotator.store.project import Project

Made = TypeVar("Made")

HEAVY = 500
"""Rows from which on an undo is made in a thread: the window would be seen to wait for it."""

_NOTE_PATIENCE = 60_000
"""Milliseconds a note is tried to be stored in a busy file: words once typed are worth waiting for."""


class Session(QObject):
    """One open project as one annotator sees it: the open document, its spans, and what is selected."""

    changed = Signal(object)
    """ChangeSet: an edit was committed."""
    document_changed = Signal(object)
    """Document | None: another document is open."""
    selected_changed = Signal(object)
    """Span | None: another span is selected, or the selected one changed."""
    held_changed = Signal(object)
    """Label | None: a label is held (every drag labels) or let go."""
    visibility_changed = Signal()
    """Labels were hidden or shown, or plain reading began or ended."""
    next_key_changed = Signal(str)
    """What the next label key would label, a line for each thing; empty for nothing."""
    said = Signal(str, str)
    """Message for the status line, and its kind: ``stored``, ``undone``, ``info`` or ``refused``."""
    went = Signal(object)
    """list[Extent]: places whose spans an undo just took away, to be marked for a second."""
    go_to = Signal(object)
    """Extent: bring this place of the open document into sight if it is out of it."""

    def __init__(self, project: Project, annotator: Annotator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.annotator = annotator
        self.labels: list[Label] = queries.labels(project)
        self.document: Document | None = None
        self.review: Review | None = None
        self.spans = SpanIndex()
        self.others = SpanIndex()
        """Spans of other annotators, shown dimmed when ``show_others`` is on."""
        self.suggestions = Suggestions(self)
        """What is proposed in the open document and not decided yet."""
        self.details = DetailEdits(self)
        self.show_others = False
        self.selected: Span | None = None
        self.held: Label | None = None
        self.hidden: set[int] = set()
        self.plain = False
        self.closed = False
        self._structure: TextStructure | None = None
        self._look_again = QTimer(self, singleShot=True, interval=RETRY_FOR)
        self._look_again.timeout.connect(self.refresh)
        self._unsubscribe = project.subscribe(self._hear)
        self.queue = EditQueue(self)
        self.queue.said.connect(self.said)
        self.apart: Apart | None = None
        """Takes edits that are too long for the window's thread, where there is a window."""

    def close(self) -> None:
        self.closed = True
        self._unsubscribe()
        self._look_again.stop()

    def move_to(self, project: Project) -> None:
        """Store what waits in a copy of the project, unheard by the views, which still show the old one."""
        self._unsubscribe()
        self.blockSignals(True)
        self.project = project
        self.queue.start_anew()

    # What is shown

    def label(self, label_id: int) -> Label:
        """The label with this id; KeyError for an unknown one."""
        for label in self.labels:
            if label.id == label_id:
                return label
        raise KeyError(label_id)

    def open_document(self, document_id: int | None) -> None:
        """Open a document of the project, or none."""
        if document_id is None:
            self.document, self.review, self.spans, self.others = None, None, SpanIndex(), SpanIndex()
            self.suggestions.read()
        else:
            before, self.document = self.document, queries.document(self.project, document_id)
            try:
                self._read_spans()
            except AnnotatorError:
                self.document = before  # never the words of one document with the spans of another
                raise
        self._structure = None
        self._set_selected(None)
        self.document_changed.emit(self.document)

    @property
    def structure(self) -> TextStructure:
        """The structure of the open document's text (of no text when none is open)."""
        if self._structure is None:
            # The rules of language are loaded when somebody points at a word, which is after the first paint.
            from annotator.model.structure import TextStructure

            document = self.document
            self._structure = TextStructure(document.text, document.language) if document else TextStructure("")
        return self._structure

    def is_visible(self, span: Span | Suggestion) -> bool:
        return not self.plain and span.label not in self.hidden

    def set_label_hidden(self, label: Label, hidden: bool) -> None:
        (self.hidden.add if hidden else self.hidden.discard)(label.id)
        self.visibility_changed.emit()

    def set_plain(self, plain: bool) -> None:
        """Plain reading: every label hidden until it is switched off."""
        self.plain = plain
        self.visibility_changed.emit()

    def set_show_others(self, show: bool) -> None:
        """Show or hide the spans of other annotators."""
        self.show_others = show
        if self.document is not None:
            self._read_spans()
        self.visibility_changed.emit()

    def select(self, span: Span | None) -> None:
        """Select a span of the open document, or none."""
        if span != self.selected:
            self._set_selected(span)

    def hold(self, label: Label | None) -> None:
        """Hold a label, so that releasing a drag labels, or let go."""
        if label != self.held:
            self.held = label
            self.held_changed.emit(label)

    def say(self, message: str, kind: str = "info") -> None:
        """Show a message in the status line."""
        self.said.emit(message, kind)

    # Edits. A failure is said in the status line and changes nothing; a busy file is tried again for two seconds.

    def add_span(self, extent: Extent, label: Label) -> Span | None:
        """Label an extent of the open document and select the span, or the equal one that was there.

        None if nothing was stored, or not yet because the file is busy.
        """
        document = self.document
        if document is None:
            return None
        made: list[Span] = []

        def select(added: edits.Added) -> None:
            made.append(added.span)
            self._after_adding(added, document, label)

        self.attempt(lambda: edits.add_span(self.project, document, extent, label, self.annotator.id), select)
        return made[0] if made else None

    def _after_adding(self, added: edits.Added, document: Document, label: Label) -> None:
        if added.span.id not in self.spans and self.document is document:
            self.refresh()  # another program has made it
        self._set_selected(self.spans.get(added.span.id))
        if added.change is None:
            text = shortened(added.span.text_in(document.text))
            said = self.tr("“{text}” is already labelled as {label}").format(text=text, label=label.short_name)
            self.say(said, "refused")

    def add_spans(self, extents: Sequence[Extent], label: Label) -> None:
        """Label several extents as one edit; those labelled so already are passed over."""
        document = self.document
        if document is not None:
            self.attempt(
                lambda: edits.add_spans(self.project, document, extents, label, self.annotator.id),
                lambda made: self.say(self.tr("Labelled %Ln other place(s)", "", len(made)), "stored"),
            )

    def relabel(self, span: Span, label: Label) -> None:
        self.attempt(lambda: edits.relabel_span(self.project, span, label))

    def move_span(self, span: Span, extent: Extent) -> None:
        """Give a span other ends."""
        document = self.document
        if document is not None:
            self.attempt(lambda: edits.move_span(self.project, span, extent, len(document.text)))

    def add_fragment(self, span: Span, piece: Extent) -> None:
        """Let a span mark a further piece of text."""
        document = self.document
        if document is not None:
            self.attempt(lambda: edits.add_fragment(self.project, span, piece, len(document.text)))

    def remove_fragment(self, span: Span, piece: Extent) -> None:
        self.attempt(lambda: edits.remove_fragment(self.project, span, piece))

    def remove_spans(self, spans: Sequence[Span]) -> None:
        self.attempt(lambda: edits.remove_spans(self.project, spans))

    def set_note(self, span: Span, note: str, refused: Callable[[str], None] | None = None) -> None:
        """Store a span's note; ``refused`` gets the reason why it cannot be."""
        self.attempt(lambda: edits.set_note(self.project, span, note), patience=_NOTE_PATIENCE, refused=refused)

    def set_doubt(self, span: Span, doubt: bool) -> None:
        self.attempt(lambda: edits.set_doubt(self.project, span, doubt))

    def set_status(self, document_id: int, status: Status) -> None:
        self.attempt(lambda: edits.set_status(self.project, document_id, self.annotator.id, status))

    def set_review_note(self, document_id: int, note: str, refused: Callable[[str], None] | None = None) -> None:
        """Store the note on a document; ``refused`` gets the reason why it cannot be."""
        self.attempt(
            lambda: edits.set_review_note(self.project, document_id, self.annotator.id, note),
            patience=_NOTE_PATIENCE,
            refused=refused,
        )

    def undo(self) -> None:
        """Take back this annotator's last edit, going to its document."""
        self._reverse(edits.undo, edits.undo_size, self.tr("Took back: {title}"), self.tr("There is nothing to undo"))

    def redo(self) -> None:
        """Make the edit again that was last taken back."""
        self._reverse(edits.redo, edits.redo_size, self.tr("Made again: {title}"), self.tr("There is nothing to redo"))

    def _reverse(
        self,
        verb: Callable[[Project, int], ChangeSet | None],
        size: Callable[[Project, int, int], int],
        sentence: str,
        nothing: str,
    ) -> None:
        annotator = self.annotator.id
        if self.apart is not None and self._is_heavy(size):
            self.apart.run(
                self.tr("working…"),
                lambda project: verb(project, annotator),
                lambda change: self._go_to(change, sentence) if change is not None else self.say(nothing),
                lambda why: self.say(why, "refused"),
            )
            return
        self.attempt(
            lambda: verb(self.project, annotator),
            lambda change: self._go_to(change, sentence),
            lambda: self.say(nothing),
        )

    def _is_heavy(self, size: Callable[[Project, int, int], int]) -> bool:
        try:
            return not self.queue.is_held and size(self.project, self.annotator.id, HEAVY) == HEAVY
        except AnnotatorError:
            return False  # busy, or damaged: the edit itself will say so

    def rewind(
        self, to_edit: int, *, only: bool, heavy: bool, then: Callable[[], None], refused: Callable[[str], None]
    ) -> None:
        """Take back all edits after one, or ``only`` the import that comes next; a ``heavy`` one in a thread."""
        annotator = self.annotator.id

        def tell(change: ChangeSet | None) -> None:
            if change is not None and (change.bulk or heavy):
                self.say(spoken_title(change.title), "info" if change.bulk else "stored")
            then()

        def say_no(why: str) -> None:
            self.say(why, "refused")
            refused(why)

        if heavy and self.apart is not None:
            work = partial(edits.rewind, annotator=annotator, to_edit=to_edit, only=only)
            self.apart.run(self.tr("working…"), lambda project: work(project), tell, say_no)
        else:
            self.attempt(
                lambda: edits.rewind(self.project, annotator, to_edit, only=only),
                tell,
                lambda: tell(None),
                refused=refused,
            )

    def undo_title(self) -> str | None:
        """What an undo would take back, in the user's language; None for nothing."""
        title = edits.undo_title(self.project, self.annotator.id)
        return spoken_title(title) if title else None

    def redo_title(self) -> str | None:
        """What a redo would make again, in the user's language; None for nothing."""
        title = edits.redo_title(self.project, self.annotator.id)
        return spoken_title(title) if title else None

    def attempt(
        self,
        verb: Callable[[], Made | None],
        then: Callable[[Made], None] | None = None,
        otherwise: Callable[[], None] | None = None,
        patience: int | None = None,
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Run an edit; ``then`` gets its result, ``otherwise`` runs when it gave none, ``refused`` says why not."""

        def run() -> None:
            made = verb()
            if made is not None and then is not None:
                self._after_commit(partial(then, made))
            elif made is None and otherwise is not None:
                otherwise()

        self.queue.submit(run, patience, refused)

    def _after_commit(self, work: Callable[[], None]) -> None:
        """Do what follows a stored edit. That the file is busy now must not let the edit be made a second time."""
        try:
            work()
        except BusyError as error:
            self.say(str(error))
            self._look_again.start()

    # Hearing of edits

    def refresh(self) -> None:
        """Read everything anew: the project was changed through another connection, as imports do."""
        self._on_change(ChangeSet(0, "", "import", None, None, (), bulk=True))

    def _hear(self, change: ChangeSet) -> None:
        self._after_commit(partial(self._on_change, change))

    def _on_change(self, change: ChangeSet) -> None:
        selected = self.selected
        if change.bulk:
            self._read_all()
        else:
            for row in change.changes:
                self._follow(row)
        self.changed.emit(change)
        if selected is not None and self.selected is selected:
            now = self.spans.get(selected.id)
            if now != selected:
                self._set_selected(now)
        if change.kind == "edit":
            self.say(spoken_title(change.title), "stored")

    def _follow(self, row: RowChange) -> None:
        if row.table == "spans":
            self._follow_span(row)
        elif row.table == "suggestions":
            self.suggestions.follow(row)
        elif row.table == "labels":
            self.labels = queries.labels(self.project)
        elif row.table == "reviews" and self.document is not None:
            self.review = queries.review(self.project, self.document.id, self.annotator.id)

    def _follow_span(self, row: RowChange) -> None:
        image = row.after or row.before or {}
        if self.document is None or image["document"] != self.document.id:
            return
        index = self.spans if image["annotator"] == self.annotator.id else self.others
        if row.after is not None:
            if index is self.spans or self.show_others:
                index.add(queries.span_from_row(row.row, row.after))
        elif row.row in index:
            index.remove(row.row)

    def show_place(self, document: int, span: int | None, extent: Extent | None) -> None:
        """Open a document at a span, and select it; where it is no more, mark its place."""
        if self.document is None or self.document.id != document:
            self.open_document(document)
        found = None if span is None else self.spans.get(span)
        self._set_selected(found)
        if found is not None:
            self.go_to.emit(found.extent)
        elif extent is not None:
            self.went.emit([extent])
            self.go_to.emit(extent)

    def _go_to(self, change: ChangeSet, sentence: str) -> None:
        """Show what an undo or redo did: its document, what came back, what went."""
        here = self.document
        if change.document is not None and (here is None or here.id != change.document):
            self.open_document(change.document)
        elsewhere = self.document is not here and self.document is not None
        back, gone = _came_and_went(change)
        span = self.spans.get(back[0].row) if back else None if gone else self._described(change)
        self._set_selected(span)
        if not back:
            self._choose_suggestion(change)
        places = [Extent(row.before["start"], row.before["end"]) for row in gone if row.before]
        if gone and not back:
            self.went.emit(places)
        if span is not None:
            self.go_to.emit(span.extent)
        elif places:
            self.go_to.emit(places[0])
        message = sentence.format(title=spoken_title(change.undone_title or change.title))
        if elsewhere and self.document is not None:
            where = self.document.title or self.document.key
            message = self.tr("{message} — in “{document}”").format(message=message, document=shortened(where))
        self.say(message, "undone" if change.kind == "undo" else "stored")

    def _described(self, change: ChangeSet) -> Span | None:
        """The span that an edit said something of, beside its label."""
        for row in change.changes:
            image = row.after or row.before or {}
            column = {"attribute_values": "span", "span_actors": "span", "relations": "head"}.get(row.table)
            if column is not None:
                return self.spans.get(image[column])
        return None

    def _choose_suggestion(self, change: ChangeSet) -> None:
        """Choose a suggestion that is undecided again."""
        open_again = (row.row for row in change.changes if row.table == "suggestions")
        one = next(filter(None, map(self.suggestions.index.get, open_again)), None)
        if one is not None:
            self.suggestions.select(one)
            self.go_to.emit(one.extent)

    def _read_all(self) -> None:
        self.labels = queries.labels(self.project)
        if self.document is not None and not queries.has_document(self.project, self.document.id):
            self.open_document(None)  # it went with its import
        elif self.document is not None:
            self._read_spans()

    def _read_spans(self) -> None:
        document = self.document
        if document is None:
            return
        mine = self.annotator.id
        with collector_paused():
            everyone = queries.spans(self.project, document.id, None if self.show_others else mine)
            self._refuse_unfit(everyone, document)
            self.spans = SpanIndex(span for span in everyone if span.annotator == mine)
            self.others = SpanIndex(span for span in everyone if span.annotator != mine)
        self.review = queries.review(self.project, document.id, mine)
        self.suggestions.read()

    def _refuse_unfit(self, spans: Sequence[Span], document: Document) -> None:
        """DamagedError for spans that no page can show; a stranger's file may hold any."""
        for span in spans:
            if not self.is_fit(span, document):
                raise DamagedError(
                    f"{self.project.path} is damaged (the span {span.id} of “{shortened(document.key)}” fits no text or"
                    " label): open an earlier copy of it, or copy out what can be read"
                )

    def is_fit(self, span: Span | Suggestion, document: Document) -> bool:
        """Whether a page with the document can show it."""
        return 0 <= span.start < span.end <= len(document.text) and any(label.id == span.label for label in self.labels)

    def _set_selected(self, span: Span | None) -> None:
        if span is not None:
            self.suggestions.select(None)
        self.selected = span
        self.selected_changed.emit(span)


def shortened(text: str, length: int = 40) -> str:
    """The text on one line, cut to ``length`` characters with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _came_and_went(change: ChangeSet) -> tuple[list[RowChange], list[RowChange]]:
    spans = [row for row in change.changes if row.table == "spans"]
    return [row for row in spans if row.after is not None], [row for row in spans if row.after is None]
