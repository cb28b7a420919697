/** The map key, which is the layer panel: the swatch one reads is the switch one presses. */

import { el, iconButton } from "../dom.ts";
import type { Colour, Feature, Layer, Looks, Payload, Text } from "../payload.ts";
import type { MapState, Store } from "../state/index.ts";
import { capital, classWords, unsureWords, type Words } from "../words/index.ts";
import { keyGroups, keySwitches } from "./key_groups.ts";
import { createMatrix, kindOf } from "./matrix.ts";
import { swatch } from "./swatch.ts";

export interface Legend {
  show(state: MapState): void;
}

/** Fills `place`; `zoomTo` brings a layer's features into view. */
export function createLegend(
  place: HTMLElement,
  payload: Payload,
  words: Words,
  store: Store,
  zoomTo: (layer: Layer) => void,
): Legend {
  const timed = payload.layers.filter(layer => layer.timed);
  const unsure = timed.filter(layer => layer.states?.of.includes("unsure"));
  // The same remark is made once, below the last that it is about.
  const last = new Map(unsure.map(layer => [unsureWords(layer, words), layer]));
  const matrices = timed.map(layer => createMatrix(layer, words, [...last.values()].includes(layer)));
  const boxes = new Map<string, HTMLInputElement>();
  const rows = (layers: readonly Layer[]): HTMLElement =>
    el("ul", { class: "key-rows" }, ...layers.map(layer => layerRow(layer, words, store, zoomTo, boxes)));

  const switches = keySwitches(place, payload, words, store);
  const groups = keyGroups(place, payload, words, rows);
  const empty = el("p", { class: "empty", hidden: true }, el("b", {}, words.t("key.all-off")));
  // Why the map is dim.
  const told = el("p", { class: "remark", hidden: true });
  place.replaceChildren(
    told,
    ...matrices.map(matrix => matrix.element),
    switches.element,
    empty,
    ...groups.elements,
    ...Object.entries(REMARKS)
      .filter(([, fits]) => payload.layers.some(layer => layer.features.some(each => fits(each, layer))))
      .map(([word]) => el("p", { class: "remark" }, words.t(word))),
  );
  return {
    show(state) {
      for (const [id, box] of boxes) box.checked = state.layers.has(id);
      for (const matrix of matrices) matrix.count(state);
      const step = payload.story.findIndex(({ id }) => id === state.step);
      told.hidden = step < 0;
      told.textContent = words.t("key.told", { number: step + 1 });
      groups.show(state);
      switches.show();
      empty.hidden =
        payload.layers.some(layer => !layer.ground && state.layers.has(layer.id)) ||
        payload.layers.length === 0;
    },
  };
}

/** What is said below the rows, where a feature is such. */
const REMARKS: Readonly<Record<string, (feature: Feature, layer: Layer) => unknown>> = {
  "key.doubt": ({ within }) => within !== undefined,
  "key.schematic": ({ precision, shape }) => precision === "schematic" && shape.type.endsWith("LineString"),
  "key.clusters": (_, { cluster }) => cluster,
  "key.used": ({ used }) => used,
};

/** A layer's switch, its samples, and the button that brings it into view; `boxes` gets the checkbox by the layer's id. */
export function layerRow(
  layer: Layer,
  words: Words,
  store: Store,
  zoomTo: (layer: Layer) => void,
  boxes: Map<string, HTMLInputElement>,
): HTMLElement {
  const title = words.text(layer.title);
  const box = el("input", { type: "checkbox", name: layer.id });
  boxes.set(layer.id, box);
  box.addEventListener("change", () => {
    const layers = new Set(store.get().layers);
    if (box.checked) layers.add(layer.id);
    else layers.delete(layer.id);
    store.set({ layers });
  });
  const { colour, looks } = layer;
  const drawn = looks ? valueSamples(layer, looks, words) : colour ? [] : samplesOf(layer, words);
  const samples = colour ? classSamples(layer, colour, words) : drawn;
  const lengths = (km: number): HTMLElement | null =>
    km > 0 ? el("span", { class: "key-length" }, words.t("key.km", { km: Math.round(km) })) : null;
  const [commonest] = [...samples].sort((a, b) => b.count - a.count);
  const one = !colour && !looks && (samples.length === 1 || layer.timed) ? commonest : undefined;
  const zoom = iconButton("target", words.t("key.zoom", { layer: title }), "icon-button zoom-to", () =>
    zoomTo(layer),
  );
  const label = el(
    "label",
    { class: "key-switch" },
    box,
    one ? el("span", { class: "key-sample" }, one.drawing) : null,
    el("span", { class: "key-name" }, title),
    one && !layer.timed ? lengths(one.km) : null,
  );
  const listed = (title: Text | undefined, listed: readonly Sample[]): (HTMLElement | null)[] => [
    title ? el("p", { class: "key-measure" }, capital(words.text(title), words.language)) : null,
    el(
      "ul",
      { class: "key-parts" },
      ...listed.map(({ word, drawing, km }) =>
        el(
          "li",
          {},
          el("span", { class: "key-sample" }, drawing),
          el("span", { class: "key-name" }, word),
          lengths(km),
        ),
      ),
    ),
  ];
  return el(
    "li",
    { class: "key-row" },
    el("div", { class: "key-line" }, label, zoom),
    ...(looks && !inMatrix(layer) ? listed(looks.by === "kind" ? undefined : looks.title, drawn) : []),
    ...(one || (looks && !colour) ? [] : listed(colour?.title, samples)),
  );
}

/** Kinds of a layer in time stand above, with what they are on the day; of a big one it is not known of each. */
function inMatrix({ timed, looks, big }: Layer): boolean {
  return timed && looks?.by === "kind" && !big;
}

interface Sample {
  readonly word: string;
  readonly drawing: Element;
  readonly count: number;
  /** Of lines: how long they are together. */
  readonly km: number;
}

/** One sample for each class of a coloured layer, drawn as its first feature is; an empty one as the layer's. */
function classSamples(layer: Layer, colour: Colour, words: Words): Sample[] {
  return colour.classes.flatMap(each => {
    const alike = layer.features.filter(({ tone }) => tone === each.tone);
    const sample = alike[0] ?? layer.features[0];
    if (!sample) return [];
    const drawing = swatch({ ...sample, tone: each.tone }, undefined, layer.timed ? "there" : null);
    return [{ word: classWords(each, colour, words), drawing, count: alike.length, km: 0 }];
  });
}

/** One sample for each value that has a look, and one for all other features. */
function valueSamples(layer: Layer, looks: Looks, words: Words): Sample[] {
  const all = layer.big?.samples ?? layer.features;
  return [...looks.values, undefined].flatMap(value => {
    const alike = all.filter(feature => feature.value === value);
    const word = value === undefined ? words.t("key.others") : words.kind(value);
    return sampleOf(layer, capital(word, words.language), alike);
  });
}

/** One sample for each word the features go by; looks that share a word (great and small rivers) share the sample. */
function samplesOf(layer: Layer, words: Words): Sample[] {
  const byWord = new Map<string, Feature[]>();
  const all = layer.big?.samples ?? layer.features;
  for (const look of new Set(all.map(feature => feature.look))) {
    const word = kindOf(all, look, words);
    const alike = all.filter(feature => feature.look === look);
    byWord.set(word, [...(byWord.get(word) ?? []), ...alike]);
  }
  return [...byWord].flatMap(([word, features]) => sampleOf(layer, word, features));
}

/** Drawn as the first of them is; none where there are none. */
function sampleOf(layer: Layer, word: string, features: readonly Feature[]): Sample[] {
  const [first] = features;
  if (!first) return [];
  const badge = features.find(feature => feature.badge)?.badge;
  const km = features.reduce((sum, feature) => sum + (feature.km ?? 0), 0);
  const drawing = swatch(first, badge, layer.timed ? "there" : null, layer.big !== undefined);
  return [{ word, drawing, count: features.length, km }];
}
