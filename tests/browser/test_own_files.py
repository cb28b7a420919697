"""A file of one's own on the map: by mouse and keyboard, in a frame."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from audit import violations
from dropping import csv, drop, geojson, marks, said, saved

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


def test_a_newer_file_of_that_name_replaces_the_older(opened: Page) -> None:
    drop(opened, ("wells.geojson", geojson("Upper well", "Lower well")))
    opened.keyboard.press("Escape")

    drop(opened, ("wells.geojson", geojson("Upper well", "Middle well", "New well")))
    expect(opened.locator("dialog h3")).to_have_text("Wells")
    assert "Took the place of the file of that name" in said(opened)
    opened.keyboard.press("Escape")

    expect(opened.get_by_role("checkbox", name="Wells")).to_have_count(1)
    expect(marks(opened)).to_have_count(3)
    opened.get_by_role("tab", name="List").click()
    names = opened.locator(".own-list .list-item").all_inner_texts()
    assert [name.split("\n")[0] for name in names] == ["Middle well", "New well", "Upper well"]


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


def test_in_a_locked_down_frame(page: Page, tiny_page: Path, tmp_path: Path) -> None:
    """Downloads are barred there, so the text is shown; the address stays a state."""
    host = tmp_path / "host.html"
    frame = f'<iframe sandbox="allow-scripts" src="{tiny_page.as_uri()}" width="1200" height="800">'
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
