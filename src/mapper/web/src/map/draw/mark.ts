/** The one element on the map that stands for a feature. */

import type * as Leaflet from "leaflet";
import type { Entry } from "../../catalogue.ts";

export interface Mark extends Entry {
  readonly element: HTMLElement | SVGElement;
  /** Where its symbol, popup and focus belong. */
  readonly at: Leaflet.LatLng;
  /** Drawn as a symbol at `at`; else as a line or an area. */
  readonly symbolic: boolean;
  /** Of what has no record to open: what Enter does instead. */
  readonly enter?: () => void;
}

/** Marks that can be stepped to are buttons; those of the base map answer a click alone, and have no role. */
export function setRole(element: Element, { feature, layer }: Entry): void {
  element.setAttribute("data-feature", feature.id);
  if (layer.ground) return;
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "-1");
}

/** What gives a drawing the colour of a class (css/tones.css). */
export function tonedBy(tone: string | undefined, kind: "point" | "line" | "area"): string {
  return tone ? ` toned-${kind} ${tone}` : "";
}

export function classesOf({ feature, layer }: Entry, kind: "point" | "line" | "area"): string {
  const precision = feature.precision ? ` is-${feature.precision}` : "";
  const ground = layer.ground ? " is-ground" : "";
  return `mark mark-${kind} look-${feature.look}${precision}${ground}${tonedBy(feature.tone, kind)}`;
}
