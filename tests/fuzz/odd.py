"""Valid structures with odd values: GeoJSON, tables, workbooks, KML, GPX, an atlas's own files."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import tomllib
from functools import cache
from html import escape
from pathlib import Path
from random import Random
from typing import Any

from sound import ROWS, SHAPES, Files, collection, packed, rows_as

from mapper.model.manifest import json_schema

POOLS = json.loads((Path(__file__).parent / "pools.json").read_text("utf-8"))
NUMBERS, WRITTEN, DATES, TEXTS, KEYS, BLOCKS = (
    POOLS[name] for name in ("numbers", "written", "dates", "texts", "keys", "blocks")
)
"""Numbers; what people write for such and for positions; dates; texts; names of columns; keys of
blocks in Markdown."""

TEXTS += ["x" * 5_000, "ﷺ" * 100, "e\u0301" * 40, "a" * 300]
KEYS += ["x" * 400]


def text(chance: Random) -> str:
    """Anything that a cell may hold."""
    pool = chance.choice((TEXTS, TEXTS, WRITTEN, DATES))
    found = str(chance.choice(NUMBERS)) if chance.random() < 0.2 else chance.choice(pool)
    return found + chance.choice(TEXTS) if chance.random() < 0.1 else found


def value(chance: Random, depth: int = 0) -> Any:
    """Anything that JSON may hold."""
    match chance.randrange(9 if depth < 3 else 6):
        case 0 | 1 | 2:
            return text(chance)
        case 3:
            return chance.choice(NUMBERS)
        case 4:
            return chance.choice((None, True, False, math.nan, math.inf))
        case 5:
            return chance.choice(SHAPES)
        case 6 | 7:
            return [value(chance, depth + 1) for _ in range(chance.choice((0, 1, 2, 4)))]
        case _:
            keys = [chance.choice(KEYS) for _ in range(chance.choice((0, 1, 3)))]
            return {key: value(chance, depth + 1) for key in keys}


def _bent(tree: Any, chance: Random) -> Any:
    """A copy of a value with one of its parts changed for an odd one."""
    if chance.random() < 0.15 or not tree or not isinstance(tree, dict | list):
        return value(chance)
    if isinstance(tree, dict):
        key = chance.choice((*tree, *tree, chance.choice(KEYS)))
        if key in tree and chance.random() < 0.08:
            return {each: part for each, part in tree.items() if each != key}
        return tree | {key: _bent(tree.get(key), chance)}
    at = chance.randrange(len(tree))
    if chance.random() < 0.1:
        return tree[:at] + tree[at:] * 2
    return [*tree[:at], _bent(tree[at], chance), *tree[at + 1 :]]


def bent(tree: Any, chance: Random) -> Any:
    for _ in range(chance.choice((1, 1, 2, 5))):
        tree = _bent(tree, chance)
    return tree


def written(tree: Any, chance: Random) -> bytes:
    """JSON, now and then with lone halves of letters."""
    found = json.dumps(tree)
    return (found if chance.random() < 0.95 else found.replace("a", "\\ud83d", 1)).encode()


def rows(chance: Random, sound: list[list[str]]) -> list[list[str]]:
    """A table with some cells changed, perhaps those of its header, or rows that are too long."""
    found = [list(row) for row in sound]
    for _ in range(chance.choice((1, 2, 5, 10))):
        row = found[chance.randrange(len(found))]
        match chance.randrange(14):
            case 0:
                row.append(text(chance))
            case 1:
                del row[chance.randrange(len(row) + 1) :]
            case 2:
                found.insert(chance.randrange(len(found)), [text(chance)])
            case 3:
                found[0] = [chance.choice((each, each, *KEYS)) for each in found[0]]
            case _ if row:
                row[chance.randrange(len(row))] = text(chance)
    return found


def _workbook(chance: Random) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    odd = (True, 1.5, 10**18, math.inf, 45_123, "=1/0", "=A1", "#REF!")
    for number, row in enumerate(rows(chance, ROWS), start=1):
        for column, cell in enumerate(row, start=1):
            plain = re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe]", "", cell)
            book.active.cell(number, column).value = (
                chance.choice(odd) if chance.random() < 0.05 else plain
            )
    if chance.random() < 0.3:
        book.active.merge_cells("A1:C1")
    if chance.random() < 0.2:
        book.active["B2"].number_format = "yyyy-mm-dd"
        book.active["B2"].value = chance.choice((0, 60, 45_123, -5, 3_000_000, 1e12))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _xml(chance: Random, root: str) -> bytes:
    def said() -> str:
        return escape(re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe]", "", text(chance)))

    def place() -> str:
        where = f"{chance.choice(NUMBERS)},{chance.choice((*NUMBERS, *WRITTEN[:20]))}"
        return " ".join([where] * chance.choice((0, 1, 1, 2, 5)))

    if root == "gpx":
        inner = "".join(
            f'<{kind} lat="{chance.choice(NUMBERS)}" lon="{said()}"><name>{said()}</name>'
            f"<time>{said()}</time><extensions><a>{said()}</a></extensions></{kind}>"
            for kind in ("wpt", "wpt", "rte", chance.choice(("trk", "trkseg", "wpt", "x")))
        )
        line = f'<trkpt lat="{chance.choice(NUMBERS)}" lon="{chance.choice(NUMBERS)}"/>'
        return f"<gpx>{inner}<trk><trkseg>{line * 3}</trkseg></trk></gpx>".encode()
    shapes = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "Model")
    marks = ""
    for _ in range(3):
        kind = chance.choice(shapes)
        inside = f"<coordinates>{place()}</coordinates><coord>{place().replace(',', ' ')}</coord>"
        ring = f"<outerBoundaryIs><LinearRing>{inside}</LinearRing></outerBoundaryIs>"
        inside = ring * chance.choice((0, 1, 2)) if kind == "Polygon" else inside
        data = "".join(
            f'<Data name="{escape(chance.choice(KEYS).strip(chr(0)))}">'
            f"<value>{said()}</value></Data>"
            for _ in range(3)
        )
        time = f"<TimeSpan><begin>{said()}</begin><end>{said()}</end></TimeSpan>"
        marks += f"<Placemark><name>{said()}</name><description>{said()}</description>{time}"
        marks += f"<ExtendedData>{data}</ExtendedData><{kind}>{inside}</{kind}></Placemark>"
    return f"<kml><Document><name>{said()}</name>{marks}</Document></kml>".encode()


def foreign(chance: Random) -> Files:
    """A file from elsewhere, sound as its format goes."""
    kind = chance.choice(
        ("geojson", "geojson", "geojsonl", "csv", "csv", "tsv", "xlsx", "kml", "gpx", "kmz")
    )
    name = f"odd.{kind}"
    if kind == "geojson":
        data = written(bent(collection(), chance), chance)
    elif kind == "geojsonl":
        features: Any = collection()["features"]
        lines = bent(features, chance)
        lines = lines if isinstance(lines, list) else [lines]
        data = b"\n".join(written(each, chance) for each in lines)
    elif kind in ("csv", "tsv"):
        wkt = [["name", "wkt"], *([cell, cell] for cell in WRITTEN[-12:])]
        sound = chance.choice((ROWS, ROWS, wkt))
        separator = "\t" if kind == "tsv" else chance.choice(",;|")
        data = rows_as(separator, rows(chance, sound))
        data = data if chance.random() < 0.8 else data.decode().encode("utf-16")
    elif kind == "xlsx":
        data = _workbook(chance)
    elif kind == "kmz":
        data = packed({"doc.kml": _xml(chance, "kml")})
    else:
        data = _xml(chance, kind)
    return {name: data or b" "}


# ---- The files of an atlas ----


@cache
def _keys() -> tuple[str, ...]:
    """Every key that a manifest may hold."""
    schema = json_schema()
    parts = (schema, *schema["$defs"].values())
    return tuple(sorted({key for part in parts for key in part.get("properties", {})}))


def toml(tree: Any) -> str:
    """A value as it stands behind a key."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(toml, tree)) + "]"
    if isinstance(tree, float) and not math.isfinite(tree):
        return str(tree)
    return '""' if tree is None else json.dumps(tree).replace("\x7f", "\\u007f")


def _manifest(data: bytes, chance: Random) -> bytes:
    tree = tomllib.loads(data.decode())
    for _ in range(chance.choice((1, 1, 2, 3))):
        entry = tree[chance.choice(list(tree))]
        entry = chance.choice(entry) if isinstance(entry, list) else entry
        if "label" not in str(entry) and chance.random() < 0.1:
            tree[chance.choice(("relief", "base", "inset", "table", "kinds", *KEYS))] = value(
                chance
            )
        if not isinstance(entry, dict):
            continue
        key = chance.choice((*entry, *_keys()))
        match chance.randrange(5):
            case 0:
                entry.pop(key, None)
            case 1:
                entry[key] = text(chance)
            case 2:
                entry[key] = chance.choice(
                    (*NUMBERS[:18], True, False, [0, 0, 0, 0], [text(chance)])
                )
            case 3 if key in entry:
                entry[key] = _bent(entry[key], chance)
            case _:
                entry[key] = value(chance)
    return "\n".join(f"{json.dumps(key)} = {toml(each)}" for key, each in tree.items()).encode()


def _table(data: bytes, chance: Random) -> bytes:
    found = list(csv.reader(io.StringIO(data.decode())))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows(chance, found))
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16"))
    return out.getvalue().encode(encoding)


def _markdown(data: bytes, chance: Random) -> bytes:
    lines = data.decode().split("\n")
    for _ in range(chance.choice((1, 2, 4))):
        at = chance.randrange(len(lines))
        key = re.match(r"(\w+) = ", lines[at])
        if key:
            lines[at] = f"{key[1]} = {toml(value(chance))}"
        elif lines[at].startswith("```") and chance.random() < 0.5:
            lines.insert(at + 1, f"{chance.choice(BLOCKS)} = {toml(value(chance))}")
        else:
            lines.insert(at, text(chance))
    return "\n".join(lines).encode("utf-8", "replace")


def _bib(data: bytes, chance: Random) -> bytes:
    lines = data.decode().split("\n")
    for _ in range(chance.choice((1, 2, 4))):
        at = chance.randrange(len(lines))
        key = re.match(r"  (\w+) = ", lines[at])
        new = chance.choice(
            (text(chance), "{" * 30, "\\'{e}", "\\input{x}", "and and and", "1741/1742")
        )
        lines[at] = f"  {key[1]} = {{{new}}}," if key else f"{lines[at]}{new}"
    return "\n".join(lines).encode("utf-8", "replace")


def of_atlas(name: str, data: bytes, chance: Random) -> bytes:
    """A file of an atlas with odd values in it."""
    if name.endswith(".toml"):
        return _manifest(data, chance)
    if name.endswith(".csv"):
        return _table(data, chance)
    if name.endswith(".md"):
        return _markdown(data, chance)
    if name.endswith(".bib"):
        return _bib(data, chance)
    return written(bent(json.loads(data), chance), chance)
