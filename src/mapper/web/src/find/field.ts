/** The search field while what searches is not there yet: it takes the focus and what is typed, and hands both on. */

import { el, icon, isSeen } from "../dom.ts";
import type { Words } from "../words/index.ts";

/** `hurry` is called when it is used. The finder takes its place, and with it the key /. */
export function awaitFinder(place: HTMLElement, words: Words, hurry: () => void): void {
  const input = el("input", {
    type: "search",
    class: "finder-input",
    autocomplete: "off",
    placeholder: words.t("search.hint"),
    "aria-label": words.t("search.title"),
  });
  input.addEventListener("focus", hurry);
  place.replaceChildren(
    el("div", { class: "finder-box" }, el("div", { class: "finder-field" }, icon("search"), input)),
  );
  const onKey = (event: KeyboardEvent): void => {
    if (!input.isConnected) document.removeEventListener("keydown", onKey);
    else if (event.key === "/" && !isTyped(event) && isSeen(input)) {
      event.preventDefault();
      input.focus();
    }
  };
  document.addEventListener("keydown", onKey);
}

/** Does a key belong to what someone is writing, or to the browser? */
export function isTyped({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true;
  return target instanceof Element && target.closest("input, textarea, select, dialog") !== null;
}
