/** The rows of the map key by their groups, which fold where there are many; and the switches for all of them. */

import { button, el } from "../dom.ts";
import type { Layer, Payload } from "../payload.ts";
import type { MapState, Store } from "../state/index.ts";
import { capital, type Words } from "../words/index.ts";

/** A key of more rows folds. */
const LONG = 12;

/** A group of more rows is folded at first, and every group where the screen is narrow. */
const FEW = 6;

/** None, all, and what the map opens with. */
export interface KeySwitches {
  readonly element: HTMLElement;
  show(): void;
}

export interface KeyGroups {
  readonly elements: readonly HTMLElement[];
  show(state: Pick<MapState, "layers">): void;
}

/** What `place` holds says which were open, when the key is written anew in another language. */
export function keyGroups(
  place: HTMLElement,
  payload: Payload,
  words: Words,
  rows: (layers: readonly Layer[]) => HTMLElement,
): KeyGroups {
  const known = payload.groups.map(({ id }) => id);
  const before = place.querySelectorAll("details");
  const counts: [HTMLElement, string[]][] = [];
  const groups = [...payload.groups, null].flatMap((group): [string, Layer[]][] => {
    // A layer of the base map without a group is just the ground: nobody wants to switch it off.
    const isIn = (layer: Layer): boolean =>
      group ? layer.group === group.id : (!layer.ground || !!layer.picture) && !known.includes(layer.group);
    const layers = payload.layers.filter(isIn).reverse();
    return layers.length > 0 ? [[group ? words.text(group.title) : "", layers]] : [];
  });
  const folds = groups[1] && groups.flatMap(([, layers]) => layers).length > LONG;
  const elements = groups.map(([title, layers], i) => {
    if (!folds && !title) return rows(layers);
    const head = el("h2", {}, title || capital(words.t("key.others"), words.language));
    if (!folds) return el("section", { class: "key-group" }, head, rows(layers));
    const count = el("span", { class: "remark" });
    counts.push([count, layers.map(({ id }) => id)]);
    const open = before[i]?.open ?? (innerWidth >= 640 && layers.length <= FEW);
    return el("details", { class: "key-group", open }, el("summary", {}, head, " ", count), rows(layers));
  });
  return {
    elements,
    show(state) {
      for (const [count, ids] of counts) count.textContent = countOf(ids, state.layers, words);
    },
  };
}

/** None, all, and what the map opens with: of whatever has a row in `place`, so of the reader's own, too. */
export function keySwitches(place: HTMLElement, payload: Payload, words: Words, store: Store): KeySwitches {
  const heard = el("span", { class: "unseen", role: "status" });
  const boxes = () => [...place.querySelectorAll<HTMLInputElement>(".key-switch input")];
  const make = (word: string, wanted: (on: readonly string[], rows: readonly string[]) => string[]) =>
    button(words.t(word), "link-button", () => {
      const rows = boxes().map(({ name }) => name);
      const layers = new Set(wanted([...store.get().layers], rows));
      store.set({ layers });
      heard.textContent = countOf(rows, layers, words);
    });
  const element = el(
    "div",
    { class: "remark", role: "group", "aria-label": words.t("bar.key") },
    make("key.none", (on, rows) => on.filter(id => !rows.includes(id))),
    " · ",
    make("key.all", (on, rows) => [...on, ...rows]),
    " · ",
    make("key.show-opening", () => payload.layers.filter(({ shown }) => shown).map(({ id }) => id)),
    heard,
  );
  return {
    element,
    show() {
      element.hidden = !boxes()[1];
    },
  };
}

function countOf(ids: readonly string[], on: ReadonlySet<string>, words: Words): string {
  return words.t("sources.shown", { n: ids.filter(id => on.has(id)).length, all: ids.length });
}
