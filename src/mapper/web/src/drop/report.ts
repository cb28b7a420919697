/** What is said about a file: all its problems; or what was made of it, its table, and how to keep it. */

import { button, el } from "../dom.ts";
import { download } from "../paper/index.ts";
import { copyField } from "../state/index.ts";
import type { Words } from "../words/index.ts";
import type { Draft } from "./draft.ts";
import { folded, note, type Problem } from "./messages.ts";
import { entryText, fileText } from "./save.ts";
import { columnsOf, nameColumns } from "./tidy.ts";

const GEOJSON = "application/geo+json";

/** So many lines of a file's text are seen at once. */
const ROWS = 8;

/** For a file of which nothing is drawn. */
export function refusal(file: string, problems: readonly Problem[], words: Words): HTMLElement {
  const kinds = folded(problems);
  return el(
    "section",
    { class: "own-report", "data-refused": true },
    el("h3", {}, el("bdi", {}, file)),
    el("p", {}, words.t("own.refused", { n: kinds.length })),
    problemList(kinds),
  );
}

export interface ReportActions {
  /** Takes the names from this column. */
  relabel(label: string): void;
  remove(): void;
}

/** For a layer that is on the map. */
export function report(draft: Draft, words: Words, actions: ReportActions): HTMLElement {
  const { tidied, title, layer } = draft;
  const problems = folded(tidied.problems);
  const remove = button(words.t("own.remove", { layer: title }), "button", actions.remove);
  return el(
    "section",
    { class: "own-report", "data-own": layer.id },
    el("h3", {}, el("bdi", {}, title)),
    el("p", {}, words.t("own.added", { n: layer.features.length }), " ", words.t("own.only-here")),
    ...(problems.length > 0 ? [el("h4", {}, words.t("own.doubts")), problemList(problems)] : []),
    ...(tidied.notes.length > 0 ? [el("h4", {}, words.t("own.notes")), noteList(tidied.notes)] : []),
    namesChoice(draft, words, actions.relabel),
    tableOf(draft, words),
    savePanel(draft, words),
    el("p", {}, remove),
  );
}

/** The words of messages.json, which are English whatever the language of the interface. */
function problemList(problems: readonly Problem[]): HTMLElement {
  const items = problems.map(({ place, what, mend, severity }) =>
    el(
      "li",
      { class: `problem is-${severity}` },
      place ? el("bdi", { class: "problem-place" }, place) : null,
      place ? ": " : null,
      el("bdi", {}, what),
      mend ? " " : null,
      mend ? el("bdi", {}, mend) : null,
    ),
  );
  return el("ul", { class: "problems", lang: "en", dir: "ltr" }, ...items);
}

function noteList(notes: readonly string[]): HTMLElement {
  return el(
    "ul",
    { class: "own-notes", lang: "en", dir: "ltr" },
    ...notes.map(each => el("li", {}, el("bdi", {}, each))),
  );
}

/** A choice among the file's columns; nothing where it has none. */
function namesChoice(draft: Draft, words: Words, relabel: (label: string) => void): HTMLElement | null {
  const columns = columnsOf(draft.foreign.records);
  if (columns.length === 0) return null;
  const [now] = nameColumns(draft.foreign.records, draft.label);
  const none = now === undefined ? [el("option", { value: "" }, words.t("own.names-none"))] : [];
  const choice = el(
    "select",
    {},
    ...none,
    ...columns.map(column => el("option", { value: column, selected: column === now }, column)),
  );
  choice.addEventListener("change", () => relabel(choice.value));
  return el("label", { class: "own-names" }, words.t("own.names"), " ", choice);
}

/** Filled when it is opened: it may be long. */
function tableOf({ layer, title }: Draft, words: Words): HTMLElement {
  const place = el("div", { class: "own-table", role: "region", tabindex: "0", "aria-label": title });
  const fold = el("details", { class: "own-fold" }, el("summary", {}, words.t("own.table")), place);
  fold.addEventListener("toggle", () => {
    if (place.firstChild) return;
    const columns = [...new Set(layer.features.flatMap(({ rows = [] }) => rows.map(([column]) => column)))];
    const heads = [words.t("own.name"), ...columns].map(column =>
      el("th", { scope: "col" }, el("bdi", {}, column)),
    );
    const lines = layer.features.map(feature => {
      const values = new Map(feature.rows);
      const cells = columns.map(column => el("td", {}, el("bdi", {}, values.get(column))));
      const { text, lang, dir } = words.name(feature);
      return el("tr", {}, el("th", { scope: "row", lang, dir }, text), ...cells);
    });
    place.append(el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines)));
  });
  return fold;
}

function savePanel({ id, title, tidied }: Draft, words: Words): HTMLElement {
  const file = `${id}.geojson`;
  const shown = el("div");
  const show = (): void => {
    shown.replaceChildren(copyField(`geo/${file}`, fileText(tidied.features), words, ROWS));
    shown.querySelector("textarea")?.focus();
  };
  const entry = entryText(id, title, note("entry.licence"));
  return el(
    "details",
    { class: "own-fold" },
    el("summary", {}, words.t("own.save")),
    el("p", {}, words.t("own.save-how", { file: `geo/${file}` })),
    el(
      "div",
      { class: "take-how" },
      button(words.t("take.download"), "button", () => download(file, GEOJSON, fileText(tidied.features))),
      button(words.t("take.show"), "button", show),
    ),
    shown,
    copyField(words.t("own.entry"), entry, words, entry.split("\n").length),
    el("p", { class: "remark" }, words.t("own.save-note")),
  );
}
