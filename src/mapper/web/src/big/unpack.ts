/** The streams of a big layer: whole numbers as `streams.py` writes them, columns as `pack.py` does. */

import type { Big, Column, Stream } from "../payload.ts";
import type { Pace } from "./pace.ts";

/** A stream and its part of the bytes. */
export interface Source {
  readonly stream: Stream;
  readonly bytes: Uint8Array;
}

/** A column and its parts of the bytes. */
export interface Packed {
  readonly column: Column;
  readonly missing: Uint8Array | null;
  readonly ints: Source;
  readonly bytes: Uint8Array;
}

export interface Streams {
  readonly shape: Readonly<Record<keyof Big["shape"], Source>>;
  readonly ids: Packed;
  readonly columns: readonly Packed[];
  /** The first and the last day of each feature, where days place them. */
  readonly days: readonly [Source, Source] | null;
}

type Numbers = Int32Array | Float64Array | Uint32Array | Uint8Array;

/** So many numbers between two looks at the clock. */
const BATCH = 32_768;

/** Gives each stream its part of the bytes: they lie one after another. */
export function streamsOf(big: Big, bytes: Uint8Array): Streams {
  let at = 0;
  const take = (size = 0): Uint8Array => {
    const part = bytes.subarray(at, at + size);
    at += size;
    return part;
  };
  const source = (stream: Stream): Source => ({ stream, bytes: take(stream.bytes) });
  const packed = (column: Column): Packed => ({
    column,
    missing: column.missing === undefined ? null : take(column.missing),
    ints: source(column.ints ?? { all: 0 }),
    bytes: take(column.bytes),
  });
  const { kinds, parts, rings, sizes, lon, lat } = big.shape;
  const shape = {
    kinds: source(kinds),
    parts: source(parts),
    rings: source(rings),
    sizes: source(sizes),
    lon: source(lon),
    lat: source(lat),
  };
  const [ids, columns] = [packed(big.ids), big.columns.map(packed)];
  const { first, last } = big;
  return { shape, ids, columns, days: first && last ? [source(first), source(last)] : null };
}

/** Fills `out` with the numbers of a stream, in slices. */
export async function fill<Out extends Numbers>(source: Source, out: Out, pace: Pace): Promise<Out> {
  const next = decoder(source, out);
  while (!next(BATCH)) if (pace.due()) await pace.rest();
  return out;
}

/** The same at once, for what is wanted now. */
export function fillNow<Out extends Numbers>(source: Source, out: Out): Out {
  decoder(source, out)(out.length);
  return out;
}

/** Each call decodes at most so many numbers more, and says whether that was all. */
function decoder({ stream, bytes }: Source, out: Numbers): (most: number) => boolean {
  const { bits = 0, base = 0, all = 0, delta = false, signed = false } = stream;
  const { length } = out;
  const mask = 2 ** bits - 1;
  const last = (bits / 8 - 1) * length;
  let index = 0;
  let sum = base;
  return most => {
    const end = Math.min(length, index + most);
    for (; index < end; index++) {
      let value = all;
      if (bits >= 8) {
        // The lowest bytes of all numbers, then their second ones, … Not by shifts: those end at 32 bits.
        value = 0;
        for (let at = index + last; at >= index; at -= length) value = value * 256 + (bytes[at] as number);
      } else if (bits) {
        value = ((bytes[(index * bits) >> 3] as number) >> ((index * bits) & 7)) & mask;
      }
      if (signed) value = value % 2 ? -(value + 1) / 2 : value / 2;
      if (delta) {
        sum += value;
        value = sum;
      } else value += base;
      out[index] = value;
    }
    return index === length;
  };
}
