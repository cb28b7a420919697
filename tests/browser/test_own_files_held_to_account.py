"""What is in a file of one's own: text that stays text, what is wrong with it, what is saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import mapper
from dropping import csv, drop, geojson, marks, said, saved

HOSTILE = (
    "</script><img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "{{7*7}}",
    "${alert(1)}",
    "`+alert(1)+`",
    "javascript:window.ran=1",
    "\u202eright to left",
    "{layer} {n} \"'",
)


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def kml(*names: str, **properties: str) -> str:
    data = "".join(
        f'<Data name="{xml(key)}"><value>{xml(value)}</value></Data>'
        for key, value in properties.items()
    )
    marks = "".join(
        f"<Placemark><name>{xml(name)}</name><Style><IconStyle><color>ff0000ff</color></IconStyle>"
        f"</Style><ExtendedData>{data}</ExtendedData>"
        f"<Point><coordinates>{-2.5 + index / 10},59.3,12</coordinates></Point></Placemark>"
        for index, name in enumerate(names)
    )
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'


def gpx(*names: str, **properties: str) -> str:
    points = "".join(
        f'<wpt lat="59.3" lon="{-2.5 + index / 10}"><ele>12</ele><name>{xml(name)}</name>'
        f"<desc>{xml(next(iter(properties.values()), ''))}</desc></wpt>"
        for index, name in enumerate(names)
    )
    return f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>'


FORMATS: dict[str, Callable[..., str]] = {"geojson": geojson, "csv": csv, "kml": kml, "gpx": gpx}


def choose(page: Page, name: str, data: str | bytes) -> None:
    """Chooses a file through the dialog."""
    page.get_by_role("button", name="Add your own layer").click()
    raw = data.encode() if isinstance(data, str) else data
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "", "buffer": raw}]
    )
    page.locator(".own-report").wait_for()


# Whatever is in it


@pytest.mark.parametrize("ending", FORMATS)
def test_text_is_shown_as_it_is_and_nothing_runs(opened: Page, ending: str) -> None:
    """In names, values, and the name of the file itself: in the table, the record, the list."""
    file = f"<img src=x onerror=window.ran=1>{{{{7*7}}}}.{ending}"
    values = dict(zip("abcdefgh", HOSTILE, strict=True))
    shown = {"note": HOSTILE[0]} if ending == "gpx" else values

    drop(opened, (file, FORMATS[ending](*HOSTILE, **shown)))
    opened.locator("dialog summary", has_text="Table").click()

    expect(opened.locator(".own-table tbody th")).to_have_count(len(HOSTILE))
    texts = opened.locator(".own-table tbody th").all_text_contents()
    cells = opened.locator(".own-table tbody tr").first.locator("td").all_text_contents()
    assert texts == list(HOSTILE)
    assert set(shown.values()) <= set(cells)
    opened.keyboard.press("Escape")
    assert set(opened.locator(".own-list .list-name").all_text_contents()) == set(HOSTILE)
    for mark, text in zip(marks(opened).all(), HOSTILE, strict=True):
        mark.dispatch_event("click")
        expect(opened.locator(".popup .record-name")).to_have_text(text)
        said = opened.locator(".popup .rows dd").all_text_contents()
        assert set(shown.values()) <= set(said)
    assert opened.locator("#atlas img").count() == 0


def test_columns_and_titles_are_text_too(opened: Page) -> None:
    files = []
    for index, text in enumerate(HOSTILE):
        content = json.loads(geojson("A", **{text: text, "__proto__": text}))
        files.append((f"{index}.geojson", json.dumps(content | {"name": text})))

    drop(opened, *files)

    assert opened.locator("dialog h3").all_text_contents() == list(HOSTILE)
    opened.evaluate(
        "for (const each of document.querySelectorAll('dialog details')) each.open = true"
    )
    heads = opened.locator(".own-table thead th:nth-child(2)")
    expect(heads).to_have_count(len(HOSTILE))
    assert heads.all_text_contents() == list(HOSTILE)
    opened.keyboard.press("Escape")
    assert opened.locator(".own .key-name").all_text_contents() == list(HOSTILE)


def test_a_description_in_html_becomes_its_words(opened: Page) -> None:
    html = "<b>Deep</b> &amp; cold<img src=x onerror=window.ran=1><script>window.ran=1</script>"
    mark = (
        f"<Placemark><name>A</name><description><![CDATA[{html}]]></description>"
        "<Point><coordinates>-2,59.3</coordinates></Point></Placemark>"
        "<NetworkLink><Link><href>https://example.org/more.kml</href></Link></NetworkLink>"
    )

    drop(opened, ("a.kml", f"<kml><Document>{mark}</Document></kml>"))

    assert 'links to "https://example.org/more.kml", which was not fetched.' in said(opened)
    opened.locator("dialog summary", has_text="Table").click()
    expect(opened.locator(".own-table td")).to_have_text("Deep & cold")


def test_times_are_called_as_the_command_calls_them(opened: Page) -> None:
    times = (
        "<TimeSpan><begin>1850</begin><end>1861-05</end></TimeSpan>",
        "<TimeStamp><when>1862</when></TimeStamp>",
    )
    marks = "".join(
        f"<Placemark><name>A</name>{time}<Point><coordinates>-2,59.3</coordinates></Point>"
        "</Placemark>"
        for time in times
    )

    drop(opened, ("a.kml", f"<kml><Document>{marks}</Document></kml>"))

    opened.locator("dialog summary", has_text="Table").click()
    heads = opened.locator(".own-table thead th")
    expect(heads.filter(has_text="begin")).to_have_count(1)
    expect(heads.filter(has_text="end")).to_have_count(1)
    expect(heads.filter(has_text="when")).to_have_count(1)
    expect(opened.locator(".own-table tbody")).to_contain_text("1861-05")


# What is wrong with it


def test_everything_wrong_is_said_at_once(opened: Page) -> None:
    content = json.loads(geojson("A", "B", "C", "D", "E"))
    first, second, third, fourth, _ = content["features"]
    first["geometry"]["coordinates"] = ["-2", 59]
    second["geometry"]["coordinates"] = [59.3, -2.5]
    third["type"] = "feature"
    fourth["geometry"] = {"type": "Polygon", "coordinates": [[[-2, 59], [-2, 60]]]}

    drop(opened, ("wells.geojson", json.dumps(content)))

    text = said(opened)
    assert "Nothing was added, for 4 things are wrong:" in text
    assert 'features[0] "well-0".coordinates: "-2" is not a number.' in text
    assert "Perhaps the axes are swapped: longitude first." in text
    assert "features[2]: is not a Feature. Its type has to be" in text
    assert "a ring needs 4 positions, not 2." in text
    expect(marks(opened)).to_have_count(0)
    opened.keyboard.press("Escape")
    expect(opened.locator(".own .key-row")).to_have_count(0)


REFUSED: dict[str, tuple[str, str | bytes, str]] = {  # name, content, what is said
    "an ending nobody knows": ("wells.shp", "x", 'the ending ".shp" names no format'),
    "no ending": ("wells", "x", 'the ending "" names no format'),
    "an empty file": ("wells.csv", "", "is empty."),
    "JSON cut off": ("a.geojson", '{"type":\n"Fea', "line 2, column 5: ends in the middle."),
    "a table without positions": (
        "a.csv",
        "name,depth\nA,1",
        'row 1: no columns hold a position; the first row is "name", "depth".',
    ),
    "a table of numbers": ("a.csv", "1,2\n3,4", "the first row is numbers, not names"),
    "a table without rows": ("a.csv", "name,lat,lon\n", "names of columns and no rows"),
    "cells that are no degrees": (
        "a.csv",
        "name,lat,lon\nA,59.3,east\nB,99,1",
        'row 2: lat is "59.3", lon is "east", which is no position.',
    ),
    "a row that is too long": ("a.csv", "name,lat,lon\nA, B,59.3,-2", "row 2: has 4 cells, and 3"),
    "a quotation mark too few": ("a.csv", 'name,lat,lon\n"A,59.3,-2\n', "row 2: is no row"),
    "metres for degrees": ("a.csv", "name,x,y\nA,500000,5600000", '"x" and "y" are not degrees'),
    "JSON named CSV": ("a.csv", '{"a": 1}', "is not a table but XML, HTML or JSON"),
    "broken XML": ("a.kml", "<kml><Document></kml>", "line 1, column 21: is not XML: "),
    "XML of another kind": ("a.gpx", "<kml/>", "is XML, but not GPX: it begins with <kml>."),
    "KML without places": ("a.kml", "<kml><Document/></kml>", "holds no placemark"),
    "GPX without places": ("a.gpx", "<gpx></gpx>", "holds no way points, routes or tracks"),
    "entities that unfold": (
        "a.kml",
        '<!DOCTYPE k [<!ENTITY a "aaaa">]><kml>&a;&a;</kml>',
        "declares a document type or entities",
    ),
    "KML out of range": (
        "a.kml",
        "<kml><Placemark><Point><coordinates>1,95</coordinates></Point></Placemark></kml>",
        "the latitude is out of range. 95 is not from -90 to 90.",
    ),
    "too many features": (
        "a.csv",
        "name,lat,lon\n" + "A,59.3,-2\n" * 2001,
        "has 2,001 features, more than the 2,000 a page can draw. Use mapper add",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_says_why_a_file_is_refused(opened: Page, case: str) -> None:
    name, content, words = REFUSED[case]

    choose(opened, name, content)

    assert words in said(opened)
    expect(marks(opened)).to_have_count(0)


def test_a_file_that_is_too_large_is_not_even_read(opened: Page) -> None:
    large = """map => {
      const held = new DataTransfer();
      held.items.add(new File([new Uint8Array(10_000_001)], "a.csv"));
      map.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: held }));
    }"""
    opened.locator("#map_atlas").evaluate(large)

    expect(opened.locator(".own-report")).to_contain_text(
        "is larger than 10 MB. A page cannot carry so much: use mapper add."
    )


def test_what_lies_beyond_the_map_is_said(opened: Page) -> None:
    far = geojson("A", "B").replace("-2.4", "12.5")

    drop(opened, ("wells.geojson", far))

    assert "well-1: lies outside this map. This map ends there, so it cannot be seen." in said(
        opened
    )


# Saving


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_saved_is_what_the_atlas_takes(
    opened: Page, harbour: Path, tmp_path: Path, ending: str
) -> None:
    """`mapper add` finds nothing to mend, writes the same bytes, and an entry with a look."""
    names = ("Étang de l'Est", "Колодец", HOSTILE[0])
    drop(opened, (f"Old wells.{ending}", FORMATS[ending](*names, depth="12", note=HOSTILE[4])))

    name, text, entry = saved(opened)

    assert name == "old-wells.geojson"
    file = tmp_path / name
    file.write_text(text, "utf-8")
    added = mapper.add(harbour, file)
    assert added.repaired == ()
    assert added.warnings == ()
    assert added.features == 3
    assert (harbour / "geo" / name).read_text("utf-8") == text
    look = '\nlook = "circle"\nlicence'
    assert added.entry.strip() == entry.strip().replace("\nlicence", look)


def test_saved_by_hand_it_is_a_layer(opened: Page, harbour: Path) -> None:
    """The file into geo/, the entry behind the others: no warning, no error, and it is drawn."""
    content: dict[str, Any] = json.loads(geojson("North Quay", "B", "C"))
    content["features"][0]["id"] = "north-quay"  # which the atlas has already
    content["features"][1]["geometry"] = {
        "type": "LineString",
        "coordinates": [[-2.4, 59.30000012], [-2.3, 59.4]],
    }
    drop(opened, ("quays.geojson", json.dumps(content | {"name": 'A "title"\\'})))

    name, text, entry = saved(opened)

    assert name == "quays-2.geojson"
    (harbour / "geo" / name).write_text(text, "utf-8")
    manifest = harbour / "data" / "atlas.toml"
    manifest.write_text(
        f"{entry}\n{manifest.read_text('utf-8')}".replace("[atlas]", "[atlas]"), "utf-8"
    )
    atlas = mapper.load(harbour)
    (layer,) = [each for each in atlas.layers if each.id == "quays-2"]
    assert [each.id for each in layer.features] == ["north-quay-quays-2", "well-1", "well-2"]
    assert [each.look for each in layer.features] == ["circle", "line", "circle"]
    assert layer.entry.title == 'A "title"\\'
    assert not [each for each in mapper.check(atlas) if "quays-2" in str(each)]
