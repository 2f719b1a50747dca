"""What versions 1 and 2 kept among the unknown keys of spans, and what has a place of its own since.

Their rows stay as they are: the log knows them so, and undo would not know them again. They are understood when
they are read, and put in their place by the first edit that touches them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from annotator.model.attribute import is_value
from annotator.store.values import pack_row, unfit_name, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.model.attribute import AttributeValue

_ATTRIBUTES, _ACTOR = "attributes", "actor"


class Former(NamedTuple):
    """The unknown keys of a span, sorted out."""

    attributes: dict[str, AttributeValue]
    """By name; a value that is none has become its JSON text."""
    actor: str
    extra: dict[str, Any]
    """The rest."""


def sorted_out(stored: str) -> Former:
    """What the stored unknown keys of a span say."""
    extra = unpack(stored)
    attributes, actor = extra.get(_ATTRIBUTES), extra.get(_ACTOR)
    known: dict[str, AttributeValue] = {}
    if _ATTRIBUTES in extra:
        named: dict[str, Any] = attributes if _is_named(attributes) else {_ATTRIBUTES: attributes}
        known = {name: _value(value) for name, value in named.items()}
    if _ACTOR in extra and not (isinstance(actor, str) and not unfit_name(actor)):
        if actor not in (None, ""):
            known[_ACTOR] = _value(actor)
        actor = ""
    rest = {name: value for name, value in extra.items() if name not in (_ATTRIBUTES, _ACTOR)}
    return Former(dict(sorted(known.items())), actor or "", rest)


def holds(stored: str) -> bool:
    """Whether there may be anything to sort out."""
    return f'"{_ATTRIBUTES}"' in stored or f'"{_ACTOR}"' in stored


def _is_named(attributes: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(attributes, dict) and not any(unfit_name(name) for name in attributes)


def _value(value: Any) -> AttributeValue:  # noqa: ANN401 - whatever JSON holds
    return value if is_value(value) else pack_row([value])[1:-1]


def merged(former: Mapping[str, AttributeValue], now: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    """Attributes in order of name; what was said since wins."""
    return dict(sorted({**former, **now}.items()))
