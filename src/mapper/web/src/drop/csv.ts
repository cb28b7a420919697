/** A table as a spreadsheet saves it → records: one a row, placed by its columns of longitude and latitude. */

import { dsvFormat } from "d3-dsv";
import known from "../../../columns.json" with { type: "json" };
import { called } from "./called.ts";
import { degrees, latin, pair, typed } from "./cells.ts";
import type { Foreign, Record } from "./foreign.ts";
import { type Message, note, type Problem, problem, refuse } from "./messages.ts";

interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

/** The columns of latitude and longitude, and whether they are called x and y. */
type Place = readonly [number, number, boolean];

/** One of the first rows names the columns. */
export function readCsv(given: string): Foreign {
  // Marks of joined files: no text begins with one.
  const text = given.replaceAll("\ufeff", "");
  if (/^\s*[<{[]/.test(text)) refuse("", "csv.other");
  const separator = separatorOf(text);
  const rows = dsvFormat(separator)
    .parseRows(text, (row, index) => ({ number: index + 1, cells: row.map(cell => cell.trim()) }))
    .filter(({ cells }) => cells.some(Boolean));
  const {
    columns,
    body,
    place: [latAt, lonAt, isPlane],
  } = headed(rows);
  const isBoth = latAt === lonAt;
  if (latAt < 0 || lonAt < 0) refuseColumns(columns);
  if (body.length === 0) refuse("", "csv.no-rows");
  const place = [latAt, lonAt].map(at => `"${columns[at]}"`);
  const [lat = "", lon = ""] = place;
  const problems: Problem[] = [];
  // Of one that is not closed, everything behind it is one cell.
  if (/(^|[,;|\t\r\n])"/.test(text.replace(/(^|[,;|\t\r\n])"(?:[^"]|"")*"/g, "$1")))
    problems.push(problem(`row ${body.at(-1)?.number}`, "csv.quotes"));

  const records: Record[] = [];
  for (const { number, cells } of body) {
    const where = `row ${number}`;
    if (cells.slice(columns.length).some(Boolean)) {
      problems.push(problem(where, "csv.long", { count: cells.length, columns: columns.length }));
      continue;
    }
    const texts = [...new Set([latAt, lonAt])].map(at => cells[at] ?? "");
    const [y = null, x = null] = isBoth ? (pair(texts[0] ?? "") ?? []) : texts.map(degrees);
    if (!texts.some(Boolean)) problems.push(problem(where, "feature.no-position", {}, "warning"));
    else if (x === null || y === null) {
      const said = texts.map((each, i) => `${columns[i === 0 ? latAt : lonAt]} is "${each.slice(0, 40)}"`);
      problems.push(problem(where, "csv.position", { cells: said.join(", ") }));
    } else {
      const rest = columns.flatMap((column, at) =>
        at === latAt || at === lonAt || !cells[at] ? [] : [[column, cells[at] ?? ""] as const],
      );
      const geometry = { type: "Point", coordinates: [x, y] };
      records.push({ place: where, id: null, properties: new Map(rest), geometry });
    }
  }
  // x and y may be anything: they are taken for degrees only if they can be.
  const far = records.some(({ geometry }) => (geometry.coordinates as number[]).some(n => Math.abs(n) > 180));
  if (isPlane && far) refuse("", "csv.metres", { columns: `${lon} and ${lat}` });
  const notes = [isBoth ? note("note.column", { column: lat }) : note("note.columns", { lat, lon })];
  if (separator !== ",")
    notes.unshift(note("note.separator", { separator: note(`separator.${separator}` as Message) }));
  return { title: "", records: typed(records), notes, problems };
}

/** The first of the first twenty rows that names columns of a position, and what stands below it; else the first. */
function headed(rows: readonly Row[]): { columns: string[]; body: readonly Row[]; place: Place } {
  const tried = rows.slice(0, 20).map((row, at) => {
    const columns = unique(row.cells);
    const body = rows.slice(at + 1);
    const sample = body.slice(0, 49).map(({ cells }) => cells);
    return { columns, body, place: placeOf(columns, sample) };
  });
  const found = tried.find(({ place: [lat, lon] }) => lat >= 0 && lon >= 0) ?? tried[0];
  return found ?? { columns: [], body: [], place: [-1, -1, false] };
}

/** Whichever of comma, semicolon, tab and upright line stands most often in the first row, outside quotation marks. */
function separatorOf(text: string): string {
  const [head = ""] = text
    .trimStart()
    .replace(/"[^"]*"/g, "")
    .split("\n", 1);
  const counts = [",", ";", "\t", "|"].map(each => [each, head.split(each).length] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

/** Where latitude and longitude stand, -1 = nowhere, perhaps in one column; and whether they are called x and y. */
function placeOf(columns: readonly string[], sample: readonly (readonly string[])[]): Place {
  const find = (names: readonly string[]): number => columns.indexOf(called(columns, names)[0] ?? "");
  for (const [lat, lon, isPlane] of [
    [find(known.lat), find(known.lon), false],
    [find(known.y), find(known.x), true],
  ] as const)
    if (lat >= 0 && lon >= 0) return [lat, lon, isPlane];
  const texts = (at: number): string[] => sample.map(cells => cells[at] ?? "").filter(Boolean);
  const named = find(known.both);
  if (2 * texts(named).filter(pair).length > texts(named).length) return [named, named, false];
  const sure = columns.findIndex((_, at) => texts(at).length > 1 && texts(at).every(isSure));
  return [sure, sure, false];
}

/** Has each of two numbers that fit the globe a decimal, a degree sign or a side? */
function isSure(text: string): boolean {
  const [lat, lon] = pair(text) ?? [91, 0];
  return (
    (latin(text).match(/\d\.\d|[°º]|\p{L}/gu)?.length ?? 0) > 1 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  );
}

function refuseColumns(columns: readonly string[]): never {
  const named = columns.slice(0, 20).map(column => `"${column}"`);
  if (columns.every(name => degrees(name) !== null)) refuse("row 1", "csv.numbers");
  return refuse("row 1", "csv.no-place", { columns: named.join(", ") });
}

/** The names of the columns, each once; those without one get a number. */
function unique(row: readonly string[]): string[] {
  const found: string[] = [];
  for (const [index, name] of row.entries()) {
    let key = name.split(/\s+/).join(" ") || `column ${index + 1}`;
    while (found.includes(key)) key = `${key} again`;
    found.push(key);
  }
  return found;
}
