/** What of the viewer reads files and columns, for tests/fuzz/inpage.py: it answers what may not happen, or nothing. */

import { openTable } from "../../src/big/table.ts";
import { draftOf } from "../../src/drop/draft.ts";
import { Refusal } from "../../src/drop/messages.ts";
import { readBytes } from "../../src/drop/read.ts";
import { fileText } from "../../src/drop/save.ts";
import type { Big, Layer, Payload } from "../../src/payload.ts";
import { wordsFor } from "../../src/words/words.ts";

const atlas = { languages: ["en"], bounds: [-3, 40, 20, 60.5] } as unknown as Payload["atlas"];
const words = wordsFor({ atlas, words: {} });
const taken = {
  features: new Set(["mill"]),
  layers: new Set<string>(),
  titles: new Set<string>(),
  looks: new Set(["point", "line", "area", "garrison"]),
};

function toldOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}` : String(error);
}

/** A file that is dropped. */
function drop(name: string, base64: string): string {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  try {
    const foreign = readBytes(name, bytes);
    const { tidied } = draftOf(name, foreign, "own/1", taken, { atlas }, words);
    if (tidied.features.length > 0) JSON.parse(fileText(tidied.features));
    else if (tidied.problems.length === 0) return "nothing was read, and nothing said of it";
  } catch (error) {
    if (!(error instanceof Refusal)) return toldOf(error);
  }
  return "";
}

/** Columns may be refused; those that are opened have to be read to the end. */
async function decode(big: string, base64: string): Promise<string> {
  const layer = { id: "many", title: "Many", decimals: 5 } as unknown as Layer;
  const table = await openTable(layer, JSON.parse(big) as Big, base64, "en").catch(() => null);
  try {
    for (let index = 0; table && index < table.shapes.count; index++) table.entry(index);
    table?.indexOf("nowhere");
  } catch (error) {
    return toldOf(error);
  }
  return "";
}

Object.assign(globalThis, { fuzzed: { drop, decode } });
