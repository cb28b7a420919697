/** A feature of a picture that has the focus or an open record becomes a mark of its own, as in a small layer. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Entry } from "../catalogue.ts";
import { symbol } from "../dom.ts";
import { decode } from "../geometry.ts";
import { symbolOf } from "../looks.ts";
import { classesOf, type Mark, type Panes, setRole } from "../map/index.ts";

export interface Promoted {
  readonly mark: Mark;
  remove(): void;
}

export function promote(map: Leaflet.Map, panes: Panes, entry: Entry, press: () => void): Promoted {
  const { feature } = entry;
  const at = L.latLng(feature.point[1], feature.point[0]);
  const isDot = feature.shape.type.endsWith("Point");
  const layers: (Leaflet.Marker | Leaflet.Path)[] = isDot ? [dotOf(entry, at, panes)] : pathsOf(entry, panes);
  for (const each of layers) each.addTo(map);
  const top = layers.at(-1);
  top?.on("click", press);
  const element = top?.getElement();
  if (!element) throw new Error("what is on the map has an element");
  setRole(element, entry);
  element.classList.add("is-here");
  return {
    mark: { ...entry, element: element as HTMLElement | SVGElement, at, symbolic: isDot },
    remove() {
      for (const each of layers) each.remove();
    },
  };
}

function dotOf(entry: Entry, at: Leaflet.LatLng, panes: Panes): Leaflet.Marker {
  const icon = L.divIcon({
    html: symbol(symbolOf(entry.feature.look, null)) as unknown as HTMLElement,
    className: classesOf(entry, "point"),
    iconSize: [24, 24],
  });
  return L.marker(at, { icon, pane: panes.name("symbols"), keyboard: false });
}

/** The two lines of a ring, and the shape itself. */
function pathsOf(entry: Entry, panes: Panes): Leaflet.Path[] {
  const shape = decode(entry.feature.shape, entry.layer.decimals);
  const areas = shape.kind === "areas" ? shape.areas : null;
  const lines = shape.kind === "lines" ? shape.lines : (areas?.flat() ?? []);
  const options = (className: string, live: boolean): Leaflet.PolylineOptions => ({
    pane: panes.name("routes"),
    renderer: panes.renderer("routes"),
    className,
    interactive: live,
    bubblingMouseEvents: false,
  });
  const classes = classesOf(entry, areas ? "area" : "line");
  const top = areas ? L.polygon(areas, options(classes, true)) : L.polyline(lines, options(classes, true));
  return [...["ring-out", "ring-in"].map(name => L.polyline(lines, options(name, false))), top];
}
