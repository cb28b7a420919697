/** The record as a popup shows it: a copy of the article in the text version, which is written once, by the build. */

import type { Entry } from "../catalogue.ts";
import { button, el, symbol } from "../dom.ts";
import { isSymbolic, symbolOf } from "../looks.ts";
import type { Feature } from "../payload.ts";
import { capital, type Words, writeName } from "../words/index.ts";
import { foldRest, putToday, stateLine } from "./today.ts";

/** Of a record, so many notes are seen at once; the rest wait behind a button. */
const NOTES_SEEN = 2;

/**
 * A copy that begins with what holds on `day`. Its ids, and the links between them, are its own: "p-" goes before each.
 * Its notes are numbered from 1.
 */
export function copyOf(article: HTMLElement, entry: Entry, words: Words, day: number): HTMLElement {
  const { feature, layer } = entry;
  const copy = article.cloneNode(true) as HTMLElement;
  // The text version may be narrowed to some claims, and leads to the map; a popup shows all, and is there.
  for (const part of [copy, ...copy.querySelectorAll("[hidden]")]) part.removeAttribute("hidden");
  copy.querySelector(".to-place")?.remove();
  const ids = new Set<string>();
  for (const part of [copy, ...copy.querySelectorAll("[id]")]) {
    if (part.id) ids.add(part.id);
    if (part.id) part.id = `p-${part.id}`;
  }
  for (const link of copy.querySelectorAll('a[href^="#"]')) {
    const id = (link.getAttribute("href") ?? "").slice(1);
    if (ids.has(id)) link.setAttribute("href", `#p-${id}`);
  }
  putToday(copy, words, day);
  foldRest(copy, words);
  const kind = copy.querySelector(".record-kind");
  if (isSymbolic(feature.look) && !layer.timed) kind?.prepend(symbol(symbolOf(feature.look, null)));
  const state = stateLine(entry, words, day);
  if (state) (kind ?? copy.querySelector(".record-name"))?.after(state);
  // In the text version a record stands two levels down; here it stands by itself.
  for (const heading of copy.querySelectorAll("h3, h4")) {
    const raised = el(
      heading.tagName === "H3" ? "h2" : "h3",
      { class: heading.className },
      ...heading.childNodes,
    );
    heading.replaceWith(raised);
  }
  retitle(copy, feature, words);
  const word = [...(kind?.childNodes ?? [])].find(node => node.nodeType === Node.TEXT_NODE);
  if (word) {
    const among = kind?.matches(".among") ? ` (${words.text(layer.title)})` : "";
    const within = word.nextSibling ? ` ${words.t("record.in")} ` : among;
    word.nodeValue = capital(words.kind(feature.kind), words.language) + within;
  }
  addNotes(copy, words, "p");
  parted(copy);
  return copy;
}

/** The name the reader chose comes first, and the one the article goes by stands among the others. */
function retitle(copy: HTMLElement, feature: Feature, words: Words): void {
  const heading = copy.querySelector(".record-name");
  const { text, lang } = words.name(feature);
  const given = heading?.textContent ?? "";
  if (!heading || text === given) return;
  heading.replaceChildren(writeName(el("bdi"), feature, words));
  const first = Object.keys(feature.name).find(tongue => feature.name[tongue] === given) ?? lang;
  const other = el("bdi", { lang: first }, given);
  const same = [...copy.querySelectorAll<HTMLElement>(".record-names bdi")].find(
    name => name.lang === lang && name.textContent === text,
  );
  const line = copy.querySelector(".record-names:not(.record-now)");
  if (same) same.replaceWith(other);
  else if (line) line.prepend(other, " · ");
  else heading.after(el("p", { class: "record-names" }, other));
}

/**
 * Gives a copy notes of its own, whose ids begin with `prefix`; those that many readers pass over are folded.
 * In the text version a claim's number is that of the source in the list of sources. The popup stands alone, so it
 * counts its own notes and brings their words along; where in the source it says so moves from the claim to the note.
 */
export function addNotes(copy: HTMLElement, words: Words, prefix: string, seen = NOTES_SEEN): void {
  const list = el("ol", { class: "notes", "aria-label": words.t("popup.notes-list") });
  const numbers = new Map<string, number>();
  for (const link of copy.querySelectorAll<HTMLAnchorElement>('sup a[href^="#source-"]')) {
    const href = link.getAttribute("href") ?? "";
    const place = link.nextElementSibling?.matches("span") ? link.nextElementSibling : null;
    const locator = place?.textContent?.trim() ?? "";
    place?.remove();
    const known = numbers.get(href + locator);
    const number = known ?? numbers.size + 1;
    numbers.set(href + locator, number);
    link.textContent = words.number(number);
    link.setAttribute("href", `#${prefix}-note-${number}`);
    link.setAttribute("aria-label", words.t("popup.note", { number }));
    if (known !== undefined) continue;
    const source = el("a", { href }, words.t("popup.source"));
    list.append(el("li", { id: `${prefix}-note-${number}` }, noteOf(href.slice(1), locator), " ", source));
  }
  if (list.children.length > 0) copy.append(list);
  foldNotes(copy, words, seen);
  copy.addEventListener("click", event => followNote(event, copy, prefix));
}

/** The words of a note: as the source is cited in a note, or else as in the list, and the place in it. */
function noteOf(id: string, locator: string): HTMLElement {
  const work = document.getElementById(id);
  const said = el("span");
  for (const form of [work?.querySelector("p[hidden]"), work?.querySelector(".csl")]) {
    if (!said.textContent) said.append(...(form?.cloneNode(true).childNodes ?? []));
  }
  const last = said.lastChild;
  if (!locator) return said;
  // "Title." and p. 5: "Title, p. 5."; a quotation mark keeps the comma inside, as it did the stop.
  const end = /\.?(”?)\s*$/;
  if (last?.nodeType === Node.TEXT_NODE) last.nodeValue = (last.nodeValue ?? "").replace(end, ",$1");
  else said.append(",");
  said.append(` ${locator}.`);
  return said;
}

/** What a feature's file says of it, beyond its name. */
export function rowsOf(rows: NonNullable<Feature["rows"]>): HTMLElement {
  return el(
    "dl",
    { class: "rows" },
    ...rows.flatMap(([column, value]) => [
      el("dt", {}, el("bdi", {}, column)),
      el("dd", {}, el("bdi", {}, value)),
    ]),
  );
}

/** A feature without an article, as in a notebook, in a big layer or one of the reader's own: what the payload says. */
export function fallbackRecord(entry: Entry, words: Words, day: number): HTMLElement {
  const { feature, layer } = entry;
  const drawing = feature.shape.type.endsWith("Point") || isSymbolic(feature.look);
  const kind = capital(words.kind(feature.kind), words.language);
  const record = el(
    "article",
    { class: "record" },
    writeName(el("h2", { class: "record-name" }), feature, words),
    el("p", { class: "record-kind" }, drawing && !layer.timed && symbol(symbolOf(feature.look, null)), kind),
    stateLine(entry, words, day),
    feature.rows?.length ? rowsOf(feature.rows) : null,
  );
  parted(record);
  return record;
}

/** The head stays while the facts below it scroll. */
function parted(record: HTMLElement): void {
  const isHead = (part: Element): boolean =>
    part.matches(".record-name, .record-names, .record-kind, .record-state");
  const parts = [...record.children];
  record.replaceChildren(
    el("header", { class: "record-head" }, ...parts.filter(isHead)),
    el("div", { class: "record-scroll" }, ...parts.filter(part => !isHead(part))),
  );
}

function foldNotes(copy: HTMLElement, words: Words, seen: number): void {
  const list = copy.querySelector("ol.notes");
  const later = [...(list?.children ?? [])].slice(seen);
  if (!list || later.length === 0) return;
  list.classList.add("is-folded");
  const n = later.length;
  const label =
    seen === 0 ? words.t("story.notes", { n }) : words.t("popup.notes", { from: seen + 1, to: seen + n, n });
  const unfold = button(label, "link-button unfold", () => {
    list.classList.remove("is-folded");
    unfold.remove();
  });
  list.after(unfold);
}

/** A footnote's number leads to the note in this same copy, unfolding it; the page's address stays as it is. */
function followNote(event: Event, copy: HTMLElement, prefix: string): void {
  const link = event.target instanceof Element ? event.target.closest(`a[href^="#${prefix}-"]`) : null;
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
