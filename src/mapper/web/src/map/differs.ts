/** Under two maps: one sentence on what differs between their days, and behind it each place, leading to its record. */

import { el } from "../dom.ts";
import type { Payload } from "../payload.ts";
import { type MapState, shownDay } from "../state/index.ts";
import { differences, strengthWords } from "../time/index.ts";
import { type Words, writeName } from "../words/index.ts";

export interface Differs {
  readonly element: HTMLElement;
  show(state: MapState): void;
}

export function createDiffers(payload: Payload, words: Words, open: (feature: string) => void): Differs {
  const sentence = el("span", { role: "status" });
  const list = el("div", { class: "differs-list" });
  const element = el("details", { class: "differs" }, el("summary", {}, sentence), list);
  const item = (feature: Payload["layers"][number]["features"][number]): HTMLElement => {
    const press = writeName(el("button", { type: "button", class: "link-button" }), feature, words);
    press.addEventListener("click", () => {
      element.open = false;
      open(feature.id);
    });
    return el("li", {}, press);
  };
  let shown = "";
  return {
    element,
    show(state) {
      const days = [shownDay(state), state.compare ?? state.day].sort((a, b) => a - b) as [number, number];
      const key = [...days, ...state.layers].join();
      if (key === shown) return;
      shown = key;
      const [from = "", to = ""] = days.map(day => words.date(day));
      const found = differences(payload, state.layers, days, words);
      const parts = found.map(({ said }) => said).join(words.t("says.joint"));
      // Of a big layer it is not known which of its features differ.
      const isKnown = payload.layers.every(({ id, timed, big }) => !(timed && big && state.layers.has(id)));
      const same = isKnown ? words.t("compare.same", { from, to }) : "";
      const since = el("span", { class: "differs-days" }, words.t("compare.differs", { from, to }), " ");
      sentence.replaceChildren(...(parts ? [since, `${parts}.`] : [same]));
      list.replaceChildren(
        ...days.map(day => {
          const figures = strengthWords(payload.strength, day, words);
          return figures && el("p", {}, el("b", {}, words.date(day)), " ", figures);
        }),
        ...found.map(({ said, features }) =>
          el("section", {}, el("h2", {}, said), el("ul", {}, ...features.map(item))),
        ),
      );
    },
  };
}
