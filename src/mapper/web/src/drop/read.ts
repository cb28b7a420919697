/** A file that was dropped or chosen → its records. Its ending chooses the format; nothing of it leaves the page. */

import { readCsv } from "./csv.ts";
import type { Foreign } from "./foreign.ts";
import { readGeojson } from "./geojson.ts";
import { note, refuse } from "./messages.ts";
import { readGpx, readKml } from "./xml.ts";

/** Bytes: what a page can read and draw without standing still. */
export const LARGEST = 10_000_000;

/** Features: beyond that, as many elements as they are drawn with make a page slow. */
export const MOST = 2_000;

const READERS: Readonly<Record<string, (text: string) => Foreign>> = {
  ".geojson": readGeojson,
  ".json": readGeojson,
  ".csv": readCsv,
  ".tsv": readCsv,
  ".kml": text => readKml(text),
  ".gpx": text => readGpx(text),
};

/** The endings that are read, as a file input wants them. */
export const ENDINGS = Object.keys(READERS);

/** Raises a Refusal if the file cannot be read at all. */
export async function readFile(file: File): Promise<Foreign> {
  if (file.size > LARGEST) refuse("", "file.large", { size: LARGEST / 1e6 });
  return readBytes(file.name, new Uint8Array(await file.arrayBuffer()));
}

export function readBytes(name: string, bytes: Uint8Array): Foreign {
  const ending = /\.[^.]*$/.exec(name)?.[0].toLowerCase() ?? "";
  const read = READERS[ending];
  if (!read) refuse("", "file.ending", { ending, endings: ENDINGS.join(", ") });
  const { text, notes } = decode(bytes, read === readCsv);
  if (/^[\s\0]*$/.test(text)) refuse("", "file.empty");
  const foreign = read(text);
  if (foreign.records.length > MOST)
    refuse("", "file.many", {
      count: foreign.records.length.toLocaleString("en"),
      most: MOST.toLocaleString("en"),
    });
  return { ...foreign, notes: [...notes, ...foreign.notes] };
}

interface Encoding {
  readonly label: "utf-8" | "utf-16le" | "utf-16be";
  /** As a note calls it. */
  readonly name: string;
  readonly isMarked: boolean;
}

/** Byte order marks, and the zeros of UTF-16 without one, as RFC 4627 tells them apart. */
function encodingOf([a, b, c]: Uint8Array): Encoding {
  if (a === 0xff && b === 0xfe) return { label: "utf-16le", name: "UTF-16", isMarked: true };
  if (a === 0xfe && b === 0xff) return { label: "utf-16be", name: "UTF-16", isMarked: true };
  if (a && b === 0) return { label: "utf-16le", name: "UTF-16-LE", isMarked: false };
  if (a === 0 && b) return { label: "utf-16be", name: "UTF-16-BE", isMarked: false };
  return { label: "utf-8", name: "UTF-8", isMarked: a === 0xef && b === 0xbb && c === 0xbf };
}

function decode(bytes: Uint8Array, isTable: boolean): { text: string; notes: string[] } {
  const { label, name, isMarked } = encodingOf(bytes);
  const isPlain = label === "utf-8";
  const notes = isPlain ? [] : [note("note.encoding", { encoding: name })];
  // Spreadsheets save tables with a mark, and that is as it should be.
  if (isPlain && isMarked && !isTable) notes.push(note("note.bom"));
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), notes };
  } catch {
    // Spreadsheets of Western Europe still save tables so.
    const latin = { name: "Western", encoding: "cp1252" };
    const text = isTable && isPlain ? new TextDecoder("windows-1252").decode(bytes) : "";
    // Words of letters beyond ASCII alone are of another script.
    if (text && !/[À-ÿ]{3}/.test(text)) return { text, notes: [note("note.guessed", latin)] };
  }
  const lines = new TextDecoder(label).decode(bytes).split("\ufffd", 1)[0]?.split("\n") ?? [];
  return refuse(`line ${lines.length}`, "json.encoding", { encoding: name });
}
