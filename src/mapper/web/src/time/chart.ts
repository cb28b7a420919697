/** What the chart of strength holds: figures as they are given, by day. Nothing is worked out between them. */

import { startOf } from "../days.ts";
import type { Strength } from "../payload.ts";
import { mainSeries } from "./strength.ts";

/** The figures of one day. Of rivals the first is the surest; lines run through it. */
export interface Point {
  /** The day they are filed under, and the last they may be of. */
  readonly day: number;
  readonly until: number;
  readonly figures: readonly Strength[];
  readonly low: number;
  readonly high: number;
}

export interface Chart {
  /** In the order of the days. */
  readonly points: readonly Point[];
  /** The lines across, from 0 up to what the height of the chart stands for. */
  readonly levels: readonly number[];
}

/** Of several series the one that is told in words; null without figures. */
export function chartOf(figures: readonly Strength[]): Chart | null {
  const byDay = new Map<string, Strength[]>();
  for (const figure of mainSeries(figures)) {
    const key = figure.days.join();
    byDay.set(key, [...(byDay.get(key) ?? []), figure]);
  }
  const points = [...byDay.values()].flatMap((alike): Point[] => {
    const days = alike[0]?.days;
    const day = days ? startOf(days) : null;
    if (!days || day === null) return [];
    const values = alike.map(({ value }) => value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return [{ day, until: days[3] ?? day, figures: alike, low, high }];
  });
  if (points.length === 0) return null;
  const levels = levelsOf(Math.max(...points.map(({ high }) => high)));
  return { points: points.sort((a, b) => a.day - b.day), levels };
}

/** Round numbers from 0 on, at most four of them; the last is where the chart ends or a little below. */
export function levelsOf(highest: number): number[] {
  if (highest <= 0) return [0];
  const unit = 10 ** Math.floor(Math.log10(highest));
  const step = [0.5, 1, 2, 5].map(times => times * unit).find(size => highest / size <= 3) ?? unit * 5;
  const count = Math.floor(highest / step);
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}
