/** The bundle of pages with pictures under the map: lays them, and lets the reader choose how much they cover. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import { el } from "../dom.ts";
import type { Extra, Extras } from "../map/index.ts";
import type { Layer, Picture } from "../payload.ts";
import { createSlider } from "./slider.ts";

/** Above the ground and the veil over the lands around, below all lines: see draw/panes.ts. */
const PANE = "mapper-overlay";
const HEIGHT = "230";

interface Laid {
  readonly layer: Layer;
  readonly picture: Picture;
  readonly address: string;
  /** How much it covers, which the reader may change. */
  opacity: number;
}

/** A picture's switch is its row of the map key, as of any layer; here it gets its slider, and its credit on the map. */
export const createOverlays: Extra = (map, payload, words) => {
  const laid = payload.layers.flatMap(({ picture, ...layer }): Laid[] => {
    const address = document.getElementById(`overlay-${layer.id}`)?.getAttribute("href");
    return picture && address ? [{ layer, picture, address, opacity: picture.opacity }] : [];
  });
  const drawn = new Map<Leaflet.Map, Map<Laid, Leaflet.ImageOverlay>>();
  const credits = new Map<Laid, HTMLElement>();
  const rows = new Map<Laid, HTMLElement>();
  let on: ReadonlySet<string> = new Set();

  const draw = (): void => {
    for (const [each, images] of drawn) {
      for (const [height, it] of laid.entries()) {
        const image = images.get(it) ?? imageOf(it, height);
        images.set(it, image);
        if (on.has(it.layer.id)) image.addTo(each);
        else image.remove();
      }
    }
    for (const [it, credit] of credits) credit.hidden = !on.has(it.layer.id);
    for (const [it, row] of rows) row.hidden = !on.has(it.layer.id);
  };
  const open = (each: Leaflet.Map): void => {
    const pane = each.createPane(PANE);
    pane.classList.add("stratum-overlay");
    pane.style.zIndex = HEIGHT;
    drawn.set(each, new Map());
  };
  const dim = (it: Laid, opacity: number): void => {
    it.opacity = opacity;
    for (const images of drawn.values()) images.get(it)?.setOpacity(opacity);
  };
  open(map);
  return {
    fill(key) {
      const line = map.getContainer().querySelector(".credits-more");
      for (const it of laid) {
        const row = key.querySelector(`input[name="${it.layer.id}"]`)?.closest(".key-row");
        const slider = createSlider(it.layer, it.opacity, words, opacity => dim(it, opacity));
        row?.querySelector(".key-parts")?.remove();
        const sample = el("img", { class: "overlay-sample", src: it.address, alt: "" });
        row?.querySelector(".key-name")?.before(el("span", { class: "key-sample" }, sample));
        row?.append(slider);
        rows.set(it, slider);
        const credit = el("span", { class: "credit" }, it.picture.credit);
        if (it.picture.credit) line?.before(credit);
        credits.set(it, credit);
      }
      draw();
    },
    beside(other) {
      open(other);
      other.on("unload", () => drawn.delete(other));
      draw();
    },
    show({ layers }) {
      if (layers === on) return;
      on = layers;
      draw();
    },
  };
};

/** `height`: one with a greater one lies above, whichever is switched on last. */
function imageOf({ address, picture, opacity }: Laid, height: number): Leaflet.ImageOverlay {
  const [west, south, east, north] = picture.bounds;
  const corners: Leaflet.LatLngBoundsLiteral = [
    [south, west],
    [north, east],
  ];
  const className = "overlay-picture";
  return L.imageOverlay(address, corners, { pane: PANE, opacity, alt: "", className, zIndex: height + 1 });
}

declare const mapper: { readonly extras: Extras };
mapper.extras.overlay = createOverlays;
