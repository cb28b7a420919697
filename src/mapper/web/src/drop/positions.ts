/** GeoJSON positions, one by one: what can be wrong with them. The counterpart of geometry/positions.py. */

import { brief } from "./jsontext.ts";
import { type Message, note, say, type Values } from "./messages.ts";

/** How many lists stand around a position, by type of geometry (RFC 7946, 3.1). */
export const DEPTH: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

const LEAST: Readonly<Record<string, number>> = {
  MultiPoint: 1,
  LineString: 2,
  MultiLineString: 2,
  Polygon: 4,
  MultiPolygon: 4,
};

export interface Fault {
  /** Where in the geometry. */
  readonly place: string;
  readonly what: string;
  readonly mend: string;
}

export interface Geometry {
  readonly type: unknown;
  readonly coordinates?: unknown;
  readonly geometries?: unknown;
}

/** West, south, east, north in degrees. */
type Bounds = readonly [number, number, number, number];

/**
 * What makes a geometry unfit to be drawn, each kind once, with its first place and a count. With `bounds`, so is one
 * that lies outside them but inside with its axes swapped. Outlines that cross themselves are not found here.
 */
export function faults(geometry: Geometry, bounds: Bounds): Fault[] {
  const kind = geometry.type;
  if (kind === "GeometryCollection") return [fault("type", "geometry.collection")];
  if (typeof kind !== "string" || !isKind(kind))
    return [fault("type", "geometry.type", { value: brief(kind), types: Object.keys(DEPTH).join(", ") })];
  const found = misfits(geometry.coordinates, kind);
  return found.length > 0 ? found : swapped(geometry, bounds);
}

/** What is worth a warning in a geometry without faults: perhaps it is not as meant. */
export function doubts(geometry: Geometry): Fault[] {
  const { type, coordinates } = geometry;
  if (type === "Point") {
    const [lon, lat] = coordinates as number[];
    return lon === 0 && lat === 0 ? [fault("coordinates", "geometry.zero")] : [];
  }
  if (type === "MultiPoint") return [];
  // Part by part: what is split at the 180th meridian already spans the world and is right.
  const depth = DEPTH[String(type)] ?? 0;
  const runs = (depth < 2 ? [coordinates] : (coordinates as unknown[]).flat(depth - 2)) as number[][][];
  const widths = runs.map(run => {
    const [west, , east] = boundsOf({ type: "LineString", coordinates: run });
    return east - west;
  });
  const width = Math.max(...widths);
  const isShort = String(type).endsWith("LineString") && runs.some(run => new Set(run.map(String)).size < 2);
  return [
    ...(width > 180 ? [fault("coordinates", "geometry.wide", { degrees: width.toFixed(0) })] : []),
    ...(isShort ? [fault("coordinates", "geometry.short")] : []),
  ];
}

/** Is it a type of geometry that has coordinates? */
export function isKind(kind: string): boolean {
  return typeof DEPTH[kind] === "number";
}

/** All positions of a geometry without faults. */
export function positionsOf({ type, coordinates }: Geometry): [number, number][] {
  const depth = DEPTH[String(type)] ?? 0;
  const positions = depth === 0 ? [coordinates] : (coordinates as unknown[]).flat(depth - 1);
  return positions as [number, number][];
}

export function boundsOf(...geometries: Geometry[]): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    for (const [lon, lat] of positionsOf(geometry)) {
      [west, east] = [Math.min(west, lon), Math.max(east, lon)];
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    }
  }
  return [west, south, east, north];
}

function misfits(coordinates: unknown, kind: string): Fault[] {
  const found = new Map<string, Fault[]>();
  for (const each of walk(coordinates, kind, DEPTH[kind] ?? 0, "coordinates"))
    found.set(each.what, [...(found.get(each.what) ?? []), each]);
  return [...found.values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const more = rest.length > 0 ? ` (and ${rest.length} more like it)` : "";
    return [{ ...first, what: `${first.what.slice(0, -1)}${more}.` }];
  });
}

function* walk(part: unknown, kind: string, depth: number, place: string): Generator<Fault> {
  if (depth === 0) {
    const bad = badPosition(part, place);
    if (bad) yield bad;
  } else if (!Array.isArray(part)) {
    const nesting = note(`nesting.${kind}` as Message);
    yield fault(place, "shape.list", { value: brief(part), kind, nesting });
  } else if (part.length === 0) {
    yield fault(place, "shape.empty");
  } else {
    for (const [index, inner] of part.entries()) yield* walk(inner, kind, depth - 1, `${place}[${index}]`);
    if (depth === 1) yield* badRun(part, kind, place);
  }
}

function* badRun(run: readonly unknown[], kind: string, place: string): Generator<Fault> {
  const isRing = kind.endsWith("Polygon");
  const least = LEAST[kind] ?? 1;
  if (run.length < least)
    yield fault(place, isRing ? "shape.short-ring" : "shape.short-line", { least, count: run.length });
  else if (isRing && JSON.stringify(run[0]) !== JSON.stringify(run.at(-1))) yield fault(place, "shape.open");
}

function badPosition(position: unknown, place: string): Fault | null {
  if (!Array.isArray(position)) return fault(place, "position.list", { value: brief(position) });
  if (Array.isArray(position[0])) return fault(place, "position.brackets");
  if (position.length < 2 || position.length > 3)
    return fault(place, "position.count", { count: position.length });
  for (const number of position)
    if (typeof number !== "number") return fault(place, "position.number", { value: brief(number) });
  const [lon, lat] = position as [number, number];
  if (!(Math.abs(lon) <= 180)) {
    const message = Math.abs(lon) > 1000 ? "position.metres" : "position.lon";
    return fault(place, message, { value: String(lon) });
  }
  if (Math.abs(lat) <= 90) return null;
  return fault(place, Math.abs(lon) <= 90 ? "position.swapped" : "position.lat", { value: String(lat) });
}

function swapped(geometry: Geometry, [west, south, east, north]: Bounds): Fault[] {
  const [w, s, e, n] = boundsOf(geometry);
  const isOutside = w > east || e < west || s > north || n < south;
  const fits = west <= s && n <= east && south <= w && e <= north;
  return isOutside && fits ? [fault("coordinates", "geometry.swapped")] : [];
}

function fault(place: string, message: Message, values?: Values): Fault {
  return { place, ...say(message, values) };
}
