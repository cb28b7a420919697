/** The search field: one list below it, grouped by kind; a combobox whose first entry is chosen as one types. */

import { el, icon, iconButton, isSeen } from "../dom.ts";
import type { Words } from "../words/index.ts";
import { isTyped } from "./field.ts";
import { asking, named } from "./naming.ts";
import {
  createIndex,
  type FoundInLayer,
  type Hit,
  type Index,
  type Said,
  type SearchEntry,
  snippet,
} from "./search.ts";

export interface FinderActions {
  /** Called when the field is first used; each step adds a little. */
  fill(index: Index): Iterator<void>;
  /** Searches what the index leaves out: features of big layers; null where there are none. */
  readonly search: ((query: string, isStale: () => boolean) => Promise<readonly FoundInLayer[]>) | null;
  titleOf(entry: SearchEntry): Said;
  go(entry: SearchEntry): void;
}

export interface Finder {
  /** Lets go of the page's keys. */
  remove(): void;
}

/** So many of a kind are listed at first, and so many when all are asked for. */
const SEEN = 5;
const SEEN_AT_MOST = 100;

/** The index is filled for so long at a time. */
const SLICE_MS = 12;

/** Fills `place`. The key / leads to the field from anywhere on the page that is not being typed in. */
export function createFinder(
  place: HTMLElement,
  kinds: readonly string[],
  words: Words,
  actions: FinderActions,
): Finder {
  const before = place.querySelector("input");
  const listId = `${place.id || "finder"}-list`;
  const input = el("input", {
    type: "search",
    class: "finder-input",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: words.t("search.hint"),
    "aria-label": words.t("search.title"),
    "aria-autocomplete": "list",
    "aria-controls": listId,
    "aria-expanded": "false",
  });
  const key = el(
    "button",
    { type: "button", class: "finder-key", "aria-pressed": "true", title: words.t("search.key") },
    el("kbd", { "aria-hidden": "true" }, "/"),
  );
  const none = el("p", { class: "finder-none" });
  const list = el("div", { id: listId, role: "listbox", "aria-label": words.t("search.results") });
  const results = el("div", { class: "finder-results", hidden: true }, none, list);
  const heard = el("p", { class: "unseen", role: "status" });
  const opener = iconButton("search", words.t("search.title"), "icon-button finder-open", () => open());
  const closer = iconButton("close", words.t("search.close"), "icon-button finder-close", () => leave());
  const held = before === document.activeElement;
  place.replaceChildren(
    opener,
    el(
      "div",
      { class: "finder-box" },
      el("div", { class: "finder-field" }, icon("search"), input, key, closer),
      results,
    ),
    heard,
  );

  const index = createIndex();
  let filling: Iterator<void> | null = null;
  let origin: HTMLElement | null = null;
  let active = -1;
  /** Counts what was asked: an answer to an earlier question is none. */
  let turn = 0;
  const options: { element: HTMLElement; choose(): void }[] = [];
  /** Fills the index for `ms`; is there more to do? */
  const fill = (ms: number): boolean => {
    filling ??= actions.fill(index);
    const end = performance.now() + ms;
    while (performance.now() < end) if (filling.next().done) return false;
    return true;
  };
  const fillInSlices = (): void => {
    if (fill(SLICE_MS)) window.setTimeout(fillInSlices);
  };
  const mark = (next: number): void => {
    options[active]?.element.setAttribute("aria-selected", "false");
    active = next;
    const element = options[active]?.element;
    element?.setAttribute("aria-selected", "true");
    element?.scrollIntoView({ block: "nearest" });
    if (element) input.setAttribute("aria-activedescendant", element.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const option = (
    choose: () => void,
    className: string,
    ...children: (Node | string | null)[]
  ): HTMLElement => {
    const id = `${listId}-${options.length}`;
    const element = el(
      "div",
      { id, role: "option", class: className, "aria-selected": "false" },
      ...children,
    );
    element.addEventListener("click", choose);
    options.push({ element, choose });
    return element;
  };
  const hide = (): void => {
    turn++;
    results.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const choose = (entry: SearchEntry): void => {
    hide();
    // Where the field lies over the map, its button is there to come back to.
    if (place.classList.contains("is-open")) shut();
    actions.go(entry);
  };
  const hitOption = (hit: Hit, query: string): HTMLElement => {
    const { entry, name } = hit;
    const title = actions.titleOf(entry);
    const matched = entry.names[name];
    const more =
      name < 0
        ? named({ text: snippet(entry.text, query) }, query, "finder-said")
        : matched && matched.text !== title.text
          ? named(matched, query, "finder-said")
          : null;
    return option(
      () => choose(entry),
      "finder-option",
      named(title, query, "finder-name"),
      entry.where === "" ? null : named({ text: entry.where }, query, "finder-where"),
      more,
    );
  };
  const group = (
    kind: string,
    title: string,
    hits: readonly Hit[],
    count: number,
    query: string,
    all: boolean,
  ): HTMLElement => {
    const seen = hits.slice(0, all ? SEEN_AT_MOST : SEEN);
    const heading = el("div", { id: `${listId}-${kind}`, class: "finder-kind" }, title);
    heading.append(" ", el("span", { class: "finder-count" }, words.number(count)));
    const listed = seen.map(hit => hitOption(hit, query));
    if (hits.length > seen.length && !all) {
      const n = Math.min(hits.length, SEEN_AT_MOST);
      const at = options.length;
      listed.push(option(() => update(kind, at), "finder-option finder-more", words.t("search.more", { n })));
    }
    return el("div", { role: "group", "aria-labelledby": heading.id }, heading, ...listed);
  };
  /** Lists what the field's words find; of the kind `all` everything. */
  const update = (all = "", at = 0): void => {
    const query = input.value.trim();
    const mine = ++turn;
    options.length = 0;
    active = -1;
    list.replaceChildren();
    heard.textContent = none.textContent = "";
    if (query === "") {
      hide();
      return;
    }
    fill(Number.POSITIVE_INFINITY);
    const hits = index.find(query);
    for (const kind of [...new Set([...kinds, ...hits.map(({ entry }) => entry.kind)])]) {
      const its = hits.filter(({ entry }) => entry.kind === kind);
      const title = words.t(`search.kind.${kind}`);
      if (its.length > 0) list.append(group(kind, title, its, its.length, query, kind === all));
    }
    const conclude = (found: readonly FoundInLayer[]): void => {
      let n = hits.length;
      for (const { layer, title, hits: its, count } of found) {
        // No kind has a colon in it.
        const kind = `in:${layer}`;
        list.append(group(kind, title, its, count, query, kind === all));
        n += count;
      }
      if (n === 0) none.textContent = words.t("search.none", { query });
      const meant = n === 0 ? index.suggest(query) : null;
      if (meant !== null) list.append(option(() => retype(meant), "finder-option", ...asking(meant, words)));
      none.hidden = n > 0;
      list.hidden = options.length === 0;
      results.hidden = false;
      results.style.setProperty("--finder-top", `${Math.ceil(place.getBoundingClientRect().bottom)}px`);
      input.setAttribute("aria-expanded", String(options.length > 0));
      heard.textContent =
        n > 0
          ? words.t("search.found", { n })
          : [none.textContent, list.textContent].filter(Boolean).join(" ");
      mark(Math.min(Math.max(at, active), options.length - 1));
    };
    const searched = actions.search?.(query, () => mine !== turn);
    // Nothing is called missing before everything has been looked through.
    if (!searched || hits.length > 0) conclude([]);
    void searched?.then(found => {
      if (mine === turn && (hits.length === 0 || found.length > 0)) conclude(found);
    });
  };
  const retype = (query: string): void => {
    input.value = query;
    update();
  };
  const open = (): void => {
    const from = document.activeElement;
    if (from instanceof HTMLElement && from !== document.body && !place.contains(from)) origin = from;
    place.classList.add("is-open");
    opener.setAttribute("aria-expanded", "true");
    input.focus();
  };
  const shut = (): void => {
    const held = place.contains(document.activeElement);
    place.classList.remove("is-open");
    opener.setAttribute("aria-expanded", "false");
    if (held && isSeen(opener)) opener.focus();
  };
  /** Clears the field and gives the focus back. */
  const leave = (): void => {
    retype("");
    const back = origin;
    shut();
    origin = null;
    if (back?.isConnected && isSeen(back)) back.focus({ preventScroll: true });
  };

  opener.setAttribute("aria-expanded", "false");
  input.addEventListener("focus", () => {
    input.select();
    if (input.value !== "") update();
    else if (!filling) window.setTimeout(fillInSlices);
  });
  input.addEventListener("input", () => update());
  input.addEventListener("keydown", event => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      if (results.hidden) update();
      else mark((active + step + options.length) % options.length);
    } else if (event.key === "Enter" && !results.hidden) options[active]?.choose();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  key.addEventListener("click", () =>
    key.setAttribute("aria-pressed", String(key.getAttribute("aria-pressed") !== "true")),
  );
  // The focus stays in the field while one points at the list.
  results.addEventListener("pointerdown", event => event.preventDefault());
  place.addEventListener("focusout", event => {
    if (event.relatedTarget instanceof Node && place.contains(event.relatedTarget)) return;
    hide();
    place.classList.remove("is-open");
    opener.setAttribute("aria-expanded", "false");
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "/" || isTyped(event) || !isSeen(place) || key.getAttribute("aria-pressed") !== "true")
      return;
    event.preventDefault();
    open();
  };
  document.addEventListener("keydown", onKey);
  input.value = before?.value ?? "";
  if (held) {
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }
  return { remove: () => document.removeEventListener("keydown", onKey) };
}
