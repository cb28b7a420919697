/** The list: every feature by layer, in words. What the map cannot show at this zoom is here all the same. */

import type { Catalogue } from "./catalogue.ts";
import { stateOn } from "./days.ts";
import { el, symbol } from "./dom.ts";
import { isSymbolic, symbolOf } from "./draw/looks.ts";
import type { Payload } from "./payload.ts";
import type { MapState } from "./state.ts";
import type { Words } from "./words.ts";

export interface List {
  show(state: MapState): void;
}

interface Item {
  readonly id: string;
  readonly press: HTMLButtonElement;
  readonly state: HTMLElement | null;
}

export function createList(
  place: HTMLElement,
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  open: (feature: string) => void,
): List {
  const items: Item[] = [];
  const compare = new Intl.Collator(words.language).compare;
  const layers = [...payload.layers].reverse().filter(layer => layer.features.length > 0);
  const sections = [...layers.filter(layer => !layer.ground), ...layers.filter(layer => layer.ground)].map(
    layer => {
      const named = layer.features.map(feature => ({ feature, name: words.text(feature.name) }));
      // Lines keep the order they are gone along; places are looked up by name.
      if (layer.features.some(({ shape }) => shape.type === "Point"))
        named.sort((a, b) => compare(a.name, b.name));
      const rows = named.map(({ feature, name }) => {
        const state = layer.timed ? el("span", { class: "list-state" }) : null;
        const drawing = isSymbolic(feature.look)
          ? symbol(symbolOf(feature.look, layer.timed ? "unknown" : null))
          : null;
        const kind = layer.timed ? null : el("span", { class: "list-state" }, feature.kind);
        const press = el(
          "button",
          { type: "button", class: "list-item", "data-open": feature.id },
          el("span", { class: "list-symbol" }, drawing),
          el("span", { class: "list-name" }, name),
          state ?? kind,
        );
        press.addEventListener("click", () => open(feature.id));
        items.push({ id: feature.id, press, state });
        return el("li", {}, press);
      });
      const count = el("span", { class: "list-count" }, words.number(rows.length));
      return el(
        "details",
        { class: "list-layer", open: !layer.ground },
        el("summary", {}, el("span", {}, words.text(layer.title)), count),
        el("ul", {}, ...rows),
      );
    },
  );
  place.replaceChildren(...sections);
  return {
    show({ day, feature }) {
      for (const { id, press, state } of items) {
        if (id === feature) press.setAttribute("aria-current", "true");
        else press.removeAttribute("aria-current");
        const entry = catalogue.get(id)?.feature;
        if (!state || !entry) continue;
        const now = stateOn(day, entry.from, entry.until);
        state.textContent = words.t(`state.${now}`);
        press.querySelector("use")?.setAttribute("href", `#s-${symbolOf(entry.look, now)}`);
      }
    },
  };
}
