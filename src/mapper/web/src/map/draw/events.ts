/** What happened on the day shown: an amber diamond up and right of its place. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Catalogue } from "../../catalogue.ts";
import { isOn } from "../../days.ts";
import { symbol } from "../../dom.ts";
import type { Event } from "../../payload.ts";
import { type MapState, shownDay } from "../../state/index.ts";
import type { Panes } from "./panes.ts";

export interface EventSigns {
  /** Signs for the events of these days at features of layers that are on. */
  show(state: Pick<MapState, "day" | "until">, layers: ReadonlySet<string>): void;
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
  const signs = new Map<string, Leaflet.Marker>();
  const add = (id: string, [lon, lat]: readonly [number, number]): void => {
    const icon = L.divIcon({
      html: symbol("event") as unknown as HTMLElement,
      className: "event-sign",
      iconSize: [20, 20],
      iconAnchor: [-2, 22],
    });
    const marker = L.marker([lat, lon], { icon, pane: panes.name("events"), keyboard: false });
    marker.on("click", () => press(id)).addTo(group);
    const element = marker.getElement();
    element?.setAttribute("aria-hidden", "true");
    element?.setAttribute("data-of", id);
    signs.set(id, marker);
  };
  return {
    show(state, layers) {
      const places = new Set<string>();
      for (const { feature, days } of events) {
        if (feature && isOn(days, state.day, shownDay(state))) places.add(feature);
      }
      for (const id of places) {
        const entry = all.get(id);
        // What concerns a whole land has no one place to stand at.
        if (!entry || entry.layer.ground || !layers.has(entry.layer.id)) places.delete(id);
        else if (!signs.has(id)) add(id, entry.feature.point);
      }
      for (const [id, marker] of signs) {
        if (places.has(id)) continue;
        marker.remove();
        signs.delete(id);
      }
    },
  };
}
