/** Names as the list of what was found writes them: with what was asked for marked in them. */

import { el } from "../dom.ts";
import type { Words } from "../words/index.ts";
import { pieces, type Said } from "./search.ts";

function marked(text: string, query: string): (Node | string)[] {
  return pieces(text, query).map(piece => (piece.hit ? el("mark", {}, piece.text) : piece.text));
}

export function named({ text, lang }: Said, query: string, className: string): HTMLElement {
  return el("span", { class: className }, el("bdi", { lang }, ...marked(text, query)));
}

/** "Did you mean Salt Mill?" with the name set apart. */
export function asking(name: string, words: Words): (Node | string)[] {
  const [before = "", after = ""] = words.t("search.meant", { name: "\u0000" }).split("\u0000");
  return [before, el("b", {}, name), after];
}
