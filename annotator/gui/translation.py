"""The window's language: which one, and the translations it is made of.

Texts lie in ``resources/translations/annotator_LANG.qm``, made from the ``.ts`` files beside them by
``packaging/translate``. English has one too: it says what a sentence is for one and for many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from annotator import resources

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QCoreApplication

BASE = "en"
SYSTEM = "system"
_FOLDER = "translations"
_PREFIX = "annotator_"
_SUFFIX = ".qm"


def shipped() -> list[str]:
    """The languages the window can speak, as codes such as ``de`` or ``pt_BR``."""
    return [name.removeprefix(_PREFIX).removesuffix(_SUFFIX) for name in resources.names(_FOLDER, suffix=_SUFFIX)]


def best(wanted: Sequence[str], there: Collection[str]) -> str:
    """The first wanted language that is there, by itself or without script and country; English if none is.

    ``wanted`` are tags as the desktop gives them, ``de-AT`` or ``de_AT``, the dearest first.
    """
    for tag in wanted:
        name = tag.replace("-", "_")
        while name:
            if name in there:
                return name
            name = name.rpartition("_")[0]
    return BASE


_installed: list[QTranslator] = []
"""Kept here: to be asked for its children, the application would have PySide load the style's 600 constants."""


def install(app: QCoreApplication, language: str = SYSTEM) -> str:
    """Let everything that is made from here on speak a language, ``system`` for the desktop's; gives which.

    Numbers and dates follow the desktop, and the language where one was chosen that is not the desktop's.
    """
    system = QLocale.system()
    name = best(system.uiLanguages() if language == SYSTEM else [language], shipped())
    chosen = QLocale(name)
    QLocale.setDefault(system if language == SYSTEM or chosen.language() == system.language() else chosen)
    # Asked last to first: the window's own texts, then Qt's, then English for what the language does not say.
    files = [_file(BASE)]
    if name != BASE:
        files += [f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{name}{_SUFFIX}", _file(name)]
    if [translator.objectName() for translator in _installed] != files:
        for translator in _installed:
            app.removeTranslator(translator)
            translator.setParent(None)
        _installed[:] = [_add(app, file) for file in files]
    return name


def _file(language: str) -> str:
    return str(resources.root().joinpath(_FOLDER, f"{_PREFIX}{language}{_SUFFIX}"))


def _add(app: QCoreApplication, file: str) -> QTranslator:
    translator = QTranslator(app)
    translator.setObjectName(file)
    # Qt has not been translated into every language; what is not there is left in English.
    if translator.load(file):
        app.installTranslator(translator)
    return translator
