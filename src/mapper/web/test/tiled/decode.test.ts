/** A vector tile, written byte by byte, and what is read of it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, kindOf } from "../../src/tiled/decode.ts";

type Bytes = readonly number[];

function varint(value: bigint | number): Bytes {
  const rest = BigInt(value);
  return rest < 128n ? [Number(rest)] : [Number(rest & 127n) | 128, ...varint(rest >> 7n)];
}

function field(number: number, held: Bytes): Bytes {
  return [...varint((number << 3) | 2), ...varint(held.length), ...held];
}

const letters = (text: string): Bytes => [...new TextEncoder().encode(text)];
const float = (value: number): Bytes => [...new Uint8Array(new Float32Array([value]).buffer)];
const double = (value: number): Bytes => [...new Uint8Array(new Float64Array([value]).buffer)];
const folded = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

const VALUES: readonly (readonly [unknown, Bytes])[] = [
  ["Well <b>", field(1, letters("Well <b>"))],
  [1.5, [0x15, ...float(1.5)]],
  [-0.1, [0x19, ...double(-0.1)]],
  [-3, [0x20, ...varint(2n ** 64n - 3n)]],
  [2 ** 40, [0x28, ...varint(2 ** 40)]],
  [-70_000, [0x30, ...varint(folded(-70_000))]],
  [true, [0x38, 1]],
  ["dry", field(1, letters("dry"))],
];

function feature(type: number, tags: Bytes, shape: Bytes): Bytes {
  // With an id, which nobody asks for.
  return field(2, [0x08, 7, ...field(2, tags), 0x18, type, ...field(4, shape)]);
}

function tile(name: string, ...features: Bytes[]): ArrayBuffer {
  const keys = [...VALUES.slice(0, -1).map((_, index) => `k${index}`), "look"];
  const held = [
    ...field(1, letters(name)),
    ...features.flat(),
    ...keys.flatMap(key => field(3, letters(key))),
    ...VALUES.flatMap(([, bytes]) => field(4, bytes)),
    ...[0x28, ...varint(4096)],
    ...[0x78, 2],
  ];
  return new Uint8Array(field(3, held)).buffer;
}

const POINT = feature(
  1,
  [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6],
  [9, ...varint(folded(2048)), folded(-8)],
);

test("every kind of value is read, when it is asked for", async () => {
  const found = await decode(tile("wells", POINT), 512, "wells", "circle");

  const [only, ...others] = found.get(kindOf("circle", 1)) ?? [];
  assert.deepEqual(others, []);
  const told = Object.fromEntries(VALUES.slice(0, -1).map(([value], index) => [`k${index}`, value]));
  assert.deepEqual(only?.props, told);
  assert.deepEqual(only?.bbox, { minX: 256, minY: -1, maxX: 256, maxY: -1 });
});

test("features stand together by look and type, whatever else is in the tile", async () => {
  const square = [9, 0, 0, 26, 16, 0, 0, 16, 15, 0, 15];
  const area = feature(3, [7, 7], square);
  const data = new Uint8Array([
    ...new Uint8Array(tile("roads", POINT)),
    ...new Uint8Array(tile("wells", area, POINT, area)),
  ]);

  const found = await decode(data.buffer, 512, "wells", "circle");

  assert.deepEqual([...found.keys()].sort(), [kindOf("circle", 1), kindOf("dry", 3)]);
  const [first] = found.get(kindOf("dry", 3)) ?? [];
  const [ring] = first?.geom ?? [];
  assert.deepEqual(
    ring?.map(({ x, y }) => [x, y]),
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  );
  assert.equal(found.get(kindOf("dry", 3))?.length, 2);
});

test("a tile that ends too soon is refused", async () => {
  const whole = new Uint8Array(tile("wells", POINT));
  for (const length of [1, 5, 20, whole.length - 1])
    await assert.rejects(decode(whole.slice(0, length).buffer, 512, "wells", "circle"), RangeError);
});

test("very many are read in slices", async () => {
  const many = Array.from({ length: 60_000 }, () => POINT);
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);

  const found = await decode(tile("wells", ...many), 512, "wells", "circle");

  clearInterval(timer);
  assert.equal(found.get(kindOf("circle", 1))?.length, 60_000);
  assert.ok(turns > 0);
});
