/** Everything on the map: draws the payload once, then follows the day, the layers, the zoom and the selection. */

import type * as Leaflet from "leaflet";
import type { Catalogue, Entry } from "../catalogue.ts";
import { isAbsent, type State, stateOf, useOn } from "../days.ts";
import { isSymbolic } from "../looks.ts";
import type { Payload } from "../payload.ts";
import { type MapState, sameDays, shownDay } from "../state/index.ts";
import { isChanged, nameOf, type Words } from "../words/index.ts";
import { type Arrows, drawArrows } from "./draw/arrows.ts";
import { dimOthers } from "./draw/dimming.ts";
import { type Doubts, drawDoubts } from "./draw/doubts.ts";
import { drawEvents } from "./draw/events.ts";
import { drawLabels, type Labels } from "./draw/labels.ts";
import type { Mark } from "./draw/mark.ts";
import { createPanes } from "./draw/panes.ts";
import { drawPoints } from "./draw/points.ts";
import { drawRelief, pictureOf } from "./draw/relief.ts";
import { drawEdge, drawShapes } from "./draw/shapes.ts";
import type { BigLayers, Extras } from "./extras.ts";

export interface Drawing {
  readonly marks: ReadonlyMap<string, Mark>;
  /** Marks a person can reach on the map now: of layers that are on, there on this day, not waiting. */
  reachable(): Mark[];
  /** The mark of any feature; one of a big layer is given one. */
  mark(feature: string): Mark | undefined;
  /** The big layers; null where there are none. */
  readonly big: BigLayers | null;
  /** What any feature is. */
  entry(feature: string): Entry | undefined;
  /** The cluster that holds a feature at this zoom. */
  holder(feature: string): Mark | undefined;
  /** Features that wait behind this one at this zoom. */
  behind(feature: string): readonly string[];
  /** Puts the names and what rides on lines onto the map: a task of its own, so that neither is long. */
  letter(): void;
  /** Follows the day, the layers that are on, and the one feature whose record is open. */
  show(state: MapState): void;
  /** Does at once what waits for the next frame: on its way to the printer there is none. */
  finish(): void;
  /** Draws one more layer, of which the catalogue has the entries already. */
  add(entries: readonly Entry[]): void;
  /** Takes a layer that was added off again. */
  remove(layer: string): void;
  /** Rings a line or area, and sets the name in bold: for focus and hover. */
  stress(feature: string | null): void;
}

/** `press` is called with the feature a click was meant for. */
export function drawLayers(
  map: Leaflet.Map,
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  extras: Extras,
  press: (feature: string, event?: Leaflet.LeafletMouseEvent) => void,
): Drawing {
  const panes = createPanes(map);
  const picture = pictureOf(document);
  if (payload.atlas.relief && picture) drawRelief(map, panes, picture, payload.atlas.relief);

  const entries = [...catalogue.values()];
  const asPoint = ({ feature }: Entry): boolean =>
    isSymbolic(feature.look) || feature.shape.type.endsWith("Point");
  const big = extras.big?.(map, panes, payload, words, press) ?? null;
  const shapes = drawShapes(
    map,
    panes,
    entries.filter(entry => !asPoint(entry)),
    // The features of big layers lie over the ground, and their dots are harder to meet than a line.
    (feature, event) =>
      press(big?.hit(event.latlng, catalogue.get(feature)?.layer.ground ?? false) ?? feature, event),
  );
  drawEdge(map, panes, payload.atlas.bounds);
  let lettering: { arrows: Arrows; labels: Labels; doubts: Doubts } | null = null;
  const events = drawEvents(map, panes, payload.events, catalogue, feature => press(feature));
  const points = drawPoints(map, panes, entries.filter(asPoint), (mark, event) =>
    press(nearest(mark, event.originalEvent).feature.id),
  );
  const clusters = extras.cluster?.(map, panes.name("symbols"), words);
  const marks = new Map([...shapes.marks, ...points.marks].map(mark => [mark.feature.id, mark]));
  const timed = [...marks.values()].filter(mark => mark.layer.timed);
  const used = [...marks.values()].filter(mark => mark.feature.used);
  const states = new Map<string, State>();

  let on: ReadonlySet<string> = new Set(payload.layers.map(layer => layer.id));
  let selected: string | null = null;
  let shown: MapState | null = null;
  const told = new Map(payload.story.map(step => [step.id, new Set(step.features)]));
  let frame = 0;
  let unnamed: ReadonlySet<string> = new Set();
  let behind = new Map<string, string[]>();

  const there = (mark: Mark): boolean =>
    on.has(mark.layer.id) && !isAbsent(mark.layer, states.get(mark.feature.id));
  const isGone = (feature: string): boolean => /gone|not-yet/.test(states.get(feature) ?? "");
  const seen = (mark: Mark): boolean => there(mark) && !mark.element.classList.contains("waits");
  /** What is spoken of stands for itself. */
  const isTold = (feature: string): boolean => told.get(shown?.step ?? "")?.has(feature) ?? false;
  const isSpokenOf = ({ feature }: Mark): boolean => feature.id === selected || isTold(feature.id);
  const settle = (): void => {
    const standing = points.marks.filter(there);
    const { ids, settled } = clusters?.group(
      standing.filter(mark => mark.layer.cluster && !isSpokenOf(mark)),
      standing.filter(mark => !mark.layer.cluster || isSpokenOf(mark)),
    ) ?? { ids: new Set<string>(), settled: null };
    const single = standing.filter(mark => !ids.has(mark.feature.id));
    behind = points.settle(map, single, id => (id === selected ? 0 : isTold(id) ? 1 : 2));
    settled?.();
    if (!lettering) return;
    lettering.doubts.settle(map, points.marks.filter(seen));
    const absent = timed.filter(mark => !there(mark)).map(mark => mark.feature.id);
    unnamed = new Set([...ids, ...absent]);
    name();
  };
  /** A move brings other names under what floats on the map. */
  const name = (): void => {
    if (!lettering) return;
    lettering.labels.place(map.getZoom(), on, unnamed);
    // Where names stand is known once the browser has laid them out.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(clear);
  };
  const clear = (): void => {
    if (!lettering) return;
    const { labels, arrows } = lettering;
    labels.clear(clusters?.boxes() ?? []);
    labels.prefer(
      isTold,
      points.marks.filter(mark => seen(mark) && isTold(mark.feature.id)),
    );
    arrows.settle(map, points.marks.filter(seen), labels.boxes(), isGone);
  };
  /** How things stood at the end of the days shown. Says whether any mark has come or gone. */
  const setStates = (state: MapState): boolean => {
    const [from, to] = [state.day, shownDay(state)];
    let moved = false;
    for (const mark of timed) {
      const { id } = mark.feature;
      const [before, now] = [states.get(id), stateOf(mark, to)];
      mark.element.classList.toggle("is-changed", isChanged(mark, from, to));
      if (now === before) continue;
      const absent = isAbsent(mark.layer, now);
      const was = isGone(id);
      if (absent !== isAbsent(mark.layer, before)) moved = true;
      states.set(id, now);
      // What rides on a line goes with it.
      if (!mark.symbolic && was !== isGone(id)) moved = true;
      points.setState(id, now);
      for (const part of shapes.of(id) ?? [mark.element]) {
        part.setAttribute("data-state", now);
        part.classList.toggle("is-absent", absent);
      }
    }
    for (const mark of used) shapes.use(mark.feature.id, useOn(mark.feature.used ?? [], from, to));
    return moved;
  };
  /** Only what has a state, or is in use at times, is called otherwise from day to day. */
  const call = ({ day, until }: MapState, called: Iterable<Mark>): void => {
    for (const mark of called) {
      if (mark.layer.ground) continue;
      mark.element.setAttribute("aria-label", nameOf(mark, words, until ?? day, day));
    }
  };
  const select = (feature: string | null): void => {
    if (selected !== null) marks.get(selected)?.element.classList.remove("is-here");
    selected = feature;
    const mark = feature === null ? undefined : marks.get(feature);
    mark?.element.classList.add("is-here");
    shapes.ring(mark && !mark.symbolic ? feature : null);
  };
  const dim = (): void => dimOthers(map.getContainer(), catalogue, told.get(shown?.step ?? "") ?? null);
  const showLayers = (): void => {
    const after = lettering ? [lettering.arrows.byLayer, lettering.doubts.byLayer] : [];
    for (const parts of [shapes.byLayer, ...after]) {
      for (const [id, elements] of parts)
        for (const part of elements) part.classList.toggle("is-off", !on.has(id));
    }
    for (const mark of points.marks) mark.element.classList.toggle("is-off", !on.has(mark.layer.id));
  };

  map.on("zoomend resize", settle);
  map.on("moveend", name);
  // A second map may be taken away before its frame has come.
  map.on("unload", () => cancelAnimationFrame(frame));

  return {
    marks,
    big,
    mark: feature =>
      marks.get(feature) ?? clusters?.marks().find(mark => mark.feature.id === feature) ?? big?.mark(feature),
    entry: feature => catalogue.get(feature) ?? big?.entry(feature),
    reachable: () => [
      ...[...marks.values()].filter(mark => !mark.layer.ground && seen(mark)),
      ...(clusters?.marks() ?? []),
    ],
    holder: feature => clusters?.holding(feature),
    behind: feature => behind.get(feature) ?? [],
    letter() {
      lettering ??= {
        arrows: drawArrows(map, panes, catalogue, shapes.lines),
        labels: drawLabels(map, panes, payload, catalogue, words),
        doubts: drawDoubts(map, panes, entries),
      };
      showLayers();
      dim();
      settle();
    },
    show(state) {
      const before = shown;
      shown = state;
      let unsettled = before === null;
      if (before === null || !sameDays(before, state)) {
        if (setStates(state)) unsettled = true;
        call(state, before === null ? marks.values() : [...timed, ...used]);
      }
      if (before === null || state.layers !== on) {
        on = state.layers;
        showLayers();
        unsettled = true;
      }
      if (state.feature !== selected) {
        select(state.feature);
        unsettled = true;
      }
      big?.show(state.layers, state.feature, shownDay(state));
      events.show(state, on);
      // Signs come and go with the days.
      if (state.step !== null || before?.step) dim();
      if (state.step !== before?.step) unsettled = true;
      if (before) clusters?.name();
      // A day on which none comes or goes leaves all in their places; a move of the map is settled when its zoom ends.
      if (unsettled) settle();
    },
    finish: clear,
    add(more) {
      const added = [
        ...shapes.add(more.filter(entry => !asPoint(entry))),
        ...points.add(more.filter(asPoint)),
      ];
      for (const mark of added) marks.set(mark.feature.id, mark);
      if (shown) call(shown, added);
      showLayers();
      settle();
    },
    remove(layer) {
      shapes.remove(layer);
      points.remove(layer);
      for (const [id, mark] of marks) if (mark.layer.id === layer) marks.delete(id);
      settle();
    },
    stress(feature) {
      const mark = feature === null ? undefined : marks.get(feature);
      lettering?.labels.stress(feature);
      shapes.ring(mark && !mark.symbolic && !mark.layer.ground ? feature : selectedShape());
    },
  };

  /** Where hit areas meet, the nearest symbol is meant. A click by keyboard or screen reader has no place. */
  function nearest(mark: Mark, click: MouseEvent): Mark {
    if (click.detail === 0) return mark;
    const at = map.mouseEventToLayerPoint(click);
    const distance = (other: Mark): number => map.latLngToLayerPoint(other.at).distanceTo(at);
    return points.marks
      .filter(seen)
      .reduce((best, other) => (distance(other) < distance(best) ? other : best), mark);
  }

  function selectedShape(): string | null {
    const mark = selected === null ? undefined : marks.get(selected);
    return mark && !mark.symbolic ? selected : null;
  }
}
