"""Linking the selected span to another one: a key, the other span, the type; by mouse and by keys alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.gui.session import shortened
from annotator.model.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView
    from annotator.gui.chooser import Chooser
    from annotator.gui.session import Session
    from annotator.model.span import Span
    from annotator.store.changes import ChangeSet


class Linking(QObject):
    """One link at a time: begun, waiting for its other end, asking for its type, stored."""

    begun = Signal()
    """The other span is awaited: the keys belong to the article."""
    changed = Signal()
    """Another span, or none, is about to be linked."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._head: Span | None = None
        self._chooser: Chooser | None = None
        session.document_changed.connect(lambda _: self._forget())
        session.changed.connect(self._on_changed)

    @property
    def waits(self) -> bool:
        """Whether the other span is awaited."""
        return self._head is not None

    def begin(self) -> None:
        """Link the selected span to the one that is chosen next; the same again stops it."""
        head = self._session.selected
        if self.waits:
            self.stop()
        elif head is None:
            self._session.say(self.tr("Select a span first (click it, or Tab)"), "refused")
        else:
            self._head = head
            self._mark(head)
            self._ask_for_the_other()
            self.begun.emit()

    def _ask_for_the_other(self) -> None:
        if self._head is not None:
            words = self._words(self._head)
            self._session.say(
                self.tr("Click the other span, or Tab and Return (Esc stops), to link “{words}”").format(words=words)
            )

    def stop(self) -> bool:
        """Let go of the link that was begun; False if none was."""
        if not self.waits:
            return False
        self._forget()
        self._session.say(self.tr("No link was made"))
        return True

    def take(self, tail: Span | None) -> bool:
        """Let this span be the other end, and ask for the type; False if none is awaited."""
        head = self._head
        if head is None:
            return False
        if tail is None or tail.id == head.id:
            self._ask_for_the_other()
            return True
        self._forget()
        self._ask_type(head, tail)
        return True

    def take_selected(self) -> bool:
        """The same with the span that is selected."""
        return self.take(self._session.selected)

    def _ask_type(self, head: Span, tail: Span) -> None:
        from annotator.gui.chooser import Choice, Chooser
        from annotator.store import details

        session = self._session
        try:
            types = details.relation_types(session.project)
        except AnnotatorError as error:
            session.say(str(error), "refused")
            return
        if self._chooser is None:
            self._chooser = Chooser(self._view.window())
        store = partial(self._store, head, tail)
        session.say(
            self.tr("“{head}” → “{tail}”: choose the type, or type a new one").format(
                head=self._words(head), tail=self._words(tail)
            )
        )
        self._chooser.ask(
            self.tr("Type of the relation"),
            [Choice(type.name, shortened(type.definition, 60), partial(store, type.name)) for type in types],
            back=self._view,
            new_text=self.tr("New type “{name}”"),
            new=store,
        )

    def _store(self, head: Span, tail: Span, type: str) -> None:
        session = self._session
        said = self.tr("“{head}” and “{tail}” are linked as {type} already").format(
            head=self._words(head), tail=self._words(tail), type=type
        )
        session.details.add_relation(head, tail, type, lambda: session.say(said, "refused"))
        session.select(session.spans.get(head.id))

    def _words(self, span: Span) -> str:
        document = self._session.document
        return shortened(span.text_in(document.text), 24) if document is not None else ""

    def _mark(self, head: Span | None) -> None:
        self._view.marks.linked = head.pieces if head is not None else ()
        self._view.viewport().update()
        self.changed.emit()

    def _forget(self) -> None:
        if self._head is not None:
            self._head = None
            self._mark(None)

    def _on_changed(self, _change: ChangeSet) -> None:
        """What was done meanwhile may have moved the span, or taken it away."""
        if self._head is not None:
            self._head = self._session.spans.get(self._head.id)
            self._mark(self._head)
