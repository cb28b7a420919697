/** What stands otherwise on one day than on another: states, and what is in use on one of them alone. */

import { KEY_STATES, type State, stateOf, useOn } from "../days.ts";
import type { Feature, Layer, Payload } from "../payload.ts";
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
  const shown = payload.layers.filter(({ id }) => layers.has(id));
  const found: Difference[] = [];
  const tell = (features: readonly Feature[], say: (n: number) => string): void => {
    if (features.length > 0) found.push({ said: say(features.length), features });
  };
  const changes = shown
    .filter(({ timed }) => timed)
    .map(layer => ({ layer, ways: changesIn(layer, from, to) }));
  for (const way of ["begun", ...[...KEY_STATES].reverse()] as const) {
    // Layers that call it by the same word are told of together.
    const alike = new Map<string, { layer: Layer; features: Feature[] }>();
    for (const { layer, ways } of changes) {
      const word = way === "begun" ? "" : stateWord(layer, way, words);
      const known = alike.get(word)?.features ?? [];
      alike.set(word, { layer, features: [...known, ...(ways.get(way) ?? [])] });
    }
    for (const { layer, features } of alike.values())
      tell(features, n =>
        way === "begun" ? words.t("says.begun", { n }) : stateCount(layer, way, words, n),
      );
  }
  for (const [way, day, other] of [["ceased", from, to] as const, ["taken", to, from] as const]) {
    const alone = shown
      .flatMap(layer => layer.features)
      .filter(({ used = [] }) => useOn(used, day) && !useOn(used, other));
    tell(alone, n => words.t(`says.${way}`, { n }));
  }
  return found;
}

/** What has come to be in each state from the one day to the other, or has begun. */
function changesIn(layer: Layer, from: number, to: number): Map<"begun" | State, Feature[]> {
  const found = new Map<"begun" | State, Feature[]>();
  for (const feature of layer.features) {
    const [was, is] = [from, to].map(day => stateOf({ feature, layer }, day)) as [State, State];
    const way = was === "not-yet" ? "begun" : is;
    if (was !== is) found.set(way, [...(found.get(way) ?? []), feature]);
  }
  return found;
}
