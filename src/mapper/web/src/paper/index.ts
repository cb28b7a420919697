/** What one takes away: the map of this day on paper, and the data as a file. */

export { type Citable, citablesOf, citePanel, here } from "./cite.ts";
export { download, downloadPanel } from "./download.ts";
export { createHandout, type Handout } from "./handout.ts";
export { fillStills } from "./stills.ts";
