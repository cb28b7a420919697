/** The payload's features, looked up by id and in order. */

import type { Feature, Layer, Payload } from "./payload.ts";
import type { Known } from "./state/state.ts";

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

export function knownOf(payload: Payload, catalogue: Catalogue): Known {
  const features = [...catalogue.values()].map(entry => entry.feature);
  const [first, ...others] = payload.atlas.languages;
  return {
    period: payload.atlas.period,
    features: new Set(catalogue.keys()),
    layers: new Map(payload.layers.map(layer => [layer.id, layer.ground])),
    shown: new Set(payload.layers.filter(layer => layer.shown).map(layer => layer.id)),
    tongues: new Set(
      payload.atlas.languages.filter(
        language => language === first || features.some(({ name }) => name[language]),
      ),
    ),
    interfaces: new Set(others.filter(language => payload.words[language])),
    renamed: features.some(({ now }) => now),
    steps: new Set(payload.story.map(step => step.id)),
  };
}

/** Great-circle distance of two lon, lat positions, in km (haversine, mean radius 6371.009 km). */
export function distanceKm(a: readonly [number, number], b: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const half = (degrees: number): number => Math.sin((degrees * rad) / 2) ** 2;
  const chord = half(b[1] - a[1]) + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * half(b[0] - a[0]);
  return 2 * 6371.009 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
