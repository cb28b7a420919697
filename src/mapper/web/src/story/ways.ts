/** The head of the card: where in the story one is, which opens the list of its steps, and the ways out of it. */

import { el, iconButton } from "../dom.ts";
import type { MapState } from "../state/index.ts";
import type { Words } from "../words/index.ts";

export interface Ways {
  readonly element: HTMLElement;
  /** `index` is that of the step that is told; null = none. */
  show(index: number | null, ui: MapState["ui"]): void;
}

export interface WaysActions {
  leave(): void;
  present(on: boolean): void;
}

/** `links` lead to the steps, one each. */
export function createWays(links: readonly HTMLElement[], words: Words, actions: WaysActions): Ways {
  const total = links.length;
  const summary = el("summary");
  const steps = el(
    "details",
    { class: "story-steps", open: true },
    summary,
    el("ol", {}, ...links.map(link => el("li", {}, link))),
  );
  let isOn = false;
  const present = iconButton("present", words.t("story.present"), "icon-button story-present", () =>
    actions.present(!isOn),
  );
  present.setAttribute("aria-keyshortcuts", "p");
  const leave = iconButton("close", words.t("story.leave"), "icon-button story-leave", actions.leave);
  leave.append(el("span", {}, words.t("story.leave")));
  // Once the story runs, the list lies over the text: it goes as it came.
  steps.addEventListener("keydown", event => {
    if (event.key !== "Escape" || leave.hidden || !steps.open) return;
    event.preventDefault();
    event.stopPropagation();
    steps.open = false;
    summary.focus();
  });
  return {
    element: el("div", { class: "story-ways" }, steps, present, leave),
    show(index, ui) {
      isOn = ui === "present";
      present.setAttribute("aria-pressed", String(isOn));
      leave.hidden = index === null;
      steps.open = index === null;
      summary.textContent =
        index === null
          ? words.t("story.steps", { n: total })
          : words.t("story.where", { number: index + 1, total });
      for (const [i, link] of links.entries()) {
        if (i === index) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      }
    },
  };
}
