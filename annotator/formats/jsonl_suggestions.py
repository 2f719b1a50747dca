"""Suggestions and actors of one native row, each checked for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS
from annotator.formats.json_rows import kind_of, shorten, string_or_empty
from annotator.formats.jsonl_spans import read_attributes, read_fragments, read_place, refuse_name
from annotator.formats.jsonl_units import in_code_points
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, RecordActor, RecordSuggestion
from annotator.model.suggestion import SuggestionState

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.formats.base import Remark
    from annotator.model.record import Record

SUGGESTION_KEYS = frozenset(
    ("start", "end", "fragments", "label", "text", "provider", "score", "note", "attributes", "state")
)
ACTOR_KEYS = frozenset(("name", "aliases", "note"))

_STATES = {state.value: state for state in SuggestionState}


def read_suggestions(
    record: Record,
    raw: object,
    problems: list[Problem | Remark],
    unit: Unit = Unit.CODE_POINT,
    *,
    declared: bool = False,
) -> None:
    """Add the good suggestions of a row to its record and name the others."""
    if not isinstance(raw, list):
        reason = f"its “suggestions” are {kind_of(raw)}, not a list"
        problems.append(Problem(record.file, record.line, reason, "suggestion"))
        return
    for number, item in enumerate(raw, 1):
        try:
            place = in_code_points(item, record.text, unit)
            record.suggestions.append(_suggestion(place, record.text, declared=declared))
        except InputError as error:
            problems.append(Problem(record.file, record.line, f"suggestion {number}: {error}", "suggestion"))


def _suggestion(item: object, text: str, *, declared: bool) -> RecordSuggestion:
    if not isinstance(item, dict):
        raise InputError(f"it is {kind_of(item)}, not an object")
    start, end, label = read_place(item, text, declared=declared)
    provider = item.get("provider")
    if provider is None:
        provider = ""
    elif type(provider) is not str or len(provider) > LIMITS["name"] or provider.isspace():
        refuse_name(item, "provider")
    return RecordSuggestion(
        start,
        end,
        label,
        provider,
        read_fragments(item["fragments"], start, end) if item.get("fragments") is not None else (),
        _score(item),
        string_or_empty(item, "note"),
        read_attributes(item),
        _state(item),
        {name: value for name, value in item.items() if name not in SUGGESTION_KEYS} or None,
    )


def _score(item: dict[str, Any]) -> float | None:
    score = item.get("score")
    if score is not None and type(score) not in (int, float):
        raise InputError(f"its “score” is {kind_of(score)}, not a number")
    return None if score is None else float(score)


def _state(item: dict[str, Any]) -> SuggestionState:
    state = item.get("state", SuggestionState.OPEN.value)
    if type(state) is not str or state not in _STATES:
        shown = f"“{shorten(state)}”" if isinstance(state, str) else kind_of(state)
        raise InputError(f"its state is {shown}, which is none of {', '.join(_STATES)}")
    return _STATES[state]


def read_actors(record: Record, raw: object, problems: list[Problem | Remark]) -> None:
    """Add the good actors of a row to its record, in order of name, and name the others."""
    if not isinstance(raw, list):
        problems.append(Problem(record.file, record.line, f"its “actors” are {kind_of(raw)}, not a list", "actor"))
        return
    found: dict[str, RecordActor] = {}
    for number, item in enumerate(raw, 1):
        try:
            actor = _actor(item, found)
            found[actor.name] = actor
        except InputError as error:
            problems.append(Problem(record.file, record.line, f"actor {number}: {error}", "actor"))
    record.actors = [found[name] for name in sorted(found)]


def _actor(item: object, found: Collection[str]) -> RecordActor:
    if not isinstance(item, dict):
        raise InputError(f"it is {kind_of(item)}, not an object")
    name = item.get("name")
    if not _is_name(name):
        refuse_name(item, "name")
    if name in found:
        raise InputError(f"“{shorten(str(name))}” is there already")
    aliases = item.get("aliases")
    if aliases is not None and not (isinstance(aliases, list) and all(map(_is_name, aliases))):
        raise InputError("its “aliases” are not a list of names")
    return RecordActor(
        str(name),
        tuple(sorted({*(aliases or ())} - {str(name)})),
        string_or_empty(item, "note"),
        {key: value for key, value in item.items() if key not in ACTOR_KEYS} or None,
    )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LIMITS["name"]
