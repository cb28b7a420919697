/** What the story does to the map state: what a step asks for, and what was there before it. */

import type { Step } from "../payload.ts";
import type { MapState } from "../state/index.ts";

export interface Progress {
  /** The change that leads to a step; none if there is no such step. */
  enter(id: string): Partial<MapState>;
  /** The change that leads out of the story: what was put aside comes back. */
  leave(): Partial<MapState>;
  /** What an address says, with all that it leaves to the step it names, or to what was before the story. */
  follow(said: Partial<MapState>): Partial<MapState>;
}

/** `opens` are the layers that the atlas opens with; `now` gives the state as it is. */
export function createProgress(
  steps: readonly Step[],
  opens: ReadonlySet<string>,
  now: () => MapState,
): Progress {
  let aside: MapState | null = null;

  const enter = (id: string): Partial<MapState> => {
    const step = steps.find(other => other.id === id);
    if (!step) return {};
    if (now().step === null) aside = now();
    const layers = step.layers ? new Set(step.layers) : opens;
    return { step: id, day: step.day, layers, view: null, feature: null };
  };
  const leave = (): Partial<MapState> => {
    if (now().step === null) return {};
    const before = aside ?? now();
    aside = null;
    const { day, until, layers, view } = before;
    return { step: null, day, until, layers, view, feature: null };
  };
  return {
    enter,
    leave,
    follow: said => ({ ...(said.step ? enter(said.step) : leave()), ...said }),
  };
}
