/** The record of one feature, beside it on the map; a sheet from below where the screen is narrow (by style sheet). */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Entry } from "../catalogue.ts";
import { button, el, iconButton } from "../dom.ts";
import { radiusOf } from "../looks.ts";
import { moving } from "../motion.ts";
import { copyOf, fallbackRecord, rowsOf, turnTo } from "../record/index.ts";
import type { Words } from "../words/index.ts";

export interface PopupActions {
  /** The user is done with it. */
  close(): void;
  /** The record stands beside the map, which has another size now. */
  refit(): void;
  /** The day that the map shows. */
  day(): number;
  copyLink(from: HTMLElement): void;
  /** How to cite the record, a claim or the map; null where the page does not say. */
  readonly cite: ((feature: string, at: Element | null) => void) | null;
  /** To the record in the text version; undefined when the page has none. */
  readonly showText: ((feature: string) => void) | undefined;
  /** Links to features close by, each with words why. */
  nearby(entry: Entry): readonly Node[];
  /** Makes what is explained elsewhere explain itself. */
  explain(record: HTMLElement): void;
}

export interface Popup {
  readonly element: HTMLElement;
  /** Does it lie over the map from below, and leave less of it to be seen? */
  isSheet(): boolean;
  open(entry: Entry, at: Leaflet.LatLng, grabFocus: boolean): void;
  /** The map shows another day: what is open says what holds on it. */
  turn(): void;
  /** Did it hold the focus, which must now go elsewhere? */
  close(): boolean;
  /** Puts it beside its feature again, moving the map if the feature is out of sight. */
  bringIntoView(): void;
}

/** Where css/map/popup.css makes a sheet of the record. Keep both in step. */
const SHEET = "(max-width: 639.98px), (max-height: 759.98px) and (max-width: 1023.98px)";

const GAP = 16;
const EDGE = 12;
/** At the side of the zoom buttons it keeps off them too. */
const BUTTONS = 62;
/** With a sheet over it the map is too low to show a whole country: it comes this near at least. */
const SHEET_ZOOM = 7;

export function createPopup(
  stage: HTMLElement,
  map: Leaflet.Map,
  words: Words,
  actions: PopupActions,
): Popup {
  const body = el("div", { class: "popup-body" });
  const foot = el("div", { class: "popup-foot" });
  const closer = iconButton("close", words.t("popup.close"), "icon-button popup-close", actions.close);
  closer.dataset.wordLabel = "popup.close";
  const element = el(
    "div",
    { class: "popup", role: "dialog", hidden: true, tabindex: "-1" },
    el("span", { class: "popup-tip", "aria-hidden": "true" }),
    el("div", { class: "popup-frame" }, closer, body, foot),
  );
  stage.append(element);
  if (stage === map.getContainer()) {
    // In a notebook the record lies in the map itself, which must not take what is done in it for its own.
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
  }
  const sheet = window.matchMedia(SHEET);
  const isSheet = (): boolean => sheet.matches;
  let anchor: { at: Leaflet.LatLng; radius: number } | null = null;
  let told: Entry | null = null;

  /** Beside the feature: to its right, or to its left where there is no room. */
  const place = (point: Leaflet.Point): void => {
    if (!anchor || isSheet()) return;
    const size = map.getSize();
    element.style.setProperty("--room", `${Math.max(200, size.y - 2 * EDGE)}px`);
    const { offsetWidth: width, offsetHeight: height } = element;
    const reach = anchor.radius + GAP;
    const { before, behind } = sides(size.x, reach + width);
    const right = point.x <= before || (point.x < behind && point.x < size.x / 2);
    const beside = right ? point.x + reach : point.x - reach - width;
    const x = Math.max(EDGE, Math.min(beside, size.x - EDGE - width));
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

  /** Where the style sheet puts it beside the map, that makes room. */
  const show = (on: boolean): void => {
    const width = map.getContainer().clientWidth;
    element.hidden = !on;
    stage.classList.toggle("has-record", on);
    if (map.getContainer().clientWidth !== width) actions.refit();
  };

  return {
    element,
    isSheet,
    open(entry, at, grabFocus) {
      const { feature } = entry;
      anchor = { at, radius: radiusOf(feature.look) };
      const article = document.getElementById(`record-${feature.id}`);
      const record = article
        ? copyOf(article, entry, words, actions.day())
        : fallbackRecord(entry, words, actions.day());
      told = entry;
      const heading = record.querySelector(".record-name");
      heading?.setAttribute("id", `popup-${feature.id}`);
      const scroll = record.querySelector(".record-scroll");
      if (article && feature.rows?.length) scroll?.append(rowsOf(feature.rows));
      scroll?.append(...actions.nearby(entry));
      actions.explain(record);
      body.replaceChildren(record);
      const { cite, showText } = actions;
      foot.replaceChildren(
        ...(entry.layer.own
          ? [el("span", { class: "remark" }, words.t("own.record", { layer: words.text(entry.layer.title) }))]
          : [button(words.t("popup.link"), "link-button", () => actions.copyLink(foot))]),
        ...(cite && !entry.layer.own
          ? [button(words.t("popup.cite"), "link-button", () => cite(feature.id, foot.lastElementChild))]
          : []),
        ...(showText && article
          ? [button(words.t("popup.text"), "link-button", () => showText(feature.id))]
          : []),
      );
      element.setAttribute("aria-labelledby", `popup-${feature.id}`);
      show(true);
      for (const part of [body, scroll]) if (part) part.scrollTop = 0;
      follow();
      if (grabFocus) closer.focus({ preventScroll: true });
    },
    turn() {
      if (!anchor || !told || turnTo(body, told, words, actions.day())) return;
      const top = body.querySelector(".record-scroll")?.scrollTop ?? 0;
      const unfolded = body.querySelector("details[open]") !== null;
      this.open(told, anchor.at, false);
      body.querySelector("details")?.toggleAttribute("open", unfolded);
      body.querySelector(".record-scroll")?.scrollTo(0, top);
    },
    close() {
      const held = element.contains(document.activeElement);
      anchor = null;
      show(false);
      body.replaceChildren();
      return held;
    },
    bringIntoView() {
      if (!anchor) return;
      if (isSheet()) bringAbove(map, anchor.at, sheetHeight(map.getContainer(), element));
      else bringBeside(map, anchor.at, anchor.radius + GAP, element.offsetWidth);
      follow();
    },
  };
}

/** A record so wide fits to the right of places up to `before`, and to the left of those from `behind`. */
function sides(width: number, taken: number): { before: number; behind: number } {
  const [left, right] = document.documentElement.dir === "rtl" ? [BUTTONS, EDGE] : [EDGE, BUTTONS];
  return { before: width - right - taken, behind: left + taken };
}

/** Moves the map so that there is room for the record on one side of the place; nearer, where it cannot be moved so far. */
function bringBeside(map: Leaflet.Map, at: Leaflet.LatLng, reach: number, width: number): void {
  const size = map.getSize();
  const point = map.latLngToContainerPoint(at);
  const { before, behind } = sides(size.x, reach + width);
  const between = point.x > before && point.x < behind;
  const nearer = point.x - before < behind - point.x ? before : behind;
  const within = (place: number, length: number): number =>
    Math.min(Math.max(place, reach + EDGE), length - reach - EDGE);
  const x = within(between ? nearer : point.x, size.x);
  const y = within(point.y, size.y);
  if (x === point.x && y === point.y) return;
  if (mayMove(map, x - point.x)) return void map.panBy([point.x - x, point.y - y], moving());
  const zoom = map.getZoom() + 1;
  const middle = map.project(at, zoom).add(size.divideBy(2)).subtract([x, y]);
  map.setView(map.unproject(middle, zoom), zoom, moving());
}

/** Far out, the study area is hardly wider than the map, and holds it back. */
function mayMove(map: Leaflet.Map, by: number): boolean {
  // Leaflet keeps them as such, however they were given.
  const area = map.options.maxBounds as Leaflet.LatLngBounds | undefined;
  if (!area || by === 0) return true;
  const left = map.latLngToContainerPoint(area.getNorthWest()).x;
  const right = map.latLngToContainerPoint(area.getSouthEast()).x;
  return by > 0 ? left + by <= 0 : right + by >= map.getSize().x;
}

/** Moves the map so that the place is seen above a sheet; nearer, as far out the study area would hold it back. */
function bringAbove(map: Leaflet.Map, at: Leaflet.LatLng, covered: number): void {
  const size = map.getSize();
  const point = map.latLngToContainerPoint(at);
  const free = size.y - covered;
  const margin = 32;
  const isSeen = point.x > margin && point.x < size.x - margin && point.y > margin && point.y < free - margin;
  if (isSeen) return;
  const zoom = Math.max(map.getZoom(), SHEET_ZOOM);
  const middle = map.project(at, zoom).add([0, covered / 2]);
  map.setView(map.unproject(middle, zoom), zoom, moving());
}

/** How much of the map the sheet covers: nothing, where it stands beside it. */
function sheetHeight(map: HTMLElement, sheet: HTMLElement): number {
  const [over, below] = [sheet.getBoundingClientRect(), map.getBoundingClientRect()];
  // Side by side they may share a part of a pixel.
  if (over.left + 1 > below.right || over.right - 1 < below.left) return 0;
  return Math.max(0, below.bottom - over.top);
}
