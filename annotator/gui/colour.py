"""Colour arithmetic: contrast, blending, and the OKLab space the dark theme is derived in.

Plain numbers, no Qt, so that the palettes can be reckoned and tested anywhere.
"""

from __future__ import annotations

import math
import re

Rgb = tuple[int, int, int]
"""Red, green, blue, 0 to 255, sRGB."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def parse_hex(value: str) -> Rgb | None:
    """The colour ``#rrggbb`` names, or None where it names none."""
    if not _HEX.fullmatch(value):
        return None
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def to_linear(channel: int) -> float:
    """One sRGB channel as light, 0 to 1."""
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def from_linear(light: float) -> int:
    """Light as one sRGB channel; out of range is clipped."""
    light = min(max(light, 0.0), 1.0)
    value = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(value * 255)


def luminance(rgb: Rgb) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (to_linear(channel) for channel in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio as WCAG defines it, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def blend(top: Rgb, ground: Rgb, share: float) -> Rgb:
    """``share`` of the top colour laid over the ground, as an opaque colour."""
    return (
        round(top[0] * share + ground[0] * (1 - share)),
        round(top[1] * share + ground[1] * (1 - share)),
        round(top[2] * share + ground[2] * (1 - share)),
    )


def to_oklch(rgb: Rgb) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, hue in radians."""
    red, green, blue = (to_linear(channel) for channel in rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    """The sRGB colour; chroma is lowered as far as the screen's gamut needs, lightness and hue are kept."""
    low, high = 0.0, chroma
    light = _linear_rgb(lightness, chroma, hue)
    if not _in_gamut(light):
        for _ in range(14):
            half = (low + high) / 2
            if _in_gamut(_linear_rgb(lightness, half, hue)):
                low = half
            else:
                high = half
        light = _linear_rgb(lightness, low, hue)
    return from_linear(light[0]), from_linear(light[1]), from_linear(light[2])


def with_contrast(rgb: Rgb, ground: Rgb, least: float) -> Rgb:
    """The colour, made darker on a light ground or lighter on a dark one until it stands out enough."""
    lightness, chroma, hue = to_oklch(rgb)
    step = -0.01 if luminance(ground) > 0.18 else 0.01
    while contrast(rgb, ground) < least and 0.0 < lightness < 1.0:
        lightness += step
        rgb = from_oklch(lightness, chroma, hue)
    return rgb


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _in_gamut(light: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in light)
