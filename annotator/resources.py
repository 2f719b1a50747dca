"""The one finder of what Annotator ships beside its code: icons, sample, schemes, guideline, language data.

In a checkout, and in an editable install of one, they lie in ``resources/`` beside the package. A wheel
and a frozen app carry the same tree inside the package as ``annotator/_resources``.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from annotator.model.errors import AnnotatorError

_PACKAGE = Path(__file__).resolve().parent


class MissingResourceError(AnnotatorError):
    """A file that every installation has is not there."""


def find_root(package: Path) -> Path:
    """The resource folder that belongs to a package folder; raises MissingResourceError if it has none."""
    for folder in (package / "_resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise MissingResourceError(
        f"Annotator's resource folder is missing beside {package}; please install Annotator again."
    )


@cache
def root() -> Path:
    """The resource folder of the running installation."""
    return find_root(_PACKAGE)


def path(*parts: str) -> Path:
    """Where one shipped file or folder lies; raises MissingResourceError if it is not there."""
    found = root().joinpath(*parts)
    if not found.exists():
        raise MissingResourceError(
            f"A part of Annotator, {'/'.join(parts)}, is missing from {root()}; please install it again."
        )
    return found


def read_bytes(*parts: str) -> bytes:
    """The bytes of one shipped file; raises MissingResourceError if it is not there."""
    return path(*parts).read_bytes()


def read_text(*parts: str) -> str:
    """One shipped text, decoded from UTF-8, its line ends as they lie in the file.

    Raises MissingResourceError if it is not there.
    """
    return read_bytes(*parts).decode("utf-8")


def names(*folder: str, suffix: str = "") -> Iterator[str]:
    """The names of the shipped files in a folder that end in ``suffix``, in order; none if it has none."""
    where = root().joinpath(*folder)
    if where.is_dir():
        yield from sorted(entry.name for entry in where.iterdir() if entry.name.endswith(suffix))
