/** Where the map looks: the opening view, the view of a state, a feature or a layer brought into sight. */

import * as L from "leaflet";
import type { Catalogue, Entry } from "../catalogue.ts";
import { decode } from "../geometry.ts";
import { isCalm, moving } from "../motion.ts";
import type { Bounds, Feature, Layer, Payload, Step } from "../payload.ts";
import type { Store, View } from "../state/index.ts";

export interface Viewing {
  /** Back to the view the atlas opens with. */
  reset(): void;
  /** To where the map is as long as the state names no view: at the step that is told, or as the atlas opens. */
  home(): void;
  show(view: View): void;
  now(): View;
  /** Moves only if the feature is not in sight already. */
  bringIn(entry: Entry | undefined): void;
  showLayer(layer: Layer): void;
  showBounds(bounds: Bounds): void;
  /** The map was hidden, and may have another size now. */
  refit(): void;
  /** Is this in the part of the world that is shown? */
  sees(feature: Feature): boolean;
  /** Gives the map the size of this class, around what is in sight; what comes back undoes it. The state stays. */
  layOut(className: string): () => void;
}

/** The zoom at which one place is shown with what surrounds it. */
const PLACE_ZOOM = 8;

/** A step shows its places with what surrounds them. */
const STEP_ZOOM = 7.5;

/**
 * Keeps the store's view in step with the map: null as long as it is that of the step, or the opening view.
 * `covered` is how much of the map's height, from below, a sheet lies over.
 */
export function createViewing(
  map: L.Map,
  payload: Payload,
  catalogue: Catalogue,
  store: Store,
  covered: () => number,
): Viewing {
  let opened: View | null = null;
  let opening = false;
  let going = false;
  let isLaidOut = false;
  const now = (): View => {
    const { lat, lng } = map.getCenter();
    return { zoom: map.getZoom(), lat, lon: lng };
  };
  const open = (): void => {
    if (map.getSize().x === 0) return;
    opening = true;
    map.fitBounds(openingBounds(map, payload), { animate: false });
    map.panInsideBounds(leafletBounds(payload.atlas.bounds), { animate: false });
    opening = false;
    opened = now();
  };
  const show = (view: View): void => {
    map.setView([view.lat, view.lon], view.zoom, { animate: false });
  };
  const told = (): Step | undefined => payload.story.find(step => step.id === store.get().step);
  const home = (animated: boolean): void => {
    const step = told();
    if (!step) open();
    if (!step || map.getSize().x === 0) return;
    const { zoom, lat, lon } = viewOf(map, payload, catalogue, step, isLaidOut ? 0 : covered());
    // A move under way ends here and says so; the end of the one that follows is the step's own.
    opening = true;
    map.stop();
    opening = false;
    going = true;
    map.setView([lat, lon], zoom, animated ? moving() : { animate: false });
  };
  holdToBounds(map, payload);
  open();
  // Only now: while the map is outside its zooms, this would set out on a move of its own.
  map.setMaxBounds(leafletBounds(payload.atlas.bounds));
  map.on("resize", () => {
    if (store.get().view === null) home(false);
  });
  // The stage changes with panels and the bar below it, not with the window alone.
  const container = map.getContainer();
  /** Leaflet moves the map a little when its size changes: that is no move of the reader's. */
  const measure = (): void => {
    opening = store.get().view === null;
    map.invalidateSize({ animate: false });
    opening = false;
  };
  new ResizeObserver(() => {
    if (container.clientWidth > 0) measure();
  }).observe(container);
  map.on("moveend", () => {
    if (isLaidOut) return;
    const view = now();
    if (going) opened = view;
    going = false;
    const isHome = store.get().view === null && (opening || (opened !== null && same(view, opened)));
    if (map.getSize().x > 0 && !isHome) store.set({ view });
  });
  const refit = (): void => {
    measure();
    const { view } = store.get();
    if (view) show(view);
    else home(false);
  };
  return {
    now,
    show,
    refit,
    reset() {
      open();
      store.set({ view: told() ? now() : null });
    },
    home: () => home(true),
    bringIn(entry) {
      if (!entry) return;
      const { feature, layer } = entry;
      const bounds = boundsOf([feature], layer.decimals);
      const small = bounds.getNorthEast().distanceTo(bounds.getSouthWest()) < 20_000;
      const point = L.latLng(feature.point[1], feature.point[0]);
      if (small && map.getBounds().pad(-0.06).contains(point)) return;
      if (!small && map.getBounds().contains(bounds)) return;
      if (small) map.setView(point, Math.max(PLACE_ZOOM, map.getZoom()), moving());
      else map.fitBounds(bounds, { padding: [48, 48], maxZoom: 9, ...moving() });
    },
    showLayer(layer) {
      const whole = (layer.big ?? layer.picture)?.bounds;
      if (layer.features.length === 0 && !whole) return;
      const bounds = whole ? leafletBounds(whole) : boundsOf(layer.features, layer.decimals);
      map.fitBounds(bounds, {
        padding: [48, 48],
        maxZoom: 10,
        ...moving(),
      });
    },
    showBounds(bounds) {
      map.fitBounds(leafletBounds(bounds), moving());
    },
    sees: ({ point: [lon, lat] }) => map.getBounds().contains([lat, lon]),
    layOut(className) {
      const seen = map.getBounds();
      isLaidOut = true;
      map.stop();
      container.classList.add(className);
      map.invalidateSize({ animate: false });
      // What lies at the very edge of the screen may lie beyond that of the paper: it is not worth a step of the zoom.
      if (store.get().view) map.fitBounds(seen.pad(-0.08), { animate: false });
      return () => {
        container.classList.remove(className);
        isLaidOut = store.get().view !== null;
        refit();
        isLaidOut = false;
      };
    },
  };
}

/** Where a step wants the map: at its own view on a wide map, else so that all it speaks of is seen above a sheet. */
function viewOf(map: L.Map, payload: Payload, catalogue: Catalogue, step: Step, covered: number): View {
  const entries = step.features.flatMap(id => catalogue.get(id) ?? []);
  const isWide = map.getSize().x >= 640 && covered === 0;
  if (step.view && (isWide || entries.length === 0)) {
    const [zoom, lat, lon] = step.view;
    return heldView(map, payload, map.project([lat, lon], zoom), zoom);
  }
  const bounds = L.latLngBounds([]);
  for (const { feature, layer } of entries) bounds.extend(boundsOf([feature], layer.decimals));
  const away = (step.away ?? []).map(({ point }) => L.latLng(point[1], point[0]));
  const near = away.filter(at => leafletBounds(payload.atlas.bounds).contains(at));
  for (const at of near) bounds.extend(at);
  const isAll = entries.length === 0;
  // What lies beyond the map is pointed to from the whole of it.
  if (isAll || near.length < away.length) bounds.extend(openingBounds(map, payload));
  const margin = isAll ? 0 : Math.min(64, map.getSize().x / 8);
  const fits = map.getBoundsZoom(bounds, false, L.point(2 * margin, 2 * margin + covered));
  const zoom = Math.min(STEP_ZOOM, fits);
  const middle = projected(map, bounds, zoom).getCenter();
  return heldView(map, payload, middle.add([0, covered / 2]), zoom);
}

/** As near to `middle`, in pixels at this zoom, as the study area lets the map be: else Leaflet would move it again. */
function heldView(map: L.Map, payload: Payload, middle: L.Point, zoom: number): View {
  const half = map.getSize().divideBy(2);
  const area = projected(map, leafletBounds(payload.atlas.bounds), zoom);
  const { x: left, y: top } = area.getTopLeft().add(half);
  const { x: right, y: bottom } = area.getBottomRight().subtract(half);
  const within = (at: number, least: number, most: number): number =>
    least > most ? (least + most) / 2 : Math.min(Math.max(at, least), most);
  const held = L.point(within(middle.x, left, right), within(middle.y, top, bottom));
  const { lat, lng } = map.unproject(held, zoom);
  return { zoom, lat, lon: lng };
}

function projected(map: L.Map, bounds: L.LatLngBounds, zoom: number): L.Bounds {
  const corners = [bounds.getNorthWest(), bounds.getSouthEast()];
  return L.bounds(corners.map(corner => map.project(corner, zoom)));
}

/** Limits the map to the study area; zooming out ends where the whole of it is in view. */
function holdToBounds(map: L.Map, payload: Payload): void {
  const bounds = leafletBounds(payload.atlas.bounds);
  const [least, greatest] = payload.atlas.zoom;
  map.options.zoomSnap = 0.5;
  map.options.zoomDelta = 1;
  map.options.wheelPxPerZoomLevel = 90;
  map.options.maxBoundsViscosity = 1;
  // Leaflet asks for its zoom animation once, when the map is made; after that here alone.
  if (isCalm()) Object.assign(map, { _zoomAnimated: false }).options.inertia = false;
  // Of Leaflet's handlers, the page's own bundle leaves out this one.
  map.keyboard?.disable();
  map.scrollWheelZoom.enable();
  map.setMaxZoom(greatest);
  const limit = (): void => {
    if (map.getSize().x === 0) return;
    map.options.minZoom = least;
    const whole = map.getBoundsZoom(bounds, false);
    const opening = map.getBoundsZoom(openingBounds(map, payload), false);
    // Set here, not by setMinZoom: that would start an animation, which ends on whatever view comes next.
    map.options.minZoom = Math.max(least, Math.min(whole, opening));
    map.fire("zoomlevelschange");
  };
  map.on("resize", limit);
  limit();
}

function same(a: View, b: View): boolean {
  return a.zoom === b.zoom && Math.abs(a.lat - b.lat) < 1e-6 && Math.abs(a.lon - b.lon) < 1e-6;
}

function boundsOf(features: readonly Feature[], decimals: number): L.LatLngBounds {
  const bounds = L.latLngBounds([]);
  for (const { shape } of features) {
    const drawn = decode(shape, decimals);
    const runs =
      drawn.kind === "points" ? [drawn.points] : drawn.kind === "lines" ? drawn.lines : drawn.areas.flat();
    for (const position of runs.flat()) bounds.extend(position);
  }
  return bounds;
}

/** A narrow screen opens on the features, a wide one on the whole. */
function openingBounds(map: L.Map, payload: Payload): L.LatLngBounds {
  const { x, y } = map.getSize();
  return leafletBounds(x < 640 && x < y * 1.2 ? payload.atlas.narrow : payload.atlas.view);
}

function leafletBounds([west, south, east, north]: Bounds): L.LatLngBounds {
  return L.latLngBounds([south, west], [north, east]);
}
