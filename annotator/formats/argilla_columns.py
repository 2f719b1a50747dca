"""Rows of the dataset that Argilla makes of its records, a column for each part of a question, as records again."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

_COLUMNS = (".responses", ".responses.users", ".responses.status")


def as_record(row: Row) -> Row:
    """A row of a dataset's columns as a record; a record as it is."""
    questions = {
        name.rpartition(".")[0] for name in row if name.endswith((".responses", ".suggestion")) and name[0] != "."
    }
    if "fields" in row or not questions:
        return row
    rest = dict(row)
    responses: Row = {}
    suggestions: Row = {}
    for question in sorted(questions):
        values, users, said = (rest.pop(question + name, None) for name in _COLUMNS)
        if isinstance(values, list):
            people = users if isinstance(users, list) else [None] * len(values)
            statuses = said if isinstance(said, list) else [None] * len(values)
            responses[question] = [
                {"value": value, "user_id": user, "status": status}
                for value, user, status in zip(values, people, statuses, strict=False)
            ]
        value, score, agent = (rest.pop(f"{question}.suggestion{name}", None) for name in ("", ".score", ".agent"))
        if value is not None:
            suggestions[question] = {"value": value, "score": score, "agent": agent}
    id = rest.pop("id", None)
    metadata = {name.removeprefix("metadata."): rest.pop(name) for name in list(rest) if name.startswith("metadata.")}
    fields = {name: rest.pop(name) for name, value in list(rest.items()) if isinstance(value, str) and name != "status"}
    return {
        **rest,
        "id": id,
        "fields": fields,
        "metadata": metadata,
        "responses": responses,
        "suggestions": suggestions,
    }
