"""Together: looks and fields from elsewhere, scans, atlases that begin empty, time, exports."""

import json
import sys
import tomllib

import pytest
from PIL import Image
from typer.testing import CliRunner

import mapper
from adding import point
from invented import plan_bytes
from mapper.cli import app
from mapper.edit import remove
from mapper.edit.remove import SHELF
from mapper.export import FORMATS, export
from mapper.folder import check
from mapper.formats import Reading


def run(*words):
    done = CliRunner().invoke(app, [*map(str, words)])
    assert done.exit_code == 0, done.output
    return done.output


def entry_of(root):
    return tomllib.loads((root / "data" / "atlas.toml").read_text("utf-8"))["layer"][-1]


@pytest.mark.parametrize("rows", ["1920,1910", "1920-05-02,1920-05-01", "1920/1922,1912"])
@pytest.mark.parametrize("count", [1, 2500])
def test_what_ends_before_it_begins_is_said(project, tmp_path, rows, count):
    file = tmp_path / "yards.csv"
    lines = (f"Mill {n},{59.1 + n / 5000},-2.1,{rows}" for n in range(count))
    file.write_text("\n".join(("name,lat,lon,built,gone", *lines, "")))

    added = mapper.add(project, file, date=["built", "gone"])

    said = [each.what for each in added.warnings if "before" in each.what]
    assert len(said) == 1
    assert said[0].startswith(f"{count:,} feature")
    assert [each.what for each in check(mapper.load(project)) if "before" in each.what] == said


def test_the_look_that_is_asked_for_is_taken_whatever_the_file_had(project, source):
    file = source(point("Mill", -2, 59.5), name="yards.geojson")
    content = json.loads(file.read_text("utf-8"))
    content |= {"fields": {}, "entry": {"look": "square"}, "bibliography": ""}
    content["features"][0]["properties"]["facts"] = {}
    file.write_text(json.dumps(content), "utf-8")

    mapper.add(project, file, look="diamond")

    assert entry_of(project)["look"] == "diamond"


def test_a_field_that_gets_another_name_takes_time_along(project, source):
    manifest = project / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    manifest.write_text(f'{text}\n[fields.opened]\nlabel = "Opened"\nkind = "text"\n', "utf-8")
    file = source(point("Mill", -2, 59.5), name="yards.geojson")
    content = json.loads(file.read_text("utf-8"))
    content |= {
        "fields": {"opened": {"label": "Opened", "kind": "date"}},
        "entry": {"when": {"from": "opened"}, "used": ["opened"]},
        "bibliography": "@misc{book, title = {Book}, read = {full}, readdate = {2026-01-01}}",
    }
    claim = {"value": "1741-05", "date": "", "certainty": "low", "sources": ["book"], "note": ""}
    content["features"][0]["properties"]["facts"] = {"opened": [claim]}
    file.write_text(json.dumps(content), "utf-8")

    mapper.add(project, file)

    assert entry_of(project)["when"] == {"from": "opened_yards"}
    assert entry_of(project)["used"] == ["opened_yards"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("count", [2, 2500])
def test_every_export_takes_dropped_layers_and_very_many_features(project, format, count):
    places = [point(f"Mill {n}", -2, 59.1 + n / 5000) for n in range(count)]
    for number, each in enumerate(places):
        each["id"] = f"mill-{number}"
    content = {"type": "FeatureCollection", "features": places}
    (project / "geo" / "yards.geojson").write_text(json.dumps(content), "utf-8")

    assert export(mapper.load(project), format)


def test_a_scan_that_was_first_stays_within_the_map(tmp_path):
    root, scan, file = tmp_path / "e", tmp_path / "plan.png", tmp_path / "far.csv"
    scan.write_bytes(plan_bytes())
    file.write_text("name,lat,lon\nA,51.5,12.1\nB,51.6,12.3\n")
    corners = "10,50.2 10.3,50.2 10.3,50 10,50"

    run("new", root, "--empty")
    run("add", scan, "--folder", root, "--corners", corners, "--licence", "CC0 1.0")
    run("add", file, "--folder", root)

    assert not [each for each in check(mapper.load(root)) if each.severity == "error"]
    west, south, east, north = mapper.load(root).manifest.atlas.bounds
    assert west < 10 < 12.3 < east
    assert south < 50 < 51.6 < north


def test_whoever_is_killed_while_a_layer_is_taken_out_has_its_entry(project, monkeypatch):
    before = entry_of(project)

    def kill(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["mapper.edit.remove"], "_put_away", kill)
    with pytest.raises(KeyboardInterrupt):
        remove(project, before["id"])

    (kept,) = (project / SHELF).glob("*.toml")
    assert tomllib.loads(kept.read_text("utf-8"))["layer"][0]["id"] == before["id"]


@pytest.mark.parametrize("text", ["12E5", "1e400", "1,234,567,890,123,456,789", "9" * 5000])
def test_what_no_number_holds_stays_text(project, tmp_path, text):
    file = tmp_path / "sheets.csv"
    file.write_text(f'name,lat,lon,sheet\nA,59.5,-2,"{text}"\nB,59.6,-2,"{text}"\n')

    mapper.add(project, file)

    (one, _) = json.loads((project / "geo" / "sheets.geojson").read_text("utf-8"))["features"]
    assert one["properties"]["sheet"] == text


def test_pictures_of_rows_that_are_left_out_stay_where_they_are(project, tmp_path):
    for name in ("near.jpg", "far.jpg"):
        Image.new("RGB", (8, 8), "tan").save(tmp_path / name)
    file = tmp_path / "yards.csv"
    words = "A yard,Class 7b,CC BY 4.0"
    file.write_text(
        "name,lat,lon,photo,photo_alt,photo_credit,photo_licence\n"
        f"Near,59.5,-2,near.jpg,{words}\nFar,95,-2,far.jpg,{words}\n"
    )

    mapper.add(project, file, Reading(skip_bad=True))

    assert [each.name for each in (project / "media").iterdir()] == ["near.jpg"]
    assert "far.jpg" not in (project / "data" / "media.csv").read_text("utf-8")


@pytest.mark.parametrize("far", ["gone.jpg,B,C,CC0", "far.jpg,,C,CC0", "far.jpg,B,,CC0"])
def test_a_row_whose_picture_is_amiss_can_be_left_out(project, tmp_path, far):
    for name in ("near.jpg", "far.jpg"):
        Image.new("RGB", (8, 8), "tan").save(tmp_path / name)
    file = tmp_path / "yards.csv"
    head = "name,lat,lon,photo,photo_alt,photo_credit,photo_licence"
    file.write_text(f"{head}\nNear,59.5,-2,near.jpg,A,B,CC0\nFar,59.6,-2,{far}\n")

    with pytest.raises(mapper.MapperError, match=r"1 of 2 rows have errors\..* --skip-bad"):
        mapper.add(project, file)
    added = mapper.add(project, file, Reading(skip_bad=True))

    assert (added.features, added.left_out[0][:11]) == (1, "Left out 1 ")
    assert [each.name for each in (project / "media").iterdir()] == ["near.jpg"]
    assert "Far" in (project / "geo" / "yards.left-out.csv").read_text("utf-8")
