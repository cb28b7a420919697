/** Tidy features → a layer of the payload's kind, so that everything that draws or lists layers takes it for one. */

import type { Feature, Layer, LonLat, Shape } from "../payload.ts";
import { type Geometry, positionsOf } from "./positions.ts";
import type { TidyFeature } from "./tidy.ts";

/** As many as a file is saved with. */
const DECIMALS = 6;

/** Kind of geometry → the neutral look for it. */
const LOOKS: Readonly<Record<string, string>> = { Point: "point", LineString: "line", Polygon: "area" };

/** What the map shows elsewhere, in a record's head or by its drawing. */
const SHOWN = new Set(["name", "kind", "look", "rank"]);

export interface Draft {
  /** Of the layer on this map: with a slash, which no id of an atlas has. */
  readonly key: string;
  readonly title: string;
  readonly language: string;
  /** Look → the word for a feature that says of itself no kind: "point". */
  readonly kinds: Readonly<Record<string, string>>;
}

export function ownLayer(features: readonly TidyFeature[], { key, title, language, kinds }: Draft): Layer {
  return {
    id: key,
    title: { [language]: title },
    group: "",
    shown: true,
    ground: false,
    timed: false,
    decimals: DECIMALS,
    own: true,
    features: features.map(({ id, properties, geometry }): Feature => {
      const look = String(properties.get("look") ?? lookOf(geometry));
      const names = [...properties].flatMap(([column, value]) => {
        const [, tongue] = /^name_([a-z]{2,3})$/.exec(column) ?? [];
        return tongue && typeof value === "string" && value ? [[tongue, value]] : [];
      });
      return {
        id: `${key}/${id}`,
        name: { ...Object.fromEntries(names), [language]: String(properties.get("name")) },
        kind: String(properties.get("kind") ?? kinds[lookOf(geometry)] ?? ""),
        look,
        rank: Number(properties.get("rank") ?? 6),
        shape: shapeOf(geometry),
        point: pointOf(geometry),
        precision: String(properties.get("precision") ?? ""),
        rows: [...properties]
          .filter(([column]) => !SHOWN.has(column))
          .map(([column, value]) => [column, String(value)] as const),
      };
    }),
  };
}

export function lookOf({ type }: Geometry): string {
  return LOOKS[String(type).replace("Multi", "")] ?? "point";
}

/** The look that most of the features are drawn with; the others have to name theirs. */
export function commonLook(features: readonly TidyFeature[]): string {
  const counts = new Map<string, number>();
  for (const { geometry } of features) {
    const look = lookOf(geometry);
    counts.set(look, (counts.get(look) ?? 0) + 1);
  }
  const [[look] = ["point"]] = [...counts].sort((a, b) => b[1] - a[1]);
  return look;
}

function shapeOf({ type, coordinates }: Geometry): Shape {
  const scale = 10 ** DECIMALS;
  const run = (positions: readonly LonLat[]): number[] => {
    let [lon, lat] = [0, 0];
    return positions.flatMap(position => {
      const [x, y] = [Math.round(position[0] * scale), Math.round(position[1] * scale)];
      const step = [x - lon, y - lat];
      [lon, lat] = [x, y];
      return step;
    });
  };
  switch (type) {
    case "Point":
      return { type, at: run([coordinates as LonLat]) };
    case "LineString":
      return { type, at: run(coordinates as LonLat[]) };
    case "MultiPoint":
      return { type, at: (coordinates as LonLat[]).map(position => run([position])) };
    case "MultiPolygon":
      return { type, at: (coordinates as LonLat[][][]).map(rings => rings.map(run)) };
    default:
      return { type: type as "Polygon", at: (coordinates as LonLat[][]).map(run) };
  }
}

/**
 * Where the symbol, the popup and the focus belong. A point: itself (of several, the first). A line: its middle
 * position by number of its longest part. An area: the middle of the widest stretch inside its largest part, halfway up.
 */
function pointOf(geometry: Geometry): LonLat {
  const { type, coordinates } = geometry;
  if (type === "LineString" || type === "MultiLineString") {
    const lines = (type === "LineString" ? [coordinates] : coordinates) as LonLat[][];
    const longest = lines.reduce((best, line) => (line.length > best.length ? line : best));
    return halfway(longest);
  }
  if (type === "Polygon" || type === "MultiPolygon") {
    const areas = (type === "Polygon" ? [coordinates] : coordinates) as LonLat[][][];
    const sizes = areas.map(([outline = []]) => Math.abs(areaOf(outline)));
    return inside(areas[sizes.indexOf(Math.max(...sizes))] ?? []);
  }
  return positionsOf(geometry)[0] ?? [0, 0];
}

/** Halfway along a line, in degrees. */
function halfway(line: readonly LonLat[]): LonLat {
  const lengths = line.slice(1).map(([lon, lat], i) => {
    const [x = 0, y = 0] = line[i] ?? [];
    return Math.hypot((lon - x) * Math.cos((lat * Math.PI) / 180), lat - y);
  });
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [line[i], line[i + 1]];
    if (from && to && left <= length && length > 0) {
      const share = left / length;
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    }
    left -= length;
  }
  return line[0] ?? [0, 0];
}

/** The middle of the widest stretch that lies inside, halfway between south and north: holes are kept out of. */
function inside(rings: readonly (readonly LonLat[])[]): LonLat {
  const lats = (rings[0] ?? []).map(([, lat]) => lat);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  // A little off the half, where corners are likeliest.
  const lat = south + (north - south) * 0.5001;
  const crossings = rings
    .flatMap(ring =>
      ring.slice(1).flatMap(([lon, end], i) => {
        const [from = 0, start = 0] = ring[i] ?? [];
        return start < lat === end < lat ? [] : [from + ((lat - start) / (end - start)) * (lon - from)];
      }),
    )
    .sort((a, b) => a - b);
  let [west, east] = [crossings[0] ?? 0, crossings[0] ?? 0];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [a = 0, b = 0] = crossings.slice(i, i + 2);
    if (b - a > east - west) [west, east] = [a, b];
  }
  return [(west + east) / 2, lat];
}

function areaOf(ring: readonly LonLat[]): number {
  return ring.slice(1).reduce((sum, [lon, lat], i) => {
    const [x = 0, y = 0] = ring[i] ?? [];
    return sum + x * lat - lon * y;
  }, 0);
}
