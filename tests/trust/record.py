"""A run of steps behind the shim: ``python -m tests.trust.record FOLDER COUNT``.

FOLDER/project is recorded. After each step was said to be stored, an acknowledgement goes into the recording, and
what the files held then is printed as one JSON list: a digest of the project and one of the export.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from annotator.store.project import Project
from tests.trust.shim import Shim
from tests.trust.workload import digest, fill, steps

PROJECT, EXPORT = "p.annot", "out.jsonl"
REPORT = EXPORT + ".report.json"


def main(folder: Path, count: int) -> list[list[str]]:
    shim, place = Shim(), folder / "project"
    states = [["", ""]]

    def acknowledge(project: Project, name: str) -> None:
        shim.acknowledge(name)
        states.append([digest(project), file_digest(place / EXPORT)])

    with Project.create(place / PROJECT, annotator="ana") as project:
        acknowledge(project, "made")
        fill(project)
        acknowledge(project, "filled")
        for step in steps(count, folder):
            step.do(project)
            acknowledge(project, step.name)
    return states


def file_digest(file: Path) -> str:
    """A digest of a file's bytes; empty where there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
