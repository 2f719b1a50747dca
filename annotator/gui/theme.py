"""Light and dark: every colour and face the window uses, under names that say what they are for.

Chrome follows the theme. A label keeps the hue its scheme gives it: the dark colour is reckoned from the
light one by rule, so a label somebody adds is as legible as the five that ship.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.gui import colour as arithmetic

if TYPE_CHECKING:
    from annotator.gui.colour import Rgb
    from annotator.model.scheme import Label

Choice = Literal["system", "light", "dark"]
"""What the setting holds; ``system`` follows the desktop."""

_GREY: Rgb = (0x6E, 0x6E, 0x73)


class LabelColours(NamedTuple):
    """One label's colours on the page of one theme."""

    line: QColor
    """Lanes, swatches, marks at the scroll bar."""
    tint: QColor
    """Opaque ground behind labelled words; ink on it keeps at least 4.5:1."""
    text: QColor
    """The label's name beside its lane; at least 4.5:1 on the page."""


class Theme(NamedTuple):
    """Every colour of the chrome. Two of these exist; ``current`` gives the one in use."""

    name: Literal["light", "dark"]
    window: QColor
    """Ground around the page."""
    panel: QColor
    page: QColor
    page_edge: QColor
    field: QColor
    """Ground of fields one types in and of key caps."""
    ink: QColor
    muted: QColor
    """Second lines and counts; still 4.5:1."""
    faint: QColor
    """Rings, chevrons, what is only there to be found: 3:1."""
    line: QColor
    """Hairlines and outlines."""
    hover: QColor
    accent: QColor
    accent_soft: QColor
    """Ground of the selected row."""
    focus: QColor
    good: QColor
    warn: QColor
    bad: QColor
    selection: QColor
    """Behind selected text; ink stays the colour of the letters."""
    find: QColor
    find_current: QColor

    def label_colours(self, label: Label) -> LabelColours:
        """The label's colours here; a colour value that cannot be read counts as grey."""
        return _label_colours(self.name, label.colour)


def _theme(name: Literal["light", "dark"], **colours: str) -> Theme:
    return Theme(name=name, **{role: QColor(value) for role, value in colours.items()})


LIGHT = _theme(
    "light",
    window="#f2f0ec",
    panel="#f8f7f3",
    page="#fdfcfa",
    page_edge="#e2e0da",
    field="#fdfdfb",
    ink="#1f2328",
    muted="#656a70",
    faint="#8a8e94",
    line="#e0ded7",
    hover="#efede7",
    accent="#2a6ad4",
    accent_soft="#e4ecfa",
    focus="#2a6ad4",
    good="#1b7f48",
    warn="#9a5b00",
    bad="#b3261e",
    selection="#bcd6fb",
    find="#fbe6a2",
    find_current="#f7bd4c",
)

DARK = _theme(
    "dark",
    window="#1a1c1f",
    panel="#1f2226",
    page="#24272b",
    page_edge="#30343a",
    field="#262a2e",
    ink="#e8e8e6",
    muted="#a2a7ad",
    faint="#7c828a",
    line="#34383e",
    hover="#292d32",
    accent="#7ba6f7",
    accent_soft="#2b3a57",
    focus="#7ba6f7",
    good="#5fcb92",
    warn="#e6b35a",
    bad="#f4877c",
    selection="#35557f",
    find="#58491a",
    find_current="#84600f",
)


@cache
def _label_colours(theme_name: str, value: str) -> LabelColours:
    theme = DARK if theme_name == "dark" else LIGHT
    page, ink = _rgb(theme.page), _rgb(theme.ink)
    line = arithmetic.parse_hex(value) or _GREY
    share = 0.15
    if theme_name == "dark":
        line = _for_dark(line)
        share = 0.24
    line = arithmetic.with_contrast(line, page, 2.4)
    tint = arithmetic.blend(line, page, share)
    while arithmetic.contrast(tint, ink) < 5.0 and share > 0.02:
        share -= 0.02
        tint = arithmetic.blend(line, page, share)
    text = arithmetic.with_contrast(line, page, 4.6)
    return LabelColours(QColor(*line), QColor(*tint), QColor(*text))


def _for_dark(rgb: Rgb) -> Rgb:
    """The same hue on a dark page, all lightnesses lifted alike so that labels stay as far apart."""
    lightness, chroma, hue = arithmetic.to_oklch(rgb)
    lifted = min(max(0.62 + (lightness - 0.42) * 0.95, 0.60), 0.90)
    return arithmetic.from_oklch(lifted, chroma * 0.85, hue)


def _rgb(colour: QColor) -> Rgb:
    return colour.red(), colour.green(), colour.blue()


class Notifier(QObject):
    """Says when the theme has become another one."""

    changed = Signal()


class _State:
    """The theme in use. A module has one, because an application has one palette."""

    theme: Theme = LIGHT
    choice: Choice = "system"
    listening = False


@cache
def notifier() -> Notifier:
    """The one object whose ``changed`` signal tells views to take new colours."""
    return Notifier()


def current() -> Theme:
    """The theme in use; light until ``apply`` was called."""
    return _State.theme


def choice() -> Choice:
    """What was last applied: ``system``, ``light`` or ``dark``."""
    return _State.choice


def apply(app: QApplication, wanted: Choice) -> None:
    """Give the application its palette and face; ``system`` keeps following the desktop."""
    hints = app.styleHints()
    _State.choice = wanted
    if not _State.listening:
        _State.listening = True
        app.setFont(ui_font())
        # The signal comes while Qt is still changing its own palette, which would then overwrite ours.
        hints.colorSchemeChanged.connect(_follow_desktop, Qt.ConnectionType.QueuedConnection)
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    # It does not colour our widgets; title bars and the desktop's own dialogs heed it.
    if wanted in schemes:
        hints.setColorScheme(schemes[wanted])
    else:
        hints.unsetColorScheme()
    dark = wanted == "dark" or (wanted == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    _use(app, DARK if dark else LIGHT)


def _follow_desktop() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        dark = _State.choice == "dark" or (
            _State.choice == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        _use(app, DARK if dark else LIGHT)


def _use(app: QApplication, theme: Theme) -> None:
    changed = theme is not _State.theme
    _State.theme = theme
    palette = make_palette(theme)
    if app.palette() != palette:
        app.setPalette(palette)
        QToolTip.setPalette(palette)
    if changed:
        notifier().changed.emit()


def make_palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme, for Fusion."""
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, theme.panel),
        (role.WindowText, theme.ink),
        (role.Base, theme.field),
        (role.AlternateBase, theme.hover),
        (role.Text, theme.ink),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.panel),
        (role.ButtonText, theme.ink),
        (role.BrightText, theme.bad),
        (role.ToolTipBase, theme.field),
        (role.ToolTipText, theme.ink),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.ink),
        (role.Accent, theme.accent),
        (role.Light, theme.hover),
        (role.Midlight, theme.line),
        (role.Mid, theme.faint),
        (role.Dark, theme.faint),
        (role.Shadow, theme.page_edge),
    ):
        palette.setColor(where, colour)
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, theme.faint)
    return palette


_READING_FACES = (
    "Noto Serif",
    "Source Serif 4",
    "Source Serif Pro",
    "Charter",
    "Georgia",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif CJK SC",
    "Songti SC",
    "SimSun",
    "Noto Serif Thai",
    "Noto Serif Devanagari",
    "Noto Color Emoji",
    "serif",
)


def reading_font(size: float) -> QFont:
    """The serif face of articles, ``size`` in points."""
    font = QFont()
    font.setFamilies(_READING_FACES)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSizeF(size)
    return font


def ui_font() -> QFont:
    """The face of the chrome: the desktop's own, or a clean one where the desktop names none."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family().lower() in {"", "sans", "sans serif", "sans-serif", "helvetica"}:
        font.setFamilies(["Noto Sans", "Open Sans", "DejaVu Sans", "sans-serif"])
    if font.pointSizeF() < 9.5:
        font.setPointSizeF(10.0)
    return font


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The same face in another size, so that every panel grows with the desktop's font."""
    copy = QFont(font)
    if font.pointSizeF() > 0:
        copy.setPointSizeF(font.pointSizeF() * factor)
    else:
        copy.setPixelSize(max(1, round(font.pixelSize() * factor)))
    copy.setBold(bold)
    return copy
