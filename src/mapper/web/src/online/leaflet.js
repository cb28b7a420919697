/*! Leaflet 1.9.4, its tiles. https://leafletjs.com
 *  (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause */

// What a page with online maps has of Leaflet beyond src/leaflet.js. All else is that of the page: build.js sees to it.
export { tileLayer } from "leaflet/src/layer/tile/TileLayer.js";
export const { Control, DomEvent, latLngBounds } = window.L;
