/** Where things stand on the time axis, which of its ticks are named, and the stretch worth a closer look. */

import { isoOf } from "../days.ts";

export interface Tick {
  readonly day: number;
  /** The year begins here, or the axis does: its name carries the year. */
  readonly year: boolean;
  /** Also named where the screen is narrow. */
  readonly coarse: boolean;
  /** What it is named by. */
  readonly by: "day" | "month" | "year";
}

export type Period = readonly [number, number];

const CLOSE_DAYS = 42;

/**
 * Every seventh day of the months over some nine weeks; the first days of months over at most three years;
 * of years, so many apart that some ten are named, beyond that.
 */
export function ticksOf(period: Period): Tick[] {
  const [first, last] = period;
  if (last - first <= 63) return weeks(first, last);
  return last - first <= 3 * 366 ? months(first, last) : years(first, last);
}

/** The six weeks of the period on which most of `days` fall, the latest of equals; null if they are half of it or more. */
export function densest(days: readonly number[], [first, last]: Period): Period | null {
  if (last - first < 2 * CLOSE_DAYS || days.length === 0) return null;
  let best = 0;
  let found: Period | null = null;
  for (const day of days) {
    const end = Math.min(last, Math.max(day, first + CLOSE_DAYS));
    const start = end - CLOSE_DAYS;
    const held = days.filter(other => other >= start && other <= end).length;
    if (held >= best) [best, found] = [held, [start, end]];
  }
  return found;
}

/** 0 at the start of the period, 1 at its end. */
export function shareOf(day: number, period: Period): number {
  const [first, last] = period;
  return last === first ? 0 : Math.min(1, Math.max(0, (day - first) / (last - first)));
}

function weeks(first: number, last: number): Tick[] {
  const ticks: Tick[] = [];
  for (let day = first; day <= last; day++) {
    const date = new Date(day * 86_400_000).getUTCDate();
    if (date > 22 || date % 7 !== 1) continue;
    ticks.push({ day, year: ticks.length === 0, coarse: ticks.length % 2 === 0, by: "day" });
  }
  return ticks;
}

function months(first: number, last: number): Tick[] {
  const start = new Date(first * 86_400_000);
  const ticks: Tick[] = [];
  for (let step = 0; ; step++) {
    // Not Date.UTC, for which the year 44 is 1944.
    const day =
      new Date(0).setUTCFullYear(start.getUTCFullYear(), start.getUTCMonth() + step, 1) / 86_400_000;
    if (day > last) return ticks;
    if (day < first) continue;
    const january = isoOf(day).endsWith("-01-01");
    ticks.push({ day, year: january || ticks.length === 0, coarse: ticks.length % 3 === 0, by: "month" });
  }
}

function years(first: number, last: number): Tick[] {
  const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();
  const span = yearOf(last) - yearOf(first);
  const apart = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find(step => span / step <= 10) ?? 2000;
  const ticks: Tick[] = [];
  for (let year = Math.ceil(yearOf(first) / apart) * apart - apart; year <= yearOf(last); year += apart) {
    // 500 BC is the year -499.
    const day = new Date(0).setUTCFullYear(year > 0 || apart === 1 ? year : year + 1, 0, 1) / 86_400_000;
    if (day >= first && day <= last) {
      ticks.push({ day, year: true, coarse: ticks.length % 3 === 0, by: "year" });
    }
  }
  return ticks;
}
