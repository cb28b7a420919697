/** The list of sources in the text version, narrowed by kind and by words. */

import { el } from "./dom.ts";
import type { Words } from "./words.ts";

export interface SourceFilter {
  /** Shows the whole list again if this place in it is left out. */
  reveal(place: Element): void;
}

/** Puts the filter before the list in `section`; null where there is no list. */
export function createSourceFilter(section: HTMLElement | null, words: Words): SourceFilter | null {
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
  const option = (value: string, name: string, n: number): HTMLElement =>
    el("option", { value }, `${name} (${words.number(n)})`);
  const kind = el(
    "select",
    {},
    option("", words.t("sources.all"), items.length),
    ...[...kinds].sort(([, a], [, b]) => b - a).map(([name, n]) => option(name, name, n)),
  );
  const wanted = el("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const said = el("p", { role: "status" });
  const texts = new Map<HTMLElement, string>();
  const textOf = (item: HTMLElement): string => {
    const text = texts.get(item) ?? plain(item.textContent);
    texts.set(item, text);
    return text;
  };
  const apply = (): void => {
    const parts = plain(wanted.value).split(/\s+/);
    for (const item of items) {
      const isKind = kind.value === "" || item.dataset.kind === kind.value;
      item.hidden = !(isKind && parts.every(part => textOf(item).includes(part)));
    }
    const n = items.filter(item => !item.hidden).length;
    said.textContent = words.t("sources.shown", { n, all: items.length });
  };
  kind.addEventListener("change", apply);
  wanted.addEventListener("input", apply);
  const filter = el(
    "div",
    { class: "source-filter", role: "search", "aria-label": words.t("page.sources") },
    el("label", {}, words.t("sources.kind"), kind),
    el("label", {}, words.t("sources.find"), wanted),
    said,
  );
  list.before(filter);
  return {
    reveal(place) {
      if (!place.closest("li.source[hidden]")) return;
      kind.value = wanted.value = "";
      apply();
    },
  };
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
