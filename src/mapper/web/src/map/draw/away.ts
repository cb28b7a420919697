/** What a step names and the map has no feature of: a ring at its place, or at the map's edge an arrow and how far it is. */

import * as L from "leaflet";
import type { Catalogue } from "../../catalogue.ts";
import { el, svg } from "../../dom.ts";
import { distanceKm } from "../../geometry.ts";
import type { Payload } from "../../payload.ts";
import { type Words, writeName } from "../../words/index.ts";

/** From the map's edge, and from that where the zoom buttons stand, in pixels. */
const [MARGIN, CLEAR] = [24, 60];

/** A name begins at its place, unless there is less room than this. */
const ROOM = 150;

/** `covered` is how much of the map's height, from below, a sheet lies over. */
export function drawAway(
  map: L.Map,
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  covered: () => number,
): (step: string | null) => void {
  const layer = el("div", { class: "away" });
  map.getContainer().append(layer);
  let places: { readonly at: L.LatLng; readonly element: HTMLElement; readonly sign: SVGElement }[] = [];

  const settle = (): void => {
    const { x: width, y } = map.getSize();
    const middle = L.point(width / 2, Math.max(4 * MARGIN, y - covered()) / 2);
    for (const { at, element, sign } of places) {
      const way = map.latLngToContainerPoint(at).subtract(middle);
      const margin = way.x < 0 === (words.dir === "rtl") ? CLEAR : MARGIN;
      const share = Math.min(
        1,
        (middle.x - margin) / Math.abs(way.x || 1),
        (middle.y - MARGIN) / Math.abs(way.y || 1),
      );
      const end = middle.add(way.multiplyBy(share));
      element.classList.toggle("is-out", share < 1);
      element.classList.toggle("is-right", end.x > (share < 1 ? width / 2 : width - ROOM));
      element.style.transform = `translate(${end.x}px, ${end.y}px)`;
      sign.style.transform = share < 1 ? `rotate(${Math.atan2(way.y, way.x)}rad)` : "";
    }
  };
  // While a zoom runs, the map is drawn where it will be and seen where it was.
  map.on("zoomanim", () => layer.classList.add("is-moving"));
  map.on("zoomend", () => layer.classList.remove("is-moving"));
  map.on("move zoomend resize", settle);

  return id => {
    const step = payload.story.find(other => other.id === id);
    const from = catalogue.get(step?.features[0] ?? "")?.feature;
    places = (step?.away ?? []).map(place => {
      const km = from && Number(distanceKm(from.point, place.point).toPrecision(2));
      const far = from && km && words.t("away.far", { km: words.number(km), place: words.name(from).text });
      const sign = svg(
        "svg",
        { viewBox: "-12 -12 24 24", "aria-hidden": "true" },
        svg("path", { d: "M-9 0H8M1-7 8 0 1 7" }),
        svg("circle", { r: 4 }),
        svg("circle", { r: 10 }),
      );
      const name = writeName(el("bdi"), place, words);
      const said = el("span", {}, name, far ? el("bdi", { class: "away-far" }, far) : null);
      const at = L.latLng(place.point[1], place.point[0]);
      return { at, sign, element: el("div", { class: "away-place" }, sign, said) };
    });
    layer.replaceChildren(...places.map(({ element }) => element));
    settle();
  };
}
