/**
 * What is drawn on the map and how it answers: layers by look and day, marks that are reached by pointer and keyboard, the
 * popup beside one, the view, the key, a second map to compare. Leaflet is touched here, and in the bundles beside.
 */

import type * as Leaflet from "leaflet";
import type { Catalogue } from "../catalogue.ts";
import type { Payload } from "../payload.ts";
import { createSupplements, type SupplementsActions } from "../record/index.ts";
import { type MapState, type Store, sameDays, sameNaming, shownDay } from "../state/index.ts";
import { situation } from "../time/index.ts";
import type { Words } from "../words/index.ts";
import type { Comparison, createComparison } from "./compare.ts";
import { addControls } from "./controls.ts";
import { drawAway } from "./draw/away.ts";
import { drawPointer } from "./draw/pointer.ts";
import type { Addition, Extras } from "./extras.ts";
import { createKeyboard, type Keyboard } from "./keyboard.ts";
import { type Drawing, drawLayers } from "./layers.ts";
import { createPopup, type Popup, type PopupActions } from "./popup.ts";
import { renameMap } from "./rename.ts";
import { createSelection, type Selection, type Sheet } from "./selection.ts";
import { createViewing, type Viewing } from "./viewing.ts";

export { createComparison } from "./compare.ts";
export { costOf } from "./direction.ts";
export { classesOf, type Mark, setRole } from "./draw/mark.ts";
export type { Panes } from "./draw/panes.ts";
export { precedence, TOO_NEAR, weight } from "./draw/points.ts";
export { type Style, styleOf, whenRestyled } from "./draw/style.ts";
export { behaveInFrame, isFramed } from "./embed.ts";
export type {
  Addition,
  BigLayers,
  Clusters,
  Extra,
  Extras,
  OwnActions,
  OwnLayers,
  TakeFiles,
} from "./extras.ts";
export type { Drawing } from "./layers.ts";
export { createLegend, layerRow } from "./legend.ts";

/** What the map asks of the page around it. */
export interface MapActions extends Pick<PopupActions, "cite" | "copyLink" | "showText"> {
  readonly about: ((at: Element) => void) | null;
  readonly profile: SupplementsActions["profile"];
  /** Does something with what makes a second map, once that is there. */
  compare(act: (create: typeof createComparison) => void): void;
}

export interface AtlasMap {
  readonly drawing: Drawing;
  readonly viewing: Viewing;
  readonly keyboard: Keyboard;
  readonly popup: Popup;
  readonly selection: Selection;
  readonly additions: readonly Addition[];
  /** Draws what the state names. */
  draw(now: MapState): void;
  /** What stands on the drawing follows it: the open record, names, the second map. */
  follow(now: MapState, before: MapState | null): void;
  /** Says all anew in another language. */
  relabel(): void;
}

/** `stage` holds the map, `root` that and all around it. */
export function mountMap(
  map: Leaflet.Map,
  root: HTMLElement,
  stage: HTMLElement,
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  store: Store,
  extras: Extras,
  sheet: Sheet | null,
  actions: MapActions,
): AtlasMap {
  const press: Selection["press"] = (feature, event) => selection.press(feature, event);
  const open = (feature: string): void => selection.open(feature);
  const close = (): void => store.set({ feature: null });
  const covered = (): number => sheet?.covers(stage) ?? 0;
  const viewing = createViewing(map, payload, catalogue, store, covered);
  const showAway = drawAway(map, payload, catalogue, words, covered);
  const drawing = drawLayers(map, payload, catalogue, words, extras, press);
  const keyboard = createKeyboard(map, drawing, { open: press, close, reset: viewing.reset });
  const pointer = drawPointer(map, "mapper-symbols");
  const supplements = createSupplements(payload, catalogue, words, {
    behind: drawing.behind,
    point: pointer.show,
    open,
    profile: actions.profile,
  });
  const popup = createPopup(stage, map, words, {
    close,
    refit: viewing.refit,
    day: () => shownDay(store.get()),
    ...actions,
    ...supplements,
    explain(record) {
      supplements.explain(record);
      for (const addition of additions) addition.explain?.(record);
    },
  });
  popup.element.addEventListener("keydown", event => {
    if (event.key === "Escape" && supplements.closeTerm()) event.preventDefault();
  });
  const controls = addControls(map, root, words, payload, {
    reset: viewing.reset,
    jump: inset => viewing.showBounds(inset.bounds),
    about: actions.about,
  });
  const selection = createSelection(store, drawing, keyboard, popup, viewing, sheet);
  const additions = [extras.online, extras.tiled, extras.overlay, extras.media].flatMap(
    extra => extra?.(map, payload, words) ?? [],
  );
  let comparison: Comparison | null = null;
  const compare = (create: typeof createComparison): void => {
    comparison ??= create(stage, map, payload, words, store, {
      press,
      draw: other => drawLayers(other, payload, catalogue, words, extras, feature => press(feature)),
      close,
      reset: viewing.reset,
      refit: viewing.refit,
      drawn: other => {
        for (const addition of additions) addition.beside(other);
      },
      leave: () => keyboard.focus(null),
    });
    comparison.show(store.get());
  };
  const says = stage.querySelector("#map-says");
  const tell = (): void => {
    if (says) says.textContent = situation(payload, store.get(), words).join(" ");
  };
  void drawing.big?.known.then(tell);
  map.on("click", event => {
    const feature = drawing.big?.hit(event.latlng, true) ?? null;
    if (feature === null) close();
    else press(feature, event);
  });

  return {
    drawing,
    viewing,
    keyboard,
    popup,
    selection,
    additions,
    draw(now) {
      drawing.show(now);
      for (const addition of additions) addition.show?.(now);
    },
    follow(now, before) {
      const was = before?.feature ?? null;
      if (now.feature !== was) {
        pointer.show(null);
        selection.show(now.feature, was);
      } else if (before && shownDay(now) !== shownDay(before)) popup.turn();
      if (before && (now.language !== before.language || !sameNaming(now, before))) {
        renameMap(map.getContainer(), catalogue, drawing.marks.values(), words, shownDay(now), now.day);
        selection.rewrite(now.feature);
      }
      if (comparison) comparison.show(now);
      else if (now.compare !== null) actions.compare(compare);
      showAway(now.step);
      const isSaid =
        before && sameDays(now, before) && now.layers === before.layers && now.language === before.language;
      if (!isSaid) tell();
    },
    relabel() {
      const label = `${words.t("map.label")}: ${words.text(payload.atlas.title)}`;
      map.getContainer().setAttribute("aria-label", label);
      controls.relabel();
    },
  };
}
