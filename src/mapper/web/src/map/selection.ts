/** What is selected, and by what way: where its record opens, what it opens for, and where the focus goes after. */

import type * as Leaflet from "leaflet";
import type { Entry } from "../catalogue.ts";
import { isSeen } from "../dom.ts";
import type { Store } from "../state/index.ts";
import type { Keyboard } from "./keyboard.ts";
import type { Drawing } from "./layers.ts";
import type { Popup } from "./popup.ts";
import type { Viewing } from "./viewing.ts";

export interface Selection {
  /** By a click on the map, or a step by keyboard. */
  press(feature: string, event?: Leaflet.LeafletMouseEvent): void;
  /** By an entry of a list or a link elsewhere: its layer is put on, and it is brought into view. */
  open(feature: string): void;
  /** A sheet leaves less of the map to be seen, so there the record does both. */
  bringIn(entry: Entry | undefined): void;
  /** Opens the record of the feature that the state names, or closes the one that is open. */
  show(feature: string | null, before: string | null): void;
  /** Writes the open record again: names are others now. */
  rewrite(feature: string | null): void;
}

/** What may lie over the map from below. */
export interface Sheet {
  /** How much of this place's height it lies over. */
  covers(place: HTMLElement): number;
  close(): void;
}

export function createSelection(
  store: Store,
  drawing: Drawing,
  keyboard: Keyboard,
  popup: Popup,
  viewing: Viewing,
  sheet: Sheet | null,
): Selection {
  let clicked: Leaflet.LatLng | undefined;
  let byHand = false;
  let opener: HTMLElement | null = null;

  const bringIn = (entry: Entry | undefined): void => {
    if (!popup.isSheet()) viewing.bringIn(entry);
    popup.bringIntoView();
  };
  return {
    press(feature, event) {
      const ground = drawing.entry(feature)?.layer.ground ?? false;
      clicked = drawing.mark(feature)?.symbolic ? undefined : event?.latlng;
      byHand = true;
      // While a record is open, a click on the base map is a click beside it.
      store.set({ feature: ground && store.get().feature !== null ? null : feature });
    },
    open(feature) {
      const entry = drawing.entry(feature);
      if (!entry) return;
      clicked = undefined;
      byHand = true;
      sheet?.close();
      store.set({ feature, layers: new Set([...store.get().layers, entry.layer.id]) });
      bringIn(entry);
    },
    bringIn,
    show(feature, before) {
      const mark = feature === null ? undefined : drawing.mark(feature);
      if (!mark) {
        if (popup.close()) {
          if (opener?.isConnected && isSeen(opener)) opener.focus({ preventScroll: true });
          else keyboard.focus(before);
        }
        opener = null;
        return;
      }
      if (!popup.element.contains(document.activeElement))
        opener = document.activeElement as HTMLElement | null;
      // What a link opens leaves the focus alone: in a frame it would pull the page around to it.
      popup.open(mark, clicked ?? mark.at, byHand);
      byHand = false;
      popup.bringIntoView();
    },
    rewrite(feature) {
      const mark = drawing.mark(feature ?? "");
      if (mark) popup.open(mark, clicked ?? mark.at, false);
    },
  };
}
