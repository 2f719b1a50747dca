"""Layers as WebAnno and INCEpTION name them: ours, those that are no spans, and which feature is the label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SPANS = "webanno.custom.Span"
RELATIONS = "webanno.custom.Relation"
OUR_FEATURES = ("label", "annotator", "note", "actor", "details")

_LABELS = ("label", "value", "entity", "type", "category", "class", "tag", "name", "identifier", "referencetype")
"""Features that are taken for the label, the first of them that a layer has."""

_OF_TOKENS = re.compile(
    r"lexmorph|\.segmentation\.|\.syntax\.|\.tweet\.|\.metadata\.type\.|^uima\.|\b(Pos|POS|Lemma|Stem|Token|Sentence)$"
)
"""Layers that say something of each token, sentence or the document: no spans, unless they are asked for."""


def says_of_tokens(type_: str) -> bool:
    return _OF_TOKENS.search(type_) is not None


def names_asked_for(setting: str) -> list[str]:
    """The layers that a setting names, with commas between."""
    return [name.strip() for name in setting.split(",") if name.strip()]


def is_read(type_: str, asked_for: Collection[str]) -> bool:
    """Whether a layer is read: one of those asked for by full or short name, or any that are spans."""
    return bool({type_, short(type_)} & set(asked_for)) if asked_for else not says_of_tokens(type_)


def short(type_: str) -> str:
    return type_.rpartition(".")[2] or type_


def label_of(features: Sequence[str], chosen: str) -> str:
    """The feature that is the label; empty if none is, and the layer's short name has to be."""
    if chosen and chosen in features:
        return chosen
    lower = {feature.lower(): feature for feature in reversed(features)}
    known = next((lower[name] for name in _LABELS if name in lower), "")
    return known or (features[0] if len(features) == 1 else "")
