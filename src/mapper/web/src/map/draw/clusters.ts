/** Clusters of near points, drawn by a bundle of their own in the pages whose layers ask for them (cluster.ts). */

import type * as Leaflet from "leaflet";
import type { Mark } from "./mark.ts";

export interface Clusters {
  /**
   * Draws clusters of these marks at the map's zoom, clear of `others`, and hides those that are in one: `ids` says which. `settled` is
   * called when all others have found their places, for the focus to go on from a cluster that is no more.
   */
  group(
    marks: readonly Mark[],
    others: readonly Mark[],
  ): { readonly ids: ReadonlySet<string>; settled(): void };
  /** Those on the map now, and where they stand in its layer points. */
  marks(): Mark[];
  boxes(): Leaflet.Bounds[];
  /** The one that holds a feature now. */
  holding(feature: string): Mark | undefined;
  /** Names them again, in the language of now. */
  name(): void;
}
