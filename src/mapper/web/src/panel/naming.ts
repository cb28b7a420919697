/** The choice of names: in which language, and whether as of then or of today. */

import { el } from "../dom.ts";
import type { Known, MapState, Store } from "../state/index.ts";
import { capital, type Words } from "../words/index.ts";

export interface NamesChoice {
  show(state: MapState): void;
}

/** Nothing is added to `place` where there is nothing to choose. */
export function createNamesChoice(place: HTMLElement, known: Known, words: Words, store: Store): NamesChoice {
  const languages = [...known.tongues];
  const byDefault = known.tongues.has(words.language) ? words.language : (languages[0] ?? "");
  const language = el(
    "select",
    {},
    ...languages.map(code => el("option", { value: code, lang: code }, ownName(code, words))),
  );
  language.addEventListener("change", () =>
    store.set({ namesIn: language.value === byDefault ? null : language.value }),
  );
  const now = el("input", { type: "checkbox" });
  now.addEventListener("change", () => store.set({ namesNow: now.checked }));
  const title = words.t("names.title");
  const inWhich = languages.length > 1 && el("label", {}, title, " ", language);
  const asOf = known.renamed && el("label", {}, now, words.t(inWhich ? "names.now" : "names.now-alone"));
  if (inWhich || asOf) place.prepend(el("div", { class: "names" }, inWhich, asOf));
  return {
    show({ namesIn, namesNow }) {
      language.value = namesIn ?? byDefault;
      now.checked = namesNow;
    },
  };
}

/** What speakers call their language: by the words of the interface, else by the browser. */
export function ownName(code: string, words: Words): string {
  const key = `language.${code}`;
  const told = words.t(key);
  if (told !== key) return told;
  return capital(new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code, code);
}
