/** The link of what is seen now, to copy; selected where the clipboard is barred. */

import { el } from "../dom.ts";
import type { Words } from "../words/index.ts";

/**
 * `address` is where the site is published; without one the file's own address stands in. A page that a lesson has
 * brought, or a notebook shows, has none: the name of the map's file does.
 */
export function linkOf(address: string, here: string, hash: string): string {
  return (address || here.replace(/^(blob|about):.*/s, "index.html")).replace(/#.*$/s, "") + hash;
}

/** false where it is barred, as in a sandboxed frame. */
export async function copy(text: string): Promise<boolean> {
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
