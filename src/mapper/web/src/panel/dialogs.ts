/** What opens over everything: how to share, what to print, what this map is. */

import { button, el } from "../dom.ts";
import { type Citable, citablesOf, citePanel, downloadPanel, here } from "../paper/index.ts";
import type { Payload } from "../payload.ts";
import { type MapState, sharePanel } from "../state/index.ts";
import type { Words } from "../words/index.ts";
import { openDialog } from "./dialog.ts";
import { framePanel } from "./framing.ts";

export interface Dialogs {
  share(): void;
  /** Asks what of a record to cite, and how. */
  cite(feature: string): void;
  /** Shows what the text version says of the map, there. */
  about(told: HTMLElement): void;
  /** Asks how much to print: `print` does it, and says false where a frame does not let it. */
  print(print: (whole: boolean) => boolean): void;
}

/** `link` is what leads to what is seen now, changed or not, from a base; `now` is that, and `says` says it; `hasOwn`: has the reader added layers? */
export function createDialogs(
  root: HTMLElement,
  payload: Payload,
  words: Words,
  link: (base: string, change?: Partial<MapState>) => string,
  now: () => MapState,
  says: () => string,
  hasOwn: () => boolean,
): Dialogs {
  const seen = (): Citable => {
    const title = words.t("cite.map", { date: words.date(now().day) });
    return { name: title, title, link: link(here()) };
  };
  return {
    share() {
      const hasTime = root.querySelector('[data-part="time"]') !== null;
      const frame = framePanel(payload, words, now(), link, hasTime);
      openDialog(
        root,
        words.t("share.title"),
        words,
        ...(hasOwn() ? [el("p", { class: "share-note" }, words.t("own.share"))] : []),
        ...sharePanel(link(window.location.href), frame, says(), payload.atlas.address !== "", words),
        ...[citePanel(payload, [seen()], words)].flatMap(panel =>
          panel ? [el("h3", {}, words.t("cite.title")), panel] : [],
        ),
        downloadPanel(payload, words),
      );
    },
    cite(feature) {
      const article = document.getElementById(`record-${feature}`);
      const things = [...(article ? citablesOf(article, payload, words) : []), seen()];
      const panel = citePanel(payload, things, words);
      if (panel) openDialog(root, words.t("cite.title"), words, panel);
    },
    about(told) {
      openDialog(root, words.t("about.title"), words, copyOf(told));
    },
    print(print) {
      const choice = (key: string, whole: boolean): HTMLElement[] => [
        button(words.t(`print.${key}`), "button", () => {
          close();
          if (print(whole)) return;
          openDialog(root, words.t("page.print"), words, el("p", {}, words.t("handout.barred")));
        }),
        el("p", { class: "remark" }, words.t(`print.${key}-says`)),
      ];
      const stills = payload.atlas.stills.length > 0 && [
        el("a", { class: "button", href: "#stills" }, words.t("print.stills")),
        el("p", { class: "remark" }, words.t("print.stills-says")),
      ];
      const both = [...choice("sheet", false), ...(stills || []), ...choice("whole", true)];
      const close = openDialog(root, words.t("page.print"), words, ...both);
    },
  };
}

/** Without ids, which stand in the page already, and without the heading, which the dialog has of its own. */
function copyOf(told: HTMLElement): HTMLElement {
  const copy = told.cloneNode(true) as HTMLElement;
  for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
  copy.querySelector("h2")?.remove();
  return copy;
}
