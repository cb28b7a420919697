/** The text version as one reads it with script: it is made so when it is first gone to, and anew in another language. */

import type { Payload } from "../payload.ts";
import type { Words } from "../words/index.ts";
import { nameCertainty } from "./certainty.ts";
import { listResting } from "./resting.ts";
import { createTextFilters, type TextFilters } from "./textfilters.ts";

/** Returns what is called for a place in `text` that is gone to: no filter hides it then. */
export function createReader(
  text: HTMLElement,
  payload: Payload,
  words: Words,
): (place: HTMLElement) => void {
  let filters: TextFilters | null = null;
  return place => {
    listResting(text);
    nameCertainty(text);
    if (filters?.language !== words.language) {
      filters?.remove();
      filters = createTextFilters(text, payload, words);
    }
    filters.reveal(place);
  };
}
