/** Takes files: dropped anywhere on the page, or chosen in a dialog, which needs no pointer. */

import { el } from "../dom.ts";
import type { Words } from "../words/index.ts";
import { ENDINGS, LARGEST, MOST } from "./read.ts";

type Take = (files: readonly File[]) => void;

/** Between two signs that a file is held over the page, this many ms at most. */
const SIGN_MS = 200;

/** Makes the whole page a place to drop files on. */
export function createDropZone(root: HTMLElement, words: Words, take: Take): void {
  const page = root.ownerDocument;
  const sign = el("p", { class: "drop-sign", hidden: true, "aria-hidden": "true" });
  root.append(sign);
  let timer = 0;
  const hide = (): void => {
    window.clearTimeout(timer);
    sign.hidden = true;
  };
  const over = (event: DragEvent): void => {
    // A dragged text or link is none of this page's business.
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    sign.textContent = words.t("own.drop");
    sign.hidden = false;
    window.clearTimeout(timer);
    timer = window.setTimeout(hide, SIGN_MS);
  };
  const drop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    hide();
    take(files);
  };
  page.addEventListener("dragover", over);
  page.addEventListener("drop", drop);
}

/** What the dialog behind "Add your own layer" holds: what may be chosen, what becomes of it, and the native input. */
export function choosePanel(words: Words, take: Take): Node[] {
  const input = el("input", { type: "file", class: "file", multiple: true, accept: ENDINGS.join(",") });
  input.addEventListener("change", () => {
    if (input.files?.length) take([...input.files]);
  });
  const limits = { most: words.number(MOST), size: words.number(LARGEST / 1e6) };
  return [
    el("p", { class: "share-note" }, words.t("own.private")),
    el("label", { class: "file-choice" }, el("span", {}, words.t("own.choose")), input),
    el("p", { class: "remark" }, words.t("own.formats")),
    el("p", { class: "remark" }, words.t("own.limits", limits)),
  ];
}
