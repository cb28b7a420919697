/** "Take the data with you": a file made in the page; where a frame bars downloads, its text to copy. */

import { button, el } from "../dom.ts";
import type { Payload } from "../payload.ts";
import { copyField } from "../state/index.ts";
import type { Words } from "../words/index.ts";
import { FORMATS, type Format, RECORD } from "./export.ts";

/** So many lines of the text are seen at once. */
const ROWS = 8;

export function downloadPanel(payload: Payload, words: Words): HTMLElement {
  const group = (key: string, formats: Readonly<Record<string, Format>>): HTMLElement =>
    el("optgroup", { label: words.t(key) }, ...Object.keys(formats).map(name => el("option", {}, name)));
  const format = el("select", {}, group("take.features", FORMATS));
  const record = Object.entries(RECORD).filter(([, { write }]) => write(payload).trim() !== "");
  if (document.getElementById("text") && record.length > 0)
    format.append(group("take.record", Object.fromEntries(record)));
  const shown = el("div");
  const big = payload.layers.filter(layer => layer.big).map(layer => words.text(layer.title));
  format.addEventListener("change", () => shown.replaceChildren());
  const chosen = (): { file: string; type: string; text: string } => {
    const { suffix, type, write } = { ...FORMATS, ...RECORD }[format.value] as Format;
    return { file: `${payload.atlas.id}${suffix}`, type, text: write(payload) };
  };
  const save = (): void => {
    const { file, type, text } = chosen();
    download(file, type, text);
  };
  const show = (): void => {
    const { file, text } = chosen();
    shown.replaceChildren(copyField(file, text, words, ROWS));
    shown.querySelector("textarea")?.focus();
  };
  return el(
    "section",
    { class: "take" },
    el("h3", {}, words.t("take.title")),
    el(
      "div",
      { class: "take-how" },
      el("label", {}, words.t("take.format"), " ", format),
      button(words.t("take.download"), "button", save),
      button(words.t("take.show"), "button", show),
    ),
    el("p", { class: "remark" }, words.t("take.note")),
    big.length > 0 && el("p", { class: "remark" }, words.t("take.without", { layers: words.list(big) })),
    shown,
  );
}

/** Saves a text as a file. A frame may bar that without a word, so what uses this offers the text too. */
export function download(file: string, type: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href, download: file }).click();
  window.setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
