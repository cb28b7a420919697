/** Says aloud what the time bar shows: the date and what has changed, at most once a second. */

import { isOn, type State, stateOn } from "../days.ts";
import type { Payload } from "../payload.ts";
import { capital, type Words } from "../words/index.ts";

const APART_MS = 1000;

/** At most so many names; of the rest, how many. */
const NAMED = 4;

export interface Announcer {
  /** What is said last is what the last call asked for; what came between may go unsaid. */
  say(words: () => string): void;
}

export function createAnnouncer(element: HTMLElement): Announcer {
  let timer = 0;
  let last = Number.NEGATIVE_INFINITY;
  let next: (() => string) | null = null;
  const say = (): void => {
    timer = 0;
    if (!next || !element.isConnected) return;
    last = performance.now();
    element.textContent = next();
    next = null;
  };
  return {
    say(words) {
      next = words;
      if (timer === 0) timer = window.setTimeout(say, Math.max(0, last + APART_MS - performance.now()));
    },
  };
}

/** "Vacated: North Gate and Old Fort. Leaving: Mill." What stands otherwise on `day` than it did on `before`. */
export function changesWords(payload: Payload, before: number, day: number, words: Words): string {
  const changed = new Map<State, string[]>();
  for (const layer of payload.layers) {
    if (!layer.timed) continue;
    for (const feature of layer.features) {
      const state = stateOn(day, feature.from, feature.until);
      if (state === stateOn(before, feature.from, feature.until)) continue;
      changed.set(state, [...(changed.get(state) ?? []), words.name(feature).text]);
    }
  }
  const sentences = [...changed].map(([state, names]) => {
    const rest = names.length - NAMED;
    const said = rest > 1 ? [...names.slice(0, NAMED), words.t("time.more", { n: rest })] : names;
    const title = capital(words.t(`state.${state}`), words.language);
    return words.t("time.changed", { state: title, names: words.list(said) });
  });
  return sentences.join(" ");
}

/** How many events begin or go on in these days, and how many features stand otherwise at their end. */
export function rangeWords(payload: Payload, from: number, to: number, words: Words): string {
  const events = payload.events.filter(event => isOn(event.days, from, to)).length;
  const changed = payload.layers
    .filter(layer => layer.timed)
    .flatMap(layer => layer.features)
    .filter(feature => {
      const [before, after] = [from, to].map(day => stateOn(day, feature.from, feature.until));
      return before !== after;
    }).length;
  return words.t("range.said", {
    events: words.t("range.events", { n: events }),
    changed: words.t("range.changed", { n: changed }),
  });
}
