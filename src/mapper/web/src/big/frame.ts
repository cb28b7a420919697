/** The part of the world that a picture shows. */

import type * as Leaflet from "leaflet";

export interface Frame {
  readonly zoom: number;
  /** Pixels of the style sheet that the whole world is wide. */
  readonly scale: number;
  /** Of the picture's upper left corner, in these pixels. */
  readonly left: number;
  readonly top: number;
  /** Pixels of the screen for one of these. */
  readonly ratio: number;
  /** In pixels of the screen. */
  readonly width: number;
  readonly height: number;
}

/** So much of the map's size is drawn beyond each of its edges: what a short pan brings in is there already. */
const BEYOND = 0.2;
/** While the map is dragged, the next picture is begun when less than this part of that is left. */
const SPARE = 0.25;
/** Finer pixels are not worth four times the work. */
const FINEST = 2;

/** A number of fours: of pixels of the screen it is a whole number, at a ratio of quarters too. */
const STEP = 4;

function beyondOf(map: Leaflet.Map): Leaflet.Point {
  return map
    .getSize()
    .multiplyBy(BEYOND / STEP)
    .ceil()
    .multiplyBy(STEP);
}

/** Is what lies before the reader, with a part of what is beyond, in a picture? */
export function isInside(map: Leaflet.Map, { zoom, left, top, ratio, width, height }: Frame): boolean {
  const { min, max } = map.getPixelBounds();
  const spare = beyondOf(map).multiplyBy(SPARE);
  if (!min || !max || map.getZoom() !== zoom) return false;
  return (
    min.x - spare.x >= left &&
    min.y - spare.y >= top &&
    max.x + spare.x <= left + width / ratio &&
    max.y + spare.y <= top + height / ratio
  );
}

/** Calls back when a pixel of the style sheet becomes more or fewer of the screen. */
export function whenRatioChanges(act: () => void): void {
  const ratio = window.devicePixelRatio || 1;
  // The second is what Safari before 16 knows.
  const asked = window.matchMedia(`(resolution: ${ratio}dppx), (-webkit-device-pixel-ratio: ${ratio})`);
  const heard = (): void => {
    whenRatioChanges(act);
    act();
  };
  asked.addEventListener("change", heard, { once: true });
}

export function frameOf(map: Leaflet.Map): Frame {
  const size = map.getSize();
  const beyond = beyondOf(map);
  const { min } = map.getPixelBounds();
  const ratio = Math.min(FINEST, window.devicePixelRatio || 1);
  return {
    zoom: map.getZoom(),
    scale: 256 * 2 ** map.getZoom(),
    left: (min?.x ?? 0) - beyond.x,
    top: (min?.y ?? 0) - beyond.y,
    ratio,
    width: Math.round((size.x + 2 * beyond.x) * ratio),
    height: Math.round((size.y + 2 * beyond.y) * ratio),
  };
}
