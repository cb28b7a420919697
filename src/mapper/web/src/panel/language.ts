/** The choice of the interface's language, and what follows from it for the page as a whole. */

import { el } from "../dom.ts";
import type { Payload } from "../payload.ts";
import type { Known, Store } from "../state/index.ts";
import { translate, type Words } from "../words/index.ts";
import { ownName } from "./naming.ts";

/** One button a language. Nothing is added where there is nothing to choose. */
export function createLanguageChoice(
  place: HTMLElement,
  payload: Payload,
  known: Known,
  words: Words,
  store: Store,
): void {
  const [first = ""] = payload.atlas.languages;
  if (known.interfaces.size === 0) return;
  const buttons = [first, ...known.interfaces].map(code => {
    const chosen = code === words.language;
    const press = el(
      "button",
      { type: "button", class: "language", lang: code, "aria-pressed": String(chosen) },
      ownName(code, words),
    );
    press.addEventListener("click", () => {
      store.set({ language: code === first ? null : code });
      place.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    });
    return press;
  });
  place.replaceChildren(
    el("div", { class: "languages", role: "group", "aria-label": words.t("language.title") }, ...buttons),
  );
}

/** The page speaks the language of its interface. The text version stays as it was written, and says so at its head. */
export function speak(payload: Payload, words: Words): void {
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.dir;
  document.title = words.text(payload.atlas.title);
  translate(document.body, payload, words);
  const note = document.getElementById("text-language");
  if (!note) return;
  note.textContent = words.t("text.language");
  note.lang = words.language;
  note.dir = words.dir;
  note.hidden = words.language === payload.atlas.languages[0];
}
