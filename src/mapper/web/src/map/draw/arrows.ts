/** What rides on lines: arrowheads on trunk roads, the aircraft near the end of an air leg, lettered shields. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Catalogue, Entry } from "../../catalogue.ts";
import { svg } from "../../dom.ts";
import type { LatLon } from "../../geometry.ts";
import { isAir, isTrunk, radiusOf } from "../../looks.ts";
import type { Mark } from "./mark.ts";
import type { Panes } from "./panes.ts";

export interface Arrows {
  readonly byLayer: ReadonlyMap<string, readonly Element[]>;
  /** Leaves out what would crowd a symbol, a name, a shield or another arrow at this zoom, and rides on what is gone. */
  settle(
    map: Leaflet.Map,
    symbols: readonly Mark[],
    names: readonly Leaflet.Bounds[],
    isGone: (feature: string) => boolean,
  ): void;
}

interface Arrow {
  readonly element: HTMLElement;
  readonly at: Leaflet.LatLng;
  readonly layer: string;
  readonly feature: string;
  readonly kind: "shield" | "arrow" | "plane";
  /** How straight the line is here; the straightest arrows stand first. */
  readonly straight: number;
}

/** At which zoom the lines are walked for places: a step is 10 pixels there. */
const WALK_ZOOM = 7;
const STEP = 10;
const ARROWS_APART = 84;

export function drawArrows(
  map: Leaflet.Map,
  panes: Panes,
  all: Catalogue,
  lines: ReadonlyMap<string, LatLon[][]>,
): Arrows {
  const arrows: Arrow[] = [];
  const put = (
    entry: Entry,
    at: Leaflet.LatLng,
    kind: Arrow["kind"],
    drawing: SVGElement,
    straight = 0,
  ): void => {
    const { look } = entry.feature;
    const html = svg("svg", { class: "rider", viewBox: "-12 -12 24 24", "aria-hidden": "true" }, drawing);
    const icon = L.divIcon({
      html: html as unknown as HTMLElement,
      className: `${kind} on-${look}`,
      iconSize: [24, 24],
    });
    const marker = L.marker(at, {
      icon,
      pane: panes.name("arrows"),
      interactive: false,
      keyboard: false,
    }).addTo(map);
    const element = marker.getElement();
    element?.setAttribute("data-of", entry.feature.id);
    if (element)
      arrows.push({ element, at, layer: entry.layer.id, feature: entry.feature.id, kind, straight });
  };
  for (const [id, paths] of lines) {
    const entry = all.get(id);
    if (!entry) continue;
    const { look, badge } = entry.feature;
    for (const path of paths) {
      if (path.length < 2) continue;
      const steps = walk(map, path);
      if (badge) for (const { at } of fromMiddle(steps)) put(entry, at, "shield", shield(badge));
      if (isTrunk(look))
        for (const step of straightest(steps)) put(entry, step.at, "arrow", arrow(step), step.turn);
      const late = steps[Math.floor(steps.length * 0.88)];
      if (isAir(look) && late) put(entry, late.at, "plane", plane(late));
    }
  }
  const byLayer = new Map<string, Element[]>();
  for (const { layer, element } of arrows) byLayer.set(layer, [...(byLayer.get(layer) ?? []), element]);
  arrows.sort((a, b) => order(a) - order(b) || a.straight - b.straight);
  return {
    byLayer,
    settle: (onMap, symbols, names, isGone) => settle(onMap, arrows, symbols, names, isGone),
  };
}

const order = ({ kind }: Arrow): number => ["shield", "plane", "arrow"].indexOf(kind);

/** Of a line's places for its shield, the first that is free takes it. */
function settle(
  map: Leaflet.Map,
  arrows: readonly Arrow[],
  symbols: readonly Mark[],
  names: readonly Leaflet.Bounds[],
  isGone: (feature: string) => boolean,
): void {
  const signed = new Set<string>();
  const taken = symbols.map(mark => ({
    point: map.latLngToLayerPoint(mark.at),
    room: radiusOf(mark.feature.look),
    arrow: false,
  }));
  for (const { element, feature, at, kind } of arrows) {
    const point = map.latLngToLayerPoint(at);
    const crowded = taken.some(other => {
      const apart = other.arrow && kind === "arrow" ? ARROWS_APART : other.room + 8;
      return other.point.distanceTo(point) < apart;
    });
    const around = L.bounds(point.subtract([9, 9]), point.add([9, 9]));
    const covered = names.some(name => name.intersects(around));
    const spare = kind === "shield" && signed.has(feature);
    const waits = crowded || covered || spare || isGone(feature);
    element.classList.toggle("waits", waits);
    if (waits) continue;
    if (kind === "shield") signed.add(feature);
    taken.push({ point, room: 10, arrow: kind === "arrow" });
  }
}

interface Step {
  readonly at: Leaflet.LatLng;
  /** Degrees clockwise from north on the map. */
  readonly bearing: number;
  /** Degrees by which the line turns within two steps either side. */
  readonly turn: number;
}

/** The line at even steps, with the way it goes and how much it bends. */
function walk(map: Leaflet.Map, path: readonly LatLon[]): Step[] {
  const corners = path.map(position => map.project(L.latLng(position), WALK_ZOOM));
  const points: Leaflet.Point[] = [];
  let left = STEP / 2;
  for (let i = 1; i < corners.length; i++) {
    const a = corners[i - 1];
    const b = corners[i];
    if (!a || !b) continue;
    const length = a.distanceTo(b);
    for (; left <= length; left += STEP) points.push(a.add(b.subtract(a).multiplyBy(left / length)));
    left -= length;
  }
  const bearing = (from: Leaflet.Point | undefined, to: Leaflet.Point | undefined): number =>
    from && to ? (Math.atan2(to.x - from.x, from.y - to.y) * 180) / Math.PI : 0;
  return points.map((point, i) => {
    const ahead = points[Math.min(i + 2, points.length - 1)];
    const back = points[Math.max(i - 2, 0)];
    const turn = Math.abs(((bearing(point, ahead) - bearing(back, point) + 540) % 360) - 180);
    const open = i >= 2 && i < points.length - 2;
    return { at: map.unproject(point, WALK_ZOOM), bearing: bearing(back, ahead), turn: open ? turn : 180 };
  });
}

/** The best place of every five steps, if the line hardly bends there. */
function straightest(steps: readonly Step[]): Step[] {
  const places: Step[] = [];
  for (let i = 0; i < steps.length; i += 5) {
    const best = steps.slice(i, i + 5).sort((a, b) => a.turn - b.turn)[0];
    if (best && best.turn < 25) places.push(best);
  }
  return places;
}

/** Every third step, those nearest to the middle first. */
function fromMiddle(steps: readonly Step[]): Step[] {
  const middle = Math.floor(steps.length / 2);
  const places = steps.map((step, i) => ({ step, away: Math.abs(i - middle) }));
  return places
    .filter(({ away }) => away % 3 === 0)
    .sort((a, b) => a.away - b.away)
    .map(({ step }) => step);
}

function arrow({ bearing }: Step): SVGElement {
  return svg("path", {
    class: "arrow-head",
    transform: `rotate(${bearing.toFixed(1)})`,
    d: "M0-7L5.2 6L0 3.4L-5.2 6Z",
  });
}

function plane({ bearing }: Step): SVGElement {
  const shape = { width: 20, height: 20, x: -10, y: -10, href: "#s-plane" };
  return svg("use", { ...shape, transform: `rotate(${bearing.toFixed(1)})` });
}

/** A road shield: the letter parts the routes where colour cannot. */
export function shield(letters: string): SVGElement {
  const width = 8 + 9 * [...letters].length;
  return svg(
    "g",
    { class: "shield-sign" },
    svg("rect", { x: -width / 2, y: -8.5, width, height: 17, rx: 2 }),
    svg("text", { y: 4.4, "text-anchor": "middle" }, letters),
  );
}
