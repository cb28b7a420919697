import assert from "node:assert/strict";
import { test } from "node:test";
import { shareOf, ticksOf } from "../src/axis.ts";
import { dayOf, isoOf } from "../src/days.ts";

const day = (iso: string): number => dayOf(iso) ?? Number.NaN;

test("months, of which the first and each January carry the year", () => {
  const ticks = ticksOf([day("1850-11-15"), day("1851-02-20")]);
  assert.deepEqual(
    ticks.map(tick => isoOf(tick.day)),
    ["1850-12-01", "1851-01-01", "1851-02-01"],
  );
  assert.deepEqual(
    ticks.map(tick => tick.year),
    [true, true, false],
  );
});

test("over long periods, some ten years", () => {
  const ticks = ticksOf([day("1700-05-01"), day("1815-06-18")]);
  assert.equal(ticks[0] && isoOf(ticks[0].day), "1720-01-01");
  assert.ok(ticks.length >= 4 && ticks.length <= 11, String(ticks.length));
});

test("a period of one day has no ticks to speak of, and no length to divide by", () => {
  assert.deepEqual(ticksOf([10, 10]), []);
  assert.equal(shareOf(10, [10, 10]), 0);
  assert.equal(shareOf(15, [10, 20]), 0.5);
  assert.equal(shareOf(99, [10, 20]), 1);
});
