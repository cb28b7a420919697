"""Names on the map, placed when it is built: where each stands at each half zoom, or waits.

Names of points take the cheapest of twelve places around a symbol, in the order of rank (after
Yoeli 1972, "The Logic of Automated Map Lettering"); areas and rivers then share what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapper.geometry import Bounds, Box, box_of, pixels, runs
from mapper.looks import DOT, Mark, clusters, half_zooms, hidden, marks_of, opening_zoom
from mapper.model import Atlas
from mapper.picture.area_names import area_names
from mapper.picture.lettering import ALONG, PLACES, box, reach_of, room, style_of
from mapper.picture.occupied import Occupied

MOVE = 0.45
"""What it costs a name to stand elsewhere than at the neighbouring zoom."""

CROSSING = 1.6
"""What each 8 px of road under a name cost: more than any place around the symbol."""

CROWD, CROWD_PX = 0.4, 5.0
"""What each other symbol so near to a name costs: one should see whose name it is."""

MARGIN_PX = 2.0
"""The part of a name's room that is air, on each side."""

ROADS = ("trunk-1", "trunk-2", "feeder-1", "feeder-2")

CROSSINGS = ("bridge", "crossing", "pontoon")

STRONG, TRIES = 2, 4
"""Names of this rank and before are tried for again, so often."""

KEPT_PX = 20.0
"""To either side of a place without a dot, other names had better not stand."""

WAITS = "-"

Covered = Mapping[str, tuple[Mark, ...]]
"""Id of each mark that is not drawn at a zoom → the drawn ones that are too near."""

Stands = Mapping[str, Mark]
"""Id of each mark whose name is to be placed → the mark around which it is to stand."""


@dataclass(frozen=True)
class Label:
    """A name on the map. `at`: one letter of the contract for each half zoom of the atlas.

    `reach` is how far the name keeps off its point, px. `angle` is in degrees, clockwise; the place
    around the point (N above, S below) turns with it. `beside` is the id of the feature by whose
    symbol the name stands where its own is covered; the point is that symbol's then. Such a feature
    has several labels, never two at one zoom.
    """

    feature: str
    layer: str
    style: str
    lon: float
    lat: float
    at: str
    reach: float = 0.0
    angle: float | None = None
    beside: str = ""


def labels(
    atlas: Atlas, zooms: Sequence[float] = (), bounds: Bounds | None = None
) -> tuple[Label, ...]:
    """The names of the shown layers that want names, in the atlas's first language.

    Args:
        zooms: those that names are placed for; all half zooms of the atlas if left out.
        bounds: where names have to stay; the study area if left out.
    """
    if not any(layer.entry.shown and layer.entry.labels for layer in atlas.layers):
        return ()
    zooms, marks = zooms or half_zooms(atlas), marks_of(atlas)
    edges = [box_of(bounds or atlas.manifest.atlas.bounds, zoom) for zoom in zooms]
    covered = [hidden(marks, zoom) for zoom in zooms]
    stands = [_stands(atlas, marks, under) for under in covered]
    rooms = [
        _occupied(atlas, marks, *each) for each in zip(edges, covered, stands, zooms, strict=True)
    ]
    points = _points(atlas, marks, stands, zooms, rooms)  # first: the others take what is left
    others = (
        Label(
            span.feature.id,
            span.layer,
            span.style,
            spot.lon,
            spot.lat,
            at,
            0.0 if spot.angle is None else ALONG,
            spot.angle,
        )
        for span, spot, at in area_names(atlas, zooms, rooms)
    )
    return (*points, *others)


def _occupied(
    atlas: Atlas, marks: Sequence[Mark], edge: Box, covered: Covered, stands: Stands, zoom: float
) -> Occupied:
    """The map at a zoom before anything is lettered: its edge, its drawn symbols, its roads."""
    occupied = Occupied(edge)
    closest = zoom >= atlas.manifest.atlas.zoom[1]
    for mark in marks:
        at = mark.at(zoom)
        if clusters(mark.layer) and not closest:
            pass  # most of them are in a circle, and only the viewer knows where that stands
        elif mark.feature.id not in covered:
            occupied.add_disc(*at, mark.radius)
        elif stands.get(mark.feature.id) is mark:
            # A place without a dot: its own name is to stand here, to either side.
            occupied.add_line([(at[0] - KEPT_PX, at[1]), (at[0] + KEPT_PX, at[1])])
    for layer in atlas.layers:
        if layer.entry.shown and not layer.is_big:
            for feature in layer.features:
                if feature.look in ROADS:
                    for run in runs(feature.geometry):
                        occupied.add_line(pixels(run, zoom))
    return occupied


def _points(
    atlas: Atlas,
    marks: Sequence[Mark],
    stands: Sequence[Stands],
    zooms: Sequence[float],
    rooms: Sequence[Occupied],
) -> list[Label]:
    """The labels of points; a name that never finds room has none."""
    named = sorted(marks, key=lambda mark: (mark.rank, mark.feature.id))
    letters: dict[tuple[str, str], list[str]] = {}
    placed: dict[int, dict[str, str]] = {}
    for step, neighbour in _outward(zooms, opening_zoom(atlas)):
        before, placed[step] = placed.get(neighbour, {}), {}
        for id, letter in _placed(atlas, named, stands[step], rooms[step], zooms[step], before):
            placed[step][id] = letter
            key = id, stands[step][id].feature.id
            letters.setdefault(key, [WAITS] * len(zooms))[step] = letter
    by_id = {mark.feature.id: mark for mark in marks}
    return [
        _label(by_id[id], by_id[host], "".join(at))
        for (id, host), at in sorted(
            letters.items(), key=lambda each: (by_id[each[0][0]].rank, each[0])
        )
    ]


def _outward(zooms: Sequence[float], opens: float) -> Iterator[tuple[int, int]]:
    """The opening zoom first, then up, then down from it: each step and the one before it.

    Without an opening zoom, the first of them stands for it.
    """
    start = zooms.index(opens) if opens in zooms else 0
    yield from ((step, step - 1) for step in range(start, len(zooms)))
    yield from ((step, step + 1) for step in range(start - 1, -1, -1))


def _placed(
    atlas: Atlas,
    named: Sequence[Mark],
    stands: Stands,
    occupied: Occupied,
    zoom: float,
    before: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """Id and letter of each name that finds room at a zoom; its room is occupied then.

    Strong names that found none go first in another try; the best try stands.
    """
    order = [mark for mark in named if mark.feature.id in stands]
    best: dict[str, tuple[str, Box]] = {}
    worth = -1.0
    for _ in range(TRIES):
        found: dict[str, tuple[str, Box]] = {}
        for mark in order:
            id = mark.feature.id
            place = _place(atlas, mark, stands[id], zoom, occupied, before.get(id))
            if place:
                found[id] = place
                occupied.take([place[1]])
        occupied.forget()
        new = sum(mark.rank**-2 for mark in order if mark.feature.id in found)
        if new > worth:
            best, worth = found, new
        lost = {mark.feature.id for mark in order if mark.rank <= STRONG} - set(found)
        if not lost:
            break
        order.sort(key=lambda mark: mark.feature.id not in lost)
    for id, (letter, taken) in best.items():
        occupied.take([taken])
        yield id, letter


def _label(mark: Mark, host: Mark, at: str) -> Label:
    return Label(
        mark.feature.id,
        mark.layer.id,
        style_of(mark.feature.look, mark.rank),
        round(host.lon, 5),
        round(host.lat, 5),
        at,
        reach_of(host.feature.look),
        beside="" if host is mark else host.feature.id,
    )


def _stands(atlas: Atlas, marks: Sequence[Mark], covered: Covered) -> Stands:
    """Where names stand at a zoom: beside their own symbol, or the one that covers it.

    A covered town is named beside the symbol that bears its name ("Northgate" beside "Northgate
    depot"), which then does not say it again; a capital beside whatever covers it. A town under the
    symbol of a crossing keeps its name and loses its dot. All other covered marks wait.
    """
    stands: dict[str, Mark] = {}
    named = [mark for mark in marks if mark.layer.entry.labels and _name(atlas, mark)]
    for mark in named:
        above = covered.get(mark.feature.id, ())
        if mark.feature.look == DOT and above:
            bears = [cover for cover in above if _bears(atlas, cover, mark)]
            if bears or mark.rank == 1:
                stands[mark.feature.id] = (bears or above)[0]
            elif any(cover.feature.look in CROSSINGS for cover in above):
                stands[mark.feature.id] = mark
    taken = {host.feature.id for id, host in stands.items() if host.feature.id != id}
    for mark in named:
        if mark.feature.id not in covered and mark.feature.id not in taken:
            stands[mark.feature.id] = mark
    return stands


def _bears(atlas: Atlas, cover: Mark, town: Mark) -> bool:
    """Does the name of the covering feature hold that of the town, spaces and signs aside?"""
    return _letters(_name(atlas, town)) in _letters(_name(atlas, cover))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _name(atlas: Atlas, mark: Mark) -> str:
    return mark.feature.name.get(atlas.language, "")


def _place(
    atlas: Atlas, mark: Mark, host: Mark, zoom: float, occupied: Occupied, before: str | None
) -> tuple[str, Box] | None:
    """The cheapest free place for a mark's name, if there is one.

    Where no place is free, the margin towards other names is given up.
    """
    width, half = room(_name(atlas, mark), style_of(mark.feature.look, mark.rank))
    at, reach = host.at(zoom), reach_of(host.feature.look)

    def cost(letter: str, place: Box) -> float:
        moved = MOVE if before not in (None, letter) else 0.0
        crowd = CROWD * occupied.discs_near(place, CROWD_PX)
        return PLACES[letter] + moved + crowd + CROSSING * occupied.line_points(place)

    for margin in (0.0, MARGIN_PX):
        tried = ((letter, box(at, letter, reach, width, half)) for letter in PLACES)
        clear = ((letter, place) for letter, place in tried if occupied.off_discs(place))
        places = ((letter, _shrunk(place, margin)) for letter, place in clear)
        free = [(letter, place) for letter, place in places if occupied.free([place])]
        if free:
            return min(free, key=lambda each: (cost(*each), each[0]))
    return None


def _shrunk(box: Box, margin: float) -> Box:
    return box[0] + margin, box[1] + margin, box[2] - margin, box[3] - margin
