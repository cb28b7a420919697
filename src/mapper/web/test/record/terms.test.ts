import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { findTerm, formsOf } from "../../src/record/terms.ts";

/** What Python finds in lessons (`record/terms.py`) is put to the same. */
const cases: {
  readonly forms: readonly (readonly [string, readonly string[]])[];
  readonly found: readonly (readonly [string, readonly string[], string | null])[];
} = JSON.parse(readFileSync(new URL("./terms.json", import.meta.url), "utf8"));

test("a term goes by each of its forms", () => {
  for (const [term, forms] of cases.forms) assert.deepEqual(formsOf(term), forms);
});

test("whole words are terms, the first in the text, and there the longest; an acronym is written just so", () => {
  for (const [text, forms, word] of cases.found) {
    const hit = findTerm(text, forms);
    assert.equal(hit && text.slice(hit.at, hit.at + hit.length), word, text);
  }
});
