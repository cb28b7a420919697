/** Records → features fit for an atlas: sound shapes, stable ids, names, clean attributes. The counterpart of formats/tidy/tidy.py. */

import known from "../../../columns.json" with { type: "json" };
import type { Bounds } from "../payload.ts";
import { called } from "./called.ts";
import type { Foreign, Record } from "./foreign.ts";
import { givenId, givenIds, markOf, noId } from "./ids.ts";
import { brief } from "./jsontext.ts";
import { type Message, note, type Problem, problem, type Values } from "./messages.ts";
import { doubts, faults, type Geometry } from "./positions.ts";
import { repair } from "./repair.ts";

const isText = (value: unknown): value is string => typeof value === "string";

/** Columns that the map reads for itself, and what it can read there. */
const OWN: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["kind", isText],
  ["province", isText],
  ["also", isText],
  ["position", isText],
  ["precision", (value: unknown) => isText(value) && /^[a-z]+$/.test(value)],
  ["precision_km", (value: unknown) => typeof value === "number"],
  ["rank", (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 6],
]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

export interface TidyFeature {
  readonly id: string;
  readonly properties: ReadonlyMap<string, unknown>;
  readonly geometry: Geometry;
}

export interface Tidy {
  readonly features: readonly TidyFeature[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

export interface TidyOptions {
  /** The layer's id and title, for features that have no id or name of their own. */
  readonly layer: string;
  readonly title: string;
  /** The column that holds the names; guessed if null. */
  readonly label: string | null;
  /** The atlas's first language, that of `name`. */
  readonly language: string;
  /** Of the study area, to find swapped axes. */
  readonly bounds: Bounds;
  /** Ids that the atlas has already. */
  readonly taken: ReadonlySet<string>;
  /** The looks there are. */
  readonly looks: ReadonlySet<string>;
}

export function tidy(foreign: Foreign, options: TidyOptions): Tidy {
  const { layer, title, label, language, bounds, looks } = options;
  const names = nameColumns(foreign.records, label);
  const problems = [...foreign.problems];
  const done = new Map<string, number>();
  const ids = givenIds(
    layer,
    options.taken,
    foreign.records.map(each => [givenId(each), nameOf(each, names)] as const),
  );
  const features: TidyFeature[] = [];
  for (const [index, record] of foreign.records.entries()) {
    const { geometry, done: repairs } = repair(record.geometry);
    const wrong = wrongWith(geometry, record, bounds);
    problems.push(...wrong, ...noId(record));
    if (wrong.some(({ severity }) => severity === "error")) continue;
    const cleaned = clean(record.properties, looks);
    const name = nameOf(record, names);
    const id = ids.give(givenId(record), name, () => markOf(record.properties, geometry));
    const properties = named(cleaned.properties, name || `${title} ${index + 1}`, language);
    const unnamed = name ? [] : [note("note.unnamed")];
    for (const what of [...[...repairs].map(each => note(each)), ...cleaned.done, ...unnamed])
      done.set(what, (done.get(what) ?? 0) + 1);
    features.push({ id, properties, geometry });
  }
  if (foreign.records.length === 0 && !problems.some(({ severity }) => severity === "error"))
    problems.push(problem("", "file.unplaced"));
  const counted = [...done].map(
    ([what, count]) => `${what} (${number(count)} feature${count === 1 ? "" : "s"}).`,
  );
  return { features, notes: [...foreign.notes, ...counted, ...ids.notes()], problems };
}

/** All columns of the records, in the order they come. */
export function columnsOf(records: readonly Record[]): string[] {
  return [...new Set(records.flatMap(({ properties }) => [...properties.keys()]))];
}

/**
 * The columns to look for a name in, the best first. If none looks like a name, it is the first that is called
 * after a kind of place, or else holds a short text in every row, and in every row another.
 */
export function nameColumns(records: readonly Record[], label: string | null): string[] {
  if (label !== null) return [label];
  const columns = columnsOf(records);
  const found = called(columns, known.name);
  if (found.length > 0) return found;
  const [first = columns.find(column => tellsApart(records, column))] = called(columns, known["maybe-name"]);
  return first === undefined ? [] : [first];
}

/** Columns that are neither a name nor worth showing. */
const PLAIN = new Set([...OWN.keys(), "id", "fid", "gid", "objectid", "ogc_fid", "look"]);

/** Whether the column holds in every row a short text that stands in no other. */
function tellsApart(records: readonly Record[], column: string): boolean {
  if (PLAIN.has(column.toLowerCase())) return false;
  const texts = records.map(({ properties }) => {
    const value = properties.get(column);
    return isText(value) ? value.trim() : "";
  });
  return (
    texts.every(text => /^\p{L}/u.test(text) && [...text].length <= 60 && !text.includes("://")) &&
    texts.length > 1 &&
    new Set(texts).size === texts.length
  );
}

/** A text on one line, without control characters. */
export function line(text: string): string {
  return text.replace(CONTROL, "").split(/\s+/).filter(Boolean).join(" ");
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function wrongWith(geometry: Geometry, { place, id }: Record, bounds: Bounds): Problem[] {
  const found = faults(geometry, bounds);
  const severity = found.length > 0 ? "error" : "warning";
  const start = id === null || id === undefined ? place : `${place} ${brief(id)}`;
  return (found.length > 0 ? found : doubts(geometry)).map(fault => ({
    ...fault,
    place: place.startsWith("row ") ? place : `${start}.${fault.place}`,
    severity,
  }));
}

function nameOf({ properties }: Record, columns: readonly string[]): string {
  for (const column of columns) {
    const word = wordOf(properties.get(column));
    if (word) return word;
  }
  return "";
}

/** A value as it may stand for a name; empty if it may not. */
function wordOf(value: unknown): string {
  return isText(value) || typeof value === "number" ? line(String(value)) : "";
}

/** The properties with `name` first; another name that would stand in its place is kept. */
function named(
  properties: ReadonlyMap<string, unknown>,
  name: string,
  language: string,
): Map<string, unknown> {
  const found = new Map<string, unknown>([["name", name]]);
  for (const [key, value] of properties) {
    const isName = ["name", `name_${language}`].includes(key.toLowerCase());
    if (!isName) found.set(key, value);
    else if (!["", name].includes(wordOf(value))) found.set(`original_${key}`, value);
  }
  return found;
}

/** The properties as flat values that the map can show, and what had to be done for it. */
function clean(
  given: ReadonlyMap<string, unknown>,
  looks: ReadonlySet<string>,
): { properties: Map<string, unknown>; done: Set<string> } {
  const properties = new Map<string, unknown>();
  const done = new Set<string>();
  const say = (message: Message, values?: Values): unknown => done.add(note(message, values));
  for (const [column, held] of given) {
    if (held === null || held === undefined) {
      say("note.empty");
      continue;
    }
    let key = line(column) || "column";
    let value = held;
    if (typeof held === "object") {
      say("note.nested", { column: `"${key}"` });
      value = JSON.stringify(held);
    } else if (isText(held)) value = held.replace(CONTROL, "");
    if (key !== column || (isText(held) && value !== held)) say("note.control");
    const fits = key === "look" ? isText(value) && looks.has(value) : (OWN.get(key)?.(value) ?? true);
    if (!fits) {
      say("note.renamed", { column: `"${key}"`, new: `"${key}_given"` });
      key = `${key}_given`;
    }
    while (properties.has(key)) key = `${key}_again`;
    properties.set(key, value);
  }
  return { properties, done };
}
