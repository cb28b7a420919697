/**
 * What a link holds: the day, the layers, the view, what is open. The store keeps it, everything else follows it; the
 * page's address is read into it and written from it.
 */

export { type Address, connectAddress, type HistoryMethod, openLater } from "./address.ts";
export { copyField, type FrameSize, fileName, frameCode, sharePanel } from "./framed.ts";
export { format } from "./hash.ts";
export { type Known, knownOf } from "./known.ts";
export { linkOf, offerLink } from "./share.ts";
export {
  createStore,
  type MapState,
  openingState,
  type Store,
  sameDays,
  sameNaming,
  shownDay,
  UIS,
  type View,
} from "./state.ts";
