import assert from "node:assert/strict";
import { test } from "node:test";
import { findTerm, formsOf } from "../../src/record/terms.ts";

const found = (text: string, ...forms: string[]): string | null => {
  const hit = findTerm(text, forms);
  return hit && text.slice(hit.at, hit.at + hit.length);
};

test("a term goes by each of its forms", () => {
  assert.deepEqual(formsOf("Mobile group (MMG)"), ["Mobile group", "MMG"]);
  assert.deepEqual(formsOf("Ferry, horse ferry"), ["Ferry", "horse ferry"]);
  assert.deepEqual(formsOf("Djinn, plural djinns"), ["Djinn", "djinns"]);
  assert.deepEqual(formsOf("Rifle brigade, regiment"), ["Rifle brigade"]);
  assert.deepEqual(formsOf("Party (of travellers)"), ["Party"]);
  assert.deepEqual(formsOf("Ox (X)"), []);
});

test("whole words alone are terms", () => {
  assert.equal(found("the ferry sank", "Ferry"), "ferry");
  assert.equal(found("a ferryman", "Ferry"), null);
  assert.equal(found("Ferry-i-Khan", "Ferry"), null);
  assert.equal(found("at Nether-Ferry", "Ferry"), null);
  assert.equal(found("the ferry’s keel", "Ferry"), null);
  assert.equal(found("the Fährferry", "ferry"), null);
});

test("a plural, and a number behind", () => {
  assert.equal(found("two ferries, three scows", "Scow"), "scows");
  assert.equal(found("a column of APC-80s", "APC"), "APC-80s");
  assert.equal(found("an APC-80.", "APC"), "APC-80");
});

test("an acronym is written just so", () => {
  assert.equal(found("a mad dash", "MAD"), null);
  assert.equal(found("MAD and DASH", "MAD"), "MAD");
  assert.equal(found("the khad, the KhAD", "KhAD"), "KhAD");
});

test("the first in the text, and there the longest", () => {
  assert.equal(found("the horse ferry or a ferry", "Ferry", "Horse ferry"), "horse ferry");
  assert.equal(found("scow, then ferry", "Ferry", "Scow"), "scow");
  assert.equal(found("nothing here", "Ferry"), null);
});
