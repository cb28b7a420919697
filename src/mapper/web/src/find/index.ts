/**
 * Ways to a feature that begin with words: the search field and its index, the list of everything, and filters that
 * leave some of a list out.
 */

export { awaitFinder } from "./field.ts";
export { choice, createFilter, type Filter, phrase, type Wish } from "./filter.ts";
export { createFinder, type Finder } from "./finder.ts";
export { fillIndex, KINDS, type Target, targetOf, titleOf } from "./indexing.ts";
export { createList, type List } from "./list.ts";
export { createIndex, type FoundInLayer, type Hit, plainHay, type SearchEntry, termsOf } from "./search.ts";
