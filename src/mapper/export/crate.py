"""The whole record as a package for a repository: an RO-Crate that says what is in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined

from mapper.export.csv import as_csv, csv
from mapper.export.geojson import geojson
from mapper.export.tables import Cells, Table, features, record
from mapper.model import Atlas, text
from mapper.record import people

CRATE = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1"

LICENCES: Mapping[str, tuple[str, str]] = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "Public domain": ("", "https://creativecommons.org/publicdomain/mark/1.0/"),
    "LGPL-3.0-or-later": ("LGPL-3.0-or-later", "https://spdx.org/licenses/LGPL-3.0-or-later.html"),
}
"""A licence as manifests name it → its SPDX identifier, if it has one, and its address."""

KINDS = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "bib": "application/x-bibtex",
    "cff": "text/yaml",
}


def crate(atlas: Atlas) -> dict[str, bytes]:
    """All tables as CSV, all layers as GeoJSON, `sources.bib`, `dictionary.csv`, `CITATION.cff`.

    `ro-crate-metadata.json` says of each what it is and under which licence it stands (RO-Crate
    1.1, https://w3id.org/ro/crate/1.1); `dictionary.csv` says it of each column and field;
    `CITATION.cff` is in the Citation File Format 1.2.0.
    """
    packed = {
        **csv(atlas),
        **geojson(atlas),
        "dictionary.csv": as_csv(dictionary(atlas)),
        "CITATION.cff": _citation(atlas),
    }
    return {**packed, CRATE: _metadata(atlas, packed)}


def dictionary(atlas: Atlas) -> Table:
    """What each column of the tables says, and each field of the facts that the atlas declares."""
    columns = ("table", "column", "field", "meaning", "kind", "unit", "many")
    return Table("dictionary", columns, (*_columns(atlas), *_fields(atlas)))


@cache
def meanings() -> Mapping[str, Mapping[str, str]]:
    """Table → column → what it says."""
    said: dict[str, dict[str, str]] = tomllib.loads(
        files("mapper.export").joinpath("columns.toml").read_text("utf-8")
    )
    return said


def _columns(atlas: Atlas) -> Iterator[Cells]:
    for table in (features(atlas), *record(atlas)):
        said = meanings()[table.name]
        for column in table.header:
            stem, _, language = column.rpartition("_")
            meaning = said.get(column)
            if meaning is None and stem in said and language in atlas.manifest.atlas.languages:
                meaning = f"{said[stem]} In the language {language}."
            elif meaning is None:
                meaning = "A property of the layer's own file."
            yield {"table": table.name, "column": column, "meaning": meaning}


def _fields(atlas: Atlas) -> Iterator[Cells]:
    first = atlas.language
    for field, entry in atlas.field_entries.items():
        yield {
            "table": "facts",
            "column": "value",
            "field": field,
            "meaning": text(entry, "label", first)[first],
            "kind": entry.kind,
            "unit": text(entry, "unit", first)[first],
            "many": "yes" if entry.many else "",
        }


def _citation(atlas: Atlas) -> bytes:
    info = atlas.manifest.atlas
    environment = Environment(
        loader=PackageLoader("mapper", "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 # no HTML: every value is a JSON string, which YAML reads
        keep_trailing_newline=True,
    )
    environment.filters["json"] = lambda value: orjson.dumps(value).decode()
    template = environment.get_template("CITATION.cff.j2")
    named = people(info) or [{"literal": info.publisher or info.title}]
    spdx, _ = LICENCES.get(info.licence, ("", ""))
    return template.render(info=info, people=named, spdx=spdx).encode()


def _metadata(atlas: Atlas, packed: Mapping[str, bytes]) -> bytes:
    info = atlas.manifest.atlas
    west, south, east, north = info.bounds
    licence, more = _licence(info.licence)
    entities = {entity["@id"]: entity for entity in more}
    parts = []
    for name, data in sorted(packed.items()):
        part, of_part = _part(atlas, name, len(data))
        parts.append(part)
        entities |= {entity["@id"]: entity for entity in of_part}
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": info.title,
        "description": info.summary or info.title,
        "datePublished": info.date,
        "version": info.version,
        "license": {"@id": licence},
        "inLanguage": list(info.languages),
        "temporalCoverage": info.period,
        "spatialCoverage": {"@id": "#study-area"},
        "hasPart": [{"@id": part["@id"]} for part in parts],
        **({"url": info.address} if info.address else {}),
        **({"author": list(info.authors)} if info.authors else {}),
        **({"publisher": info.publisher} if info.publisher else {}),
    }
    about = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": CONTEXT},
        "about": {"@id": "./"},
    }
    area = {
        "@id": "#study-area",
        "@type": "Place",
        "geo": {"@id": "#study-area-box"},
    }
    box = {
        "@id": "#study-area-box",
        "@type": "GeoShape",
        "box": f"{south} {west} {north} {east}",
    }
    graph = [about, root, *parts, area, box, *entities.values()]
    document = {"@context": f"{CONTEXT}/context", "@graph": graph}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n"


def _part(atlas: Atlas, name: str, size: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A file of the crate, and what it refers to: the licence of a layer, if it has its own."""
    stem, _, ending = name.rpartition(".")
    layer = next((each for each in atlas.layers if f"{each.id}.geojson" == name), None)
    part: dict[str, Any] = {
        "@id": name,
        "@type": "File",
        "name": layer.entry.title if layer else stem,
        "encodingFormat": KINDS[ending],
        "contentSize": str(size),
    }
    if layer is None:
        return part, []
    licence, more = _licence(layer.entry.licence)
    part["license"] = {"@id": licence}
    part |= {"description": layer.entry.source} if layer.entry.source else {}
    part |= {"creditText": layer.entry.attribution} if layer.entry.attribution else {}
    return part, more


def _licence(name: str) -> tuple[str, list[dict[str, Any]]]:
    """The id of a licence, and the entity that says what it is."""
    _, address = LICENCES.get(name, ("", ""))
    id = address or f"#licence-{'-'.join(name.lower().split())}"
    return id, [{"@id": id, "@type": "CreativeWork", "name": name}]
