/** Where things stand on the time axis, and which of its ticks are named. */

import { dayOf, isoOf } from "./days.ts";

export interface Tick {
  readonly day: number;
  /** The year begins here, or the axis does: its name carries the year. */
  readonly year: boolean;
  /** Also named where the screen is narrow. */
  readonly coarse: boolean;
}

/** The first days of months over at most three years; of years, so many apart that some ten are named, beyond that. */
export function ticksOf(period: readonly [number, number]): Tick[] {
  const [first, last] = period;
  return last - first <= 3 * 366 ? months(first, last) : years(first, last);
}

/** 0 at the start of the period, 1 at its end. */
export function shareOf(day: number, period: readonly [number, number]): number {
  const [first, last] = period;
  return last === first ? 0 : Math.min(1, Math.max(0, (day - first) / (last - first)));
}

function months(first: number, last: number): Tick[] {
  const start = new Date(first * 86_400_000);
  const ticks: Tick[] = [];
  for (let step = 0; ; step++) {
    const day = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + step, 1) / 86_400_000;
    if (day > last) return ticks;
    if (day < first) continue;
    const january = isoOf(day).endsWith("-01-01");
    ticks.push({ day, year: january || ticks.length === 0, coarse: ticks.length % 3 === 0 });
  }
}

function years(first: number, last: number): Tick[] {
  const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();
  const span = yearOf(last) - yearOf(first);
  const apart = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find(step => span / step <= 10) ?? 2000;
  const ticks: Tick[] = [];
  for (let year = Math.ceil(yearOf(first) / apart) * apart; year <= yearOf(last); year += apart) {
    const day = dayOf(`${String(year).padStart(4, "0")}-01-01`);
    if (day !== null && day >= first && day <= last) {
      ticks.push({ day, year: true, coarse: ticks.length % 3 === 0 });
    }
  }
  return ticks;
}
