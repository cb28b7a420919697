/** Prints, as JSON, what the browser says of the files that are named: for tests/formats/test_both.py, which asks Python the same. */

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { draftOf } from "../../src/drop/draft.ts";
import { Refusal } from "../../src/drop/messages.ts";
import { readBytes } from "../../src/drop/read.ts";
import { fileText } from "../../src/drop/save.ts";
import type { Payload } from "../../src/payload.ts";
import { wordsFor } from "../../src/words/words.ts";

const [bounds = "", looks = "", ...files] = process.argv.slice(2);
const atlas = { languages: ["en"], bounds: JSON.parse(bounds) } as unknown as Payload["atlas"];
const words = wordsFor({ atlas, words: {} });
const taken = {
  features: new Set(["mill"]),
  layers: new Set<string>(),
  titles: new Set<string>(),
  looks: new Set<string>(JSON.parse(looks)),
};

const said: Record<string, object> = {};
for (const file of files) {
  try {
    const foreign = readBytes(file, await readFile(file));
    const { tidied, id, title } = draftOf(basename(file), foreign, "own/1", taken, { atlas }, words);
    const features = tidied.features.length > 0 ? JSON.parse(fileText(tidied.features)).features : [];
    said[basename(file)] = { problems: tidied.problems, notes: tidied.notes, id, title, features };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    said[basename(file)] = { problems: [error.problem] };
  }
}
console.log(JSON.stringify(said));
