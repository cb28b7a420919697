/** The payload's features, looked up by id and in order. */

import type { Feature, Layer, Payload } from "./payload.ts";

export interface Entry {
  readonly feature: Feature;
  readonly layer: Layer;
  /** Its place within its layer. */
  readonly index: number;
}

export type Catalogue = ReadonlyMap<string, Entry>;

export function catalogueOf(payload: Payload): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const layer of payload.layers) {
    for (const [index, feature] of layer.features.entries())
      entries.set(feature.id, { feature, layer, index });
  }
  return entries;
}

/** The layers that the reader has added: a link cannot name them, they are on this screen alone. */
export function ownLayers(catalogue: Catalogue): Set<string> {
  return new Set([...catalogue.values()].filter(({ layer }) => layer.own).map(({ layer }) => layer.id));
}
