/** What further bundles add to the page, where the manifest asks for it: see build.js. */

import type * as Leaflet from "leaflet";
import type { Payload } from "./payload.ts";
import type { MapState } from "./state.ts";
import type { Words } from "./words.ts";

export interface Addition {
  /** Adds its part to the map key, in place of the one that was there in another language. */
  fill(key: HTMLElement): void;
  /** Shows the same on the second map of a comparison, until that is taken away. */
  beside(map: Leaflet.Map): void;
  /** Follows the state of the map. */
  show?(state: MapState): void;
}

/** Made once for a map, before anything else is said of it. */
export type Extra = (map: Leaflet.Map, payload: Payload, words: Words) => Addition;

export type Extras = Readonly<Record<string, Extra>>;
