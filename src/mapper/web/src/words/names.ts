/** How a feature is called, seen and aloud, and its state in words. */

import type { Entry } from "../catalogue.ts";
import { stateOf, useOn } from "../days.ts";
import type { Class, Colour, Feature } from "../payload.ts";
import { stateWord } from "./states.ts";
import type { Words } from "./words.ts";

/** Puts a feature's name into an element, in the language it is in. */
export function writeName<Made extends Element>(
  element: Made,
  feature: Pick<Feature, "name" | "now">,
  words: Words,
): Made {
  const { text, lang, dir } = words.name(feature);
  element.textContent = text;
  element.setAttribute("lang", lang);
  element.setAttribute("dir", dir);
  return element;
}

/**
 * "North Gate, garrison, held on 7 August 1841"; "Old Bridge, road bridge".
 * Of the days from `from` to `day`: how it stood at their end, and at their beginning where that is another way.
 */
export function nameOf(entry: Entry, words: Words, day: number, from = day): string {
  const { feature, layer } = entry;
  const name = words.name(feature).text;
  const parts = [name];
  // "Bagram air base" need not be called an air base again.
  const kind = words.kind(feature.kind);
  if (!name.toLocaleLowerCase().includes(kind.toLocaleLowerCase())) parts.push(kind);
  if (layer.looks && feature.value && feature.value !== feature.kind)
    parts.push(`${words.text(layer.looks.title)} ${words.kind(feature.value)}`);
  const shade = layer.colour?.classes.find(({ tone }) => tone === feature.tone);
  if (layer.colour && shade && shade.tone !== OTHERS)
    parts.push(`${words.text(layer.colour.title)} ${classWords(shade, layer.colour, words)}`);
  if (layer.timed) parts.push(stateWords(entry, words, day));
  if (layer.timed && isChanged(entry, from, day)) parts.push(stateWords(entry, words, from));
  parts.push(useWords(entry, words, from, day));
  return parts.filter(Boolean).join(", ");
}

/** The class of values that the manifest gives no colour. */
const OTHERS = "class-others";

/** "10 – 20 m"; "sandstone"; "no value". */
export function classWords({ tone, value, bounds }: Class, colour: Colour, words: Words): string {
  const none = tone === OTHERS ? "key.others" : "key.no-value";
  if (!bounds) return value === undefined ? words.t(none) : `${value} ${colour.unit}`.trim();
  // Numbers of the page have three decimals at most: finer bounds are written as they are.
  const [low, high] = bounds.map(bound =>
    Number.isInteger(bound * 1000) ? words.number(bound) : String(bound),
  );
  return `${low === high ? low : `${low} – ${high}`} ${colour.unit}`.trim();
}

/** "held on 7 August 1841" */
export function stateWords(entry: Entry, words: Words, day: number): string {
  const { feature, layer } = entry;
  const state = stateOf(entry, day);
  const undated = layer.states?.goesOn && !feature.until;
  const own = { gone: "on.gone", unsure: "on.unsure", unknown: undated ? "on.undated" : "on.unknown" };
  const key = own[state as keyof typeof own] ?? "on.state";
  return words.t(key, { state: stateWord(layer, state, words), date: words.date(day) });
}

/** "held on 7 August 1841, in use on 7 August 1841"; empty for what nothing places in time. */
export function dayWords(entry: Entry, words: Words, day: number): string {
  const said = [entry.layer.timed ? stateWords(entry, words, day) : "", useWords(entry, words, day, day)];
  return said.filter(Boolean).join(", ");
}

/** Is its state another on the last of some days than on the first? */
export function isChanged(entry: Entry, first: number, last: number): boolean {
  return first !== last && stateOf(entry, first) !== stateOf(entry, last);
}

/** "in use on 7 August 1841"; empty where no source says so. */
function useWords({ feature }: Entry, words: Words, from: number, to: number): string {
  const use = useOn(feature.used ?? [], from, to);
  if (!use) return "";
  const days = { from: words.date(from), to: words.date(to) };
  return words.t(from === to ? `on.${use}` : `range.${use}`, { ...days, date: days.to });
}
