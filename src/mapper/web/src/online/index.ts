/** The bundle of pages whose manifest names online maps: offers them, and goes back to the built-in map when they fail. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import { el } from "../dom.ts";
import type { Extra, Extras } from "../map/index.ts";
import type { Base } from "../payload.ts";
import { type Choice, createChoice } from "./choice.ts";
import { layTiles, type News } from "./tiles.ts";

/**
 * What is chosen is on this screen alone and in no link: whoever opens one has not agreed to ask a host. The credit
 * stands on the map for as long as the tiles do, and in the same place what became of them.
 */
export const createOnline: Extra = (map, payload, words) => {
  const bases = payload.bases ?? [];
  const laid = new Map<Leaflet.Map, () => void>();
  const maps = new Set([map]);
  let chosen: Base | null = bases.find(base => base.shown && isOffered(base)) ?? null;
  let news: News = "came";
  let asked: Base | null = chosen;
  let choice: Choice | null = null;
  let line: Leaflet.Control | null = null;
  const credit = el("div", { class: "leaflet-control-attribution credits", role: "status" });

  const lay = (on: Leaflet.Map): void => {
    laid.get(on)?.();
    laid.delete(on);
    // One map speaks for both.
    const tell = on === map ? learn : () => undefined;
    if (chosen) laid.set(on, layTiles(on, chosen, payload.atlas.bounds, tell));
  };
  const say = (): void => {
    const title = asked ? words.text(asked.title) : "";
    const said = news === "came" ? "" : words.t(`base.${news}`, { title });
    choice?.show(chosen, said);
    const parts = [...(said ? [el("span", {}, said)] : []), ...(chosen ? creditOf(chosen) : [])];
    credit.replaceChildren(...parts);
    credit.hidden = parts.length === 0;
  };
  const choose = (base: Base | null): void => {
    chosen = base;
    asked = base;
    news = "came";
    for (const each of maps) lay(each);
    say();
  };
  const learn = (what: News): void => {
    if (what === news) return;
    news = what;
    if (what === "failed") {
      chosen = null;
      for (const each of maps) lay(each);
    }
    say();
  };
  lay(map);
  return {
    fill(key) {
      choice?.element.remove();
      choice = createChoice(bases, words, isOffered, choose);
      key.append(choice.element);
      line?.remove();
      line = new L.Control({ position: words.dir === "rtl" ? "bottomleft" : "bottomright" });
      line.onAdd = () => {
        L.DomEvent.disableClickPropagation(credit);
        return credit;
      };
      line.addTo(map);
      say();
    },
    beside(other) {
      maps.add(other);
      other.on("unload", () => {
        maps.delete(other);
        laid.delete(other);
      });
      lay(other);
    },
  };
};

/** Some hosts answer websites only, and would send a picture that says so. */
function isOffered(base: Base): boolean {
  return !base.web || window.location.protocol !== "file:";
}

function creditOf(base: Base): HTMLElement[] {
  const parts = base.credits.map(([text, href]) => (href ? el("a", { href, rel: "noopener" }, text) : text));
  return [el("span", { class: "base-credit" }, ...parts)];
}

declare const mapper: { readonly extras: Extras };
mapper.extras.online = createOnline;
