/** The record as a popup shows it: a copy of the article in the text version, which is written once, by the build. */

import type { Entry } from "./catalogue.ts";
import { button, el, symbol } from "./dom.ts";
import { isSymbolic, symbolOf } from "./draw/looks.ts";
import { capital } from "./names.ts";
import type { Words } from "./words.ts";

/** So many notes are seen at once; the rest wait behind a button. */
const NOTES_SEEN = 2;

/** A copy whose ids, and the links between them, are its own: "p-" goes before each. Its notes are numbered from 1. */
export function copyOf(article: HTMLElement, { feature, layer }: Entry, words: Words): HTMLElement {
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
  if (isSymbolic(feature.look)) {
    copy.querySelector(".record-kind")?.prepend(symbol(symbolOf(feature.look, layer.timed ? "held" : null)));
  }
  // In the text version a record stands two levels down; here it stands by itself.
  for (const heading of copy.querySelectorAll("h3, h4")) {
    const raised = el(
      heading.tagName === "H3" ? "h2" : "h3",
      { class: heading.className },
      ...heading.childNodes,
    );
    heading.replaceWith(raised);
  }
  addNotes(copy, words);
  foldNotes(copy, words);
  parted(copy);
  copy.addEventListener("click", event => followNote(event, copy));
  return copy;
}

/**
 * In the text version a claim's number is that of the source in the list of sources. The popup stands alone, so it
 * counts its own notes and brings their words along; where in the source it says so moves from the claim to the note.
 */
function addNotes(copy: HTMLElement, words: Words): void {
  const list = el("ol", { class: "notes" });
  const numbers = new Map<string, number>();
  for (const link of copy.querySelectorAll<HTMLAnchorElement>('sup a[href^="#source-"]')) {
    const href = link.getAttribute("href") ?? "";
    const place = link.nextElementSibling?.matches("span") ? link.nextElementSibling : null;
    const locator = place?.textContent?.trim() ?? "";
    place?.remove();
    const known = numbers.get(href + locator);
    const number = known ?? numbers.size + 1;
    numbers.set(href + locator, number);
    link.textContent = String(number);
    link.setAttribute("href", `#p-note-${number}`);
    link.setAttribute("aria-label", words.t("popup.note", { number }));
    if (known !== undefined) continue;
    const work = document.getElementById(href.slice(1))?.querySelector(".csl")?.cloneNode(true);
    const said = el("span", {}, ...(work ? [...work.childNodes] : []));
    const source = el("a", { href }, words.t("popup.source"));
    list.append(el("li", { id: `p-note-${number}` }, said, locator && ` ${locator}.`, " ", source));
  }
  if (list.children.length > 0) copy.append(list);
}

/** A feature without an article, as in a notebook: what the payload says of it. */
export function fallbackRecord({ feature }: Entry, words: Words): HTMLElement {
  const kind = capital(feature.kind, words.language);
  const record = el(
    "article",
    { class: "record" },
    el("h2", { class: "record-name" }, words.text(feature.name)),
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
