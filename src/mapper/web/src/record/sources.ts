/** The list of sources in the text version, narrowed by kind and by words. */

import { choice, createFilter, type Filter, phrase } from "../find/index.ts";
import type { Words } from "../words/index.ts";

/** Puts the filter before the list in `section`; null where there is no list. */
export function createSourceFilter(section: HTMLElement | null, words: Words): Filter | null {
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
  const filter = createFilter(
    words.t("page.sources"),
    items,
    [
      choice(words.t("sources.kind"), sorted, (item, kind) => item.dataset.kind === kind, words, items),
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
