/** A table as a spreadsheet saves it → records: one a row, placed by its columns of longitude and latitude. */

import { dsvFormat } from "d3-dsv";
import known from "../../../columns.json" with { type: "json" };
import { degrees, typed } from "./cells.ts";
import type { Foreign, Record } from "./foreign.ts";
import { type Message, note, type Problem, problem, refuse } from "./messages.ts";

/** The first row, or the first that is not empty, names the columns. */
export function readCsv(text: string): Foreign {
  if (/^\s*[<{[]/.test(text)) refuse("", "csv.other");
  const separator = separatorOf(text);
  const rows = dsvFormat(separator)
    .parseRows(text, (row, index) => ({ number: index + 1, cells: row.map(cell => cell.trim()) }))
    .filter(({ cells }) => cells.some(Boolean));
  const [head, ...body] = rows;
  const columns = unique(head?.cells ?? []);
  const [latAt, lonAt, isPlane] = placeOf(columns);
  if (latAt < 0 || lonAt < 0) refuseColumns(columns);
  if (body.length === 0) refuse("", "csv.no-rows");
  const place = [latAt, lonAt].map(at => `"${columns[at]}"`);
  const [lat = "", lon = ""] = place;
  const problems: Problem[] = [];
  // With an odd one, everything behind it is one cell.
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1)
    problems.push(problem(`row ${body.at(-1)?.number}`, "csv.quotes"));

  const records: Record[] = [];
  for (const { number, cells } of body) {
    const where = `row ${number}`;
    if (cells.slice(columns.length).some(Boolean)) {
      problems.push(problem(where, "csv.long", { count: cells.length, columns: columns.length }));
      continue;
    }
    const texts = [cells[latAt] ?? "", cells[lonAt] ?? ""];
    const [y = null, x = null] = texts.map(degrees);
    if (!texts.some(Boolean)) problems.push(problem(where, "feature.no-position", {}, "warning"));
    else if (x === null || y === null) {
      const said = texts.map((each, i) => `${columns[i === 0 ? latAt : lonAt]} is "${each.slice(0, 40)}"`);
      problems.push(problem(where, "csv.position", { cells: said.join(", ") }));
    } else {
      const rest = columns.flatMap((column, at) =>
        at === latAt || at === lonAt ? [] : [[column, cells[at] ?? ""] as const],
      );
      const geometry = { type: "Point", coordinates: [x, y] };
      records.push({ place: where, id: null, properties: new Map(rest), geometry });
    }
  }
  // x and y may be anything: they are taken for degrees only if they can be.
  const far = records.some(({ geometry }) => (geometry.coordinates as number[]).some(n => Math.abs(n) > 180));
  if (isPlane && far) refuse("", "csv.metres", { columns: `${lon} and ${lat}` });
  const notes = [note("note.columns", { lat, lon })];
  if (separator !== ",")
    notes.unshift(note("note.separator", { separator: note(`separator.${separator}` as Message) }));
  return { title: "", records: typed(records), notes, problems };
}

/** Whichever of comma, semicolon and tab stands most often in the first row, outside quotation marks. */
function separatorOf(text: string): string {
  const [head = ""] = text
    .trimStart()
    .replace(/"[^"]*"/g, "")
    .split("\n", 1);
  const counts = [",", ";", "\t"].map(each => [each, head.split(each).length] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

/** Where latitude and longitude stand, -1 = nowhere; and whether they are called x and y. */
function placeOf(columns: readonly string[]): [number, number, boolean] {
  const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const keys = columns.map(plain);
  const find = (names: readonly string[]): number => {
    const wanted = names.map(plain).find(name => keys.includes(name));
    return wanted === undefined ? -1 : keys.indexOf(wanted);
  };
  const [lat, lon] = [find(known.lat), find(known.lon)];
  return lat >= 0 && lon >= 0 ? [lat, lon, false] : [find(known.y), find(known.x), true];
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
