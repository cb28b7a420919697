/** Symbols: one a feature, swapped as its state changes, waiting where a weightier one is too near. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Entry } from "../../catalogue.ts";
import type { State } from "../../days.ts";
import { symbol } from "../../dom.ts";
import { symbolOf } from "../../looks.ts";
import { classesOf, type Mark, setRole } from "./mark.ts";
import type { Panes } from "./panes.ts";

/** Symbols whose middles are nearer than this, in pixels, do not stand beside each other. */
export const TOO_NEAR = 15;

export interface Points {
  readonly marks: readonly Mark[];
  /** Draws further ones; the marks made. */
  add(entries: readonly Entry[]): readonly Mark[];
  /** Takes all of a layer off the map. */
  remove(layer: string): void;
  setState(feature: string, state: State): void;
  /**
   * Decides again who waits: `candidates` are those that could be seen, `claim` is what they have to be seen for, the
   * least first. Returns whom each of the seen stands before.
   */
  settle(
    map: Leaflet.Map,
    candidates: readonly Mark[],
    claim: (feature: string) => number,
  ): Map<string, string[]>;
}

export function drawPoints(
  map: Leaflet.Map,
  panes: Panes,
  entries: readonly Entry[],
  press: (mark: Mark, event: Leaflet.LeafletMouseEvent) => void,
): Points {
  const marks: Mark[] = [];
  const byId = new Map<string, Mark>();
  const markers = new Map<Mark, Leaflet.Marker>();
  let ranked: Mark[] = [];
  const rank = (): void => {
    ranked = [...marks].sort((a, b) => precedence(a) - precedence(b) || a.index - b.index);
  };
  const draw = (entry: Entry): Mark => {
    const { feature, layer } = entry;
    const at = L.latLng(feature.point[1], feature.point[0]);
    const drawing = symbol(symbolOf(feature.look, layer.timed ? "unknown" : null));
    const icon = L.divIcon({
      html: drawing as unknown as HTMLElement,
      className: classesOf(entry, "point"),
      iconSize: [24, 24],
    });
    const pane = panes.name("symbols");
    const marker = L.marker(at, { icon, pane, keyboard: false, zIndexOffset: weight(entry) }).addTo(map);
    const element = marker.getElement();
    if (!element) throw new Error("a marker on the map has an element");
    element.setAttribute("data-of", feature.id);
    setRole(element, entry);
    const mark = { ...entry, element, at, symbolic: true };
    marker.on("click", event => press(mark, event));
    markers.set(mark, marker);
    byId.set(feature.id, mark);
    marks.push(mark);
    return mark;
  };
  const add = (more: readonly Entry[]): Mark[] => {
    const added = more.map(draw);
    rank();
    return added;
  };
  add(entries);
  return {
    marks,
    add,
    remove(layer) {
      for (const mark of marks.filter(other => other.layer.id === layer)) {
        markers.get(mark)?.remove();
        markers.delete(mark);
        byId.delete(mark.feature.id);
        marks.splice(marks.indexOf(mark), 1);
      }
      rank();
    },
    setState(feature, state) {
      const mark = byId.get(feature);
      if (!mark) return;
      mark.element.querySelector("use")?.setAttribute("href", `#s-${symbolOf(mark.feature.look, state)}`);
    },
    settle(onMap, candidates, claim) {
      const able = new Set(candidates);
      const queue = [...ranked].sort((a, b) => claim(a.feature.id) - claim(b.feature.id));
      const seen: { mark: Mark; point: Leaflet.Point }[] = [];
      const behind = new Map<string, string[]>();
      for (const mark of queue) {
        if (!able.has(mark)) continue;
        const point = onMap.latLngToLayerPoint(mark.at);
        const before = seen.find(other => other.point.distanceTo(point) < TOO_NEAR);
        mark.element.classList.toggle("waits", before !== undefined);
        if (!before) seen.push({ mark, point });
        else
          behind.set(before.mark.feature.id, [
            ...(behind.get(before.mark.feature.id) ?? []),
            mark.feature.id,
          ]);
      }
      return behind;
    },
  };
}

/** The main bridge gives way to nothing, a dot to any other symbol; then rank counts. The build waits by the same order. */
export function precedence({ feature }: Entry): number {
  if (feature.look === "bridge") return 0;
  const dot = symbolOf(feature.look, null) === "town";
  return feature.rank + (dot ? 10 : 0);
}

/** What is drawn on top: by the same order, over Leaflet's own of north before south. */
export function weight(entry: Entry): number {
  return (20 - precedence(entry)) * 10_000;
}
