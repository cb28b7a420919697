/** The list of a big layer: every feature can be found and reached, and only the rows in sight are in the page. */

import { el } from "../dom.ts";
import type { Layer } from "../payload.ts";
import { capital, type Words } from "../words/index.ts";
import { createPace } from "./pace.ts";
import type { Table } from "./table.ts";

/** Elements cannot be higher everywhere; beyond it a row's place is worked out by its share of the whole. */
const HIGHEST = 8_000_000;
/** Rows above and below those in sight. */
const SPARE = 4;
const TYPED_MS = 150;

/** A folded section; its rows come when it is opened, and `table` has been read. */
export function bigSection(
  layer: Layer,
  table: () => Promise<Table | null>,
  words: Words,
  open: (feature: string) => void,
): HTMLElement {
  const count = layer.big?.count ?? 0;
  const section = el(
    "details",
    { class: "list-layer" },
    el(
      "summary",
      {},
      el("span", {}, words.text(layer.title)),
      el("span", { class: "list-count" }, words.number(count)),
    ),
  );
  const fill = (): void => {
    section.removeEventListener("toggle", fill);
    void table().then(read => {
      section.append(read ? listOf(read, words, open) : el("p", { class: "remark" }, words.t("list.unread")));
    });
  };
  section.addEventListener("toggle", fill);
  return section;
}

function listOf(table: Table, words: Words, open: (feature: string) => void): HTMLElement {
  const { count } = table.shapes;
  const title = words.text(table.layer.title);
  const rows = el("ul", { class: "many-rows", "aria-label": title });
  const pane = el("div", { class: "many-window" }, rows);
  const status = el("p", { class: "remark", role: "status" });
  const field = el("input", { type: "search", class: "many-find", autocomplete: "off", spellcheck: "false" });
  const label = el("label", { class: "many-label" }, words.t("list.find", { layer: title }), field);

  /** Features that match, in their order; null = all. */
  let found: Uint32Array | null = null;
  let active = 0;
  const shown = new Map<number, HTMLElement>();
  const total = (): number => found?.length ?? count;
  const featureAt = (row: number): number => found?.[row] ?? row;
  // One row is as high as the style sheet has it, larger where fingers are used.
  const high = (): number => Number.parseFloat(getComputedStyle(rows).getPropertyValue("--row")) || 32;

  const make = (row: number): HTMLElement => {
    const feature = featureAt(row);
    const press = el(
      "button",
      { type: "button", class: "list-item", "data-open": table.id(feature), tabindex: "-1" },
      el("span", { class: "list-name", dir: "auto" }, table.name(feature)),
      el("span", { class: "list-state" }, capital(words.kind(table.kind(feature)), words.language)),
    );
    press.addEventListener("click", () => {
      active = row;
      open(table.id(feature));
    });
    return el("li", { "aria-posinset": row + 1, "aria-setsize": total() }, press);
  };
  /** The row at the upper edge, with its fraction: by pixels, or by share where there are too many pixels. */
  const first = (): number => {
    const most = rows.clientHeight - pane.clientHeight;
    return most > 0 ? (pane.scrollTop / most) * (total() - pane.clientHeight / high()) : 0;
  };
  const render = (): void => {
    const row = high();
    const top = first();
    const from = Math.max(0, Math.floor(top) - SPARE);
    const to = Math.min(total(), Math.ceil(top + pane.clientHeight / row) + SPARE);
    for (const [index, item] of shown) {
      if ((index >= from && index < to) || item.contains(document.activeElement)) continue;
      item.remove();
      shown.delete(index);
    }
    for (let index = from; index < to; index++) {
      let item = shown.get(index);
      if (!item) {
        item = make(index);
        shown.set(index, item);
        // In their order, so that they are read in it.
        const later = [...shown.keys()].filter(other => other > index).sort((a, b) => a - b)[0];
        rows.insertBefore(item, (later !== undefined && shown.get(later)) || null);
      }
      item.style.setProperty("inset-block-start", `${pane.scrollTop + (index - top) * row}px`);
    }
    const stop = shown.has(active) ? active : Math.ceil(top);
    for (const [index, item] of shown)
      item.firstElementChild?.setAttribute("tabindex", index === stop ? "0" : "-1");
  };
  const renew = (): void => {
    shown.clear();
    rows.replaceChildren();
    rows.style.setProperty("block-size", `${Math.min(HIGHEST, total() * high())}px`);
    active = 0;
    pane.scrollTop = 0;
    render();
  };
  const go = (row: number): void => {
    active = Math.max(0, Math.min(total() - 1, row));
    const seen = pane.clientHeight / high();
    const top = first();
    const most = rows.clientHeight - pane.clientHeight;
    const least = active < top ? active : active + 1 > top + seen ? active + 1 - seen : top;
    if (least !== top) pane.scrollTop = (least / (total() - seen)) * most;
    render();
    (shown.get(active)?.firstElementChild as HTMLElement | null)?.focus({ preventScroll: true });
  };
  pane.addEventListener("scroll", render);
  pane.addEventListener("keydown", event => {
    const page = Math.max(1, Math.floor(pane.clientHeight / high()) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: total() - 1,
    };
    const row = steps[event.key];
    if (row === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(row);
  });
  rows.addEventListener("focusin", event => {
    for (const [index, item] of shown) if (item.contains(event.target as Node)) active = index;
  });

  let timer = 0;
  let turn = 0;
  const search = async (): Promise<void> => {
    const mine = ++turn;
    const asked = folded(field.value.trim());
    const matches = asked ? await matching(table, asked, () => mine !== turn) : null;
    if (mine !== turn) return;
    found = matches;
    status.textContent = found ? words.t("sources.shown", { n: found.length, all: count }) : "";
    renew();
  };
  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void search(), TYPED_MS);
  });
  new ResizeObserver(() => {
    if (pane.clientHeight > 0) {
      rows.style.setProperty("block-size", `${Math.min(HIGHEST, total() * high())}px`);
      render();
    }
  }).observe(pane);
  return el("div", { class: "many-list" }, label, status, pane);
}

/** The features one of whose names holds the words, looked for in slices. */
export async function matching(table: Table, asked: string, isStale: () => boolean): Promise<Uint32Array> {
  const pace = createPace();
  const found: number[] = [];
  for (let feature = 0; feature < table.shapes.count; feature++) {
    if (feature % 256 === 0 && pace.due()) {
      await pace.rest();
      if (isStale()) break;
    }
    if (table.names(feature).some(name => folded(name).includes(asked))) found.push(feature);
  }
  return Uint32Array.from(found);
}

/** Without case and accents. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
