/** Near points drawn as one: a bundle of its own for the pages that have such, with Leaflet from the page. */

import type { Extras } from "../map/index.ts";
import { drawClusters } from "./clusters.ts";

declare const mapper: { readonly extras: Extras };
mapper.extras.cluster = drawClusters;
