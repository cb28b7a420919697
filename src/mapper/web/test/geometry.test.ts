import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../src/geometry.ts";

test("a point", () => {
  assert.deepEqual(decode({ type: "Point", at: [6917, 3453] }, 2), {
    kind: "points",
    points: [[34.53, 69.17]],
  });
});

test("a line: each position is the difference to the one before, as latitude and longitude", () => {
  const line = decode({ type: "LineString", at: [6700, 3700, 10, -5, 0, 3] }, 2);
  const lines = [
    [
      [37, 67],
      [36.95, 67.1],
      [36.98, 67.1],
    ],
  ];
  assert.deepEqual(line, { kind: "lines", lines });
});

test("whole numbers add up without the errors of fractions", () => {
  const steps = Array.from({ length: 1000 }, () => [1, 1]).flat();
  const line = decode({ type: "LineString", at: [0, 0, ...steps] }, 5);
  assert.deepEqual(line.kind === "lines" && line.lines[0]?.at(-1), [0.01, 0.01]);
});

test("areas with holes, and many of them", () => {
  const ring = [0, 0, 4, 0, 0, 4, -4, 0, 0, -4];
  const hole = [1, 1, 1, 0, 0, 1, -1, -1];
  const one = decode({ type: "Polygon", at: [ring, hole] }, 0);
  const many = decode({ type: "MultiPolygon", at: [[ring, hole], [ring]] }, 0);
  assert.equal(one.kind === "areas" && one.areas.length, 1);
  assert.deepEqual(one.kind === "areas" && one.areas[0]?.map(run => run.length), [5, 4]);
  assert.deepEqual(many.kind === "areas" && many.areas.map(area => area.length), [2, 1]);
});

test("nothing, and half a position", () => {
  assert.deepEqual(decode({ type: "LineString", at: [] }, 3), { kind: "lines", lines: [[]] });
  assert.deepEqual(decode({ type: "LineString", at: [1000, 2000, 7] }, 3), {
    kind: "lines",
    lines: [[[2, 1]]],
  });
});

test("several lines and several points start afresh each", () => {
  const lines = decode(
    {
      type: "MultiLineString",
      at: [
        [10, 20, 1, 1],
        [30, 40],
      ],
    },
    1,
  );
  assert.deepEqual(lines.kind === "lines" && lines.lines[1], [[4, 3]]);
  const points = decode(
    {
      type: "MultiPoint",
      at: [
        [10, 20],
        [30, 40],
      ],
    },
    1,
  );
  assert.deepEqual(points, {
    kind: "points",
    points: [
      [2, 1],
      [4, 3],
    ],
  });
});
