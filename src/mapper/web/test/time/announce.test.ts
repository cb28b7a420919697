import assert from "node:assert/strict";
import { test } from "node:test";
import type { Days, Payload } from "../../src/payload.ts";
import { changesWords } from "../../src/time/announce.ts";
import { rangeWords } from "../../src/time/range.ts";
import { wordsFor } from "../../src/words/words.ts";

const en = {
  "state.there": "held",
  "state.leaving": "leaving",
  "state.gone": "vacated",
  "time.changed": "{state}: {names}.",
  "time.more.other": "{n} more",
  "range.said": "{events}, {changed}",
  "range.events.one": "{n} event",
  "range.events.other": "{n} events",
  "range.changed.other": "{n} changed",
};
const on = (day: number): Days => [day, day, day, day];
const place = (name: string, day: number): object => ({ name: { en: name }, until: on(day) });
const payload = {
  words: { en },
  atlas: { languages: ["en"] },
  layers: [
    {
      timed: true,
      features: [place("Mill", 10), place("Fort", 12), ...["A", "B", "C", "D"].map(name => place(name, 20))],
    },
    { timed: false, features: [place("Road", 10)] },
  ],
  events: [{ days: on(11) }, { days: on(30) }],
} as unknown as Payload;
const words = wordsFor(payload);

test("what has changed since is named by its new state, many in short", () => {
  assert.equal(changesWords(payload, 9, 10, words), "Leaving: Mill.");
  assert.equal(changesWords(payload, 9, 12, words), "Vacated: Mill. Leaving: Fort.");
  assert.equal(changesWords(payload, 9, 30, words), "Vacated: Mill, Fort, A, B and 2 more.");
  assert.equal(changesWords(payload, 30, 31, words), "");
  assert.equal(changesWords(payload, 12, 9, words), "Held: Mill and Fort.");
});

test("a range is told by how much happened and how much changed", () => {
  assert.equal(rangeWords(payload, 9, 12, words), "1 event, 2 changed");
  assert.equal(rangeWords(payload, 9, 30, words), "2 events, 6 changed");
});
