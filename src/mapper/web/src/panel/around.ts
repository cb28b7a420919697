/** How much stands around the map: the classes that the style sheet goes by, and a link from less of it to the whole. */

import type { MapState } from "../state/index.ts";

/** `whole` leads to the same with everything around. */
export function showAround(root: HTMLElement, { step, ui }: MapState, whole: string): void {
  const isBare = ui === "map" || ui === "time";
  root.classList.toggle("is-bare", isBare);
  root.classList.toggle("is-timeless", ui === "map");
  // The head is a line.
  root.classList.toggle("is-lean", isBare || step !== null);
  root.querySelector('[data-part="whole"]')?.setAttribute("href", whole);
}
