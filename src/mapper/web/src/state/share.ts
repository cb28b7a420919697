/** The link and the frame of what is seen now, to copy; selected where the clipboard is barred. */

import { button, el } from "../dom.ts";
import type { Words } from "../words/index.ts";

/**
 * `address` is where the site is published; without one the file's own address stands in. A page that a lesson has
 * brought, or a notebook shows, has none: the name of the map's file does.
 */
export function linkOf(address: string, here: string, hash: string): string {
  return (address || here.replace(/^(blob|about):.*/s, "index.html")).replace(/#.*$/s, "") + hash;
}

/** Width and height as the attributes of a frame have them. */
export type FrameSize = readonly [width: string, height: number];

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
    el("p", { class: "remark" }, words.t(isPublished ? "share.frame-note" : "share.frame-file")),
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

async function copy(text: string): Promise<boolean> {
  if (!mayCopy()) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Barred, as in a sandboxed frame, or not there at all: the selected text remains to be copied by hand.
    return false;
  }
}

/** Asked first where a browser can say, as trying would only put an error into its console. */
function mayCopy(): boolean {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  return featurePolicy?.allowsFeature("clipboard-write") ?? true;
}

/** For one link, in place: says that it was copied, or shows it selected. */
export async function offerLink(place: HTMLElement, link: string, words: Words): Promise<void> {
  place.querySelector(".offered")?.remove();
  if (await copy(link)) {
    place.append(el("span", { class: "offered", role: "status" }, words.t("share.copied")));
    return;
  }
  const label = words.t("share.link");
  const field = el("input", {
    type: "text",
    class: "copy-text",
    readonly: true,
    value: link,
    "aria-label": label,
    dir: "ltr",
  });
  place.append(
    el("div", { class: "offered" }, field, el("span", { role: "status" }, words.t("share.select"))),
  );
  field.select();
}
