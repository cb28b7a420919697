"""A layer that was taken out comes back as it was."""

import pytest
from typer.testing import CliRunner

from adding import contents
from mapper import MapperError, add
from mapper.cli import app
from mapper.edit import put_back, remove
from mapper.formats.tidy.defaults import collection

LAMP = {
    "type": "Feature",
    "id": "lamp-1",
    "properties": {"name": "Lamp"},
    "geometry": {"type": "Point", "coordinates": [-2.0, 59.7]},
}


@pytest.fixture
def atlas(harbour, tmp_path):
    """The tiny atlas with three layers to which nothing refers."""
    for name in ("lamps", "masts", "sheds"):
        path = tmp_path / f"{name}.geojson"
        path.write_bytes(collection([LAMP | {"id": f"{name}-1"}]))
        add(harbour, path)
    manifest = harbour / "data" / "atlas.toml"
    kept = 'title = "Masts" # tall\ncluster = true'
    manifest.write_text(manifest.read_text().replace('title = "Masts"', kept))
    return harbour


def refused(*args):
    with pytest.raises(MapperError) as caught:
        put_back(*args)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("layer", ["lamps", "masts", "sheds"])
def test_putting_back_undoes_removing(atlas, layer):
    before = contents(atlas)
    remove(atlas, layer)
    assert contents(atlas) != before

    put_back(atlas, atlas / "geo" / "removed" / f"{layer}.geojson")
    assert contents(atlas) == before


def test_the_first_layer_comes_back_as_the_first(atlas):
    manifest = atlas / "data" / "atlas.toml"
    text = manifest.read_text()
    start, end = text.index("[[layer]]"), text.index('[[layer]]\nid = "lamps"')
    manifest.write_text(text[:start] + text[end:])
    (atlas / "data" / "facts.csv").unlink()
    (atlas / "data" / "events.csv").unlink()
    for gone in ("quays", "roads"):
        (atlas / "geo" / f"{gone}.geojson").unlink()
    before = contents(atlas)

    remove(atlas, "lamps")
    put_back(atlas, atlas / "geo" / "removed" / "lamps.geojson")
    assert contents(atlas) == before


def test_without_the_layer_below_it_lies_on_top(atlas):
    remove(atlas, "masts")
    remove(atlas, "lamps")
    put_back(atlas, atlas / "geo" / "removed" / "masts.geojson")

    text = (atlas / "data" / "atlas.toml").read_text()
    assert text.index('id = "masts"') > text.index('id = "sheds"')


def test_a_dry_run_changes_nothing(atlas):
    remove(atlas, "masts")
    before = contents(atlas)
    back = put_back(atlas, atlas / "geo" / "removed" / "masts.geojson", dry_run=True)

    assert (back.file, back.written) == ("geo/masts.geojson", False)
    assert contents(atlas) == before


def test_a_layer_that_is_there_meanwhile_stays(atlas):
    path = atlas / "geo" / "masts.geojson"
    data = path.read_bytes()
    remove(atlas, "masts")
    path.write_bytes(data)
    add(atlas, path)
    before = contents(atlas)
    (problem,) = refused(atlas, atlas / "geo" / "removed" / "masts.geojson")

    assert '"masts" is there already. Take that out first' in problem
    assert contents(atlas) == before


def test_an_entry_that_was_spoilt_is_named(atlas):
    remove(atlas, "masts")
    (atlas / "geo" / "removed" / "masts.toml").write_text("[[layer")
    (problem,) = refused(atlas, atlas / "geo" / "removed" / "masts.geojson")

    assert problem.startswith("geo/removed/masts.toml: is no entry of a layer")


def test_a_file_that_was_deleted_leaves_no_entry(atlas):
    remove(atlas, "masts", delete=True)

    assert not (atlas / "geo" / "removed").exists()


def test_the_command_add_puts_it_back(atlas):
    before = contents(atlas)
    remove(atlas, "masts")
    removed = contents(atlas)
    file = str(atlas / "geo" / "removed" / "masts.geojson")

    refusal = CliRunner().invoke(app, ["add", file, "--folder", str(atlas), "--title", "X"])
    assert refusal.exit_code == 2
    assert contents(atlas) == removed
    done = CliRunner().invoke(app, ["add", file, "--folder", str(atlas)])
    assert done.output.startswith("back at geo/masts.geojson, and in data/atlas.toml:")
    assert contents(atlas) == before
