/** What the states of a layer are called: by its own words, else by general ones. picture/tongue.py says the same. */

import type { State } from "../days.ts";
import type { Layer } from "../payload.ts";
import { capital, type Words } from "./words.ts";

type Called = Pick<Layer, "states">;

/** Which of the forms of a word goes with a count; the last one goes with all others. */
const FORMS: Readonly<Record<string, number>> = { one: 0, two: 1, few: 1 };

/** States that heads and counts have short words for, the same in every layer. */
const isShort = (state: State): boolean => state === "unsure" || state === "unknown";

/** The word of a state, as it stands with `n`. */
export function stateWord({ states }: Called, state: State, words: Words, n = 1): string {
  const forms = (states?.words?.[state]?.[words.language] ?? words.t(`state.${state}`)).split("|");
  return (forms[FORMS[words.form(n)] ?? 9] ?? forms.at(-1) ?? "").trim();
}

/** The word as it stands above a column, or before names. */
export function stateHead(layer: Called, state: State, words: Words): string {
  return isShort(state)
    ? words.t(`column.${state}`)
    : capital(stateWord(layer, state, words), words.language);
}

/** "14 held": so many are in this state. */
export function stateCount(layer: Called, state: State, words: Words, n: number): string {
  if (isShort(state)) return words.t(`says.${state}`, { n });
  return words.t("says.state", { n, state: stateWord(layer, state, words, n) });
}

/** Why some are unsure, as the key says below. */
export function unsureWords(layer: Called, words: Words): string {
  return words.t("key.unsure", { state: capital(stateWord(layer, "unsure", words), words.language) });
}
