/** While a step of the story is told, what it speaks of stands out, and what it does not stands back (css/looks.css). */

import type { Catalogue } from "../../catalogue.ts";

/** `told` are the features of the step; null or none = nothing stands back. The base map never does. */
export function dimOthers(map: HTMLElement, catalogue: Catalogue, told: ReadonlySet<string> | null): void {
  const speaks = told !== null && told.size > 0;
  if (!speaks && map.querySelector(".stands-back") === null) return;
  for (const part of map.querySelectorAll("[data-of]")) {
    const of = part.getAttribute("data-of") ?? "";
    // A name may stand for another feature, by whose symbol it is.
    const isTold = told?.has(of) || told?.has(part.getAttribute("data-beside") ?? "") || false;
    part.classList.toggle("is-told", speaks && isTold);
    part.classList.toggle("stands-back", speaks && !isTold && !catalogue.get(of)?.layer.ground);
  }
}
