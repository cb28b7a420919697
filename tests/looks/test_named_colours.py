"""Colours that the manifest names for values: written, held to what can be seen, told apart."""

import re

import pytest

from coloured import feature, folder
from mapper import MapperError, build, load
from mapper.folder.load import read
from mapper.looks.colours import classes, colour_doubts
from mapper.looks.colours import coloured as toned
from mapper.looks.dyes import APART, GROUNDS, alike, distance, dye
from mapper.looks.sight import EYES, contrast
from mapper.model.atlas import Layer
from mapper.model.manifest import ColourEntry, LayerEntry
from mapper.picture import View, draw_plate
from mapper.record import state_on
from places import ROOT

SCHOOLS = ("lycée", "école", "atelier", None, "école")


def coloured(harbour, of, more=""):
    return folder(harbour, f'colour = {{ by = "by", of = {{ {of} }}{more} }}', SCHOOLS)


def said(harbour):
    return [str(each) for each in read(harbour)[1]]


def test_the_grounds_are_those_of_the_style_sheet():
    css = (ROOT / "src" / "mapper" / "web" / "css" / "tokens.css").read_text("utf-8")
    light, dark = (re.findall(rf"--{name}: (#\w+);", css)[:2] for name in ("land", "land-out"))

    assert {"light": (light[0], dark[0]), "dark": (light[1], dark[1])} == GROUNDS


@pytest.mark.parametrize("colour", ["yellow", "#fff", "black", "navy", "#8a5a00", "Red", "#00ff00"])
def test_whatever_is_written_can_be_seen_in_both_themes(colour):
    made = dye(colour)

    for theme, grounds in GROUNDS.items():
        drawn = getattr(made, theme)
        assert re.fullmatch(r"#[0-9a-f]{6}", drawn)
        assert min(contrast(drawn, ground) for ground in grounds) >= 3, theme


def test_what_is_seen_well_stays_as_it_is_written():
    assert (dye("#a03").light, dye("red").light, dye("#FFD54A").dark) == (
        "#aa0033",
        "#ff0000",
        "#ffd54a",
    )
    assert dye("rot") is None
    assert dye("#12") is None
    assert dye("red;}body{") is None


@pytest.mark.parametrize(
    ("of", "found"),
    [
        ({"a": "red", "b": "#fe0000"}, [("a", "b", True)]),
        ({"a": "#c00000", "b": "#6b5a00"}, [("a", "b", False)]),
        ({"a": "#0050b4", "b": "#b46e00"}, []),
    ],
    ids=["alike to all", "alike to some", "apart"],
)
def test_what_cannot_be_told_apart_is_found(of, found):
    assert list(alike(of)) == found


def test_eyes_that_mix_red_and_green_see_them_nearer():
    near = distance("#c00000", "#6b5a00", "deutan")

    assert near < APART < distance("#c00000", "#6b5a00")
    assert set(EYES) == {"", "protan", "deutan"}


WRONG = {  # colours, further keys: words
    "no colour": (
        '"lycée" = "redd"',
        "",
        '"redd", of "lycée", is no colour. Did you mean "red"?',
    ),
    "no hex": ('"lycée" = "#12345"', "", 'Write a name of CSS, as "red", or "#a03".'),
    "a function": ('"lycée" = "url(x)"', "", '"url(x)", of "lycée", is no colour.'),
    "a method too": (
        '"lycée" = "red"',
        ', method = "equal"',
        '"method" does nothing beside "of". Take one of them out.',
    ),
    "classes too": ('"lycée" = "red"', ", classes = 4", '"classes" does nothing beside "of".'),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_colour_is_an_error(harbour, case):
    of, more, words = WRONG[case]
    harbour = coloured(harbour, of, more)

    with pytest.raises(MapperError) as caught:
        build(harbour)
    assert any(words in str(each) for each in caught.value.problems)


def test_doubts_are_warnings_said_once(harbour):
    of = '"lycée" = "yellow", "école" = "navy", "lycee" = "navy"'
    layer = load(coloured(harbour, of)).layers[-1]
    doubts = [" ".join(each) for each in colour_doubts(layer, layer.entry.colour)]

    assert doubts == [
        'no feature\'s "by" is "lycee". Did you mean "lycée"?',
        'too pale for the map: "yellow" is drawn as #858500. Choose others, or leave it so.',
        'the colours of "école" and "lycee" can hardly be told apart. '
        "Let one be much darker than the other.",
    ]
    warnings = build(harbour).warnings
    assert sum("too pale" in each.what for each in warnings) == 1


def test_values_without_a_colour_have_that_of_the_others():
    entry = LayerEntry(id="x", title="X", look="point", licence="CC0")
    colour = ColourEntry(by="by", of={"b": "red", "a": "#00f", "z": "green"})
    features = tuple(feature(n, value) for n, value in enumerate(["a", "b", "c", None]))
    layer = toned(Layer(entry.model_copy(update={"colour": colour}), features))

    assert [each.tone for each in layer.features] == [
        "class-2 dye-0000ff",
        "class-1 dye-ff0000",
        "class-others",
        "class-none",
    ]
    assert [(each.tone, each.value) for each in classes(layer)] == [
        ("class-1 dye-ff0000", "b"),
        ("class-2 dye-0000ff", "a"),
        ("class-others", ""),
        ("class-none", ""),
    ]


def test_the_page_has_one_sheet_for_them_under_its_policy(harbour):
    """No style in an element; light, dark and paper; in a picture by itself the colours too."""
    harbour = coloured(harbour, '"lycée" = "red", "école" = "#0a3"')
    page = build(harbour).page.read_text("utf-8")
    again = build(harbour).page.read_text("utf-8")
    atlas = load(harbour)
    plate = draw_plate(atlas, View(state_on(atlas, 0), "Schools"), 0, (900, 600)).svg

    assert page == again
    assert ".dye-ff0000{--tone:#ff0000}" in page.replace("red", "#ff0000").replace(
        "#f00", "#ff0000"
    )
    dark = re.findall(r"@media screen and \(prefers-color-scheme:\s*dark\)\{\.dye-[^@]*?\}\}", page)
    assert len(dark) == 1
    assert "--tone:#ff5a5a" in dark[0]
    assert " style=" not in page.partition("<body>")[2].partition("<script")[0]
    assert 'fill="#ff0000"' in plate
    assert "all others" in page


def test_a_page_without_them_carries_none(harbour):
    page = build(harbour).page.read_text("utf-8")

    assert ".dye-" not in page
    assert "sy-fine" not in page
