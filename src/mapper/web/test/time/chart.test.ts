import assert from "node:assert/strict";
import { test } from "node:test";
import type { Days, Strength } from "../../src/payload.ts";
import { chartOf, levelsOf } from "../../src/time/chart.ts";

const figure = (days: Days, value: number, series = "all"): Strength => ({
  days,
  date: {},
  value,
  kind: "reported",
  series,
});
const on = (day: number): Days => [day, day, day, day];

test("rivals of one day are one point, the first of them leading; no figure is made up", () => {
  const figures = [
    figure(on(20), 50),
    figure(on(10), 90),
    figure(on(10), 120),
    figure(on(10), 95),
    figure(on(5), 7, "few"),
  ];
  const chart = chartOf(figures);
  assert.deepEqual(
    chart?.points.map(({ day, low, high, figures: given }) => [day, low, high, given.map(f => f.value)]),
    [
      [10, 90, 120, [90, 120, 95]],
      [20, 50, 50, [50]],
    ],
  );
  assert.deepEqual(chart?.levels, [0, 50, 100]);
});

test("a figure of some unknown day keeps the span of its days", () => {
  const [point] = chartOf([figure([10, 39, 10, 39], 5)])?.points ?? [];
  assert.deepEqual([point?.day, point?.until], [10, 39]);
});

test("without figures there is no chart", () => {
  assert.equal(chartOf([]), null);
  assert.equal(chartOf([figure([null, null, null, null], 5)]), null);
});

test("levels are round, few, and within the chart", () => {
  for (const highest of [1, 7, 9, 42, 115_000, 100_300, 999, 3]) {
    const levels = levelsOf(highest);
    assert.equal(levels[0], 0);
    assert.ok(levels.length >= 2 && levels.length <= 4, `${highest}: ${levels}`);
    assert.ok(Math.max(...levels) <= highest, `${highest}: ${levels}`);
  }
  assert.deepEqual(levelsOf(0), [0]);
});
