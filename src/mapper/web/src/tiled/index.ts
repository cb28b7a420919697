/** The bundle of pages with layers of tiles: draws all of their features, where a web server gives them out. */

import type * as Leaflet from "leaflet";
import { PMTiles } from "pmtiles";
import { el } from "../dom.ts";
import type { Extra, Extras } from "../map/index.ts";
import type { Layer } from "../payload.ts";
import type { MapState } from "../state/index.ts";
import { createCard } from "./card.ts";
import { drawTiles, type Tiled } from "./draw.ts";

/** How it stands with a layer's archive. */
type Standing = "part" | "asked" | "all" | "failed";

/** What the page holds of the layers stays as it is, with its records, list and search; the tiles lie below it. */
export const createTiled: Extra = (map, payload, words) => {
  const layers = payload.layers.filter(({ tiles }) => tiles);
  const standing = new Map<Layer, Standing>();
  const archives = new Map<Layer, { readonly archive: PMTiles; readonly greatest: number }>();
  const drawn = new Map<Leaflet.Map, Map<Layer, Tiled>>([[map, new Map()]]);
  const card = createCard(map.getContainer().parentElement ?? map.getContainer(), words);
  let said: HTMLElement | null = null;
  let on: ReadonlySet<string> = new Set();

  const say = (): void =>
    said?.replaceChildren(
      ...layers.flatMap(layer => {
        const state = standing.get(layer) ?? "part";
        if (state === "asked") return [];
        const values = {
          layer: words.text(layer.title),
          all: layer.tiles?.count ?? 0,
          held: layer.big?.count ?? layer.features.length,
          file: fileOf(layer),
        };
        return [el("p", { class: "remark" }, words.t(`tiled.${state}`, values))];
      }),
    );
  const draw = (): void => {
    for (const [each, made] of drawn) {
      for (const [layer, { archive, greatest }] of archives) {
        const tiled = made.get(layer) ?? drawTiles(each, layer, archive, greatest, payload.atlas.bounds);
        made.set(layer, tiled);
        tiled.show(on.has(layer.id));
      }
    }
  };
  const open = async (layer: Layer): Promise<void> => {
    // A page on disk may not read the file beside it.
    if (window.location.protocol === "file:") return;
    standing.set(layer, "asked");
    const archive = new PMTiles(new URL(fileOf(layer), window.location.href).href);
    try {
      const { maxZoom } = await archive.getHeader();
      archives.set(layer, { archive, greatest: maxZoom });
      standing.set(layer, "all");
      draw();
    } catch {
      standing.set(layer, "failed");
    }
    say();
  };
  map.on("click", ({ latlng }) => {
    card.close();
    for (const [layer, tiled] of [...(drawn.get(map) ?? [])].reverse()) {
      const props = tiled.at(latlng);
      if (props) return card.show(words.text(layer.title), props);
    }
  });
  for (const layer of layers) open(layer);
  return {
    fill(key) {
      said?.remove();
      said = el("div", { class: "tiled-said", role: "status" });
      key.append(said);
      say();
    },
    beside(other) {
      drawn.set(other, new Map());
      other.on("unload", () => drawn.delete(other));
      draw();
    },
    show(state: MapState) {
      on = state.layers;
      if (state.feature !== null) card.close();
      draw();
    },
  };
};

function fileOf(layer: Layer): string {
  return `tiles/${layer.id}.pmtiles`;
}

declare const mapper: { readonly extras: Extras };
mapper.extras.tiled = createTiled;
