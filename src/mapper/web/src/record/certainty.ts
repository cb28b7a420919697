/** The page has one word for how sure a claim is; who only hears it is told what the word is of. */

import { el } from "../dom.ts";

/** Adds to each badge of the text version, unseen, what it says; once. */
export function nameCertainty(text: HTMLElement): void {
  const badges = text.querySelectorAll(".certainty");
  if (badges[0]?.querySelector("i")) return;
  const word = getComputedStyle(text).getPropertyValue("--certainty").trim().replace(/^"|"$/g, "");
  for (const badge of badges) badge.append(el("i", {}, ` ${word}`));
}
