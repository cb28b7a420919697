/** One layer of tiles on one map: its features in the style of their looks, and which of them lie at a place. */

import type * as Leaflet from "leaflet";
import {
  GeomType,
  LineSymbolizer,
  leafletLayer,
  type PaintRule,
  PolygonSymbolizer,
  TileCache,
  View,
} from "protomaps-leaflet";
import { el } from "../dom.ts";
import { type Style, styleOf, whenRestyled } from "../map/index.ts";
import type { Bounds, Layer } from "../payload.ts";
import type { Archive } from "./archive.ts";
import { decode, kindOf } from "./decode.ts";

/** Below the features that the page itself holds: see draw/panes.ts. */
const PANE = "mapper-tiled";
const HEIGHT = "340";

/** protomaps-leaflet draws a tile 512 px wide: the map is so many zooms further in than its tiles are. */
const BEHIND = 1;

const TILE_PX = 512;

/** Around a dot, px. */
const EDGE = 1;

/** How near a click has to be, px: of what lies nearer than the first, or the next, what lies further is not meant. */
const REACH = [2, 5, 10];

export interface Tiled {
  show(on: boolean): void;
  /** What the first feature there has to tell, if there is one. */
  at(place: Leaflet.LatLng): Readonly<Record<string, unknown>> | null;
}

export function drawTiles(
  map: Leaflet.Map,
  layer: Layer,
  { tiles, greatest }: Archive,
  [west, south, east, north]: Bounds,
): Tiled {
  const pane = map.getPane(PANE) ?? map.createPane(PANE);
  pane.classList.add("stratum-tiled");
  pane.style.zIndex = HEIGHT;
  // Where features lie too close for the atlas's own zooms, the archive goes further, and so can the reader.
  map.setMaxZoom(Math.max(map.getMaxZoom(), greatest + BEHIND));
  const made = leafletLayer({
    url: tiles,
    pane: PANE,
    maxDataZoom: greatest,
    bounds: [
      [south, west],
      [north, east],
    ],
    maxZoom: map.getMaxZoom(),
    attribution: "",
    paintRules: rulesOf(pane, layer),
    labelRules: [],
  });
  const usual = layer.tiles?.look ?? "";
  let asked = { zoom: 0, stop: new AbortController() };
  const source = {
    async get({ z, x, y }: { readonly z: number; readonly x: number; readonly y: number }, size: number) {
      // What was asked for at another zoom is no longer waited for.
      if (z !== asked.zoom) {
        asked.stop.abort();
        asked = { zoom: z, stop: new AbortController() };
      }
      const tile = await tiles.getZxy(z, x, y, asked.stop.signal);
      return tile ? decode(tile.data, size, layer.id, usual) : new Map();
    },
  };
  made.views = new Map([["", new View(new TileCache(source, TILE_PX), greatest, BEHIND)]]);
  let shown = false;
  whenRestyled(() => {
    made.paintRules = rulesOf(pane, layer);
    if (shown) made.rerenderTiles();
  });
  return {
    show(on) {
      if (on === shown) return;
      shown = on;
      if (on) made.addTo(map);
      else made.remove();
    },
    at({ lng, lat }) {
      if (!shown) return null;
      for (const reach of REACH) {
        const [found] = [...made.queryTileFeaturesDebug(lng, lat, reach).values()].flat();
        if (found) return found.feature.props;
      }
      return null;
    },
  };
}

/** Four rules a look: what is an area, a line or a point is drawn as the style sheet says. */
function rulesOf(pane: HTMLElement, layer: Layer): PaintRule[] {
  const usual = layer.tiles?.look ?? "";
  const all = layer.big?.samples ?? layer.features;
  return [...new Set([usual, ...all.map(({ look }) => look)])].flatMap(look => {
    const rule = (type: GeomType, symbolizer: PaintRule["symbolizer"]): PaintRule => ({
      dataLayer: kindOf(look, type),
      symbolizer,
    });
    const [path, dot] = [styleOf(pane, `mark look-${look}`), styleOf(pane, `mark dots look-${look}`)];
    const line = new LineSymbolizer({
      color: path.stroke ?? "transparent",
      width: path.width,
      opacity: path.strokeOpacity,
    });
    const area = new PolygonSymbolizer({ fill: path.fill ?? "transparent", opacity: path.fillOpacity });
    const spot = dots(dot);
    return [
      rule(GeomType.Polygon, area),
      rule(GeomType.Polygon, line),
      rule(GeomType.Line, line),
      rule(GeomType.Point, spot),
    ];
  });
}

/** Points as dots: one is drawn, and copied to wherever a point is, which is quicker than a path for each. */
function dots({ width, stroke, edge }: Style): PaintRule["symbolizer"] {
  const radius = width / 2;
  const half = Math.ceil(radius + EDGE);
  const sharp = window.devicePixelRatio;
  const one = el("canvas", { width: Math.ceil(2 * half * sharp), height: Math.ceil(2 * half * sharp) });
  const pen = one.getContext("2d");
  pen?.scale(sharp, sharp);
  const discs = [
    [edge, radius + EDGE],
    [stroke, radius],
  ] as const;
  for (const [colour, size] of discs) {
    if (!pen || !colour) continue;
    pen.beginPath();
    pen.arc(half, half, size, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
  }
  const side = one.width / sharp;
  return {
    before(canvas) {
      canvas.globalAlpha = 1;
    },
    draw(canvas, geom) {
      for (const { x, y } of geom.flat()) canvas.drawImage(one, x - half, y - half, side, side);
    },
  };
}
