"""The few failures a user can act on.

Each carries one sentence that says what happened, where, and what to do. Everything else is a bug: it
rises to the one hook that logs it.
"""


class AnnotatorError(Exception):
    """A failure whose message is one sentence for the user."""


class ProjectError(AnnotatorError):
    """The project file cannot be opened, created or trusted."""


class DamagedError(ProjectError):
    """The project file is not as this program wrote it, by damage or by another's hand; a rescue may read it."""


class StorageError(AnnotatorError):
    """The project file could not be written; nothing was changed."""


class BusyError(StorageError):
    """Another program holds the project file; trying again may help."""


class ChangedError(StorageError):
    """The project file is gone or no longer what was opened; nothing was written to it."""


class UnconfirmedError(StorageError):
    """What was asked is in the file, but the disk failed to say that it is durable."""


class UnsureError(StorageError):
    """Writing failed so late that nobody can tell yet whether what was asked is in the file."""


class InputError(AnnotatorError):
    """A file or row that came from outside is not what it should be."""


class EditError(AnnotatorError):
    """An edit cannot be made as asked; nothing was changed."""


class Cancelled(AnnotatorError):
    """The user stopped the work; nothing was changed."""
