/** Of a layer in time, what is how on a day: a part of the map key. */

import { type State, stateOf, thereOn } from "../days.ts";
import { el } from "../dom.ts";
import type { Feature, Layer } from "../payload.ts";
import type { MapState } from "../state/index.ts";
import { capital, stateHead, unsureWords, type Words } from "../words/index.ts";
import { swatch } from "./swatch.ts";

export interface Matrix {
  readonly element: HTMLElement;
  count(days: Pick<MapState, "day" | "until" | "compare">): void;
}

/** Kinds down, the states that they can be in across, and at the foot how many there are of each on this day; perhaps a remark on those unsure. */
export function createMatrix(layer: Layer, words: Words, isRemarked: boolean): Matrix {
  const keyed = layer.states?.of ?? [];
  const samples = new Map<string, Feature>();
  for (const feature of layer.big?.samples ?? layer.features)
    if (!samples.has(feature.look)) samples.set(feature.look, feature);
  // The heads say what a picture shows. To who cannot see it, its cell says how many there are.
  const counts: [HTMLElement, string, State][] = [];
  const cell = (sample: Feature, state: State): HTMLElement => {
    const count = el("span", { class: "unseen" });
    counts.push([count, sample.look, state]);
    // Without colour: that of a class is told of elsewhere in the key.
    const { tone, ...plain } = sample;
    return el("td", {}, swatch(plain, undefined, state, layer.big !== undefined), count);
  };
  /** How many there are on a day; on two, where there is a second map. */
  const rows = [0, 1].map(() => {
    const totals = new Map(keyed.map(state => [state, el("td", {})]));
    const name = el("th", { scope: "row" });
    return { totals, name, row: el("tr", {}, name, ...totals.values()) };
  });
  const title = words.text(layer.title);
  const kinds = [...samples.keys()].map(look => kindOf(layer.big?.samples ?? layer.features, look, words));
  const isOne = kinds.length === 1 && !kinds[0];
  const body = [...samples.values()].map((sample, i) =>
    el("tr", {}, el("th", { scope: "row" }, kinds[i] || title), ...keyed.map(state => cell(sample, state))),
  );
  const head = keyed.map(state => el("th", { scope: "col" }, stateHead(layer, state, words)));
  const foot = el("tfoot", {});
  const element = el(
    "div",
    { class: "matrix" },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, isOne ? el("td") : el("th", { scope: "col" }, title), ...head)),
      el("tbody", {}, ...body),
      foot,
    ),
    isRemarked ? el("p", { class: "remark" }, unsureWords(layer, words)) : null,
  );
  return {
    element,
    count({ day, until, compare }) {
      const days = [until ?? day, compare];
      const plain = words.t(until === null ? "key.on-day" : "key.on-last-day");
      for (const [i, { totals, name, row }] of rows.entries()) {
        const on = days[i] ?? null;
        if (on === null) {
          row.remove();
          continue;
        }
        if (!row.isConnected) foot.append(row);
        name.textContent = compare === null ? plain : words.date(on);
        const states = layer.features.map(feature => [feature.look, stateOf({ feature, layer }, on)]);
        const say = (place: HTMLElement, state: State, look?: string): void => {
          const alike = states.filter(each => each[1] === state && (!look || each[0] === look));
          // Of a big layer it is known once it is read, and not of each look.
          const n = layer.big ? (look ? undefined : thereOn(layer, on)) : alike.length;
          place.textContent = n === undefined ? "" : words.number(n);
        };
        for (const [state, total] of totals) say(total, state);
        if (i === 0) for (const [count, look, state] of counts) say(count, state, look);
      }
    },
  };
}

/** The word most features of this look go by. */
export function kindOf(features: readonly Feature[], look: string, words: Words): string {
  const counts = new Map<string, number>();
  for (const { kind } of features.filter(feature => feature.look === look)) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [kind = look] = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return capital(words.kind(kind), words.language);
}
