/** The map state: what a link holds. It is written to the URL hash in full (hash.ts), and kept nowhere else. */

import type { Naming, Spoken } from "../words/index.ts";

export interface View {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

/** The step alone, told large for a room; or, as in another page, the map with its time bar, or with the day alone. */
export const UIS = ["present", "time", "map"] as const;

export interface MapState extends Spoken {
  /** The day shown, or the first of a range of days. */
  readonly day: number;
  /** The last day of the range, always after `day`; null = one day alone. */
  readonly until: number | null;
  /** The day of a second map beside the first; null = there is none. */
  readonly compare: number | null;
  /** The feature whose record is open; null = none. */
  readonly feature: string | null;
  /** Ids of the layers that are drawn. */
  readonly layers: ReadonlySet<string>;
  /** null = the view of the step that is told, or the opening view, whatever the size of the screen makes of it. */
  readonly view: View | null;
  /** The step of the story that is being told; null = none. */
  readonly step: string | null;
  /** What stands around the map; null = everything. */
  readonly ui: (typeof UIS)[number] | null;
}

/** One day, the layers an atlas opens with, and nothing chosen yet. */
export function openingState(day: number, layers: ReadonlySet<string>): MapState {
  const none = { until: null, compare: null, feature: null, view: null, language: null } as const;
  return { day, layers, namesIn: null, namesNow: false, step: null, ui: null, ...none };
}

/** The day at which the map shows how things stood: of a range, its last. */
export function shownDay({ day, until }: Pick<MapState, "day" | "until">): number {
  return until ?? day;
}

export interface Store {
  get(): MapState;
  /** Merges the change; listeners hear of it only if something is different. A day alone ends a range. */
  set(change: Partial<MapState>): void;
  /** Returns what ends the subscription. */
  subscribe(listener: (now: MapState, before: MapState) => void): () => void;
}

export function createStore(initial: MapState): Store {
  let state = initial;
  const listeners = new Set<(now: MapState, before: MapState) => void>();
  return {
    get: () => state,
    set(change) {
      const before = state;
      const moment = change.day !== undefined && change.until === undefined ? { until: null } : {};
      const now = { ...before, ...change, ...moment };
      if (sameState(now, before)) return;
      state = now;
      for (const listener of [...listeners]) listener(now, before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Two sets or views of the same content are the same; of everything else the values count. */
function sameState(a: MapState, b: MapState): boolean {
  const keys = Object.keys(a) as (keyof MapState)[];
  return keys.every(key => {
    if (key === "layers") return sameSet(a.layers, b.layers);
    return key === "view" ? sameView(a.view, b.view) : a[key] === b[key];
  });
}

export function sameDays(a: Pick<MapState, "day" | "until">, b: Pick<MapState, "day" | "until">): boolean {
  return a.day === b.day && a.until === b.until;
}

export function sameNaming(a: Naming, b: Naming): boolean {
  return a.namesIn === b.namesIn && a.namesNow === b.namesNow;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a === b || (a.size === b.size && [...a].every(item => b.has(item)));
}

function sameView(a: View | null, b: View | null): boolean {
  return a === b || (a !== null && b !== null && a.zoom === b.zoom && a.lat === b.lat && a.lon === b.lon);
}
