/** Follows the choice of names on the map: those that stand there, and those that are heard. */

import type { Catalogue } from "../catalogue.ts";
import { nameOf, type Words, writeName } from "../words/index.ts";
import type { Mark } from "./draw/mark.ts";

export function renameMap(
  map: HTMLElement,
  catalogue: Catalogue,
  marks: Iterable<Mark>,
  words: Words,
  day: number,
  from: number,
): void {
  for (const label of map.querySelectorAll("[data-name]")) {
    const entry = catalogue.get(label.getAttribute("data-name") ?? "");
    if (entry) writeName(label, entry.feature, words);
  }
  for (const mark of marks) {
    if (!mark.layer.ground) mark.element.setAttribute("aria-label", nameOf(mark, words, day, from));
  }
}
