/**
 * Files of the reader's own, read in the page: each format becomes records, records become the features of a layer, with
 * the rules and the words that Python has for the same. A bundle of its own, which comes after the map.
 */

import type { Extras } from "../map/index.ts";
import { createOwn } from "./own.ts";

declare const mapper: { readonly extras: Extras };
mapper.extras.drop = createOwn;
