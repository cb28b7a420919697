/** How a feature is called, seen and aloud, and its state in words. */

import type { Entry } from "./catalogue.ts";
import { stateOn } from "./days.ts";
import type { Feature } from "./payload.ts";
import type { Words } from "./words.ts";

/** Puts a feature's name into an element, in the language it is in. */
export function writeName<Made extends Element>(element: Made, feature: Feature, words: Words): Made {
  const { text, lang, dir } = words.name(feature);
  element.textContent = text;
  element.setAttribute("lang", lang);
  element.setAttribute("dir", dir);
  return element;
}

/** "North Gate, garrison, held on 7 August 1841"; "Old Bridge, road bridge". */
export function nameOf(entry: Entry, words: Words, day: number): string {
  const { feature, layer } = entry;
  const name = words.name(feature).text;
  const parts = [name];
  // "Bagram air base" need not be called an air base again.
  const kind = words.kind(feature.kind);
  if (!name.toLocaleLowerCase().includes(kind.toLocaleLowerCase())) parts.push(kind);
  if (layer.timed) parts.push(stateWords(entry, words, day));
  return parts.filter(Boolean).join(", ");
}

/** "held on 7 August 1841" */
export function stateWords({ feature }: Entry, words: Words, day: number): string {
  return words.t(`on.${stateOn(day, feature.from, feature.until)}`, { date: words.date(day) });
}

/** "garrison" → "Garrison", by the language's own letters. */
export function capital(text: string, language: string): string {
  const [first = "", ...rest] = [...text];
  return first.toLocaleUpperCase(language) + rest.join("");
}
