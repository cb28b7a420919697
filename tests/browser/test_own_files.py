"""A file of one's own on the map: by mouse and keyboard, in a frame, whatever is in it."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, FrameLocator, Locator, Page, expect

import mapper
from audit import violations
from places import ATLASES

Place = Page | FrameLocator

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


def geojson(*names: str, **properties: str) -> str:
    """Points along a line through the tiny atlas, one a name."""
    features = [
        {
            "type": "Feature",
            "id": f"well-{index}",
            "properties": {"name": name, **properties},
            "geometry": {"type": "Point", "coordinates": [-2.5 + index / 10, 59.3]},
        }
        for index, name in enumerate(names)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def csv(*names: str, **properties: str) -> str:
    def row(*cells: str) -> str:
        return ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)

    head = row("name", "Breite", "Länge", *properties)
    rows = [
        row(name, "59°18′N", f"-2,{9 - index}", *properties.values())
        for index, name in enumerate(names)
    ]
    return "\r\n".join([head, *rows])


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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the tiny atlas."""
    folder = tmp_path_factory.mktemp("own") / "harbour"
    shutil.copytree(ATLASES / "harbour", folder)
    return mapper.build(folder).page


@pytest.fixture(scope="module")
def shared_page(browser: Browser, built: Path) -> Iterator[tuple[Page, list[str]]]:
    """The tiny atlas without a network, and whatever goes wrong in it or is asked for."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))

    def asked(url: str) -> None:
        if not url.startswith(("blob:", "data:")):
            wrong.append(url)

    page.goto(built.as_uri())
    page.wait_for_selector("[data-ready]")
    page.on("request", lambda request: asked(request.url))
    yield page, wrong
    context.close()


CLEAR = """() => {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.close();
    dialog.remove();  // it would remove itself a moment later
  }
  for (const remove of document.querySelectorAll(".own-tools button:last-child")) remove.click();
  document.getElementById("tab-key").click();
}"""


@pytest.fixture
def opened(shared_page: tuple[Page, list[str]]) -> Iterator[Page]:
    """The tiny atlas without a layer of one's own: one page for all tests, as it takes a while."""
    page, wrong = shared_page
    wrong.clear()
    yield page
    page.evaluate(CLEAR)
    assert marks(page).count() == 0
    assert wrong == []
    assert page.evaluate("window.ran") is None


DROP = """(target, files) => {
  const held = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
    held.items.add(new File([bytes], name));
  }
  const fire = type => target.dispatchEvent(
    new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: held }));
  const held_over = !fire("dragover");
  const sign = document.querySelector(".drop-sign").hidden;
  const taken = !fire("drop");
  return [held_over, sign, taken, document.querySelector(".drop-sign").hidden];
}"""


def drop(place: Place, *files: tuple[str, str | bytes]) -> list[bool]:
    """Holds files over the map and lets go."""
    coded = [
        (name, base64.b64encode(data.encode() if isinstance(data, str) else data).decode())
        for name, data in files
    ]
    seen = list(place.locator("#map_atlas").evaluate(DROP, coded))
    place.locator(".own-report").first.wait_for()
    return seen


def choose(page: Page, name: str, data: str | bytes) -> None:
    """Chooses a file through the dialog."""
    page.get_by_role("button", name="Add your own layer").click()
    raw = data.encode() if isinstance(data, str) else data
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "", "buffer": raw}]
    )
    page.locator(".own-report").wait_for()


def marks(place: Place) -> Locator:
    return place.locator('#map_atlas [data-feature^="own/"]')


def said(place: Place) -> str:
    """What the dialog says, one problem or note a line."""
    return place.locator("dialog[open]").inner_text()


def saved(page: Page) -> tuple[str, str, str]:
    """Name and text of the file that is saved, and the entry."""
    page.locator("dialog summary", has_text="Save as an atlas layer").click()
    entry = page.get_by_label("The entry for data/atlas.toml").input_value()
    with page.expect_download() as download:
        page.locator("dialog").get_by_role("button", name="Download").click()
    return (
        download.value.suggested_filename,
        Path(download.value.path()).read_text("utf-8"),
        entry,
    )


# By mouse


def test_a_file_that_is_dropped_becomes_a_layer(opened: Page) -> None:
    before = opened.evaluate("location.hash")

    assert drop(
        opened, ("old-wells.geojson", geojson("Upper well", "Lower well", depth="12 m"))
    ) == [
        True,
        False,
        True,
        True,
    ]

    expect(opened.locator("dialog h3")).to_have_text("Old wells")
    assert "2 features are on the map. They are on this screen alone" in said(opened)
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("checkbox", name="Old wells")).to_be_checked()
    expect(marks(opened)).to_have_count(2)
    marks(opened).first.click()
    popup = opened.locator(".popup")
    expect(popup.locator(".record-name")).to_have_text("Upper well")
    assert popup.locator("dl.rows").inner_text().split("\n") == ["depth", "12 m"]
    expect(popup).to_contain_text("From Old wells, a layer of your own")
    opened.keyboard.press("Escape")
    opened.get_by_role("tab", name="List").click()
    opened.locator(".own-list .list-item", has_text="Lower well").click()
    expect(popup.locator(".record-name")).to_have_text("Lower well")
    opened.wait_for_timeout(400)  # the address is written a moment later
    hash = opened.evaluate("location.hash")
    assert "own" not in hash
    assert "f=" not in hash
    assert hash.split("&v=")[0] in (before.split("&v=")[0] or hash)


def test_its_switch_hides_it_and_its_button_removes_it(opened: Page) -> None:
    drop(opened, ("wells.geojson", geojson("Upper well")))
    opened.keyboard.press("Escape")
    opened.get_by_role("checkbox", name="Wells").uncheck()
    expect(marks(opened)).to_be_hidden()
    opened.get_by_role("checkbox", name="Wells").check()
    marks(opened).click()

    opened.get_by_role("button", name="Remove Wells").click()

    expect(marks(opened)).to_have_count(0)
    expect(opened.locator(".popup")).to_be_hidden()
    expect(opened.locator(".own")).to_contain_text("Wells was removed.")
    expect(opened.get_by_role("button", name="Add your own layer")).to_be_focused()
    assert opened.locator(".own-list .list-item").count() == 0
    expect(opened.get_by_role("checkbox", name="Wells")).to_have_count(0)


def test_lines_and_areas_are_drawn_and_opened_too(opened: Page) -> None:
    square = [[-2.8, 59.2], [-2.8, 59.4], [-2.6, 59.4], [-2.6, 59.2]]
    shapes = [
        ("Ditch", "LineString", [[-2.5, 59.2], [-2.3, 59.4]]),
        ("Field", "Polygon", [square]),
        ("Trees", "MultiPoint", [[-1.5, 59.2], [-1.4, 59.3]]),
    ]
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": kind, "coordinates": coordinates},
        }
        for name, kind, coordinates in shapes
    ]

    drop(opened, ("shapes.json", json.dumps({"type": "FeatureCollection", "features": features})))

    assert "Closed rings by repeating their first position (1 feature)." in said(opened)
    opened.keyboard.press("Escape")
    assert [each.get_attribute("aria-label") for each in marks(opened).all()] == [
        "Ditch, line",
        "Field, area",
        "Trees, point",
    ]
    assert [each.inner_text() for each in opened.locator(".own .key-parts .key-name").all()] == [
        "Line",
        "Area",
        "Point",
    ]
    marks(opened).nth(1).click(force=True)
    expect(opened.locator(".popup .record-name")).to_have_text("Field")


def test_two_layers_stand_side_by_side_and_outlive_a_change_of_language(opened: Page) -> None:
    drop(
        opened,
        ("wells.geojson", geojson("North Quay", "B")),
        ("wells.csv", csv("North Quay", "C")),
        ("cut.geojson", "{"),
    )

    assert [each.inner_text() for each in opened.locator("dialog h3").all()] == [
        "Wells",
        "Wells 2",
        "cut.geojson",
    ]
    assert "ends in the middle" in said(opened)
    opened.keyboard.press("Escape")
    expect(marks(opened)).to_have_count(4)
    opened.evaluate("location.hash = '#d=1741-05-01&l=roads'")
    expect(opened.locator('#map_atlas [data-feature="north-quay"]')).to_be_hidden()
    expect(opened.get_by_role("checkbox", name="Wells", exact=True)).to_be_checked()
    expect(marks(opened).first).to_be_visible()


def test_the_second_map_of_a_comparison_has_it_too(opened: Page) -> None:
    opened.evaluate("location.hash = '#d=1741-05-01&c=1741-09-01'")
    second = opened.locator('.compare [data-feature^="own/"]')
    drop(opened, ("wells.geojson", geojson("Upper well", "Lower well")))
    opened.keyboard.press("Escape")

    expect(second).to_have_count(2)

    opened.get_by_role("button", name="Remove Wells").click()
    expect(second).to_have_count(0)
    expect(opened.locator(".compare")).to_be_visible()
    opened.evaluate("location.hash = '#d=1741-05-01'")
    expect(opened.locator(".compare")).to_have_count(0)


def test_share_says_that_a_link_does_not_carry_it(opened: Page) -> None:
    drop(opened, ("wells.geojson", geojson("Upper well")))
    opened.keyboard.press("Escape")

    opened.get_by_role("button", name="Share").click()

    assert "no link carries them" in said(opened)


def test_names_come_from_the_column_that_is_chosen(opened: Page) -> None:
    drop(opened, ("wells.geojson", geojson("Upper well", code="W 1")))

    opened.get_by_label("Names come from the column").select_option("code")

    expect(opened.get_by_label("Names come from the column")).to_be_focused()
    assert opened.get_by_label("Names come from the column").input_value() == "code"
    assert marks(opened).get_attribute("aria-label") == "W 1, point"
    _, text, _ = saved(opened)
    assert json.loads(text)["features"][0]["properties"] == {
        "name": "W 1",
        "original_name": "Upper well",
        "code": "W 1",
    }


def test_the_table_has_a_row_a_feature(opened: Page) -> None:
    drop(opened, ("wells.geojson", geojson("Upper well", "Lower well", depth="12")))

    opened.locator("dialog summary", has_text="Table").click()

    expect(opened.locator(".own-table tr")).to_have_count(3)
    rows = [row.inner_text().split("\t") for row in opened.locator(".own-table tr").all()]
    assert rows == [["Name", "depth"], ["Upper well", "12"], ["Lower well", "12"]]


# By keyboard


def test_by_keyboard_alone(opened: Page) -> None:
    """From the button through the file chooser to the feature, its record, and away again."""
    raw = geojson("Upper well", "Lower well").encode()
    file: FilePayload = {"name": "wells.geojson", "mimeType": "", "buffer": raw}
    # Listened for from the start: a chooser that opens before that is out of reach.
    opened.once("filechooser", lambda chooser: chooser.set_files([file]))
    opened.get_by_role("button", name="Add your own layer").focus()
    opened.keyboard.press("Enter")
    assert "never leaves this computer" in said(opened)
    opened.keyboard.press("Tab")
    expect(opened.locator("input[type=file]")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator(".own-report")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("button", name="Add your own layer")).to_be_focused()

    opened.locator('#map_atlas [tabindex="0"]').focus()
    for _ in range(10):
        if opened.evaluate("document.activeElement.dataset.feature ?? ''").endswith("/well-0"):
            break
        opened.keyboard.press("PageDown")
    feature = opened.evaluate("document.activeElement.dataset.feature")
    opened.keyboard.press("Enter")
    expect(opened.locator(".popup .record-name")).to_have_text("Upper well")
    opened.keyboard.press("Escape")
    assert opened.evaluate("document.activeElement.dataset.feature") == feature
    opened.keyboard.press("ArrowRight")
    assert opened.evaluate("document.activeElement.ariaLabel") == "Lower well, point"

    opened.get_by_role("button", name="Remove Wells").focus()
    opened.keyboard.press("Enter")
    expect(marks(opened)).to_have_count(0)


def test_no_barrier_in_its_dialogs_and_rows(opened: Page) -> None:
    """axe-core finds nothing: choosing, a report with its folds open, problems, the map key."""
    opened.get_by_role("button", name="Add your own layer").click()
    found = violations(opened, marks=True)
    opened.keyboard.press("Escape")
    drop(opened, ("wells.geojson", geojson("Upper well", depth="12")), ("cut.geojson", "{"))
    for fold in opened.locator("dialog summary").all():
        fold.click()
    found += violations(opened, marks=True)
    opened.keyboard.press("Escape")
    found += violations(opened, marks=True)

    assert found == []


# In a frame


def test_in_a_locked_down_frame(page: Page, built: Path, tmp_path: Path) -> None:
    """Downloads are barred there, so the text is shown; the address stays a state."""
    host = tmp_path / "host.html"
    frame = f'<iframe sandbox="allow-scripts" src="{built.as_uri()}" width="1200" height="800">'
    host.write_text(frame, "utf-8")
    page.goto(host.as_uri())
    inside = page.frame_locator("iframe")
    inside.locator("[data-ready]").wait_for()

    drop(inside, ("wells.geojson", geojson("Upper well", "Lower well")))
    inside.locator("dialog summary", has_text="Save as an atlas layer").click()
    inside.get_by_role("button", name="Show as text").click()

    text = inside.get_by_label("geo/wells.geojson").input_value()
    names = [each["properties"]["name"] for each in json.loads(text)["features"]]
    assert names == ["Upper well", "Lower well"]
    page.keyboard.press("Escape")
    marks(inside).first.click()
    page.wait_for_timeout(400)  # the address is written a moment later, and there read again
    expect(inside.locator(".popup .record-name")).to_have_text("Upper well")
    expect(marks(inside)).to_have_count(2)


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
    """`mapper add` finds nothing to mend in it, writes the same bytes, and the same entry."""
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
    assert added.entry.strip() == entry.strip()


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
    assert [each.look for each in layer.features] == ["point", "line", "point"]
    assert layer.entry.title == 'A "title"\\'
    assert not [each for each in mapper.check(atlas) if "quays-2" in str(each)]
