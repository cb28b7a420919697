"""The features of an atlas in the Linked Places format, for gazetteers.

Linked Places format 1.3: https://github.com/LinkedPasts/linked-places-format. It is GeoJSON and
JSON-LD at once: a place with names, types, geometry, times, descriptions, each with citations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from mapper.export.tables import bibliography, collection
from mapper.model import Atlas, Cite, Days, Feature, Layer, iso, parse_date
from mapper.record import Article, articles, entries, interval, referencer

Json = dict[str, Any]

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"

CERTAINTY = {"high": "certain", "medium": "less-certain", "low": "uncertain"}
PRECISION = {"approximate": "less-certain", "schematic": "uncertain"}

TYPES: Mapping[str, tuple[str, str, str]] = {
    "air": ("R", "300265365", "route"),
    "airbase": ("S", "300000455", "military base"),
    "area": ("L", "300182722", "region (geographic)"),
    "area-dashed": ("L", "300182722", "region (geographic)"),
    "area-dotted": ("L", "300182722", "region (geographic)"),
    "area-shaded": ("L", "300182722", "region (geographic)"),
    "bridge": ("S", "300007836", "bridge"),
    "circle": ("S", "300000809", "site"),
    "country": ("A", "300128207", "nation"),
    "crossing": ("S", "300000809", "site"),
    "cross": ("S", "300000809", "site"),
    "dash-dot": ("R", "300265365", "route"),
    "dashed": ("R", "300265365", "route"),
    "diamond": ("S", "300000809", "site"),
    "dotted": ("R", "300265365", "route"),
    "event": ("S", "300000809", "site"),
    "feeder-1": ("R", "300008217", "road"),
    "feeder-2": ("R", "300008217", "road"),
    "frontier": ("A", "300387143", "borderland"),
    "garrison": ("S", "300164060", "military installation"),
    "hq": ("S", "300164060", "military installation"),
    "line": ("R", "300265365", "route"),
    "neighbour": ("A", "300261086", "political administrative body"),
    "outpost": ("S", "300164060", "military installation"),
    "pass": ("T", "300259572", "pass"),
    "point": ("S", "300000809", "site"),
    "pontoon": ("S", "300007836", "bridge"),
    "province": ("A", "300000774", "province"),
    "republic": ("A", "300236157", "political division"),
    "ring": ("S", "300000809", "site"),
    "river": ("H", "300008707", "river"),
    "square": ("S", "300000809", "site"),
    "stream": ("H", "300008707", "river"),
    "town": ("P", "300008347", "inhabited place"),
    "triangle": ("S", "300000809", "site"),
    "trunk-1": ("R", "300008217", "road"),
    "trunk-2": ("R", "300008217", "road"),
    "tunnel": ("R", "300122438", "transportation space"),
}
"""Look → GeoNames feature class, and the concept of the Art & Architecture Thesaurus with its term.

Of the list that the World Historical Gazetteer takes (`feature-types-AAT_20230609.tsv` there).
"""


def lpf(atlas: Atlas) -> dict[str, bytes]:
    """One FeatureCollection of all features, as JSON-LD.

    The `@id` of a place is its address on the published map; a URN until the manifest has an
    address. A place lasts from its arrival to its leaving, where its layer has them (`when` of the
    manifest), as far as they are known; any other is said to have been there in the atlas's period.
    """
    references = bibliography(atlas)
    writer = _Writer(atlas, references, articles(atlas, referencer(references), entries(atlas)))
    info = atlas.manifest.atlas
    about = {"@context": CONTEXT, "title": info.title, "license": info.licence}
    places = (writer.place(each, layer) for layer in atlas.layers for each in layer.features)
    return {f"{info.id}.lpf.json": collection(about, places)}


def timespan(days: Days) -> Json:
    """The four days as a timespan; a start or an end that is open is bounded by the other."""
    earliest_start, latest_start, earliest_end, latest_end = days
    return {
        "start": _bounds(earliest_start, latest_start) or _bounds(None, latest_end),
        "end": _bounds(earliest_end, latest_end) or _bounds(earliest_start, None),
    }


def lifetime(atlas: Atlas, layer: Layer, feature: Feature) -> Json:
    """When a place was there, as a timespan: as much as is known, and no more.

    Of what has come or gone on a day not known, only that it was there at some time of the period.
    """
    first, _, _, last = parse_date(atlas.manifest.atlas.period).days
    when = layer.entry.when
    if when is None:
        return {"start": _bounds(None, first), "end": _bounds(last, None)}
    came = interval(atlas, feature, when.start) or (None, None, None, None)
    left = interval(atlas, feature, when.end) or (None, None, None, None)
    return {
        "start": _bounds(*came[:2]) or _bounds(None, left[0]) or _bounds(None, last),
        "end": _bounds(*left[2:]) or _bounds(came[3], None) or _bounds(first, None),
    }


def _bounds(earliest: int | None, latest: int | None) -> Json:
    if earliest is not None and earliest == latest:
        return {"in": iso(earliest)}
    days = {"earliest": earliest, "latest": latest}
    return {key: iso(day) for key, day in days.items() if day is not None}


@dataclass(frozen=True)
class _Writer:
    """Holds what every place is written from."""

    atlas: Atlas
    references: Mapping[str, str]
    articles: Mapping[str, Article]

    def place(self, feature: Feature, layer: Layer) -> Json:
        properties, first = feature.properties, self.atlas.language
        kind = str(properties.get("kind", "")) or layer.entry.title
        fclass, concept, term = TYPES.get(feature.look, TYPES["event"])
        province = str(properties.get("province", ""))
        place = {
            "@id": self.uri(feature.id),
            "type": "Feature",
            "properties": {
                "title": feature.name.get(first, ""),
                "fclasses": [fclass],
                "layer": layer.id,
                "license": layer.entry.licence,
                "attribution": layer.entry.attribution,
            },
            "when": self.when(lifetime(self.atlas, layer, feature)),
            "names": self.names(feature, layer),
            "types": [
                {
                    "identifier": f"aat:{concept}",
                    "label": term,
                    "sourceLabels": [{"label": kind, "lang": first}],
                }
            ],
            "geometry": {"type": "GeometryCollection", "geometries": [self.shape(feature)]},
            "relations": [self.part_of(province)] if province in self.articles else [],
            "descriptions": [*self.claims(feature), *self.events(feature)],
            "links": self.links(feature),
        }
        return {key: value for key, value in place.items() if value}

    def uri(self, id: str) -> str:
        info = self.atlas.manifest.atlas
        return f"{info.address}#f={id}" if info.address else f"urn:mapper:{info.id}:{id}"

    def when(self, span: Json) -> Json:
        return {"timespans": [span]} if span["start"] and span["end"] else {}

    def names(self, feature: Feature, layer: Layer) -> list[Json]:
        """Every name; the first with the layer's origin as its citation, as the format asks."""
        found: list[Json] = [
            {"toponym": name, "lang": language} for language, name in feature.name.items()
        ]
        also = feature.properties.get("also")
        known = set(feature.name.values())
        words = also if isinstance(also, list) else []
        found += ({"toponym": str(word)} for word in words if word not in known)
        entry, info = layer.entry, self.atlas.manifest.atlas
        origin: Json = {"label": entry.source or entry.attribution or info.title}
        found[0]["citations"] = [
            {**origin, "@id": info.address} if info.address else origin,
            *self.citations([Cite(key) for key in entry.sources]),
        ]
        return found

    def shape(self, feature: Feature) -> Json:
        position = str(feature.properties.get("position", ""))
        certainty = PRECISION.get(str(feature.properties.get("precision", "")))
        shape: Json = {**feature.geometry}
        shape |= {"citations": [{"label": position}]} if position else {}
        return {**shape, "certainty": certainty} if certainty else shape

    def part_of(self, province: str) -> Json:
        return {
            "relationType": "gvp:broaderPartitive",
            "relationTo": self.uri(province),
            "label": f"part of {self.articles[province].name}",
        }

    def claims(self, feature: Feature) -> list[Json]:
        """What is said of the place, in words, each with its sources and when it holds."""
        if feature.id not in self.articles:  # of very many, those alone that something is said of
            return []
        facts = {fact.id: fact for fact in self.atlas.facts}
        found = []
        for statement in self.articles[feature.id].statements:
            for claim in statement.claims if not statement.unknown else ():
                fact = facts[claim.id]
                said = claim.address or claim.value.rstrip(".")
                words = f"{statement.label}: {said}. {claim.remark}".strip()
                found.append(self.description(words, fact.cites, fact.certainty))
                if fact.date:
                    found[-1]["when"] = self.when(timespan(fact.date.days))
        return found

    def events(self, feature: Feature) -> list[Json]:
        found, first = [], self.atlas.language
        for event in self.atlas.events:
            if event.subject == feature.id and event.date:
                words = (
                    f"{event.title.get(first, '').rstrip('.')}. {event.text.get(first, '')}".strip()
                )
                found.append(self.description(words, event.cites, event.certainty))
                found[-1]["when"] = self.when(timespan(event.date.days))
        return found

    def description(self, words: str, cites: Sequence[Cite], certainty: str) -> Json:
        description: Json = {"value": words, "lang": self.atlas.language}
        description |= {"certainty": CERTAINTY[certainty]} if certainty else {}
        return {**description, "citations": self.citations(cites)}

    def citations(self, cites: Sequence[Cite]) -> list[Json]:
        urls = {source.key: source.url for source in self.atlas.sources}
        return [
            {
                "label": self.references[each.key] + (f" {each.locator}." if each.locator else ""),
                **({"@id": _iri(urls[each.key])} if urls[each.key] else {}),
            }
            for each in cites
        ]

    def links(self, feature: Feature) -> list[Json]:
        """The gazetteer's record that the position comes from: often the town near by, so only
        `seeAlso`."""
        found = GEONAMES.search(str(feature.properties.get("position", "")))
        address = f"https://www.geonames.org/{found[1]}/" if found else ""
        return [{"type": "seeAlso", "identifier": address}] if address else []


def _iri(url: str) -> str:
    """The address with what may not stand in one escaped: spaces, brackets, quotes."""
    return quote(url, safe=":/?#@!$&'()*+,;=%~-._")


GEONAMES = re.compile(r"\bGeoNames (\d+)\b")
