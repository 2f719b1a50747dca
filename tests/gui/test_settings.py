"""Settings: typed, remembered, and deaf to nonsense in the file."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.gui.settings import SETTINGS, ProjectMemory, Setting, Settings, config_folder, data_folder


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    pass


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_what_was_never_set_has_its_default(tmp_path: Path, setting: Setting):
    settings = Settings(tmp_path)
    read = {bool: settings.flag, int: settings.number, str: settings.text}[setting.type]
    assert read(setting.key) == setting.default


def test_a_value_is_there_again_after_a_restart(tmp_path: Path):
    settings = Settings(tmp_path)
    settings.set("zoom", 140)
    settings.set("palette", False)
    settings.set("theme", "dark")
    settings.sync()
    again = Settings(tmp_path)
    assert (again.number("zoom"), again.flag("palette"), again.text("theme")) == (140, False, "dark")


@pytest.mark.parametrize("nonsense", ["", "{", "[1]", '"x"', "9999", "true", "null"])
def test_nonsense_in_the_file_counts_as_not_set(tmp_path: Path, nonsense: str):
    settings = Settings(tmp_path)
    settings._store.setValue("zoom", nonsense)
    settings._store.setValue("recent", nonsense)
    settings._store.setValue("keys/edit.find", nonsense)
    assert settings.number("zoom") == 100
    assert settings.recent() == []
    assert settings.keys("edit.find") in (None, ())


def test_a_value_of_another_type_is_refused(tmp_path: Path):
    with pytest.raises(TypeError):
        Settings(tmp_path).set("zoom", "140")


def test_a_change_is_told_once_and_only_if_it_is_one(tmp_path: Path, qtbot: QtBot):
    settings, heard = Settings(tmp_path), []
    settings.changed.connect(heard.append)
    settings.set("zoom", 120)
    settings.set("zoom", 120)
    assert heard == ["zoom"]


def test_recent_projects_stand_newest_first_and_once(tmp_path: Path):
    settings = Settings(tmp_path)
    for name in ("a", "b", "a"):
        settings.add_recent(Path(name))
    assert settings.recent() == ["a", "b"]
    settings.forget_recent("a")
    assert settings.recent() == ["b"]


def test_every_document_keeps_its_place(tmp_path: Path):
    memory = Settings(tmp_path).project(tmp_path / "a.annot")
    memory.document = 7
    memory.set_place(7, 1200)
    memory.set_place(8, 5)
    memory.save()
    again = Settings(tmp_path).project(tmp_path / "a.annot")
    assert (again.document, again.place(7), again.place(8), again.place(9)) == (7, 1200, 5, 0)


def test_places_of_another_project_are_its_own(tmp_path: Path):
    memory = Settings(tmp_path).project(tmp_path / "a.annot")
    memory.set_place(1, 10)
    memory.save()
    assert Settings(tmp_path).project(tmp_path / "b.annot").place(1) == 0


@pytest.mark.parametrize("nonsense", ["[[1]]", '[["a", 2]]', "[1, 2]", "{}", "x"])
def test_nonsense_among_the_places_is_passed_over(tmp_path: Path, nonsense: str):
    file = tmp_path / "p.ini"
    memory = ProjectMemory(file, tmp_path)
    memory._store.setValue("places", nonsense)
    memory._store.sync()
    assert ProjectMemory(file, tmp_path).place(1) == 0


def test_the_folders_come_from_the_environment_where_it_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ANNOTATOR_CONFIG_DIR", str(tmp_path / "c"))
    monkeypatch.setenv("ANNOTATOR_DATA_DIR", str(tmp_path / "d"))
    assert (config_folder(), data_folder()) == (tmp_path / "c", tmp_path / "d")
    monkeypatch.delenv("ANNOTATOR_CONFIG_DIR")
    monkeypatch.delenv("ANNOTATOR_DATA_DIR")
    assert config_folder().name == data_folder().name == "annotator"
