/**
 * The platform of a school, where one shows the lesson as a package (SCORM 1.2): it is told what was answered, the
 * score, the time, and when all is answered. What is a pass, it decides. Without one nobody is told anything.
 */

import { type Given, type Judged, numberTyped } from "./judge.ts";

/** What a platform offers as `API` of a window: all that goes in and comes out is text. */
export type Api = Readonly<
  Record<`LMS${"Initialize" | "GetValue" | "SetValue" | "Commit" | "Finish"}`, Told>
>;

/** The name of a value, or nothing; and the value, where it is set. */
type Told = (...words: string[]) => string;

/** Of a window, what may be asked of it from another origin too, and `API`, which may not. */
export interface Frame {
  readonly parent: Frame;
  readonly top: Frame | null;
  readonly opener: Frame | null;
  readonly API?: Api;
}

/** An answer, by the id of its question. */
export interface Answered {
  readonly id: string;
  readonly kind: string;
  readonly given: Given;
  readonly judged: Judged;
}

/** The points so far, of all there are, and how many questions are still to be answered. */
export interface Score {
  readonly got: number;
  readonly most: number;
  readonly left: number;
}

export interface Platform {
  readonly answered: (answer: Answered, score: Score) => void;
  readonly leave: () => void;
}

/** The kinds that SCORM has other words for than choice. */
const TYPES: Readonly<Record<string, string>> = {
  number: "numeric",
  order: "sequencing",
  match: "matching",
  open: "fill-in",
};

/** Of one's own words it takes no more. */
const MOST_SIGNS = 255;

/** The platform's side: in the windows around this one, then in those around the one that opened it. */
export function findApi(from: Frame): Api | null {
  return above(from) ?? above(from.top?.opener ?? null);
}

function above(from: Frame | null): Api | null {
  for (let at = from; at; at = at.parent === at ? null : at.parent) {
    try {
      if (typeof at.API?.LMSInitialize === "function") return at.API;
    } catch {
      // A window of another origin may not be looked into: it is not the platform's.
    }
  }
  return null;
}

/** Tells the platform from now on; null where it is none, or does not want to be told. */
export function connect(api: Api | null, now = Date.now): Platform | null {
  if (!api) return null;
  /** A platform that fails is no reason for the lesson to. */
  const call = (name: keyof Api, ...words: string[]): string => {
    try {
      return String(api[name](...words));
    } catch {
      return "";
    }
  };
  const get = (name: string): string => call("LMSGetValue", `cmi.${name}`);
  const set = (name: string, value: string): string => call("LMSSetValue", `cmi.${name}`, value);
  const commit = (): string => call("LMSCommit", "");
  if (call("LMSInitialize", "") !== "true") return null;

  const begun = now();
  // Who comes back to look something up does not lose what an earlier visit brought.
  const before = Number(get("core.score.raw")) || 0;
  const wasOver = /^(completed|passed)$/.test(get("core.lesson_status"));
  let count = Number(get("interactions._count")) || 0;
  let lastAt = begun;
  if (!wasOver) set("core.lesson_status", "incomplete");
  set("core.score.min", "0");
  set("core.score.max", "100");

  const answered = ({ id, kind, given, judged }: Answered, { got, most, left }: Score): void => {
    const at = now();
    const said = {
      id,
      type: TYPES[kind] ?? "choice",
      time: new Date(at).toTimeString().slice(0, 8),
      student_response: response(kind, given),
      result: result(judged),
      latency: timespan(at - lastAt),
    };
    const place = `interactions.${count++}.`;
    for (const [name, value] of Object.entries(said)) set(place + name, value);
    lastAt = at;
    const percent = Math.round((1000 * got) / (most || 1)) / 10;
    set("core.score.raw", String(Math.max(before, percent)));
    if (left === 0 && !wasOver) set("core.lesson_status", "completed");
    commit();
  };

  const leave = (): void => {
    set("core.session_time", timespan(now() - begun));
    commit();
    call("LMSFinish", "");
  };
  return { answered, leave };
}

/** Options are letters, things to match are numbers: `1.b,2.a`. */
export function response(kind: string, given: Given): string {
  if (typeof given === "string")
    return kind === "number" ? String(numberTyped(given) ?? "") : given.slice(0, MOST_SIGNS);
  const item = (index: number): string => (kind === "match" ? `${index + 1}.` : "");
  return given.map((each, index) => item(index) + (10 + (each ?? 0)).toString(36)).join();
}

/** What is partly right has its share for a result; one's own words are not judged. */
export function result({ verdict, share }: Judged): string {
  return { right: "correct", nearly: share.toFixed(2), wrong: "wrong", unanswered: "neutral" }[verdict];
}

/** How long: hours, minutes and seconds, as SCORM writes them. */
export function timespan(ms: number): string {
  const parts = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60];
  return parts.map(part => String(Math.floor(part)).padStart(2, "0")).join(":");
}
