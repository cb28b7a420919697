"""GSHHG's unnamed river lines -> named rivers, and one line of all other streams.

The source is cut at every whole degree and its confluences do not quite touch. So its vertices are
made a graph, loose ends are tied to the nearest other line, and a named river is the shortest way
along that graph through a few points of its course.
"""

from itertools import pairwise

import numpy as np
import shapely
from corrections import CORRECTIONS, Point, splice
from fetch import fetch
from geojson import Feature, round_to
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import KDTree
from shapely.geometry.base import BaseGeometry
from tables import Row, read_rows, split_list

DECIMALS = 3  # about 100 m: the source is good to about a kilometre
STREAM_AREA = shapely.box(60, 29, 75.5, 39.6)  # west, south, east, north
INDUS_PLAIN = shapely.box(70.3, 26, 79, 33.4)  # braids and canals, far from the subject
TIE_DEG = 0.02  # loose ends farther apart than this are not the same river
NAMED_TOLERANCE_DEG = 0.004
STREAM_TOLERANCE_DEG = 0.010
SHORTEST_STREAM_DEG = 0.5
SOURCE = "GSHHG (World Data Bank II), simplified."
DRAWN = (
    "Own digitising: straight joins between places in its valley; "
    "the source of the other rivers lacks it."
)
MOVED = "Moved by hand to pass under the middle of the Friendship Bridge."

Coordinates = NDArray[np.float64]


def read_lines() -> list[Coordinates]:
    """Every river line of the source that touches the map, as arrays of lon, lat.

    The index has one line of text per river: type, area, points, south, north, offset, bytes, id.
    The points are little-endian 32-bit floats.
    """
    index, points = fetch("river-index").decode("ascii"), fetch("river-points")
    lines = []
    for entry in index.splitlines():
        south, north, offset, size = (float(value) for value in entry.split()[3:7])
        if north < 28 or south > 41.5:
            continue
        raw = points[int(offset) : int(offset + size)]
        line = np.frombuffer(raw, "<f4").reshape(-1, 2).astype(float)
        if line[:, 0].max() > 58 and line[:, 0].min() < 77:
            lines.append(line)
    return lines


class Network:
    """The lines as a graph of their vertices."""

    def __init__(self, lines: list[Coordinates]) -> None:
        stacked = np.vstack(lines).round(5)
        self.points, node = np.unique(stacked, axis=0, return_inverse=True)
        starts = np.cumsum([0] + [len(line) for line in lines])
        inner = [np.arange(a, b - 1) for a, b in pairwise(starts)]
        first = np.concatenate(inner)
        edges = np.column_stack([node[first], node[first + 1]])
        self.edges = np.vstack([edges, self.ties(edges)])
        self.tree = KDTree(self.points)
        steps = self.points[self.edges[:, 0]] - self.points[self.edges[:, 1]]
        lengths = np.linalg.norm(steps, axis=1)
        size = len(self.points)
        self.graph = coo_array((lengths + 1e-9, tuple(self.edges.T)), shape=(size, size)).tocsr()

    def ties(self, edges: NDArray[np.intp]) -> NDArray[np.intp]:
        """An edge from each loose end to the nearest vertex that is not on its own line."""
        degree = np.bincount(edges.ravel(), minlength=len(self.points))
        component = line_numbers(edges, len(self.points))
        tree = KDTree(self.points)
        ties = []
        for end in np.flatnonzero(degree == 1):
            near = tree.query_ball_point(self.points[end], TIE_DEG)
            others = [other for other in sorted(near) if component[other] != component[end]]
            if others:
                gaps = np.linalg.norm(self.points[others] - self.points[end], axis=1)
                ties.append((end, others[int(gaps.argmin())]))
        return np.array(ties, dtype=np.intp).reshape(-1, 2)

    def path(self, waypoints: list[Point]) -> list[int]:
        """The vertices of the shortest way through the vertices nearest to some points."""
        stops = [int(self.tree.query(point)[1]) for point in waypoints]
        way = [stops[0]]
        for start, stop in pairwise(stops):
            search = dijkstra(self.graph, directed=False, indices=start, return_predecessors=True)
            before, leg = search[1], [stop]
            while leg[-1] != start:
                leg.append(int(before[leg[-1]]))
                if leg[-1] < 0:
                    ends = f"{self.points[start]} to {self.points[stop]}"
                    raise ValueError(f"rivers.csv: the source has no way from {ends}")
            way += leg[-2::-1]
        return way

    def without(self, ways: list[list[int]]) -> BaseGeometry:
        """What is left when the edges of some ways are taken out, merged into long lines."""
        taken = {frozenset(pair) for way in ways for pair in pairwise(way)}
        left = [(a, b) for a, b in self.edges.tolist() if a != b and {a, b} not in taken]
        return shapely.line_merge(shapely.multilinestrings([self.points[[*pair]] for pair in left]))


def line_numbers(edges: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    """Number the connected parts of a graph; vertices of one part have one number."""
    graph = coo_array((np.ones(len(edges)), tuple(edges.T)), shape=(size, size))
    numbers: NDArray[np.intp] = connected_components(graph, directed=False)[1]
    return numbers


def river_features(at: dict[str, Point]) -> list[Feature]:
    """Named rivers, the two that the source lacks, and all other streams as one feature."""
    network = Network(read_lines())
    features, ways = [], []
    for row in read_rows("rivers.csv").values():
        if row["places"]:
            features.append(drawn_river(row, at))
        else:
            ways.append(network.path(parse_path(row["path"])))
            features.append(traced_river(row, network.points[ways[-1]]))
    return [*features, other_streams(network.without(ways))]


def parse_path(cell: str) -> list[Point]:
    """'lon lat; lon lat' as points."""
    pairs = (part.split() for part in cell.split(";"))
    return [(float(lon), float(lat)) for lon, lat in pairs]


def traced_river(row: Row, points: Coordinates) -> Feature:
    """A river along the source's lines, corrected where the frontier is."""
    simple = shapely.simplify(shapely.LineString(points), NAMED_TOLERANCE_DEG)
    line = shapely.get_coordinates(round_to(simple, DECIMALS))
    course: list[Point] = [(float(lon), float(lat)) for lon, lat in line]
    corrected = splice(course, CORRECTIONS["bridge"])
    position = SOURCE if corrected == course else f"{SOURCE} {MOVED}"
    return Feature(row["id"], river_properties(row, 2, position), shapely.LineString(corrected))


def drawn_river(row: Row, at: dict[str, Point]) -> Feature:
    """A river that the source lacks, through places in its valley."""
    line = shapely.LineString([at[key] for key in row["places"].split()])
    properties = river_properties(row, 5, DRAWN) | {"precision": "schematic"}
    return Feature(row["id"], properties, line)


def river_properties(row: Row, precision_km: int, position: str) -> dict[str, object]:
    """What a popup of a river says."""
    return {
        "name": row["name"],
        "name_ru": row["name_ru"],
        "name_fa": row["name_fa"],
        "also": split_list(row["also"]),
        "kind": "river",
        "look": "river",
        "precision": "approximate",
        "precision_km": precision_km,
        "position": position,
    }


def other_streams(lines: BaseGeometry) -> Feature:
    """All streams worth drawing, as one feature without names of their own."""
    parts = [
        shapely.simplify(part, STREAM_TOLERANCE_DEG)
        for line in shapely.get_parts(lines)
        for part in shapely.get_parts(shapely.intersection(line, STREAM_AREA))
        if part.length >= SHORTEST_STREAM_DEG and not part.intersects(INDUS_PLAIN)
    ]
    properties = {
        "name": "Other rivers and streams",
        "name_ru": "Прочие реки",
        "name_fa": "رودهای دیگر",
        "kind": "river",
        "look": "stream",
        "precision": "approximate",
        "precision_km": 2,
        "position": SOURCE,
    }
    return Feature("streams", properties, round_to(shapely.multilinestrings(parts), DECIMALS))
