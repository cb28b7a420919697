/** The bar under the map, for pages that have days: a bundle that stands before the map. */

import { createTimeBar } from "./time/index.ts";

export type TimeBarMaker = typeof createTimeBar;

declare const mapper: { readonly extras: { time?: TimeBarMaker } };
mapper.extras.time = createTimeBar;
