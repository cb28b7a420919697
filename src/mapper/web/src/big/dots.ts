/** Dots: written into the picture pixel by pixel, which is many times faster than to draw each. */

import type { Style } from "../map/index.ts";
import type { Frame } from "./frame.ts";
import type { Pace } from "./pace.ts";
import { DOTS, type Shapes } from "./shapes.ts";

/** The pixels of a dot: how far from its middle, in rows and columns, and their colour. */
interface Stamp {
  readonly across: Int16Array;
  readonly down: Int16Array;
  readonly colours: Uint32Array;
}

const BATCH = 4096;
/** In a picture of more dots they are smaller, and have no edge: so that one still sees where they crowd. */
const CROWD = 20_000;

/**
 * Draws the dots of a layer onto what `context` has, in slices; `blank` = that is nothing, and need not be read. How
 * many features are in view; null = given up.
 */
export async function drawDots(
  context: CanvasRenderingContext2D,
  blank: boolean,
  frame: Frame,
  shapes: Shapes,
  codes: Uint16Array | null,
  styles: readonly Style[],
  pace: Pace,
  isStale: () => boolean,
  isThere: ((feature: number) => boolean) | null,
): Promise<number | null> {
  const { x, y } = shapes;
  const { scale, left, top, width, height, ratio } = frame;
  const owners = ownersOf(shapes);
  const total = x.length;
  const column = (i: number): number => Math.round(((x[i] as number) * scale - left) * ratio);
  const row = (i: number): number => Math.round(((y[i] as number) * scale - top) * ratio);
  const isDot = (i: number): boolean =>
    (!owners || shapes.kinds[owners[i] as number] === DOTS) &&
    (!isThere || isThere(owners ? (owners[i] as number) : i));

  let seen = 0;
  for (let i = 0; i < total; i++) {
    if (i % BATCH === 0 && pace.due()) await pace.rest();
    const [across, down] = [column(i), row(i)];
    if (across >= 0 && down >= 0 && across < width && down < height && isDot(i)) seen++;
  }
  if (isStale()) return null;
  const stamps = styles.map(style => stampOf(style, ratio, seen > CROWD));
  const image = blank ? context.createImageData(width, height) : context.getImageData(0, 0, width, height);
  const pixels = new Uint32Array(image.data.buffer);
  // The last look that was drawn at a pixel, from 1: the same dot at the same place is drawn once.
  const done = new Uint16Array(width * height);
  let count = 0;
  let last = -1;
  for (let i = 0; i < total; i++) {
    if (i % BATCH === 0 && pace.due()) {
      await pace.rest();
      if (isStale()) return null;
    }
    const [across, down] = [column(i), row(i)];
    if (across < 0 || down < 0 || across >= width || down >= height || !isDot(i)) continue;
    const owner = owners ? (owners[i] as number) : i;
    if (owner !== last) count++;
    last = owner;
    const code = codes ? (codes[owner] as number) : 0;
    const spot = down * width + across;
    if (done[spot] === code + 1) continue;
    done[spot] = code + 1;
    const stamp = stamps[code];
    if (stamp) press(stamp, pixels, across, down, width, height);
  }
  context.putImageData(image, 0, 0);
  return count;
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

/** A dot's pixels, read from one drawn by the browser. */
function stampOf(style: Style, ratio: number, crowded: boolean): Stamp {
  const dot = (crowded ? Math.min(3, style.width) : style.width) / 2;
  const edge = crowded || !style.edge ? 0 : 1;
  const radius = Math.ceil((dot + edge) * ratio);
  const size = 2 * radius + 1;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("there is no canvas to draw on");
  const disc = (colour: string, by: number): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(size / 2, size / 2, by * ratio, 0, 2 * Math.PI);
    context.fill();
  };
  if (edge) disc(style.edge, dot + edge);
  disc(style.stroke ?? style.fill ?? "black", dot);
  const drawn = new Uint32Array(context.getImageData(0, 0, size, size).data.buffer);
  const filled = [...drawn.keys()].filter(spot => drawn[spot] !== 0);
  return {
    across: Int16Array.from(filled, spot => (spot % size) - radius),
    down: Int16Array.from(filled, spot => Math.floor(spot / size) - radius),
    colours: Uint32Array.from(filled, spot => drawn[spot] as number),
  };
}

function press(
  { across, down, colours }: Stamp,
  pixels: Uint32Array,
  column: number,
  row: number,
  width: number,
  height: number,
): void {
  for (let i = 0; i < colours.length; i++) {
    const x = column + (across[i] as number);
    const y = row + (down[i] as number);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const colour = colours[i] as number;
    const spot = y * width + x;
    const under = pixels[spot] as number;
    pixels[spot] = under === 0 || colour >>> 24 === 255 ? colour : over(colour, under);
  }
}

/** One colour over another (Porter and Duff 1984). Their bytes from the lowest: red, green, blue, alpha. */
function over(colour: number, under: number): number {
  const above = (colour >>> 24) / 255;
  const below = ((under >>> 24) / 255) * (1 - above);
  const alpha = above + below;
  const mix = (shift: number): number =>
    Math.round((((colour >>> shift) & 255) * above + ((under >>> shift) & 255) * below) / alpha) << shift;
  return (mix(0) | mix(8) | mix(16) | (Math.round(alpha * 255) << 24)) >>> 0;
}
