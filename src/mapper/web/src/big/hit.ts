/** Which feature of a big layer lies at a place, and where a feature's own place is. */

import { AREAS, boxOf, DOTS, runsOf, type Shapes } from "./shapes.ts";

type Place = [x: number, y: number];

/** How far a place is from a feature, in the units of the shapes: 0 inside an area. */
export function distanceTo(shapes: Shapes, feature: number, [x, y]: Place): number {
  const kind = shapes.kinds[feature];
  if (kind === DOTS) return toDots(shapes, feature, x, y);
  const runs = runsOf(shapes, feature);
  if (kind === AREAS && isIn(runs, x, y)) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    const line = kind === AREAS ? [...run, ...run.slice(0, 1)] : run;
    for (let i = 1; i < line.length; i++) {
      least = Math.min(least, toSegment(line[i - 1] as Place, line[i] as Place, x, y));
    }
  }
  return least;
}

/**
 * Where a feature's record and focus belong: a dot itself, a line half of its positions along,
 * an area in the middle of its widest stretch at half its height.
 */
export function placeIn(shapes: Shapes, feature: number): Place {
  const runs = runsOf(shapes, feature);
  const [first = []] = runs;
  if (shapes.kinds[feature] !== AREAS) return first[first.length >> 1] ?? [0.5, 0.5];
  const [, top, , bottom] = boxOf(shapes, feature);
  const y = (top + bottom) / 2;
  const crossed = runs.flatMap(run => crossings(run, y)).sort((a, b) => a - b);
  let widest: Place = [crossed[0] ?? 0.5, crossed[0] ?? 0.5];
  for (let i = 1; i < crossed.length; i += 2) {
    const [from = 0, to = 0] = crossed.slice(i - 1, i + 1);
    if (to - from > widest[1] - widest[0]) widest = [from, to];
  }
  return [(widest[0] + widest[1]) / 2, y];
}

function toDots({ runs, starts, x, y }: Shapes, feature: number, toX: number, toY: number): number {
  let least = Number.POSITIVE_INFINITY;
  const end = starts[runs[feature + 1] as number] as number;
  for (let i = starts[runs[feature] as number] as number; i < end; i++) {
    least = Math.min(least, Math.hypot((x[i] as number) - toX, (y[i] as number) - toY));
  }
  return least;
}

function isIn(runs: readonly Place[][], x: number, y: number): boolean {
  return runs.flatMap(run => crossings(run, y)).filter(at => at < x).length % 2 === 1;
}

/** Where a ring crosses a parallel. */
function crossings(ring: readonly Place[], y: number): number[] {
  const found: number[] = [];
  let [x0, y0] = ring.at(-1) ?? [0, 0];
  for (const [x1, y1] of ring) {
    if (y0 > y !== y1 > y) found.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    [x0, y0] = [x1, y1];
  }
  return found;
}

function toSegment([x0, y0]: Place, [x1, y1]: Place, x: number, y: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length)) : 0;
  return Math.hypot(x0 + along * dx - x, y0 + along * dy - y);
}
