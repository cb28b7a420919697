/** Lines and areas on a canvas. Steps of less than a pixel are left out; what is smaller than one is a dot. */

import type { Style } from "../map/index.ts";
import type { Frame } from "./frame.ts";
import type { Pace } from "./pace.ts";
import { AREAS, DOTS, type Shapes } from "./shapes.ts";

/** What is asked for of a canvas waits. So many corners are drawn in a few ms; a path costs as much as so many. */
const MOST = 2000;
const PATH = 10;
const BATCH = 4096;

/** Draws the lines and areas of a layer in slices. How many features are in view; null = given up. */
export async function tracePaths(
  context: CanvasRenderingContext2D,
  frame: Frame,
  shapes: Shapes,
  codes: Uint16Array | null,
  styles: readonly Style[],
  pace: Pace,
  isStale: () => boolean,
  isThere: ((feature: number) => boolean) | null,
): Promise<number | null> {
  const { scale, left, top, ratio } = frame;
  const [right, bottom] = [left + frame.width / ratio, top + frame.height / ratio];
  // Only where every feature is one dot are there none.
  const boxes = shapes.boxes ?? new Float64Array(0);
  let count = 0;
  let styled = -1;
  let asked = 0;
  context.save();
  context.scale(ratio, ratio);
  for (let feature = 0; feature < shapes.count; feature++) {
    if (asked > MOST || feature % BATCH === 0) {
      // Reading a pixel has what was asked for drawn, so that each slice pays for its own.
      if (asked > 0) context.getImageData(0, 0, 1, 1);
      asked = 0;
      if (pace.due()) {
        await pace.rest();
        if (isStale()) return null;
      }
    }
    if (shapes.kinds[feature] === DOTS || (isThere && !isThere(feature))) continue;
    const west = (boxes[4 * feature] as number) * scale;
    const north = (boxes[4 * feature + 1] as number) * scale;
    const east = (boxes[4 * feature + 2] as number) * scale;
    const south = (boxes[4 * feature + 3] as number) * scale;
    if (west > right || east < left || north > bottom || south < top) continue;
    count++;
    asked += PATH;
    const code = codes ? (codes[feature] as number) : 0;
    const style = styles[code];
    if (!style) continue;
    if (code !== styled) putOn(context, style);
    styled = code;
    if (east - west < 1 && south - north < 1) {
      context.globalAlpha = 1;
      context.fillStyle = style.stroke ?? style.fill ?? "transparent";
      context.fillRect(west - left, north - top, 1, 1);
      if (style.fill) context.fillStyle = style.fill;
      continue;
    }
    asked += trace(context, frame, shapes, feature);
    if (shapes.kinds[feature] === AREAS && style.fill) {
      context.globalAlpha = style.fillOpacity;
      context.fill("evenodd");
    }
    if (style.stroke && style.width > 0) {
      context.globalAlpha = style.strokeOpacity;
      context.stroke();
    }
  }
  context.restore();
  return count;
}

function putOn(context: CanvasRenderingContext2D, style: Style): void {
  if (style.fill) context.fillStyle = style.fill;
  if (style.stroke) context.strokeStyle = style.stroke;
  context.lineWidth = style.width;
  // Of a line this thin no corner is seen, and round ones are most of the work.
  context.lineJoin = style.width < 2 ? "bevel" : "round";
  context.setLineDash([...style.dashes]);
}

/** Asks for a path through the feature's positions, those left out that would not be seen; how many it has. */
function trace(context: CanvasRenderingContext2D, frame: Frame, shapes: Shapes, feature: number): number {
  const { scale, left, top } = frame;
  const { runs, starts, x, y, kinds } = shapes;
  let corners = 0;
  context.beginPath();
  for (let run = runs[feature] as number; run < (runs[feature + 1] as number); run++) {
    const first = starts[run] as number;
    const end = starts[run + 1] as number;
    let [drawnX, drawnY] = [0, 0];
    for (let i = first; i < end; i++) {
      const px = (x[i] as number) * scale - left;
      const py = (y[i] as number) * scale - top;
      const isEnd = i === first || i === end - 1;
      if (!isEnd && Math.abs(px - drawnX) < 1 && Math.abs(py - drawnY) < 1) continue;
      if (i === first) context.moveTo(px, py);
      else context.lineTo(px, py);
      corners++;
      [drawnX, drawnY] = [px, py];
    }
    if (kinds[feature] === AREAS) context.closePath();
  }
  return corners;
}
