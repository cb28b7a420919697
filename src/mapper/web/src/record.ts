/** The record as a popup shows it: a copy of the article in the text version, which is written once, by the build. */

import type { Entry } from "./catalogue.ts";
import { button, el, symbol } from "./dom.ts";
import { symbolOf } from "./draw/looks.ts";
import { capital } from "./names.ts";
import type { Words } from "./words.ts";

/** So many notes are seen at once; the rest wait behind a button. */
const NOTES_SEEN = 2;

/** A copy whose ids, and the links between them, are its own: "p-" goes before each. */
export function copyOf(article: HTMLElement, words: Words): HTMLElement {
  const copy = article.cloneNode(true) as HTMLElement;
  const ids = new Set<string>();
  for (const part of [copy, ...copy.querySelectorAll("[id]")]) {
    if (part.id) ids.add(part.id);
    if (part.id) part.id = `p-${part.id}`;
  }
  for (const link of copy.querySelectorAll('a[href^="#"]')) {
    const id = (link.getAttribute("href") ?? "").slice(1);
    if (ids.has(id)) link.setAttribute("href", `#p-${id}`);
  }
  for (const part of copy.querySelectorAll("[data-show]")) part.remove();
  foldNotes(copy, words);
  parted(copy);
  copy.addEventListener("click", event => followNote(event, copy));
  return copy;
}

/** A feature without an article, as in a notebook: what the payload says of it. */
export function fallbackRecord({ feature }: Entry, words: Words): HTMLElement {
  const kind = capital(feature.kind, words.language);
  const record = el(
    "article",
    { class: "record" },
    el("h3", { class: "record-name" }, words.text(feature.name)),
    el("p", { class: "record-kind" }, symbol(symbolOf(feature.look, null)), kind),
  );
  parted(record);
  return record;
}

/** The head stays while the facts below it scroll. */
function parted(record: HTMLElement): void {
  const isHead = (part: Element): boolean => part.matches(".record-name, .record-names, .record-kind");
  const parts = [...record.children];
  record.replaceChildren(
    el("header", { class: "record-head" }, ...parts.filter(isHead)),
    el("div", { class: "record-scroll" }, ...parts.filter(part => !isHead(part))),
  );
}

function foldNotes(copy: HTMLElement, words: Words): void {
  const list = copy.querySelector("ol.notes");
  const later = [...(list?.children ?? [])].slice(NOTES_SEEN);
  if (!list || later.length === 0) return;
  list.classList.add("is-folded");
  const total = NOTES_SEEN + later.length;
  const label = words.t("popup.notes", { from: NOTES_SEEN + 1, to: total, n: later.length });
  const unfold = button(label, "link-button unfold", () => {
    list.classList.remove("is-folded");
    unfold.remove();
  });
  list.after(unfold);
}

/** A footnote's number leads to the note in this same copy, unfolding it; the page's address stays as it is. */
function followNote(event: Event, copy: HTMLElement): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#p-"]') : null;
  const note = link && copy.querySelector(`[id="${CSS.escape((link.getAttribute("href") ?? "").slice(1))}"]`);
  if (!note) return;
  event.preventDefault();
  event.stopPropagation();
  const list = note.closest(".is-folded");
  list?.classList.remove("is-folded");
  if (list) copy.querySelector(".unfold")?.remove();
  note.setAttribute("tabindex", "-1");
  (note as HTMLElement).focus();
  note.scrollIntoView({ block: "nearest" });
}
