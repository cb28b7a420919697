/** Dots: written into the picture pixel by pixel, which is many times faster than to draw each. */

import type { Style } from "../map/index.ts";
import type { Easel } from "./easel.ts";
import type { Frame } from "./frame.ts";
import type { Pace } from "./pace.ts";
import { DOTS, type Shapes } from "./shapes.ts";
import { putSheet, type Sheet, sheetOf } from "./sheet.ts";
import { pressing, reachOf, type Stamp, stampOf } from "./stamps.ts";

const BATCH = 8192;
/** In a picture of more dots they are smaller, and have no edge: so that one still sees where they crowd. */
const CROWD = 20_000;

/** Dots that are in a picture, or reach into it, in their order. */
export interface Spots {
  readonly count: number;
  /** Where in the sheet each has its middle. */
  readonly places: Int32Array;
  /** The look of each; null where all have the first. */
  readonly codes: Uint16Array | null;
  /** How many dots have their middle in the picture, and of how many features. */
  readonly seen: number;
  readonly features: number;
}

/**
 * Draws the dots of a layer onto what `context` has, in slices; `blank` = that is nothing. How
 * many features are in view; null = given up.
 */
export async function drawDots(
  context: CanvasRenderingContext2D,
  blank: boolean,
  frame: Frame,
  shapes: Shapes,
  codes: Uint16Array | null,
  styles: readonly Style[],
  easel: Easel,
  pace: Pace,
  isStale: () => boolean,
  isThere: ((feature: number) => boolean) | null,
): Promise<number | null> {
  const { width, height, ratio } = frame;
  const reach = Math.max(1, ...styles.map(style => reachOf(style, ratio)));
  // A dot that only just reaches in has its middle one reach outside, and pixels as far again beyond that.
  const sheet = sheetOf(width, height, 2 * reach, easel.pixels);
  if (!easel.pixels || easel.pixels.length < sheet.pixels.length) easel.pixels = sheet.pixels;
  const spots = await spotsIn(frame, sheet, shapes, codes, easel, pace, isStale, isThere);
  if (!spots) return null;
  const stamps = styles.map(style => stampOf(style, ratio, spots.seen > CROWD));
  if (!(await pressAll(spots, sheet, stamps, pace, isStale))) return null;
  // What is put on a canvas takes the place of what it has.
  const own = blank ? context : besides(width, height);
  if (!own) return null;
  await putSheet(own, sheet, pace);
  if (!blank) context.drawImage(own.canvas, 0, 0);
  return spots.features;
}

function besides(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext("2d", { willReadFrequently: true });
}

/** Finds the dots that a picture shows; null = given up. */
export async function spotsIn(
  { scale, left, top, ratio }: Frame,
  { stride, margin, width, height }: Sheet,
  shapes: Shapes,
  codes: Uint16Array | null,
  easel: Easel,
  pace: Pace,
  isStale: () => boolean,
  isThere: ((feature: number) => boolean) | null,
): Promise<Spots | null> {
  const { x, y, kinds } = shapes;
  const total = x.length;
  const owners = ownersOf(shapes);
  if (!easel.places || easel.places.length < total) easel.places = new Int32Array(total);
  if (codes && (!easel.codes || easel.codes.length < total)) easel.codes = new Uint16Array(total);
  const { places, codes: own } = easel;
  const size = scale * ratio;
  // In pixels of the sheet; beyond half of the margin no dot reaches into the picture.
  const [west, north] = [left * ratio - margin, top * ratio - margin];
  const least = margin / 2;
  const [right, bottom] = [stride - least, height + 2 * margin - least];
  const [edge, foot] = [margin + width, margin + height];
  let [count, seen, features, last] = [0, 0, 0, -1];
  for (let from = 0; from < total; from += BATCH) {
    if (pace.due()) {
      await pace.rest();
      if (isStale()) return null;
    }
    const end = Math.min(from + BATCH, total);
    for (let i = from; i < end; i++) {
      const across = (x[i] as number) * size - west;
      const down = (y[i] as number) * size - north;
      if (!(across >= least && down >= least && across < right && down < bottom)) continue;
      const owner = owners ? (owners[i] as number) : i;
      if ((owners && kinds[owner] !== DOTS) || (isThere && !isThere(owner))) continue;
      places[count] = Math.floor(down) * stride + Math.floor(across);
      if (codes && own) own[count] = codes[owner] as number;
      count++;
      if (across < margin || down < margin || across >= edge || down >= foot) continue;
      seen++;
      if (owner !== last) features++;
      last = owner;
    }
  }
  return { count, places, codes: codes && own, seen, features };
}

/** Presses a stamp at each place, in order; whether it was not given up. */
export async function pressAll(
  { count, places, codes }: Spots,
  sheet: Sheet,
  stamps: readonly Stamp[],
  pace: Pace,
  isStale: () => boolean,
): Promise<boolean> {
  const presses = stamps.map(stamp => pressing(stamp, sheet));
  for (let from = 0; from < count; from += BATCH) {
    if (pace.due()) {
      await pace.rest();
      if (isStale()) return false;
    }
    const end = Math.min(from + BATCH, count);
    for (let i = from; i < end; i++) presses[codes ? (codes[i] as number) : 0]?.(places[i] as number);
  }
  return true;
}

/** By position: the feature it is of; null where each is its own. */
function ownersOf({ count, runs, starts, x }: Shapes): Uint32Array | null {
  if (x.length === count) return null;
  const owners = new Uint32Array(x.length);
  for (let feature = 0; feature < count; feature++) {
    owners.fill(feature, starts[runs[feature] as number], starts[runs[feature + 1] as number]);
  }
  return owners;
}
