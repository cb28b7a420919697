/** What one copies to share what is seen now: its link, its words, and the frame that shows it in another page. */

import { button, el } from "../dom.ts";
import type { Words } from "../words/index.ts";
import { copy } from "./share.ts";

/** Width and height as the attributes of a frame have them. */
export type FrameSize = readonly [width: string, height: number];

/** What the page is called as a file; as a site's first page is, where it has no name. */
export function fileName(): string {
  return decodeURI(/[^/]+\.html?$/.exec(window.location.pathname)?.[0] ?? "index.html");
}

/** Text for another page's HTML: every value escaped. */
export function frameCode(link: string, title: string, [width, height]: FrameSize): string {
  const safe = (text: string): string =>
    text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const rights = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
  return [
    `<iframe src="${safe(link)}" title="${safe(title)}"`,
    ` width="${width}" height="${height}" sandbox="${rights}"`,
    ` loading="lazy" allow="fullscreen; clipboard-write"></iframe>`,
  ].join("");
}

/** `frame` offers its code; `says` is what is seen now, in words. */
export function sharePanel(
  link: string,
  frame: Node,
  says: string,
  isPublished: boolean,
  words: Words,
): Node[] {
  return [
    ...(isPublished ? [] : [el("p", { class: "share-note" }, words.t("share.unpublished"))]),
    copyField(words.t("share.link"), link, words, 2),
    frame,
    el(
      "p",
      { class: "remark" },
      words.t(isPublished ? "share.frame-note" : "share.frame-file", { file: fileName() }),
    ),
    copyField(words.t("share.says"), `${says}\n${link}`, words, 4),
    el("p", { class: "remark" }, words.t("share.school")),
  ];
}

/** A read-only field with its button. Pressing copies; where that is not allowed, the text is left selected. */
export function copyField(label: string, text: string, words: Words, rows: number): HTMLElement {
  const field = el("textarea", { class: "copy-text", readonly: true, rows, spellcheck: "false", dir: "ltr" });
  field.value = text;
  field.addEventListener("focus", () => field.select());
  const said = el("p", { class: "copy-said", role: "status" });
  const press = button(words.t("share.copy"), "button", async () => {
    field.focus();
    field.select();
    said.textContent = words.t((await copy(text)) ? "share.copied" : "share.select");
  });
  return el("div", { class: "copy" }, el("label", {}, el("span", {}, label), field), press, said);
}
