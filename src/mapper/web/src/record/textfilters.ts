/** What the text version can do with script: its tables sort, its parts are narrowed, its rows lead to the map. */

import { meet } from "../days.ts";
import { button, el, iconButton } from "../dom.ts";
import { choice, createFilter, type Filter, phrase, type Wish } from "../find/index.ts";
import type { Payload } from "../payload.ts";
import type { Words } from "../words/index.ts";
import { makeSortable } from "./sort.ts";
import { createSourceFilter } from "./sources.ts";

export interface TextFilters {
  /** The language its controls are in. */
  readonly language: string;
  /** Shows everything again in the part of the text that leaves this place out. */
  reveal(place: Element): void;
  /** Takes all of it off again. */
  remove(): void;
}

const CERTAINTY = ["high", "medium", "low"] as const;

export function createTextFilters(text: HTMLElement, payload: Payload, words: Words): TextFilters {
  const filters = new Map<Element, Filter>();
  const undo: (() => void)[] = [];
  const put = (section: Element | null, filter: Filter | null): void => {
    if (section && filter) filters.set(section, filter);
  };
  const kindOf = new Map(payload.layers.flatMap(layer => layer.features.map(({ id, kind }) => [id, kind])));
  for (const section of text.querySelectorAll<HTMLElement>(".layer-table")) {
    const table = section.querySelector("table");
    if (!table) continue;
    put(section, layerFilter(section, kindOf, words));
    undo.push(makeSortable(table, text.lang));
    leadToMap(section, table, words);
  }
  for (const table of text.querySelectorAll<HTMLTableElement>(".record-table table")) {
    undo.push(makeSortable(table, text.lang));
  }
  const chronology = text.querySelector<HTMLElement>("#chronology");
  put(chronology, chronology && chronologyFilter(chronology, payload, words));
  const sources = text.querySelector<HTMLElement>("#sources");
  put(sources, createSourceFilter(sources, text.lang, words));
  return {
    language: words.language,
    reveal(place) {
      const hidden = place.closest("[hidden]");
      if (hidden) filters.get(hidden.closest("section") ?? text)?.reset();
    },
    remove() {
      for (const filter of filters.values()) {
        filter.reset();
        filter.element.remove();
      }
      for (const made of text.querySelectorAll(".to-place")) made.remove();
      for (const back of undo) back();
    },
  };
}

/** A row of a layer's table with its article below. */
interface Row {
  readonly row: HTMLTableRowElement;
  readonly record: HTMLElement | null;
  readonly kind: string;
}

function layerFilter(section: HTMLElement, kindOf: ReadonlyMap<string, string>, words: Words): Filter {
  const items = [...section.querySelectorAll<HTMLTableRowElement>("tbody tr")].map((row): Row => {
    const { feature = "" } = row.dataset;
    return { row, record: document.getElementById(`record-${feature}`), kind: kindOf.get(feature) ?? "" };
  });
  const kinds = [...new Set(items.map(({ kind }) => kind).filter(Boolean))];
  const has = ({ record }: Row, level: string): boolean =>
    record?.querySelector(`.facts .certainty.${level}`) != null;
  const levels = CERTAINTY.filter(level => items.some(item => has(item, level)));
  const certainty = choice(words.t("filter.claims"), named(levels, words), has, words, items);
  const wishes: Wish<Row>[] = [
    phrase(words.t("sources.find"), ({ row, record }) =>
      [row.textContent, record?.querySelector(".record-names")?.textContent].join(" "),
    ),
  ];
  if (kinds.length > 1) {
    const options = kinds.map(kind => [kind, words.kind(kind)] as const);
    wishes.push(
      choice(words.t("sources.kind"), options, ({ kind }, wanted) => kind === wanted, words, items),
    );
  }
  if (levels.length > 0) wishes.push(certainty);
  const isDisputed = ({ record }: Row): boolean => record?.querySelector(".dispute") != null;
  const disputed = [["dispute", words.t("filter.disputed")]] as const;
  const dispute = choice(words.t("filter.dispute"), disputed, isDisputed, words, items);
  if (items.some(isDisputed)) wishes.push(dispute);
  const filter = createFilter(
    section.querySelector("h2")?.textContent ?? "",
    items,
    wishes,
    ({ row, record }, wanted) => {
      row.hidden = !wanted;
      if (!record) return;
      record.hidden = !wanted;
      narrow(record, certainty.control.value, dispute.control.value);
    },
    words,
  );
  section.querySelector(".scroll")?.before(filter.element);
  return filter;
}

/** Of the claims, those so certain, or disputed; a dispute stays whole, for a part of it would be no dispute. */
function narrow(record: HTMLElement, level: string, disputed: string): void {
  for (const said of record.querySelectorAll<HTMLElement>(".facts > *")) {
    said.hidden =
      (level !== "" && !said.querySelector(`.certainty.${level}`)) ||
      (disputed !== "" && !said.matches(".dispute"));
  }
  for (const sure of record.querySelectorAll<HTMLElement>(".fact > .certainty")) {
    sure.hidden = level !== "" && !sure.matches(`.${level}`);
    (sure.previousElementSibling as HTMLElement).hidden = sure.hidden;
  }
}

function chronologyFilter(section: HTMLElement, payload: Payload, words: Words): Filter {
  const days = new Map(payload.events.map(event => [event.id, event.days]));
  const items = [...section.querySelectorAll<HTMLElement>(".event")];
  const phases = new Map(payload.phases.map(phase => [phase.id, phase.days]));
  const isIn = (item: HTMLElement, phase: string): boolean => {
    const [its, of] = [days.get(item.id), phases.get(phase)];
    return its !== undefined && of !== undefined && meet(its, of);
  };
  const has = (item: HTMLElement, level: string): boolean =>
    item.querySelector(`.certainty.${level}`) !== null;
  const wishes: Wish<HTMLElement>[] = [
    choice(words.t("filter.certainty"), named(CERTAINTY, words), has, words, items),
  ];
  if (phases.size > 0) {
    const options = payload.phases.map(({ id, title }) => [id, words.text(title)] as const);
    wishes.unshift(choice(words.t("filter.phase"), options, isIn, words, items));
  }
  const filter = createFilter(
    section.querySelector("h2")?.textContent ?? "",
    items,
    wishes,
    (item, wanted) => {
      item.hidden = !wanted;
    },
    words,
  );
  section.querySelector(".events")?.before(filter.element);
  return filter;
}

function named(levels: readonly string[], words: Words): (readonly [string, string])[] {
  return levels.map(level => [level, words.t(`certainty.${level}`)] as const);
}

/** A last column, and a last line of each article, that lead to the place on the map. */
function leadToMap(section: HTMLElement, table: HTMLTableElement, words: Words): void {
  const heading = el("span", { class: "unseen" }, words.t("text.on-map"));
  table.tHead?.rows[0]?.append(el("th", { scope: "col", class: "to-place" }, heading));
  for (const row of table.tBodies[0]?.rows ?? []) {
    const id = row.dataset.feature ?? "";
    const name = row.cells[0]?.textContent ?? "";
    const link = iconButton("target", words.t("text.show", { name }), "icon-button", () => undefined);
    link.dataset.show = id;
    row.append(el("td", { class: "to-place" }, link));
  }
  for (const record of section.querySelectorAll<HTMLElement>(".records > .record")) {
    const link = button(words.t("text.on-map"), "link-button", () => undefined);
    link.dataset.show = record.id.replace("record-", "");
    record.append(el("p", { class: "to-place" }, link));
  }
}
