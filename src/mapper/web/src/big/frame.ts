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
/** Finer pixels are not worth four times the work. */
const FINEST = 2;

export function frameOf(map: Leaflet.Map): Frame {
  const size = map.getSize();
  const beyond = size.multiplyBy(BEYOND).round();
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
