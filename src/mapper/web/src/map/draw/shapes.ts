/** Lines and areas: SVG paths with the look's class, and the paths that only help them be seen. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import type { Entry } from "../../catalogue.ts";
import type { Use } from "../../days.ts";
import { decode, type LatLon, type Positions } from "../../geometry.ts";
import { isAir, isAround, isCased, isCountry } from "../../looks.ts";
import type { Bounds } from "../../payload.ts";
import { classesOf, type Mark, setRole } from "./mark.ts";
import { type Panes, type Stratum, stratumOf } from "./panes.ts";

export interface Shapes {
  readonly marks: readonly Mark[];
  /** Draws further ones, above the others; the marks made. */
  add(entries: readonly Entry[]): readonly Mark[];
  /** Takes all of a layer off the map. */
  remove(layer: string): void;
  /** Every path of a layer, marks and helpers: what its checkbox shows and hides. */
  readonly byLayer: ReadonlyMap<string, readonly Element[]>;
  /** Every path of a feature: its mark and helpers. */
  of(feature: string): readonly Element[] | undefined;
  /** The decoded lines by feature, arcs bent, for arrows and shields. */
  readonly lines: ReadonlyMap<string, LatLon[][]>;
  /** Lights up a line that is in use, or perhaps; null puts it out. */
  use(feature: string, use: Use): void;
  /** Draws the "you are here" ring along a line or an area's edge; null takes it away. */
  ring(feature: string | null): void;
}

type Press = (feature: string, event: Leaflet.LeafletMouseEvent) => void;

/** Hides the cut edges of what was clipped to the study area, and whatever lies beyond. */
export function drawEdge(map: Leaflet.Map, panes: Panes, [west, south, east, north]: Bounds): void {
  const far = rectangle(-180, -85, 180, 85);
  const options = {
    pane: panes.name("veil"),
    renderer: panes.renderer("veil"),
    className: "edge",
    interactive: false,
  };
  L.polygon([far, rectangle(west, south, east, north)], options).addTo(map);
}

function rectangle(west: number, south: number, east: number, north: number): LatLon[] {
  return [
    [south, west],
    [south, east],
    [north, east],
    [north, west],
  ];
}

/** Casings of all lines first, then the ring, then the lines: where roads meet, no casing cuts a line. */
export function drawShapes(map: Leaflet.Map, panes: Panes, entries: readonly Entry[], press: Press): Shapes {
  const marks: Mark[] = [];
  const byLayer = new Map<string, Element[]>();
  const byFeature = new Map<string, Element[]>();
  const lines = new Map<string, LatLon[][]>();
  const lit = new Map<string, Element[]>();
  const shapes = new Map<string, Positions>();
  const paths = new Map<string, Leaflet.Path[]>();

  const path = (
    entry: Entry,
    shape: Positions,
    stratum: Stratum,
    className: string,
    live: boolean,
  ): Element => {
    const options = {
      pane: panes.name(stratum),
      renderer: panes.renderer(stratum as "lines"),
      className,
      interactive: live,
      bubblingMouseEvents: false,
    };
    const layer =
      shape.kind === "areas" ? L.polygon(shape.areas, options) : L.polyline(pathOf(shape), options);
    layer.addTo(map);
    if (live) layer.on("click", event => press(entry.feature.id, event));
    const element = layer.getElement();
    if (!element) throw new Error("Leaflet draws these shapes as SVG");
    element.setAttribute("data-of", entry.feature.id);
    const { id } = entry.layer;
    byFeature.set(entry.feature.id, [...(byFeature.get(entry.feature.id) ?? []), element]);
    byLayer.set(id, [...(byLayer.get(id) ?? []), element]);
    paths.set(id, [...(paths.get(id) ?? []), layer]);
    return element;
  };

  const under = (entry: Entry): void => {
    const { look } = entry.feature;
    const shape = shapeOf(entry);
    shapes.set(entry.feature.id, shape);
    if (shape.kind === "lines") {
      lines.set(entry.feature.id, shape.lines);
      if (isCased(look))
        lit.set(entry.feature.id, [path(entry, shape, "routes", `casing casing-${look}`, false)]);
    }
    if (isAround(look)) path(entry, shape, "ground", `ground-${look}`, false);
  };
  const over = (entry: Entry): Mark => {
    const { feature } = entry;
    const shape = shapes.get(feature.id) ?? shapeOf(entry);
    const kind = shape.kind === "areas" ? "area" : "line";
    const element = path(entry, shape, stratumOf(feature.look), classesOf(entry, kind), true) as SVGElement;
    setRole(element, entry);
    lit.set(feature.id, [...(lit.get(feature.id) ?? []), element]);
    const at = L.latLng(feature.point[1], feature.point[0]);
    const mark = { ...entry, element, at, symbolic: false };
    marks.push(mark);
    if (isCountry(feature.look)) {
      path(entry, shape, "base", "band", false);
      path(entry, shape, "lines", "outline", false);
    }
    if (isCased(feature.look)) path(entry, shape, "routes", "reach", true);
    return mark;
  };

  for (const entry of entries) under(entry);
  const halo = ringPaths(map, panes);
  for (const entry of entries) over(entry);
  return {
    marks,
    add(more) {
      for (const entry of more) under(entry);
      return more.map(over);
    },
    remove(layer) {
      for (const drawn of paths.get(layer) ?? []) drawn.remove();
      paths.delete(layer);
      byLayer.delete(layer);
      for (const mark of marks.filter(other => other.layer.id === layer)) {
        shapes.delete(mark.feature.id);
        byFeature.delete(mark.feature.id);
        lines.delete(mark.feature.id);
        lit.delete(mark.feature.id);
        marks.splice(marks.indexOf(mark), 1);
      }
    },
    byLayer,
    of: feature => byFeature.get(feature),
    lines,
    use(feature, use) {
      for (const element of lit.get(feature) ?? []) {
        if (element.getAttribute("data-use") === use) continue;
        if (use) element.setAttribute("data-use", use);
        else element.removeAttribute("data-use");
      }
    },
    ring(feature) {
      const shape = feature === null ? undefined : shapes.get(feature);
      const path = shape ? (shape.kind === "areas" ? shape.areas.flat() : pathOf(shape)) : [];
      for (const line of halo) line.setLatLngs(path);
    },
  };
}

/** A straight air leg of two positions is bent into an arc, as flights are drawn. */
function shapeOf({ feature, layer }: Entry): Positions {
  const shape = decode(feature.shape, layer.decimals);
  if (shape.kind !== "lines" || !isAir(feature.look)) return shape;
  return { kind: "lines", lines: shape.lines.map(line => (line.length === 2 ? arc(line) : line)) };
}

/** Bowed to the left of the way it goes by an eighth of its length, in Mercator's plane. */
export function arc(line: readonly LatLon[]): LatLon[] {
  const [start, end] = line;
  if (!start || !end) return [...line];
  const plane = L.Projection.SphericalMercator;
  const a = plane.project(L.latLng(start));
  const b = plane.project(L.latLng(end));
  const bow = L.point((a.x + b.x) / 2 - (b.y - a.y) / 4, (a.y + b.y) / 2 + (b.x - a.x) / 4);
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, i): LatLon => {
    const t = i / steps;
    const mix = (p: number, q: number, r: number): number =>
      (1 - t) ** 2 * p + 2 * t * (1 - t) * q + t ** 2 * r;
    const { lat, lng } = plane.unproject(L.point(mix(a.x, bow.x, b.x), mix(a.y, bow.y, b.y)));
    return [lat, lng];
  });
}

function pathOf(shape: Positions): LatLon[][] {
  if (shape.kind === "lines") return shape.lines;
  return shape.kind === "points" ? [shape.points] : shape.areas.flat();
}

function ringPaths(map: Leaflet.Map, panes: Panes): Leaflet.Polyline[] {
  return ["ring-out", "ring-in"].map(className =>
    L.polyline([], {
      pane: panes.name("routes"),
      renderer: panes.renderer("routes"),
      className,
      interactive: false,
    }).addTo(map),
  );
}
