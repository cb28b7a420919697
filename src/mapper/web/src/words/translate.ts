/** The page as it was built is in the atlas's first language; this puts its interface into another. */

import type { Catalogue } from "../catalogue.ts";
import { el } from "../dom.ts";
import type { Payload, Text } from "../payload.ts";
import { writeName } from "./names.ts";
import type { Words } from "./words.ts";

/** What stands behind a field's name, or is prose: it stays in the language it was written in. */
const PROSE =
  ".value, .remark, .who, .when, .record-date, .record-text, .record-position, .event-date, .notes, .record-events a";

/** Whatever carries data-word gets the words of that key, data-word-label an accessible name, data-word-of what the atlas calls it. */
export function translate(root: ParentNode, payload: Payload, words: Words): void {
  for (const place of ofInterface(root, "[data-word]")) place.textContent = words.t(place.dataset.word ?? "");
  for (const place of ofInterface(root, "[data-word-label]")) {
    const label = words.t(place.dataset.wordLabel ?? "");
    place.setAttribute("aria-label", label);
    if (place.title) place.title = label;
  }
  const told: Readonly<Record<string, Text>> = {
    title: payload.atlas.title,
    short: payload.atlas.short,
    summary: payload.atlas.summary,
  };
  for (const place of ofInterface(root, "[data-word-of]")) {
    say(place, place, told[place.dataset.wordOf ?? ""] ?? {}, payload, words);
  }
}

/** Not in the text version, which stays as it was written; in a copy of one of its articles, though. */
function ofInterface(root: ParentNode, selector: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)].filter(place => !place.closest("#text"));
}

/** The copy of an article: its labels in the reader's language, and of its prose what the atlas has in it. */
export function translateRecord(
  record: HTMLElement,
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
): void {
  for (const badge of record.querySelectorAll<HTMLElement>(".certainty")) {
    const level = [...badge.classList].find(name => name !== "certainty");
    // The word alone says nothing to who only hears it.
    if (level)
      badge.replaceChildren(el("i", {}, `${words.t("filter.certainty")}: `), words.t(`certainty.${level}`));
  }
  const [first = ""] = payload.atlas.languages;
  if (words.language === first) return;
  translate(record, payload, words);
  for (const label of record.querySelectorAll<HTMLElement>(".fact > dt, .label")) {
    const given = label.textContent;
    label.textContent = payload.fields[given]?.[words.language] ?? given;
  }
  for (const link of record.querySelectorAll<HTMLElement>('a[href^="#record-"]')) {
    const entry = catalogue.get((link.getAttribute("href") ?? "").slice("#record-".length));
    if (entry) writeName(link, entry.feature, words);
  }
  for (const prose of record.querySelectorAll<HTMLElement>(PROSE)) {
    prose.lang = first;
    prose.dir = "auto";
  }
  let missing = record.querySelector(PROSE) !== null;
  for (const place of [record, ...record.querySelectorAll<HTMLElement>("[id]")]) {
    const parts = payload.texts[place.id.replace(/^p-/, "")] ?? {};
    for (const [part, text] of Object.entries(parts)) {
      const whole = place.matches(`.${part}`) ? place : place.querySelector<HTMLElement>(`.${part}`);
      const said = whole?.querySelector<HTMLElement>(":scope > a:first-child") ?? whole;
      if (said && whole && say(said, whole, text, payload, words)) missing = false;
    }
  }
  if (missing) {
    const note = words.t("record.untranslated");
    record.querySelector(".record-scroll")?.prepend(el("p", { class: "remark untranslated" }, note));
  }
}

/** Puts the words in place of an element's first text; what follows it (footnotes) stays. True if they are in this language. */
function say(said: HTMLElement, whole: HTMLElement, text: Text, payload: Payload, words: Words): boolean {
  const [first = ""] = payload.atlas.languages;
  const lang = text[words.language] ? words.language : first;
  const node = [...said.childNodes].find(child => child.nodeType === Node.TEXT_NODE);
  if (node && text[lang]) node.nodeValue = text[lang];
  if (lang === document.documentElement.lang) {
    whole.removeAttribute("lang");
    whole.removeAttribute("dir");
  } else {
    whole.lang = lang;
    whole.dir = "auto";
  }
  return lang === words.language;
}
