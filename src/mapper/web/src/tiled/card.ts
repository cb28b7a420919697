/** What a feature of the tiles has to tell: its name and its columns, as text; and what is said of files that were dropped. */

import { el, iconButton } from "../dom.ts";
import type { Words } from "../words/index.ts";

export interface Card {
  show(title: string, props: Readonly<Record<string, unknown>>): void;
  say(title: string, ...content: Node[]): void;
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
  const say = (title: string, ...content: Node[]): void => {
    close();
    const shut = iconButton("close", words.t("popup.close"), "icon-button", close);
    card = el(
      "section",
      { class: "tiled-card", "aria-label": title },
      el("h2", { dir: "auto" }, title),
      shut,
      ...content,
    );
    card.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      close();
      event.preventDefault();
    });
    stage.append(card);
  };
  return {
    close,
    say,
    show(layer, props) {
      const name = String(props[`name_${words.language}`] ?? props.name ?? layer);
      const rows = Object.entries(props)
        .filter(([key, value]) => !ASIDE.test(key) && value !== null && value !== "")
        .flatMap(([key, value]) => [el("dt", {}, key), el("dd", { dir: "auto" }, String(value))]);
      say(name, el("p", { class: "remark" }, layer), el("dl", {}, ...rows));
    },
  };
}
