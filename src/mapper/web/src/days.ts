/** Days as whole numbers since 1970-01-01, and what a feature's state is on one of them. */

import type { Days } from "./payload.ts";

export type State = "held" | "leaving" | "uncertain" | "vacated" | "unknown" | "not-yet";

/** The states that the map key has columns for, in reading order. */
export const KEY_STATES = ["held", "leaving", "uncertain", "vacated", "unknown"] as const;

const DAY_MS = 86_400_000;

/** 1 → "1970-01-02". Years beyond four digits and before the year 0 keep a sign, as ISO 8601 asks. */
export function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, -14);
}

/** "1970-01-02" → 1; null if it is no day of the calendar. */
export function dayOf(iso: string): number | null {
  if (!/^([+-]\d{6}|\d{4})-\d\d-\d\d$/.test(iso)) return null;
  const day = Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(day) && isoOf(day) === iso ? day : null;
}

/**
 * Where a feature stands on `day`, from when it came to be in use (`from`) and when it ceased (`until`).
 * leaving: the end had surely begun and had surely not finished, so it is under way.
 * uncertain: the sources leave open on which side of the day it fell. An open end never comes.
 * unknown: no source says when it ended. Without `from` it is taken to have been there already.
 */
export function stateOn(day: number, from: Days | undefined, until: Days | undefined): State {
  if (from) {
    const [earliest, latest] = from;
    if (earliest !== null && day < earliest) return "not-yet";
    if (earliest !== null && latest !== null && day < latest) return "uncertain";
  }
  if (!until || until.every(bound => bound === null)) return "unknown";
  const [earliestStart, latestStart, earliestEnd, latestEnd] = until;
  if (earliestStart !== null && day < earliestStart) return "held";
  if (latestEnd !== null && day > latestEnd) return "vacated";
  const begun = latestStart !== null && latestStart <= day;
  const unfinished = earliestEnd === null || day <= earliestEnd;
  return begun && unfinished ? "leaving" : "uncertain";
}

/** Something that may have been on any of more days than this is told on its first day alone. */
const SPAN_DAYS = 7;

/** Is what is dated by these days told on `day`? */
export function isOn(days: Days, day: number): boolean {
  const [start, , , end] = days;
  const brief = start !== null && end !== null && end - start < SPAN_DAYS;
  return brief ? touches(days, day) : startOf(days) === day;
}

/** Does any part of these days touch `day`? Open ends reach out without limit. */
export function touches(days: Days, day: number): boolean {
  const [start, , , end] = days;
  if (start === null && end === null) return false;
  return (start === null || start <= day) && (end === null || day <= end);
}

/** The day something is filed under: its earliest start, or the first of its days that is known. */
export function startOf(days: Days): number | null {
  return days.find(day => day !== null) ?? null;
}

/** The nearest of `days` after (+1) or before (-1) `day`; null if there is none. */
export function neighbour(days: readonly number[], day: number, direction: 1 | -1): number | null {
  const further = days.filter(other => (other - day) * direction > 0);
  if (further.length === 0) return null;
  return direction === 1 ? Math.min(...further) : Math.max(...further);
}
