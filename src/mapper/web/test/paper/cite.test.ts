import assert from "node:assert/strict";
import { test } from "node:test";
import { citation } from "../../src/paper/cite.ts";
import { table } from "../../src/paper/export.ts";

const thing = { name: "", title: "Old Fort & “Bridge”. Length: 5 %_a.", link: "https://x.org/#d=1&v=2_3" };
const seen = "2026-11-29";

test("what is cited stands where the build left room for it, and a stop is not doubled", () => {
  assert.equal(
    citation("Chicago", "“\ue000.” In Roads. \ue001.", thing, seen),
    "“Old Fort & “Bridge”. Length: 5 %_a.” In Roads. https://x.org/#d=1&v=2_3.",
  );
  const odd = { ...thing, title: "$& $1 \\ ~" };
  assert.equal(citation("APA", "\ue000!", odd, seen), "$& $1 \\ ~!");
});

test("BibTeX escapes a title, not an address; RIS has its own days", () => {
  assert.equal(
    citation("BibTeX", "title = {{\ue000}}, url = {\ue001}, urldate = {\ue002}", thing, seen),
    "title = {{Old Fort \\& “Bridge”. Length: 5 \\%\\_a}}, url = {https://x.org/#d=1&v=2_3}, urldate = {2026-11-29}",
  );
  assert.equal(citation("RIS", "Y2  - \ue002", thing, seen), "Y2  - 2026/11/29");
});

test("what a spreadsheet would run as a formula is text in every table", () => {
  const cells = ["=1+1", " =1", "＝1", "-x", "-1.5", "a"];
  assert.equal(table(cells.map(value => ({ value }))).slice(1), "value\n'=1+1\n' =1\n'＝1\n'-x\n-1.5\na\n");
});
