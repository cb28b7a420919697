/** Ways through the page: what its address asks for, from the map to the text version and back, where a search leads. */

import { type Catalogue, ownLayers } from "./catalogue.ts";
import type { Target } from "./find/index.ts";
import type { AtlasMap } from "./map/index.ts";
import type { Parts } from "./parts.ts";
import type { Payload } from "./payload.ts";
import { type TextVersion, wirePage } from "./record/index.ts";
import { connectAddress, type HistoryMethod, type Known, type MapState, type Store } from "./state/index.ts";
import { createProgress } from "./story/index.ts";

export interface Navigation {
  /** To a place in the text version, or to what a map state (`s=…`) asks for. */
  goTo(id: string, how?: HistoryMethod): void;
  /** To what was searched for: on the map, or else in the text version. */
  found(target: Target): void;
}

/** Reads the page's address at once. */
export function createNavigation(
  payload: Payload,
  catalogue: Catalogue,
  known: Known,
  store: Store,
  { drawing, keyboard, popup, selection, viewing }: AtlasMap,
  parts: Parts,
  text: TextVersion,
): Navigation {
  const progress = createProgress(payload.story, known.shown, store.get);

  const follow = (said: Partial<MapState>): void => {
    const wasText = text.isShown();
    text.hide();
    const wasTold = store.get().step !== null;
    const plain = { compare: null, feature: null, namesIn: null, namesNow: false, language: null };
    // What a link cannot name, the reader's own layers, stays as it is.
    const own = ownLayers(catalogue);
    const kept = [...store.get().layers].filter(id => own.has(id));
    const next = progress.follow(said);
    const layers = new Set([...(next.layers ?? store.get().layers), ...kept]);
    // Where no step is told, there is none to present.
    const ui = (said.ui === "present" && !next.step ? null : said.ui) ?? null;
    // First: for a record that is out of sight the map would set out on a move of its own.
    if (said.view) viewing.show(said.view);
    store.set({ ...plain, ...next, ui, layers });
    const { step, view } = store.get();
    if (said.view) viewing.show(said.view);
    else if (view && wasTold) viewing.show(view);
    else if (step !== null || wasTold) viewing.home();
    if (wasText && step !== null) parts.focusStory();
    if (said.view || !said.feature) popup.bringIntoView();
    else selection.bringIn(drawing.entry(said.feature));
  };
  const address = connectAddress(store, known, text.show, follow);
  const goTo = (id: string, how?: HistoryMethod): void => {
    text.remember();
    address.go(id, how);
  };
  const backToMap = (): void => {
    text.hide();
    address.write();
  };
  const showOnMap = (feature: string): void => {
    backToMap();
    selection.open(feature);
  };
  wirePage(goTo, showOnMap, () => {
    const wasText = text.isShown();
    backToMap();
    if (!wasText) keyboard.focus(null);
  });
  return {
    goTo,
    found({ feature, day, id }) {
      if (feature === null) {
        goTo(id);
        return;
      }
      if (day !== null) store.set({ day });
      selection.open(feature);
      const place = document.getElementById(`p-${id}`);
      place?.closest("details")?.setAttribute("open", "");
      place?.scrollIntoView({ block: "nearest" });
    },
  };
}
