"""The colours of the interface and the map, measured: contrast, and difference for every eye."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations, pairwise
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest

from mapper.looks import sight
from mapper.looks.colours import MOST
from mapper.looks.sight import Eye, Lab, Rgb, contrast, lab, linear
from places import ROOT

SHEET = (ROOT / "src" / "mapper" / "web" / "css" / "tokens.css").read_text("utf-8")

DARK = "@media screen and (prefers-color-scheme: dark)"
CONTRAST = "@media (prefers-contrast: more)"
CONTRAST_DARK = "@media screen and (prefers-contrast: more) and (prefers-color-scheme: dark)"


def blocks(css: str) -> list[tuple[str, Mapping[str, str]]]:
    """The custom properties of each rule, with the selectors around them joined by spaces."""
    found: list[tuple[str, Mapping[str, str]]] = []
    around: list[str] = []
    said = ""
    for part in re.findall(r"[{}]|[^{}]+", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if part == "{":
            around.append(" ".join(said.split(";")[-1].split()))
            said = ""
        elif part == "}":
            properties = dict(re.findall(r"(--[\w-]+)\s*:\s*([^;]+?)\s*(?:;|$)", said))
            if properties:
                found.append((" ".join(around), properties))
            around.pop()
            said = ""
        else:
            said = part
    return found


def theme(*places: str) -> dict[str, str]:
    """All tokens as the blocks of these places set them, one after the other."""
    known = dict(blocks(SHEET))
    tokens: dict[str, str] = {}
    for place in places:
        tokens |= known[place]
    return tokens


LIGHT = ":root"
THEMES = {
    "light": theme(LIGHT),
    "dark": theme(LIGHT, f"{DARK} :root"),
    "light, more contrast": theme(LIGHT, f"{CONTRAST} :root"),
    "dark, more contrast": theme(
        LIGHT, f"{DARK} :root", f"{CONTRAST} :root", f"{CONTRAST_DARK} :root"
    ),
}


def rgb(color: str) -> Rgb:
    """#rrggbb → three parts of 1."""
    assert re.fullmatch(r"#[0-9a-f]{6}", color), color
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def ciede2000(one: Lab, other: Lab) -> float:
    """CIEDE2000 with all weights 1, as in Sharma, Wu and Dalal 2005, equations 2 to 22."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c_mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(c_mean**7 / (c_mean**7 + 25**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 if a or b else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn, h_sum = h2 - h1, h1 + h2
    if c1 * c2 == 0:
        turn, h_mean = 0.0, h_sum
    elif abs(turn) <= 180:
        h_mean = h_sum / 2
    else:
        turn += -360 if turn > 0 else 360
        h_mean = (h_sum + (360 if h_sum < 360 else -360)) / 2
    d_h = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(h_mean - 30))
        + 0.24 * cos(radians(2 * h_mean))
        + 0.32 * cos(radians(3 * h_mean + 6))
        - 0.20 * cos(radians(4 * h_mean - 63))
    )
    s_l = 1 + 0.015 * (l_mean - 50) ** 2 / sqrt(20 + (l_mean - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * t
    rotation = -sin(radians(60 * exp(-(((h_mean - 275) / 25) ** 2)))) * 2
    rotation *= sqrt(c_mean**7 / (c_mean**7 + 25**7))
    parts = (l2 - l1) / s_l, (c2 - c1) / s_c, d_h / s_h
    return sqrt(sum(part**2 for part in parts) + rotation * parts[1] * parts[2])


EYES: Mapping[str, Eye] = {
    "normal": sight.EYES[""],
    "protan": sight.EYES["protan"],
    "deutan": sight.EYES["deutan"],
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""The last from the same table."""


def seen(color: str, eye: str) -> Lab:
    """A colour as an eye sees it."""
    return sight.seen(color, EYES[eye])


TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "link") for ground in ("", "-2")),
    ("dispute", ""),
    ("error", ""),
]
"""Words of the interface: table 1 of the look; the ground is a surface."""

WORDS = [
    *((ink, f"surface{ground}") for ink, ground in TEXT),
    *((ink, "surface-3") for ink in ("ink", "ink-2")),  # hovered buttons
    *((ink, "dispute-bg") for ink in ("dispute", "ink", "ink-2", "high", "medium", "low", "link")),
    *((ink, "surface") for ink in ("high", "medium", "low")),
    ("error", "error-bg"),
    ("ink", "error-bg"),
    ("surface", "ink"),  # the hint, and the button back to the map
    ("focus-ink", "focus"),
    *((ink, "halo") for ink in ("ink", "ink-2")),  # names on the map
    *(
        (ink, ground)
        for ink in ("river-ink", "province-ink", "country-ink")
        for ground in ("land", "land-out", "halo")
    ),
    *(("line-case", line) for line in ("line-1", "line-2")),  # letters on shields
]

CLASSES = tuple(f"class-{number}" for number in range(1, MOST + 1))
STEPS = tuple(f"step-{number}" for number in range(1, MOST + 1))
"""Colour by a column: of values, and of quantities from little to much."""

DRAWN = [
    ("edge", "surface"),
    ("edge", "surface-2"),
    *((line, "land") for line in ("leaving", "province")),
    *(
        (line, ground)
        for line in ("line-1", "line-2", "line-air", "sym", "river", "frontier")
        for ground in ("land", "land-out")
    ),
    *((line, ground) for line in CLASSES for ground in ("land", "land-out")),
    *((line, "line-case") for line in ("line-1", "line-2", "line-air")),
    ("sym", "sym-paper"),
]
"""Lines, edges and symbols: table 2 of the look. Province lines and the ring are on land alone."""

CATEGORIES = ("line-1", "line-2", "line-air", "leaving", "river")


def test_the_reader_of_tokens_reads_what_a_browser_would() -> None:
    """Nested at-rules, comments, and a value that holds commas."""
    css = """
      /* --no: #000000; */ :root { color-scheme: light dark; --a: #fff000; /* x */ --b: "x", y }
      @media print { :root { --a: #000000; } .b { color: red; --c: 1px; } }
    """
    assert blocks(css) == [
        (":root", {"--a": "#fff000", "--b": '"x", y'}),
        ("@media print :root", {"--a": "#000000"}),
        ("@media print .b", {"--c": "1px"}),
    ]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read(name: str, ink: str, ground: str) -> None:
    """Every pair of ink and ground has at least 4.5 : 1."""
    tokens = THEMES[name]
    assert contrast(tokens[f"--{ink}"], tokens[f"--{ground}"]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("line", "ground"), DRAWN)
def test_lines_and_edges_can_be_seen(name: str, line: str, ground: str) -> None:
    """Edges of controls, lines and symbols have at least 3 : 1 on plain ground."""
    tokens = THEMES[name]
    assert contrast(tokens[f"--{line}"], tokens[f"--{ground}"]) >= 3


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    ("one", "other"), [*combinations(CATEGORIES, 2), *combinations(CLASSES, 2)]
)
def test_categories_differ_for_every_eye(name: str, one: str, other: str, eye: str) -> None:
    """What hue alone would part is at least 12 apart by CIEDE2000."""
    tokens = THEMES[name]
    assert ciede2000(seen(tokens[f"--{one}"], eye), seen(tokens[f"--{other}"], eye)) >= 12


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_steps_rise_for_every_eye(name: str, eye: str) -> None:
    """From little to much they go away from the ground's lightness, each step at least 10."""
    steps = [seen(THEMES[name][f"--{step}"], eye) for step in STEPS]
    lightness = [step[0] for step in steps]

    assert lightness == sorted(lightness, reverse=name == "light")
    assert all(ciede2000(one, other) >= 10 for one, other in pairwise(steps))


def test_the_focus_ring_is_seen_on_any_ground() -> None:
    """Of its two colours one has 3 : 1 on whatever lies under it."""
    for tokens in THEMES.values():
        for ground in ("surface", "surface-2", "surface-3", "land", "land-out", "ink", "sym"):
            under = tokens[f"--{ground}"]
            best = max(contrast(tokens["--focus"], under), contrast(tokens["--focus-ink"], under))
            assert best >= 3, ground


def test_dark_is_told_once_or_twice_the_same() -> None:
    """Every block that makes the page dark sets the same tokens, and leaves no colour light."""
    dark = [
        properties
        for place, properties in blocks(SHEET)
        if ("dark" in place) and "prefers-contrast" not in place
    ]
    colors = {name for name, value in THEMES["light"].items() if value.startswith("#")}

    assert dark
    assert all(block == dark[0] for block in dark)
    assert colors - dark[0].keys() == set()
    assert dark[0].keys() - THEMES["light"].keys() == set()


def test_paper_is_grey() -> None:
    """In print no colour carries meaning: what the map and its words are drawn in is grey."""
    paper = theme("@media print :root")
    for name, value in paper.items():
        if value.startswith("#"):
            assert len(set(rgb(value))) == 1, name
    used = {
        *CLASSES,
        *STEPS,
        "line-1",
        "line-2",
        "line-air",
        "leaving",
        "event",
        "river",
        "river-ink",
        "dispute",
    }
    assert {f"--{name}" for name in used} <= paper.keys()


SHARMA = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
    ((50, 2.8361, -74.0200), (50, 0, -82.7485), 3.4412),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0009), 7.1792),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0011), 7.2195),
    ((50, -0.0010, 2.4900), (50, 0.0009, -2.4900), 4.8045),
    ((50, -0.0010, 2.4900), (50, 0.0011, -2.4900), 4.7461),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((61.2901, 3.7196, -5.3901), (61.4292, 2.2480, -4.9620), 1.8731),
    ((35.0831, -44.1164, 3.7933), (35.0232, -40.0716, 1.5901), 1.8645),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((36.4612, 47.8580, 18.3852), (36.2715, 50.5065, 21.2231), 1.4146),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]
"""From the table of test data in Sharma, Wu and Dalal 2005."""


@pytest.mark.parametrize(("one", "other", "published"), SHARMA)
def test_the_formula_is_right(one: Lab, other: Lab, published: float) -> None:
    """CIEDE2000 gives the published figures, both ways round."""
    assert ciede2000(one, other) == pytest.approx(published, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(published, abs=5e-5)


def test_the_simulation_keeps_grey_grey() -> None:
    """Each row of a matrix adds up to 1, so that an eye's white is white."""
    for eye, rows in EYES.items():
        assert [sum(row) for row in rows] == pytest.approx([1, 1, 1], abs=1e-5), eye
        lightness, a, b = seen("#808080", eye)
        assert (lightness, a, b) == pytest.approx(lab(linear("#808080")), abs=0.05)
