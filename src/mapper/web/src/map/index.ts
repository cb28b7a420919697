/**
 * What is drawn on the map and how it answers: layers by look and day, marks that are reached by pointer and keyboard, the
 * popup beside one, the view, the key, a second map to compare. Leaflet is touched here, and in the bundles beside.
 */

export { createComparison } from "./compare.ts";
export { addControls } from "./controls.ts";
export { costOf } from "./direction.ts";
export { classesOf, type Mark, setRole } from "./draw/mark.ts";
export type { Panes } from "./draw/panes.ts";
export { drawPointer } from "./draw/pointer.ts";
export { precedence, TOO_NEAR, weight } from "./draw/points.ts";
export { type Style, styleOf, whenRestyled } from "./draw/style.ts";
export { behaveInFrame, isFramed } from "./embed.ts";
export type { Addition, BigLayers, Clusters, Extra, Extras } from "./extras.ts";
export { createKeyboard } from "./keyboard.ts";
export { type Drawing, drawLayers } from "./layers.ts";
export { createLegend, layerRow } from "./legend.ts";
export { createPopup } from "./popup.ts";
export { renameMap } from "./rename.ts";
export { createViewing } from "./viewing.ts";
