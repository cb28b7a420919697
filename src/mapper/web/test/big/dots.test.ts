import assert from "node:assert/strict";
import { test } from "node:test";
import { colourFrom, over, veiled } from "../../src/big/blend.ts";
import { pressAll, spotsIn } from "../../src/big/dots.ts";
import { createEasel } from "../../src/big/easel.ts";
import type { Frame } from "../../src/big/frame.ts";
import { createPace } from "../../src/big/pace.ts";
import type { Shapes } from "../../src/big/shapes.ts";
import { type Sheet, sheetOf } from "../../src/big/sheet.ts";
import { disc, stampFrom } from "../../src/big/stamps.ts";

const colour = (red: number, green: number, blue: number, alpha: number): number =>
  red | (green << 8) | (blue << 16) | (alpha << 24);
const bytes = (value: number): number[] => [0, 8, 16, 24].map(shift => (value >>> shift) & 255);
const INK = colour(20, 40, 60, 255);
const RIM = colour(20, 40, 60, 100);
const never = (): boolean => false;

/** A world of 100 pixels, of which 10 by 8 are in the picture, from (40, 50) on. */
const FRAME: Frame = { zoom: 0, scale: 100, left: 40, top: 50, ratio: 1, width: 10, height: 8 };
const STAMP = stampFrom(Int32Array.of(0, RIM, 0, RIM, INK, RIM, 0, RIM, 0), 1);

function dots(...places: [number, number][]): Shapes {
  const count = places.length;
  const steps = Uint32Array.from({ length: count + 1 }, (_, i) => i);
  return {
    count,
    kinds: new Uint8Array(count),
    runs: steps,
    starts: steps,
    x: Float64Array.from(places, ([x]) => x / 100),
    y: Float64Array.from(places, ([, y]) => y / 100),
    boxes: null,
  };
}

async function pressed(shapes: Shapes, codes: Uint16Array | null = null, stamps = [STAMP]): Promise<Sheet> {
  const sheet = sheetOf(FRAME.width, FRAME.height, 2, null);
  const spots = await spotsIn(FRAME, sheet, shapes, codes, createEasel(), createPace(), never, null);
  assert.ok(spots);
  await pressAll(spots, sheet, stamps, createPace(), never);
  return sheet;
}

/** The picture's own pixels, row by row: # hides what is under it, + lets something through. */
function rows({ pixels, stride, margin, width, height }: Sheet): string[] {
  return Array.from({ length: height }, (_, row) => {
    const from = (row + margin) * stride + margin;
    const alphas = [...pixels.subarray(from, from + width)].map(pixel => pixel >>> 24);
    return alphas.map(alpha => (alpha === 255 ? "#" : alpha > 0 ? "+" : ".")).join("");
  });
}

test("one colour over another is what a canvas makes of them", () => {
  for (const [above, below] of [
    [colour(200, 10, 90, 128), colour(0, 255, 30, 255)],
    [colour(200, 10, 90, 3), colour(0, 255, 30, 77)],
    [colour(1, 2, 3, 200), colour(1, 2, 3, 100)],
    [colour(255, 255, 255, 254), colour(0, 0, 0, 1)],
  ] as const) {
    const [r, g, b, a] = bytes(above) as [number, number, number, number];
    const [r0, g0, b0, a0] = bytes(below) as [number, number, number, number];
    const rest = (a0 / 255) * (1 - a / 255);
    const alpha = a / 255 + rest;
    const mixed = (top: number, under: number): number => ((top * a) / 255 + under * rest) / alpha;
    const wanted = [mixed(r, r0), mixed(g, g0), mixed(b, b0), alpha * 255];

    bytes(over(above, below)).forEach((byte, i) => {
      assert.ok(Math.abs(byte - (wanted[i] as number)) <= 1, `${byte} for ${wanted[i]}`);
    });
  }
  assert.equal(over(INK, colour(9, 9, 9, 255)), INK);
  assert.equal(over(RIM, 0), RIM);
  assert.deepEqual(bytes(veiled(INK, 0.5)), [20, 40, 60, 128]);
});

test("a dot is pressed where its position is, and one at the edge as far as it reaches in", async () => {
  const sheet = await pressed(dots([42.3, 51.9], [39.5, 53.5], [50.2, 57.5], [45.5, 58.9], [60, 60]));

  assert.deepEqual(rows(sheet), [
    "..+.......",
    ".+#+......",
    "..+.......",
    "+.........",
    "..........",
    "..........",
    "..........",
    ".....+...+",
  ]);
});

test("only those in the picture are counted, a feature of several dots once", async () => {
  const shapes = {
    ...dots([42, 52], [44, 54], [39.5, 53.5], [99, 1]),
    count: 3,
    runs: Uint32Array.of(0, 2, 3, 4),
  };
  const sheet = sheetOf(FRAME.width, FRAME.height, 2, null);
  const spots = await spotsIn(FRAME, sheet, shapes, null, createEasel(), createPace(), never, null);
  const first = await spotsIn(FRAME, sheet, shapes, null, createEasel(), createPace(), never, i => i > 0);

  assert.deepEqual([spots?.count, spots?.seen, spots?.features], [3, 2, 1]);
  assert.deepEqual([first?.count, first?.seen, first?.features], [1, 0, 0]);
});

test("what is drawn last lies on top", async () => {
  const red = stampFrom(Int32Array.of(colour(255, 0, 0, 255)), 0);
  const veil = stampFrom(Int32Array.of(colour(0, 0, 255, 128)), 0);
  const there = dots([42, 52], [42, 52]);
  const at = ({ pixels, stride }: Sheet): number => pixels[4 * stride + 4] as number;

  assert.equal(at(await pressed(there, Uint16Array.of(1, 0), [red, veil])), colour(255, 0, 0, 255));
  assert.deepEqual(bytes(at(await pressed(there, Uint16Array.of(0, 1), [red, veil]))), [127, 0, 128, 255]);
});

test("the room of a picture is taken for the next, and is blank then", async () => {
  const room = (await pressed(dots([42, 52]))).pixels;
  const sheet = sheetOf(5, 4, 2, room);

  assert.equal(sheet.pixels.buffer, room.buffer);
  assert.ok(sheet.pixels.every(pixel => pixel === 0));
  assert.notEqual(sheetOf(50, 40, 2, room).pixels.buffer, room.buffer);
});

test("a colour is read as a canvas says it", () => {
  assert.deepEqual(bytes(colourFrom("#14283c")), [20, 40, 60, 255]);
  assert.deepEqual(bytes(colourFrom("rgba(20, 40, 60, 0.5)")), [20, 40, 60, 128]);
  assert.deepEqual(bytes(colourFrom("color(srgb 0 0.2 1 / 0.4)")), [0, 51, 255, 102]);
  assert.deepEqual(bytes(colourFrom("color(display-p3 1 1 0)")), [255, 255, 0, 255]);
});

test("a disc covers as much as a circle has, the same on all sides", () => {
  for (const by of [1, 1.5, 2.5, 7]) {
    const radius = Math.ceil(by);
    const size = 2 * radius + 1;
    const alphas = [...disc(INK, by, radius)].map(colour => colour >>> 24);
    const area = alphas.reduce((sum, alpha) => sum + alpha / 255, 0);

    assert.ok(Math.abs(area / (Math.PI * by * by) - 1) < 0.01, `${area} for ${by}`);
    alphas.forEach((alpha, i) => {
      const turned = alphas[(i % size) * size + (size - 1 - Math.floor(i / size))] as number;
      assert.ok(Math.abs(alpha - turned) <= 1);
    });
    assert.equal(alphas[radius * size + radius], 255);
  }
});
