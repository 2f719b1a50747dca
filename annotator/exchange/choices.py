"""Whether what was chosen for a format is something that it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from annotator.formats.base import Format, Option, ReadOptions


def check_settings(chosen: Format, settings: Mapping[str, str]) -> None:
    """InputError for an option that the format to write does not have, or a value it does not know."""
    known = {option.name: option for option in chosen.options}
    for name, value in settings.items():
        if name not in known:
            has = f"its options are {', '.join(known)}" if known else "it has no options"
            raise InputError(f"the format “{chosen.name}” has no option “{name}”; {has}")
        _check_value(known[name], value)


def check_reading(formats: Collection[Format], options: ReadOptions) -> None:
    """InputError for an option or a column that none of the formats to read knows, and for a value that one of them
    does not know."""
    for name, value in options.settings.items():
        known = [(each, option) for each in formats for option in _of_reading(each) if option.name == name]
        if not known:
            names = {each.name: [option.name for option in _of_reading(each)] for each in formats}
            raise InputError(f"no option of reading is called “{name}”; {_listed(names, 'options')}")
        for _, option in known:
            _check_value(option, value)
    for name in options.columns:
        if not any(name in (*each.columns, *each.rare_columns) for each in formats):
            names = {each.name: list(each.columns) for each in formats}
            raise InputError(f"no column can be named as “{name}”; {_listed(names, 'columns')}")


def _of_reading(chosen: Format) -> list[Option]:
    return [option for option in chosen.options if option.on != "writing"]


def _listed(names: Mapping[str, list[str]], what: str) -> str:
    """What there is instead, format by format."""
    return "; ".join(
        f"{what} of “{format}” are {', '.join(each)}" if each else f"the format “{format}” has none"
        for format, each in names.items()
    )


def _check_value(option: Option, value: str) -> None:
    if option.choices and value not in option.choices:
        raise InputError(f"the option “{option.name}” cannot be “{value}”; it can be {', '.join(option.choices)}")
