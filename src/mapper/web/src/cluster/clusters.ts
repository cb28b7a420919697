/** Near points of layers that ask for it are one circle with their count, until one zooms in. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import Supercluster from "supercluster";
import { el } from "../dom.ts";
import { type Clusters, type Mark, weight } from "../map/index.ts";
import { moving } from "../motion.ts";
import type { Words } from "../words/index.ts";

/** Points nearer than this to each other's middle are one, px. */
const NEAR = 38;

/** So many of its features a cluster names. */
const NAMED = 3;

/** So far a circle keeps from a symbol that is none of its own, px: no count may be covered. */
const CLEAR = 11;

interface Cluster {
  readonly mark: Mark;
  readonly marker: Leaflet.Marker;
  readonly members: readonly Mark[];
}

export function drawClusters(map: Leaflet.Map, pane: string, words: Words): Clusters {
  /** By the ids of their members: one that stays the same stays in its place, and keeps the focus. */
  let drawn = new Map<string, Cluster>();
  let grouped = new Set<Mark>();
  let tree: { of: string; index: Supercluster<{ at: number }> } | null = null;

  /** The index of these marks, made again only if they are others than before. */
  const indexOf = (marks: readonly Mark[]): Supercluster<{ at: number }> => {
    const of = marks.map(mark => mark.feature.id).join(" ");
    if (tree?.of === of) return tree.index;
    const index = new Supercluster<{ at: number }>({
      radius: NEAR,
      extent: 256,
      maxZoom: Math.ceil(map.getMaxZoom()) - 1,
    });
    index.load(
      marks.map(({ at: { lng, lat } }, at) => ({
        type: "Feature",
        properties: { at },
        geometry: { type: "Point", coordinates: [lng, lat] },
      })),
    );
    tree = { of, index };
    return index;
  };

  const enter = (at: Leaflet.LatLng, members: readonly Mark[], splits: number): void => {
    const bounds = L.latLngBounds(members.map(member => member.at));
    const fits = map.getBoundsZoom(bounds, false, L.point(96, 96));
    const zoom = Math.min(Math.max(fits, splits), map.getMaxZoom());
    map.setView(fits >= splits ? bounds.getCenter() : at, zoom, moving());
  };

  const draw = (at: Leaflet.LatLng, members: readonly Mark[], splits: number): Cluster | undefined => {
    const [first] = members;
    if (!first) return undefined;
    const count = el("span", {}, words.number(members.length));
    const size = sizeOf(String(members.length).length);
    const icon = L.divIcon({
      html: count,
      className: "cluster",
      iconSize: [size, size],
    });
    const marker = L.marker(at, {
      icon,
      pane,
      keyboard: false,
      zIndexOffset: Math.max(...members.map(weight)),
    }).addTo(map);
    const element = marker.getElement();
    if (!element) throw new Error("a marker on the map has an element");
    const id = `cluster-of-${first.feature.id}`;
    element.setAttribute("data-feature", id);
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "-1");
    const go = (): void => enter(at, members, splits);
    marker.on("click", go);
    const feature = { ...first.feature, id };
    return {
      marker,
      members,
      mark: { feature, layer: first.layer, index: first.index, element, at, symbolic: true, enter: go },
    };
  };

  /** Out of the way of the nearest symbol: where a circle stands is a middle, and means no place. */
  const stepAside = ({ mark, marker }: Cluster, symbols: readonly Leaflet.Point[]): void => {
    const middle = map.latLngToLayerPoint(mark.at);
    const clear = sizeOf(digitsOf(mark)) / 2 + CLEAR;
    const near = symbols.filter(symbol => symbol.distanceTo(middle) < clear);
    const [first] = near.sort((a, b) => a.distanceTo(middle) - b.distanceTo(middle));
    if (!first) {
      marker.setLatLng(mark.at);
      return;
    }
    const away = first.distanceTo(middle);
    const way = away > 0.5 ? middle.subtract(first).divideBy(away) : L.point(-1, 0);
    marker.setLatLng(map.layerPointToLatLng(first.add(way.multiplyBy(clear))));
  };

  const name = (): void => {
    for (const { mark, members } of drawn.values()) {
      const named = members.slice(0, NAMED).map(({ feature }) => words.name(feature).text);
      const names = named.join(words.dir === "rtl" ? "، " : ", ") + (members.length > NAMED ? " …" : "");
      mark.element.setAttribute("aria-label", words.t("map.cluster", { n: members.length, names }));
      const count = mark.element.querySelector("span");
      if (count) count.textContent = words.number(members.length);
    }
  };

  /** The cluster went from under the focus: it goes on to where its first feature is now. */
  const refocus = (lost: Cluster | undefined): void => {
    const seen = lost?.members.find(({ element }) => !element.classList.contains("waits"));
    const holder = [...drawn.values()].find(({ members }) =>
      members.some(each => lost?.members.includes(each)),
    );
    (seen ?? holder?.mark)?.element.focus({ preventScroll: true });
  };

  return {
    group(marks, others) {
      const index = indexOf(marks);
      const before = drawn;
      drawn = new Map();
      const now = new Set<Mark>();
      for (const { properties, geometry } of index.getClusters([-180, -85, 180, 85], map.getZoom())) {
        if (!("cluster_id" in properties)) continue;
        const id = properties.cluster_id as number;
        const leaves = index.getLeaves(id, Number.POSITIVE_INFINITY).map(leaf => leaf.properties.at);
        const members = leaves.sort((a, b) => a - b).flatMap(at => marks[at] ?? []);
        const key = members.map(({ feature }) => feature.id).join(" ");
        const [lng = 0, lat = 0] = geometry.coordinates;
        const cluster =
          before.get(key) ?? draw(L.latLng(lat, lng), members, index.getClusterExpansionZoom(id));
        if (cluster) drawn.set(key, cluster);
        for (const member of members) now.add(member);
      }
      for (const mark of grouped) if (!now.has(mark)) mark.element.classList.remove("waits");
      for (const mark of now) mark.element.classList.add("waits");
      grouped = now;
      const singles = marks.filter(mark => !now.has(mark));
      const symbols = [...others, ...singles].map(({ at }) => map.latLngToLayerPoint(at));
      for (const cluster of drawn.values()) stepAside(cluster, symbols);
      name();
      const gone = [...before].filter(([key]) => !drawn.has(key)).map(([, cluster]) => cluster);
      const lost = gone.find(({ mark }) => mark.element === document.activeElement);
      for (const { marker } of gone) marker.remove();
      return { ids: new Set([...now].map(({ feature }) => feature.id)), settled: () => refocus(lost) };
    },
    marks: () => [...drawn.values()].map(({ mark }) => mark),
    boxes: () =>
      [...drawn.values()].map(({ mark, marker }) => {
        const middle = map.latLngToLayerPoint(marker.getLatLng());
        const half = sizeOf(digitsOf(mark)) / 2;
        return L.bounds(middle.subtract([half, half]), middle.add([half, half]));
      }),
    holding: id =>
      [...drawn.values()].find(({ members }) => members.some(({ feature }) => feature.id === id))?.mark,
    name,
  };
}

function digitsOf({ element }: Mark): number {
  return element.textContent.length;
}

/** How wide the circle of a count of so many digits is, px. */
function sizeOf(digits: number): number {
  return 24 + 4 * digits;
}
