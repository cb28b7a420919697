import assert from "node:assert/strict";
import { test } from "node:test";
import type { MapState } from "../../src/state/state.ts";
import { createProgress, type Progress } from "../../src/story/progress.ts";

const opens = new Set(["roads", "forts"]);
const steps = [
  { id: "flood", day: 10, features: ["mill"], layers: ["roads"] },
  { id: "after", day: 20, features: [] },
];
const before: MapState = {
  day: 3,
  until: 4,
  compare: null,
  feature: "mill",
  layers: new Set(["forts"]),
  view: { zoom: 7, lat: 1, lon: 2 },
  namesIn: "de",
  namesNow: false,
  language: null,
  step: null,
  ui: null,
};

/** A way through the story, and what makes its changes come true. */
function begun(): { progress: Progress; make: (change: Partial<MapState>) => MapState } {
  let state = before;
  const progress = createProgress(steps, opens, () => state);
  const make = (change: Partial<MapState>): MapState => {
    state = { ...state, ...change };
    return state;
  };
  return { progress, make };
}

test("a step sets day, layers and view, closes the record, and leaves names alone", () => {
  const { progress, make } = begun();
  const flood = { ...before, step: "flood", day: 10, layers: new Set(["roads"]), view: null, feature: null };
  assert.deepEqual(make(progress.enter("flood")), flood);
  assert.deepEqual(make(progress.enter("after")), { ...flood, step: "after", day: 20, layers: opens });
});

test("leaving the story brings back what was there before it, not what lay between its steps", () => {
  const { progress, make } = begun();
  make(progress.enter("flood"));
  make({ day: 11, layers: new Set([]) });
  make(progress.enter("after"));
  assert.deepEqual(make(progress.leave()), { ...before, feature: null });
  assert.deepEqual(progress.leave(), {});
});

test("an address that names a step leaves the rest to it, and may say otherwise", () => {
  const { progress, make } = begun();
  assert.equal(make(progress.follow({ step: "flood" })).day, 10);
  const said = make(progress.follow({ step: "after", day: 21, view: { zoom: 5, lat: 0, lon: 0 } }));
  assert.deepEqual([said.day, said.view?.zoom, said.layers], [21, 5, opens]);
});

test("an address without a step leads out of the story", () => {
  const { progress, make } = begun();
  make(progress.follow({ step: "flood" }));
  const said = make(progress.follow({ day: 4 }));
  assert.deepEqual([said.step, said.day, said.layers, said.view], [null, 4, before.layers, before.view]);
});

test("a step that is not there changes nothing", () => {
  assert.deepEqual(begun().progress.enter("no-such-step"), {});
});
