/** While a step is presented, the keys of a clicker turn the steps, whatever has the focus. */

import { isSeen } from "../dom.ts";
import type { Store } from "../state/index.ts";

const PAGES: Readonly<Record<string, 1 | -1>> = { PageDown: 1, PageUp: -1 };
const ARROWS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/** `turn` hears 1 for the next step, -1 for the one before. */
export function obeyClicker(root: HTMLElement, store: Store, turn: (direction: 1 | -1) => void): void {
  const onKey = (event: KeyboardEvent): void => {
    const { ui, feature } = store.get();
    const held = event.target instanceof Element ? event.target : null;
    if (ui !== "present" || !isSeen(root) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return;
    if (held?.closest("input, textarea, select, dialog, .popup")) return;
    const rtl = getComputedStyle(root).direction === "rtl";
    const arrow = held?.closest(".map") ? undefined : ARROWS[event.key];
    const direction = PAGES[event.key] ?? (arrow && rtl ? -arrow : arrow);
    // Escape closes the record first, if one is open.
    const ends = event.key === "Escape" && feature === null && !held?.closest("details[open]");
    if (!direction && !ends) return;
    event.preventDefault();
    event.stopPropagation();
    if (ends) store.set({ ui: null });
    else turn(direction === 1 ? 1 : -1);
  };
  // Before the map, which has keys of its own.
  root.ownerDocument.addEventListener("keydown", onKey, true);
}
