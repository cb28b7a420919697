/** Days as whole numbers since 1970-01-01, and what a feature's state is on one of them. */

import type { Big, Days, Feature, Layer, States } from "./payload.ts";

export type State = States["of"][number] | "not-yet";

/** The states of what is on the map, in reading order. */
export const KEY_STATES = ["there", "leaving", "unsure", "gone", "unknown"] as const;

const DAY_MS = 86_400_000;

/** 1 → "1970-01-02"; before the year 0 as in EDTF, -0043-03-15. */
export function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, -14).replace(/^-00/, "-");
}

/** "1970-01-02" → 1; null if it is no day of the calendar. */
export function dayOf(iso: string): number | null {
  if (!/^(\+\d{6}|-?\d{4})-\d\d-\d\d$/.test(iso)) return null;
  const day = Date.parse(`${iso.replace(/^-/, "-00")}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(day) && isoOf(day) === iso ? day : null;
}

/**
 * Where a feature stands on `day`, from when it came to be in use (`from`) and when it ceased (`until`).
 * leaving: the end had surely begun and had surely not finished, so it is under way.
 * unsure: the sources leave open on which side of the day it fell.
 * An open end never comes: that is one whose start has an earliest day. Elsewhere an open day is before and after nothing.
 * unknown: no source says when it ended. Without `from` it is taken to have been there already.
 * What has begun and has no end is there where such goes on, unless its end was looked for: then it has four open days.
 * What passes is there until its last day. record/days.py says the same; change both together.
 */
export function stateOn(
  day: number,
  from: Days | undefined,
  until: Days | undefined,
  { passes, goesOn }: Pick<States, "passes" | "goesOn"> = {},
): State {
  if (from) {
    const [earliest, latest] = from;
    if (earliest !== null && day < earliest) return "not-yet";
    if (latest !== null ? day < latest : earliest !== null) return "unsure";
  }
  if (!until && from && goesOn) return "there";
  if (!until || until.every(bound => bound === null)) return "unknown";
  const [earliestStart, latestStart, earliestEnd, latestEnd] = until;
  if (earliestStart !== null && day < earliestStart) return "there";
  if (latestEnd !== null && day > latestEnd) return "gone";
  const begun = latestStart !== null && latestStart <= day;
  const unfinished = earliestEnd === null ? earliestStart !== null : day <= earliestEnd;
  if (!begun || !unfinished) return "unsure";
  return passes ? "there" : "leaving";
}

/** What is asked of an entry, to know how it stands on a day. */
interface Dated {
  readonly feature: Pick<Feature, "from" | "until">;
  readonly layer: Pick<Layer, "states">;
}

/** Where a feature of a layer stands on `day`. */
export function stateOf({ feature, layer }: Dated, day: number): State {
  return stateOn(day, feature.from, feature.until, layer.states);
}

/** Is what is in this state not on the map: not yet there, or over, if it passes? */
export function isAbsent({ states }: Pick<Layer, "states">, state: State | undefined): boolean {
  return state === "not-yet" || (state === "gone" && states?.passes === true);
}

/** What the bundle of big layers adds to one that it has read: how many of its features are there on a day. */
export type Opened = Big & { there?(day: number): number };

/** How many features of a big layer are there on `day`; undefined while it is not read. */
export function thereOn({ big }: Pick<Layer, "big">, day: number): number | undefined {
  return (big as Opened | undefined)?.there?.(day);
}

/** Something that may have been on any of more days than this is told on its first day alone. */
const SPAN_DAYS = 7;

/** Is what is dated by these days told on `day`, or on any day from it to `until`? */
export function isOn(days: Days, day: number, until = day): boolean {
  const [start, , , end] = days;
  if (start !== null && end !== null && end - start < SPAN_DAYS) return touches(days, day, until);
  const filed = startOf(days);
  return filed !== null && day <= filed && filed <= until;
}

/** Does any part of these days touch `day`, or any day from it to `until`? Open ends reach out without limit. */
export function touches(days: Days, day: number, until = day): boolean {
  const [start, , , end] = days;
  if (start === null && end === null) return false;
  return (start === null || start <= until) && (end === null || day <= end);
}

export type Use = "used" | "perhaps" | null;

/** Was something in use on `day`, or at any time from it to `until`: surely, perhaps, or not that a source says? */
export function useOn(used: readonly Days[], day: number, until = day): Use {
  if (used.some(days => isSurely(days, day, until))) return "used";
  return used.some(days => touches(days, day, until)) ? "perhaps" : null;
}

/** It went on all through these days, or it began or ended among them, whichever of its own days is the right one. */
function isSurely([start, lateStart, earlyEnd, end]: Days, day: number, until: number): boolean {
  const within = (early: number | null, late: number | null): boolean =>
    early !== null && late !== null && day <= early && late <= until;
  const unended = earlyEnd === null && start !== null ? Number.POSITIVE_INFINITY : earlyEnd;
  const throughout =
    lateStart !== null && unended !== null && lateStart <= unended && lateStart <= until && day <= unended;
  return throughout || within(start, lateStart) || within(earlyEnd, end);
}

/** Have these two spans a day in common, as far as one knows? One that nothing is known of has none. */
export function meet(a: Days, b: Days): boolean {
  if ([a, b].some(days => days.every(day => day === null))) return false;
  const notAfter = (start: number | null, end: number | null): boolean =>
    start === null || end === null || start <= end;
  return notAfter(a[0], b[3]) && notAfter(b[0], a[3]);
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

export function sameYear(a: number, b: number): boolean {
  return new Date(a * 86_400_000).getUTCFullYear() === new Date(b * 86_400_000).getUTCFullYear();
}
