/** The record of one feature, beside it on the map; a sheet from below where the screen is narrow (by style sheet). */

import type * as Leaflet from "leaflet";
import type { Entry } from "./catalogue.ts";
import { button, el, iconButton } from "./dom.ts";
import { radiusOf } from "./draw/looks.ts";
import { moving } from "./motion.ts";
import { copyOf, fallbackRecord } from "./record.ts";
import type { Words } from "./words.ts";

export interface PopupActions {
  /** The user is done with it. */
  close(): void;
  copyLink(from: HTMLElement): void;
  /** To the record in the text version; absent when the page has none. */
  showText?: (feature: string) => void;
  /** Links to features close by, each with words why. */
  nearby(entry: Entry): readonly Node[];
}

export interface Popup {
  readonly element: HTMLElement;
  open(entry: Entry, at: Leaflet.LatLng, grabFocus: boolean): void;
  /** Did it hold the focus, which must now go elsewhere? */
  close(): boolean;
  /** Puts it beside its feature again, moving the map if the feature is out of sight. */
  bringIntoView(): void;
}

const GAP = 16;
const EDGE = 12;

export function createPopup(
  stage: HTMLElement,
  map: Leaflet.Map,
  words: Words,
  isNarrow: () => boolean,
  actions: PopupActions,
): Popup {
  const body = el("div", { class: "popup-body" });
  const foot = el("div", { class: "popup-foot" });
  const closer = iconButton("close", words.t("popup.close"), "icon-button popup-close", actions.close);
  const element = el(
    "div",
    { class: "popup", role: "dialog", hidden: true, tabindex: "-1" },
    el("span", { class: "popup-tip", "aria-hidden": "true" }),
    el("div", { class: "popup-frame" }, closer, body, foot),
  );
  stage.append(element);
  let anchor: { at: Leaflet.LatLng; radius: number } | null = null;

  /** Beside the feature: to its right, or to its left where there is no room. */
  const place = (point: Leaflet.Point): void => {
    if (!anchor || isNarrow()) return;
    const size = map.getSize();
    element.style.setProperty("--room", `${Math.max(200, size.y - 2 * EDGE)}px`);
    const { offsetWidth: width, offsetHeight: height } = element;
    const reach = anchor.radius + GAP;
    const right = point.x + reach + width <= size.x - EDGE || point.x < size.x / 2;
    const x = right ? point.x + reach : point.x - reach - width;
    const y = Math.max(EDGE, Math.min(point.y - Math.min(height / 2, 210), size.y - height - EDGE));
    element.classList.toggle("is-left", !right);
    element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    element.style.setProperty("--tip", `${Math.round(Math.max(14, Math.min(point.y - y, height - 14)))}px`);
  };
  const follow = (): void => {
    if (anchor) place(map.latLngToContainerPoint(anchor.at));
  };
  map.on("move zoomend resize", follow);
  map.on("zoomanim", event => {
    if (!anchor) return;
    const middle = map.project(event.center, event.zoom);
    element.classList.add("is-moving");
    place(map.project(anchor.at, event.zoom).subtract(middle).add(map.getSize().divideBy(2)));
  });
  map.on("zoomend", () => element.classList.remove("is-moving"));

  return {
    element,
    open(entry, at, grabFocus) {
      const { feature } = entry;
      anchor = { at, radius: radiusOf(feature.look) };
      const article = document.getElementById(`record-${feature.id}`);
      const record = article ? copyOf(article, entry, words) : fallbackRecord(entry, words);
      const heading = record.querySelector(".record-name");
      heading?.setAttribute("id", `popup-${feature.id}`);
      const scroll = record.querySelector(".record-scroll");
      scroll?.append(...actions.nearby(entry));
      body.replaceChildren(record);
      const { showText } = actions;
      foot.replaceChildren(
        button(words.t("popup.link"), "link-button", () => actions.copyLink(foot)),
        ...(showText && article
          ? [button(words.t("popup.text"), "link-button", () => showText(feature.id))]
          : []),
      );
      element.setAttribute("aria-labelledby", `popup-${feature.id}`);
      element.hidden = false;
      if (scroll) scroll.scrollTop = 0;
      follow();
      if (grabFocus) closer.focus({ preventScroll: true });
    },
    close() {
      const held = element.contains(document.activeElement);
      anchor = null;
      element.hidden = true;
      body.replaceChildren();
      return held;
    },
    bringIntoView() {
      if (!anchor) return;
      const size = map.getSize();
      const point = map.latLngToContainerPoint(anchor.at);
      const box = isNarrow()
        ? { width: 0, height: sheetHeight(stage, element) }
        : { width: element.offsetWidth, height: 0 };
      const reach = anchor.radius + GAP + EDGE;
      const free = {
        left: reach,
        right: size.x - reach,
        top: reach,
        bottom: Math.max(2 * reach, size.y - box.height - reach),
      };
      if (box.width && point.x + reach + box.width > size.x && point.x - reach - box.width < 0) {
        free.right = Math.max(reach, size.x - box.width - 2 * reach);
      }
      const x = Math.min(Math.max(point.x, free.left), free.right);
      const y = Math.min(Math.max(point.y, free.top), free.bottom);
      if (x !== point.x || y !== point.y) map.panBy([point.x - x, point.y - y], moving());
      follow();
    },
  };
}

/** How much of the stage the sheet covers. */
function sheetHeight(stage: HTMLElement, sheet: HTMLElement): number {
  return Math.max(0, stage.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top);
}
