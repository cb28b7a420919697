/** Ground of which the text version tells nothing: it is to be looked at alone, and neither listed nor found. */

import type { Layer } from "../payload.ts";

export function isBackdrop({ ground, features }: Layer): boolean {
  return ground && !features.some(({ id }) => document.getElementById(`record-${id}`));
}
