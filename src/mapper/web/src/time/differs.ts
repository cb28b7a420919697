/** What stands otherwise on one day than on another: states, and what is in use on one of them alone. */

import { KEY_STATES, type State, stateOf, useOn } from "../days.ts";
import type { Feature, Payload } from "../payload.ts";
import type { MapState } from "../state/index.ts";
import { stateCount, stateWord, type Words } from "../words/index.ts";

/** Features that differ in the same way, and how, with their number. */
export interface Difference {
  readonly said: string;
  readonly features: readonly Feature[];
}

/** Of the layers that are on, from the earlier day to the later: what has come to be in each state, begun, ceased. */
export function differences(
  payload: Payload,
  layers: MapState["layers"],
  [from, to]: readonly [number, number],
  words: Words,
): Difference[] {
  const found = new Map<string, { features: Feature[]; rank: number; say(n: number): string }>();
  /** Layers that call it by the same word are told of together. */
  const put = (feature: Feature, rank: number, word: string, say: (n: number) => string): void => {
    const alike = found.get(rank + word) ?? { features: [], rank, say };
    alike.features.push(feature);
    found.set(rank + word, alike);
  };
  const plain = (way: string) => (n: number) => words.t(`says.${way}`, { n });
  for (const layer of payload.layers) {
    if (!layers.has(layer.id)) continue;
    for (const feature of layer.features) {
      const entry = { feature, layer };
      const { used = [] } = feature;
      const [was, is] = [stateOf(entry, from), stateOf(entry, to)];
      if (layer.timed && was !== is) {
        const rank = 9 - (KEY_STATES as readonly State[]).indexOf(is);
        if (was === "not-yet") put(feature, 0, "", plain("begun"));
        else put(feature, rank, stateWord(layer, is, words), n => stateCount(layer, is, words, n));
      }
      const before = useOn(used, from);
      if (!before !== !useOn(used, to))
        put(feature, before ? 11 : 12, "", plain(before ? "ceased" : "taken"));
    }
  }
  return [...found.values()]
    .sort((a, b) => a.rank - b.rank)
    .map(({ features, say }) => ({ said: say(features.length), features }));
}
