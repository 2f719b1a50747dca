"""Suggestions: spans that a provider proposes, kept apart from spans until somebody accepts them."""

from __future__ import annotations

from enum import StrEnum


class SuggestionState(StrEnum):
    """What became of a suggestion. Accepted and rejected ones stay, so that offering them again changes nothing."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
