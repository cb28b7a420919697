/**
 * What is said of a feature, and who says so. It is written once, in the text version; here it is copied for a popup, its
 * terms are explained, what is near and a route's profile are added, and the text version itself is shown and narrowed.
 */

import type { Catalogue, Entry } from "../catalogue.ts";
import { el } from "../dom.ts";
import type { Payload } from "../payload.ts";
import { translateRecord, type Words } from "../words/index.ts";
import { nearbyLinks } from "./nearby.ts";
import type { createProfile, ProfileActions } from "./profile.ts";
import { createTerms } from "./terms.ts";

export { createProfile } from "./profile.ts";
export { createReader } from "./reader.ts";
export { addNotes, copyOf, fallbackRecord, rowsOf } from "./record.ts";
export { createTextVersion, type TextVersion, wirePage } from "./textversion.ts";
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
  /** Does something with what draws a profile, once that is there. */
  profile(act: (create: typeof createProfile) => void): void;
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
      const near = nearbyLinks(entry, catalogue, actions.behind(id), words, actions.open);
      const profile = payload.profiles.find(({ legs }) => legs.some(leg => leg.feature === id));
      if (!profile) return near;
      const place = el("div");
      actions.profile(create => place.append(create(profile, id, catalogue, words, actions)));
      return [...near, place];
    },
    closeTerm: terms.close,
  };
}
