"""Where Natural Earth's frontier is wrong at a place that matters here, and what is drawn instead.

Both lines are ours, drawn between published points that are known to lie on opposite sides. Rings
of polygons and the river are corrected by the same function, so they stay on each other.
"""

from dataclasses import dataclass
from math import cos, hypot, radians

Point = tuple[float, float]  # lon, lat

# The Friendship Bridge. Its middle is 37°13'44.28" N 67°25'39.38" E (German Wikipedia), its axis
# the line through the points of the English and the Russian Wikipedia, its length 816 m. The north
# end found in this way lies 13 m from the Russian point.
BRIDGE_SOUTH: Point = (67.42894, 37.22545)
BRIDGE_MIDDLE: Point = (67.4276, 37.22897)
BRIDGE_NORTH: Point = (67.42626, 37.23249)

# Where the road from Torghundi to Kushka meets the frontier drawn below.
KUSHKA_CROSSING: Point = (62.3076, 35.262)


@dataclass(frozen=True)
class Correction:
    """A stretch of line to draw instead of the old one between the vertices nearest its ends."""

    start: Point
    end: Point
    course: tuple[Point, ...]  # what lies between
    reach_km: float  # a line farther than this from either end is another line


CORRECTIONS = {
    "torghundi": Correction(
        start=(62.255, 35.262),
        end=(62.43, 35.281),
        course=((62.28, 35.262), KUSHKA_CROSSING, (62.34, 35.262), (62.38, 35.268)),
        reach_km=6,
    ),
    "bridge": Correction(
        start=(67.391, 37.215),
        end=(67.465, 37.266),
        course=((67.4085, 37.2205), BRIDGE_MIDDLE, (67.446, 37.243)),
        reach_km=3,
    ),
}


def splice(points: list[Point], correction: Correction) -> list[Point]:
    """Draw a correction into a line, or into a ring (first point = last) the shorter way round.

    Points of which none is within `reach_km` of one of the two ends are returned as they are.
    """
    ring = points[0] == points[-1]
    line = points[:-1] if ring else points
    first, last = nearest(line, correction.start), nearest(line, correction.end)
    gap_start = distance_km(line[first], correction.start)
    gap_end = distance_km(line[last], correction.end)
    if first == last or max(gap_start, gap_end) > correction.reach_km:
        return points
    course = list(correction.course)
    if ring:
        line = line[first:] + line[:first]
        last = (last - first) % len(line)
        if last <= len(line) // 2:  # the old stretch runs from start to end
            return [line[0], *course, *line[last:], line[0]]
        return [*line[: last + 1], *reversed(course), line[0]]
    if first < last:
        return [*line[: first + 1], *course, *line[last:]]
    return [*line[: last + 1], *reversed(course), *line[first:]]


def nearest(line: list[Point], point: Point) -> int:
    """Index of the vertex nearest to a point."""
    return min(range(len(line)), key=lambda index: distance_km(line[index], point))


def distance_km(a: Point, b: Point) -> float:
    """Distance on a plane that touches the globe between the points; good to 1 % within 100 km."""
    east = (b[0] - a[0]) * 111.32 * cos(radians((a[1] + b[1]) / 2))
    return hypot(east, (b[1] - a[1]) * 110.95)
