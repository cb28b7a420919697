/** JSON text from anywhere → its value, strictly, with plain words for what is wrong with it. */

import { type Problem, problem, refuse } from "./messages.ts";

/** Deeper nesting is refused, as by the reader that Python has. */
const DEEPEST = 1024;

const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of these in a string
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;

/** The value, and a warning for each key that stands twice in one object. Raises a Refusal if it is not JSON. */
export function parse(text: string): { value: unknown; problems: Problem[] } {
  const { fault, twice } = scan(text);
  if (fault) refuseAt(text, fault);
  const problems = twice.map(key => problem("", "json.twice", { key: brief(key) }, "warning"));
  return { value: JSON.parse(text), problems };
}

/** A value as JSON text, cut off if it is long. */
export function brief(value: unknown): string {
  const letters = [...(JSON.stringify(value) ?? "null")];
  return letters.length <= 40 ? letters.join("") : `${letters.slice(0, 39).join("")}…`;
}

interface Fault {
  readonly at: number;
  readonly reason: string;
}

function refuseAt(text: string, { at, reason }: Fault): never {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = [...before.slice(before.lastIndexOf("\n") + 1)].length + 1;
  const place = `line ${line}, column ${column}`;
  if (/^\s*</.test(text)) refuse(place, "json.xml");
  // A scanner stops behind the sign of -Infinity.
  const [value] = /^-?(NaN|Infinity)/i.exec(text.slice(at)) ?? [];
  if (value) refuse(place, "json.nan", { value });
  if (reason === "depth") refuse(place, "json.deep");
  if (reason === "end") refuse(place, "json.end");
  refuse(place, "json.other", { reason });
}

interface Open {
  readonly close: "}" | "]";
  /** Of an object: how often each key stands in it. */
  readonly keys: Map<string, number>;
}

/**
 * The first thing that is no JSON, in the words and at the place that Python's reader gives; JSON.parse says it
 * differently in each browser, and some without a place. Without recursion: a file may nest as deep as it likes.
 */
function scan(text: string): { fault: Fault | null; twice: string[] } {
  const twice = new Set<string>();
  const stack: Open[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  const wrong = (reason: string, where = at): Fault => ({
    at: where,
    reason: where >= text.length ? "end" : reason,
  });
  const string = (): Fault | null => {
    at += 1;
    for (;;) {
      take(PLAIN);
      if (text[at] === '"') break;
      if (text[at] !== "\\") return wrong("unexpected control character in string");
      const start = at;
      const escaped = take(ESCAPE);
      if (!escaped) return wrong("invalid escaped sequence in string");
      const unit = escaped[1] === "u" ? Number.parseInt(escaped.slice(2), 16) : 0;
      if (unit >= 0xdc00 && unit < 0xe000) return wrong("invalid high surrogate in string", start);
      if (unit >= 0xd800 && unit < 0xdc00 && !take(/\\u[dD][c-fC-F][0-9a-fA-F]{2}/y))
        return wrong("no low surrogate in string", start);
    }
    at += 1;
    return null;
  };
  const number = (): Fault | null => {
    const start = at;
    const [found] = [take(NUMBER)];
    if (!found) {
      if (text[at] === "-") at += 1;
      return wrong("no digit after sign");
    }
    if (/^-?0$/.test(found) && /\d/.test(text[at] ?? ""))
      return wrong("number with leading zero is not allowed", at - 1);
    if (text[at] === "." && !/[.eE]/.test(found)) return wrong("no digit after decimal point", at + 1);
    if (/[eE]/.test(text[at] ?? "") && !/[eE]/.test(found)) {
      at += /[+-]/.test(text[at + 1] ?? "") ? 2 : 1;
      return wrong("no digit after exponent sign");
    }
    if (!Number.isFinite(Number(found))) return wrong("number is infinity when parsed as double", start);
    return null;
  };
  const literal = (): Fault | null => {
    const word = { t: "true", f: "false", n: "null" }[text[at] ?? ""];
    if (!word) return wrong("unexpected character, expected a JSON value");
    if (!text.startsWith(word, at)) {
      const cut = word.startsWith(text.slice(at));
      return wrong(`invalid literal, expected '${word}'`, cut ? text.length : at);
    }
    at += word.length;
    return null;
  };
  const key = (): Fault | null => {
    if (text[at] !== '"') return wrong("unexpected character, expected a string key");
    const start = at;
    const fault = string();
    if (fault) return fault;
    const name = JSON.parse(text.slice(start, at)) as string;
    const { keys } = stack.at(-1) as Open;
    keys.set(name, (keys.get(name) ?? 0) + 1);
    take(SPACE);
    if (text[at] !== ":") return wrong("unexpected character, expected ':' after key");
    at += 1;
    take(SPACE);
    return null;
  };

  take(SPACE);
  for (;;) {
    // A value, or the first key of what was opened.
    const first = text[at] ?? "";
    let fault: Fault | null = null;
    if (first === "{" || first === "[") {
      if (stack.length > DEEPEST) return { fault: wrong("depth"), twice: [] };
      stack.push({ close: first === "{" ? "}" : "]", keys: new Map() });
      at += 1;
      take(SPACE);
      if (text[at] !== stack.at(-1)?.close) {
        fault = first === "{" ? key() : null;
        if (fault) return { fault, twice: [] };
        continue;
      }
    } else if (first === '"') fault = string();
    else if (/[-+.\d]/.test(first)) fault = number();
    else fault = literal();
    if (fault) return { fault, twice: [] };

    // What may stand behind a value: the ends of what is open, then a comma and the next value.
    for (;;) {
      take(SPACE);
      const open = stack.at(-1);
      if (!open)
        return {
          fault: at < text.length ? wrong("unexpected content after document") : null,
          twice: [...twice],
        };
      if (text[at] !== open.close) break;
      for (const [name, count] of open.keys) if (count > 1) twice.add(name);
      stack.pop();
      at += 1;
    }
    const { close } = stack.at(-1) as Open;
    const comma = at;
    if (text[at] !== ",")
      return { fault: wrong(`unexpected character, expected ',' or '${close}'`), twice: [] };
    at += 1;
    take(SPACE);
    if (text[at] === close) return { fault: wrong("trailing comma is not allowed", comma), twice: [] };
    fault = close === "}" ? key() : null;
    if (fault) return { fault, twice: [] };
  }
}
