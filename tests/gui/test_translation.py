"""Every text for people can be translated, English counts aright, and the German window is whole."""

from __future__ import annotations

import ast
import re
import string
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QGroupBox, QLabel, QWidget

from annotator import edits
from annotator.gui import actions, translation
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.edit_titles import SENTENCES, spoken_title
from annotator.gui.settings import BY_KEY, Settings
from annotator.model.document import Status
from annotator.model.record import Record, RecordSuggestion
from annotator.model.span import Extent, Span
from annotator.store import details, log, queries
from annotator.store.bulk import load
from tests.gui.window_kit import make_project, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from annotator.store.project import Project
    from tests.gui.panel_fixtures import Desk

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "packaging"))
import translations  # noqa: E402

LANGUAGES = translations.languages()
FILES = sorted(translations.SOURCES.rglob("*.py"))


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """The window speaks German."""
    translation.install(qapp, "de")
    yield
    translation.install(qapp, "en")


# Every text can be found by a translator


def test_every_translated_text_is_written_out_where_it_is_translated():
    assert len(translations.texts_of_window()) > 300


_SHOWN_BY = re.compile(
    r"set(Text|ToolTip|PlaceholderText|WindowTitle|Title|StatusTip|WhatsThis|AccessibleName|AccessibleDescription)"
    r"|set(Prefix|Suffix|LabelText|HeaderLabels)|(add|insert)(Action|Menu|Button|Item|Row|Tab)|say|complain|refuse"
    r"|Q(Label|PushButton|CheckBox|RadioButton|GroupBox|Action|Menu)|heading|message|part|Heading|Chip"
    r"|(Plain|Elided)Label|(Icon|Start)Button|DropHint|FilterField"
)
_ICONS = frozenset(file.stem for file in (REPOSITORY / "resources" / "icons").glob("*.svg"))
"""Names of drawings, which such calls are given too."""


def _untranslated(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if not _SHOWN_BY.fullmatch(name):
            continue
        shown_words = node.args[:1] if name in {"say", "complain", "refuse"} else node.args
        for argument in shown_words:
            for word in _literals(argument):
                if re.search(r"[^\W\d_]{2}", word.replace("Annotator", "")) and word not in _ICONS:
                    yield f"{file.name}:{node.lineno} {name}({word!r})"


def _literals(node: ast.expr) -> Iterator[str]:
    """The literal words of an expression that reach the eye: not those inside other calls."""
    match node:
        case ast.Constant(value=str() as word):
            yield word
        case ast.JoinedStr(values=values):
            yield from (word for value in values for word in _literals(value))
        case ast.IfExp(body=body, orelse=orelse):
            yield from _literals(body)
            yield from _literals(orelse)
        case ast.BinOp(left=left, right=right):
            yield from _literals(left)
            yield from _literals(right)


@pytest.mark.parametrize("file", [file for file in FILES if "tour" not in file.parts], ids=lambda file: file.stem)
def test_no_words_reach_a_widget_untranslated(file: Path):
    assert list(_untranslated(file)) == []


def test_no_text_is_translated_before_the_language_is_known():
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for statement in tree.body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                continue
            calls = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
            assert not [f for f in calls if isinstance(f, ast.Attribute) and f.attr in {"tr", "translate"}], file


# The files


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_exactly_the_texts_of_the_window(language: str):
    said = translations.read(translations.file_of(language))
    wanted = translations.wanted(translations.texts_of_window(), language)
    assert set(said) == set(wanted), "run ./packaging/translate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_translations_are_those_of_the_source(language: str, tmp_path: Path):
    fresh = tmp_path / "fresh.qm"
    translations.compile_file(translations.file_of(language), fresh)
    shipped, made = QTranslator(), QTranslator()
    assert shipped.load(str(translations.file_of(language, "qm")))
    assert made.load(str(fresh))
    for text in translations.read(translations.file_of(language)):
        for count in (1, 2, 5) if text.plural else (-1,):
            words = (text.context, text.source, text.comment, count)
            assert shipped.translate(*words) == made.translate(*words), "run ./packaging/translate"


def test_english_says_every_number():
    assert all(said.finished for said in translations.read(translations.file_of("en")).values())


def test_german_says_all_but_what_is_quite_new():
    said = translations.read(translations.file_of("de")).values()
    assert sum(translation.finished for translation in said) >= 0.97 * len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_places_that_are_filled_in(language: str):
    for text, said in translations.read(translations.file_of(language)).items():
        for form in said.forms if said.finished else ():
            assert _places(form) == _places(text.source), text


def _places(words: str) -> set[str]:
    named = {name for _, name, _, _ in string.Formatter().parse(words) if name}
    return named | set(re.findall(r"%L?n|\(\*[^)]*\)", words))


def test_an_update_keeps_what_was_said_and_marks_what_is_new(tmp_path: Path):
    old, new = translations.Text("Window", "Old"), translations.Text("Window", "%n new", "", True)
    said = {old: translations.Translation(("Alt & <gut>",)), translations.Text("Gone", "x"): old}
    file = tmp_path / "annotator_de.ts"
    file.write_text(translations.rendered("de", [old, new], said), encoding="utf-8")
    again = translations.update("de", [old, new], tmp_path)
    assert again[old].forms == ("Alt & <gut>",)
    assert [text for text, found in again.items() if not found.finished] == [new]


@pytest.mark.parametrize("words", ["self.tr(name)", "self.tr(f'{x} spans')", "other.tr('Spans')"])
def test_a_text_made_at_run_time_is_refused_by_name(words: str, tmp_path: Path):
    (tmp_path / "gui").mkdir()
    (tmp_path / "gui" / "panel.py").write_text(f"class Panel:\n    def show(self):\n        {words}\n")
    with pytest.raises(translations.NotLiteralError, match=r"panel\.py:3"):
        translations.texts_of_window(tmp_path / "gui")


# Choosing


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["de-Latn-AT", "de-AT", "de"], "de"),
        (["de_CH"], "de"),
        (["fr-FR", "fr", "de-DE", "de"], "de"),
        (["en-US", "de-DE"], "en"),
        (["pt-BR"], "pt_BR"),
        (["pt-PT"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_dearest_language_that_is_there_is_taken(wanted: list[str], found: str):
    assert translation.best(wanted, ["de", "en", "pt_BR"]) == found


def test_every_language_can_be_chosen_in_the_settings():
    assert [value for value, _ in BY_KEY["language"].choices] == [translation.SYSTEM, *_base_first(LANGUAGES)]


def _base_first(languages: list[str]) -> list[str]:
    return sorted(languages, key=lambda language: (language != translation.BASE, language))


def test_installing_twice_leaves_one_of_each(qapp: QApplication):
    for language in ("de", "de", "en", "en"):
        assert translation.install(qapp, language) == language
    assert len(qapp.findChildren(QTranslator)) == 1


def test_numbers_and_keys_follow_a_chosen_language(german: None):
    assert QLocale().toString(1234567) == "1.234.567"
    assert QKeySequence("Ctrl+Del").toString(QKeySequence.SequenceFormat.NativeText) == "Strg+Entf"


# Counting


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 documents, 0 spans"), (1, "1 document, 1 span"), (2, "2 documents, 2 spans"), (1234, "1,234 documents")],
)
def test_english_counts_one_and_many(qtbot: QtBot, tmp_path: Path, count: int, words: str):
    dialog = ExportDialog(None, make_project(tmp_path / "p.annot"))
    qtbot.addWidget(dialog)
    assert dialog._sentence(count, count).startswith(words)
    dialog.reject()


@pytest.mark.parametrize("text", [t for t in translations.texts_of_window() if t.plural], ids=lambda t: t.source[:30])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plural_is_left_to_the_reader(qapp: QApplication, language: str, text: translations.Text):
    translation.install(qapp, language)
    for count in (0, 1, 2, 21):
        said = QCoreApplication.translate(text.context, text.source, "", count)
        assert not re.search(r"\(\w+\)|%", said)
        assert str(count) in said


# The German window


def _words_of(widget: QWidget) -> set[str]:
    found = {widget.windowTitle(), widget.toolTip(), widget.accessibleName()}
    for part in widget.findChildren(QWidget):
        found |= {part.toolTip(), part.accessibleName()}
        if isinstance(part, QLabel | QAbstractButton):
            found.add(part.text())
        if isinstance(part, QGroupBox):
            found.add(part.title())
        if hasattr(part, "placeholderText"):
            found.add(part.placeholderText())
    return {words for words in found if words}


def test_no_english_is_left_in_the_german_window(qtbot: QtBot, tmp_path: Path, private_home: Path):
    settings = Settings(tmp_path / "settings")
    settings.set("language", "de")
    german = translations.read(translations.file_of("de"))
    # Words of their own, not parts of sentences, that are called otherwise in German.
    english = {text.source for text, said in german.items() if said.finished and text.source not in said.forms} - {
        form for said in german.values() for form in said.forms
    }
    with shown(qtbot, make_project(tmp_path / "p.annot"), settings) as window:
        for dialog in (window.verbs.open_settings, window.verbs.open_keys, window.verbs.open_about, window.files.new):
            dialog()
        words = _words_of(window) | {action.text() for action in window.commands._actions.values()}
        assert words & english == set()
        assert {"Kategorien", "Textstellen", "Einstellungen", "Neues Projekt"} <= words


def test_every_menu_is_german(german: None):
    titles = [actions.menu_title(menu) for menu in actions.MENUS]
    assert titles[:3] == ["Datei", "Zuletzt geöffnet", "Bearbeiten"]


# What edits are called


def _edit_everything(desk: Desk) -> list[str]:
    """Make every kind of edit once; gives the titles they have in the project."""
    titles: list[str] = []
    project: Project = desk.project
    desk.session.open_document(desk.ids[0])
    stop = project.subscribe(lambda change: titles.append(change.title))
    document, me = desk.session.document, desk.session.annotator.id
    assert document is not None
    actor, claim = desk.session.labels[:2]

    def now(span_id: int) -> Span:
        span = desk.session.spans.get(span_id)
        assert span is not None
        return span

    made = edits.add_span(project, document, Extent(7, 11), actor, me).span.id
    edits.add_spans(project, document, [Extent(12, 14), Extent(15, 19)], actor, me)
    edits.relabel_span(project, now(made), claim)
    for extent in (Extent(6, 11), Extent(6, 12), Extent(7, 14)):
        edits.move_span(project, now(made), extent, len(document.text))
    edits.add_fragment(project, now(made), Extent(20, 25), len(document.text))
    edits.remove_fragment(project, now(made), Extent(20, 25))
    for note in ("a note", ""):
        edits.set_note(project, now(made), note)
        edits.set_review_note(project, document.id, me, note)
    for doubt in (True, False):
        edits.set_doubt(project, now(made), doubt)
    for status in (Status.DONE, Status.SKIPPED, Status.IN_PROGRESS, Status.NEW):
        edits.set_status(project, document.id, me, status)
    _say_everything(desk, now(made), document.id)
    edits.remove_spans(project, [now(made)])
    edits.remove_spans(project, list(desk.session.spans)[:2])
    last = list(log.walk(project))
    for entries in (1, 2):
        edits.rewind(project, me, last[entries].id)
    load(project, [Record("e.txt", "Nobody.")], title="Import e.txt", annotator_default="ana")
    edits.rewind(project, me, next(log.walk(project)).id - 1, only=True)
    for keep in (30, 0):
        edits.compact(project, me, keep=keep)
    project.ensure_annotator("eva")
    stop()
    return [*titles, "Import a.jsonl and 3 more", "Compacted the history (1 edit)"]


def _say_everything(desk: Desk, span: Span, document: int) -> None:
    """Every kind of edit on what is said of a span beside its label, and on suggestions."""
    project, me = desk.project, desk.session.annotator.id
    other = next(one for one in desk.session.spans if one.id != span.id)
    for value in ("hint", None):
        edits.set_attribute(project, span, "form", value)
    for name in ("Halvia", None):
        edits.link_actor(project, span, name)
    actor = details.actor_named(project, "Halvia")
    assert actor is not None
    edits.add_alias(project, actor, "the islands", me)
    edits.remove_alias(project, actor, "the islands", me)
    for note in ("a note", ""):
        edits.set_actor_note(project, actor, note, me)
    edits.rename_actor(project, actor, "Republic of Halvia", me)
    edits.add_relation(project, document, span, other, "made by", me)
    edits.remove_relation(project, details.relations_at(project, span.id)[0])
    edits.set_read_to(project, document, me, 20)
    proposed = [RecordSuggestion(start, start + 3, "actor", "tagger") for start in range(6)]
    load(
        project,
        [Record("s.txt", "Nobody knows.", suggestions=proposed)],
        title="Import s.jsonl",
        annotator_default="ana",
    )
    found = queries.document_by_key(project, "s.txt")
    assert found is not None
    first, second, *rest = details.suggestions(project, found.id)
    edits.accept_suggestion(project, first, me)
    edits.reject_suggestion(project, second, me)
    edits.accept_suggestions(project, rest[:2], me)
    edits.reject_suggestions(project, rest[2:], me)


def test_every_edit_is_named_in_the_windows_language(desk: Desk, german: None):
    titles = _edit_everything(desk)
    unsaid = [title for title in titles if spoken_title(title) == title]
    assert unsaid == []
    assert len(titles) >= len(SENTENCES)


def test_a_named_edit_keeps_its_words_and_its_label(german: None):
    assert spoken_title("Labelled “he said “go” as one” as threat") == "„he said “go” as one“ als threat markiert"
    assert spoken_title("Marked “Fees as paid” as in progress") == "Status von „Fees as paid“: in Arbeit"
    assert spoken_title("Something from a later version") == "Something from a later version"


def test_english_titles_stay_as_they_are_stored(desk: Desk):
    assert [spoken_title(title) for title in ("Labelled “x” as actor", "Removed 2 spans")] == [
        "Labelled “x” as actor",
        "Removed 2 spans",
    ]
