import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../src/payload.ts";
import { eventDays, rangeFrom, rewound, type SomeDays, stepFrom } from "../../src/time/steps.ts";

const period = [100, 200] as const;
const events = [110, 150, 190];
const on = (day: number, until: number | null = null): SomeDays => ({ day, until });

test("a step goes to the next event, a day or a week on, and ends at the end", () => {
  assert.deepEqual(stepFrom(on(100), "event", 1, events, period), on(110));
  assert.deepEqual(stepFrom(on(150), "event", -1, events, period), on(110));
  assert.equal(stepFrom(on(190), "event", 1, events, period), null);
  assert.deepEqual(stepFrom(on(150), "day", -1, events, period), on(149));
  assert.deepEqual(stepFrom(on(150), "week", 1, events, period), on(157));
  assert.deepEqual(stepFrom(on(196), "week", 1, events, period), on(200));
  assert.equal(stepFrom(on(200), "week", 1, events, period), null);
  assert.equal(stepFrom(on(100), "day", -1, events, period), null);
});

test("a range goes along as a whole, its last day leading", () => {
  assert.deepEqual(stepFrom(on(120, 140), "event", 1, events, period), on(130, 150));
  assert.deepEqual(stepFrom(on(105, 125), "event", -1, events, period), on(100, 120));
  assert.equal(stepFrom(on(100, 125), "week", -1, events, period), null);
  assert.deepEqual(rewound(on(120, 140), period), on(100, 120));
});

test("a range is first asked for with a month, inside the period", () => {
  assert.deepEqual(rangeFrom(on(120), period), on(120, 150));
  assert.deepEqual(rangeFrom(on(195), period), on(170, 200));
  assert.deepEqual(rangeFrom(on(5), [5, 8]), on(5, 8));
  assert.deepEqual(rangeFrom(on(5), [5, 5]), on(5));
});

test("the days with events, each once, in order, within the period", () => {
  const at = (start: number | null): Event => ({ days: [start, start, start, start] }) as unknown as Event;
  assert.deepEqual(eventDays([at(150), at(99), at(150), at(null), at(110)], period), [110, 150]);
});
