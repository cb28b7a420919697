/** Layers of very many features: a bundle of its own for the pages that have such, with Leaflet from the page. */

import { drawMany } from "./big/many.ts";
import type { Extras } from "./extras.ts";

declare const mapper: { readonly extras: Extras };
mapper.extras.big = drawMany;
