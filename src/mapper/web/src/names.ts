/** How a feature is called aloud, and its state in words. */

import type { Entry } from "./catalogue.ts";
import { stateOn } from "./days.ts";
import type { Words } from "./words.ts";

/** "Kabul, headquarters, held on 7 August 1988"; "Friendship Bridge, road bridge". */
export function nameOf(entry: Entry, words: Words, day: number): string {
  const { feature, layer } = entry;
  const parts = [words.text(feature.name), feature.kind];
  if (layer.timed) parts.push(stateWords(entry, words, day));
  return parts.filter(Boolean).join(", ");
}

/** "held on 7 August 1988" */
export function stateWords({ feature }: Entry, words: Words, day: number): string {
  return words.t(`on.${stateOn(day, feature.from, feature.until)}`, { date: words.date(day) });
}

/** "garrison" → "Garrison", by the language's own letters. */
export function capital(text: string, language: string): string {
  const [first = "", ...rest] = [...text];
  return first.toLocaleUpperCase(language) + rest.join("");
}
