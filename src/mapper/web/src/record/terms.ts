/** Terms explained in place: where a record first uses a word of the glossary, the word opens its definition. */

import { el } from "../dom.ts";
import type { Words } from "../words/index.ts";

export interface Terms {
  /** Makes buttons of the terms in a record. */
  mark(record: HTMLElement): void;
  /** Closes the definition that is open, and gives the focus back to its term; false if none is. */
  close(): boolean;
}

/** Where no term is looked for: headings, labels, links, notes, dates, and what is a button already. */
const APART = "a, button, sup, dt, h2, h3, .notes, .when, .event-date, .certainty, .record-position";

/** `glossary` holds one article a term. */
export function createTerms(glossary: HTMLElement | null, words: Words): Terms {
  let entries: Map<string, HTMLElement> | null = null;
  let open: { term: HTMLElement; said: HTMLElement } | null = null;

  const close = (): HTMLElement | null => {
    if (!open?.said.isConnected) return null;
    const { term, said } = open;
    said.remove();
    term.setAttribute("aria-expanded", "false");
    open = null;
    return term;
  };
  const explain = (term: HTMLElement, entry: HTMLElement): void => {
    if (close() === term) return;
    const said = el("span", { class: "term-said" }, definition(entry), " ");
    said.append(el("a", { href: `#${entry.id}` }, words.t("popup.glossary")));
    (term.closest("dd, li, p") ?? term).append(said);
    term.setAttribute("aria-expanded", "true");
    said.scrollIntoView({ block: "nearest" });
    open = { term, said };
  };

  return {
    close() {
      const term = close();
      term?.focus();
      return term !== null;
    },
    mark(record) {
      entries ??= entriesOf(glossary);
      const left = new Map(entries);
      const walker = document.createTreeWalker(record, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts.filter(node => !node.parentElement?.closest(APART))) {
        let rest = text;
        for (let found = findTerm(rest.data, left.keys()); found; found = findTerm(rest.data, left.keys())) {
          const entry = left.get(found.form);
          // One term may go by several forms; the first of any of them is enough.
          for (const [form, other] of left) if (other === entry) left.delete(form);
          const word = rest.splitText(found.at);
          rest = word.splitText(found.length);
          const term = el("button", { type: "button", class: "term", "aria-expanded": "false" }, word.data);
          word.replaceWith(term);
          if (entry) term.addEventListener("click", () => explain(term, entry));
        }
      }
    },
  };
}

/** The forms that terms go by, each with its article. */
function entriesOf(glossary: HTMLElement | null): Map<string, HTMLElement> {
  const entries = new Map<string, HTMLElement>();
  for (const article of glossary?.querySelectorAll<HTMLElement>(".record") ?? []) {
    for (const form of formsOf(article.querySelector(".record-name")?.textContent ?? "")) {
      if (!entries.has(form)) entries.set(form, article);
    }
  }
  return entries;
}

/**
 * "Mobile group (MMG)" → "Mobile group", "MMG"; "Djinn, plural djinns" → both. What is in brackets counts if it is a
 * name, and not what tells the term from others; a lone word after several ("rifle brigade, regiment") only adds to
 * them. A form of less than three letters is left out.
 */
export function formsOf(term: string): string[] {
  const [head = "", inner = ""] = term.split(/[()]/).map(part => part.trim());
  const [first = "", ...more] = head.split(/, (?:plural )?/);
  const others = first.includes(" ") ? more.filter(form => form.includes(" ")) : more;
  const bracketed = /\p{Lu}/u.test(inner) ? [inner] : [];
  return [first, ...others, ...bracketed].filter(form => form.length > 2);
}

export interface Found {
  readonly form: string;
  readonly at: number;
  readonly length: number;
}

/**
 * The first whole word or words that one of the forms matches, the longest of them. What has two capitals together or
 * ends in one counts as an acronym, and must be written just so; a plural in -s and a number behind (T-34s) are allowed.
 */
export function findTerm(text: string, forms: Iterable<string>): Found | null {
  let best: Found | null = null;
  const lower = text.toLowerCase();
  const folded = lower.length === text.length ? lower : text;
  for (const form of forms) {
    const exact = /\p{Lu}(\p{Lu}|$)/u.test(form);
    const [where, what] = exact ? [text, form] : [folded, form.toLowerCase()];
    for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
      const behind = /^(?:-\d+)?s?(?![\p{L}\p{M}\p{N}]|['’-]\p{L})/u.exec(text.slice(at + what.length));
      if (!behind || /[\p{L}\p{M}\p{N}'’-]$/u.test(text.slice(0, at))) continue;
      const length = what.length + behind[0].length;
      if (!best || at < best.at || (at === best.at && length > best.length)) best = { form, at, length };
      break;
    }
  }
  return best;
}

/** Its words without their footnotes. */
function definition(entry: HTMLElement): string {
  const text = entry.querySelector(".record-text")?.cloneNode(true) as HTMLElement | undefined;
  for (const part of text?.querySelectorAll("sup, .certainty") ?? []) part.remove();
  return text?.textContent?.trim() ?? "";
}
