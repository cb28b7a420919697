/** What happened on the day shown: an amber diamond up and right of its place. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Catalogue } from "../catalogue.ts";
import { isOn } from "../days.ts";
import { symbol } from "../dom.ts";
import type { Event } from "../payload.ts";
import type { Panes } from "./panes.ts";

export interface EventSigns {
  /** Signs for the events of this day at features of layers that are on. */
  show(day: number, layers: ReadonlySet<string>): void;
}

/** The signs are for the eye: the feature under each says the same to everyone, so they take no focus. */
export function drawEvents(
  map: Leaflet.Map,
  panes: Panes,
  events: readonly Event[],
  all: Catalogue,
  press: (feature: string) => void,
): EventSigns {
  const group = L.layerGroup().addTo(map);
  return {
    show(day, layers) {
      group.clearLayers();
      const places = new Set<string>();
      for (const { feature, days } of events) if (feature && isOn(days, day)) places.add(feature);
      for (const id of places) {
        const entry = all.get(id);
        // What concerns a whole land has no one place to stand at.
        if (!entry || entry.layer.ground || !layers.has(entry.layer.id)) continue;
        const [lon, lat] = entry.feature.point;
        const icon = L.divIcon({
          html: symbol("event") as unknown as HTMLElement,
          className: "event-sign",
          iconSize: [20, 20],
          iconAnchor: [-2, 22],
        });
        const marker = L.marker([lat, lon], { icon, pane: panes.name("events"), keyboard: false });
        marker.on("click", () => press(id)).addTo(group);
        marker.getElement()?.setAttribute("aria-hidden", "true");
      }
    },
  };
}
