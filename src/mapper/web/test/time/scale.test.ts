import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, isoOf } from "../../src/days.ts";
import { densest, shareOf, ticksOf } from "../../src/time/scale.ts";

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

test("years before Christ are round as they are counted", () => {
  const ticks = ticksOf([day("-0499-01-01"), day("0100-12-31")]);
  assert.deepEqual(
    ticks.map(each => isoOf(each.day).slice(0, -6)),
    ["-0499", "-0399", "-0299", "-0199", "-0099", "0001", "0100"],
  );
});

test("a period of one day has no ticks to speak of, and no length to divide by", () => {
  assert.deepEqual(ticksOf([10, 10]), []);
  assert.equal(shareOf(10, [10, 10]), 0);
  assert.equal(shareOf(15, [10, 20]), 0.5);
  assert.equal(shareOf(99, [10, 20]), 1);
});

test("some weeks are named by their days", () => {
  const ticks = ticksOf([day("1850-12-20"), day("1851-01-31")]);
  assert.deepEqual(
    ticks.map(tick => isoOf(tick.day)),
    ["1850-12-22", "1851-01-01", "1851-01-08", "1851-01-15", "1851-01-22"],
  );
  assert.equal(ticks[0]?.by, "day");
});

test("the six weeks with most days, the latest of equals, inside the period", () => {
  assert.deepEqual(densest([10, 50, 180, 190, 200], [0, 300]), [158, 200]);
  assert.deepEqual(densest([5, 6], [0, 300]), [0, 42]);
  assert.deepEqual(densest([5, 200], [0, 300]), [158, 200]);
  assert.equal(densest([5, 6], [0, 83]), null);
  assert.equal(densest([], [0, 300]), null);
});
