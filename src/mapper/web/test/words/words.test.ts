import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../src/days.ts";
import type { Payload, Text } from "../../src/payload.ts";
import { type Name, type Words, wordsFor } from "../../src/words/words.ts";

const catalogue = {
  en: { hello: "Hello {name}", "notes.one": "One note", "notes.other": "{n} notes", only: "English only" },
  de: { hello: "Hallo {name}" },
};

const words = (language?: string, texts: Payload["words"] = catalogue): Words =>
  wordsFor({ words: texts, atlas: { languages: ["en", "de"] } as unknown as Payload["atlas"] }, language);

const day = (iso: string): number => dayOf(iso) ?? Number.NaN;

test("what is filled in is not looked at again", () => {
  assert.equal(words().t("hello", { name: "{name} $& <b>" }), "Hello {name} $& <b>");
});

test("what nobody fills in stays, and a key that nobody has comes back", () => {
  assert.equal(words().t("hello"), "Hello {name}");
  assert.equal(words().t("no.such.key"), "no.such.key");
  assert.equal(words().t("constructor"), "constructor");
});

test("one and many, by the rules of the language", () => {
  assert.equal(words().t("notes", { n: 1 }), "One note");
  assert.equal(words().t("notes", { n: 2000 }), "2,000 notes");
});

test("a language without a word falls back on the first", () => {
  assert.equal(words("de").t("hello", { name: "Ida" }), "Hallo Ida");
  assert.equal(words("de").t("only"), "English only");
  assert.equal(words("xx").language, "en");
});

test("data in the reader's language, or in the first", () => {
  assert.equal(words("de").text({ en: "Bridge", de: "Brücke" }), "Brücke");
  assert.equal(words("de").text({ en: "Bridge" }), "Bridge");
  assert.equal(words("de").text({ fr: "Pont" }), "Pont");
  assert.equal(words("de").text({}), "");
});

test("days are said as in a sentence, whatever the time zone", () => {
  assert.equal(words().date(day("1870-08-07")), "7 August 1870");
  assert.equal(words().date(day("1812-06-24")), "24 June 1812");
  assert.equal(words().date(day("1871-02-15"), "month"), "Feb");
  assert.equal(words().date(day("1870-05-26"), "short"), "26 May");
  assert.equal(words().date(day("-0043-03-15")), "15 March 44 BC");
  assert.equal(words().date(day("0000-03-15"), "year"), "1 BC");
  assert.equal(words().date(day("0044-03-15"), "year"), "44");
});

test("lists and numbers", () => {
  assert.equal(words().list(["a", "b", "c"]), "a, b and c");
  assert.equal(words().number(100300), "100,300");
});

test("a place is called as the reader chose, or in the first language", () => {
  const atlas = { languages: ["en", "de", "fa"] } as unknown as Payload["atlas"];
  const called = (namesIn: string | null, namesNow: boolean, name: Text, now?: string): Name =>
    wordsFor({ words: catalogue, atlas }, undefined, () => ({ namesIn, namesNow })).name(
      now === undefined ? { name } : { name, now },
    );
  const port = { en: "Port", de: "Hafen", fa: "بندر" };
  assert.deepEqual(called(null, false, port), { text: "Port", lang: "en", dir: "ltr" });
  assert.deepEqual(called("de", false, port), { text: "Hafen", lang: "de", dir: "ltr" });
  assert.deepEqual(called("fa", false, port), { text: "بندر", lang: "fa", dir: "rtl" });
  assert.deepEqual(called("fa", false, { en: "Mill" }), { text: "Mill", lang: "en", dir: "ltr" });
  assert.deepEqual(called("de", true, port, "Newport, Utopia"), { text: "Newport", lang: "en", dir: "ltr" });
  // It is called as it was, in a land of another name.
  assert.equal(called("de", true, port, "Port, Utopia").text, "Hafen");
  assert.equal(called("de", true, port).text, "Hafen");
});
