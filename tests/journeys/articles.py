"""Articles for the journeys, and projects made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator.exchange import import_paths
from annotator.store.project import Project

if TYPE_CHECKING:
    from pathlib import Path

HARBOUR = (
    "Brenn harbour raises fees\n\n"
    "Halvia had opened the locks, harbour master Ida Brandt said on Monday. She said Halvia had never linked"
    " energy to territory and accused Torland of delay.\n\n"
    "Unless Torland withdraws its ships, the minister told reporters, the harbour will close. Torland called"
    " for a new inquiry. The minister rejected the idea on Tuesday, and the minister left.\n\n"
    "Analysts in Merrow said the dispute would last until the spring. Nobody in the port had slept.\n"
)
CANAL = (
    "Union warns of canal strike\n\n"
    "The pilots' union warned on Friday that it would stop all work on the canal unless Halvia pays the"
    " arrears. Ida Brandt said the money had been sent.\n"
)
RUSSIAN = (
    "Бренн повышает портовый сбор\n\n"
    "Торландия закроет границу, заявил министр транспорта Богдан Громов. Халвия отвергла обвинения.\n"
)
ARABIC = "ميناء برين يرفع الرسوم\n\nقالت الوزارة إن الميناء سيغلق يوم الأحد. ورفض الاتحاد القرار.\n"


def record(key: str, text: str, language: str = "en", **more: object) -> dict[str, object]:
    """One row of JSONL; its first line is the title."""
    return {"id": key, "text": text, "title": text.split("\n")[0], "language": language, **more}


HARBOUR_AND_CANAL = (record("harbour", HARBOUR), record("canal", CANAL))
LANGUAGES = (*HARBOUR_AND_CANAL, record("russian", RUSSIAN, "ru"), record("arabic", ARABIC, "ar"))


def long_article(paragraphs: int = 40) -> str:
    """An article over several screens, its paragraphs told apart by their numbers."""
    body = (f"Paragraph {n} says that the harbour of Brenn stays open on day {n}." for n in range(1, paragraphs + 1))
    return "The long wait\n\n" + "\n\n".join(body) + "\n"


def make_project(path: Path, records: tuple[dict[str, object], ...], annotator: str = "ana") -> Path:
    """A project file with these documents, of this annotator if one is named."""
    rows = path.with_suffix(".rows.jsonl")
    rows.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records), encoding="utf-8")
    with Project.create(path, annotator=annotator) as project:
        report = import_paths(project, [rows])
    assert not report.problems, report.problems
    rows.unlink()
    return path
