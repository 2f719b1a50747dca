"""The registry of actors, and which spans point to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.edits.attributes import settle
from annotator.edits.scheme import ensure_actor
from annotator.edits.steps import begin, current, fit_name, named, quoted, storable
from annotator.model.errors import EditError
from annotator.store import details

if TYPE_CHECKING:
    from annotator.model.actor import Actor
    from annotator.model.span import Span
    from annotator.store.changes import ChangeSet, Edit
    from annotator.store.project import Project


def link_actor(project: Project, span: Span, name: str | None) -> ChangeSet | None:
    """Let a span point to the actor of this name, who is new to the registry if it has none, or (None) to nobody.

    None if it does so already.
    """
    if name is not None:
        name = fit_name(name, "the actor's name")
    title = (
        f"Pointed {named(project, span)} to the actor {quoted(name)}"
        if name is not None
        else f"Removed the actor of {named(project, span)}"
    )
    with project.edit(title, annotator=span.annotator, document=span.document) as edit:
        current(edit, span)
        if details.actor_of(project, span.id) == (name or ""):
            return None
        begin(project, edit, span.document, span.annotator)
        settle(project, edit, span.id)
        known = details.actor_link(project, span.id)
        if name is None:
            if known is not None:
                edit.delete("span_actors", known)
        elif known is not None:
            edit.update("span_actors", known, {"actor": ensure_actor(project, edit, name)})
        else:
            edit.insert("span_actors", {"span": span.id, "actor": ensure_actor(project, edit, name)})
    return edit.result


def add_alias(project: Project, actor: Actor, alias: str, annotator: int) -> ChangeSet | None:
    """Note another name an actor goes by; None if it is known."""
    alias = fit_name(alias, "the alias")
    title = f"Added the alias {quoted(alias)} to the actor {quoted(actor.name)}"
    with project.edit(title, annotator=annotator) as edit:
        _current(edit, actor)
        if alias == actor.name or details.alias_row(project, actor.id, alias) is not None:
            return None
        edit.insert("actor_aliases", {"actor": actor.id, "alias": alias})
    return edit.result


def remove_alias(project: Project, actor: Actor, alias: str, annotator: int) -> ChangeSet | None:
    """Forget another name of an actor; None if it is none."""
    title = f"Removed the alias {quoted(alias)} from the actor {quoted(actor.name)}"
    with project.edit(title, annotator=annotator) as edit:
        _current(edit, actor)
        _forget(project, edit, actor, alias)
    return edit.result


def rename_actor(project: Project, actor: Actor, name: str, annotator: int) -> ChangeSet | None:
    """Call an actor otherwise; the spans go on pointing to it. EditError if another one is called so."""
    name = fit_name(name, "the actor's name")
    title = f"Renamed the actor {quoted(actor.name)} to {quoted(name)}"
    with project.edit(title, annotator=annotator) as edit:
        _current(edit, actor)
        other = details.actor_named(project, name)
        if other is not None and other.id != actor.id:
            raise EditError(f"there is an actor {quoted(name)} already: choose another name")
        _forget(project, edit, actor, name)
        edit.update("actors", actor.id, {"name": name})
    return edit.result


def set_actor_note(project: Project, actor: Actor, note: str, annotator: int) -> ChangeSet | None:
    """Write a note on an actor; an empty one removes it."""
    title = f"{'Note on' if note else 'Removed the note on'} the actor {quoted(actor.name)}"
    with project.edit(title, annotator=annotator) as edit:
        _current(edit, actor)
        edit.update("actors", actor.id, {"note": storable(note)})
    return edit.result


def _current(edit: Edit, actor: Actor) -> None:
    if edit.image("actors", actor.id) is None:
        raise EditError("the actor is not there any more: choose another one")


def _forget(project: Project, edit: Edit, actor: Actor, alias: str) -> None:
    row = details.alias_row(project, actor.id, alias)
    if row is not None:
        edit.delete("actor_aliases", row)
