/** Some days in words: which they are, and what came about in them. */

import { isOn, sameYear, stateOf } from "../days.ts";
import type { Payload } from "../payload.ts";
import type { Words } from "../words/index.ts";
import type { SomeDays } from "./steps.ts";

/** "7 August 1841", or "7 Aug to 2 Sept 1841". */
export function daysWords({ day, until }: SomeDays, words: Words): string {
  if (until === null) return words.date(day);
  const from = words.date(day, sameYear(day, until) ? "short" : "medium");
  return words.t("range.date", { from, to: words.date(until, "medium") });
}

/** How many events begin or go on in these days, and how many features stand otherwise at their end. */
export function rangeWords(payload: Payload, from: number, to: number, words: Words): string {
  const events = payload.events.filter(event => isOn(event.days, from, to)).length;
  const changed = payload.layers
    .filter(layer => layer.timed)
    .flatMap(layer => layer.features.map(feature => ({ feature, layer })))
    .filter(entry => stateOf(entry, from) !== stateOf(entry, to)).length;
  return words.t("range.said", {
    events: words.t("range.events", { n: events }),
    changed: words.t("range.changed", { n: changed }),
  });
}
