"""Where on the map: places to choose from, told apart by how far they lie, and where to."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from math import atan2, cos, degrees, radians

from mapper.geometry import label_point, length_km
from mapper.model import Atlas, Feature, places
from mapper.record.narrative import no_feature

TOO_NEAR_KM = 5.0
"""A place so near to a right one cannot be told from it on the map."""

WINDS = (
    *("north", "north-east", "east", "south-east"),
    *("south", "south-west", "west", "north-west"),
)


@dataclass(frozen=True)
class Spot:
    """A place to choose: where it is, what is said of it, and whether it is right."""

    lon: float
    lat: float
    said: str
    is_right: bool


def spots(targets: tuple[str, ...], among: tuple[str, ...], start: str, atlas: Atlas) -> list[Spot]:
    """The places, from west to east. Features that are not there are left out."""
    features = _found({*targets, *among, start}, atlas)
    placed = sorted(
        (*label_point(features[id].geometry), id)
        for id in {*targets, *among}.intersection(features)
    )
    origin = features.get(start)
    return [
        Spot(lon, lat, _from(origin, lon, lat, atlas) if origin else "", id in targets)
        for lon, lat, id in placed
    ]


def spots_are_sound(
    targets: tuple[str, ...], among: tuple[str, ...], start: str, atlas: Atlas
) -> Iterator[tuple[str, str, str]]:
    """What is wrong: key, what, how to mend it."""
    features = _found({*targets, *among}, atlas)
    for key, ids in (("targets", targets), ("among", among), ("start", (start,))):
        for id in ids:
            for problem in no_feature(id, "", "", atlas):
                yield key, problem.what, problem.mend
    if len(set(among) - set(targets)) < 2:
        yield (
            "among",
            "leaves too little to choose.",
            "Name two other places at least.",
        )
    for right in (features[id] for id in targets if id in features):
        for other in (features[id] for id in among if id in features and id not in targets):
            km = _km(right, *label_point(other.geometry))
            if km < TOO_NEAR_KM:
                what = (
                    f'"{other.id}" lies {km:.1f} km from "{right.id}": nobody can tell them apart.'
                )
                yield "among", what, "Take another."


def _found(ids: Set[str], atlas: Atlas) -> dict[str, Feature]:
    """Id → feature, of those that are there; of a big layer no others are made."""
    return {
        layer.ids[at]: layer.features[at] for layer in atlas.layers for at in places(layer.ids, ids)
    }


def _km(start: Feature, lon: float, lat: float) -> float:
    line = [label_point(start.geometry), (lon, lat)]
    return length_km({"type": "LineString", "coordinates": [list(each) for each in line]})


def _from(start: Feature, lon: float, lat: float, atlas: Atlas) -> str:
    """As in "86 km north of the harbour"."""
    name = start.name.get(atlas.language, start.id)
    km = _km(start, lon, lat)
    if km < 1:
        return f"at {name}"
    west, south = label_point(start.geometry)
    turn = degrees(atan2((lon - west) * cos(radians((lat + south) / 2)), lat - south))
    return f"{km:,.0f} km {WINDS[round(turn / 45) % 8]} of {name}"
