/** Where the map looks: the opening view, the view of a state, a feature or a layer brought into sight. */

import * as L from "leaflet";
import type { Entry } from "./catalogue.ts";
import { decode } from "./decode.ts";
import { isCalm, moving } from "./motion.ts";
import type { Bounds, Feature, Layer, Payload } from "./payload.ts";
import type { Store, View } from "./state.ts";

export interface Viewing {
  /** Back to the view the atlas opens with. */
  reset(): void;
  show(view: View): void;
  now(): View;
  /** Moves only if the feature is not in sight already. */
  bringIn(entry: Entry | undefined): void;
  showLayer(layer: Layer): void;
  showBounds(bounds: Bounds): void;
  /** The map was hidden, and may have another size now. */
  refit(): void;
}

/** The zoom at which one place is shown with what surrounds it. */
const PLACE_ZOOM = 8;

/** Keeps the store's view in step with the map: null as long as it is the opening view. */
export function createViewing(map: L.Map, payload: Payload, store: Store): Viewing {
  let opened: View | null = null;
  let opening = false;
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
  holdToBounds(map, payload);
  open();
  // Only now: while the map is outside its zooms, this would set out on a move of its own.
  map.setMaxBounds(leafletBounds(payload.atlas.bounds));
  map.on("resize", () => {
    if (store.get().view === null) open();
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
    const view = now();
    const isOpening = store.get().view === null && (opening || (opened !== null && same(view, opened)));
    if (map.getSize().x > 0 && !isOpening) store.set({ view });
  });
  return {
    now,
    show,
    reset() {
      open();
      store.set({ view: null });
    },
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
      if (layer.features.length === 0) return;
      map.fitBounds(boundsOf(layer.features, layer.decimals), {
        padding: [48, 48],
        maxZoom: 10,
        ...moving(),
      });
    },
    showBounds(bounds) {
      map.fitBounds(leafletBounds(bounds), moving());
    },
    refit() {
      measure();
      const { view } = store.get();
      if (view) show(view);
      else open();
    },
  };
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
  map.keyboard.disable();
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
