import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../src/days.ts";
import type { Payload, Strength } from "../../src/payload.ts";
import { strengthWords } from "../../src/time/strength.ts";
import { wordsFor } from "../../src/words/words.ts";

const en = {
  "strength.today": "Today {figures}.",
  "strength.disputed": "Today {figure} ≠ {others}.",
  "strength.span": "{low} to {high}",
  "strength.none": "Known: {known}.",
  "strength.known": "{figure} on {date}",
  "strength.rivals": "{figure} (≠ {others})",
  "says.semicolon": "; ",
};
const words = wordsFor({ words: { en }, atlas: { languages: ["en"] } as unknown as Payload["atlas"] });
const day = (iso: string): number => dayOf(iso) ?? Number.NaN;
const figure = (
  iso: string,
  value: number,
  series = "all",
  kind: Strength["kind"] = "reported",
): Strength => {
  const on = day(iso);
  return { days: [on, on, on, on], date: {}, value, kind, series };
};
const figures = [
  figure("1850-03-01", 900),
  figure("1850-06-01", 500),
  figure("1850-06-01", 550),
  figure("1850-01-01", 7, "few"),
];

test("a figure is told on its own day; of rivals the first reported, and the range of the others", () => {
  assert.equal(strengthWords(figures, day("1850-03-01"), words), "Today 900.");
  assert.equal(strengthWords(figures, day("1850-06-01"), words), "Today 500 ≠ 550.");
  const rivals = [
    figure("1850-03-01", 880, "all", "worked-out"),
    ...figures,
    figure("1850-03-01", 1200),
    figure("1850-03-01", 900),
  ];
  assert.equal(strengthWords(rivals, day("1850-03-01"), words), "Today 900 ≠ 880 to 1,200.");
});

test("between figures nothing is worked out: those around are named with their dates", () => {
  assert.equal(
    strengthWords(figures, day("1850-04-01"), words),
    "Known: 900 on 1 Mar; 500 (≠ 550) on 1 Jun.",
  );
  assert.equal(strengthWords(figures, day("1851-01-01"), words), "Known: 500 (≠ 550) on 1 June 1850.");
});

test("an atlas without figures says nothing", () => {
  assert.equal(strengthWords([], 0, words), "");
});
