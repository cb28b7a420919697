/**
 * What is said of a feature, and who says so. It is written once, in the text version; here it is copied for a popup, its
 * terms are explained, what is near and a route's profile are added, and the text version itself is shown and narrowed.
 */

import type { Catalogue, Entry } from "../catalogue.ts";
import type { Payload } from "../payload.ts";
import { translateRecord, type Words } from "../words/index.ts";
import { nameCertainty } from "./certainty.ts";
import { nearbyLinks } from "./nearby.ts";
import { createProfile, type ProfileActions, profileOf } from "./profile.ts";
import { listResting } from "./resting.ts";
import { createTerms } from "./terms.ts";
import { createTextFilters, type TextFilters } from "./textfilters.ts";
import { createTextVersion, type TextVersion } from "./textversion.ts";

export { addNotes, copyOf, fallbackRecord, rowsOf } from "./record.ts";
export { type TextVersion, wirePage } from "./textversion.ts";
export { turnTo } from "./today.ts";

/** What a record on the map has besides the copy of its article. */
export interface Supplements {
  /** Its terms open their definitions, and its labels are in the reader's language. */
  explain(record: HTMLElement): void;
  /** Links to what is near, and the route's profile. */
  nearby(entry: Entry): HTMLElement[];
  /** Closes the definition that is open; false if none is. */
  closeTerm(): boolean;
}

export interface SupplementsActions extends ProfileActions {
  /** Features that wait behind this one on the map. */
  behind(feature: string): readonly string[];
}

export function createSupplements(
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  actions: SupplementsActions,
): Supplements {
  const terms = createTerms(document.getElementById("glossary"), words);
  return {
    explain(record) {
      translateRecord(record, payload, catalogue, words);
      terms.mark(record);
    },
    nearby(entry) {
      const { id } = entry.feature;
      const profile = profileOf(payload.profiles, id);
      return [
        ...nearbyLinks(entry, catalogue, actions.behind(id), words, actions.open),
        ...(profile ? [createProfile(profile, id, catalogue, words, actions)] : []),
      ];
    },
    closeTerm: terms.close,
  };
}

/** The text version with its filters, which are made when it is first gone to, and anew in another language. */
export function openTextVersion(payload: Payload, words: Words, onHide: () => void): TextVersion {
  const text = document.getElementById("text");
  let filters: TextFilters | null = null;
  const reveal = (place: HTMLElement): void => {
    if (text) {
      listResting(text);
      nameCertainty(text);
    }
    if (text && filters?.language !== words.language) {
      filters?.remove();
      filters = createTextFilters(text, payload, words);
    }
    filters?.reveal(place);
  };
  return createTextVersion(text, reveal, onHide);
}
