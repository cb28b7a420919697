/** The geometries of a big layer as flat arrays, in the square of Web Mercator from 0 to 1. */

import type { Big, Shape } from "../payload.ts";
import type { Pace } from "./pace.ts";
import { fill, fillNow, type Source, type Streams } from "./unpack.ts";

export interface Shapes {
  readonly count: number;
  /** By feature: 0 dots, 1 lines, 2 areas. */
  readonly kinds: Uint8Array;
  /** By feature, and after the last: its first run. */
  readonly runs: Uint32Array;
  /** By run, and after the last: its first position. */
  readonly starts: Uint32Array;
  /** By position. Areas are not closed. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** By feature: least x, least y, most x, most y; null where every feature is one dot. */
  readonly boxes: Float64Array | null;
}

export const DOTS = 0;
export const AREAS = 2;

const LIMIT = 85.0511287798;
const BATCH = 8192;

/** x, y from 0 to 1, west to east and north to south. Latitudes beyond the square lie on its edge. */
export function placed(lon: number, lat: number): [number, number] {
  return [eastward(lon), southward(lat)];
}

function eastward(lon: number): number {
  return lon / 360 + 0.5;
}

function southward(lat: number): number {
  const north = Math.max(-LIMIT, Math.min(LIMIT, lat)) * (Math.PI / 360);
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + north)) / (2 * Math.PI);
}

/** Longitude, latitude in degrees. */
export function degrees(x: number, y: number): [number, number] {
  return [(x - 0.5) * 360, (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90];
}

export async function shapesOf(big: Big, streams: Streams, decimals: number, pace: Pace): Promise<Shapes> {
  const { count } = big;
  const { shape } = streams;
  const ways = big.types.map(type => (type.endsWith("Point") ? DOTS : type.endsWith("Polygon") ? AREAS : 1));
  const kinds = await fill(shape.kinds, new Uint8Array(count), pace);
  for (let feature = 0; feature < count; feature++) kinds[feature] = ways[kinds[feature] as number] ?? DOTS;
  if (isAll(shape.parts, 1) && isAll(shape.rings, 1) && isAll(shape.sizes, 1)) {
    // Each feature is one position: of a million there need not be four lists that all count to a million.
    const steps = new Uint32Array(count + 1);
    for (let feature = 0; feature <= count; feature++) steps[feature] = feature;
    const { x, y } = await placesOf(shape, count, decimals, pace);
    return { count, kinds, runs: steps, starts: steps, x, y, boxes: null };
  }
  const parts = await fill(shape.parts, new Uint32Array(count), pace);
  const rings = await fill(shape.rings, new Uint32Array(sumOf(parts)), pace);
  const sizes = await fill(shape.sizes, new Uint32Array(sumOf(rings)), pace);
  const total = sumOf(sizes);
  const { x, y } = await placesOf(shape, total, decimals, pace);
  const runs = new Uint32Array(count + 1);
  for (let feature = 0, part = 0; feature < count; feature++) {
    let own = 0;
    for (const end = part + (parts[feature] as number); part < end; part++) own += rings[part] as number;
    runs[feature + 1] = (runs[feature] as number) + own;
  }
  const starts = new Uint32Array(sizes.length + 1);
  for (let run = 0; run < sizes.length; run++) {
    starts[run + 1] = (starts[run] as number) + (sizes[run] as number);
  }
  const isDots = total === count;
  const shapes = { count, kinds, runs, starts, x, y, boxes: null };
  return isDots ? shapes : { ...shapes, boxes: await boxesOf(shapes, pace) };
}

/** Is each number of a stream this one? */
function isAll(source: Source, number: number): boolean {
  const { stream, bytes } = source;
  return bytes.length === 0 && !stream.delta && fillNow(source, new Float64Array(1))[0] === number;
}

async function placesOf(
  shape: Streams["shape"],
  total: number,
  decimals: number,
  pace: Pace,
): Promise<Pick<Shapes, "x" | "y">> {
  const lon = await fill(shape.lon, new Int32Array(total), pace);
  const lat = await fill(shape.lat, new Int32Array(total), pace);
  const x = new Float64Array(total);
  const y = new Float64Array(total);
  const unit = 10 ** decimals;
  for (let i = 0; i < total; i++) {
    if (i % BATCH === 0 && pace.due()) await pace.rest();
    x[i] = eastward((lon[i] as number) / unit);
    y[i] = southward((lat[i] as number) / unit);
  }
  return { x, y };
}

/** A feature's runs as x, y pairs. */
export function runsOf(shapes: Shapes, feature: number): [number, number][][] {
  const { runs, starts, x, y } = shapes;
  const found: [number, number][][] = [];
  for (let run = runs[feature] as number; run < (runs[feature + 1] as number); run++) {
    const positions: [number, number][] = [];
    for (let i = starts[run] as number; i < (starts[run + 1] as number); i++)
      positions.push([x[i] as number, y[i] as number]);
    found.push(positions);
  }
  return found;
}

/** As the contract has it. Parts of areas become rings of one: drawn by odd and even they look the same. */
export function shapeOf(shapes: Shapes, feature: number, decimals: number): Shape {
  const unit = 10 ** decimals;
  const kind = shapes.kinds[feature];
  const runs = runsOf(shapes, feature).map(run => {
    let [lon, lat] = [0, 0];
    const closed = kind === AREAS ? [...run, ...run.slice(0, 1)] : run;
    return closed.flatMap(position => {
      const [east, north] = degrees(...position).map(value => Math.round(value * unit)) as [number, number];
      const step = [east - lon, north - lat];
      [lon, lat] = [east, north];
      return step;
    });
  });
  const [first = []] = runs;
  if (kind === AREAS) return { type: "Polygon", at: runs };
  if (kind !== DOTS) return { type: "MultiLineString", at: runs };
  return { type: "Point", at: first.slice(0, 2) };
}

/** Least x, least y, most x, most y of a feature. */
export function boxOf({ boxes, x, y }: Shapes, feature: number): [number, number, number, number] {
  if (!boxes) {
    const [left, top] = [x[feature] as number, y[feature] as number];
    return [left, top, left, top];
  }
  return [...boxes.subarray(feature * 4, feature * 4 + 4)] as [number, number, number, number];
}

/** The middle of a feature's box. */
export function middleOf(shapes: Shapes, feature: number): [number, number] {
  if (!shapes.boxes) {
    return [shapes.x[feature] as number, shapes.y[feature] as number];
  }
  const [left, top, right, bottom] = boxOf(shapes, feature);
  return [(left + right) / 2, (top + bottom) / 2];
}

async function boxesOf(
  { count, runs, starts, x, y }: Omit<Shapes, "boxes">,
  pace: Pace,
): Promise<Float64Array> {
  const boxes = new Float64Array(count * 4);
  for (let feature = 0; feature < count; feature++) {
    if (feature % 512 === 0 && pace.due()) await pace.rest();
    let [left, top, right, bottom] = [2, 2, -2, -2];
    const end = starts[runs[feature + 1] as number] as number;
    for (let i = starts[runs[feature] as number] as number; i < end; i++) {
      left = Math.min(left, x[i] as number);
      top = Math.min(top, y[i] as number);
      right = Math.max(right, x[i] as number);
      bottom = Math.max(bottom, y[i] as number);
    }
    boxes.set([left, top, right, bottom], feature * 4);
  }
  return boxes;
}

function sumOf(numbers: Uint32Array): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
