"""Symbols of an atlas's own: what is read of an SVG file, what is left out, and where it shows."""

import json
import re
import time

import pytest
from defusedxml.ElementTree import fromstring

from coloured import put_symbol
from invented import add_layer
from mapper import MapperError, build, load
from mapper.folder.load import read
from mapper.looks import read_symbol
from mapper.looks.pathdata import read_path
from mapper.looks.symbol import SIDE_PX

MILL = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><title>A mill</title><!-- ours -->
<path d="M10 22l1-10h2l1 10z" fill="#733"/>
<g transform="rotate(45 12 9)" style="fill:none;stroke:#000;stroke-width:2">
<path d="M12 1v16M4 9h16"/></g><circle cx="12" cy="9" r="1.5" fill="white"/></svg>"""

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'
BOX = '<rect x="4" y="4" width="16" height="16"/>'

HOSTILE = {  # what stands in the file beside a box: what the warning names
    "a script": ("<script>window.ran = 1</script>", "<script>"),
    "an event handler": ('<circle r="9" onload="window.ran = 1"/>', "onload"),
    "a handler in capitals": ('<circle r="9" ONCLICK="window.ran = 1"/>', "ONCLICK"),
    "foreign HTML": (
        '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">evil</div></foreignObject>',
        "<foreignObject>",
    ),
    "a copy of something": ('<use href="#map_atlas"/>', "<use>, href"),
    "a copy by the old name": (
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://evil.example/a#b"/>',
        "<use>, href",
    ),
    "a picture": ('<image href="data:image/png;base64,iVBORw0KGgo="/>', "<image>, href"),
    "a style sheet": ("<style>@import url(https://evil.example/a.css)</style>", "<style>"),
    "a fill from elsewhere": (
        '<circle r="9" style="fill:url(https://evil.example/a.svg#b)"/>',
        "url()",
    ),
    "an animation": ('<animate attributeName="href" to="javascript:alert(1)"/>', "<animate>"),
    "a link": ('<a href="javascript:alert(1)"><circle r="9"/></a>', "<a>, href"),
    "text": ("<text>evil</text>", "<text>"),
    "no path": ('<path d="L 1 evil"/>', "a <path> that cannot be read"),
    "endless numbers": ('<circle r="1e999"/>', "a <circle> that cannot be read"),
}


def drawing(text):
    found, problems = read_symbol("mill", text.encode(), "media/mill.svg")
    return found, [f"{each.what} {each.mend}" for each in problems]


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_shape_is_left_out_and_named(case):
    put, named = HOSTILE[case]
    found, said = drawing(PLAIN.format(BOX + put))

    names = set(named.split(", "))
    assert [set(each.partition(" of it: ")[0].split(", ")) for each in said] == [names]
    for word in ("evil", "ran", "url", "href", "script", "on"):
        assert word not in re.sub(r'class="sy-on"|-own-', "", found).lower()
    assert {each.tag for each in fromstring(found).iter()} == {"g", "path"}
    kept = {key for each in fromstring(found).iter() for key in each.attrib}
    assert kept <= {"id", "class", "d", "fill-rule", "stroke-width"}


REFUSED = {
    "entities": (
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
        f"{PLAIN.format('<title>&b;</title>')}",
        "declares entities, which are not read.",
    ),
    "an entity from a file": (
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{PLAIN.format("&a;")}',
        "declares entities, which are not read.",
    ),
    "5 MB": (PLAIN.format(BOX + " " * 5_000_000), "a symbol has at most 100,000."),
    "HTML": ("<html><body/></html>", "is not SVG: it holds <html>."),
    "no XML": ("windmill", "is not SVG."),
    "nothing seen": (PLAIN.format('<rect width="24" height="24" fill="none"/>'), "draws nothing."),
    "outside its picture": (PLAIN.format('<circle cx="90" cy="90" r="5"/>'), "draws nothing."),
    "a point": (PLAIN.format('<path d="M3 3L3 3"/>'), "draws nothing that has a size."),
    "very much": (
        PLAIN.format(f'<polyline points="{"1 2 8 9 " * 700}"/>'),
        "has 1,399 lines and curves; a symbol has at most 1,000.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_symbol_is_refused(case):
    text, words = REFUSED[case]
    found, said = drawing(text)

    assert found == ""
    assert words in said[-1]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.format(f'<path d="M0 0A{"1" * 90_000}"/>' + BOX),
        PLAIN.format(f'<path d="M0 0A{" " * 90_000}x"/>' + BOX),
        PLAIN.format(f'<g transform="rotate({"1," * 45_000}"/>' + BOX),
        PLAIN.format("<g>" * 9_000 + "</g>" * 9_000 + BOX),
    ],
    ids=["digits", "blanks", "arguments", "depth"],
)
def test_no_text_takes_long(text):
    start = time.perf_counter()
    found, _ = drawing(text)

    assert "sy-solid" in found
    assert time.perf_counter() - start < 2


GOOD = {  # shapes: the classes that they are drawn with, below the halo
    "filled": (BOX, ["sy-solid"]),
    "of lines": ('<g fill="none" stroke="#123"><path d="M2 2h9v9"/></g>', ["sy-drawn"]),
    "both": ('<path d="M2 2h9v9z" style="fill:red;stroke:blue"/>', ["sy-solid", "sy-drawn"]),
    "a white window": (f'{BOX}<circle cx="9" cy="9" r="2" fill="#FFF"/>', ["sy-solid", "sy-on"]),
    "hidden parts": (f'{BOX}<g display="none">{BOX}</g><rect opacity="0"/>', ["sy-solid"]),
    "current colour": ('<path d="M2 2h9v9z" fill="currentColor"/>', ["sy-solid"]),
}


@pytest.mark.parametrize("case", GOOD)
def test_a_drawing_is_made_of_our_own_classes(case):
    shapes, classes = GOOD[case]
    found, said = drawing(PLAIN.format(shapes))

    assert said == []
    assert re.findall(r'class="([^"]+)"', found) == ["sy-halo", "sy-fine", *classes]


@pytest.mark.parametrize(
    "shapes",
    [
        MILL.partition("-->")[2],
        '<circle cx="900" cy="-40" r="300"/></svg>',
        '<path d="M5 5a3 3 0 1 1 6 0a3 3 0 01-6 0q2 9 4 0t4 0s1 4 3 3"/></svg>',
        '<g transform="matrix(.1 0 0 .3 5 5) scale(4)"><ellipse rx="3" ry="2"/></g></svg>',
        '<rect rx="3" width="9" height="4" transform="skewX(20) translate(4)"/></svg>',
        '<polygon points="0,0 3,9 8,2"/><line x1="0" x2="9" y2="3" stroke="red"/></svg>',
    ],
)
def test_every_drawing_fills_the_same_box(shapes):
    found, said = drawing(f'<svg xmlns="http://www.w3.org/2000/svg">{shapes}')
    data = re.search(r'sy-halo" d="([^"]+)"', found)[1]
    spots = [spot for curve in read_path(data) for spot in curve.points()]
    xs, ys = zip(*spots, strict=True)
    longer = max(max(xs) - min(xs), max(ys) - min(ys))

    assert said == []
    assert SIDE_PX - 1.7 <= longer <= SIDE_PX + 0.02  # less where lines have a width
    assert abs(max(xs) + min(xs)) <= 0.03


def test_a_circle_comes_out_round():
    found, _ = drawing(PLAIN.format('<path d="M4 12A8 8 0 0 1 20 12A8 8 0 0 1 4 12Z"/>'))
    (data,) = set(re.findall(r' d="([^"]+)"', found))

    assert data.startswith("M-7.5 0C-7.5-4.14-4.14-7.5 0-7.5C4.14-7.5 7.5-4.14 7.5 0C")
    assert data.endswith("-7.5 0Z")


def places(*points, **properties):
    return [
        (f"place-{n}", {"name": f"Place {n}", **properties}, {"type": "Point", "coordinates": at})
        for n, at in enumerate(points)
    ]


def test_a_symbol_stands_wherever_a_look_can(harbour):
    """In a layer, by a column, in a feature; on the page once, used on map, key, picture."""
    put_symbol(harbour, "mill", MILL, 'title = "windmill"\ntitle_de = "Windmühle"')
    add_layer(harbour, "mills", places([-2.5, 59.5], [-2, 59.6]), 'look = "mill"')
    by = 'look = "ring"\nlooks = { by = "sort", of = { wind = "mill" } }'
    wind = [(f"b{id}", rest, at) for id, rest, at in places([-1.5, 59.5], sort="wind")]
    add_layer(harbour, "sorts", wind, by)
    own = [(f"c{id}", rest, at) for id, rest, at in places([-1.2, 59.9], look="mill")]
    add_layer(harbour, "others", own, 'look = "circle"')

    atlas, problems = read(harbour)
    page = build(harbour).page.read_text("utf-8")

    assert problems == []
    assert {each.look for layer in atlas.layers[2:] for each in layer.features} == {"own-mill"}
    assert page.count("id=s-own-mill") + page.count('id="s-own-mill"') == 1
    uses = re.findall(r"<use[^>]*#s-own-mill[^>]*>", page)
    assert len(uses) == 4 + 3  # the picture without script, and a row of the printed key each
    sent = json.loads(re.search(r'id="?payload"?[^>]*>(.*?)</script>', page, re.S)[1])
    assert sent["kinds"]["windmill"] == {"de": "Windmühle"}
    assert [each["kind"] for each in sent["layers"][2]["features"]] == ["windmill"] * 2


def test_what_is_wrong_with_symbols_is_said(harbour):
    put_symbol(harbour, "mill", MILL)
    put_symbol(harbour, "circle", MILL)
    put_symbol(harbour, "gone", None)
    put_symbol(harbour, "odd", PLAIN.format(f"{BOX}<script>1</script>"))
    add_layer(harbour, "mills", places([-2.5, 59.5]), 'look = "mil"')
    said = [str(each) for each in read(harbour)[1]]
    with pytest.raises(MapperError) as caught:
        build(harbour)
    said += [str(each) for each in caught.value.problems]

    for words in (
        'data/atlas.toml: symbol[1].id: there is a look "circle" already. Give it another.',
        "media/gone.svg: is not there.",
        "media/odd.svg: <script> of it: left out. Save it as plain SVG",
        'no look "mil". Did you mean "mill"?',
    ):
        assert any(words in each for each in said), words


def test_a_big_layer_has_dots(harbour):
    put_symbol(harbour, "mill", MILL)
    points = [[-2.5 + n / 3000, 59.5] for n in range(2001)]
    add_layer(harbour, "mills", places(*points), 'look = "mill"')

    assert {each.look for each in load(harbour).layers[-1].features} == {"mill"}
