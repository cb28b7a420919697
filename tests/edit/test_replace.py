"""A new version of a layer: what stays, what is said, and what stops it."""

import json
import tomllib

import pytest
from typer.testing import CliRunner

from adding import contents, point
from mapper import MapperError, add, load
from mapper.cli import app
from mapper.edit import renew
from mapper.edit.compare import compared

NORTH = point("North Quay", -2.1, 59.9, kind="quay", rank=1)
SOUTH = point("South Quay", -1.9, 59.5, kind="quay", rank=2)
WEST = point("West Quay", -2.5, 59.6, kind="quay", rank=3)


def held(root, name="quays"):
    """Id → feature, as the file of a layer holds them."""
    found = json.loads((root / "geo" / f"{name}.geojson").read_bytes())["features"]
    return {each["id"]: each for each in found}


def refused(*args, **options):
    with pytest.raises(MapperError) as caught:
        renew(*args, **options)
    return [str(problem) for problem in caught.value.problems]


def said(*args):
    return CliRunner().invoke(app, ["add", *map(str, args)], env={"COLUMNS": "400"})


def table(path, *rows):
    path.write_text("\n".join(("site,lat,lon,strength", *rows, "")))
    return path


def test_the_entry_stays_and_rows_above_move_no_id(harbour, source):
    manifest = (harbour / "data" / "atlas.toml").read_bytes()
    before = (harbour / "geo" / "quays.geojson").read_bytes()
    larger = point("North Quay", -2.1, 59.9, kind="quay", rank=2, name_de="Nordkai")
    done = renew(harbour, source(WEST, SOUTH, larger), "quays")

    assert (done.changes.new, done.changes.gone, done.changes.same) == (("west-quay",), (), 1)
    assert done.changes.changed == {"north-quay": "rank 1 → 2"}
    assert list(held(harbour)) == ["west-quay", "south-quay", "north-quay"]
    assert (harbour / "data" / "atlas.toml").read_bytes() == manifest
    assert (done.kept, done.written) == ("geo/removed/quays.geojson", True)
    assert (harbour / done.kept).read_bytes() == before
    load(harbour)


def test_the_same_file_again_changes_nothing(harbour, source):
    path = source(WEST, SOUTH, NORTH)
    renew(harbour, path, "quays")
    before = contents(harbour)
    again = renew(harbour, path, "quays")

    assert (again.kept, again.written, again.changes.same) == ("", False, 3)
    assert contents(harbour) == before


def test_a_dry_run_says_the_same_and_writes_nothing(harbour, source):
    path, before = source(WEST, SOUTH, NORTH), contents(harbour)
    dry = renew(harbour, path, "quays", dry_run=True)

    assert contents(harbour) == before
    wet = renew(harbour, path, "quays")
    assert (dry.changes, dry.kept, dry.written) == (wet.changes, wet.kept, False)


def test_the_version_before_comes_back_as_it_was(harbour, source):
    path = harbour / "geo" / "quays.geojson"
    path.write_text(path.read_text().replace('"rank":1', '"rank":1,"also":["The Pier"]'))
    before = path.read_bytes()
    done = renew(harbour, source(WEST, SOUTH, NORTH), "quays")

    renew(harbour, harbour / done.kept, "quays")
    assert path.read_bytes() == before


def test_a_layer_without_a_file_is_named(harbour, source):
    (harbour / "geo" / "roads.geojson").unlink()

    assert "geo/roads.geojson" in refused(harbour, source(SOUTH), "roads")[0]


def test_what_is_gone_and_referred_to_stops_it_and_each_reference_is_named(harbour, source):
    path, before = source(SOUTH), contents(harbour)
    problems = refused(harbour, path, "quays")

    assert len([each for each in problems if 'no subject "north-quay"' in each]) == 4
    assert problems[0].startswith('data/facts.csv: row 2, subject: no subject "north-quay".')
    assert any(each.startswith("data/events.csv: row 2, subject") for each in problems)
    assert all("--drop" in each for each in problems)
    assert contents(harbour) == before


def test_with_drop_it_is_written_and_what_refers_to_it_stays(harbour, source):
    facts = (harbour / "data" / "facts.csv").read_bytes()
    done = renew(harbour, source(SOUTH), "quays", drop=True)

    assert list(held(harbour)) == ["south-quay"]
    assert (harbour / "data" / "facts.csv").read_bytes() == facts
    assert [(each.file, each.place) for each in done.dangling][:1] == [
        ("data/facts.csv", "row 2, subject")
    ]


def test_what_dangled_before_does_not_stop_a_version(harbour, source):
    """Though another subject is guessed for it."""
    renew(harbour, source(SOUTH), "quays", drop=True)

    assert renew(harbour, source(SOUTH, point("North Pier", -2.1, 59.9)), "quays").written


def test_what_is_gone_and_not_referred_to_goes(harbour, source):
    renew(harbour, source(SOUTH, NORTH, WEST), "quays")
    done = renew(harbour, source(SOUTH, NORTH), "quays")

    assert done.changes.gone == ("west-quay",)
    assert done.kept == "geo/removed/quays-2.geojson"


def test_an_id_that_facts_have_is_not_given_to_another_place(harbour, source):
    other = point("Kirk", -1.2, 59.1) | {"id": "north-quay"}
    before = contents(harbour)
    problems = refused(harbour, source(other, SOUTH), "quays", drop=True)

    assert problems[0].startswith(
        'data/facts.csv: row 2, subject: "north-quay" would be another place: '
        '"North Quay" → "Kirk", 103 km away.'
    )
    assert contents(harbour) == before


def test_names_come_from_the_column_that_they_came_from(harbour, tmp_path):
    """Though another looks more like one."""
    path = tmp_path / "camps.csv"
    path.write_text("code,site,lat,lon\nAyre,x,59.6,-2\nBrae,y,59.7,-2\n")
    add(harbour, path, label="code")
    path.write_text("code,site,lat,lon\nCott,z,59.8,-2\nAyre,w,59.6,-2\nBrae,y,59.7,-2\n")
    done = renew(harbour, path, "camps")

    assert list(held(harbour, "camps")) == ["cott", "ayre", "brae"]
    assert done.changes.changed == {"ayre": 'site "x" → "w"'}


def test_a_column_that_the_entry_needs_may_not_be_missing(harbour, source, tmp_path):
    add(harbour, table(tmp_path / "camps.csv", "Ayre,59.6,-2,1", "Brae,59.7,-2,2"), label="site")
    path = harbour / "data" / "atlas.toml"
    colour = 'colour = { by = "strength", method = "equal", classes = 2 }'
    path.write_text(path.read_text().replace('id = "camps"\n', f'id = "camps"\n{colour}\n'))

    problems = refused(harbour, source(point("Ayre", -2, 59.6)), "camps", drop=True)
    assert any("layer[2].colour" in each and "strength" in each for each in problems)


def test_an_unknown_layer_is_guessed(harbour, source):
    (problem,) = refused(harbour, source(SOUTH), "quay")

    assert problem.endswith('no layer is "quay". Did you mean "quays"?')


def test_a_file_with_a_fault_changes_nothing(harbour, source):
    before = contents(harbour)
    problems = refused(harbour, source(NORTH, point("Far", -2, 159)), "quays")

    assert "old_wells-north.geojson: features[1]" in problems[0]
    assert contents(harbour) == before


CONTRADICT = ("--id x", "--title X", "--group all", "--look point", "--popup kind", "--date built",
              "--tiles", "--adopt")  # fmt: skip


@pytest.mark.parametrize("option", CONTRADICT)
def test_options_that_the_entry_answers_do_not_go_with_it(harbour, source, option):
    before = contents(harbour)
    done = said(source(SOUTH), "--replace", "quays", "--folder", harbour, *option.split())

    assert done.exit_code == 2
    assert contents(harbour) == before


def test_the_command_says_what_has_changed_and_where_the_version_before_is(harbour, source):
    path = source(WEST, SOUTH, NORTH)
    done = said(path, "--replace", "quays", "--folder", harbour)

    assert done.exit_code == 0
    assert "1 new, 0 gone, 1 changed, 1 the same\n  new: west-quay\n  changed: north" in done.output
    assert "what was there, kept as geo/removed/quays.geojson\nNext: mapper build" in done.output
    again = said(path, "--replace", "quays", "--folder", harbour)
    assert "geo/quays.geojson stays as it is" in again.output


def test_who_adds_a_layer_that_is_there_hears_of_replace(harbour, source):
    done = said(source(SOUTH, name="quays.geojson"), "--folder", harbour)

    assert "put this in its place: --replace quays." in str(done.exception)


def feature(id, name, lon=10.0, **properties):
    return point(name, lon, **properties) | {"id": id}


SAME_ONES = {  # before, now: ids that it keeps
    "a second of that name": (
        [feature("mill", "Mill")],
        [feature("mill-1", "Mill", 11.0), feature("mill-2", "Mill")],
        ["mill-1", "mill"],
    ),
    "a number of old": (
        [feature("camps-1", "Camps 1", 10.0), feature("camps-2", "Camps 2", 11.0)],
        [feature("camps-x", "Camps 1", 11.0), feature("camps-y", "Camps 2", 10.0)],
        ["camps-2", "camps-1"],
    ),
    "another name at the same place": (
        [feature("a", "Old", 10.0)],
        [feature("b", "New", 10.0)],
        ["a"],
    ),
    "several at the same place": (
        [feature("a", "Fight", 10.0, year=1), feature("b", "Fight", 10.0, year=2)],
        [feature("c", "Fight", 10.0, year=2), feature("d", "Fight", 10.0, year=3)],
        ["b", "d"],
    ),
    "another name elsewhere": ([feature("a", "A", 10.0)], [feature("b", "B", 11.0)], ["b"]),
}


@pytest.mark.parametrize("case", SAME_ONES)
def test_a_feature_that_is_the_same_one_keeps_its_id(case):
    before, now, ids = SAME_ONES[case]

    assert [each["id"] for each in compared(before, now, "Camps").features] == ids


def test_the_manifest_is_never_written_when_the_entry_stays(harbour, source):
    renew(harbour, source(WEST, SOUTH, NORTH), "quays", drop=True)

    layers = tomllib.loads((harbour / "data" / "atlas.toml").read_text())["layer"]
    assert [each["id"] for each in layers] == ["quays", "roads"]
