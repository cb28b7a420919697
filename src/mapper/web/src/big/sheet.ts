/** The pixels of a picture before they are put on its canvas. */

import type { Pace } from "./pace.ts";

/** Row by row; round the picture is a margin, into which dots at its edge reach. */
export interface Sheet {
  readonly pixels: Int32Array;
  readonly stride: number;
  readonly margin: number;
  /** Of the picture within. */
  readonly width: number;
  readonly height: number;
}

/** So many pixels are put on the canvas at a time. */
const BAND = 500_000;

/** `room` is taken if it is large enough; the sheet is blank. */
export function sheetOf(width: number, height: number, margin: number, room: Int32Array | null): Sheet {
  const stride = width + 2 * margin;
  const size = stride * (height + 2 * margin);
  const pixels = room && room.length >= size ? room.subarray(0, size).fill(0) : new Int32Array(size);
  return { pixels, stride, margin, width, height };
}

/** Puts the sheet on a canvas of its size, in slices. */
export async function putSheet(context: CanvasRenderingContext2D, sheet: Sheet, pace: Pace): Promise<void> {
  const { pixels, stride, margin, width, height } = sheet;
  const bytes = new Uint8ClampedArray(pixels.buffer as ArrayBuffer, pixels.byteOffset, pixels.byteLength);
  const image = new ImageData(bytes, stride);
  const rows = Math.max(1, Math.floor(BAND / width));
  for (let row = 0; row < height; row += rows) {
    if (pace.due()) await pace.rest();
    context.putImageData(image, -margin, -margin, margin, margin + row, width, Math.min(rows, height - row));
  }
}
