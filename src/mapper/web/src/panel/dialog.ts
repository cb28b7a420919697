/** Share, Print and About: a dialog over everything, which gives the focus back when it closes. */

import { el, iconButton } from "../dom.ts";
import type { Words } from "../words/index.ts";

/** Returns what closes it. */
export function openDialog(root: HTMLElement, title: string, words: Words, ...content: Node[]): () => void {
  const heading = el("h2", { class: "dialog-title", id: "dialog-title" }, title);
  const dialog = el("dialog", { class: "dialog", "aria-labelledby": "dialog-title" });
  const closer = iconButton("close", words.t("dialog.close"), "icon-button", () => dialog.close());
  dialog.append(
    el("div", { class: "dialog-head" }, heading, closer),
    el("div", { class: "dialog-body" }, ...content),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", event => {
    const leads = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (event.target === dialog || leads) dialog.close();
  });
  // Escape closes this, and not what lies behind it.
  dialog.addEventListener("keydown", event => event.key === "Escape" && event.stopPropagation());
  root.append(dialog);
  dialog.showModal();
  return () => dialog.close();
}
