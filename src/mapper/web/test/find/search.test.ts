import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, normalize } from "../../src/find/normalize.ts";
import { createIndex, type Index, pieces, snippet } from "../../src/find/search.ts";

function index(): Index {
  const made = createIndex();
  made.add(
    "place",
    "north-gate",
    [{ text: "North Gate" }, { text: "Ёлка-на-Горе" }, { text: "دروازهٔ شمالی" }],
    "Garrison, Upland",
  );
  made.add("place", "mill", [{ text: "Çay-i-Değirmen" }, { text: "Tea Mill" }, { text: "جلال‌آباد" }], "Town");
  made.add("place", "old-bridge", [{ text: "Old Bridge" }, { text: "Pul-i-Kohna" }], "Road bridge");
  made.add("event", "storm", [{ text: "The storm at North Gate" }], "7 August 1841", "The mill burned down.");
  made.add("fact", "claim-1", [{ text: "Vacated: 9 August 1841" }], "North Gate", "By the evening bell.");
  return made;
}

const ids = (query: string): string[] =>
  index()
    .find(query)
    .map(({ entry }) => entry.id);

const marked = (text: string, query: string): string =>
  pieces(text, query)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join("");

test("spellings of one word are one word", () => {
  assert.equal(normalize("ÇAY Değirmen Łódź Straße"), "cay degirmen lodz strasse");
  assert.equal(normalize("Ёлка"), normalize("елка"));
  assert.equal(normalize("علي كابل"), normalize("علی کابل"));
  assert.equal(normalize("Qal‘a Qalʿa Qal'a"), "qala qala qala");
  assert.equal(normalize("۱۲۳ ١٢٣ 123"), "123 123 123");
  assert.equal(normalize("آباد"), normalize("اباد"));
});

test("names are found in every script, from the beginning of a word", () => {
  for (const query of ["north", "GATE", "north gate", "gate nor", "елка", "Ёлка на горе", "شمالي"]) {
    assert.equal(ids(query)[0], "north-gate", query);
  }
  for (const query of [
    "cay",
    "çay",
    "degirmen",
    "cayideg",
    "tea-mill",
    "جلال آباد",
    "جلالاباد",
    "جلال‌آباد",
  ]) {
    assert.equal(ids(query)[0], "mill", query);
  }
  assert.deepEqual(ids("ate"), []);
  assert.deepEqual(ids(""), []);
  assert.deepEqual(ids(" -'? "), []);
});

test("a letter that joins two words may be another or missing", () => {
  for (const query of ["pul-e-kohna", "pul kohna", "pulikohna", "Pul i Kohna"]) {
    assert.deepEqual(ids(query), ["old-bridge"], query);
  }
});

test("the name itself comes first, then its beginning, its words, and last the text", () => {
  const made = createIndex();
  made.add("event", "text", [{ text: "A fire" }], "", "It began at the mill.");
  made.add("place", "word", [{ text: "Old Mill" }]);
  made.add("place", "start", [{ text: "Mill Street" }]);
  made.add("place", "whole", [{ text: "Moulin" }, { text: "Mill" }]);
  const found = made.find("mill");
  assert.deepEqual(
    found.map(({ entry }) => entry.id),
    ["whole", "start", "word", "text"],
  );
  assert.deepEqual(
    found.map(({ name }) => name),
    [1, 0, 0, -1],
  );
});

test("where something is narrows, but does not find by itself", () => {
  assert.deepEqual(ids("vacated north"), ["claim-1"]);
  assert.deepEqual(ids("north gate"), ["north-gate", "storm"]);
  assert.deepEqual(ids("upland"), []);
});

test("a slip is put right", () => {
  const made = index();
  assert.equal(made.suggest("Brigde"), "Bridge");
  assert.equal(made.suggest("old brdge"), "old Bridge");
  assert.equal(made.suggest("ёлкк"), "Ёлка");
  assert.equal(made.suggest("pulikhona"), "Pul-i-Kohna");
  assert.equal(made.suggest("جلالابد"), "جلال‌آباد");
  assert.equal(made.suggest("xyzzy"), null);
  assert.equal(made.suggest(""), null);
  // Both words are known, but nothing has both.
  assert.equal(made.suggest("storm kohna"), null);
});

test("a suggestion finds something even where the nearest word would not", () => {
  const made = createIndex();
  made.add("place", "a", [{ text: "Harbor" }]);
  made.add("place", "b", [{ text: "Harbour Street" }]);
  assert.equal(made.suggest("harbuor street"), "Harbour street");
});

test("letters are counted that must change", () => {
  assert.equal(distance("rivr", "river", 1), 1);
  assert.equal(distance("bridge", "brigde", 1), 1);
  assert.equal(distance("gate", "gate", 0), 0);
  assert.equal(distance("kitten", "sitting", 3), 3);
  assert.equal(distance("kitten", "sitting", 2), Number.POSITIVE_INFINITY);
  assert.equal(distance("", "abc", 3), 3);
});

test("what matched is marked, letter for letter", () => {
  assert.equal(marked("North Gate", "ga nort"), "[Nort]h [Ga]te");
  assert.equal(marked("Çay-i-Değirmen", "caydeg"), "Çay-i-Değirmen");
  assert.equal(marked("Çay-i-Değirmen", "cayideg"), "[Çay-i-Değ]irmen");
  assert.equal(marked("Ёлка", "елк"), "[Ёлк]а");
  assert.equal(marked("جلال‌آباد", "جلالاب"), "[جلال‌آب]اد");
  assert.equal(marked("Straße", "strass"), "[Straß]e");
  assert.equal(marked("e\u0301te\u0301", "ét"), "[e\u0301t]e\u0301");
  assert.equal(marked("Nothing", "gate"), "Nothing");
  assert.equal(marked("", "gate"), "");
  assert.equal(
    pieces("A gate, a gate", "gate")
      .map(({ text }) => text)
      .join(""),
    "A gate, a gate",
  );
});

test("of a long text the part around the match is shown", () => {
  const long = `${"before ".repeat(40)}the mill ${"after ".repeat(40)}`;
  const shown = snippet(long, "mill");
  assert.match(shown, /^… before .*the mill after.* …$/);
  assert.ok(shown.length < 130);
  assert.equal(snippet("The mill.", "mill"), "The mill.");
  assert.match(snippet(long, "before"), /^before/);
  assert.equal(snippet("x".repeat(300), "x").length, 112);
});
