/** The two native sliders over the time axis: one for a day, both for a range of days. */

import { el } from "../dom.ts";
import type { Words } from "../words/index.ts";
import { type Period, shareOf } from "./scale.ts";
import { type SomeDays, WEEK } from "./steps.ts";

export interface Sliders {
  readonly element: HTMLElement;
  /** Sets both to these days on a stretch of the axis; `figures` are told after the date. */
  show(days: SomeDays, stretch: Period, figures: string): void;
}

/** `behind` is the drawing that shares their axis; `now` and `go` say and take the days. */
export function createSliders(
  behind: HTMLElement,
  words: Words,
  now: () => SomeDays,
  go: (days: SomeDays) => void,
): Sliders {
  const [from, to] = ["is-from", "is-to"].map(end =>
    el("input", { type: "range", class: `time-slider ${end}`, step: 1 }),
  ) as [HTMLInputElement, HTMLInputElement];
  let stretch: Period = [0, 0];

  const move = (slider: HTMLInputElement, day: number): void => {
    const { day: start, until } = now();
    if (until === null) go({ day, until });
    else if (slider === from) go({ day: Math.min(day, until - 1), until });
    else go({ day: start, until: Math.max(day, start + 1) });
  };
  for (const slider of [from, to]) {
    slider.addEventListener("input", () => move(slider, Number(slider.value)));
    slider.addEventListener("keydown", event => {
      const weeks = event.key === "PageUp" ? 1 : event.key === "PageDown" ? -1 : 0;
      if (weeks === 0) return;
      event.preventDefault();
      const { day, until } = now();
      const at = (slider === from ? day : (until ?? day)) + weeks * WEEK;
      move(slider, Math.min(Math.max(at, stretch[0]), stretch[1]));
    });
  }
  const element = el("div", { class: "time-axis" }, behind, from, to);
  // Of two sliders only the knobs take the pointer; a press elsewhere brings the nearer one.
  element.addEventListener("pointerdown", event => {
    const { day, until } = now();
    if (until === null || event.target === from || event.target === to) return;
    const at = dayAt(event.clientX);
    const slider = Math.abs(at - day) < Math.abs(at - until) ? from : to;
    move(slider, at);
    slider.focus();
    event.preventDefault();
  });
  const dayAt = (x: number): number => {
    const { left, width } = behind.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (x - left) / width));
    const isRtl = getComputedStyle(element).direction === "rtl";
    return Math.round(stretch[0] + (isRtl ? 1 - share : share) * (stretch[1] - stretch[0]));
  };
  const set = (slider: HTMLInputElement, day: number, name: string, figures: string): void => {
    slider.min = String(stretch[0]);
    slider.max = String(stretch[1]);
    slider.value = String(day);
    slider.classList.toggle("is-beyond", day < stretch[0] || day > stretch[1]);
    slider.setAttribute("aria-label", name);
    slider.setAttribute("aria-valuetext", [words.date(day), figures].filter(Boolean).join(". "));
  };
  return {
    element,
    show({ day, until }, on, figures) {
      stretch = on;
      const isRange = until !== null;
      set(from, day, words.t(isRange ? "time.from" : "time.slider"), isRange ? "" : figures);
      set(to, until ?? day, words.t("time.to"), figures);
      to.hidden = !isRange;
      element.classList.toggle("is-range", isRange);
      if (!isRange) return;
      element.style.setProperty("--from", String(shareOf(day, stretch)));
      element.style.setProperty("--to", String(shareOf(until, stretch)));
    },
  };
}
