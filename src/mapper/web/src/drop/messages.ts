/** What can be wrong with a file, in the words that Python has too: both read src/mapper/messages.json. */

import catalogue from "../../../messages.json" with { type: "json" };

export interface Problem {
  /** Where in the file; empty = the file as a whole. */
  readonly place: string;
  readonly what: string;
  readonly mend: string;
  readonly severity: "error" | "warning";
}

export type Message = keyof typeof catalogue;
export type Values = Readonly<Record<string, string | number>>;

/** A file that cannot be read at all. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.what);
    this.problem = problem;
  }
}

/** What is wrong, and how to mend it. Values are put in as they are, and not looked into again. */
export function say(message: Message, values: Values = {}): { what: string; mend: string } {
  const { what, mend = "" }: { what: string; mend?: string } = catalogue[message];
  return { what: fill(what, values), mend: fill(mend, values) };
}

/** A message that is one sentence, without advice. */
export function note(message: Message, values: Values = {}): string {
  return say(message, values).what;
}

export function problem(place: string, message: Message, values?: Values, severity?: "warning"): Problem {
  return { place, ...say(message, values), severity: severity ?? "error" };
}

export function refuse(place: string, message: Message, values?: Values): never {
  throw new Refusal(problem(place, message, values));
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}

/** Each kind of problem once, with its first place and a count. */
export function folded(problems: readonly Problem[]): Problem[] {
  const kinds = new Map<string, Problem[]>();
  for (const each of problems) {
    const kind = `${each.severity} ${each.what.replace(/[\d.-]+/g, "")}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
  }
  return [...kinds.values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const more = ` (and ${rest.length.toLocaleString("en")} more like it).`;
    return [rest.length > 0 ? { ...first, what: first.what.slice(0, -1) + more } : first];
  });
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
