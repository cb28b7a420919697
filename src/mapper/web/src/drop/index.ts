/**
 * Files of the reader's own, read in the page: each format becomes records, records become the features of a layer, with
 * the rules and the words that Python has for the same.
 */

export { createOwn, type Owned, type OwnLayers } from "./own.ts";
