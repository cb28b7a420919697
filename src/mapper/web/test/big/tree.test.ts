import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceTo } from "../../src/big/hit.ts";
import { createPace } from "../../src/big/pace.ts";
import type { Shapes } from "../../src/big/shapes.ts";
import { type Box, scan, treeOf } from "../../src/big/tree.ts";

const COUNT = 40_000;

/** The same each time. */
function spread(seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: COUNT }, () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  });
}

const [x, y] = [spread(1), spread(2)];
const steps = Uint32Array.from({ length: COUNT + 1 }, (_, i) => i);
const dots: Shapes = {
  ...{ count: COUNT, kinds: new Uint8Array(COUNT), runs: steps, starts: steps },
  ...{ x, y, boxes: null },
};
const boxed: Shapes = {
  ...dots,
  boxes: Float64Array.from({ length: COUNT * 4 }, (_, i) => {
    const side = (i % 4) % 2 === 0 ? x : y;
    return (side[i >> 2] as number) + (i % 4 < 2 ? -0.001 : 0.002);
  }),
};

test("what lies in a box is found before the tree is there as by it", async () => {
  for (const shapes of [dots, boxed]) {
    const tree = await treeOf(shapes, createPace());
    for (const box of [
      [0.2, 0.3, 0.25, 0.31],
      [0.999, 0, 1, 1],
      [2, 2, 3, 3],
    ] as Box[]) {
      const found = tree.within(box).sort((a, b) => a - b);

      assert.deepEqual(scan(shapes, box), found);
      assert.equal(found.length > 0, box[0] < 2);
    }
  }
});

test("a feature of several dots is as far as its nearest", () => {
  const shapes = { ...dots, count: 1, runs: Uint32Array.of(0, 3) };
  const [px, py] = [x[2] as number, y[2] as number];

  assert.equal(distanceTo(shapes, 0, [px, py]), 0);
});
