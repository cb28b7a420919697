"""Each way of saying where a picture lies: its squares come to lie where they have to."""

import json

import pytest
from PIL import TiffImagePlugin
from pyproj import CRS, Transformer

from invented import MERCATOR, NATIONAL, PLAN, SPOTS, TURNED, lies_right, plan_bytes

POINTS = [(30, 20), (610, 60), (590, 450), (50, 430), (300, 200), (420, 100), (200, 390)]
"""Pixels of the plan that are measured."""


def world(grid):
    """The six numbers of a world file, which counts from the middle of a pixel."""
    first = grid.at(0.5, 0.5)
    return "\n".join(f"{each:.9f}" for each in (*grid.right, *grid.down, *first))


def tagged(grid, *, raster=1, matrix=False, geographic=False, code=None):
    """The plan as a GeoTIFF."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    half = 0.5 if raster == 2 else 0.0  # pixels as points: positions are those of their middles
    east, north = grid.at(half, half)
    if matrix:
        (a, d), (b, e) = grid.right, grid.down
        values = [(34264, (a, b, 0.0, east, d, e, 0.0, north, *[0.0] * 7, 1.0))]
    else:
        values = [
            (33550, (grid.right[0], -grid.down[1], 0.0)),
            (33922, (0.0, 0.0, 0.0, float(east), float(north), 0.0)),
        ]
    for tag, numbers in values:
        tags.tagtype[tag] = 12
        tags[tag] = numbers
    system = (2048 if geographic else 3072, 0, 1, grid.code if code is None else code)
    tags.tagtype[34735] = 3
    tags[34735] = (1, 1, 0, 3, 1024, 0, 1, 2 if geographic else 1, 1025, 0, 1, raster, *system)
    return plan_bytes("TIFF", tiffinfo=tags)


def listed(grid, lines=None):
    """Points as QGIS writes them."""
    system = f"#CRS: {CRS.from_epsg(grid.code).to_wkt()}"
    rows = [
        f"{east},{north},{x},{-y},1,0,0,0" for x, y in POINTS for east, north in [grid.at(x, y)]
    ]
    return "\n".join([system, "mapX,mapY,sourceX,sourceY,enable,dX,dY,residual", *rows, ""])


def annotated(grid, times=1.0, transformation=None, clip=None):
    """A georeference annotation of a picture so many times as large."""
    width, height = (round(side * times) for side in PLAN)
    points = " ".join(f"{x * times},{y * times}" for x, y in clip or ())
    svg = f'<svg width="{width}" height="{height}"><polygon points="{points}" /></svg>'
    target = {
        "type": "SpecificResource",
        "source": {"id": "https://example.org/iiif/1", "width": width, "height": height},
        "selector": {"type": "SvgSelector", "value": svg},
    }
    features = [
        {
            "type": "Feature",
            "properties": {"resourceCoords": [x * times, y * times]},
            "geometry": {"type": "Point", "coordinates": list(grid.degrees(x, y))},
        }
        for x, y in POINTS
    ]
    body = {"type": "FeatureCollection", "features": features}
    if transformation:
        body["transformation"] = transformation
    item = {"type": "Annotation", "motivation": "georeferencing", "target": target, "body": body}
    return json.dumps({"type": "AnnotationPage", "items": [item]})


def inline(grid):
    rows = [[x, y, *grid.degrees(x, y)] for x, y in POINTS]
    return f"points = {json.dumps(rows)}"


def corners(grid):
    (width, height) = PLAN
    pixels = ((0, 0), (width, 0), (width, height), (0, height))
    return f"corners = {json.dumps([grid.degrees(*each) for each in pixels])}"


def test_bounds_are_straight_in_the_maps_own_projection(lay):
    shown = lay("bounds = [-2.5, 59.3, -1.5, 60.1]")

    there = Transformer.from_crs(4326, 3857, always_xy=True)
    left, bottom = there.transform(-2.5, 59.3)
    right, top = there.transform(-1.5, 60.1)
    back = Transformer.from_crs(3857, 4326, always_xy=True)
    lies_right(
        shown,
        lambda x, y: back.transform(
            left + (right - left) * x / PLAN[0], top + (bottom - top) * y / PLAN[1]
        ),
    )


def test_bounds_of_a_picture_that_is_even_in_degrees(lay):
    shown = lay("bounds = [-2.5, 59.3, -1.5, 60.1]\nepsg = 4326")

    lies_right(shown, lambda x, y: (-2.5 + x / PLAN[0], 60.1 - 0.8 * y / PLAN[1]))


def test_corners(lay):
    lies_right(lay(corners(MERCATOR)), MERCATOR.degrees)


def test_corners_in_a_national_grid(lay):
    east, north = NATIONAL.origin
    right, bottom = NATIONAL.at(*PLAN)
    said = [[east, north], [right, north], [right, bottom], [east, bottom]]

    lies_right(lay(f"corners = {said}\nepsg = 27700"), NATIONAL.degrees)


@pytest.mark.parametrize("ending", ["pgw", "pngw", "wld", "PGW"])
def test_a_world_file_with_its_system_beside_it(lay, ending):
    prj = CRS.from_epsg(TURNED.code).to_wkt("WKT1_ESRI")

    lies_right(lay("", **{ending: world(TURNED), "prj": prj}), TURNED.degrees)


def test_a_world_file_whose_system_the_manifest_names(lay):
    text = world(NATIONAL).replace(".", ",")  # as some programs write numbers

    lies_right(lay("epsg = 27700", "plan.jpg", plan_bytes("JPEG"), jgw=text), NATIONAL.degrees)


@pytest.mark.parametrize("raster", [1, 2])
def test_a_geotiff_by_scale_and_tie_point(lay, raster):
    lies_right(lay("", "plan.tif", tagged(NATIONAL, raster=raster)), NATIONAL.degrees)


@pytest.mark.parametrize("raster", [1, 2])
def test_a_geotiff_by_a_matrix(lay, raster):
    lies_right(lay("", "plan.tif", tagged(TURNED, raster=raster, matrix=True)), TURNED.degrees)


def test_a_geotiff_whose_own_system_has_no_code(lay):
    data = tagged(NATIONAL, code=32767)

    lies_right(lay("", "plan.tif", data, prj=CRS.from_epsg(27700).to_wkt()), NATIONAL.degrees)


def test_points_of_qgis(lay):
    lies_right(lay("", points=listed(TURNED)), TURNED.degrees)


def test_points_in_a_file_that_the_manifest_names(lay):
    shown = lay('points = "media/plan.txt"', txt=listed(NATIONAL))

    lies_right(shown, NATIONAL.degrees)


def test_points_that_qgis_has_switched_off_do_not_count(lay):
    text = listed(NATIONAL) + "0,0,10,-10,0,0,0,0\n"

    lies_right(lay("", points=text), NATIONAL.degrees)


@pytest.mark.parametrize("method", ["", "affine", "polynomial2", "thin-plate", "projective"])
def test_points_in_the_manifest(lay, method):
    said = f'\nmethod = "{method}"' if method else ""

    lies_right(lay(inline(MERCATOR) + said), MERCATOR.degrees)


def test_two_points_say_turn_and_size(lay):
    rows = [[x, y, *MERCATOR.degrees(x, y)] for x, y in POINTS[:3:2]]

    lies_right(lay(f"points = {json.dumps(rows)}"), MERCATOR.degrees)


@pytest.mark.parametrize("times", [1, 2.5, 0.5])
def test_an_annotation_of_the_picture_in_another_size(lay, times):
    lies_right(lay("", json=annotated(MERCATOR, times)), MERCATOR.degrees)


@pytest.mark.parametrize(
    "transformation",
    [
        {"type": "helmert"},
        {"type": "polynomial", "options": {"order": 2}},
        {"type": "thinPlateSpline"},
        {"type": "projective"},
        {"type": "unheard-of"},
    ],
    ids=lambda each: each["type"],
)
def test_an_annotation_names_the_way_of_laying(lay, transformation):
    lies_right(lay("", json=annotated(MERCATOR, 1, transformation)), MERCATOR.degrees)


def test_an_annotation_cuts_off_the_margin(lay):
    shown = lay("", json=annotated(MERCATOR, 2, clip=((100, 100), (640, 100), (640, 480))))

    assert shown.colour(*MERCATOR.degrees(600, 440)) is not None
    assert shown.colour(*MERCATOR.degrees(40, 40)) is None
    assert shown.colour(*MERCATOR.degrees(180, 330)) is None


def test_the_manifest_cuts_off_the_margin(lay):
    shown = lay(f"{corners(MERCATOR)}\nclip = [[100, 0], [640, 0], [640, 480], [100, 480]]")

    assert shown.colour(*MERCATOR.degrees(*next(iter(SPOTS)))) is None
    assert shown.colour(*MERCATOR.degrees(320, 240)) is not None


def test_what_the_manifest_says_counts_before_what_lies_beside(lay):
    lies_right(lay(corners(MERCATOR), pgw="1\n0\n0\n-1\n0\n0\n"), MERCATOR.degrees)


def test_a_photograph_of_a_map_is_set_straight(lay):
    """Four points do for a picture whose edges run together."""

    def seen(x, y):
        bent = 1 + x / 2000 + y / 1500
        return MERCATOR.degrees(x / bent, y / bent)

    rows = [[x, y, *seen(x, y)] for x, y in POINTS]
    lies_right(lay(f'points = {json.dumps(rows)}\nmethod = "projective"'), seen)


def test_warped_paper_is_smoothed_by_a_thin_plate(lay):
    """Between many points nothing is off by more than a pixel or two."""

    def warped(x, y):
        return MERCATOR.degrees(x + 4 * (y / 480) ** 2, y + 4 * (x / 640) ** 2)

    rows = [[x, y, *warped(x, y)] for x in range(0, 641, 80) for y in range(0, 481, 80)]
    lies_right(lay(f'points = {json.dumps(rows)}\nmethod = "thin-plate"'), warped)
