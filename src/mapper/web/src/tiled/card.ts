/** What a feature of the tiles has to tell: its name and its columns, as text. */

import { el, iconButton } from "../dom.ts";
import type { Words } from "../words/index.ts";

export interface Card {
  show(title: string, props: Readonly<Record<string, unknown>>): void;
  close(): boolean;
}

/** Said elsewhere, or of use to the drawing alone. */
const ASIDE = /^(name(_[a-z]{2,3})?|look)$/;

export function createCard(stage: HTMLElement, words: Words): Card {
  let card: HTMLElement | null = null;
  const close = (): boolean => {
    const was = card !== null;
    card?.remove();
    card = null;
    return was;
  };
  return {
    close,
    show(layer, props) {
      close();
      const name = String(props[`name_${words.language}`] ?? props.name ?? layer);
      const rows = Object.entries(props)
        .filter(([key, value]) => !ASIDE.test(key) && value !== null && value !== "")
        .flatMap(([key, value]) => [el("dt", {}, key), el("dd", { dir: "auto" }, String(value))]);
      const shut = iconButton("close", words.t("popup.close"), "icon-button", close);
      card = el(
        "section",
        { class: "tiled-card", "aria-label": name },
        el("h2", { dir: "auto" }, name),
        shut,
        el("p", { class: "remark" }, layer),
        el("dl", {}, ...rows),
      );
      card.addEventListener("keydown", event => {
        if (event.key !== "Escape") return;
        close();
        event.preventDefault();
      });
      stage.append(card);
    },
  };
}
