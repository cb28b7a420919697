/** The bundle of pages with pictures: each opens larger, and a file that is shown in several records is taken from the first. */

import { el } from "../dom.ts";
import type { Extra, Extras } from "../map/index.ts";
import { openDialog } from "../panel/index.ts";
import type { Words } from "../words/index.ts";

export const showPictures: Extra = (_map, payload, words) => {
  const text = document.getElementById("text");
  if (text) {
    for (const link of text.querySelectorAll<HTMLAnchorElement>("a[data-picture]")) {
      const first = document.getElementById((link.getAttribute("href") ?? "").slice(1));
      const picture = first?.querySelector("img");
      const copy = picture?.cloneNode() as HTMLImageElement | undefined;
      if (copy) link.replaceWith(copy);
    }
    for (const picture of text.querySelectorAll(".picture > img")) {
      const opens = el("button", { type: "button", class: "picture-open", "aria-haspopup": "dialog" });
      picture.replaceWith(opens);
      opens.append(picture);
    }
    wire(text, words);
  }
  return {
    fill() {},
    beside() {},
    explain(record) {
      for (const figure of record.querySelectorAll<HTMLElement>(".picture")) {
        // What stands in it is words of several languages, each by itself.
        figure.closest(".value")?.removeAttribute("dir");
        const alt = payload.texts[figure.id.replace(/^p-/, "")]?.["picture-alt"]?.[words.language];
        const picture = figure.querySelector("img");
        if (alt && picture) {
          picture.alt = alt;
          picture.lang = words.language;
        }
      }
      wire(record, words);
    },
  };
};

function wire(place: HTMLElement, words: Words): void {
  for (const opens of place.querySelectorAll<HTMLElement>(".picture-open")) {
    opens.addEventListener("click", () => enlarge(opens, words));
  }
}

/** The same figure, as large as the screen and its pixels allow, under the name of the record. */
function enlarge(opens: HTMLElement, words: Words): void {
  const figure = opens.closest(".picture")?.cloneNode(true) as HTMLElement | undefined;
  const picture = figure?.querySelector("img");
  if (!figure || !picture) return;
  figure.removeAttribute("id");
  figure.querySelector(".picture-open")?.replaceWith(picture);
  figure.querySelector("sup")?.remove();
  const name = opens.closest(".record")?.querySelector(".record-name");
  openDialog(document.body, name?.textContent || document.title, words, figure);
  figure.closest("dialog")?.classList.add("picture-dialog");
}

declare const mapper: { readonly extras: Extras };
mapper.extras.media = showPictures;
