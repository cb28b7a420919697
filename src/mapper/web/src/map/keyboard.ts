/** The map by keyboard: one Tab stop, arrows from feature to feature, Enter opens, Escape goes back. */

import type * as Leaflet from "leaflet";
import { moving } from "../motion.ts";
import { ARROWS, costOf, type Way } from "./direction.ts";
import type { Mark } from "./draw/mark.ts";
import type { Drawing } from "./layers.ts";

export interface KeyboardActions {
  open(feature: string): void;
  close(): void;
  reset(): void;
}

export interface Keyboard {
  /** Chooses the Tab stop again; call it when what can be reached has changed. */
  refresh(): void;
  /** Puts the focus on a feature's mark, or on the map if the mark cannot take it. */
  focus(feature: string | null): void;
}

export function createKeyboard(map: Leaflet.Map, drawing: Drawing, actions: KeyboardActions): Keyboard {
  const container = map.getContainer();
  let stop: Mark | null = null;

  const setStop = (mark: Mark | null): void => {
    if (stop !== mark) stop?.element.setAttribute("tabindex", "-1");
    stop = mark;
    mark?.element.setAttribute("tabindex", "0");
    container.tabIndex = mark ? -1 : 0;
  };
  const refresh = (): void => {
    const reachable = drawing.reachable();
    if (stop && reachable.includes(stop) && inView(map, stop)) {
      setStop(stop);
      return;
    }
    const middle = map.getSize().divideBy(2);
    const away = (mark: Mark): number => map.latLngToContainerPoint(mark.at).distanceTo(middle);
    const nearest = (marks: readonly Mark[]): Mark | null =>
      marks.reduce<Mark | null>((best, mark) => (best && away(best) <= away(mark) ? best : mark), null);
    if (stop?.element === document.activeElement) return;
    setStop(nearest(reachable.filter(mark => inView(map, mark))) ?? nearest(reachable));
  };
  const go = (mark: Mark | null | undefined): void => {
    if (!mark) return;
    setStop(mark);
    mark.element.focus({ preventScroll: true });
  };

  container.addEventListener("focusin", event => {
    const mark = markOf(event.target, drawing);
    if (!mark) return drawing.stress(null);
    setStop(mark);
    // A browser scrolls what takes the focus into view; a map is moved, not scrolled.
    container.scrollTo(0, 0);
    map.panInside(mark.at, { padding: [48, 48], ...moving() });
    drawing.stress(mark.feature.id);
  });
  container.addEventListener("focusout", () => drawing.stress(null));
  container.addEventListener("pointerover", event =>
    drawing.stress(markOf(event.target, drawing)?.feature.id ?? null),
  );

  container.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = markOf(event.target, drawing);
    if (!mark && event.target !== container) return;
    const arrow = ARROWS[event.key];
    const done = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (arrow && event.shiftKey) {
      done();
      map.panBy([arrow[0] * 120, arrow[1] * 120], moving());
    } else if (arrow) {
      done();
      go(mark ? towards(map, mark, arrow, drawing) : (drawing.reachable()[0] ?? drawing.big?.middle()));
    } else if (event.key === "PageDown" || event.key === "PageUp") {
      done();
      go(along(mark, event.key === "PageDown" ? 1 : -1, drawing));
    } else if (mark && (event.key === "Enter" || event.key === " ")) {
      done();
      if (mark.enter) mark.enter();
      else actions.open(mark.feature.id);
    } else if (event.key === "Escape") {
      actions.close();
    } else if (event.key === "+" || event.key === "=") {
      done();
      map.zoomIn(1);
    } else if (event.key === "-") {
      done();
      map.zoomOut(1);
    } else if (event.key === "0" || event.key === "Home") {
      done();
      actions.reset();
    }
  });
  map.on("moveend", refresh);

  return {
    refresh,
    focus(feature) {
      const mark = feature === null ? undefined : drawing.mark(feature);
      if (mark && (drawing.reachable().includes(mark) || !drawing.marks.has(mark.feature.id)))
        return go(mark);
      const holder = feature === null ? undefined : drawing.holder(feature);
      if (holder ?? stop) go(holder ?? stop);
      else container.focus({ preventScroll: true });
    },
  };
}

function markOf(target: EventTarget | null, drawing: Drawing): Mark | null {
  const element = target instanceof Element ? target.closest("[data-feature]") : null;
  const feature = element?.getAttribute("data-feature");
  return (feature && drawing.mark(feature)) || null;
}

function inView(map: Leaflet.Map, mark: Mark): boolean {
  return map.getBounds().contains(mark.at);
}

/** The nearest mark that way, or the nearest feature of a big layer if that is nearer still. */
function towards(map: Leaflet.Map, from: Mark, way: Way, drawing: Drawing): Mark | null {
  const start = map.latLngToLayerPoint(from.at);
  let best: { mark: Mark; cost: number } | null = null;
  for (const mark of drawing.reachable()) {
    if (mark === from) continue;
    const { x, y } = map.latLngToLayerPoint(mark.at).subtract(start);
    const cost = costOf(x, y, way);
    if (cost !== null && (!best || cost < best.cost)) best = { mark, cost };
  }
  return drawing.big?.towards(from, way, best?.cost ?? Number.POSITIVE_INFINITY) ?? best?.mark ?? null;
}

/**
 * The next or previous mark in the order of the layers, and after them what is in view of the big ones, round and
 * round: so that none is out of reach.
 */
function along(from: Mark | null, step: 1 | -1, drawing: Drawing): Mark | undefined {
  const marks = drawing.reachable();
  const at = from ? marks.indexOf(from) : -1;
  const isMark = at >= 0 || (from === null && step > 0);
  const next = isMark ? marks[at + step] : undefined;
  if (next) return next;
  return drawing.big?.next(isMark ? null : from, step) ?? (step > 0 ? marks[0] : marks.at(-1));
}
