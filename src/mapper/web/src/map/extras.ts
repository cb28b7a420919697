/** What further bundles add to the page, where the atlas needs it: each sets its own part when it is read (build.js). */

import type * as Leaflet from "leaflet";
import type { drawBigLayers } from "../big/layers.ts";
import type { drawClusters } from "../cluster/clusters.ts";
import type { Payload } from "../payload.ts";
import type { MapState } from "../state/state.ts";
import type { Words } from "../words/words.ts";

export interface Extras {
  /** Layers of very many features: on the map, in the list, in the search. */
  big?: typeof drawBigLayers;
  /** Near points drawn as one. */
  cluster?: typeof drawClusters;
  /** Base maps from the network. */
  online?: Extra;
  /** Layers of tiles that lie beside the page. */
  tiled?: Extra;
}

/** Made once for a map, before anything else is said of it. */
export type Extra = (map: Leaflet.Map, payload: Payload, words: Words) => Addition;

export interface Addition {
  /** Adds its part to the map key, in place of the one that was there in another language. */
  fill(key: HTMLElement): void;
  /** Shows the same on the second map of a comparison, until that is taken away. */
  beside(map: Leaflet.Map): void;
  /** Follows the state of the map. */
  show?(state: MapState): void;
}
