/**
 * The platform of a school, where one shows the lesson as a package: it is told what was answered, the score, the time,
 * and when all is answered. What is a pass, it decides. Where it keeps what was answered, a later visit begins with
 * that. Without a platform nobody is told anything.
 */

import type { Given, Judged, Key } from "./judge.ts";

/** How a version of SCORM names what is told, and writes it; all names are below `cmi`. */
export interface Dialect {
  /** What a window of the platform offers it as. */
  readonly api: string;
  readonly calls: Readonly<Record<"begin" | "get" | "set" | "commit" | "end", string>>;
  readonly names: Readonly<Record<"score" | "state" | "time" | "place" | "exit", string>>;
  /** So many signs it keeps of what was answered. */
  readonly room: number;
  /** What else is told with a score from 0 to 1, of a lesson that is over or not. */
  readonly scored: (scaled: number, over: boolean, get: (name: string) => string) => Values;
  /** An answer, given at `at` after `ms`; what comes first has to be told first. */
  readonly interaction: (answer: Answered, at: Date, ms: number) => Values;
  readonly timespan: (ms: number) => string;
}

/** Names and values, as text. */
export type Values = Readonly<Record<string, string>>;

/** What a platform offers: all that goes in and comes out is text. */
export type Api = Readonly<Record<string, (...words: string[]) => string>>;

/** Of a window, what may be asked of it from another origin too; what else it has may not. */
export interface Frame {
  readonly parent: Frame;
  readonly top: Frame | null;
  readonly opener: Frame | null;
}

/** An answer, by the id of its question. */
export interface Answered {
  readonly id: string;
  readonly asked: string;
  readonly key: Key;
  readonly given: Given;
  readonly judged: Judged;
}

/** The points so far, of all there are, and how many questions are still to be answered. */
export interface Score {
  readonly got: number;
  readonly most: number;
  readonly left: number;
}

/** What was answered, by the ids of the questions. */
export type Kept = Readonly<Record<string, Given>>;

export interface Platform {
  /** What it kept from an earlier visit, and the question that was answered last. */
  readonly kept: Kept;
  readonly place: string;
  readonly answered: (answer: Answered, score: Score) => void;
  readonly leave: () => void;
}

/** The platform's side: in the windows around this one, then in those around the one that opened it. */
export function findApi(from: Frame, { api, calls }: Dialect): Api | null {
  return above(from, api, calls.begin) ?? above(from.top?.opener ?? null, api, calls.begin);
}

function above(from: Frame | null, name: string, begin: string): Api | null {
  for (let at = from; at; at = at.parent === at ? null : at.parent) {
    try {
      const api = (at as unknown as Readonly<Record<string, Api | undefined>>)[name];
      if (typeof api?.[begin] === "function") return api;
    } catch {
      // A window of another origin may not be looked into: it is not the platform's.
    }
  }
  return null;
}

/** Tells the platform from now on; null where it is none, or does not want to be told. */
export function connect(api: Api | null, dialect: Dialect, now = Date.now): Platform | null {
  if (!api) return null;
  const { calls, names } = dialect;
  /** A platform that fails is no reason for the lesson to. */
  const call = (name: string, ...words: string[]): string => {
    try {
      return String(api[name]?.(...words));
    } catch {
      return "";
    }
  };
  const get = (name: string): string => call(calls.get, `cmi.${name}`);
  const tell = (values: Values, before = ""): void => {
    for (const [name, value] of Object.entries(values)) call(calls.set, `cmi.${before}${name}`, value);
  };
  if (call(calls.begin, "") !== "true") return null;

  const begun = now();
  // Who comes back to look something up does not lose what an earlier visit brought.
  const best = Number(get(`${names.score}.raw`)) || 0;
  const wasOver = /^(completed|passed)$/.test(get(names.state));
  const before = keptIn(get("suspend_data"));
  const place = get(names.place);
  const kept = { ...before };
  let count = Number(get("interactions._count")) || 0;
  let lastAt = begun;
  if (!wasOver) tell({ [names.state]: "incomplete" });
  tell({ min: "0", max: "100" }, `${names.score}.`);

  const answered = (answer: Answered, { got, most, left }: Score): void => {
    const at = now();
    tell(dialect.interaction(answer, new Date(at), at - lastAt), `interactions.${count++}.`);
    lastAt = at;
    const percent = Math.max(best, Math.round((1000 * got) / (most || 1)) / 10);
    const over = wasOver || left === 0;
    tell({ [`${names.score}.raw`]: String(percent) });
    tell(dialect.scored(percent / 100, over, get));
    if (over && !wasOver) tell({ [names.state]: "completed" });
    kept[answer.id] = answer.given;
    tell({ suspend_data: written(kept, dialect.room), [names.place]: answer.id });
    call(calls.commit, "");
  };

  const leave = (): void => {
    // Else what was kept would be gone with the visit.
    tell({ [names.time]: dialect.timespan(now() - begun), [names.exit]: "suspend" });
    call(calls.commit, "");
    call(calls.end, "");
  };
  return { kept: before, place, answered, leave };
}

/** What was answered, in so many signs at most: where there is no room, long texts are cut. */
export function written(kept: Kept, room: number): string {
  for (const most of [room, 1000, 100, 0]) {
    const text = JSON.stringify(kept, (_, each) => (typeof each === "string" ? each.slice(0, most) : each));
    if (text.length <= room) return text;
  }
  return "";
}

/** What such a text says; nothing where it is another. */
function keptIn(text: string): Kept {
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter(([, given]) => typeof given === "string" || Array.isArray(given)),
    );
  } catch {
    return {};
  }
}

/** An option by its place: a letter. */
export function letter(place: number | null): string {
  return (10 + (place ?? 0)).toString(36);
}
