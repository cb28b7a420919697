/** Says aloud what the time bar shows: the date and what has changed, at most once a second. */

import { stateOf } from "../days.ts";
import type { Payload } from "../payload.ts";
import { capital, stateWord, type Words } from "../words/index.ts";

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
  const changed = new Map<string, string[]>();
  for (const layer of payload.layers) {
    if (!layer.timed) continue;
    for (const feature of layer.features) {
      const entry = { feature, layer };
      const state = stateOf(entry, day);
      if (state === stateOf(entry, before)) continue;
      const word = stateWord(layer, state, words);
      changed.set(word, [...(changed.get(word) ?? []), words.name(feature).text]);
    }
  }
  const sentences = [...changed].map(([word, names]) => {
    const rest = names.length - NAMED;
    const said = rest > 1 ? [...names.slice(0, NAMED), words.t("time.more", { n: rest })] : names;
    const title = capital(word, words.language);
    return words.t("time.changed", { state: title, names: words.list(said) });
  });
  return sentences.join(" ");
}
