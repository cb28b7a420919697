/*! Leaflet 1.9.4, its grid of tiles. https://leafletjs.com
 *  (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause */

// What protomaps-leaflet wants to find as the global L: the page's own, and what a page without tiles does without.
import { GridLayer } from "leaflet/src/layer/tile/GridLayer.js";

export const L = { ...window.L, GridLayer };
