"""Shapefile → records: the .shp, and what stands beside it (ESRI white paper, July 1998)."""

from __future__ import annotations

from mapper.formats.decode.dbf import LANGUAGE, is_in, texts
from mapper.formats.decode.encodings import decoded, guessed
from mapper.formats.gdal import alone, read, refuse_other
from mapper.formats.source import Foreign, Source
from mapper.problems import MapperError, Problem


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
    beside[".prj"] = _in_utf8(beside[".prj"], source)
    encoding = source.reading.encoding
    if beside[".dbf"] and not encoding:
        encoding, said = _guessed(beside[".dbf"], beside[".cpg"].decode("latin-1"), source)
        notes += said
    if beside[".dbf"] and encoding:  # GDAL hands out bytes, if nothing says what they are
        table, at = beside[".dbf"], LANGUAGE
        beside |= {".cpg": b"", ".dbf": table[:at] + b"\0" + table[at + 1 :]}
    files = {f"data{ending}": data for ending, data in beside.items() if data}
    with alone({"data.shp": source.data, **files}, file) as path:
        foreign = read(path, "ESRI Shapefile", None, source, encoding, "its .prj is missing")
    return Foreign(
        file,
        foreign.records,
        notes=(*notes, *foreign.notes),
        problems=(*problems, *foreign.problems),
    )


def _in_utf8(prj: bytes, source: Source) -> bytes:
    """The description of a system, which is ASCII but for names, as GDAL can take it."""
    try:
        text, _ = decoded(prj, source.file, source.reading.languages)
    except MapperError:
        text = prj.decode("ascii", "ignore")  # of names alone, which change nothing
    return text.encode()


def _guessed(table: bytes, label: str, source: Source) -> tuple[str | None, list[str]]:
    """The encoding of a .dbf, and what to say of it; None if what it says itself may be right."""
    text, cut = texts(table)
    label = label.strip()
    said = label or table[LANGUAGE : LANGUAGE + 1].strip(b"\0")
    if not text or (said and not label) or (label and is_in(text, label) and not cut):
        return None, []
    encoding, notes = guessed(text, source.file, source.reading.languages)
    if cut and encoding == "utf-8":
        notes = [f"Left out the last letter of {cut:,} texts, which was cut in two."]
    elif label:
        notes = [f"Its .cpg says {label[:20]}, which it is not.", *notes]
    return encoding, notes
