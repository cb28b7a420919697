"""What eyes make of colours: light, contrast, and how far two are apart."""

from __future__ import annotations

from collections.abc import Mapping

Rgb = tuple[float, float, float]
Lab = tuple[float, float, float]
Eye = tuple[Rgb, Rgb, Rgb]

EYES: Mapping[str, Eye] = {
    "": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
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
}
"""What an eye makes of linear sRGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A
Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE TVCG 15 (2009), 6,
table 1, severity 1.0. The first sees all.
"""


def linear(colour: str) -> Rgb:
    """#rrggbb → linear light of sRGB, three parts of 1, by IEC 61966-2-1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, of colours as #rrggbb."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour: str, eye: Eye) -> Lab:
    """A colour, #rrggbb, as an eye sees it, cut to what a screen can show: CIE L*a*b*."""
    light = linear(colour)
    mixed = (sum(m * c for m, c in zip(row, light, strict=True)) for row in eye)
    red, green, blue = (min(1.0, max(0.0, each)) for each in mixed)
    return lab((red, green, blue))


def lab(light: Rgb) -> Lab:
    """Linear sRGB → CIE L*a*b* under D65."""
    red, green, blue = light
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
