/** What stands otherwise on one day than on another: states, and what is in use on one of them alone. */

import { KEY_STATES, stateOn, useOn } from "../days.ts";
import type { Feature, Payload } from "../payload.ts";
import type { MapState } from "../state/index.ts";
import type { Words } from "../words/index.ts";

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
  const found = new Map<string, Feature[]>(
    ["begun", ...[...KEY_STATES].reverse(), "ceased", "taken"].map(way => [way, []]),
  );
  for (const layer of payload.layers) {
    if (!layers.has(layer.id)) continue;
    for (const feature of layer.features) {
      const { used = [] } = feature;
      const [was, is] = [from, to].map(day => stateOn(day, feature.from, feature.until)) as [string, string];
      if (layer.timed && was !== is) found.get(was === "not-yet" ? "begun" : is)?.push(feature);
      const [before, after] = [useOn(used, from), useOn(used, to)];
      if (!before !== !after) found.get(before ? "ceased" : "taken")?.push(feature);
    }
  }
  return [...found]
    .filter(([, features]) => features.length > 0)
    .map(([way, features]) => ({ said: words.t(`says.${way}`, { n: features.length }), features }));
}
