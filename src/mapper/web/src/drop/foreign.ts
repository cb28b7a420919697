/** What the reader of a format answers: records as the file holds them, unchecked. */

import type { Problem } from "./messages.ts";
import type { Geometry } from "./positions.ts";

export interface Record {
  /** Where in the file it stands. */
  readonly place: string;
  readonly id: unknown;
  readonly properties: ReadonlyMap<string, unknown>;
  readonly geometry: Geometry;
}

export interface Foreign {
  /** What the file calls itself. */
  readonly title: string;
  readonly records: readonly Record[];
  /** What was put right, in sentences. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}
