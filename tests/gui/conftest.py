"""Fixtures that several tests of the window share."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.gui import translation
from tests.gui.page_fixtures import page as page
from tests.gui.panel_fixtures import desk as desk


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    """Panels that stand in no window speak English too, plurals and all."""
    translation.install(qapp, "en")
