/** Around a point whose place is only nearly known: a dashed circle as wide as the doubt, from near enough to be seen. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Entry } from "../../catalogue.ts";
import type { Mark } from "./mark.ts";
import type { Panes } from "./panes.ts";

/** A circle narrower than this, in pixels from its middle, would only be a second outline of the symbol. */
const LEAST = 18;

export interface Doubts {
  readonly byLayer: ReadonlyMap<string, readonly Element[]>;
  /** Shows the circles of the symbols that are seen, where they are wide enough at this zoom. */
  settle(map: Leaflet.Map, seen: readonly Mark[]): void;
}

/** `within` of a feature is in km; features without it have no circle. */
export function drawDoubts(map: Leaflet.Map, panes: Panes, entries: Iterable<Entry>): Doubts {
  const circles = new Map<string, Element>();
  const radii = new Map<string, number>();
  const byLayer = new Map<string, Element[]>();
  for (const { feature, layer } of entries) {
    if (feature.within === undefined) continue;
    const circle = L.circle([feature.point[1], feature.point[0]], {
      radius: feature.within * 1000,
      pane: panes.name("lines"),
      renderer: panes.renderer("lines"),
      className: "doubt",
      interactive: false,
    }).addTo(map);
    const element = circle.getElement();
    if (!element) continue;
    circles.set(feature.id, element);
    radii.set(feature.id, feature.within);
    byLayer.set(layer.id, [...(byLayer.get(layer.id) ?? []), element]);
  }
  return {
    byLayer,
    settle(onMap, seen) {
      const shown = new Set(seen.map(({ feature }) => feature.id));
      for (const [id, element] of circles) {
        const wide = (radii.get(id) ?? 0) * pixelsPerKm(onMap) >= LEAST;
        element.classList.toggle("waits", !wide || !shown.has(id));
      }
    },
  };
}

/** In the middle of the view: a study area is small enough for that. */
function pixelsPerKm(map: Leaflet.Map): number {
  const middle = map.getCenter();
  const point = map.latLngToLayerPoint(middle);
  return 1000 / middle.distanceTo(map.layerPointToLatLng(point.add([0, 1])));
}
