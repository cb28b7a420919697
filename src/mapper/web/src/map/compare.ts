/** Two days beside each other: a second map of the same atlas on another day, which moves with the first. */

import * as L from "leaflet";
import { dayOf, isoOf, neighbour } from "../days.ts";
import { el, iconButton } from "../dom.ts";
import type { Payload } from "../payload.ts";
import { type MapState, type Store, sameNaming, shownDay } from "../state/index.ts";
import { eventDays } from "../time/index.ts";
import type { Words } from "../words/index.ts";
import { createDiffers } from "./differs.ts";
import { createKeyboard } from "./keyboard.ts";
import type { Drawing } from "./layers.ts";

export interface Comparison {
  /** Makes the second map when the state names a second day, and takes it away when it does not. */
  show(state: MapState): void;
}

export interface ComparisonActions {
  press(feature: string): void;
  draw(other: L.Map): Drawing;
  close(): void;
  reset(): void;
  /** The first map has another size now. */
  refit(): void;
  /** The second map is there. */
  drawn(other: L.Map): void;
  /** Where the focus goes when the second map has gone. */
  leave(): void;
}

interface Second {
  readonly made: MapState;
  show(state: MapState): void;
  remove(): void;
}

/** Both maps stand in `stage`; the style sheet halves it. */
export function createComparison(
  stage: HTMLElement,
  map: L.Map,
  payload: Payload,
  words: Words,
  store: Store,
  actions: ComparisonActions,
): Comparison {
  let second: Second | null = null;
  const isStale = (made: MapState, state: MapState): boolean =>
    state.compare === null || made.language !== state.language || !sameNaming(made, state);
  let busy = false;
  return {
    show(state) {
      // Making the second map, or taking it away, gives the first another size, which comes back here as a new view.
      if (busy) return;
      busy = true;
      follow(state);
      busy = false;
    },
  };

  function follow(state: MapState): void {
    if (second && isStale(second.made, state)) {
      const held = stage.contains(document.activeElement);
      second.remove();
      second = null;
      if (held && state.compare === null) actions.leave();
    }
    if (state.compare !== null) {
      second ??= createSecond(stage, map, payload, words, store, actions);
      second.show(state);
    }
  }
}

function createSecond(
  stage: HTMLElement,
  map: L.Map,
  payload: Payload,
  words: Words,
  store: Store,
  actions: ComparisonActions,
): Second {
  const { period, title } = payload.atlas;
  const events = eventDays(payload.events, period);
  const date = el("p", { class: "compare-day" });
  const first = el("div", { class: "compare-first" }, date);
  const differs = createDiffers(payload, words, actions.press);
  const said = el("p", { class: "compare-day" });
  const field = el("input", {
    type: "date",
    min: isoOf(period[0]),
    max: isoOf(period[1]),
    "aria-label": words.t("compare.day"),
  });
  field.addEventListener("change", () => {
    const day = dayOf(field.value);
    if (day !== null && day >= period[0] && day <= period[1]) store.set({ compare: day });
  });
  const step = (direction: 1 | -1): void => {
    const day = neighbour(events, store.get().compare ?? period[0], direction);
    if (day !== null) store.set({ compare: day });
  };
  const previous = iconButton("prev", words.t("compare.previous"), "icon-button", () => step(-1));
  const following = iconButton("next", words.t("compare.next"), "icon-button", () => step(1));
  const closer = iconButton("close", words.t("compare.close"), "icon-button", () =>
    store.set({ compare: null }),
  );
  const place = el("div", {
    class: "map",
    dir: "ltr",
    role: "application",
    "aria-label": `${words.t("compare.map")}: ${words.text(title)}`,
    "aria-describedby": "map-help",
  });
  const element = el(
    "section",
    { class: "compare", "aria-label": words.t("compare.map") },
    el("div", { class: "compare-head" }, said, field, previous, following, closer),
    place,
  );
  stage.append(first, element, differs.element);
  stage.classList.add("is-compared");
  // Over half a map they would lie on names: they stand in its head as long.
  const tools = map.getContainer().querySelector(".controls");
  const corner = tools?.parentElement;
  if (tools) first.append(tools);
  actions.refit();

  const other = L.map(place, {
    center: map.getCenter(),
    zoom: map.getZoom(),
    zoomSnap: 0.5,
    maxZoom: map.getMaxZoom(),
    maxBounds: map.options.maxBounds,
    maxBoundsViscosity: 1,
    zoomControl: false,
    attributionControl: false,
    keyboard: false,
    zoomAnimation: false,
    inertia: false,
    fadeAnimation: false,
  });
  const drawing = actions.draw(other);
  const keyboard = createKeyboard(other, drawing, { ...actions, open: actions.press });
  actions.drawn(other);
  const untie = tie(map, other);
  return {
    made: store.get(),
    show(state) {
      const day = state.compare ?? state.day;
      date.textContent = words.date(shownDay(state));
      if (said.textContent !== words.date(day)) said.textContent = words.date(day);
      if (field !== document.activeElement) field.value = isoOf(day);
      previous.disabled = neighbour(events, day, -1) === null;
      following.disabled = neighbour(events, day, 1) === null;
      drawing.show({ ...state, day, until: null });
      drawing.letter();
      differs.show(state);
      keyboard.refresh();
    },
    remove() {
      untie();
      other.remove();
      element.remove();
      // Those made anew, in another language, are in their corner already.
      if (tools && first.contains(tools)) corner?.append(tools);
      first.remove();
      differs.element.remove();
      stage.classList.remove("is-compared");
      actions.refit();
    },
  };
}

/** Each map follows the other. Returns what ends it. */
function tie(a: L.Map, b: L.Map): () => void {
  let following = false;
  const follow = (from: L.Map, to: L.Map) => (): void => {
    if (following) return;
    following = true;
    to.setView(from.getCenter(), from.getZoom(), { animate: false });
    following = false;
  };
  const [ahead, back] = [follow(a, b), follow(b, a)];
  const resize = (): void => {
    b.invalidateSize({ animate: false });
    ahead();
  };
  a.on("move zoomend", ahead).on("resize", resize);
  b.on("move zoomend", back);
  resize();
  return () => {
    a.off("move zoomend", ahead).off("resize", resize);
    b.off("move zoomend", back);
  };
}
