"""`mapper picture`: what may be asked, and all that may be wrong with it, at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
import resvg_py
from typer.testing import CliRunner

from mapper.cli import app
from mapper.picture import raster
from mapper.problems import MapperError

FONTS = [Path(each) for each in ("/usr/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts")]
PLAIN = ("*Sans*-Regular.ttf", "DejaVuSans.ttf", "Arial.ttf")
"""Of the commonest, so that no font for symbols alone is met."""


def run(folder: Path, *options: str) -> str:
    """What the command prints; raises what it raises."""
    result = CliRunner().invoke(app, ["picture", str(folder), *options])
    if isinstance(result.exception, MapperError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_it_writes_a_picture_and_replaces_nothing_unasked(harbour: Path, tmp_path: Path) -> None:
    svg, image = tmp_path / "new" / "map.svg", tmp_path / "map.PNG"

    assert run(harbour, "-o", str(svg)).strip() == str(svg)
    run(harbour, "-o", str(image), "--size", "400x300", "--date", "1741-05-01")

    assert svg.read_text("utf-8").startswith("<svg ")
    assert image.read_bytes().startswith(b"\x89PNG")
    svg.write_text("mine")
    with pytest.raises(MapperError, match=r"map\.svg: is there already\. Choose another name"):
        run(harbour, "-o", str(svg))
    assert svg.read_text() == "mine"
    run(harbour, "-o", str(svg), "--replace")
    assert svg.read_text("utf-8").startswith("<svg ")


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(
    harbour: Path, tmp_path: Path
) -> None:
    out = tmp_path / "map.gif"
    asked = ("--date", "1741-05", "--layers", "qays,roads", "--feature", "north-qay")
    asked += ("--view", "7,59", "--size", "12x9", "-o", str(out))

    with pytest.raises(MapperError) as raised:
        run(harbour, *asked)

    told = [str(problem) for problem in raised.value.problems]
    assert told == [
        '--date: "1741-05": is not one day. Write it as 1901-05-15.',
        '--layers: "qays": is no layer. Did you mean "quays"?',
        '--feature: "north-qay": is no feature. Did you mean "north-quay"?',
        '--view: "7,59": is not a view. Write zoom, latitude and longitude as 7/34.5/69.2; '
        "links to the map have it so.",
        '--size: "12x9": is not a size. Write width and height as 1200x630, each from 240 to 4096.',
        f'{out}: ends in ".gif". Pictures are .svg or .png.',
    ]
    assert not out.exists()


@pytest.mark.parametrize(
    ("option", "said", "told"),
    [
        ("--date", "soon", '"soon": not a date we read.'),
        ("--feature", "north-quay", 'is in the layer "quays", which is not shown.'),
        ("--view", "8/-59/2", "shows nothing of the atlas."),
        ("--view", "8/nan/2", "is not a view."),
        ("--size", "1200", "is not a size."),
        ("--size", "9999x600", "is not a size."),
    ],
)
def test_each_option_is_looked_at(
    harbour: Path, tmp_path: Path, option: str, said: str, told: str
) -> None:
    options = ["--layers", "roads", option, said, "-o", str(tmp_path / "map.svg")]

    with pytest.raises(MapperError) as raised:
        run(harbour, *options)

    assert told in str(raised.value)
    assert len(raised.value.problems) == 1


def test_layers_feature_and_view_are_what_is_drawn(harbour: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"

    run(harbour, "--layers", "quays", "--feature", "north-quay", "-o", str(out))

    svg = out.read_text("utf-8")
    assert "North Quay" in svg
    assert '<circle cx="600" cy="' not in svg
    assert 'r="17"' in svg
    assert "casing" not in svg
    assert 'stroke="#a3172b"' not in svg, "the road is of another layer"


def test_without_fonts_there_is_no_png_but_plain_words(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mapper.picture import file

    monkeypatch.setattr(file, "has_fonts", lambda: False)

    with pytest.raises(MapperError, match="no font was found on this machine: it would have no"):
        run(harbour, "-o", str(tmp_path / "map.png"))
    run(harbour, "-o", str(tmp_path / "map.svg"))
    assert [path.name for path in tmp_path.glob("map.*")] == ["map.svg"]


@pytest.mark.parametrize(("count", "found"), [(None, True), (1, True), (0, False)])
def test_a_machine_without_fonts_is_known_by_what_is_drawn(
    monkeypatch: pytest.MonkeyPatch, count: int | None, found: bool
) -> None:
    """Nor is one without those that are named: another, whichever, stands in."""
    if count is not None:
        fonts = [path for folder in FONTS for name in PLAIN for path in folder.rglob(name)]
        paths = [str(path) for path in sorted(fonts)[:count]]
        assert len(paths) == count
        alone = partial(resvg_py.svg_to_bytes, skip_system_fonts=True, font_files=paths)
        monkeypatch.setattr(resvg_py, "svg_to_bytes", alone)
    raster._last_resort.cache_clear()

    assert raster.has_fonts() is found
    monkeypatch.undo()
    raster._last_resort.cache_clear()
