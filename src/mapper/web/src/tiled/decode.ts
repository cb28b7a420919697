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

/** Protobuf, field by field. */
class Reader {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isDone(): boolean {
    return this.at >= this.bytes.length;
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

  message(): Uint8Array {
    const length = this.varint();
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError("a vector tile ends too soon");
    return this.bytes.subarray(this.at - length, this.at);
  }

  float(length: 4 | 8): number {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at, length);
    this.at += length;
    return length === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  }

  skip(wire: number): void {
    if (wire === 0) this.varint();
    else if (wire === 2) this.message();
    else this.at += wire === 1 ? 8 : 4;
  }
}

/** The fields of a message, each with its number; what `read` makes nothing of is passed over. */
function fields(bytes: Uint8Array, read: (field: number, from: Reader) => boolean): void {
  const from = new Reader(bytes);
  while (!from.isDone) {
    const tag = from.varint();
    if (!read(tag >>> 3, from)) from.skip(tag & 7);
  }
}

/** What all features of a layer share. */
class Table {
  extent = 4096;
  name = "";
  readonly keys: string[] = [];
  readonly values: Uint8Array[] = [];
  readonly features: Uint8Array[] = [];

  constructor(bytes: Uint8Array) {
    fields(bytes, (field, from) => {
      if (field === 1) this.name = text(from.message());
      else if (field === 2) this.features.push(from.message());
      else if (field === 3) this.keys.push(text(from.message()));
      else if (field === 4) this.values.push(from.message());
      else if (field === 5) this.extent = from.varint();
      else return false;
      return true;
    });
  }

  value(index: number): string | number | boolean | null {
    let found: string | number | boolean | null = null;
    fields(this.values[index] ?? new Uint8Array(), (field, from) => {
      if (field === 1) found = text(from.message());
      else if (field === 2) found = from.float(4);
      else if (field === 3) found = from.float(8);
      else if (field === 4) found = Number(BigInt.asIntN(64, from.big()));
      else if (field === 5) found = Number(from.big());
      else if (field === 6) found = Number(unfolded(from.big()));
      else if (field === 7) found = from.varint() !== 0;
      else return false;
      return true;
    });
    return found;
  }
}

class Drawn implements Feature {
  readonly geom: Point[][] = [];
  readonly geomType: GeomType;
  readonly bbox = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  readonly tags: Uint8Array;
  readonly table: Table;
  numVertices = 0;

  constructor(bytes: Uint8Array, table: Table, scale: number) {
    let type = 0;
    let tags: Uint8Array = new Uint8Array();
    let shape: Uint8Array = new Uint8Array();
    fields(bytes, (field, from) => {
      if (field === 2) tags = from.message();
      else if (field === 3) type = from.varint();
      else if (field === 4) shape = from.message();
      else return false;
      return true;
    });
    this.geomType = type;
    this.tags = tags;
    this.table = table;
    this.place(new Reader(shape), scale);
  }

  get props(): Props {
    const props: Props = {};
    const from = new Reader(this.tags);
    while (!from.isDone) {
      const key = this.table.keys[from.varint()];
      const value = from.varint();
      if (key !== undefined) props[key] = this.table.value(value);
    }
    return props;
  }

  /** The number of its value under a key, without reading that; -1 = it has none. */
  holds(key: number): number {
    const from = new Reader(this.tags);
    while (!from.isDone) {
      const isKey = from.varint() === key;
      const value = from.varint();
      if (isKey) return value;
    }
    return -1;
  }

  private place(from: Reader, scale: number): void {
    const { bbox, geom } = this;
    let [x, y] = [0, 0];
    let line: Point[] = [];
    while (!from.isDone) {
      const command = from.varint();
      const [kind, count] = [command & 7, command >>> 3];
      if (kind === 7) {
        const [first] = line;
        if (first) line.push(first.clone());
        continue;
      }
      for (let done = 0; done < count; done += 1) {
        x += from.signed() * scale;
        y += from.signed() * scale;
        bbox.minX = Math.min(bbox.minX, x);
        bbox.maxX = Math.max(bbox.maxX, x);
        bbox.minY = Math.min(bbox.minY, y);
        bbox.maxY = Math.max(bbox.maxY, y);
        if (kind === 1) {
          line = [];
          geom.push(line);
        }
        line.push(new Spot(x, y) as unknown as Point);
        this.numVertices += 1;
      }
    }
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
  const tables: Table[] = [];
  fields(new Uint8Array(data), (field, from) => {
    if (field === 3) tables.push(new Table(from.message()));
    return field === 3;
  });
  let began = performance.now();
  for (const table of tables.filter(({ name }) => name === layer)) {
    const key = table.keys.indexOf("look");
    const looks = new Map<number, string>([[-1, usual]]);
    for (const [index, bytes] of table.features.entries()) {
      const feature = new Drawn(bytes, table, size / table.extent);
      const value = key < 0 ? -1 : feature.holds(key);
      const look = looks.get(value) ?? String(table.value(value) ?? usual);
      looks.set(value, look);
      const kind = kindOf(look, feature.geomType);
      const alike = found.get(kind);
      if (alike) alike.push(feature);
      else found.set(kind, [feature]);
      if (index % AT_ONCE > 0 || performance.now() - began < SLICE_MS) continue;
      await new Promise(resolve => setTimeout(resolve));
      began = performance.now();
    }
  }
  return found;
}

/** What features of this look and type are found by. */
export function kindOf(look: string, type: GeomType): string {
  return `${type} ${look}`;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** 0, -1, 1, -2 … */
function unfolded(value: bigint): bigint {
  return value & 1n ? -(value + 1n) / 2n : value / 2n;
}
