/** Layers of very many features: a bundle of its own for the pages that have such, with Leaflet from the page. */

import type { Extras } from "../map/index.ts";
import { drawBigLayers } from "./layers.ts";

declare const mapper: { readonly extras: Extras };
mapper.extras.big = drawBigLayers;
