/** The list: every feature by layer, in words. What the map cannot show at this zoom is here all the same. */

import { stateOn } from "./days.ts";
import { el, symbol } from "./dom.ts";
import { isSymbolic, symbolOf } from "./draw/looks.ts";
import { writeName } from "./names.ts";
import type { Feature, Payload } from "./payload.ts";
import { type MapState, type Naming, sameNaming, shownDay } from "./state.ts";
import type { Words } from "./words.ts";

export interface List {
  show(state: MapState): void;
}

interface Item {
  readonly feature: Feature;
  readonly press: HTMLButtonElement;
  readonly name: HTMLElement;
  readonly state: HTMLElement | null;
}

export function createList(
  place: HTMLElement,
  payload: Payload,
  words: Words,
  open: (feature: string) => void,
): List {
  const groups: { rows: HTMLElement; items: Item[]; byName: boolean }[] = [];
  const layers = [...payload.layers].reverse().filter(layer => layer.features.length > 0);
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
        return { feature, press, name, state };
      });
      const rows = el("ul", {});
      // Lines keep the order they are gone along; places are looked up by name.
      groups.push({ rows, items, byName: layer.features.some(({ shape }) => shape.type === "Point") });
      const count = el("span", { class: "list-count" }, words.number(items.length));
      return el(
        "details",
        { class: "list-layer", open: !layer.ground },
        el("summary", {}, el("span", {}, words.text(layer.title)), count),
        rows,
      );
    },
  );
  place.replaceChildren(...sections);
  let naming: Naming | null = null;
  const rename = (): void => {
    const compare = new Intl.Collator(naming?.namesIn ?? words.language).compare;
    for (const { rows, items, byName } of groups) {
      for (const { name, feature } of items) writeName(name, feature, words);
      if (byName) items.sort((a, b) => compare(a.name.textContent, b.name.textContent));
      rows.replaceChildren(...items.map(({ press }) => el("li", {}, press)));
    }
  };
  return {
    show(map) {
      if (!naming || !sameNaming(map, naming)) {
        naming = map;
        rename();
      }
      for (const { feature, press, state } of groups.flatMap(group => group.items)) {
        if (feature.id === map.feature) press.setAttribute("aria-current", "true");
        else press.removeAttribute("aria-current");
        if (!state) continue;
        const now = stateOn(shownDay(map), feature.from, feature.until);
        const said = words.t(`state.${now}`);
        if (state.textContent === said) continue;
        state.textContent = said;
        press.querySelector("use")?.setAttribute("href", `#s-${symbolOf(feature.look, now)}`);
      }
    },
  };
}
