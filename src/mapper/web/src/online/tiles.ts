/** The tiles of one online map on one map, and what has become of them. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Base, Bounds } from "../payload.ts";

/** How a round of loading ended: with all tiles in view, with some, with none. */
export type News = "came" | "partly" | "failed";

/** Above the ground and the relief, below the veil over the lands around: see draw/panes.ts. */
const PANE = "mapper-online";
const HEIGHT = "215";

/** How long one waits for the first tile, ms: a host that is barred may never answer. */
const PATIENCE = 10_000;

/** Lays them over the built-in map, inside the study area alone. Returns what takes them away. */
export function layTiles(
  map: Leaflet.Map,
  base: Base,
  [west, south, east, north]: Bounds,
  tell: (news: News) => void,
): () => void {
  const pane = map.getPane(PANE) ?? map.createPane(PANE);
  pane.classList.add("stratum-online");
  pane.style.zIndex = HEIGHT;
  const [least, greatest] = base.zoom;
  const layer = L.tileLayer(base.url, {
    pane: PANE,
    subdomains: [...base.subdomains],
    bounds: L.latLngBounds([south, west], [north, east]),
    minNativeZoom: least,
    maxNativeZoom: greatest,
    maxZoom: map.getMaxZoom(),
  });
  /** Of each tile that is there: has it come? */
  const tiles = new Map<string, boolean>();
  let zoom = 0;
  let patience = window.setTimeout(() => tell("failed"), PATIENCE);
  const settle = (): void => {
    window.clearTimeout(patience);
    const came = [...tiles].flatMap(([key, done]) => (key.startsWith(`${zoom}/`) ? [done] : []));
    if (came.length === 0) return;
    tell(came.every(Boolean) ? "came" : came.some(Boolean) ? "partly" : "failed");
  };
  layer.on("loading", () => {
    window.clearTimeout(patience);
    patience = window.setTimeout(settle, PATIENCE);
  });
  layer.on("tileloadstart", ({ coords }: Leaflet.TileEvent) => {
    zoom = coords.z;
    tiles.set(keyOf(coords), false);
  });
  layer.on("tileload", ({ coords }: Leaflet.TileEvent) => tiles.set(keyOf(coords), true));
  layer.on("tileunload", ({ coords }: Leaflet.TileEvent) => tiles.delete(keyOf(coords)));
  // Not at once: Leaflet has not done with the layer.
  layer.on("load", () => {
    window.clearTimeout(patience);
    patience = window.setTimeout(settle);
  });
  layer.addTo(map);
  return () => {
    layer.remove();
    window.clearTimeout(patience);
  };
}

function keyOf({ x, y, z }: Leaflet.Coords): string {
  return `${z}/${x}/${y}`;
}
