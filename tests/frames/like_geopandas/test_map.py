"""The map itself: what geopandas' own tests of `explore` ask of folium's, asked of our page."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pytest
import shapely
from xyzservices import TileProvider, providers

from invented import boxes, data_layer, payload, points
from mapper.frames import Page, explore

LANDS = boxes(5, code=[1, 2, 3, 4, 5])
CITIES = points(4, name=[*"abcd"])


def middle(page: Page) -> tuple[float, float]:
    """Latitude and longitude of what the page opens with."""
    west, south, east, north = page.atlas.manifest.atlas.view or (0.0, 0.0, 0.0, 0.0)
    return (south + north) / 2, (west + east) / 2


def width(page: Page) -> float:
    """Degrees from west to east of what the page opens with."""
    west, _, east, _ = page.atlas.manifest.atlas.view or (0.0, 0.0, 0.0, 0.0)
    return east - west


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (LANDS, "Polygon"),
        (CITIES, "Point"),
        (LANDS.boundary, "LineString"),
        (LANDS.geometry, "Polygon"),
        (LANDS.exterior, "LineString"),
    ],
    ids=["areas", "points", "lines", "a series", "rings"],
)
def test_shapes_of_each_kind_are_drawn(frame: Any, kind: str) -> None:
    features = data_layer(explore(frame)).features
    assert {each.geometry["type"] for each in features} == {kind}
    assert len(features) == len(frame)


def test_the_map_opens_with_all_that_there_is() -> None:
    page = explore(LANDS)
    west, south, east, north = LANDS.total_bounds
    view = page.atlas.manifest.atlas.view
    assert view is not None
    assert view[0] < west
    assert view[1] < south
    assert view[2] > east
    assert view[3] > north
    assert middle(page) == pytest.approx(((south + north) / 2, (west + east) / 2))
    assert page.frame == ("100%", "100%")


def test_no_tiles_are_asked_for_unless_they_are_named() -> None:
    assert explore(LANDS).atlas.manifest.base == ()


def test_a_frame_has_the_width_and_height_that_are_asked_for() -> None:
    assert explore(LANDS, width=200, height="300px").frame == (200, 300)
    html = explore(LANDS, width=200, height=300)._repr_mimebundle_(include=["text/html"])
    assert 'width="200"' in html["text/html"]
    assert 'height="300"' in html["text/html"]


def test_tiles_may_be_an_address_with_a_credit() -> None:
    address = "https://mt1.example.org/vt/lyrs=m&x={x}&y={y}&z={z}"
    with pytest.warns(UserWarning, match=r"asks mt1\.example\.org"):
        page = explore(LANDS, tiles=address, attr="Makers of Maps")
    (base,) = payload(page)["bases"]
    assert base["url"] == address
    assert base["credits"] == [["Makers of Maps", ""]]


def test_a_place_alone_is_seen_at_zoom_ten() -> None:
    page = explore(LANDS, location=(40, 5))
    assert middle(page) == pytest.approx((40, 5))
    assert (
        page.atlas.manifest.atlas
        == explore(LANDS, location=(40, 5), zoom_start=10).atlas.manifest.atlas
    )


def test_a_zoom_alone_is_that_of_the_middle() -> None:
    page = explore(LANDS, zoom_start=8)
    assert middle(page) == pytest.approx(middle(explore(LANDS)))
    assert width(page) == pytest.approx(width(explore(LANDS, zoom_start=7)) / 2)


def test_a_place_and_a_zoom_are_both_followed() -> None:
    page = explore(LANDS, location=(40, 5), zoom_start=8)
    assert middle(page) == pytest.approx((40, 5))
    assert width(page) == pytest.approx(width(explore(LANDS, zoom_start=8)))


@pytest.mark.parametrize(
    "tiles", [providers.OpenStreetMap.DE, "OpenStreetMap DE", "openstreetmap.de"], ids=str
)
def test_providers_of_xyzservices_are_known_and_so_are_their_names(tiles: Any) -> None:
    with pytest.warns(UserWarning, match=r"asks tile\.openstreetmap\.de"):
        page = explore(LANDS, tiles=tiles)
    (base,) = payload(page)["bases"]
    assert base["url"] == "https://tile.openstreetmap.de/{z}/{x}/{y}.png"
    assert "OpenStreetMap" in str(base["credits"])


def test_a_provider_brings_its_own_hosts() -> None:
    address = "https://{s}.example.org/{z}/{x}/{y}.png"
    tiles = TileProvider(name="Own", url=address, attribution="Makers", subdomains=["q1", "q2"])
    with pytest.warns(UserWarning, match=r"asks q1\.example\.org, q2\.example\.org for"):
        explore(LANDS, tiles=tiles)


def test_a_provider_that_wants_a_token_is_refused() -> None:
    with pytest.raises(ValueError, match="whoever reads the page could take it"):
        explore(LANDS, tiles=providers.MapBox)


@pytest.mark.filterwarnings("ignore:tiles")
@pytest.mark.parametrize(
    ("asked", "zoom"),
    [
        ({"min_zoom": 3}, (3, None)),
        ({"max_zoom": 12}, (None, 12)),
        ({"min_zoom": 3, "max_zoom": 12}, (3, 12)),
    ],
    ids=str,
)
def test_the_zooms_asked_for_go_before_those_of_the_provider(
    asked: dict[str, int], zoom: tuple[int | None, int | None]
) -> None:
    page = explore(LANDS, tiles=providers.OpenStreetMap.DE, **asked)
    for found, wanted in zip(page.atlas.manifest.atlas.zoom, zoom, strict=True):
        assert wanted in (None, found)


def test_a_page_that_is_given_takes_the_frame_and_keeps_its_settings() -> None:
    first = explore(CITIES, location=(10, 10), zoom_start=3, title="Cities", width=500)
    both = explore(LANDS, m=first, tooltip=False, width=200)
    assert len(data_layer(both).features) == 5
    assert middle(both) == middle(first)
    assert both.setting.title == "Cities"
    assert both.frame == first.frame


def test_frames_in_other_systems_lie_where_they_are() -> None:
    """Each frame is brought to degrees by itself: two of a page need not have the same system."""
    first = explore(LANDS.to_crs(3857))
    both = explore(LANDS.to_crs(32631), m=first)
    here, there = (layer.features[0].geometry for layer in both.atlas.layers[-2:])
    assert shapely.hausdorff_distance(*map(shapely.geometry.shape, (here, there))) < 1e-5


@pytest.mark.parametrize(
    "asked",
    [
        {"zoom_control": False},
        {"prefer_canvas": True},
        {"map_kwds": {"dragging": False, "scrollWheelZoom": False}},
        {"smooth_factor": 2},
    ],
    ids=str,
)
def test_what_is_for_folium_is_left_out_and_that_is_said(asked: dict[str, Any]) -> None:
    with pytest.warns(UserWarning, match="is left out: it is for folium's map"):
        explore(LANDS, **asked)


def test_what_has_a_parameter_of_its_own_is_no_key_of_map_kwds() -> None:
    with pytest.raises(ValueError, match="'zoom_control' cannot be specified in 'map_kwds'"):
        explore(LANDS, map_kwds={"dragging": False, "zoom_control": False})


def test_a_frame_without_a_system_is_taken_for_degrees() -> None:
    """Theirs draws it on a plane."""
    with pytest.warns(UserWarning, match="taken for degrees"):
        page = explore(LANDS.set_crs(None, allow_override=True))
    assert middle(page) == pytest.approx(middle(explore(LANDS)))


@pytest.mark.parametrize("crs", [4326, None])
def test_where_all_shapes_are_empty_the_world_is_shown_and_that_is_said(crs: int | None) -> None:
    empty = gpd.GeoDataFrame(geometry=[shapely.Point(), shapely.Point()], crs=crs)
    with pytest.warns(UserWarning, match="2 rows have no geometry: left out.*nothing is drawn"):
        page = explore(empty)
    assert middle(page)[1] == 0
    assert width(page) == 360


def test_an_empty_frame_leaves_the_page_it_is_added_to_as_it_was() -> None:
    empty = gpd.GeoDataFrame(geometry=[shapely.Point(), shapely.Point()], crs=4326)
    first = explore(points(2).rename_axis(index="number"))
    with pytest.warns(UserWarning, match="nothing is drawn"):
        both = explore(empty.rename_axis(index="number"), m=first, color="red")
    assert both.html == first.html
