/** What every page has and no first view needs: search and list, dialogs, paper, what the text version can do. */

import { createFinder, createList, fillIndex, KINDS, targetOf, titleOf } from "./find/index.ts";
import { createDialogs, openDialog } from "./panel/index.ts";
import { createHandout } from "./paper/index.ts";
import { createReader } from "./record/index.ts";

const rest = {
  createDialogs,
  createFinder,
  createHandout,
  createList,
  createReader,
  fillIndex,
  KINDS,
  openDialog,
  targetOf,
  titleOf,
};
export type Rest = typeof rest;

declare const mapper: { readonly extras: { rest?: Rest } };
mapper.extras.rest = rest;
