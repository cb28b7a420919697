/** The drawing behind the slider: phases, strength, events and ticks over a stretch of days. It is for the eye alone. */

import { el, svg } from "../dom.ts";
import type { Payload, Phase } from "../payload.ts";
import type { Words } from "../words/index.ts";
import { type Chart, chartOf, type Point } from "./chart.ts";
import { type Period, shareOf, type Tick, ticksOf } from "./scale.ts";

export interface TimeAxis {
  readonly element: HTMLElement;
  /** Draws these days, and no others. */
  draw(period: Period): void;
  /** Fills the signs of the events that are past on this day. */
  pass(day: number): void;
  /** Marks the day of a second map; null = there is none. */
  mark(day: number | null): void;
}

/** Labels nearer to each other than this share of the axis would touch. */
const LABELS_APART = 0.13;

export function createTimeAxis(payload: Payload, days: readonly number[], words: Words): TimeAxis {
  const chart = chartOf(payload.strength);
  const element = el("div", { class: "time-marks", "aria-hidden": "true" });
  const other = el("span", { class: "time-other" });
  let shown: Period = [0, 0];
  new ResizeObserver(() => thin(element)).observe(element);
  let signs: { day: number; sign: HTMLElement; past: boolean }[] = [];
  return {
    element,
    draw(period) {
      shown = period;
      signs = days
        .filter(day => isWithin(day, period))
        .map(day => ({ day, sign: at("time-event", day, period), past: false }));
      const phases = bars(payload.phases, period, words);
      element.classList.toggle(
        "is-double",
        phases.some(({ dataset }) => dataset.lane === "1"),
      );
      element.replaceChildren(
        ...pauses(payload.phases, period, words),
        ...(chart ? strength(chart, period, words) : []),
        ...phases,
        ...signs.map(({ sign }) => sign),
        ...ticksOf(period).map(tick => tickMark(tick, period, words)),
        other,
      );
      requestAnimationFrame(() => thin(element));
    },
    pass(today) {
      for (const each of signs) {
        if (each.past === each.day <= today) continue;
        each.past = !each.past;
        each.sign.classList.toggle("is-past", each.past);
      }
    },
    mark(day) {
      other.hidden = day === null || !isWithin(day, shown);
      if (day !== null) other.style.insetInlineStart = `${shareOf(day, shown) * 100}%`;
    },
  };
}

function isWithin(day: number, [first, last]: Period): boolean {
  return day >= first && day <= last;
}

function at(className: string, day: number, period: Period, ...children: Node[]): HTMLElement {
  const mark = el("span", { class: className }, ...children);
  mark.style.insetInlineStart = `${shareOf(day, period) * 100}%`;
  return mark;
}

function across(className: string, [start, end]: Period, period: Period, ...children: Node[]): HTMLElement {
  const mark = at(className, start, period, ...children);
  mark.style.inlineSize = `${Math.max(0.3, (shareOf(end, period) - shareOf(start, period)) * 100)}%`;
  return mark;
}

/** From when a phase had surely begun to when it surely lasted, as far as the axis shows it. */
function sureDays({ days }: Phase, [first, last]: Period): Period {
  return [Math.max(first, days[1] ?? days[0] ?? first), Math.min(last, days[2] ?? days[3] ?? last)];
}

/** Hatched: what the atlas tells of stood still. */
function pauses(phases: readonly Phase[], period: Period, words: Words): HTMLElement[] {
  return phases.flatMap(phase => {
    const [start, end] = sureDays(phase, period);
    const name = el("span", {}, words.text(phase.title));
    return phase.pause && start < end ? [across("time-pause", [start, end], period, name)] : [];
  });
}

/** Bars over the axis; those that overlap stand lower. */
function bars(phases: readonly Phase[], period: Period, words: Words): HTMLElement[] {
  const lanes: number[] = [];
  const drawn = phases.flatMap(phase => {
    const [start, end] = sureDays(phase, period);
    if (phase.pause || start > end) return [];
    const free = lanes.findIndex(until => until <= start);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = end;
    const bar = across("time-phase", [start, end], period, el("span", {}, words.text(phase.title)));
    bar.dataset.lane = String(lane);
    return [bar];
  });
  drawn.at(-1)?.classList.add("is-last");
  return drawn;
}

/** Dots for figures, a whisker through rivals, a dotted line from one known figure to the next, and nothing beyond them. */
function strength({ points, levels }: Chart, period: Period, words: Words): Element[] {
  const top = Math.max(...levels, ...points.map(({ high }) => high));
  const up = (value: number): number => (top > 0 ? (value / top) * 100 : 0);
  const shown = points.filter(({ day, until }) => until >= period[0] && day <= period[1]);
  const marks = shown.flatMap(point => {
    const marked = point.figures.map(({ value, kind }, i) =>
      lift(at(i === 0 ? `time-dot is-${kind}` : "time-rival", point.day, period), up(value)),
    );
    const whisker = lift(at("time-whisker", point.day, period), up(point.low));
    whisker.style.blockSize = `${up(point.high) - up(point.low)}%`;
    const span = lift(
      across("time-span", [point.day, point.until], period),
      up(point.figures[0]?.value ?? 0),
    );
    return [
      ...(point.high > point.low ? [whisker] : []),
      ...(point.until > point.day ? [span] : []),
      ...marked.reverse(),
    ];
  });
  const lines = levels.map(level =>
    lift(el("span", { class: "time-level" }, el("span", {}, words.number(level))), up(level)),
  );
  const plot = el("div", { class: "time-chart" }, ...lines, unknown(points, period, up), ...marks);
  plot.append(...labelled(shown, period).map(point => label(point, period, up, words)));
  return [plot];
}

function lift(mark: HTMLElement, percent: number): HTMLElement {
  mark.style.insetBlockEnd = `${percent}%`;
  return mark;
}

/** The line runs on beyond the stretch that is shown, so it is cut off there, not moved. */
function unknown(points: readonly Point[], [first, last]: Period, up: (value: number) => number): SVGElement {
  const corners = points.map(({ day, figures }) => {
    const x = ((day - first) / Math.max(1, last - first)) * 100;
    return `${x.toFixed(2)} ${(100 - up(figures[0]?.value ?? 0)).toFixed(2)}`;
  });
  const shape = { viewBox: "0 0 100 100", preserveAspectRatio: "none", focusable: "false" };
  return svg(
    "svg",
    { class: "time-unknown", ...shape },
    svg("path", { d: corners.length > 1 ? `M${corners.join("L")}` : "" }),
  );
}

/** Those with room for a number beside them: rivals first, then from the left. */
function labelled(points: readonly Point[], period: Period): Point[] {
  const chosen: Point[] = [];
  const ranked = [...points].sort(
    (a, b) => Number(b.high > b.low) - Number(a.high > a.low) || b.high - a.high || a.day - b.day,
  );
  for (const point of ranked) {
    const place = shareOf(point.day, period);
    if (chosen.every(other => Math.abs(shareOf(other.day, period) - place) >= LABELS_APART))
      chosen.push(point);
  }
  return chosen;
}

/** In the corner that a falling curve leaves empty: after the dot and above it; near the end of the axis before and below. */
function label(point: Point, period: Period, up: (value: number) => number, words: Words): HTMLElement {
  const [first, ...rivals] = [...new Set(point.figures.map(({ value }) => value))];
  const others = rivals.length > 0 && [Math.min(...rivals), Math.max(...rivals)];
  const late = shareOf(point.day, period) > 0.8;
  const mark = at(`time-value${late ? " is-late" : ""}`, point.day, period);
  const inner = el("span", {}, el("b", {}, words.number(first ?? 0)));
  if (others) {
    const said = [...new Set(others)].map(value => words.number(value)).join("–");
    inner.append(" ", el("span", { class: "time-rivals" }, `≠ ${said}`));
  }
  mark.append(inner);
  return lift(mark, up(first ?? 0));
}

/** Names of ticks that would touch others give way, those of years last. */
function thin(element: HTMLElement): void {
  const ticks = [...element.querySelectorAll<HTMLElement>(".time-tick")];
  const taken: DOMRect[] = [];
  for (const isYear of [true, false]) {
    for (const tick of ticks.filter(each => each.matches(".is-year") === isYear)) {
      const box = tick.firstElementChild?.getBoundingClientRect();
      if (!box?.width) continue;
      const touches = taken.some(other => box.left < other.right + 4 && other.left < box.right + 4);
      tick.classList.toggle("is-crowded", touches);
      if (!touches) taken.push(box);
    }
  }
}

const NAMED_BY = {
  day: ["short", "medium"],
  month: ["month", "month-year"],
  year: ["year", "year"],
} as const;

function tickMark(tick: Tick, period: Period, words: Words): HTMLElement {
  const [plain, withYear] = NAMED_BY[tick.by];
  const name = words.date(tick.day, tick.year ? withYear : plain);
  const classes = `time-tick${tick.year ? " is-year" : ""}${tick.coarse ? "" : " is-fine"}`;
  return at(classes, tick.day, period, el("span", {}, name));
}
