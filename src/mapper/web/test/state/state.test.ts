import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../src/days.ts";
import { format, isState, parse } from "../../src/state/hash.ts";
import type { Known } from "../../src/state/known.ts";
import { createStore, type MapState, shownDay } from "../../src/state/state.ts";

const day = (iso: string): number => dayOf(iso) ?? Number.NaN;

const known: Known = {
  period: [day("1850-01-01"), day("1850-12-31")],
  features: new Set(["mill-bridge", "old-fort"]),
  layers: new Map([
    ["land", true],
    ["rivers", true],
    ["relief-today", true],
    ["roads", false],
    ["forts", false],
  ]),
  shown: new Set(["land", "rivers", "roads", "forts"]),
  tongues: new Set(["en", "de", "fa"]),
  interfaces: new Set(["de"]),
  renamed: true,
  steps: new Set(["the-flood", "after"]),
};

const opening: MapState = {
  day: day("1850-03-01"),
  until: null,
  compare: null,
  feature: null,
  layers: known.shown,
  view: null,
  namesIn: null,
  namesNow: false,
  language: null,
  step: null,
  ui: null,
};

test("a state survives the way into the hash and back", () => {
  const states: MapState[] = [
    opening,
    { ...opening, feature: "mill-bridge", view: { zoom: 7.5, lat: 36.125, lon: -68.2 } },
    { ...opening, layers: new Set(["land", "rivers", "forts"]) },
    { ...opening, layers: new Set(["land", "relief-today", "roads", "forts"]) },
    { ...opening, layers: new Set([]) },
    { ...opening, until: day("1850-03-02") },
    { ...opening, until: day("1850-12-31"), feature: "old-fort" },
    { ...opening, namesIn: "de" },
    { ...opening, namesNow: true },
    { ...opening, language: "de" },
    { ...opening, compare: day("1850-06-01") },
    { ...opening, step: "the-flood" },
    { ...opening, step: "after", ui: "present" },
    { ...opening, ui: "map" },
    { ...opening, ui: "time", feature: "old-fort" },
    { ...opening, step: "after", ui: "map" },
    { ...opening, step: "after", feature: "old-fort", view: { zoom: 6, lat: 1, lon: 2 } },
    { ...opening, feature: "old-fort", namesIn: "fa", namesNow: true, view: { zoom: 6, lat: 1, lon: 2 } },
  ];
  for (const state of states) {
    assert.deepEqual({ ...opening, ...parse(format(state, known), known) }, state, format(state, known));
  }
});

test("the hash reads as it is documented", () => {
  const state = { ...opening, feature: "old-fort", view: { zoom: 7, lat: 36.1, lon: 68.2 } };
  assert.equal(format(state, known), "#d=1850-03-01&f=old-fort&l=roads,forts&v=7/36.1/68.2");
});

test("a step stands in the hash, and none that the story does not have", () => {
  assert.equal(format({ ...opening, step: "after" }, known), "#d=1850-03-01&l=roads,forts&s=after");
  assert.deepEqual(parse("#s=after", known), { step: "after" });
  for (const hash of ["#s=", "#s=no-such-step", "#s=%E0%A4%A"]) assert.deepEqual(parse(hash, known), {});
});

test("what is presented is a step, the first if none is named", () => {
  assert.deepEqual(parse("#ui=present&s=after", known), { step: "after", ui: "present" });
  assert.deepEqual(parse("#ui=present", known), { step: "the-flood", ui: "present" });
  assert.deepEqual(parse("#ui=else", known), {});
  assert.deepEqual(parse("#ui=present", { ...known, steps: new Set() }), {});
});

test("what stands around the map: of what is named the most, and nothing that is not known", () => {
  const ui = (asked: string, of = known): unknown => parse(`#ui=${asked}`, of).ui;
  assert.equal(ui("map"), "map");
  assert.equal(ui("time"), "time");
  for (const both of ["map,time", "time,map", "key,time,map", "time,time"]) assert.equal(ui(both), "time");
  assert.equal(ui("map,key"), "map");
  assert.equal(ui("present,map"), "present");
  assert.equal(ui("present,map", { ...known, steps: new Set() }), "map");
  for (const none of ["", "key", "MAP", "maps", "map time", "constructor", "%E0%A4%A"])
    assert.equal(ui(none), undefined);
  assert.deepEqual(parse("#ui=map", known), { ui: "map" });
  assert.match(format({ ...opening, ui: "time" }, known), /&ui=time$/);
  assert.doesNotMatch(format(opening, known), /ui=/);
});

test("layers that are named are on, others off; the base map stays as it opens", () => {
  const on = (l: string): string[] => [...(parse(`#l=${l}`, known).layers ?? [])];
  assert.deepEqual(on("forts"), ["land", "rivers", "forts"]);
  assert.deepEqual(on(""), ["land", "rivers"]);
  assert.deepEqual(on("-rivers,roads"), ["land", "roads"]);
  assert.deepEqual(on("relief-today,no-such-layer"), ["land", "rivers", "relief-today"]);
});

test("unknown and garbled parts are left out", () => {
  for (const hash of [
    "",
    "#",
    "#x=1",
    "#d=1850-13-01",
    "#f=nowhere",
    "#v=a/b/c",
    "#v=7/36.1",
    "#v=7/99/0",
    "#%%%=1",
    "#=3",
  ]) {
    assert.deepEqual(parse(hash, known), {}, hash);
  }
  assert.deepEqual(parse("#f=old-fort&step=3&lang=xx&f=mill-bridge", known), { feature: "old-fort" });
  assert.deepEqual(parse("#f=%6Fld-fort", known), { feature: "old-fort" });
  assert.deepEqual(parse("#f=%E0%A4%A", known), {});
});

test("names: a language, or those of today, or both; what the atlas has not is left out", () => {
  const naming = (n: string, ofWhat = known): object => parse(`#n=${n}`, ofWhat);
  assert.deepEqual(naming("de"), { namesIn: "de" });
  assert.deepEqual(naming("now,fa"), { namesIn: "fa", namesNow: true });
  assert.deepEqual(naming("xx,now"), { namesNow: true });
  assert.deepEqual(naming("en"), { namesIn: "en" });
  assert.deepEqual(naming("then,constructor,%%"), {});
  assert.deepEqual(naming("de,now", { ...known, tongues: new Set(), renamed: false }), {});
  assert.match(format({ ...opening, namesIn: "de", namesNow: true }, known), /&n=de,now$/);
  assert.doesNotMatch(format(opening, known), /n=/);
});

test("the language of the interface is one that it has words in", () => {
  assert.deepEqual(parse("#lang=de", known), { language: "de" });
  assert.deepEqual(parse("#lang=en", known), {});
  assert.deepEqual(parse("#lang=fa", known), {});
});

test("no prototype's name is taken for a part", () => {
  assert.deepEqual(parse("#constructor=1&__proto__=2&f=toString", known), {});
});

test("a day outside the period is brought to its nearest end", () => {
  assert.equal(parse("#d=1849-01-01", known).day, known.period[0]);
  assert.equal(parse("#d=1900-01-01", known).day, known.period[1]);
});

test("a range is an EDTF interval, kept inside the period; one that runs backwards is none", () => {
  const range = { ...opening, until: day("1850-08-07") };
  assert.match(format(range, known), /^#d=1850-03-01\/1850-08-07&/);
  assert.deepEqual(parse("#d=1850-03-01/1850-03-01", known), { day: opening.day, until: null });
  assert.deepEqual(parse("#d=1849-01-01/1850-02-01", known), {
    day: known.period[0],
    until: day("1850-02-01"),
  });
  assert.deepEqual(parse("#d=1840-01-01/1841-02-01", known), { day: known.period[0], until: null });
  for (const broken of [
    "1850-03-02/1850-03-01",
    "1850-03-01/",
    "/1850-03-01",
    "1850-03-01/..",
    "a/b",
    "1850-01-01/1850-01-02/1850-01-03",
  ]) {
    assert.deepEqual(parse(`#d=${broken}`, known), {}, broken);
  }
});

test("a day alone ends a range, and the range shows its last day", () => {
  const store = createStore(opening);
  store.set({ until: day("1850-08-07") });
  assert.equal(shownDay(store.get()), day("1850-08-07"));
  store.set({ feature: "old-fort" });
  assert.equal(store.get().until, day("1850-08-07"));
  store.set({ day: day("1850-04-01") });
  assert.equal(store.get().until, null);
  assert.equal(shownDay(store.get()), day("1850-04-01"));
});

test("a hash is a state, or the name of a place in the text", () => {
  assert.equal(isState(""), true);
  assert.equal(isState("#"), true);
  assert.equal(isState("#d=1850-03-01"), true);
  assert.equal(isState("#sources"), false);
});

test("the store tells of changes alone, and stops when asked", () => {
  const store = createStore(opening);
  const told: MapState[] = [];
  const stop = store.subscribe(now => told.push(now));
  store.set({ day: opening.day, layers: new Set(known.shown) });
  assert.equal(told.length, 0);
  store.set({ feature: "old-fort" });
  store.set({ view: { zoom: 5, lat: 1, lon: 2 } });
  store.set({ view: { zoom: 5, lat: 1, lon: 2 } });
  store.set({ namesIn: null, namesNow: false });
  assert.equal(told.length, 2);
  store.set({ namesNow: true });
  assert.equal(told.length, 3);
  assert.equal(store.get().feature, "old-fort");
  stop();
  store.set({ feature: null });
  assert.equal(told.length, 3);
});
