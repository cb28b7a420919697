"""Broken and hostile files: clear words, the right exit code, and nothing half-written.

`inputs/` holds the files; `expected.tsv` there says of each how `mapper add` ends and what it says.
What cannot lie in a repository is made here, by a function that bears its name.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hostile_files import (
    WELL,
    a_folder,
    deep_collections,
    deep_xml,
    empty_workbook,
    geopackage_cut_off,
    geopackage_of_five_layers,
    geopackage_with_an_endless_view,
    geopackage_without_layers,
    gone,
    million_lists,
    parquet_without_geometries,
    pipe,
    shapefile_in_metres_without_prj,
    shapefile_of_nonsense_projection,
    shapefile_without_dbf,
    shapefile_without_prj,
    shapefile_without_shx,
    ten_thousand_deep,
    workbook_of_two_sheets,
    workbook_with_a_cell_far_away,
    zip_bomb,
    zip_in_a_zip,
    zip_of_nothing_known,
    zip_of_two_layers,
    zip_that_leads_out_of_it,
    zip_that_lies_about_its_size,
    zip_with_a_password,
)
from mapper.cli import main
from mapper.formats.read import read_file

INPUTS = Path(__file__).parent / "inputs"
with (INPUTS / "expected.tsv").open(encoding="utf-8", newline="") as table:
    EXPECTED = {
        row["file"]: (int(row["exit"]), row["words"])
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    }

SECONDS, BYTES = 60, 2_000_000_000


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def adding(
    harbour: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs `mapper add` in this process: exit code, and what it said.

    A refusal leaves the project as it was, to the byte; no run takes more than it may.
    """

    def run(file: str | Path, *options: str) -> tuple[int, str]:
        before, start = contents(harbour), time.process_time()
        arguments = ["mapper", "add", str(file), "--folder", str(harbour), "--id", "new", *options]
        monkeypatch.setattr(sys, "argv", arguments)
        with pytest.raises(SystemExit) as ended:
            main()
        code, said = int(ended.value.code or 0), "".join(capsys.readouterr())
        if code:
            assert contents(harbour) == before
        else:
            assert contents(harbour).keys() - before.keys() == {"geo/new.geojson"}
        assert time.process_time() - start < SECONDS
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < BYTES
        assert "Traceback" not in said
        return code, said

    return run


def test_every_file_has_its_words() -> None:
    assert {path.name for path in INPUTS.iterdir()} == {*EXPECTED, "expected.tsv"}
    assert len(EXPECTED) + len(MADE) >= 60


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_from_elsewhere_is_answered_in_plain_words(
    name: str, adding: Callable[..., tuple[int, str]]
) -> None:
    code, said = adding(INPUTS / name)

    assert (code, EXPECTED[name][1] in said) == (EXPECTED[name][0], True), said
    assert name in said or code == 0


MADE: dict[Callable[[Path], Path], tuple[int, str]] = {
    ten_thousand_deep: (1, "nests more than a thousand deep. No map needs that"),
    deep_collections: (0, "Made each part of a GeometryCollection a feature of its own."),
    deep_xml: (1, "geometries nest more than 50 deep."),
    million_lists: (1, "is too large: read, it would take about"),
    shapefile_without_shx: (0, "Did without the index (.shx), which is missing."),
    shapefile_without_dbf: (0, "its .dbf is missing: the features have no names or attributes."),
    shapefile_without_prj: (0, "its .prj is missing: took its coordinates for degrees, WGS 84."),
    shapefile_in_metres_without_prj: (1, "Name its coordinate system: --crs 32642, for example."),
    shapefile_of_nonsense_projection: (1, "is damaged, or not what its name says: missing"),
    zip_of_two_layers: (
        1,
        'roads.geojson. Choose one: --layer "wells.geojson".',
    ),
    zip_of_nothing_known: (1, "holds no file that can be read."),
    zip_in_a_zip: (1, "is an archive in an archive. Unpack the outer one first."),
    zip_bomb: (1, "would unpack to 900 MB. At most 800 MB are unpacked"),
    zip_that_lies_about_its_size: (1, "is not a whole zip archive"),
    zip_with_a_password: (1, "cannot be unpacked"),
    zip_that_leads_out_of_it: (0, "written to"),
    geopackage_of_five_layers: (1, "holds 5 layers: wells (point), roads (point), fields (point)"),
    geopackage_without_layers: (1, "is damaged, or not what its name says: At least one of"),
    geopackage_with_an_endless_view: (1, "wells: is a view, not a table. Export that layer"),
    geopackage_cut_off: (1, "is damaged, or not what its name says"),
    parquet_without_geometries: (1, "is Parquet without geometries, not GeoParquet."),
    empty_workbook: (1, "holds no sheet with rows."),
    workbook_of_two_sheets: (1, "holds 2 sheets with rows: Wells, Mills. Choose one"),
    workbook_with_a_cell_far_away: (0, "Read the first 500 columns, and none beyond."),
    pipe: (1, "is a device or a pipe. Name a file."),
    a_folder: (1, "is a folder. Name one file in it."),
    gone: (1, "is not there. Check the name and the folder."),
}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder for files that are made, which can be cleared away again."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    yield folder
    for path in folder.iterdir():
        path.chmod(0o600)


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_made_file_is_answered_in_plain_words(
    make: Callable[[Path], Path], adding: Callable[..., tuple[int, str]], elsewhere: Path
) -> None:
    path = make(elsewhere)

    code, said = adding(path)

    assert (code, MADE[make][1] in said) == (MADE[make][0], True), said


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("https://example.org/wells.geojson", "is an address, not a file. Download it"),
        ("s3://bucket/wells.parquet", "is an address, not a file."),
        ("/vsicurl/https://example.org/a.gpkg", "is not a file of this computer."),
        ("/vsizip/a.zip/a.shp", "is not a file of this computer."),
        ("/dev/zero", "is a device or a pipe."),
    ],
)
def test_what_is_no_file_is_not_opened(
    path: str, words: str, adding: Callable[..., tuple[int, str]]
) -> None:
    code, said = adding(path)

    assert (code, words in said) == (1, True), said


def test_a_file_that_grows_while_it_is_read_is_read_to_its_limit(
    adding: Callable[..., tuple[int, str]], elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Growing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size > 0, "reads without a limit"
            return b" " * size

    monkeypatch.setitem(read_file.__kwdefaults__, "limit", 1000)
    path, real = elsewhere / "log.geojson", Path.open
    path.touch()
    monkeypatch.setattr(
        Path,
        "open",
        lambda self, *how, **more: Growing() if self == path else real(self, *how, **more),
    )

    code, said = adding(path)

    assert (code, "is larger than 0 MB." in said) == (1, True), said


def test_a_full_disk_leaves_the_project_as_it_was(
    adding: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    code, said = adding(INPUTS / "open-ring.geojson")

    assert (code, "cannot be written: No space left on device." in said) == (1, True), said


def test_a_link_out_of_the_project_is_not_written_through(
    adding: Callable[..., tuple[int, str]], harbour: Path, elsewhere: Path
) -> None:
    for path in (harbour / "geo").iterdir():
        path.rename(elsewhere / path.name)
    (harbour / "geo").rmdir()
    (harbour / "geo").symlink_to(elsewhere)

    code, said = adding(INPUTS / "open-ring.geojson")

    assert (code, "leads out of the project folder." in said) == (1, True), said
    assert not (elsewhere / "new.geojson").exists()


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("swapped.csv", ["--crs", "999999"], "--crs: no coordinate system EPSG:999999 is known."),
        ("cyrillic.csv", ["--layer", "Mills"], "--layer: files of this format have no layers."),
        ("western.csv", ["--popup", "nome"], '--popup: no column "nome". Did you mean "name"?'),
        (
            "western.csv",
            ["--date", "name"],
            'château" is not a date. Write 2004-05-15',
        ),
        ("western.csv", ["--date", "opened"], '--date: no column "opened".'),
    ],
)
def test_options_that_do_not_fit_the_file_are_said(
    name: str, options: list[str], words: str, adding: Callable[..., tuple[int, str]]
) -> None:
    code, said = adding(INPUTS / name, *options)

    assert (code, words in said) == (1, True), said


def test_a_file_that_may_not_be_read(harbour: Path, elsewhere: Path) -> None:
    """Root may read everything, so it gives that up first."""
    path = elsewhere / "secret.geojson"
    path.write_text(WELL)
    path.chmod(0)
    command = [sys.executable, "-m", "mapper", "add", str(path), "--folder", str(harbour)]
    lesser = ["setpriv", "--bounding-set", "-all"] if os.geteuid() == 0 else []
    before = contents(harbour)

    ended = subprocess.run([*lesser, *command], capture_output=True, text=True, encoding="utf-8")

    assert (
        ended.returncode,
        "cannot be read: Permission denied. Check that you may read it." in ended.stderr,
    ) == (1, True), ended.stderr
    assert contents(harbour) == before


@pytest.mark.parametrize("name", ["truncated.geojson", "no-header.csv", "text.gpkg"])
def test_the_shell_gets_the_same(name: str, harbour: Path) -> None:
    before = contents(harbour)
    command = [sys.executable, "-m", "mapper", "add", str(INPUTS / name), "--folder", str(harbour)]

    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    assert ended.returncode == EXPECTED[name][0]
    assert EXPECTED[name][1] in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(harbour) == before
