/** The shaded picture under the lines. It is in the page once, in the static map; this shows the same one. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Bounds } from "../../payload.ts";
import type { Panes } from "./panes.ts";

/** `picture` is a data: address. Soft shading must not pretend to detail: above zoom 7 it fades. */
export function drawRelief(map: Leaflet.Map, panes: Panes, picture: string, bounds: Bounds): void {
  const [west, south, east, north] = bounds;
  const corners: Leaflet.LatLngBoundsLiteral = [
    [south, west],
    [north, east],
  ];
  L.imageOverlay(picture, corners, {
    pane: panes.name("relief"),
    className: "relief-picture",
    alt: "",
  }).addTo(map);
  const fade = (): void => {
    panes.element("relief").style.setProperty("--fade", String(fadeAt(map.getZoom())));
  };
  map.on("zoomend", fade);
  fade();
}

/** 1 up to zoom 7, a half at 8, .15 from 9 on. */
export function fadeAt(zoom: number): number {
  if (zoom <= 7) return 1;
  return zoom <= 8 ? 1 - (zoom - 7) / 2 : Math.max(0.15, 0.5 - (zoom - 8) * 0.35);
}

/** The static map's picture, if the page has one. */
export function pictureOf(page: ParentNode): string | null {
  const image = page.querySelector("#static-map image");
  const address =
    image?.getAttribute("href") ?? image?.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? "";
  return address.startsWith("data:image/") ? address : null;
}
