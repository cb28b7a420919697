/** A sign on the map for a place that is meant elsewhere: where on a route the profile's cursor stands. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { LatLon } from "../../geometry.ts";

export interface Pointer {
  /** null takes it away. */
  show(at: LatLon | null): void;
}

/** For the eye alone: what it points at is said where the cursor is. */
export function drawPointer(map: Leaflet.Map, pane: string): Pointer {
  const icon = L.divIcon({ className: "pointer-sign", iconSize: [18, 18] });
  const marker = L.marker([0, 0], { icon, pane, interactive: false, keyboard: false, zIndexOffset: 1e6 });
  return {
    show(at) {
      if (!at) return void marker.remove();
      marker.setLatLng(at).addTo(map);
      marker.getElement()?.setAttribute("aria-hidden", "true");
    },
  };
}
