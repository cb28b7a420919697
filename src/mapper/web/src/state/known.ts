/** What there is in an atlas for a map state to name. */

import type { Catalogue } from "../catalogue.ts";
import type { Payload } from "../payload.ts";

/** What a hash may refer to; anything else in it is ignored. */
export interface Known {
  readonly period: readonly [number, number];
  readonly features: Pick<ReadonlySet<string>, "has">;
  /** Layer id → is it part of the base map? In the order of drawing. */
  readonly layers: ReadonlyMap<string, boolean>;
  /** Ids of the layers the atlas opens with. */
  readonly shown: ReadonlySet<string>;
  /** The languages that places have names in. */
  readonly tongues: ReadonlySet<string>;
  /** The languages that the interface has words in, besides the atlas's first. */
  readonly interfaces: ReadonlySet<string>;
  /** Has any place another name today? */
  readonly renamed: boolean;
  /** Ids of the story's steps. */
  readonly steps: ReadonlySet<string>;
}

export function knownOf(payload: Payload, catalogue: Catalogue): Known {
  const features = [...catalogue.values()].map(entry => entry.feature);
  const [first, ...others] = payload.atlas.languages;
  return {
    period: payload.atlas.period,
    features: new Set(catalogue.keys()),
    layers: new Map(payload.layers.map(layer => [layer.id, layer.ground && !layer.picture])),
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
