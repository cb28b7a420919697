/** The reader's own layers: taken from files, drawn with the others, listed, and taken away again. */

import type { Catalogue, Entry } from "../catalogue.ts";
import { button, el } from "../dom.ts";
import type { OwnActions, TakeFiles } from "../map/index.ts";
import type { Layer } from "../payload.ts";
import { type Draft, draftOf, relabelled, type Taken } from "./draft.ts";
import { choosePanel, createDropZone } from "./dropzone.ts";
import { hasErrors, note, type Problem, problem, Refusal } from "./messages.ts";
import { readFile } from "./read.ts";
import { refusal, report } from "./report.ts";

export const createOwn: TakeFiles = (root, list, payload, words, store, catalogue, actions) => {
  /** By the id of their layer on this map. */
  const owned = new Map<string, Draft>();
  const rows = el("ul", { class: "key-rows" });
  const said = el("p", { class: "own-said", role: "status" });
  const heading = el("h2");
  const add = button("", "button own-add", () => {
    actions.ask(words.t("own.add"), ...choosePanel(words, take));
  });
  add.setAttribute("aria-haspopup", "dialog");
  const section = el("section", { class: "key-group own" }, heading, rows, add, said);
  const items = el("div", { class: "own-list" });
  list?.before(items);
  const boxes = new Map<string, HTMLInputElement>();
  let listed: ReturnType<OwnActions["list"]> | null = null;
  createDropZone(root, words, take);

  return {
    fill(key) {
      heading.textContent = words.t("own.title");
      add.textContent = words.t("own.add");
      key.append(section);
      fill();
    },
    show(state) {
      for (const [id, box] of boxes) box.checked = state.layers.has(id);
      listed?.show(state);
    },
  };

  async function take(files: readonly File[]): Promise<void> {
    const reports: HTMLElement[] = [];
    let last: Layer | null = null;
    for (const file of files) {
      const made = await draftFrom(file);
      if (!("layer" in made)) {
        reports.push(refusal(file.name, made, words));
        continue;
      }
      if (owned.has(made.layer.id)) takeAway(made.layer.id);
      place(made);
      last = made.layer;
      reports.push(reportOf(made));
    }
    closeDialog();
    if (last) actions.zoomTo(last);
    actions.ask(words.t("own.title"), ...reports);
  }

  /** The draft, in the place of that of a file of this name; or everything that is wrong with the file. */
  async function draftFrom(file: File): Promise<Draft | readonly Problem[]> {
    try {
      const foreign = await readFile(file);
      const before = [...owned.values()].find(each => each.file === file.name);
      const key = before?.layer.id ?? freeKey();
      const draft = draftOf(file.name, foreign, key, takenNow(key), payload, words);
      const { tidied } = draft;
      if (hasErrors(tidied.problems) || tidied.features.length === 0) return tidied.problems;
      return before
        ? { ...draft, tidied: { ...tidied, notes: [note("note.again"), ...tidied.notes] } }
        : draft;
    } catch (error) {
      if (error instanceof Refusal) return [error.problem];
      // A library may stumble over what nobody thought of; the reader is told, and the map stays as it is.
      return [problem("", "file.odd", { reason: String(error) })];
    }
  }

  function place(draft: Draft): void {
    const { layer } = draft;
    owned.set(layer.id, draft);
    const entries = layer.features.map((feature, index): Entry => ({ feature, layer, index }));
    for (const entry of entries) catalogue.set(entry.feature.id, entry);
    actions.draw(entries);
    fill();
    store.set({ layers: new Set([...store.get().layers, layer.id]) });
  }

  function takeAway(id: string): void {
    const { feature, layers } = store.get();
    const layer = owned.get(id)?.layer;
    const holds = layer?.features.some(each => each.id === feature) ?? false;
    store.set({
      feature: holds ? null : feature,
      layers: new Set([...layers].filter(other => other !== id)),
    });
    owned.delete(id);
    for (const each of layer?.features ?? []) catalogue.delete(each.id);
    actions.erase(id);
    fill();
  }

  function reportOf(draft: Draft): HTMLElement {
    const { id } = draft.layer;
    const made = report(draft, words, {
      relabel(label) {
        takeAway(id);
        const again = relabelled(draft, label, id, takenNow(id), payload, words);
        place(again);
        const fresh = reportOf(again);
        made.replaceWith(fresh);
        fresh.querySelector("select")?.focus();
      },
      remove() {
        closeDialog();
        takeAway(id);
        said.textContent = words.t("own.removed", { layer: draft.title });
        add.focus();
      },
    });
    return made;
  }

  /** Writes the rows and the list anew. */
  function fill(): void {
    heading.hidden = owned.size === 0;
    boxes.clear();
    said.textContent = "";
    rows.replaceChildren(...[...owned.values()].map(rowOf));
    listed = null;
    items.replaceChildren();
    const layers = [...owned.values()].map(({ layer }) => layer);
    if (layers.length > 0) listed = actions.list(items, layers);
    const state = store.get();
    for (const [id, box] of boxes) box.checked = state.layers.has(id);
    listed?.show(state);
  }

  function rowOf(draft: Draft): HTMLElement {
    const { layer, title } = draft;
    const row = actions.row(layer, boxes);
    const details = button(words.t("own.details", { layer: title }), "link-button", () => {
      actions.ask(words.t("own.title"), reportOf(draft));
    });
    const remove = button(words.t("own.remove", { layer: title }), "link-button", () => {
      takeAway(layer.id);
      said.textContent = words.t("own.removed", { layer: title });
      add.focus();
    });
    row.append(el("p", { class: "own-tools" }, details, remove));
    return row;
  }

  function closeDialog(): void {
    for (const dialog of root.querySelectorAll("dialog")) dialog.close();
  }

  /** With a slash: no layer of an atlas is called so. */
  function freeKey(): string {
    let number = 1;
    while (owned.has(`own/${number}`)) number += 1;
    return `own/${number}`;
  }

  /** Everything but the layer `except`, which is about to be made anew. */
  function takenNow(except: string): Taken {
    const others = [...owned.values()].filter(({ layer }) => layer.id !== except);
    const records = [...document.querySelectorAll('[id^="record-"]')].map(({ id }) => id.slice(7));
    return {
      features: new Set([...idsOf(catalogue), ...records, "atlas", ...others.flatMap(ownIds)]),
      layers: new Set([...payload.layers.map(({ id }) => id), ...others.map(({ id }) => id)]),
      titles: new Set(others.map(({ title }) => title)),
      looks: looksOf(document),
    };
  }
};

function idsOf(catalogue: Catalogue): string[] {
  return [...catalogue.values()].filter(({ layer }) => !layer.own).map(({ feature }) => feature.id);
}

function ownIds({ tidied }: Draft): string[] {
  return tidied.features.map(({ id }) => id);
}

/** Whatever the page's style sheet has a rule for, as the build reads them. */
function looksOf(page: Document): Set<string> {
  const sheets = [...page.querySelectorAll("style")].map(sheet => sheet.textContent ?? "").join("\n");
  return new Set([...sheets.matchAll(/\.look-([a-z0-9]+(?:-[a-z0-9]+)*)/g)].map(([, look = ""]) => look));
}
