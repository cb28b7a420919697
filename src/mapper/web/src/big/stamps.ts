/** The pixels of a dot, and how they are pressed into a picture. */

import type { Style } from "../map/index.ts";
import { colourFrom, over, veiled } from "./blend.ts";
import type { Sheet } from "./sheet.ts";

export interface Stamp {
  /** Stretches of one colour that hides what is under it: rows and columns from the middle, pixels. */
  readonly spans: readonly Span[];
  /** The others one by one: the rim, and all of a dot that lets something through. */
  readonly rest: readonly Pixel[];
}

interface Pixel {
  readonly down: number;
  readonly across: number;
  readonly colour: number;
}

interface Span extends Pixel {
  readonly length: number;
}

/** How far a dot of this style reaches from its middle, in pixels of the screen. */
export function reachOf(style: Style, ratio: number): number {
  return Math.ceil((style.width / 2 + (style.edge ? EDGE : 0)) * ratio);
}

const EDGE = 1;
/** Where many crowd. */
const LEAST = 3;

/** `crowded` dots are smaller, and have no edge. */
export function stampOf(style: Style, ratio: number, crowded: boolean): Stamp {
  const dot = (crowded ? Math.min(LEAST, style.width) : style.width) / 2;
  const edge = crowded || !style.edge ? 0 : EDGE;
  const radius = Math.ceil((dot + edge) * ratio);
  const ink = colourOf(style.stroke ?? style.fill ?? "black");
  const opacity = style.stroke ? style.strokeOpacity : style.fillOpacity;
  const own = disc(ink, dot * ratio, radius);
  const under = edge ? disc(colourOf(style.edge), (dot + edge) * ratio, radius) : null;
  const whole = under ? own.map((colour, i) => over(colour, under[i] as number)) : own;
  return stampFrom(
    whole.map(colour => veiled(colour, opacity)),
    radius,
  );
}

/** A disc's pixels in a square with its middle in the middle: of those at its rim the part that it covers. */
export function disc(colour: number, by: number, radius: number): Int32Array {
  const size = 2 * radius + 1;
  return Int32Array.from({ length: size * size }, (_, i) => {
    const [across, down] = [(i % size) - radius, Math.floor(i / size) - radius];
    let covered = 0;
    for (let line = 0; line < LINES; line++) {
      const y = down - 0.5 + (line + 0.5) / LINES;
      if (Math.abs(y) >= by) continue;
      const reach = Math.sqrt(by * by - y * y);
      covered += Math.max(0, Math.min(across + 0.5, reach) - Math.max(across - 0.5, -reach));
    }
    return veiled(colour, covered / LINES);
  });
}

/** A pixel is cut into so many, to tell how much of it is covered. */
const LINES = 32;

/**
 * A colour of a style sheet. How the canvas says it is read, and no pixel: browsers that guard their reader against
 * being told by such pixels give false ones.
 */
function colourOf(css: string): number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) throw new Error("there is no canvas to draw on");
  context.fillStyle = css;
  return colourFrom(String(context.fillStyle));
}

/** From the pixels of a square with the dot's middle in its middle. */
export function stampFrom(square: Int32Array, radius: number): Stamp {
  const size = 2 * radius + 1;
  const spans: { down: number; across: number; colour: number; length: number }[] = [];
  const rest: Pixel[] = [];
  for (let spot = 0; spot < square.length; spot++) {
    const colour = square[spot] as number;
    if (colour >>> 24 === 0) continue;
    const pixel = { down: Math.floor(spot / size) - radius, across: (spot % size) - radius, colour };
    const last = spans.at(-1);
    if (colour >>> 24 < 255) rest.push(pixel);
    else if (
      last?.colour === colour &&
      last.down === pixel.down &&
      last.across + last.length === pixel.across
    )
      last.length++;
    else spans.push({ ...pixel, length: 1 });
  }
  return { spans, rest };
}

/** Presses a stamp into a sheet, whose margin is wide enough for it, wherever it is asked to. */
export function pressing({ spans, rest }: Stamp, { pixels, stride }: Sheet): (spot: number) => void {
  const starts = Int32Array.from(spans, ({ down, across }) => down * stride + across);
  const lengths = Int32Array.from(spans, ({ length }) => length);
  const solids = Int32Array.from(spans, ({ colour }) => colour);
  const places = Int32Array.from(rest, ({ down, across }) => down * stride + across);
  const veils = Int32Array.from(rest, ({ colour }) => colour);
  return spot => {
    for (let i = 0; i < places.length; i++) {
      const at = spot + (places[i] as number);
      const colour = veils[i] as number;
      const under = pixels[at] as number;
      if (under === 0) pixels[at] = colour;
      // In a crowd most are covered already, by the same colour.
      else if ((under | 0xffffff) !== -1 || ((under ^ colour) & 0xffffff) !== 0)
        pixels[at] = over(colour, under);
    }
    for (let i = 0; i < starts.length; i++) {
      const colour = solids[i] as number;
      let at = spot + (starts[i] as number);
      for (const end = at + (lengths[i] as number); at < end; at++) pixels[at] = colour;
    }
  };
}
