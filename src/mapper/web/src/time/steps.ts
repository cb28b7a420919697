/** Steps along the time axis: by event, day or week, of one day or of a range as a whole. */

import { isOn, neighbour, startOf } from "../days.ts";
import type { Event } from "../payload.ts";
import { type MapState, shownDay } from "../state/index.ts";

export const STEPS = ["event", "day", "week"] as const;
export type StepBy = (typeof STEPS)[number];

export type SomeDays = Pick<MapState, "day" | "until">;

export const WEEK = 7;

/** The length of a range when it is first asked for. */
const RANGE_DAYS = 30;

/** The days inside the period on which an event begins, each once, in order. */
export function eventDays(events: readonly Event[], [first, last]: readonly [number, number]): number[] {
  const starts = events.map(event => startOf(event.days)).filter(day => day !== null);
  return [...new Set(starts)].filter(day => day >= first && day <= last).sort((a, b) => a - b);
}

/** Where a step leads to; a range goes along as a whole, its last day leading. null at the end of the way. */
export function stepFrom(
  days: SomeDays,
  by: StepBy,
  direction: 1 | -1,
  events: readonly number[],
  [first, last]: readonly [number, number],
): SomeDays | null {
  const at = shownDay(days);
  const free = at + direction * (by === "week" ? WEEK : 1);
  const target = by === "event" ? neighbour(events, at, direction) : Math.min(Math.max(free, first), last);
  if (target === null) return null;
  const move = Math.max(target - at, first - days.day);
  return move === 0 ? null : moved(days, move);
}

/** To the beginning of the period, as long as before. */
export function rewound(days: SomeDays, [first]: readonly [number, number]): SomeDays {
  return moved(days, first - days.day);
}

/** A month from the day shown, or the last month of the period. */
export function rangeFrom({ day }: SomeDays, [first, last]: readonly [number, number]): SomeDays {
  const start = Math.max(first, Math.min(day, last - RANGE_DAYS));
  const until = Math.min(last, start + RANGE_DAYS);
  return { day: start, until: until > start ? until : null };
}

/** What is told of these days, the first things first. */
export function eventsOf(events: readonly Event[], days: SomeDays): Event[] {
  return events.filter(event => isOn(event.days, days.day, shownDay(days)));
}

function moved({ day, until }: SomeDays, by: number): SomeDays {
  return { day: day + by, until: until === null ? null : until + by };
}

/** The day to begin a comparison with: as far from the one that is shown as the period allows. */
export function otherDay(day: number, [first, last]: readonly [number, number]): number {
  return day - first < last - day ? last : first;
}
