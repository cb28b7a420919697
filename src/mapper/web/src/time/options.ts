/** What the time bar can do besides: a typed date, a range of days, the length of a step, a closer look at the axis. */

import { dayOf, isoOf } from "../days.ts";
import { button, el, iconButton } from "../dom.ts";
import type { Words } from "../words/index.ts";
import { type SomeDays, STEPS, type StepBy } from "./steps.ts";

export interface TimeOptionsActions {
  /** A day or a range that was asked for, within the period. */
  go(days: SomeDays): void;
  /** A range of days, or one day alone. */
  setRange(on: boolean): void;
  setStep(by: StepBy): void;
  /** A second map on another day, or that map no more. */
  compare(): void;
}

export interface TimeOptions {
  /** Opens and closes the panel. */
  readonly opener: HTMLButtonElement;
  readonly element: HTMLElement;
  show(days: SomeDays): void;
}

/** `closer` takes a closer look at the axis, if there is something to look at. */
export function createTimeOptions(
  period: readonly [number, number],
  words: Words,
  actions: TimeOptionsActions,
  closer: HTMLElement | null,
): TimeOptions {
  const element = el("div", {
    class: "time-panel",
    role: "group",
    "aria-label": words.t("time.options"),
    hidden: true,
  });
  const opener = iconButton("date", words.t("time.options"), "icon-button", () =>
    toggle(opener.getAttribute("aria-expanded") !== "true"),
  );
  let shown: SomeDays = { day: period[0], until: null };
  // Fields for dates take a browser long to make: they wait until they are asked for.
  let fields: Fields | null = null;
  const toggle = (open: boolean): void => {
    fields ??= createFields(element, period, words, actions, closer, () => toggle(false));
    fields.show(shown);
    element.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    element.parentElement?.classList.toggle("is-open", open);
    (open ? fields.first : opener).focus();
  };
  opener.setAttribute("aria-expanded", "false");
  element.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    toggle(false);
  });
  return {
    opener,
    element,
    show(days) {
      shown = days;
      fields?.show(days);
    },
  };
}

interface Fields {
  readonly first: HTMLElement;
  show(days: SomeDays): void;
}

/** Fills `place`. */
function createFields(
  place: HTMLElement,
  period: readonly [number, number],
  words: Words,
  { go, setRange, setStep, compare }: TimeOptionsActions,
  closer: HTMLElement | null,
  shut: () => void,
): Fields {
  const [from, to] = [dateField(period), dateField(period)];
  const [fromName, toName] = [el("span", {}), el("span", {}, words.t("time.to"))];
  const toRow = el("label", { class: "time-field" }, toName, to);
  const range = el("input", { type: "checkbox" });
  range.addEventListener("change", () => setRange(range.checked));
  const meaning = el("p", { class: "remark" }, words.t("range.meaning"));
  const options = STEPS.map(step => el("option", { value: step }, words.t(`time.by-${step}`)));
  const select = el("select", {}, ...options);
  select.addEventListener("change", () => setStep(STEPS.find(step => step === select.value) ?? "event"));
  const ends = { from: words.date(period[0]), to: words.date(period[1]) };
  const wrong = el("p", { class: "time-wrong", role: "alert" });

  let shown: SomeDays = { day: period[0], until: null };
  /** While someone types, what is no day yet is left alone; once they have finished, it is called wrong. */
  const read = (isFinal: boolean): void => {
    const isRange = shown.until !== null;
    const day = dayIn(from, period);
    const until = isRange ? dayIn(to, period) : null;
    const isRight = day !== null && (!isRange || (until !== null && until > day));
    if (isRight) wrong.textContent = "";
    else if (isFinal) wrong.textContent = words.t(isRange ? "time.wrong-range" : "time.wrong", ends);
    if (isRight && (day !== shown.day || until !== shown.until)) go({ day, until });
  };
  for (const field of [from, to]) {
    field.addEventListener("change", () => read(false));
    field.addEventListener("blur", () => read(true));
    field.addEventListener("keydown", event => {
      if (event.key === "Enter") read(true);
    });
  }

  const beside = button(words.t("compare.start"), "button time-compare-words", compare);
  const close = button(words.t("time.close"), "button", shut);
  place.append(
    el(
      "div",
      { class: "time-fields" },
      el("label", { class: "time-field" }, fromName, from),
      toRow,
      el("label", { class: "time-field" }, el("span", {}, words.t("time.by")), select),
    ),
    wrong,
    el("label", { class: "time-choice" }, range, words.t("time.range")),
    meaning,
    el("div", { class: "time-ends" }, beside, closer, close),
  );
  return {
    first: from,
    show(days) {
      if (days.day !== shown.day || days.until !== shown.until) wrong.textContent = "";
      shown = days;
      range.checked = days.until !== null;
      fromName.textContent = words.t(days.until === null ? "time.date" : "time.from");
      toRow.hidden = meaning.hidden = days.until === null;
      // Whoever is typing keeps what they have typed.
      if (from !== document.activeElement) from.value = isoOf(days.day);
      if (to !== document.activeElement) to.value = isoOf(days.until ?? days.day);
    },
  };
}

function dateField([first, last]: readonly [number, number]): HTMLInputElement {
  return el("input", { type: "date", min: isoOf(first), max: isoOf(last) });
}

/** The day a field names, if it lies in the period. */
function dayIn(field: HTMLInputElement, [first, last]: readonly [number, number]): number | null {
  const day = dayOf(field.value);
  return day !== null && day >= first && day <= last ? day : null;
}
