/** Names on the map. Where each stands was worked out at build time for every half zoom; here it is only set. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Catalogue } from "../../catalogue.ts";
import { svg } from "../../dom.ts";
import { radiusOf } from "../../looks.ts";
import type { Label, Payload } from "../../payload.ts";
import { type Words, writeName } from "../../words/index.ts";
import type { Mark } from "./mark.ts";
import type { Panes } from "./panes.ts";

/** So much further than its symbol reaches the ring of what is told, in pixels. */
const RING = 5;

export interface Labels {
  /** Sets every name to its place at this zoom, and leaves out those of layers that are off and of `unseen` features. */
  place(zoom: number, layers: ReadonlySet<string>, unseen: ReadonlySet<string>): void;
  /** Leaves out, until they are placed again, those that stand in the way of others, or under what floats on the map. */
  clear(others: readonly Leaflet.Bounds[]): void;
  /** Those of what is told of come first: one that has no place finds one clear of its like and of `marks`, the others give way. */
  prefer(isTold: (feature: string) => boolean, marks: readonly Mark[]): void;
  /** Where the names that are seen stand now, in the map's layer points. */
  boxes(): Leaflet.Bounds[];
  /** Sets a feature's name in bold. */
  stress(feature: string | null): void;
}

interface Drawn {
  readonly label: Label;
  readonly element: HTMLElement;
  readonly group: SVGElement;
  /** How far it keeps off its point, in pixels. */
  readonly reach: number;
}

export function drawLabels(
  map: Leaflet.Map,
  panes: Panes,
  payload: Payload,
  all: Catalogue,
  words: Words,
): Labels {
  const drawn: Drawn[] = [];
  for (const label of payload.labels) {
    const entry = all.get(label.feature);
    if (!entry) continue;
    const text = writeName(
      svg("text", { class: "label-text", "data-name": label.feature }),
      entry.feature,
      words,
    );
    const group = svg("g", { class: "label-place" }, text);
    const turn = label.angle ? svg("g", { transform: `rotate(${label.angle})` }, group) : group;
    const html = svg("svg", { class: "label-box", width: 1, height: 1, "aria-hidden": "true" }, turn);
    text.setAttribute("data-of", label.feature);
    if (label.beside) text.setAttribute("data-beside", label.beside);
    const reach = label.reach ?? (label.angle === undefined ? reachAt(label, all) : 4);
    const marker = L.marker([label.point[1], label.point[0]], {
      icon: L.divIcon({
        html: html as unknown as HTMLElement,
        className: `label label-${label.style}`,
        iconSize: [0, 0],
      }),
      pane: panes.name("labels"),
      interactive: false,
      keyboard: false,
    }).addTo(map);
    const element = marker.getElement();
    if (!element) continue;
    element.style.setProperty("--reach", `${reach}px`);
    drawn.push({ label, element, group, reach });
  }
  const least = payload.atlas.zoom[0];
  /** Names that could stand on the map now: of layers that are on, and not gathered. */
  let able: Drawn[] = [];
  /** Those that keep off a ring. */
  let ringed: readonly Drawn[] = [];
  const keepOff = (some: readonly Drawn[], more: number): void => {
    for (const { element, reach } of some) element.style.setProperty("--reach", `${reach + more}px`);
  };
  return {
    place(zoom, layers, unseen) {
      const step = Math.max(0, Math.round((zoom - least) * 2));
      able = drawn.filter(({ label }) => layers.has(label.layer) && !unseen.has(label.feature));
      for (const { label, element, group } of drawn) {
        const letter = label.at[Math.min(step, label.at.length - 1)] ?? "-";
        element.hidden = letter === "-" || !layers.has(label.layer) || unseen.has(label.feature);
        group.setAttribute("class", `label-place at-${letter}`);
      }
    },
    clear(others) {
      const corner = map.getContainer().getBoundingClientRect();
      const taken = [...others, ...floating(map, corner)];
      const stood = drawn.filter(({ element }) => !element.hidden);
      const boxes = stood.map(({ group }) => boxOf(map, corner, group));
      for (const [index, { element }] of stood.entries())
        element.hidden = taken.some(other => boxes[index]?.overlaps(other));
    },
    prefer(isTold, marks) {
      const told = able.filter(({ label }) => isTold(label.feature) || isTold(label.beside ?? ""));
      keepOff(ringed, 0);
      keepOff(told, RING);
      ringed = told;
      if (told.length === 0) return;
      const corner = map.getContainer().getBoundingClientRect();
      const edge = boxOf(map, corner, map.getContainer());
      const taken = [...marks.map(({ at }) => around(map.latLngToLayerPoint(at))), ...floating(map, corner)];
      const stand = ({ group }: Drawn): boolean => {
        const box = boxOf(map, corner, group);
        if (!edge.contains(box) || taken.some(other => other.overlaps(box))) return false;
        taken.push(box);
        return true;
      };
      // A name has several places, by the symbols that it may stand beside.
      const said = new Set<string | null>();
      for (const each of told.filter(({ element }) => !element.hidden)) {
        taken.push(boxOf(map, corner, each.group));
        said.add(each.group.textContent);
      }
      for (const each of told.filter(({ element, label }) => element.hidden && label.angle === undefined)) {
        if (said.has(each.group.textContent)) continue;
        said.add(each.group.textContent);
        each.element.hidden = false;
        each.element.hidden = ![..."EWNSabcd"].some(letter => {
          each.group.setAttribute("class", `label-place at-${letter}`);
          return stand(each);
        });
      }
      const others = able.filter(each => !each.element.hidden && !told.includes(each));
      const boxes = others.map(({ group }) => boxOf(map, corner, group));
      for (const [index, { element }] of others.entries())
        element.hidden = taken.some(other => boxes[index]?.overlaps(other));
    },
    boxes() {
      const corner = map.getContainer().getBoundingClientRect();
      return drawn.flatMap(({ element, group }) => (element.hidden ? [] : [boxOf(map, corner, group)]));
    },
    stress(feature) {
      for (const { label, element } of drawn) element.classList.toggle("is-hot", label.feature === feature);
    },
  };
}

/** `corner` is where the map's container stands. */
function boxOf(map: Leaflet.Map, corner: DOMRect, element: Element): Leaflet.Bounds {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const at = (x: number, y: number): Leaflet.Point =>
    map.containerPointToLayerPoint([x - corner.left, y - corner.top]);
  return L.bounds(at(left, top), at(right, bottom));
}

/** What floats on the map: buttons, scale, credits. */
function floating(map: Leaflet.Map, corner: DOMRect): Leaflet.Bounds[] {
  const controls = [...map.getContainer().querySelectorAll(".leaflet-control")];
  return controls.map(control => boxOf(map, corner, control));
}

/** The symbol at a point, a little less than its ring. */
function around(at: Leaflet.Point): Leaflet.Bounds {
  return L.bounds(at.subtract([8, 8]), at.add([8, 8]));
}

/** A name stands beside the symbol at its point, which may be another's that covers its own. */
function reachAt(label: Label, all: Catalogue): number {
  const [lon, lat] = label.point;
  const hosts = [...all.values()].filter(
    ({ feature }) => feature.point[0] === lon && feature.point[1] === lat,
  );
  return Math.max(...hosts.map(({ feature }) => radiusOf(feature.look)), 4) + 2;
}
