/** All that floats on the map: zoom, the whole view, full screen; the scale; the credits. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import { el, iconButton } from "../dom.ts";
import type { Inset, Payload } from "../payload.ts";
import type { Words } from "../words/index.ts";

export interface ControlActions {
  reset(): void;
  /** Goes to an inset; these buttons are there where the screen is narrow (by style sheet). */
  jump(inset: Inset): void;
  about: ((at: Element) => void) | null;
}

export interface Controls {
  /** The same in another language, perhaps in the other direction. */
  relabel(): void;
}

/** Takes the place of Leaflet's own zoom and credit controls, whose texts are HTML. */
export function addControls(
  map: Leaflet.Map,
  whole: HTMLElement,
  words: Words,
  payload: Pick<Payload, "credits" | "insets">,
  actions: ControlActions,
): Controls {
  map.zoomControl?.remove();
  map.attributionControl?.remove();
  let parts = makeControls(map, whole, words, payload, actions);
  return {
    relabel() {
      for (const part of parts) part.remove();
      parts = makeControls(map, whole, words, payload, actions);
    },
  };
}

function makeControls(
  map: Leaflet.Map,
  whole: HTMLElement,
  words: Words,
  { credits, insets }: Pick<Payload, "credits" | "insets">,
  actions: ControlActions,
): Leaflet.Control[] {
  const zoomIn = iconButton("plus", words.t("map.zoom-in"), "icon-button zoom-in", () => map.zoomIn(1));
  const zoomOut = iconButton("minus", words.t("map.zoom-out"), "icon-button zoom-out", () => map.zoomOut(1));
  const reset = iconButton("home", words.t("map.reset"), "icon-button zoom-reset", actions.reset);
  const full = iconButton("full", words.t("map.full"), "icon-button full-screen", () => toggleFull(whole));
  const jumps = insets.map(inset => {
    const label = words.t("map.inset", { title: words.text(inset.title) });
    return iconButton("inset", label, "icon-button jump", () => actions.jump(inset));
  });
  full.hidden = !document.fullscreenEnabled;
  const able = (): void => {
    zoomIn.disabled = map.getZoom() >= map.getMaxZoom();
    zoomOut.disabled = map.getZoom() <= map.getMinZoom();
  };
  const rtl = document.documentElement.dir === "rtl";
  const buttons = add(
    map,
    rtl ? "topleft" : "topright",
    el("div", { class: "controls" }, zoomIn, zoomOut, reset, ...jumps, full),
  );
  buttons.onRemove = () => map.off("zoomend zoomlevelschange", able);
  map.on("zoomend zoomlevelschange", able);
  able();
  const position = rtl ? "bottomright" : "bottomleft";
  const scale = L.control.scale({ position, imperial: false, maxWidth: 90 }).addTo(map);
  const line = creditLine(words, credits, actions.about);
  return [buttons, scale, add(map, rtl ? "bottomleft" : "bottomright", line)];
}

function add(map: Leaflet.Map, position: Leaflet.ControlPosition, element: HTMLElement): Leaflet.Control {
  const control = new L.Control({ position });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(element);
    return element;
  };
  return control.addTo(map);
}

function creditLine(words: Words, credits: readonly string[], about: ControlActions["about"]): HTMLElement {
  const more = el("button", { type: "button", class: "link-button credits-more" }, words.t("map.credits"));
  more.addEventListener("click", () => about?.(more));
  more.hidden = !about;
  return el(
    "div",
    { class: "leaflet-control-attribution credits" },
    el("a", { href: "https://leafletjs.com", rel: "noopener" }, "Leaflet"),
    ...credits.map(credit => el("span", { class: "credit" }, credit)),
    more,
  );
}

function toggleFull(whole: HTMLElement): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : whole.requestFullscreen();
  // A browser may refuse; the map is then as large as it was, and nothing needs saying.
  done.catch(() => undefined);
}
