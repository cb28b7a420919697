/**
 * A vector tile (MVT 2.1) → the features that are drawn. Of each its shape is read at once, in slices; what it has to tell
 * only when that is asked for, which of some ten thousand is one.
 */

import type { Feature, GeomType } from "protomaps-leaflet";

type Props = Feature["props"];
type Point = Feature["geom"][number][number];

/** A position: of the methods of a Point, protomaps-leaflet calls these alone. */
class Spot {
  x: number;
  y: number;

  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }

  clone(): Spot {
    return new Spot(this.x, this.y);
  }

  mult(by: number): this {
    this.x *= by;
    this.y *= by;
    return this;
  }

  add(other: Spot): this {
    this.x += other.x;
    this.y += other.y;
    return this;
  }
}

/** Protobuf, field by field. One goes through a whole tile: what it makes for a feature is made ten thousand times. */
class Reader {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  varint(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError("a vector tile ends too soon");
      value += (byte & 127) * weight;
      if (byte < 128) return value;
      weight *= 128;
    }
  }

  /** Whole numbers below zero take all 64 bits. */
  big(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  text(): string {
    const end = this.end();
    const start = this.at;
    this.at = end;
    return new TextDecoder().decode(this.bytes.subarray(start, end));
  }

  float(length: 4 | 8): number {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at, length);
    this.at += length;
    return length === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  }

  /** Where the message ends that begins here. */
  end(): number {
    const length = this.varint();
    if (this.at + length > this.bytes.length) throw new RangeError("a vector tile ends too soon");
    return this.at + length;
  }

  /** Passes over a message; where it began, behind its length. */
  message(): number {
    const end = this.end();
    const start = this.at;
    this.at = end;
    return start;
  }

  skip(wire: number): void {
    if (wire === 0) this.varint();
    else if (wire === 2) this.message();
    else this.at += wire === 1 ? 8 : 4;
  }
}

/** What all features of a layer share; of values and features it knows where they begin and end. */
class Table {
  extent = 4096;
  name = "";
  readonly keys: string[] = [];
  readonly values: number[] = [];
  readonly features: number[] = [];
  readonly from: Reader;

  constructor(from: Reader, end: number) {
    this.from = from;
    while (from.at < end) {
      const tag = from.varint();
      const field = tag >>> 3;
      if (field === 1) this.name = from.text();
      else if (field === 2) this.features.push(from.message(), from.at);
      else if (field === 3) this.keys.push(from.text());
      else if (field === 4) this.values.push(from.message(), from.at);
      else if (field === 5) this.extent = from.varint();
      else from.skip(tag & 7);
    }
  }

  value(index: number): string | number | boolean | null {
    const { from, values } = this;
    let found: string | number | boolean | null = null;
    from.at = values[2 * index] ?? 0;
    const end = values[2 * index + 1] ?? 0;
    while (from.at < end) {
      const tag = from.varint();
      const field = tag >>> 3;
      if (field === 1) found = from.text();
      else if (field === 2) found = from.float(4);
      else if (field === 3) found = from.float(8);
      else if (field === 4) found = Number(BigInt.asIntN(64, from.big()));
      else if (field === 5) found = Number(from.big());
      else if (field === 6) found = Number(unfolded(from.big()));
      else if (field === 7) found = from.varint() !== 0;
      else from.skip(tag & 7);
    }
    return found;
  }
}

class Drawn implements Feature {
  readonly geom: Point[][] = [];
  geomType: GeomType = 0 as GeomType;
  bbox = { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  numVertices = 0;
  private readonly table: Table;
  /** Where the pairs of keys and values begin and end. */
  private tags = 0;
  private ends = 0;

  constructor(table: Table, start: number, end: number, scale: number) {
    const { from } = table;
    this.table = table;
    from.at = start;
    while (from.at < end) {
      const tag = from.varint();
      const field = tag >>> 3;
      if (field === 2) {
        this.tags = from.message();
        this.ends = from.at;
      } else if (field === 3) this.geomType = from.varint();
      else if (field === 4) this.place(from, from.end(), scale);
      else from.skip(tag & 7);
    }
  }

  get props(): Props {
    const { from, keys } = this.table;
    const props: Props = {};
    for (let at = this.tags; at < this.ends; ) {
      from.at = at;
      const key = keys[from.varint()];
      const value = from.varint();
      at = from.at;
      if (key !== undefined) props[key] = this.table.value(value);
    }
    return props;
  }

  /** The number of its value under a key, without reading that; -1 = it has none. */
  holds(key: number): number {
    const { from } = this.table;
    from.at = this.tags;
    while (from.at < this.ends) {
      const isKey = from.varint() === key;
      const value = from.varint();
      if (isKey) return value;
    }
    return -1;
  }

  private place(from: Reader, end: number, scale: number): void {
    let [x, y, minX, minY, maxX, maxY] = [0, 0, Infinity, Infinity, -Infinity, -Infinity];
    let line: Point[] = [];
    while (from.at < end) {
      const command = from.varint();
      const kind = command & 7;
      if (kind === 7) {
        const [first] = line;
        if (first) line.push(first.clone());
        continue;
      }
      for (let left = command >>> 3; left > 0; left -= 1) {
        x += from.signed() * scale;
        y += from.signed() * scale;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
        if (kind === 1) {
          line = [];
          this.geom.push(line);
        }
        line.push(new Spot(x, y) as unknown as Point);
        this.numVertices += 1;
      }
    }
    this.bbox = { minX, minY, maxX, maxY };
  }
}

/** So many features are looked at between two looks at the clock, and so many ms one slice takes. */
const AT_ONCE = 256;
const SLICE_MS = 8;

/** The features of a layer by look and type of geometry, as `kindOf` names them; `size` is that of a tile, px. */
export async function decode(
  data: ArrayBuffer,
  size: number,
  layer: string,
  usual: string,
): Promise<Map<string, Feature[]>> {
  const found = new Map<string, Feature[]>();
  const from = new Reader(new Uint8Array(data));
  let began = performance.now();
  while (from.at < from.bytes.length) {
    const tag = from.varint();
    if (tag >>> 3 !== 3) {
      from.skip(tag & 7);
      continue;
    }
    const end = from.end();
    const table = new Table(from, end);
    const { features } = table.name === layer ? table : { features: [] };
    const key = table.keys.indexOf("look");
    /** By the number of the value that names it. */
    const groups = new Map<string, Feature[]>();
    for (let index = 0; index < features.length; index += 2) {
      const [start = 0, stop = 0] = [features[index], features[index + 1]];
      const feature = new Drawn(table, start, stop, size / table.extent);
      const value = key < 0 ? -1 : feature.holds(key);
      const like = `${feature.geomType} ${value}`;
      let alike = groups.get(like);
      if (!alike) {
        const kind = kindOf(value < 0 ? usual : String(table.value(value)), feature.geomType);
        alike = found.get(kind) ?? [];
        groups.set(like, alike);
        found.set(kind, alike);
      }
      alike.push(feature);
      if (index % AT_ONCE > 0 || performance.now() - began < SLICE_MS) continue;
      await new Promise(resolve => setTimeout(resolve));
      began = performance.now();
    }
    from.at = end;
  }
  return found;
}

/** What features of this look and type are found by. */
export function kindOf(look: string, type: GeomType): string {
  return `${type} ${look}`;
}

/** 0, -1, 1, -2 … */
function unfolded(value: bigint): bigint {
  return value & 1n ? -(value + 1n) / 2n : value / 2n;
}
