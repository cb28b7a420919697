"""Rows with errors: refused with the option named, or left out into a table beside the layer."""

import csv

import pytest
from typer.testing import CliRunner

from adding import contents, point
from mapper import MapperError, add, build, load
from mapper.cli import app
from mapper.edit import put_back, remove, renew
from mapper.formats import Reading

GOOD = [f"Quay {n},59.{n},-2.1,{n}" for n in range(1, 5)]
BAD = ["Far quay,95,-2.1,7", "No quay,north of it,-2,8", "Lost quay,,,9"]
SKIP = Reading(skip_bad=True)


def table(path, *rows):
    path.write_text("\n".join(("site,lat,lon,where", *rows, "")))
    return path


def left(root, file="geo/quays.left-out.csv"):
    """The rows of the table of what was left out."""
    with (root / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_without_it_the_file_is_refused_and_the_option_named(project, tmp_path):
    before = contents(project)

    with pytest.raises(MapperError, match=r"2 of 7 rows have errors\. .* --skip-bad\."):
        add(project, table(tmp_path / "quays.csv", *GOOD, *BAD))
    assert contents(project) == before


def test_bad_rows_go_into_a_table_with_the_reason_and_all_their_cells(project, tmp_path):
    added = add(project, table(tmp_path / "quays.csv", *GOOD, *BAD), SKIP)

    assert added.features == 4
    assert added.left_out[0] == "Left out 3 of 7 rows; they are in geo/quays.left-out.csv."
    assert added.left_out[1].startswith("  row 6: the latitude is out of range.")
    rows = left(project)
    assert [row["where"] for row in rows] == ["row 6", "row 7", "row 8"]
    assert rows[1]["why"].startswith('lat is "north of it", lon is "-2", which is no position.')
    assert [row["site"] for row in rows] == ["Far quay", "No quay", "Lost quay"]
    assert [row["where of the file"] for row in rows] == ["7", "8", "9"]
    assert (rows[0]["lat"], rows[1]["lat"], rows[2]["lat"]) == ("95", "north of it", "")


def test_features_of_geojson_are_left_out_as_well(project, source):
    bad = point("Far", -2, 95, berths=3), {"type": "Feature", "properties": {}, "geometry": 7}
    added = add(project, source(point("Near", -2, 59.5), *bad), SKIP, id="quays")

    rows = left(project)
    assert (added.features, [row["where"] for row in rows]) == (1, ["features[1]", "features[2]"])
    assert (rows[0]["name"], rows[0]["berths"]) == ("Far", "3")
    assert rows[0]["geometry"] == '{"type":"Point","coordinates":[-2,95]}'


def test_dates_that_are_none_leave_out_their_row_and_an_open_order_does_not(project, tmp_path):
    file = tmp_path / "quays.csv"
    file.write_text("name,lat,lon,built\nA,59.5,-2,1740-05-06\nB,59.6,-2,long ago\n")
    added = add(project, file, SKIP, date=["built"])
    assert (added.features, left(project)[0]["name"]) == (1, "B")

    file.write_text("name,lat,lon,built\nA,59.5,-2,05/06/1740\nB,59.6,-2,07/06/1740\n")
    with pytest.raises(MapperError, match="no date of the column says which"):
        add(project, file, SKIP, id="others", date=["built"])


def test_a_file_in_which_all_is_bad_is_refused(project, tmp_path):
    before = contents(project)

    with pytest.raises(MapperError, match="which is no position"):
        add(project, table(tmp_path / "quays.csv", *BAD), SKIP)
    assert contents(project) == before


def test_a_dry_run_and_a_good_file_write_no_table(project, tmp_path):
    file = table(tmp_path / "quays.csv", *GOOD, *BAD)
    before = contents(project)
    assert add(project, file, SKIP, dry_run=True).left_out
    assert contents(project) == before

    add(project, table(file, *GOOD), SKIP)
    assert not (project / "geo/quays.left-out.csv").exists()


def test_the_page_counts_what_is_left_out_of_each_layer(project, tmp_path):
    add(project, table(tmp_path / "quays.csv", *GOOD, *BAD), SKIP)

    assert load(project).left_out == {"quays": 3}
    build(project)
    page = (project / "site/index.html").read_text("utf-8")
    assert page.count("3 of 7 rows of the file could not be read and are left out.") == 1


def test_a_new_version_renews_the_table_and_keeps_the_one_before(project, tmp_path):
    file = table(tmp_path / "quays.csv", *GOOD, *BAD)
    add(project, file, SKIP)

    renewed = renew(project, table(file, *GOOD, BAD[0]), "quays", SKIP)
    assert renewed.left_out[0].startswith("Left out 1 of 5 rows")
    assert [row["site"] for row in left(project)] == ["Far quay"]
    assert len(left(project, "geo/removed/quays.left-out.csv")) == 3

    renew(project, table(file, *GOOD), "quays", SKIP)
    assert not (project / "geo/quays.left-out.csv").exists()
    renew(project, project / "geo/removed/quays.geojson", "quays")
    assert len(left(project)) == 3


def test_it_goes_along_with_its_layer_and_comes_back(project, tmp_path):
    add(project, table(tmp_path / "quays.csv", *GOOD, *BAD), SKIP)
    before = contents(project)

    removed = remove(project, "quays")
    assert not (project / "geo/quays.left-out.csv").exists()
    assert len(left(project, "geo/removed/quays.left-out.csv")) == 3
    put_back(project, project / removed.now)
    assert contents(project) == before

    remove(project, "quays", delete=True)
    assert not [*project.rglob("*.left-out.csv")]


def test_the_command_says_how_many_and_takes_the_words_of_its_options(project, tmp_path):
    file = table(tmp_path / "quays.csv", *GOOD, *BAD)

    def said(*options):
        return CliRunner().invoke(app, ["add", str(file), "--folder", str(project), *options])

    assert "is no row" in said("--header", "first").output
    assert "point or comma" in said("--decimal", "dot").output
    ended = said("--header", "1", "--decimal", "point", "--skip-bad")
    assert ended.exit_code == 0
    assert "  Left out 3 of 7 rows; they are in geo/quays.left-out.csv." in ended.output
