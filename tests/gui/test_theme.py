"""Colours that every eye can tell apart, in both themes."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPalette

from annotator.gui import colour, theme
from annotator.model.scheme import DEFAULT_LABELS

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QApplication

# How full colour blindness maps linear red, green and blue: Machado, Oliveira and Fernandes (2009) at
# severity 1, and Viénot, Brettel and Mollon (1999) as a second opinion on red and green.
VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "protan by Viénot": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deutan by Viénot": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}
THEMES = (theme.LIGHT, theme.DARK)
by_theme = pytest.mark.parametrize("shown", THEMES, ids=lambda shown: shown.name)


def rgb(value: QColor) -> colour.Rgb:
    return value.red(), value.green(), value.blue()


def lab_seen(value: QColor, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of the colour as that eye sees it."""
    light = [colour.to_linear(channel) for channel in rgb(value)]
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0.0), 1.0) for row in VISIONS[vision]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@by_theme
@pytest.mark.parametrize("vision", VISIONS)
def test_any_two_labels_differ_by_at_least_20(shown: theme.Theme, vision: str):
    seen = {label.name: lab_seen(shown.label_colours(label).line, vision) for label in DEFAULT_LABELS}
    apart = {(one, other): math.dist(seen[one], seen[other]) for one, other in combinations(seen, 2)}
    assert min(apart.values()) >= 20, min(apart, key=lambda pair: apart[pair])


@by_theme
@pytest.mark.parametrize(
    "value", [*(label.colour for label in DEFAULT_LABELS), "#ffff00", "#000000", "#ffffff", "#808080", "bad"]
)
def test_names_and_labelled_words_are_legible_in_any_colour(shown: theme.Theme, value: str):
    colours = shown.label_colours(DEFAULT_LABELS[0]._replace(colour=value))
    assert colour.contrast(rgb(colours.text), rgb(shown.page)) >= 4.5
    assert colour.contrast(rgb(shown.ink), rgb(colours.tint)) >= 4.5
    assert colour.contrast(rgb(colours.line), rgb(shown.page)) >= 2.3
    assert colours.tint.alpha() == 255


@by_theme
@pytest.mark.parametrize("value", ["", "#12", "red; drop", "#gggggg", "#12345678"])
def test_a_broken_colour_counts_as_grey(shown: theme.Theme, value: str):
    line = shown.label_colours(DEFAULT_LABELS[0]._replace(colour=value)).line
    assert max(rgb(line)) - min(rgb(line)) < 10


@by_theme
@pytest.mark.parametrize("ground", ["panel", "page", "accent_soft", "hover", "field", "window"])
@pytest.mark.parametrize("letters", ["ink", "muted"])
def test_words_stand_out_on_every_ground(shown: theme.Theme, ground: str, letters: str):
    assert colour.contrast(rgb(getattr(shown, letters)), rgb(getattr(shown, ground))) >= 4.5


@by_theme
@pytest.mark.parametrize("letters", ["good", "warn", "bad", "accent"])
def test_states_stand_out_on_the_panel(shown: theme.Theme, letters: str):
    assert colour.contrast(rgb(getattr(shown, letters)), rgb(shown.panel)) >= 4.5


@by_theme
@pytest.mark.parametrize("ground", ["selection", "find", "find_current"])
def test_the_articles_ink_stands_out_on_marks(shown: theme.Theme, ground: str):
    assert colour.contrast(rgb(shown.ink), rgb(getattr(shown, ground))) >= 4.5


@pytest.mark.parametrize("value", ["#000000", "#ffffff", "#2f6fb7", "#123456", "#fedcba"])
def test_a_colour_comes_back_from_oklch(value: str):
    start = colour.parse_hex(value)
    assert start is not None
    again = colour.from_oklch(*colour.to_oklch(start))
    assert max(abs(a - b) for a, b in zip(start, again, strict=True)) <= 1


def test_applying_a_theme_colours_the_application_and_says_so(qapp: QApplication):
    heard: list[str] = []
    theme.apply(qapp, "light")

    def hear() -> None:
        heard.append(theme.current().name)

    theme.notifier().changed.connect(hear)
    try:
        theme.apply(qapp, "dark")
        assert qapp.palette().color(QPalette.ColorRole.Window) == theme.DARK.panel
        theme.apply(qapp, "dark")
        theme.apply(qapp, "light")
    finally:
        theme.notifier().changed.disconnect(hear)
    assert heard == ["dark", "light"]
    assert theme.choice() == "light"


def test_fonts_have_a_size_and_families(qapp: QApplication):
    assert theme.reading_font(13).pointSizeF() == 13
    assert theme.reading_font(13).families()[0] == "Noto Serif"
    assert theme.ui_font().pointSizeF() >= 9.5
    assert theme.scaled(theme.ui_font(), 2.0).pointSizeF() == theme.ui_font().pointSizeF() * 2
