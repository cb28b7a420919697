/** What lies above what on the map: one pane a stratum, with its own SVG where shapes are drawn. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import { isAround, isCased, isCountry } from "../../looks.ts";

/** From the ground up. `base` lies under `ground`, so that the lands around hide the outer half of a country's band. */
const STRATA = {
  base: 190,
  ground: 200,
  relief: 210,
  veil: 220,
  lines: 300,
  many: 350,
  routes: 400,
  arrows: 450,
  labels: 460,
  events: 590,
  symbols: 600,
} as const;

export type Stratum = keyof typeof STRATA;
type Drawn = Exclude<Stratum, "relief" | "many" | "arrows" | "labels" | "events" | "symbols">;

export function stratumOf(look: string): Extract<Stratum, "base" | "veil" | "lines" | "routes"> {
  if (isCountry(look)) return "base";
  if (isAround(look)) return "veil";
  return isCased(look) ? "routes" : "lines";
}

export interface Panes {
  readonly name: (stratum: Stratum) => string;
  readonly element: (stratum: Stratum) => HTMLElement;
  readonly renderer: (stratum: Drawn) => Leaflet.Renderer;
}

export function createPanes(map: Leaflet.Map): Panes {
  const elements = new Map<Stratum, HTMLElement>();
  const renderers = new Map<Stratum, Leaflet.Renderer>();
  for (const [stratum, height] of Object.entries(STRATA) as [Stratum, number][]) {
    const pane = map.createPane(`mapper-${stratum}`);
    pane.classList.add(`stratum-${stratum}`);
    pane.style.zIndex = String(height);
    elements.set(stratum, pane);
  }
  const name = (stratum: Stratum): string => `mapper-${stratum}`;
  return {
    name,
    element: stratum => elements.get(stratum) ?? map.getPanes().overlayPane,
    renderer(stratum) {
      const known = renderers.get(stratum);
      if (known) return known;
      const made = L.svg({ pane: name(stratum), padding: 0.4 });
      // A mark says what it is; of the picture around it there is nothing to say.
      made.on("add", () => elements.get(stratum)?.firstElementChild?.setAttribute("role", "none"));
      renderers.set(stratum, made);
      return made;
    },
  };
}
