"""Files of one's own: written in every format, dropped on the map, and what is said of them."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page

Place = Page | FrameLocator


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


CLEAR = """() => {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.close();
    dialog.remove();  // it would remove itself a moment later
  }
  for (const remove of document.querySelectorAll(".own-tools button:last-child")) remove.click();
  document.getElementById("tab-key").click();
}"""

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
