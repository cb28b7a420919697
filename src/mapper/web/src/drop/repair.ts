/** A geometry as a file holds it → the same as RFC 7946 wants it. The counterpart of formats/tidy/repair.py. */

import type { Bounds } from "../payload.ts";
import type { Message } from "./messages.ts";
import { boundsOf, DEPTH, faults, type Geometry, isKind } from "./positions.ts";

/** Degrees, about 100 m: shapes that small get a sixth decimal. */
const SMALL = 0.001;

/** Nowhere a swap of axes could be told: rounding alone is looked at. */
const EVERYWHERE: Bounds = [-180, -90, 180, 90];

type Run = number[][];
type Change = (run: Run, isHole: boolean) => Run;

/** The geometry repaired where that is safe, and the messages that say how. The rest is left for `faults` to find. */
export function repair(geometry: Geometry): { geometry: Geometry; done: Set<Message> } {
  const { type, coordinates } = geometry;
  const done = new Set<Message>();
  if (typeof type !== "string" || !isKind(type)) return { geometry, done };
  const isArea = type.endsWith("Polygon");
  const whole = change(coordinates, DEPTH[type] ?? 0, (run, isHole) => mended(run, isArea, isHole, done));
  const shown = shifted(whole, DEPTH[type] ?? 0, done);
  return { geometry: rounded({ type, coordinates: shown }, done), done };
}

/** Longitudes beyond 180 degrees from the other side, if the whole shape lies there; `mapper add` splits others too. */
function shifted(coordinates: unknown, depth: number, done: Set<Message>): unknown {
  let [west, east, pole] = [Infinity, -Infinity, 0];
  change(coordinates, depth, run => {
    for (const [lon = 0, lat = 0] of run)
      [west, east, pole] = [Math.min(west, lon), Math.max(east, lon), Math.max(pole, Math.abs(lat))];
    return run;
  });
  const by = -360 * Math.floor((west + 180) / 360);
  const isMeant = west >= -360 && east <= 360 && pole <= 90 && east + by <= 180;
  if ((west >= -180 && east <= 180) || !isMeant) return coordinates;
  done.add("note.shifted");
  return change(coordinates, depth, run => run.map(([lon = 0, ...rest]) => [lon + by, ...rest]));
}

/** No more decimals than it needs, and never broken by that. */
function rounded(geometry: Geometry, done: Set<Message>): Geometry {
  const { type, coordinates } = geometry;
  for (const decimals of [5, 6]) {
    const fewer: Change = run => run.map(position => position.map(number => +number.toFixed(decimals)));
    const found = { type, coordinates: change(coordinates, DEPTH[String(type)] ?? 0, fewer) };
    if (faults(found, EVERYWHERE).length > 0 || (decimals === 5 && isSmall(found))) continue;
    if (JSON.stringify(found) !== JSON.stringify(geometry)) done.add("note.rounded");
    return found;
  }
  if (faults(geometry, EVERYWHERE).length === 0) done.add("note.exact");
  return geometry;
}

function isSmall(geometry: Geometry): boolean {
  if (geometry.type === "Point") return false;
  const [west, south, east, north] = boundsOf(geometry);
  return Math.max(east - west, north - south) < SMALL;
}

/** The coordinates with each run of positions changed; what is no run stays as it is. */
function change(part: unknown, depth: number, how: Change, isHole = false): unknown {
  if (depth === 0) return isRun([part]) ? how([part as number[]], false)[0] : part;
  if (depth === 1) return isRun(part) ? how(part, isHole) : part;
  if (!Array.isArray(part)) return part;
  return part.map((inner, index) => change(inner, depth - 1, how, depth === 2 && index > 0));
}

function isRun(part: unknown): part is Run {
  const isPosition = (each: unknown): boolean =>
    Array.isArray(each) && typeof each[0] === "number" && typeof each[1] === "number";
  return Array.isArray(part) && part.length > 0 && part.every(isPosition);
}

function mended(given: Run, isRing: boolean, isHole: boolean, done: Set<Message>): Run {
  let run = given;
  if (run.some(position => position.length > 2)) {
    done.add("note.heights");
    run = run.map(position => position.slice(0, 2));
  }
  if (!isRing) return run;
  const [first = [], last = []] = [run[0], run.at(-1)];
  if (run.length > 2 && (first[0] !== last[0] || first[1] !== last[1])) {
    done.add("note.closed");
    run = [...run, first];
  }
  if (isHole ? turn(run) > 0 : turn(run) < 0) {
    done.add("note.turned");
    run = [...run].reverse();
  }
  return run;
}

/** Twice the signed area in square degrees: positive when the ring runs counter-clockwise. */
function turn(ring: Run): number {
  // Measured from its first position, so that small rings far from 0, 0 keep their sign.
  const [x = 0, y = 0] = ring[0] ?? [];
  let sum = 0;
  for (const [index, [lon = 0, lat = 0]] of ring.entries()) {
    const [nextLon = 0, nextLat = 0] = ring[index + 1] ?? [x, y];
    sum += (lon - x) * (nextLat - y) - (nextLon - x) * (lat - y);
  }
  return sum;
}
