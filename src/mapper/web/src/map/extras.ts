/** What further bundles add to the page, where the atlas needs it: each sets its own part when it is read (build.js). */

import type * as Leaflet from "leaflet";
import type { Entry } from "../catalogue.ts";
import type { FoundInLayer } from "../find/index.ts";
import type { Layer, Payload } from "../payload.ts";
import type { MapState, Store } from "../state/index.ts";
import type { Words } from "../words/index.ts";
import type { Way } from "./direction.ts";
import type { Mark } from "./draw/mark.ts";
import type { Panes } from "./draw/panes.ts";

export interface Extras {
  /** Layers of very many features: on the map, in the list, in the search. */
  big?: DrawBigLayers;
  /** Near points drawn as one. */
  cluster?: DrawClusters;
  /** Base maps from the network. */
  online?: Extra;
  /** Layers of tiles that lie beside the page. */
  tiled?: Extra;
  /** Pictures in records. */
  media?: Extra;
  /** Pictures under the map. */
  overlay?: Extra;
  /** Files of the reader's own. Its script stands behind the map's: it is there once the document is parsed. */
  drop?: TakeFiles;
}

/** Made once for a map, before anything else is said of it. */
export type Extra = (map: Leaflet.Map, payload: Payload, words: Words) => Addition;

export interface Addition {
  /** Adds its part to the map key, in place of the one that was there in another language. */
  fill(key: HTMLElement): void;
  /** Shows the same on the second map of a comparison, until that is taken away. */
  beside(map: Leaflet.Map): void;
  /** Adds its part to a record that is about to be shown. */
  explain?(record: HTMLElement): void;
  /** Follows the state of the map. */
  show?(state: MapState): void;
}

/** `list` is the part of the page before which the features are listed. To the catalogue it adds them. */
export type TakeFiles = (
  root: HTMLElement,
  list: HTMLElement | null,
  payload: Payload,
  words: Words,
  store: Store,
  catalogue: Map<string, Entry>,
  actions: OwnActions,
) => OwnLayers;

export interface OwnActions {
  /** Brings a layer's features into view. */
  zoomTo(layer: Layer): void;
  /** Puts features onto the map. */
  draw(entries: readonly Entry[]): void;
  erase(layer: string): void;
  /** Fills `place` with the features of layers, as those of the atlas are listed. */
  list(place: HTMLElement, layers: readonly Layer[]): { show(state: MapState): void };
  /** The row of a layer in the map key; its box goes to `boxes`. */
  row(layer: Layer, boxes: Map<string, HTMLInputElement>): HTMLElement;
  /** Opens a dialog. */
  ask(title: string, ...content: Node[]): void;
}

export interface OwnLayers {
  /** Adds its part to the map key, in place of the one that was there in another language. */
  fill(key: HTMLElement): void;
  show(state: MapState): void;
}

export type DrawBigLayers = (
  map: Leaflet.Map,
  panes: Panes,
  payload: Payload,
  words: Words,
  press: (feature: string) => void,
) => BigLayers;

export interface BigLayers {
  /** Says in the map key which layers are damaged, each at its row. */
  fill(key: HTMLElement): void;
  /** The layer's part of the list. */
  section(layer: Layer, open: (feature: string) => void): HTMLElement;
  /** What a search finds in each layer. What is stale is given up. */
  search(query: string, isStale: () => boolean): Promise<FoundInLayer[]>;
  /** Resolves when every picture that is shown at first is on the map. */
  readonly drawn: Promise<void>;
  /** Resolves when the features of all layers are known by their ids. */
  readonly known: Promise<void>;
  entry(feature: string): Entry | undefined;
  /** The feature's mark, made for it if it has none. */
  mark(feature: string): Mark | undefined;
  /** The feature that a click at this place means; of areas only with `areas`. */
  hit(at: Leaflet.LatLng, areas: boolean): string | null;
  /** The nearest feature that way from a place, if it costs less than `most`. */
  towards(from: Mark, way: Way, most: number): Mark | undefined;
  /** The feature nearest to the middle of the map. */
  middle(): Mark | undefined;
  /** The next of the features in view, in the order of the layers; null = from before the first or after the last. */
  next(from: Mark | null, step: 1 | -1): Mark | undefined;
  show(layers: ReadonlySet<string>, selected: string | null, day: number): void;
}

/** `pane` is that of the symbols. At the map's greatest zoom nothing is a cluster. */
export type DrawClusters = (map: Leaflet.Map, pane: string, words: Words) => Clusters;

export interface Clusters {
  /**
   * Draws clusters of these marks at the map's zoom, clear of `others`, and hides those that are in one: `ids` says which. `settled` is
   * called when all others have found their places, for the focus to go on from a cluster that is no more.
   */
  group(
    marks: readonly Mark[],
    others: readonly Mark[],
  ): { readonly ids: ReadonlySet<string>; settled(): void };
  /** Those on the map now, and where they stand in its layer points. */
  marks(): Mark[];
  boxes(): Leaflet.Bounds[];
  /** The one that holds a feature now. */
  holding(feature: string): Mark | undefined;
  /** Names them again, in the language of now. */
  name(): void;
}
