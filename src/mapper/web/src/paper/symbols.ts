/** The symbols of a static map, as picture/scene.py has written them. */

import type { Catalogue, Entry } from "../catalogue.ts";
import { precedence } from "../map/index.ts";

export interface Spot {
  readonly use: Element;
  readonly entry: Entry;
  readonly x: number;
  readonly y: number;
}

/** The weightiest first; those of an inset stand in a picture of their own. */
export function symbolsOf(picture: Element, catalogue: Catalogue): Spot[] {
  const group = [...picture.children].find(child => child.classList.contains("stratum-symbols"));
  const spots = [...(group?.children ?? [])].flatMap((use): Spot[] => {
    const entry = catalogue.get(use.getAttribute("data-f") ?? "");
    return entry ? [{ use, entry, x: Number(use.getAttribute("x")), y: Number(use.getAttribute("y")) }] : [];
  });
  return spots.sort((a, b) => precedence(a.entry) - precedence(b.entry) || a.entry.index - b.entry.index);
}
