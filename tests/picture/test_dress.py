"""The sheet written into a picture: what a browser would make of it, in attributes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, tostring

import pytest
from defusedxml.ElementTree import fromstring

from mapper.picture.dress import dressed, read_sheet
from places import ROOT

WEB = ROOT / "src" / "mapper" / "web"


def selectors_of(css: str) -> list[str]:
    plain = re.sub(r"/\*.*?\*/|@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css, flags=re.S)
    return [each.strip() for each in re.findall(r"([^{}]+)\{", plain)]


def worn(css: str, inner: str, symbols: dict[str, str] | None = None) -> Element:
    root = fromstring(f"<svg>{inner}</svg>")
    drawings = {id: fromstring(drawing) for id, drawing in (symbols or {}).items()}
    dressed(root, read_sheet(css), drawings)
    return root


@pytest.mark.parametrize(
    ("css", "fill"),
    [
        (".a{fill:red}", "red"),
        (".a{fill:red}.b{fill:blue}", "blue"),
        (".a.b{fill:red}.b{fill:blue}", "red"),
        (".g .a{fill:red}.a{fill:blue}", "red"),
        (".x .a{fill:red}", None),
        (':where([class*="a"]){fill:red}path{fill:blue}', "blue"),
        ('.a[data-use="perhaps"]{fill:red}.a{fill:blue}', "red"),
        (".a[data-use=used]{fill:red}", None),
        (".c,.a{fill:red}", "red"),
        (".g :is(use, path){fill:red}", "red"),
        (":is(.x,.g) .a{fill:red}", "red"),
        (".a:hover,.a:not(.b){fill:red}", None),
        ("@media print{.a{fill:red}.b{fill:red}}.a{fill:blue}", "blue"),
        ("/* .a{fill:red} */.a{fill:blue}", "blue"),
        (":root{--ink:#123}.a{fill:var(--ink)}", "#123"),
        (":root{--ink:#123}@media screen{:root{--ink:#456}}.a{fill:var(--ink)}", "#123"),
        (":root{--ink:#123}.a{fill:var(--tone,var(--ink))}", "#123"),
        (":root{--ink:#123}.a{fill:var(--tone,var(--ink))}.b{--tone:#789}", "#789"),
        (".a{fill:var(--tone)}", None),
        (".a{fill:transparent}", "none"),
    ],
)
def test_a_part_is_filled_as_the_strongest_rule_says(css: str, fill: str | None) -> None:
    root = worn(css, '<g class="g"><path class="a b" data-use="perhaps"/></g>')

    assert root[1][0].get("fill") == fill
    assert set(root[1][0].attrib) <= {"fill"}, "classes and data are for the page"


def test_values_are_such_as_every_program_reads() -> None:
    css = '.a{font:650 12.5px / 1 "A",serif;stroke-width:3px;opacity:calc(.5 * var(--fade,.5))}'

    (text,) = worn(css, '<text class="a">a</text>')[1:]

    assert text.attrib == {
        "font-family": '"A",serif',
        "font-size": "12.5",
        "font-weight": "700",
        "opacity": "0.25",
        "stroke-width": "3",
    }


def test_capitals_are_written_and_what_is_hidden_is_gone() -> None:
    css = ".up{text-transform:uppercase}.gone{display:none}"
    inner = '<text class="up">Straße</text><path class="gone"/><g display="none"/><path/>'

    root = worn(css, inner)

    assert [each.tag for each in root] == ["defs", "text", "path"]
    assert root[1].text == "STRASSE"


def test_of_what_draws_a_map_no_rule_is_lost() -> None:
    """A rule that is not understood would be missing in pictures, and nobody would see it."""
    drawn = ("looks", "symbols", "tones", "paper/still", "picture")
    css = "".join((WEB / "css" / f"{name}.css").read_text("utf-8") for name in drawn)
    css = re.sub(r"@import[^;]*;", "", css)

    lost = {each for each in selectors_of(css) if not read_sheet(f"{each} {{ fill: red }}").rules}

    live = r":(hover|focus|not\()|\.label-text\[dir"
    assert [each for each in sorted(lost) if not re.search(live, each)] == []
    assert len(selectors_of(css)) - len(lost) > 100


@pytest.mark.parametrize(
    ("anchor", "turned"),
    [("", "end"), ('text-anchor="end"', "start"), ('text-anchor="middle"', "middle")],
)
def test_what_runs_from_right_to_left_says_so_in_its_letters(anchor: str, turned: str) -> None:
    root = worn("", f'<text direction="rtl" {anchor}>بندر.</text>')

    assert root[1].attrib == {"text-anchor": turned}
    assert root[1].text == "\u202bبندر.\u202c"


def test_what_is_in_force_already_is_not_said_again() -> None:
    root = worn(".a{fill:red}.b{fill:blue}", '<g class="a"><path class="a"/><path class="b"/></g>')

    assert [each.attrib for each in root[1]] == [{}, {"fill": "blue"}]


def test_a_picture_has_the_symbols_that_it_uses_once_for_each_colour() -> None:
    """A use hands its colour on to the drawing; that is said in a drawing of its own."""
    css = ".dot{fill:var(--tone,#fff);r:var(--size,2px)}.one{--tone:#111;--size:5px}"
    uses = [f'<use class="{tone}" href="#s-town"/>' for tone in ("", "one", "", "one")]
    drawing = '<g id="s-town"><circle class="dot" r="2.6"/></g>'

    root = worn(
        css, f"<title>t</title>{''.join(uses)}", {"s-town": drawing, "s-pass": "<g id='s-pass'/>"}
    )

    title, defs, *placed = root
    assert title.tag == "title"
    assert {each.get("id"): each[0].attrib for each in defs} == {
        "s-town": {"r": "2", "fill": "#fff"},
        "s-town-111": {"r": "5", "fill": "#111"},
    }
    assert [use.get("href") for use in placed] == ["#s-town", "#s-town-111"] * 2
    assert b"s-pass" not in tostring(root)
