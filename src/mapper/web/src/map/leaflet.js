/*! Leaflet 1.9.4 in part, a JS library for interactive maps. https://leafletjs.com
 *  (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause */

// What the page has of Leaflet: no tiles, pop-ups, tooltips or GeoJSON, and of the controls the scale alone.
// build.js puts this in place of `leaflet` in mapper.js; notebook.js has the whole of it.

import { Control } from "leaflet/src/control/Control.js";
import { scale } from "leaflet/src/control/Control.Scale.js";
import Browser from "leaflet/src/core/Browser.js";
import {
  bind,
  cancelAnimFrame,
  emptyImageUrl,
  extend,
  falseFn,
  requestAnimFrame,
  setOptions,
  template,
  throttle,
  wrapNum,
} from "leaflet/src/core/Util.js";
import { disableClickPropagation, disableScrollPropagation, on } from "leaflet/src/dom/DomEvent.js";
import {
  addClass,
  create,
  getPosition,
  remove,
  removeClass,
  setOpacity,
  setPosition,
  setTransform,
  toBack,
  toFront,
} from "leaflet/src/dom/DomUtil.js";
import { EPSG3857 } from "leaflet/src/geo/crs/CRS.EPSG3857.js";
import { SphericalMercator } from "leaflet/src/geo/projection/Projection.SphericalMercator.js";
import { createMap, Map as LeafletMap } from "leaflet/src/map/Map.js";

// These put themselves into the map when they are read.
import "leaflet/src/layer/vector/Renderer.getRenderer.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";

export { toLatLng as latLng } from "leaflet/src/geo/LatLng.js";
export { LatLngBounds, toLatLngBounds as latLngBounds } from "leaflet/src/geo/LatLngBounds.js";
export { Bounds, toBounds as bounds } from "leaflet/src/geometry/Bounds.js";
export { Point, toPoint as point } from "leaflet/src/geometry/Point.js";
export { imageOverlay } from "leaflet/src/layer/ImageOverlay.js";
export { Layer } from "leaflet/src/layer/Layer.js";
export { layerGroup } from "leaflet/src/layer/LayerGroup.js";
export { divIcon } from "leaflet/src/layer/marker/DivIcon.js";
export { marker } from "leaflet/src/layer/marker/Marker.js";
export { circle } from "leaflet/src/layer/vector/Circle.js";
export { polygon } from "leaflet/src/layer/vector/Polygon.js";
export { polyline } from "leaflet/src/layer/vector/Polyline.js";
export { svg } from "leaflet/src/layer/vector/SVG.js";
export { Browser, Control, createMap as map, LeafletMap as Map };
export const CRS = { EPSG3857 };
export const Projection = { SphericalMercator };
export const DomEvent = { disableClickPropagation, disableScrollPropagation, on };
export const DomUtil = {
  addClass,
  create,
  getPosition,
  remove,
  removeClass,
  setOpacity,
  setPosition,
  setTransform,
  toBack,
  toFront,
};
// With the above and the classes, what the bundles of tiles take from here.
export const Util = {
  bind,
  cancelAnimFrame,
  emptyImageUrl,
  extend,
  falseFn,
  requestAnimFrame,
  setOptions,
  template,
  throttle,
  wrapNum,
};
export const control = { scale };
