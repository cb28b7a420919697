"""Small invented atlases: of given features, a layer or a picture more, or frames to explore."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw
from pyproj import Transformer

from mapper.geometry import pixel
from mapper.model.atlas import Atlas, Feature, Layer
from mapper.model.manifest import LayerEntry, Manifest

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.frames import Page

AREA = [0.0, 50.0, 10.0, 56.0]


def feature(id: str, name: str, look: str, geometry: object, rank: int | None = None) -> Feature:
    properties = {"rank": rank} if rank else {}
    return Feature(id, {"en": name}, look, geometry, properties)


def point(
    id: str, lon: float, lat: float, look: str = "town", rank: int = 5, name: str = ""
) -> Feature:
    return feature(id, name or id, look, {"type": "Point", "coordinates": [lon, lat]}, rank)


def square(west: float, south: float, size: float) -> dict[str, object]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make(*features: Feature, **entry: object) -> Atlas:
    """An invented atlas of one layer."""
    info = {"id": "a", "title": "A", "period": "1741/1742", "date": "1741-01-01", "bounds": AREA}
    info["zoom"] = [5, 12]
    manifest = Manifest.model_validate({"atlas": info})
    kept = LayerEntry(id="places", title="Places", look="town", licence="CC0", **entry)
    return Atlas(manifest, (Layer(kept, features),))


def add_layer(
    harbour: Path, id: str, features: list[tuple[str, dict[str, object], object]], entry: str
) -> None:
    """Write a layer of (id, properties, geometry), and its entry above the fields."""
    items = [
        {"type": "Feature", "id": each, "properties": properties, "geometry": geometry}
        for each, properties, geometry in features
    ]
    (harbour / "geo" / f"{id}.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": items}), "utf-8"
    )
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    made = f'[[layer]]\nid = "{id}"\ntitle = "{id.title()}"\nlicence = "CC0"\n{entry}\n'
    manifest.write_text(text.replace("[fields.built]", f"{made}\n[fields.built]", 1), "utf-8")


FIELDS = """
[fields.photo]
label = "Photograph"
kind = "image"

[fields.drawing]
label = "Drawing"
kind = "image"

[fields.site]
label = "Website"
kind = "link"
"""

MEDIA = "file,alt,credit,licence,source\nquay.jpg,The quay from the south,A. Maker,CC BY 4.0,\n"


def pictured(folder: Path, media: str = MEDIA, facts: str = "", **properties: object) -> Path:
    """The tiny atlas with fields of pictures and links: `properties` are those of its north quay.

    `facts` are rows more of its table; the files in `media/` are for the caller to draw.
    """
    manifest = folder / "data" / "atlas.toml"
    words = manifest.read_text("utf-8")
    shown = ", ".join(f'"{name}"' for name in properties)
    words = words.replace('title = "Quays"', f'title = "Quays"\npopup = [{shown}]')
    manifest.write_text(words + FIELDS, "utf-8")
    quays = folder / "geo" / "quays.geojson"
    more = json.dumps(properties, ensure_ascii=False)[1:-1]
    text = quays.read_text("utf-8")
    quays.write_text(text.replace('"rank":1', f'"rank":1{more and ","}{more}'), "utf-8")
    with (folder / "data" / "facts.csv").open("a", encoding="utf-8") as table:
        table.write(facts)
    (folder / "data" / "media.csv").write_text(media, "utf-8")
    return folder


PLAN = (640, 480)
"""Width and height of the drawn plan."""

PAPER = (240, 240, 235)

SPOTS = {
    (40, 40): (220, 30, 30),
    (600, 40): (30, 160, 60),
    (600, 440): (30, 60, 220),
    (40, 440): (230, 200, 20),
    (320, 240): (150, 30, 170),
    (180, 330): (20, 20, 20),
}
"""Squares of the plan, 30 pixels wide: the middle of each, and its colour."""


def plan() -> Image.Image:
    """A sheet with a grid and a square of another colour in each corner."""
    image = Image.new("RGB", PLAN, PAPER)
    draw = ImageDraw.Draw(image)
    for x in range(0, PLAN[0], 80):
        draw.line([(x, 0), (x, PLAN[1])], fill=(205, 205, 205))
    for (x, y), colour in SPOTS.items():
        draw.rectangle([x - 15, y - 15, x + 14, y + 14], fill=colour)
    return image


def plan_bytes(form: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    plan().save(out, form, **options)
    return out.getvalue()


CORNERS = "corners = [[-2.5, 59.9], [-1.6, 60.0], [-1.7, 59.5], [-2.6, 59.4]]"


def with_overlay(
    folder: Path,
    entry: str = CORNERS,
    file: str = "plan.png",
    data: bytes | None = None,
    id: str = "plan",
    **beside: str | bytes,
) -> Path:
    """The folder with the plan in `media/`, its entry, and files beside it: ending → content."""
    media = folder / "media"
    media.mkdir(exist_ok=True)
    (media / file).write_bytes(plan_bytes() if data is None else data)
    for ending, content in beside.items():
        raw = content.encode() if isinstance(content, str) else content
        (media / f"{Path(file).stem}.{ending}").write_bytes(raw)
    manifest = folder / "data" / "atlas.toml"
    head = f'[[overlay]]\nid = "{id}"\ntitle = "Plan of 1738"\nfile = "media/{file}"'
    text = f'{manifest.read_text("utf-8")}\n{head}\nlicence = "CC BY 4.0"\n{entry}\n'
    manifest.write_text(text, "utf-8")
    return folder


@cache
def to_degrees(code: int) -> Transformer:
    return Transformer.from_crs(code, 4326, always_xy=True)


@dataclass(frozen=True)
class Grid:
    """A picture that is even in a system: position of its upper left corner, steps, EPSG code."""

    code: int
    origin: tuple[float, float]
    right: tuple[float, float]
    down: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, ...]:
        """Pixels from the upper left corner → coordinates of the system."""
        return tuple(
            start + x * along + y * below
            for start, along, below in zip(self.origin, self.right, self.down, strict=True)
        )

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        lon, lat = to_degrees(self.code).transform(*self.at(x, y))
        return lon, lat


TURNED = Grid(32630, (520_000, 6_660_000), (95, 30), (30, -95))
"""In UTM, turned by some 18 degrees."""

NATIONAL = Grid(27700, (380_000, 1_160_000), (80, 0), (0, -80))
"""In the national grid of Great Britain."""

MERCATOR = Grid(3857, (-280_000, 8_390_000), (150, 40), (40, -150))


@dataclass(frozen=True)
class Shown:
    """A picture as it was laid."""

    image: Image.Image
    bounds: tuple[float, float, float, float]

    def colour(self, lon: float, lat: float) -> tuple[int, ...] | None:
        """What is seen at a place; None where nothing is."""
        west, south, east, north = self.bounds
        (left, top), (right, bottom) = pixel(west, north, 9), pixel(east, south, 9)
        x, y = pixel(lon, lat, 9)
        across, down = (x - left) / (right - left), (y - top) / (bottom - top)
        if not (0 <= across < 1 and 0 <= down < 1):
            return None
        *colour, alpha = self.image.getpixel(
            (int(across * self.image.width), int(down * self.image.height))
        )
        return tuple(colour) if alpha > 127 else None


def nearest(colour: tuple[int, ...]) -> tuple[int, int, int]:
    """Which of the plan's colours it is."""
    known = [PAPER, (205, 205, 205), *SPOTS.values()]
    return min(known, key=lambda each: sum((a - b) ** 2 for a, b in zip(each, colour, strict=True)))


def lies_right(shown: Shown, degrees: Callable[[float, float], tuple[float, float]]) -> None:
    """Each square of the plan ends where it has to, to a pixel and a half."""
    for (x, y), colour in SPOTS.items():
        for across, down in ((-1, 0), (1, 0), (0, -1), (0, 1), (1, 1)):
            inside = shown.colour(*degrees(x + 13.5 * across, y + 13.5 * down))
            outside = shown.colour(*degrees(x + 16.5 * across, y + 16.5 * down))
            assert inside is not None, (x, y, across, down)
            assert nearest(inside) == colour, (x, y, across, down, inside)
            assert outside is not None
            assert nearest(outside) != colour, (x, y, across, down, outside)
    assert shown.colour(*degrees(-6, 240)) is None
    assert shown.colour(*degrees(320, 486)) is None


def points(count: int = 4, **columns: Any) -> gpd.GeoDataFrame:
    """So many points on a diagonal of degrees, with columns."""
    import geopandas as gpd  # here, for it is slow to import, and few tests want a frame
    from shapely import Point

    at = [Point(each, each + 40) for each in range(count)]
    return gpd.GeoDataFrame(columns, geometry=at, crs=4326)


def data_layer(page: Page) -> Layer:
    """The last layer, which is that of the last frame."""
    return page.atlas.layers[-1]


def payload(page: Page) -> Any:
    """What the page sends to the browser."""
    found = re.search(r"<script id=payload type=application/json>(.*?)</script>", page.html, re.S)
    assert found
    return json.loads(found[1])


def key_rows(page: Page) -> list[str]:
    """What the map key says of the last layer's classes, in its order."""
    looks = data_layer(page).entry.looks
    return [*looks.of] if looks else []


def colours(page: Page) -> list[str]:
    """The colours of the last layer's classes, in the order of the key; of all rows without one."""
    layer = data_layer(page)
    looks = layer.entry.looks
    names = looks.of.values() if looks else dict.fromkeys(each.look for each in layer.features)
    worn = page.drawn[-1].looks
    return [worn[name][1].colour for name in names]


def worn(page: Page) -> list[str]:
    """The colour of each row of the last layer."""
    looks = page.drawn[-1].looks
    return [looks[each.look][1].colour for each in data_layer(page).features]


def boxes(count: int = 5, **columns: Any) -> gpd.GeoDataFrame:
    """So many areas side by side, with columns."""
    import geopandas as gpd
    import shapely

    at = [shapely.box(each, 40, each + 0.9, 41) for each in range(count)]
    return gpd.GeoDataFrame(columns, geometry=at, crs=4326)
