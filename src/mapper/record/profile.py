"""Profiles of routes: the places along a line, how far each is, and how high its sources say it is.

The lines of a layer whose entry names a field of heights are joined where one begins at the end of
another: those of one `route` in their `order`. Distances are those along the line as it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import dist

from mapper.geometry import along, label_point, length_km, runs
from mapper.looks import has_symbol, rank
from mapper.model import Atlas, Fact, Feature, Layer

NEAR_KM = 0.3
"""A place so near to the line lies on it."""

SAME_KM = 0.5
"""Of places so near to each other along the line one is shown: one with heights, then by rank."""

JOIN_DEGREES = 1e-4
"""Where one line ends and the next begins; about 10 m."""


@dataclass(frozen=True)
class Waypoint:
    """A place on a line, `km` from its start. No claims: how high it is no source says."""

    feature: Feature
    km: float
    claims: tuple[Fact, ...]

    @property
    def heights(self) -> tuple[float, ...]:
        """In the field's unit, each once, ascending; several where sources disagree."""
        return tuple(sorted({float(next(iter(fact.value.values()))) for fact in self.claims}))


@dataclass(frozen=True)
class Leg:
    """One feature of a joined line, and how far it reaches, km from the start of the whole."""

    feature: Feature
    start_km: float
    end_km: float


@dataclass(frozen=True)
class Profile:
    """A joined line. `field` names the facts that its heights come from."""

    layer: str
    field: str
    legs: tuple[Leg, ...]
    waypoints: tuple[Waypoint, ...]

    @property
    def km(self) -> float:
        return self.legs[-1].end_km


def profiles(atlas: Atlas) -> tuple[Profile, ...]:
    """The profiles that say at least two heights, in the order of layers and routes."""
    found = []
    for layer in atlas.layers:
        field = layer.entry.profile
        if field:
            heights = _heights(atlas, field)
            for chain in _chains(layer):
                waypoints = tuple(_waypoints(atlas, chain, heights))
                if sum(bool(each.claims) for each in waypoints) > 1:
                    found.append(Profile(layer.id, field, tuple(_legs(chain)), waypoints))
    return tuple(found)


def _heights(atlas: Atlas, field: str) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in atlas.facts:
        if fact.field == field and not fact.unknown:
            found.setdefault(fact.subject, []).append(fact)
    return found


def _chains(layer: Layer) -> Iterator[list[Feature]]:
    """Lines joined end to start: of one route, in their order; one without a route alone."""
    features = () if layer.is_big else layer.features
    lines = [each for each in features if each.geometry["type"] == "LineString"]
    by_route: dict[str, list[Feature]] = {}
    for line in lines:
        by_route.setdefault(str(line.properties.get("route") or line.id), []).append(line)
    for route in by_route.values():
        chain: list[Feature] = []
        for line in sorted(route, key=_order):
            if chain and dist(_ends(chain[-1])[1], _ends(line)[0]) > JOIN_DEGREES:
                yield chain
                chain = []
            chain.append(line)
        yield chain


def _order(line: Feature) -> float:
    order = line.properties.get("order")
    return order if isinstance(order, int) else 0


def _ends(line: Feature) -> tuple[Sequence[float], Sequence[float]]:
    positions = line.geometry["coordinates"]
    return positions[0][:2], positions[-1][:2]


def _legs(chain: Sequence[Feature]) -> Iterator[Leg]:
    start = 0.0
    for line in chain:
        end = start + length_km(line.geometry)
        yield Leg(line, start, end)
        start = end


def _waypoints(
    atlas: Atlas, chain: Sequence[Feature], heights: Mapping[str, list[Fact]]
) -> Iterator[Waypoint]:
    """The places on a line, in their order along it; of several at one spot, the best known."""
    whole = [position for line in chain for run in runs(line.geometry) for position in run]
    symbols = [
        feature
        for layer in atlas.layers
        if not layer.entry.ground and not layer.is_big
        for feature in layer.features
        if has_symbol(feature)
    ]
    spots = along(whole, [label_point(each.geometry) for each in symbols])
    on_line = sorted(
        (
            Waypoint(feature, km, tuple(heights.get(feature.id, ())))
            for feature, (km, off_km) in zip(symbols, spots, strict=True)
            if off_km <= NEAR_KM
        ),
        key=lambda each: each.km,
    )
    kept: list[Waypoint] = []
    for each in sorted(on_line, key=lambda each: (not each.claims, rank(each.feature), each.km)):
        if all(abs(each.km - other.km) > SAME_KM for other in kept):
            kept.append(each)
    yield from sorted(kept, key=lambda each: each.km)
