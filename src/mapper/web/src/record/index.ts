/**
 * What is said of a feature, and who says so. It is written once, in the text version; here it is copied for a popup, its
 * terms are explained, what is near and a route's profile are added, and the text version itself is shown and narrowed.
 */

export { nearbyLinks } from "./nearby.ts";
export { createProfile, profileOf } from "./profile.ts";
export { addNotes, copyOf, fallbackRecord, rowsOf } from "./record.ts";
export { createTerms } from "./terms.ts";
export { createTextFilters, type TextFilters } from "./textfilters.ts";
export { createTextVersion, wirePage } from "./textversion.ts";
