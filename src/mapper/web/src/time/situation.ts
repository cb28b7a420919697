/** What the map shows, in words and from the data alone. picture/situation.py says the same; change both together. */

import { isAbsent, isOn, KEY_STATES, stateOf, thereOn, useOn } from "../days.ts";
import type { Layer, Payload } from "../payload.ts";
import { type MapState, shownDay } from "../state/index.ts";
import { stateCount, type Words } from "../words/index.ts";
import { daysWords, rangeWords } from "./range.ts";
import { strengthWords } from "./strength.ts";

/** At most so many names; of the rest, how many. */
const NAMED = 4;

/**
 * The days; how many are there, leaving and so on; what is in use; what happened; how many: one sentence each, and none
 * where the record says nothing.
 */
export function situation(
  payload: Payload,
  state: Pick<MapState, "day" | "until" | "layers">,
  words: Words,
): string[] {
  const { day, until } = state;
  const shown = payload.layers.filter(layer => state.layers.has(layer.id) && !layer.ground);
  const timed = shown.filter(layer => layer.timed);
  const some = (items: readonly string[], joint = words.t("says.joint")): string => {
    const rest = items.length - NAMED;
    return (rest > 1 ? [...items.slice(0, NAMED), words.t("time.more", { n: rest })] : items).join(joint);
  };
  const inUse = (how: "used" | "perhaps"): string => {
    const used = shown
      .flatMap(layer => layer.features)
      .filter(feature => useOn(feature.used ?? [], day, shownDay(state)) === how);
    return used.length > 0
      ? words.t(`says.${how}`, { names: some(used.map(each => words.name(each).text)) })
      : "";
  };
  const sizes = shown.map(layer =>
    words.t("says.layer", {
      layer: words.text(layer.title),
      count: layer.big?.count ?? layer.features.length,
    }),
  );
  const titles = payload.events.filter(({ days }) => isOn(days, day)).map(({ title }) => words.text(title));
  const happened =
    until !== null
      ? rangeWords(payload, day, until, words)
      : titles.length > 0 && words.t("says.events", { events: some(titles, words.t("says.semicolon")) });
  return [
    hasTime(payload) && words.t("says.day", { date: daysWords(state, words) }),
    ...timed.map(layer => {
      const counts = countsOf(layer, shownDay(state), words);
      return (
        counts.length > 0 && words.t("says.counts", { layer: words.text(layer.title), counts: some(counts) })
      );
    }),
    timed.length === 0 &&
      (shown.length > 0 ? words.t("says.shown", { layers: some(sizes) }) : words.t("key.all-off")),
    inUse("used"),
    inUse("perhaps"),
    happened,
    strengthWords(payload.strength, shownDay(state), words, false),
  ].filter((said): said is string => Boolean(said));
}

/** "14 held", "2 leaving": of each state that there is. */
function countsOf(layer: Layer, day: number, words: Words): string[] {
  const states = layer.features.map(feature => stateOf({ feature, layer }, day));
  return KEY_STATES.flatMap(state => {
    const n = thereOn(layer, day) ?? states.filter(each => each === state).length;
    if (layer.big && state !== "there") return [];
    return n > 0 && !isAbsent(layer, state) ? [stateCount(layer, state, words, n)] : [];
  });
}

/** Has anything that is told a day? */
function hasTime({ layers, events, strength, phases }: Payload): boolean {
  return (
    events.length + strength.length + phases.length > 0 ||
    layers.some(({ timed, features }) => timed || features.some(({ used }) => used))
  );
}
