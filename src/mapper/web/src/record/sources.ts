/** The list of sources in the text version, narrowed by kind, year, language, how far it was read, and by words. */

import { choice, createFilter, type Filter, phrase } from "../find/index.ts";
import type { Words } from "../words/index.ts";

const READ = ["full", "part", "opening", "cited-in"];

/** Puts the filter before the list in `section`; null where there is no list. `language` is that of what names none. */
export function createSourceFilter(
  section: HTMLElement | null,
  language: string,
  words: Words,
): Filter | null {
  const list = section?.querySelector("ol.sources");
  if (!list) return null;
  const items = [...list.querySelectorAll<HTMLLIElement>(":scope > li")];
  const kinds = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    // A source keeps its number whoever is hidden before it.
    item.value = index + 1;
    const kind = item.dataset.kind ?? "";
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const sorted = [...kinds].sort(([, a], [, b]) => b - a).map(([kind]) => [kind, kind] as const);
  const held = (values: readonly string[]): string[] => [...new Set(values)].filter(Boolean).sort();
  const yearOf = ({ dataset }: HTMLElement): string => /\d{4}/.exec(dataset.date ?? "")?.[0] ?? "";
  const spoken = new Intl.DisplayNames(words.language, { type: "language" });
  const tongueOf = ({ dataset }: HTMLElement): string => dataset.lang ?? language;
  // BibLaTeX has names of its own for some; these are shown as they are.
  const tongue = (code: string): string => (/^[a-z]{2,3}$/.test(code) && spoken.of(code)) || code;
  const isRead = (item: Element, how: string): boolean => item.querySelector(`.source-read.${how}`) !== null;
  const filter = createFilter(
    words.t("page.sources"),
    items,
    [
      choice(words.t("sources.kind"), sorted, (item, kind) => item.dataset.kind === kind, words, items),
      choice(
        words.t("sources.year"),
        held(items.map(yearOf)).map(year => [year, year] as const),
        (item, year) => yearOf(item) === year,
        words,
        items,
      ),
      choice(
        words.t("sources.language"),
        held(items.map(tongueOf)).map(code => [code, tongue(code)] as const),
        (item, code) => tongueOf(item) === code,
        words,
        items,
      ),
      choice(
        words.t("sources.read"),
        READ.filter(how => items.some(item => isRead(item, how))).map(
          how => [how, words.t(`sources.read.${how}`)] as const,
        ),
        isRead,
        words,
        items,
      ),
      phrase(words.t("sources.find"), item => item.textContent),
    ],
    (item, wanted) => {
      item.hidden = !wanted;
    },
    words,
  );
  list.before(filter.element);
  return filter;
}
