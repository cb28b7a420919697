/** SCORM 2004, as a platform hears it. */

import { type Given, type Judged, type Key, numberTyped } from "./judge.ts";
import { type Dialect, letter } from "./platform.ts";

/** The kinds that it has other words for than choice. */
const TYPES: Readonly<Record<string, string>> = {
  number: "numeric",
  order: "sequencing",
  match: "matching",
  open: "long-fill-in",
};

/** Of one's own words it takes no more, and of the question. */
const MOST_SIGNS = 4000;
const MOST_OF_QUESTION = 250;

export const scorm2004: Dialect = {
  api: "API_1484_11",
  calls: { begin: "Initialize", get: "GetValue", set: "SetValue", commit: "Commit", end: "Terminate" },
  names: {
    score: "score",
    state: "completion_status",
    time: "session_time",
    place: "location",
    exit: "exit",
  },
  room: 64_000,
  scored: (scaled, over, get) => {
    const told = { "score.scaled": scaled.toFixed(4) };
    const passing = get("scaled_passing_score");
    if (!over || passing === "") return told;
    return { ...told, success_status: scaled >= Number(passing) ? "passed" : "failed" };
  },
  interaction: ({ id, asked, key, given, judged }, at, ms) => ({
    id,
    type: TYPES[key.kind] ?? "choice",
    // To the hundredth: a zone may stand only behind fractions of a second, of two digits at most.
    timestamp: `${at.toISOString().slice(0, 22)}Z`,
    ...Object.fromEntries(
      patterns(key).map((pattern, index) => [`correct_responses.${index}.pattern`, pattern]),
    ),
    learner_response: response(key.kind, given),
    result: result(judged),
    latency: timespan(ms),
    description: asked.slice(0, MOST_OF_QUESTION),
  }),
  timespan,
};

/** What is right: of places to find, any; of one's own words, nothing is said to be. */
export function patterns({ kind, answer, least, most }: Key): string[] {
  if (kind === "open") return [];
  if (kind === "number") return [`${least}[:]${most}`];
  if (kind === "locate") return answer.map(each => response(kind, [each]));
  return [response(kind, answer)];
}

/** Options are letters, things to match are numbers: `1[.]b[,]2[.]a`. */
export function response(kind: string, given: Given): string {
  if (typeof given === "string")
    return kind === "number" ? String(numberTyped(given) ?? "") : given.slice(0, MOST_SIGNS);
  const item = (index: number): string => (kind === "match" ? `${index + 1}[.]` : "");
  return given.map((each, index) => item(index) + letter(each)).join("[,]");
}

/** What is partly right has its share for a result; one's own words are not judged. */
export function result({ verdict, share }: Judged): string {
  return { right: "correct", nearly: share.toFixed(2), wrong: "incorrect", unanswered: "neutral" }[verdict];
}

/** How long: seconds to the hundredth, as ISO 8601 writes a duration. */
export function timespan(ms: number): string {
  return `PT${Math.floor(ms / 10) / 100}S`;
}
