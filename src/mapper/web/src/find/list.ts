/** The list: every feature by layer, in words. What the map cannot show at this zoom is here all the same. */

import { KEY_STATES, stateOf } from "../days.ts";
import { el, symbol } from "../dom.ts";
import { isSymbolic, symbolOf } from "../looks.ts";
import type { Feature, Layer, Payload } from "../payload.ts";
import { type MapState, sameNaming, shownDay } from "../state/index.ts";
import { capital, type Naming, stateWord, type Words, writeName } from "../words/index.ts";
import { isBackdrop } from "./backdrop.ts";
import { choice, createFilter, type Wish } from "./filter.ts";

export interface List {
  show(state: MapState): void;
}

interface Item {
  readonly feature: Feature;
  readonly row: HTMLElement;
  readonly layer: Layer;
  readonly press: HTMLButtonElement;
  readonly name: HTMLElement;
  readonly state: HTMLElement | null;
}

export function createList(
  place: HTMLElement,
  payload: Payload,
  words: Words,
  open: (feature: string) => void,
  /** A big layer's part of the list; null where there are none. */
  bigSection: ((layer: Layer, open: (feature: string) => void) => HTMLElement) | null = null,
): List {
  const groups: {
    fold: HTMLElement;
    rows: HTMLElement;
    count: HTMLElement;
    items: Item[];
    byName: boolean;
  }[] = [];
  let day = payload.atlas.opens;
  const layers = [...payload.layers]
    .reverse()
    .filter(layer => layer.features.length > 0 && !isBackdrop(layer));
  const sections = [...layers.filter(layer => !layer.ground), ...layers.filter(layer => layer.ground)].map(
    layer => {
      const items = layer.features.map((feature): Item => {
        const state = layer.timed ? el("span", { class: "list-state" }) : null;
        const drawing = isSymbolic(feature.look)
          ? symbol(symbolOf(feature.look, layer.timed ? "unknown" : null))
          : null;
        const kind = layer.timed ? null : el("span", { class: "list-state" }, words.kind(feature.kind));
        const name = el("span", { class: "list-name" });
        const press = el(
          "button",
          { type: "button", class: "list-item", "data-open": feature.id },
          el("span", { class: "list-symbol" }, drawing),
          name,
          state ?? kind,
        );
        press.addEventListener("click", () => open(feature.id));
        return { feature, row: el("li", {}, press), layer, press, name, state };
      });
      const rows = el("ul", {});
      const count = el("span", { class: "list-count" });
      const fold = el(
        "details",
        { class: "list-layer", open: !layer.ground },
        el("summary", {}, el("span", {}, words.text(layer.title)), count),
        rows,
      );
      // Lines keep the order they are gone along; places are looked up by name.
      const byName = layer.features.some(({ shape }) => shape.type === "Point");
      groups.push({ fold, rows, count, items, byName });
      return fold;
    },
  );
  const all = groups.flatMap(({ items }) => items);
  const kinds = [...new Set(all.map(({ feature }) => feature.kind).filter(Boolean))];
  const isKind = ({ feature }: Item, kind: string): boolean => feature.kind === kind;
  const isIn = (item: Item, word: string): boolean =>
    item.layer.timed && stateWord(item.layer, stateOf(item, day), words) === word;
  const wishes: Wish<Item>[] = [];
  if (kinds.length > 1) {
    const named = kinds.map(kind => [kind, capital(words.kind(kind), words.language)] as const);
    named.sort(([, a], [, b]) => a.localeCompare(b, words.language));
    wishes.push(choice(words.t("sources.kind"), named, isKind, words, all));
  }
  if (all.some(({ layer }) => layer.timed)) {
    // Layers may have words of their own: each word is a choice.
    const said = KEY_STATES.flatMap(state =>
      layers.filter(({ states }) => states?.of.includes(state)).map(layer => stateWord(layer, state, words)),
    );
    const named = [...new Set(said)].map(word => [word, word] as const);
    wishes.push(choice(words.t("filter.state"), named, isIn, words));
  }
  const filter = createFilter(
    words.t("bar.list"),
    all,
    wishes,
    ({ row }, wanted) => {
      row.hidden = !wanted;
    },
    words,
    () => {
      for (const { fold, count, items } of groups) {
        const n = items.filter(({ row }) => !row.hidden).length;
        fold.hidden = n === 0;
        count.textContent = words.number(n);
      }
    },
  );
  filter.apply();
  place.replaceChildren(
    ...(wishes.length > 0 ? [filter.element] : []),
    ...sections,
    ...payload.layers.flatMap(layer => (layer.big && bigSection?.(layer, open)) ?? []),
  );
  let naming: Naming | null = null;
  const rename = (): void => {
    const compare = new Intl.Collator(naming?.namesIn ?? words.language).compare;
    for (const { rows, items, byName } of groups) {
      for (const { name, feature } of items) writeName(name, feature, words);
      if (byName) items.sort((a, b) => compare(a.name.textContent, b.name.textContent));
      rows.replaceChildren(...items.map(({ row }) => row));
    }
  };
  return {
    show(map) {
      if (!naming || !sameNaming(map, naming)) {
        naming = map;
        rename();
      }
      if (shownDay(map) !== day) {
        day = shownDay(map);
        filter.apply();
      }
      for (const { feature, layer, press, state } of all) {
        if (feature.id === map.feature) press.setAttribute("aria-current", "true");
        else press.removeAttribute("aria-current");
        if (!state) continue;
        const now = stateOf({ feature, layer }, day);
        const said = stateWord(layer, now, words);
        if (state.textContent === said) continue;
        state.textContent = said;
        press.querySelector("use")?.setAttribute("href", `#s-${symbolOf(feature.look, now)}`);
      }
    },
  };
}
