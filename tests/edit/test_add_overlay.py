"""A picture is added under the map: with its file and its entry, or not at all."""

import tomllib

import pytest
from pyproj import CRS
from typer.testing import CliRunner

import mapper
from adding import contents
from invented import NATIONAL, TURNED, plan_bytes
from mapper.cli import app
from mapper.edit import add_overlay, remove_overlay
from mapper.folder import check
from mapper.folder.listing import listing
from mapper.folder.load import load, read
from mapper.problems import MapperError

CORNERS = "-2.5,59.9 -1.6,60.0 -1.7,59.5 -2.6,59.4"


def world(grid):
    return "\n".join(f"{each:.6f}" for each in (*grid.right, *grid.down, *grid.at(0.5, 0.5)))


@pytest.fixture
def scan(tmp_path):
    """Writes a picture of this name to somewhere, and files beside it."""

    def scanned(name="Old plan.png", **beside):
        folder = tmp_path / "from"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(plan_bytes("JPEG" if name.endswith("jpg") else "PNG"))
        for ending, text in beside.items():
            (folder / f"{path.stem}.{ending}").write_text(text, "utf-8")
        return path

    return scanned


def refused(*args, **options):
    with pytest.raises(MapperError) as caught:
        add_overlay(*args, **options)
    return [str(each) for each in caught.value.problems]


def entry_of(folder):
    return tomllib.loads((folder / "data" / "atlas.toml").read_text("utf-8"))["overlay"]


def test_by_corners(harbour, scan):
    before = (harbour / "data" / "atlas.toml").read_text("utf-8")
    added = add_overlay(harbour, scan(), corners=CORNERS, group="all", title="The plan")

    assert added.files == ("media/old-plan.png",)
    assert entry_of(harbour) == [
        {
            "id": "old-plan",
            "title": "The plan",
            "group": "all",
            "file": "media/old-plan.png",
            "corners": [[-2.5, 59.9], [-1.6, 60.0], [-1.7, 59.5], [-2.6, 59.4]],
            "licence": "not stated",
        }
    ]
    assert (harbour / "data" / "atlas.toml").read_text("utf-8").startswith(before.rstrip())
    assert [each.id for each in load(harbour).overlays] == ["old-plan"]


def test_a_world_file_comes_along_and_the_code_of_its_system_is_entered(harbour, scan):
    path = scan("Old plan.jpg", JGW=world(TURNED), prj=CRS.from_epsg(TURNED.code).to_wkt())

    added = add_overlay(harbour, path)

    assert added.files == ("media/old-plan.jpg", "media/old-plan.jgw")
    assert entry_of(harbour)[0]["epsg"] == TURNED.code
    assert added.found[0] == "Its place is said by Old plan.JGW"
    (overlay,) = load(harbour).overlays
    assert overlay.place.positions[0] == pytest.approx(TURNED.at(0.5, 0.5))


def test_points_come_along(harbour, scan):
    rows = [
        f"{lon},{lat},{x},{-y},1"
        for x, y in ((10, 20), (600, 30), (300, 400), (100, 350))
        for lon, lat in [NATIONAL.at(x, y)]
    ]
    points = "\n".join(["mapX,mapY,pixelX,pixelY,enable", *rows])

    added = add_overlay(harbour, scan(points=points), epsg=27700)

    assert added.files == ("media/old-plan.png", "media/old-plan.points")
    assert len(load(harbour).overlays) == 1


def test_a_dry_run_says_the_same_and_writes_nothing(harbour, scan):
    before, path = contents(harbour), scan(wld=world(TURNED))

    dry = add_overlay(harbour, path, epsg=TURNED.code, dry_run=True)

    assert contents(harbour) == before
    real = add_overlay(harbour, path, epsg=TURNED.code)
    assert (dry.entry, dry.files, dry.found) == (real.entry, real.files, real.found)
    assert real.written
    assert not dry.written


REFUSED = {
    "nothing says where": ({}, {}, "Old plan.png: nothing says where it lies. Name its corners"),
    "three corners": ({}, {"corners": "1,2 3,4 5,6"}, '--corners: "1,2 3,4 5,6" is not four'),
    "corners in words": ({}, {"corners": "a,b c,d e,f g,h"}, "is not four positions. Write top"),
    "mirrored": (
        {},
        {"corners": "-1.6,60 -2.5,60 -2.5,59.5 -1.6,59.5"},
        "--corners: would show it mirrored.",
    ),
    "elsewhere": ({}, {"corners": "1,51 2,51 2,50 1,50"}, "--corners: it would lie outside"),
    "no such system": ({}, {"corners": CORNERS, "epsg": 1}, "--crs: no coordinate system EPSG:1 "),
    "no system": ({"wld": world(TURNED)}, {}, "(mapper add: --crs 32642)"),
    "a system without a code": (
        {"wld": "90\n0\n0\n-90\n0\n0\n", "prj": CRS("+proj=laea +lat_0=59.7 +lon_0=-2").to_wkt()},
        {},
        "Old plan.prj: describes a system whose EPSG code it lacks.",
    ),
    "no id": ({}, {"corners": CORNERS, "id": "Old Plan"}, '--id: "Old Plan" is not an id.'),
    "the id of a layer": (
        {},
        {"corners": CORNERS, "id": "quays"},
        'data/atlas.toml: a layer or an overlay "quays" is there already.',
    ),
    "no such group": (
        {},
        {"corners": CORNERS, "group": "al"},
        'no group "al". Did you mean "all"?',
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_changes_nothing(harbour, scan, case):
    beside, options, words = REFUSED[case]
    before = contents(harbour)

    problems = refused(harbour, scan(**beside), **options)

    assert any(words in each for each in problems), problems
    assert contents(harbour) == before


def test_nothing_is_overwritten(harbour, scan):
    (harbour / "media").mkdir()
    (harbour / "media" / "old-plan.png").write_bytes(b"another")
    before = contents(harbour)

    (problem,) = refused(harbour, scan(), corners=CORNERS)

    assert problem.startswith("media/old-plan.png: is there already. Choose another id with --id")
    assert contents(harbour) == before
    assert add_overlay(harbour, scan(), corners=CORNERS, id="plan").files == ("media/plan.png",)


def test_a_file_that_is_not_there(harbour, tmp_path):
    (problem,) = refused(harbour, tmp_path / "plan.png", corners=CORNERS)

    assert "plan.png: is not there" in problem


def test_an_inline_list_of_overlays_is_left_alone(harbour, scan):
    manifest = harbour / "data" / "atlas.toml"
    manifest.write_text("overlay = []\n" + manifest.read_text("utf-8"), "utf-8")
    before = contents(harbour)

    (problem,) = refused(harbour, scan(), corners=CORNERS)

    assert "Write them as [[overlay]] tables, or put this in by hand:\n[[overlay]]" in problem
    assert contents(harbour) == before


def test_the_command_says_what_it_found_and_the_list_shows_it(harbour, scan, monkeypatch):
    monkeypatch.chdir(harbour)
    path = scan("Old plan.jpg", jgw=world(TURNED))

    result = CliRunner().invoke(app, ["add", str(path), "--crs", str(TURNED.code)])

    assert result.exit_code == 0, result.output
    assert "Its place is said by Old plan.jgw\n" in result.output
    assert "640 × 480 pixels, " in result.output
    assert "copied to media/old-plan.jpg and media/old-plan.jgw, and entered" in result.output
    assert "old-plan  Old plan" in listing(read(harbour)[0])
    assert "a picture" in listing(read(harbour)[0])
    assert mapper.build(harbour).page.is_file()


def test_the_command_takes_no_options_of_layers(harbour, scan, monkeypatch):
    monkeypatch.chdir(harbour)

    for more in (["--look", "line"], ["--date", "a"], ["--replace", "quays"]):
        result = CliRunner().invoke(app, ["add", str(scan()), "--corners", CORNERS, *more])
        assert result.exit_code == 2
        assert "a picture takes" in result.output


def test_it_is_taken_out_by_its_id(harbour, scan, monkeypatch):
    """The manifest is as it was, and the picture stays where nothing shows it."""
    monkeypatch.chdir(harbour)
    before = tomllib.loads((harbour / "data" / "atlas.toml").read_text("utf-8"))
    add_overlay(harbour, scan(), corners=CORNERS)

    result = CliRunner().invoke(app, ["remove", "old-plan"])

    assert result.exit_code == 0, result.output
    assert 'taken out of data/atlas.toml:\n\n[[overlay]]\nid = "old-plan"' in result.output
    assert "media/old-plan.png stays where it is." in result.output
    kept = (harbour / "geo" / "removed" / "old-plan.toml").read_text("utf-8")
    assert len(tomllib.loads(kept)["overlay"][0]["corners"]) == 4
    assert tomllib.loads((harbour / "data" / "atlas.toml").read_text("utf-8")) == before


def test_what_the_story_names_is_not_taken_out(harbour, scan):
    add_overlay(harbour, scan(), corners=CORNERS)
    story = harbour / "data" / "story.md"
    text = story.read_text("utf-8").replace('["quays"]', '["quays", "old-plan"]')
    story.write_text(text, "utf-8")
    assert [each.what for each in check(load(harbour)) if "old-plan" in str(each)] == []
    before = contents(harbour)

    with pytest.raises(MapperError) as caught:
        remove_overlay(harbour, "old-plan")

    assert 'no layer "old-plan".' in str(caught.value)
    assert contents(harbour) == before
