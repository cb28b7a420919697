"""Shapefile → records: the .shp, and what stands beside it (ESRI white paper, July 1998)."""

from __future__ import annotations

from mapper.formats.decode.encodings import guessed
from mapper.formats.gdal import alone, read, refuse_other
from mapper.formats.source import Foreign, Source
from mapper.problems import Problem


def shapefile(source: Source) -> Foreign:
    """A Shapefile: the .shp, and what stands beside it.

    Without .shx it is read from the .shp alone, without .dbf it has no attributes, and without .prj
    its coordinates are taken for degrees if they can be.

    Raises:
        MapperError: it is none, is damaged, or has no .prj and is not in degrees.
    """
    refuse_other(source, b"\0\0\x27\x0a", "a Shapefile")
    file = source.file
    beside = {ending: source.beside(ending) for ending in (".shx", ".dbf", ".prj", ".cpg")}
    notes, problems = [], []
    if not beside[".shx"]:
        notes.append("Did without the index (.shx), which is missing.")
    if not beside[".dbf"]:
        mend = "Put it beside the .shp, or add them together in a .zip."
        what = "its .dbf is missing: the features have no names or attributes."
        problems.append(Problem(file, "", what, mend, "warning"))
    encoding = None
    if beside[".dbf"] and not beside[".cpg"] and not beside[".dbf"][29:30].strip(b"\0"):
        encoding, said = guessed(beside[".dbf"][32:])
        notes += said
    files = {f"data{ending}": data for ending, data in beside.items() if data}
    with alone({"data.shp": source.data, **files}, file) as path:
        foreign = read(path, "ESRI Shapefile", None, source, encoding, "its .prj is missing")
    return Foreign(
        file,
        foreign.records,
        notes=(*notes, *foreign.notes),
        problems=(*problems, *foreign.problems),
    )
