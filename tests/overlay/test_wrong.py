"""What cannot be right about a picture or its place is said, with its address and what to do."""

import io
import json
import struct
import zlib

import pytest
from PIL import Image
from pyproj import CRS

from invented import MERCATOR, plan_bytes

GOOD = [[x, y, *MERCATOR.degrees(x, y)] for x, y in ((30, 20), (610, 60), (590, 450), (50, 430))]


def points(*rows, more=""):
    return f"points = {json.dumps(rows)}\n{more}"


def off(number, lon):
    """Good points, six of them, but for one that is so far east."""
    rows = [*GOOD, *([x, y, *MERCATOR.degrees(x, y)] for x, y in ((300, 200), (420, 100)))]
    rows[number - 1] = [*rows[number - 1][:2], rows[number - 1][2] + lon, rows[number - 1][3]]
    return points(*rows)


LINE = [[x, x / 2, *MERCATOR.degrees(x, x / 2)] for x in (10, 200, 400, 600)]

ENTRIES = {
    "no place": ("", "media/plan.png: nothing says where it lies. Name its corners"),
    "two ways": (
        "bounds = [-2, 59, -1.5, 60]\ncorners = [[-2, 60], [-1, 60], [-1, 59], [-2, 59]]",
        "overlay[0]: says where it lies in 2 ways: bounds and corners. Keep one of them.",
    ),
    "a method without points": (
        'bounds = [-2, 59, -1.5, 60]\nmethod = "affine"',
        "overlay[0].method: goes with points, not bounds.",
    ),
    "bounds backwards": (
        "bounds = [-1.5, 59, -2, 60]",
        "overlay[0].bounds: do not go from west to east and from south to north.",
    ),
    "bounds upside down": ("bounds = [-2, 60, -1.5, 59]", "overlay[0].bounds: do not go from west"),
    "bounds of three": ("bounds = [-2, 60, -1.5]", "overlay[0].bounds[3]: is missing."),
    "three corners": (
        "corners = [[-2, 60], [-1, 60], [-1, 59]]",
        "overlay[0].corners: are 3 instead of four.",
    ),
    "mirrored": (
        "corners = [[-1, 60], [-2, 60], [-2, 59.2], [-1, 59.2]]",
        "overlay[0].corners: would show it mirrored. Are longitude and latitude swapped?",
    ),
    "upside down and mirrored": (
        "corners = [[-2, 59.2], [-1, 59.2], [-1, 60], [-2, 60]]",
        "overlay[0].corners: would show it mirrored.",
    ),
    "swapped": (
        "corners = [[60, -2], [60, -1], [59.2, -1], [59.2, -2]]",
        "overlay[0].corners: would show it mirrored. Are longitude and latitude swapped?",
    ),
    "crossing": (
        "corners = [[-2, 60], [-1, 60], [-2, 59.2], [-1, 59.2]]",
        "overlay[0].corners: its edges cross, or one corner lies inside the others.",
    ),
    "a corner inside": (
        "corners = [[-2, 60], [-1, 60], [-1.6, 59.8], [-2, 59.2]]",
        "overlay[0].corners: its edges cross, or one corner lies inside the others.",
    ),
    "two corners alike": (
        "corners = [[-2, 60], [-2, 60], [-1, 59], [-2, 59.2]]",
        "overlay[0].corners: points 1 and 2 are one place in the picture or on the ground.",
    ),
    "corners on a line": (
        "corners = [[-2, 60], [-1.8, 60], [-1.6, 60], [-1.4, 60]]",
        "overlay[0].corners: all points lie on one line.",
    ),
    "no degrees": (
        "corners = [[512000, 6650000], [513000, 6650000], [513000, 6649000], [512000, 6649000]]",
        "overlay[0].corners: 512000, 6.65e+06 is no longitude and latitude. Write degrees",
    ),
    "beyond Mercator": (
        "corners = [[-2, 86], [-1, 86], [-1, 59], [-2, 59]]",
        "overlay[0].corners: -2, 86 lies beyond 85° north or south, where the map ends.",
    ),
    "the pole in a grid": (
        "bounds = [-2000000, -2000000, 2000000, 2000000]\nepsg = 3413",
        "overlay[0].bounds: it would reach beyond 85° north or south, or 180° east or west",
    ),
    "elsewhere": (
        "corners = [[12, 48], [13, 48], [13, 47], [12, 47]]",
        "overlay[0].corners: it would lie outside the study area, at 12 to 13 east, 47 to 48",
    ),
    "elsewhere in a grid": (
        "bounds = [0, 0, 1000, 1000]\nepsg = 27700",
        "overlay[0].bounds: it would lie outside the study area",
    ),
    "no such system": (
        "bounds = [-2, 59, -1.5, 60]\nepsg = 99999",
        "overlay[0].epsg: no coordinate system EPSG:99999 is known. Name the coordinate system",
    ),
    "heights": (
        "bounds = [-2, 59, -1.5, 60]\nepsg = 5773",
        "overlay[0].epsg: EGM96 height is neither projected nor geographic.",
    ),
    "one point": (points(GOOD[0]), "overlay[0].points: 1 point cannot lay it, affine takes 3."),
    "five for a polynomial": (
        points(*GOOD, [300, 200, *MERCATOR.degrees(300, 200)], more='method = "polynomial2"'),
        "overlay[0].points: 5 points cannot lay it, polynomial2 takes 6.",
    ),
    "points on a line": (points(*LINE), "overlay[0].points: all points lie on one line."),
    "points almost on a line": (
        points(*([x, y + x % 3 / 10, lon, lat] for x, y, lon, lat in LINE)),
        "overlay[0].points: all points lie on one line. Set one that lies well beside it.",
    ),
    "a point twice": (
        points(*GOOD, GOOD[1]),
        "overlay[0].points: points 2 and 5 are one place in the picture or on the ground.",
    ),
    "a pixel at two places": (
        points(*GOOD, [*GOOD[1][:2], -2, 59.5]),
        "overlay[0].points: points 2 and 5 are one place in the picture or on the ground.",
    ),
    "points mirrored": (
        points(*([x, 480 - y, lon, lat] for x, y, lon, lat in GOOD)),
        "overlay[0].points: would show it mirrored.",
    ),
    "points swapped": (
        points(*([x, y, lat, lon] for x, y, lon, lat in GOOD)),
        "overlay[0].points: would show it mirrored. Are longitude and latitude swapped?",
    ),
    "a point outside": (
        points(*GOOD, [5000, 100, *MERCATOR.degrees(5000, 100)]),
        "overlay[0].points: point 5 lies far outside the picture of 640 × 480 px.",
    ),
    "not a number": (points(*GOOD).replace("30,", "nan,", 1), "holds what is no number."),
    "a point of three": (points([1, 2, 3]), "overlay[0].points"),
    "a file that is not there": ('points = "media/x.points"', 'there is no file "media/x.points".'),
    "another method": (
        points(*GOOD, more='method = "rubber"'),
        'overlay[0].method: "rubber" is not allowed.',
    ),
    "an outline of two": (
        "bounds = [-2, 59, -1.5, 60]\nclip = [[0, 0], [1, 1]]",
        "overlay[0].clip: is no outline.",
    ),
    "too thin to see": ("bounds = [-2, 59, -1.5, 60]\nopacity = 0.01", "overlay[0].opacity: "),
    "another key": (
        "bounds = [-2, 59, -1.5, 60]\nopasity = 0.5",
        'overlay[0].opasity: "opasity" is not a key here. Did you mean "opacity"?',
    ),
}


@pytest.mark.parametrize("case", ENTRIES)
def test_an_entry_that_cannot_be_right(wrong, case):
    entry, words = ENTRIES[case]

    problems = wrong(entry)

    assert any(words in each for each in problems), problems


BESIDE = {
    "a world file of five": ({"pgw": "1\n0\n0\n-1\n5\n"}, "plan.pgw: is no world file. It has to"),
    "a world file of words": ({"pgw": "one\n" * 6}, "plan.pgw: is no world file."),
    "an endless world file": ({"pgw": "nan\n" * 6}, "plan.pgw: is no world file."),
    "a world file of zeros": ({"pgw": "0\n0\n0\n0\n-2\n59\n"}, "plan.pgw: points 1 and 2 are one"),
    "no system": (
        {"pgw": "10\n0\n0\n-10\n500000\n6650000\n"},
        "plan.pgw: names no coordinate system, and its coordinates are not degrees.",
    ),
    "a .prj of nothing": (
        {"pgw": "10\n0\n0\n-10\n500000\n6650000\n", "prj": "unknown"},
        "plan.prj: names no coordinate system that is known.",
    ),
    "points without columns": (
        {"points": "a,b\n1,2\n"},
        "plan.points: line 1: has no columns mapX, mapY, sourceX, sourceY.",
    ),
    "points of words": (
        {"points": "mapX,mapY,sourceX,sourceY\n1,2,three,4\n"},
        "plan.points: line 2: does not hold four numbers.",
    ),
    "an empty list": ({"points": "\n"}, "plan.points: holds no points."),
    "points without a system": (
        {"points": "mapX,mapY,sourceX,sourceY\n500000,6650000,1,-1\n"},
        "plan.points: names no coordinate system, and its coordinates are not degrees.",
    ),
    "an annotation cut off": (
        {"json": '{"motivation": "georeferencing", "resourceCoords": [1'},
        "plan.json: line 1: is not JSON",
    ),
    "an annotation of nothing": (
        {"json": '{"motivation": "georeferencing", "x": "resourceCoords"}'},
        "plan.json: is no georeference annotation",
    ),
    "two annotations": (
        {"json": '{"items": [{}, {"motivation": "georeferencing", "x": "resourceCoords"}]}'},
        "plan.json: items: holds 2 maps instead of one.",
    ),
    "another JSON": ({"json": '{"a": 1}'}, "plan.png: nothing says where it lies."),
}


@pytest.mark.parametrize("case", BESIDE)
def test_a_file_beside_that_cannot_be_right(wrong, case):
    beside, words = BESIDE[case]

    problems = wrong("", **beside)

    assert any(words in each for each in problems), problems


def test_an_annotation_of_a_part_of_the_picture(wrong):
    item = {
        "motivation": "georeferencing",
        "target": {"source": {"width": 640, "height": 960}},
        "body": {"features": [{"properties": {"resourceCoords": [1, 2]}}]},
    }

    (problem,) = wrong("", json=json.dumps(item))

    assert "is of a picture of 640 × 960 px, but this one has 640 × 480." in problem


def test_degrees_are_taken_for_such_with_a_warning(wrong):
    (problem,) = wrong("", pgw="0.001\n0\n0\n-0.001\n-2\n60\n")

    assert "plan.pgw: names no coordinate system: took its coordinates for degrees" in problem


def bomb():
    """A PNG of 40,000 × 40,000 pixels in a few bytes."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def large():
    out = io.BytesIO()
    Image.new("1", (13_000, 10_000)).save(out, "PNG")
    return out.getvalue()


def tiff(**tags):
    return plan_bytes("TIFF", **tags)


PICTURES = {
    "a bomb": ("plan.png", bomb(), "plan.png: is too large: it has"),
    "too many pixels": ("plan.png", large(), "it has 13,000 × 10,000 pixels, and may have 120"),
    "cut off": ("plan.jpg", plan_bytes("JPEG")[:4000], "plan.jpg: is damaged"),
    "cut off at once": ("plan.png", plan_bytes()[:200], "plan.png: is damaged"),
    "bytes gone wrong": ("plan.tif", tiff()[:3000], "plan.tif: is "),
    "text": ("plan.png", b"not a picture", "plan.png: is no picture that can be read here"),
    "another kind": ("plan.png", b"GIF89a" + bytes(100), "plan.png: is no picture"),
    "nothing": ("plan.png", b"", "plan.png: is empty."),
    "a page": ("plan.pdf", b"%PDF-1.7", 'overlay[0].file: "media/plan.pdf" is no picture'),
}


@pytest.mark.parametrize("case", PICTURES)
def test_a_picture_that_cannot_be_read(wrong, case):
    file, data, words = PICTURES[case]

    (problem,) = wrong("bounds = [-2, 59, -1.5, 60]", file, data)

    assert words in problem


def test_a_picture_that_is_not_there(harbour, wrong):
    wrong("bounds = [-2, 59, -1.5, 60]")
    (harbour / "media" / "plan.png").unlink()

    problem, *_ = wrong("bounds = [-2, 59, -1.5, 60]", "other.png", id="other")

    assert problem.startswith("media/plan.png: is not there.")


@pytest.mark.parametrize("number", [1, 4, 6])
def test_a_point_far_off_is_named(wrong, number):
    (problem,) = wrong(off(number, 0.3))

    assert f"overlay[0].points: point {number} lies " in problem
    assert "km" in problem or " m from where the others put it." in problem


def test_points_that_fit_badly_are_a_warning(wrong):
    shaken = [
        [x, y, lon + 0.07 * (-1) ** n, lat + 0.03 * (n % 3 - 1)]
        for n, (x, y, lon, lat) in enumerate(
            [x, y, *MERCATOR.degrees(x, y)] for x in (50, 300, 600) for y in (40, 200, 440)
        )
    ]

    (problem,) = wrong(points(*shaken))

    assert "overlay[0].points: its points fit badly: " in problem
    assert "thin-plate" in problem


def test_points_that_fit_are_no_news(wrong):
    assert wrong(points(*GOOD)) == []


def test_a_system_of_its_own_needs_no_code(wrong):
    words = CRS.from_proj4("+proj=laea +lat_0=59.7 +lon_0=-2 +datum=WGS84").to_wkt()

    assert wrong("", pgw="50\n0\n0\n-50\n-9000\n9000\n", prj=words) == []


def test_a_layer_may_not_have_the_same_id(harbour, wrong):
    from mapper.folder.check import check
    from mapper.folder.load import read

    wrong('bounds = [-2, 59, -1.5, 60]\ngroup = "al"\nsources = ["x"]', id="quays")

    found = [str(each) for each in check(read(harbour)[0])]
    assert any(
        'overlay[0].id: a layer or an overlay before it has the id "quays".' in each
        for each in found
    )
    assert any('overlay[0].group: no group "al". Did you mean "all"?' in each for each in found)
    assert any('overlay[0].sources: no source "x".' in each for each in found)
