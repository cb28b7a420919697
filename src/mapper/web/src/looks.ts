/** What the names of looks mean for drawing. How they look is the style sheet's business (css/looks.css). */

import type { State } from "./days.ts";
import { hasSymbol } from "./dom.ts";

/** Lines drawn on a casing, so that they read on any shade of the relief. */
const CASED = new Set(["trunk-1", "trunk-2", "feeder-1", "feeder-2", "air"]);

/** Lands around: veiled, so that the country in the middle stands out. */
const AROUND = new Set(["neighbour", "republic"]);

export const isCased = (look: string): boolean => CASED.has(look);
export const isTrunk = (look: string): boolean => look.startsWith("trunk-");
export const isAir = (look: string): boolean => look === "air";
export const isCountry = (look: string): boolean => look === "country";
export const isAround = (look: string): boolean => AROUND.has(look);

/** A look with a drawing in the symbol sheet is drawn at the feature's point, whatever its geometry. */
export function isSymbolic(look: string): boolean {
  return hasSymbol(look) || hasSymbol(`${look}-there`);
}

/** The drawing's id, one of five where there is a state; a town's dot for a look without a drawing. */
export function symbolOf(look: string, state: State | null): string {
  const drawn = isSymbolic(look) ? look : "town";
  if (state === null && hasSymbol(drawn)) return drawn;
  return `${drawn}-${state === "not-yet" ? "gone" : (state ?? "there")}`;
}

/** The room of a symbol around its place in pixels, in any state. The build places names by the same table. */
const RADII: Readonly<Record<string, number>> = {
  bridge: 13,
  hq: 12,
  garrison: 11,
  airbase: 11,
  outpost: 11,
  crossing: 9,
  pontoon: 9,
  tunnel: 9,
  pass: 8,
  town: 4,
};

export function radiusOf(look: string): number {
  return RADII[look] ?? (isSymbolic(look) ? 9 : 4);
}
