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
