/** The page's address: its hash holds the map state, or the id of a place in the text version. */

import { format, isState, parse } from "./hash.ts";
import type { Known } from "./known.ts";
import type { MapState, Store } from "./state.ts";

const SETTLE_MS = 250;

/** Does Back return to what was before? */
export type HistoryMethod = "pushState" | "replaceState";

export interface Address {
  /** Goes to a place in the text version, or to what a map state (`s=…`) asks for, so that Back returns from it unless `how` says other. */
  go(id: string, how?: HistoryMethod): void;
  /** Writes the state now; the address then means the map again. */
  write(): void;
}

/** `onText` is told the id the hash names, `onMap` what a hash that is a map state says. */
export function connectAddress(
  store: Store,
  known: Known,
  onText: (id: string) => boolean,
  onMap: (said: Partial<MapState>) => void,
): Address {
  let timer = 0;
  let onPage = false;
  let seen = "";
  const rest = (): void => {
    window.clearTimeout(timer);
    timer = 0;
  };
  const read = (): void => {
    rest();
    const hash = window.location.hash;
    seen = hash;
    const wasOnPage = onPage;
    onPage = !isState(hash) && onText(plain(hash.slice(1)));
    if (!onPage && (wasOnPage || hash !== format(store.get(), known))) onMap(parse(hash, known));
  };
  const write = (how: HistoryMethod = "replaceState"): void => {
    rest();
    onPage = false;
    const hash = format(store.get(), known);
    if (window.location.hash !== hash) point(hash, how);
    seen = window.location.hash;
  };
  /** A hash that is new is read first: its event is on the way, and what it asks for must not be written over. */
  const settle = (): void => {
    if (window.location.hash === seen) write();
  };
  store.subscribe(() => {
    rest();
    if (!onPage) timer = window.setTimeout(settle, SETTLE_MS);
  });
  // Where the history may not be written, the page hears of the hash that it set itself: that is no news.
  window.addEventListener("hashchange", () => {
    if (window.location.hash !== seen) read();
  });
  read();
  return {
    go(id, how = "pushState") {
      // Back returns to what was left, even if that was changed a moment ago.
      if (how === "pushState" && timer !== 0) settle();
      rest();
      if (isState(id)) {
        const { namesIn, namesNow, language, ui } = store.get();
        onMap({ namesIn, namesNow, language, ui, ...parse(id, known) });
        write(how);
        return;
      }
      if (window.location.hash !== `#${id}`) point(`#${id}`, how);
      seen = window.location.hash;
      onPage = onText(id);
    },
    write: () => write(),
  };
}

/** The ids of big layers are known later than the address is read: opens the record that it named, if none is open. */
export function openLater(ready: Promise<void>, store: Store, known: Known, opened: () => void): void {
  const { hash } = window.location;
  void ready.then(() => {
    const { feature } = parse(hash, known);
    if (!feature || store.get().feature !== null || store.get().step !== null) return;
    store.set({ feature });
    opened();
  });
}

/** A sandboxed frame may not write its history, but it may set its hash. */
function point(hash: string, how: HistoryMethod): void {
  try {
    window.history[how](null, "", hash);
  } catch {
    window.location.hash = hash;
  }
}

function plain(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
