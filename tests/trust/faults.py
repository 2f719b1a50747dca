"""A sweep behind the shim: ``python -m tests.trust.faults FOLDER STEPS EVERY FIRST SHARE``.

Each call that a step of the run makes fails in turn, on a fresh copy of the files as they were before that step; what
the program says and what the files hold afterwards is compared. Only every EVERY-th step from the FIRST on is swept,
and of its calls the SHARE; if FIRST is 0, also what makes and opens files. Prints JSON: how many failures were tried,
and what was wrong with how many.
"""

from __future__ import annotations

import errno
import json
import random
import re
import shutil
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.exchange import create_sample
from annotator.model.errors import AnnotatorError
from annotator.store import backup, copies, queries
from annotator.store.project import Project
from annotator.store.rescue import rescue
from tests.trust.record import EXPORT, PROJECT, REPORT, file_digest
from tests.trust.shim import LASTING, ONCE, SHORT, TORN, Shim
from tests.trust.workload import DOCUMENTS, Step, complaints, digest, fill, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.store.changes import ChangeSet

ADVICE = re.compile(r"[:;,] .*\b(make|check|try|close|choose|open|copy|save|remove|bring)\b")
"""What to do, as every refusal says after what happened."""

AS_BEFORE = re.compile(r"nothing (was|is) (changed|stored|imported)|was not written")
"""How a refusal says that things are as they were."""


class Failure(NamedTuple):
    """A way for the disk to fail."""

    name: str
    call: str
    error: int
    kind: int


FAILURES = (
    Failure("a file cannot be opened", "open", errno.EACCES, ONCE),
    Failure("the disk is full for a moment", "write", errno.ENOSPC, ONCE),
    Failure("the disk fails in the middle of a write", "write", errno.EIO, TORN),
    Failure("a write takes half", "write", 0, SHORT),
    Failure("the disk is full from now on", "write", errno.ENOSPC, LASTING),
    Failure("a sync fails", "sync", errno.EIO, ONCE),
    Failure("every sync and write fails from now on", "sync", errno.EIO, LASTING),
    Failure("the quota is used up", "truncate", errno.EDQUOT, ONCE),
    Failure("a file cannot be removed", "unlink", errno.EACCES, ONCE),
    Failure("a file cannot be renamed", "rename", errno.EIO, ONCE),
)


class Held(NamedTuple):
    """What the files hold: digests of the project and the export."""

    project: str
    export: str


class Expected(NamedTuple):
    """What a step does where nothing fails."""

    before: Held
    after: Held
    is_heard: bool
    calls: dict[str, int]


class Sweep:
    """The files of one run, and what went wrong with them."""

    def __init__(self, folder: Path, share: float) -> None:
        self.place = folder / "project"
        self.path = self.place / PROJECT
        self.aside = folder / "aside"
        self.shim = Shim()
        self.share = share
        self.chance = random.Random(1)
        self.tried = 0
        self.wrong: Counter[str] = Counter()

    def step(self, step: Step) -> None:
        """Let each call of a step fail in turn; the files are left as the step leaves them."""
        files = self._files()
        expected = self._expect(step)
        done = self._files()
        for failure, at in self._each(expected.calls):
            self._lay_out(files)
            for what in self._fail(step, failure, at, expected):
                self._complain(step.name, failure, what)
        self._lay_out(done)

    def occasion(self, name: str, act: Callable[[], object], after: Callable[[Failure], list[str]]) -> None:
        """Let each call fail that ``act`` makes, which opens the project itself or makes it.

        ``after`` says what is wrong with the files then. Tried again, it succeeds.
        """
        files, before = self._files(), self.shim.counts()
        act()
        calls = {call: count - before[call] for call, count in self.shim.counts().items()}
        self._lay_out(files)
        for failure, at in self._each(calls):
            self._lay_out(files)
            error, fired = self._attempt(act, failure, at)
            wrong = said_wrongly(error) + after(failure)
            if fired and error is not None:
                error, _ = self._attempt(act, None, 0)
                wrong += [f"cannot be done again: {error!r}"] if error else after(failure)
            for what in wrong:
                self._complain(name, failure, what)
        self._lay_out(files)

    def _each(self, calls: dict[str, int]) -> Iterator[tuple[Failure, int]]:
        for failure in FAILURES:
            for at in range(1, calls[failure.call] + 1):
                if self.chance.random() < self.share:
                    self.tried += 1
                    yield failure, at

    def _expect(self, step: Step) -> Expected:
        heard: list[ChangeSet] = []
        with Project.open(self.path) as project:
            project.subscribe(heard.append)
            before, calls = self._held(project), self.shim.counts()
            step.do(project)
            calls = {call: count - calls[call] for call, count in self.shim.counts().items()}
            return Expected(before, self._held(project), bool(heard), calls)

    def _fail(self, step: Step, failure: Failure, at: int, expected: Expected) -> list[str]:
        """Try one failure; what is wrong then."""
        heard: list[ChangeSet] = []
        with Project.open(self.path) as project:
            project.subscribe(heard.append)
            error, fired = self._attempt(lambda: step.do(project), failure, at)
            assert fired, f"{step.name} made fewer calls this time"
            wrong = self._verdict(project, error, expected)
            if not wrong and error is not None and self._held(project) != expected.after:
                wrong = self._again(project, step, expected)
            if bool(heard) != (expected.is_heard and self._held(project) == expected.after):
                wrong.append("views heard of what is not there" if heard else "no view heard of it")
        return wrong + self.strays(failure)

    def _attempt(
        self, act: Callable[[], object], failure: Failure | None, at: int
    ) -> tuple[BaseException | None, bool]:
        """Do something while the disk fails; what was raised, and whether the failure came at all."""
        error: BaseException | None = None
        if failure is not None:
            self.shim.arm(failure.call, at, failure.error, failure.kind)
        try:
            act()
        except BaseException as raised:  # noqa: BLE001 - what may come is what is asked
            error = raised
        return error, self.shim.disarm()

    def _verdict(self, project: Project, error: BaseException | None, expected: Expected) -> list[str]:
        wrong = said_wrongly(error)
        on_disk = self._on_disk()
        try:
            held = self._held(project)
        except Exception as raised:  # noqa: BLE001 - as above
            return [*wrong, f"cannot be read afterwards: {raised!r}"]
        if on_disk != held:
            wrong.append("another program finds something else than this one")
        if held not in (expected.before, expected.after):
            wrong.append("something between before and after")
        if error is None and held != expected.after:
            wrong.append("lost without a word")
        if error is not None and held != expected.before and AS_BEFORE.search(str(error)):
            wrong.append(f"stored, though it was said: {error}")
        return wrong

    def _again(self, project: Project, step: Step, expected: Expected) -> list[str]:
        """Try the same once more, now that the disk is well."""
        error, _ = self._attempt(lambda: step.do(project), None, 0)
        if error is not None:
            return [f"cannot be done again: {error!r}"]
        return ["done again, it gives something else"] if self._held(project) != expected.after else complaints(project)

    def _held(self, project: Project) -> Held:
        return Held(digest(project), file_digest(self.place / EXPORT))

    def _on_disk(self) -> Held:
        """What another program would find, if this one were killed now."""
        shutil.rmtree(self.aside, ignore_errors=True)
        shutil.copytree(self.place, self.aside, ignore=shutil.ignore_patterns("*.lock"))
        with Project.open(self.aside / PROJECT) as project:
            return Held(digest(project), file_digest(self.place / EXPORT))

    def strays(self, failure: Failure, *expected: str) -> list[str]:
        """Files that should not be there; a hidden one may be, where it could not be removed."""
        names = {file.name for file in self.place.iterdir()} - {PROJECT, EXPORT, REPORT, *expected}
        if failure.call == "unlink":
            names = {name for name in names if not name.startswith(".")}
        return [f"left behind {sorted(names)}"] if names else []

    def _files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.place.iterdir()}

    def _lay_out(self, files: dict[str, bytes]) -> None:
        for file in self.place.iterdir():
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        for name, data in files.items():
            (self.place / name).write_bytes(data)

    def _complain(self, name: str, failure: Failure, what: str) -> None:
        self.wrong[f"{name}: {failure.name}: {what}"] += 1


def said_wrongly(error: BaseException | None) -> list[str]:
    """What is wrong with how a failure was told."""
    if error is None:
        return []
    if not isinstance(error, AnnotatorError):
        return [f"{type(error).__name__} instead of a sentence: {error}"]
    return said_in_one_line(f"annotator: {error}\n")


def said_in_one_line(complaint: str) -> list[str]:
    """What is wrong with what a command that failed wrote to standard error."""
    if not complaint.startswith("annotator: ") or complaint.count("\n") != 1:
        return [f"is not one sentence: {complaint[-300:]}"]
    return [] if ADVICE.search(complaint) else [f"does not say what to do: {complaint.strip()}"]


# -- beginnings, which are no steps: a project is made, opened and opened after a crash


def make(sweep: Sweep) -> None:
    """A new project appears whole or not at all."""
    new = sweep.place / "new.annot"

    def act() -> None:
        Project.create(new, annotator="ana").close()

    def after(failure: Failure) -> list[str]:
        wrong = sweep.strays(failure, new.name)
        if not new.exists():
            return wrong
        with Project.open(new) as project:
            wrong += complaints(project)
        new.unlink()
        return wrong

    sweep.occasion("making", act, after)
    new.unlink(missing_ok=True)


def make_others(sweep: Sweep) -> None:
    """So do a backup, a copy of one, what is rescued, and the sample."""
    new, backups = sweep.place / "new.annot", sweep.place / "backups"
    acts = {
        "backing up": lambda: backup.make(sweep.path, backups),
        "restoring": lambda: copies.restore(sweep.path, new),
        "rescuing": lambda: rescue(sweep.path, new),
        "making the sample": lambda: create_sample(new),
    }

    def after(failure: Failure) -> list[str]:
        wrong = sweep.strays(failure, new.name, backups.name)
        made = [new] if new.exists() else [one.path for one in backup.backups(backup.folder_of(backups, sweep.path))]
        for file in made:
            with Project.open(file) as project:
                wrong += complaints(project)
                if queries.counts(project)["documents"] < DOCUMENTS:
                    wrong.append(f"{file.name} is not whole")
        new.unlink(missing_ok=True)
        shutil.rmtree(backups, ignore_errors=True)
        return wrong

    for name, act in acts.items():
        sweep.occasion(name, act, after)


def open_it(sweep: Sweep, name: str) -> None:
    """Opening succeeds, or says why not; it changes nothing either way."""
    with Project.open(sweep.aside / PROJECT) as project:
        held = digest(project)

    def act() -> None:
        with Project.open(sweep.path) as project:
            if digest(project) != held:
                raise AssertionError("something else is seen")
            if project.notice and not ADVICE.search(project.notice):
                raise AssertionError(f"does not say what to do: {project.notice}")

    def after(failure: Failure) -> list[str]:
        with Project.open(sweep.path) as project:
            wrong = ["something else is in the file"] if digest(project) != held else complaints(project)
            if project.read_only:
                wrong.append(f"can only be read afterwards: {project.notice}")
        return wrong + sweep.strays(failure)

    sweep.occasion(name, act, after)


def open_after_a_crash(sweep: Sweep, step: Step) -> None:
    """The same for a file that was left in the middle of an edit, which opening takes back."""
    shutil.rmtree(sweep.aside, ignore_errors=True)
    shutil.copytree(sweep.place, sweep.aside)
    files = sweep._files()
    with Project.open(sweep.path) as project:
        sweep.shim.arm("sync", 3, errno.EIO, LASTING)  # the journal is whole, and nothing can take the edit back
        with suppress(AnnotatorError):
            step.do(project)
        crashed = {name: data for name, data in sweep._files().items() if not name.endswith(".lock")}
        sweep.shim.disarm()
    assert f"{PROJECT}-journal" in crashed
    sweep._lay_out(crashed)
    open_it(sweep, "opening after a crash")
    sweep._lay_out(files)


def main(folder: Path, count: int, every: int, first: int, share: float) -> dict[str, object]:
    sweep, run = Sweep(folder, share), steps(count, folder)
    if not first:
        make(sweep)
    with Project.create(sweep.path, annotator="ana") as project:
        fill(project)
    if not first:
        shutil.copytree(sweep.place, sweep.aside)
        open_it(sweep, "opening")
        make_others(sweep)
        open_after_a_crash(sweep, run[0])
    for number, step in enumerate(run):
        if number % every == first:
            sweep.step(step)
        else:
            with Project.open(sweep.path) as project:
                step.do(project)
    return {"tried": sweep.tried, "wrong": sweep.wrong}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), *map(int, sys.argv[2:5]), float(sys.argv[5]))))
