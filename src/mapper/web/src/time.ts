/** The bar under the map: the day in words, what is known of it, a slider over the period, and steps from event to event. */

import { shareOf, ticksOf } from "./axis.ts";
import { isOn, neighbour, startOf } from "./days.ts";
import { button, el, iconButton } from "./dom.ts";
import type { Event, Payload } from "./payload.ts";
import type { MapState, Store } from "./state.ts";
import { strengthWords } from "./strength.ts";
import type { Words } from "./words.ts";

export interface TimeBar {
  show(state: MapState): void;
}

export function createTimeBar(
  place: HTMLElement,
  payload: Payload,
  words: Words,
  store: Store,
  open: (feature: string) => void,
): TimeBar {
  const { period } = payload.atlas;
  const [first, last] = period;
  const days = eventDays(payload.events, period);
  const date = el("p", { class: "time-date" });
  const said = el("div", { class: "time-said" });
  const heard = el("p", { class: "unseen", role: "status" });
  const slider = el("input", {
    type: "range",
    class: "time-slider",
    min: first,
    max: last,
    step: 1,
    "aria-label": words.t("time.slider"),
  });
  slider.addEventListener("input", () => store.set({ day: Number(slider.value) }));

  const step = (direction: 1 | -1): void => {
    const next = neighbour(days, store.get().day, direction);
    if (next === null) return;
    store.set({ day: next });
    heard.textContent = [date.textContent, said.textContent].join(". ");
  };
  const previous = iconButton("prev", words.t("time.previous"), "icon-button", () => step(-1));
  const following = iconButton("next", words.t("time.next"), "icon-button", () => step(1));
  const marks = el("div", { class: "time-marks", "aria-hidden": "true" }, ...phases(payload, words));
  const signs = days.map(day => at("time-event", day, period));
  marks.append(...signs, ...ticksOf(period).map(tick => tickMark(tick, period, words)));
  place.replaceChildren(
    el(
      "div",
      { class: "time-now" },
      date,
      said,
      el("div", { class: "time-steps", hidden: days.length === 0 }, previous, following),
    ),
    el("div", { class: "time-axis" }, slider, marks),
    heard,
  );

  return {
    show({ day }) {
      const figures = strengthWords(payload.strength, day, words);
      const today = payload.events.filter(event => isOn(event.days, day));
      date.textContent = words.date(day);
      said.replaceChildren(...today.slice(0, 2).map(event => eventLine(event, words, open)));
      const quiet = quietWords(today, days, day, words);
      if (quiet) said.append(el("p", { class: "time-quiet" }, quiet));
      if (figures) said.append(el("p", { class: "time-figures" }, figures));
      slider.value = String(day);
      slider.setAttribute("aria-valuetext", [words.date(day), figures].filter(Boolean).join(". "));
      slider.style.setProperty("--past", String(shareOf(day, period)));
      previous.disabled = neighbour(days, day, -1) === null;
      following.disabled = neighbour(days, day, 1) === null;
      for (const [i, sign] of signs.entries()) sign.classList.toggle("is-past", (days[i] ?? 0) <= day);
    },
  };
}

/** The days inside the period on which an event begins, each once, in order. */
export function eventDays(events: readonly Event[], [first, last]: readonly [number, number]): number[] {
  const starts = events.map(event => startOf(event.days)).filter(day => day !== null);
  return [...new Set(starts)].filter(day => day >= first && day <= last).sort((a, b) => a - b);
}

function eventLine(event: Event, words: Words, open: (feature: string) => void): HTMLElement {
  const { feature } = event;
  const title = words.text(event.title);
  return el(
    "p",
    { class: "time-happened" },
    feature ? button(title, "link-button", () => open(feature)) : title,
  );
}

/** Before anything has happened, when the first thing will. */
function quietWords(today: readonly Event[], days: readonly number[], day: number, words: Words): string {
  const [first] = days;
  if (today.length > 0 || first === undefined || day >= first) return "";
  return words.t("time.nothing", { date: words.date(first) });
}

/** Bars over the axis, from when a phase had surely begun to when it surely lasted; those that overlap stand lower. */
function phases(payload: Payload, words: Words): HTMLElement[] {
  const {
    period,
    period: [first, last],
  } = payload.atlas;
  const lanes: number[] = [];
  const bars = payload.phases.map(({ title, days }) => ({
    title: words.text(title),
    start: Math.max(first, days[1] ?? days[0] ?? first),
    end: Math.min(last, days[2] ?? days[3] ?? last),
  }));
  return bars
    .filter(({ start, end }) => start <= last && end >= start)
    .map(({ title, start, end }) => {
      const free = lanes.findIndex(until => until <= start);
      const lane = free < 0 ? lanes.length : free;
      lanes[lane] = end;
      const bar = el("span", { class: "time-phase", "data-lane": lane }, el("span", {}, title));
      bar.style.insetInlineStart = `${shareOf(start, period) * 100}%`;
      bar.style.inlineSize = `${Math.max(0.3, (shareOf(end, period) - shareOf(start, period)) * 100)}%`;
      return bar;
    });
}

function tickMark(
  tick: ReturnType<typeof ticksOf>[number],
  period: readonly [number, number],
  words: Words,
): HTMLElement {
  const long = period[1] - period[0] > 3 * 366;
  const year = new Date(tick.day * 86_400_000).getUTCFullYear();
  const name = long ? String(year) : words.date(tick.day, "month") + (tick.year ? ` ${year}` : "");
  const classes = `time-tick${tick.year ? " is-year" : ""}${tick.coarse ? "" : " is-fine"}`;
  return at(classes, tick.day, period, el("span", {}, name));
}

function at(className: string, day: number, period: readonly [number, number], child?: Node): HTMLElement {
  const mark = el("span", { class: className }, child);
  mark.style.insetInlineStart = `${shareOf(day, period) * 100}%`;
  return mark;
}
