import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, isOn, isoOf, meet, neighbour, startOf, stateOn, touches, useOn } from "../src/days.ts";
import type { Days } from "../src/payload.ts";

test("days and ISO dates are each other's inverse", () => {
  for (const iso of [
    "1970-01-01",
    "1871-02-15",
    "1812-06-24",
    "0044-03-15",
    "-0043-03-15",
    "0000-02-29",
    "2000-02-29",
  ]) {
    assert.equal(isoOf(dayOf(iso) ?? Number.NaN), iso);
  }
  assert.equal(dayOf("1970-01-02"), 1);
  assert.equal(dayOf("1969-12-31"), -1);
});

test("what is no day of the calendar is none", () => {
  for (const text of [
    "",
    "1871",
    "1871-02",
    "1871-02-30",
    "1900-02-29",
    "89-02-15",
    "1871-2-5",
    "1871-02-15T00:00",
  ]) {
    assert.equal(dayOf(text), null, text);
  }
});

test("one known day: held before it, leaving on it, vacated after it", () => {
  const until: Days = [10, 10, 10, 10];
  assert.equal(stateOn(9, undefined, until), "there");
  assert.equal(stateOn(10, undefined, until), "leaving");
  assert.equal(stateOn(11, undefined, until), "gone");
});

test("an interval is under way between its ends", () => {
  const until: Days = [10, 10, 20, 20];
  assert.equal(stateOn(10, undefined, until), "leaving");
  assert.equal(stateOn(20, undefined, until), "leaving");
  assert.equal(stateOn(21, undefined, until), "gone");
});

test("one unknown day in a span is uncertain, not under way", () => {
  const until: Days = [10, 20, 10, 20];
  assert.equal(stateOn(9, undefined, until), "there");
  for (const day of [10, 15, 20]) assert.equal(stateOn(day, undefined, until), "unsure");
  assert.equal(stateOn(21, undefined, until), "gone");
});

test("rival claims: certain only where they agree", () => {
  const until: Days = [10, 14, 16, 20];
  assert.equal(stateOn(12, undefined, until), "unsure");
  assert.equal(stateOn(15, undefined, until), "leaving");
  assert.equal(stateOn(18, undefined, until), "unsure");
});

test("open ends reach out", () => {
  assert.equal(stateOn(-999, undefined, [null, null, null, 20]), "unsure");
  assert.equal(stateOn(21, undefined, [null, null, null, 20]), "gone");
  assert.equal(stateOn(999, undefined, [10, 10, null, null]), "leaving");
  assert.equal(stateOn(9, undefined, [10, 10, null, null]), "there");
});

test("no date of leaving is not known", () => {
  assert.equal(stateOn(0, undefined, undefined), "unknown");
  assert.equal(stateOn(0, undefined, [null, null, null, null]), "unknown");
});

test("before it came to be in use", () => {
  const from: Days = [5, 8, 5, 8];
  assert.equal(stateOn(4, from, [20, 20, 20, 20]), "not-yet");
  assert.equal(stateOn(6, from, [20, 20, 20, 20]), "unsure");
  assert.equal(stateOn(8, from, [20, 20, 20, 20]), "there");
  assert.equal(stateOn(4, from, undefined), "not-yet");
  assert.equal(stateOn(8, from, undefined), "unknown");
});

test("an event is told on its days, or on the first of many possible ones", () => {
  assert.equal(isOn([10, 10, 12, 12], 11), true);
  assert.equal(isOn([10, 10, 12, 12], 13), false);
  assert.equal(isOn([10, 40, 10, 40], 10), true);
  assert.equal(isOn([10, 40, 10, 40], 25), false);
  assert.equal(isOn([null, null, null, null], 0), false);
});

test("days that touch a day, and where they start", () => {
  assert.equal(touches([null, null, 5, 9], -100), true);
  assert.equal(touches([3, 5, null, null], 100), true);
  assert.equal(touches([3, 5, 6, 7], 8), false);
  assert.equal(startOf([null, 4, 5, 6]), 4);
  assert.equal(startOf([null, null, null, null]), null);
});

test("the next and the previous of some days", () => {
  assert.equal(neighbour([3, 9, 5], 4, 1), 5);
  assert.equal(neighbour([3, 9, 5], 5, 1), 9);
  assert.equal(neighbour([3, 9, 5], 5, -1), 3);
  assert.equal(neighbour([3, 9, 5], 9, 1), null);
  assert.equal(neighbour([], 0, -1), null);
});

test("an event is told in a range that holds one of its days, or the first of many possible ones", () => {
  assert.equal(isOn([10, 10, 12, 12], 12, 20), true);
  assert.equal(isOn([10, 10, 12, 12], 13, 20), false);
  assert.equal(isOn([10, 40, 10, 40], 5, 15), true);
  assert.equal(isOn([10, 40, 10, 40], 15, 45), false);
});

test("in use: surely on a day that is named, perhaps within a span, surely in what holds all of it", () => {
  const [named, span, lasting]: Days[] = [
    [10, 10, 10, 10],
    [10, 20, 10, 20],
    [10, 12, 18, 20],
  ] as const;
  assert.ok(named && span && lasting);
  assert.equal(useOn([named], 10), "used");
  assert.equal(useOn([named], 11), null);
  assert.equal(useOn([span], 15), "perhaps");
  assert.equal(useOn([span], 9, 20), "used");
  assert.equal(useOn([span], 12, 40), "perhaps");
  assert.equal(useOn([lasting], 15), "used");
  assert.equal(useOn([lasting], 11), "perhaps");
  assert.equal(useOn([lasting], 19, 30), "perhaps");
  assert.equal(useOn([span, named], 10), "used");
  assert.equal(useOn([[null, null, null, null]], 10), null);
  assert.equal(useOn([[10, 10, null, null]], 99), "used");
  assert.equal(useOn([], 10), null);
});

test("one day, known only to be no later: on that last day it is uncertain, not under way", () => {
  assert.equal(stateOn(20, undefined, [null, 20, null, 20]), "unsure");
  assert.equal(stateOn(9, [null, 10, null, 10], [20, 20, 20, 20]), "unsure");
});

test("two spans meet if they may have a day in common", () => {
  const may: Days = [10, 10, 40, 40];
  assert.ok(meet([40, 40, 40, 40], may));
  assert.ok(meet([0, 5, 10, 12], may));
  assert.ok(meet([15, 15, 16, 16], may));
  assert.ok(!meet([41, 41, 50, 50], may));
  assert.ok(!meet([0, 0, 9, 9], may));
  assert.ok(meet([null, null, 12, 12], may));
  assert.ok(meet([20, 20, null, null], may));
  assert.ok(!meet([null, null, 9, 9], may));
  assert.ok(!meet([null, null, null, null], may));
});
