/** SCORM 1.2, as a platform hears it. */

import { type Given, type Judged, numberTyped } from "./judge.ts";
import { type Dialect, letter } from "./platform.ts";

/** The kinds that it has other words for than choice. */
const TYPES: Readonly<Record<string, string>> = {
  number: "numeric",
  order: "sequencing",
  match: "matching",
  open: "fill-in",
};

/** Of one's own words it takes no more. */
const MOST_SIGNS = 255;

export const scorm12: Dialect = {
  api: "API",
  calls: {
    begin: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    end: "LMSFinish",
  },
  names: {
    score: "core.score",
    state: "core.lesson_status",
    time: "core.session_time",
    place: "core.lesson_location",
    exit: "core.exit",
  },
  room: 4096,
  scored: () => ({}),
  interaction: ({ id, key, given, judged }, at, ms) => ({
    id,
    type: TYPES[key.kind] ?? "choice",
    time: at.toTimeString().slice(0, 8),
    student_response: response(key.kind, given),
    result: result(judged),
    latency: timespan(ms),
  }),
  timespan,
};

/** Options are letters, things to match are numbers: `1.b,2.a`. */
export function response(kind: string, given: Given): string {
  if (typeof given === "string")
    return kind === "number" ? String(numberTyped(given) ?? "") : given.slice(0, MOST_SIGNS);
  const item = (index: number): string => (kind === "match" ? `${index + 1}.` : "");
  return given.map((each, index) => item(index) + letter(each)).join();
}

/** What is partly right has its share for a result; one's own words are not judged. */
export function result({ verdict, share }: Judged): string {
  return { right: "correct", nearly: share.toFixed(2), wrong: "wrong", unanswered: "neutral" }[verdict];
}

/** How long: hours, minutes and seconds. */
export function timespan(ms: number): string {
  const parts = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60];
  return parts.map(part => String(Math.floor(part)).padStart(2, "0")).join(":");
}
