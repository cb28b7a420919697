import assert from "node:assert/strict";
import { test } from "node:test";
import { degrees } from "../../src/drop/cells.ts";
import { readCsv } from "../../src/drop/csv.ts";
import { slug } from "../../src/drop/ids.ts";
import { ownLayer } from "../../src/drop/layer.ts";
import { folded, problem, say } from "../../src/drop/messages.ts";
import { readBytes } from "../../src/drop/read.ts";
import { entryText } from "../../src/drop/save.ts";
import { decode } from "../../src/geometry.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("a coordinate may be written in many ways", () => {
  const written: readonly [string, number | null][] = [
    ["34.5", 34.5],
    ["-34,5", -34.5],
    [" +7 ", 7],
    ["34°30′N", 34.5],
    ["34° 30' 36\" S", -34.51],
    ["N 34 30", 34.5],
    ["34:30:36 с. ш.", 34.51],
    ["69°30′ west", -69.5],
    ["34°60′N", null],
    ["34.5°30′", null],
    ["N 34 S", null],
    ["-34°N", null],
    // The letter O is East in German and West in French.
    ["34°O", null],
    ["east", null],
    ["", null],
    ["1,234,567", null],
  ];
  for (const [text, value] of written) {
    const found = degrees(text);
    if (value === null || found === null) assert.equal(found, value, text);
    else assert.ok(Math.abs(found - value) < 1e-9, `${text}: ${found}`);
  }
});

test("a table's columns are numbers only where all of their cells are", () => {
  const { records, notes } = readCsv(
    'name;Breite;LON;depth;code;year\n"A; B";59,5;-2;1,5;007;1841\n17;59;-2,25;2;12;\n;;;;;\n',
  );
  assert.deepEqual(
    records.map(({ place, properties }) => [place, Object.fromEntries(properties)]),
    [
      ["row 2", { name: "A; B", depth: 1.5, code: "007", year: 1841 }],
      ["row 3", { name: "17", depth: 2, code: "12" }],
    ],
  );
  assert.deepEqual(
    records.map(({ geometry }) => geometry.coordinates),
    [
      [-2, 59.5],
      [-2.25, 59],
    ],
  );
  assert.deepEqual(notes, [
    "Took semicolons for what stands between cells.",
    'Took positions from the columns "Breite" and "LON".',
  ]);
});

test("a value that looks like a placeholder is not filled in again", () => {
  assert.equal(say("json.other", { reason: "{reason} {value}" }).what, "is not JSON: {reason} {value}.");
});

test("problems of one kind are told once, with a count", () => {
  const many = [1, 2, 3].map(n => problem(`row ${n}`, "position.lat", { value: 90 + n }));
  assert.deepEqual(
    folded([...many, problem("", "file.empty")]).map(({ place, what }) => [place, what]),
    [
      ["row 1", "the latitude is out of range (and 2 more like it)."],
      ["", "is empty."],
    ],
  );
});

test("an id is made of a text", () => {
  assert.equal(slug("Étang de l'Est"), "etang-de-l-est");
  assert.equal(slug("Straße 7!"), "strasse-7");
  assert.equal(slug("Колодец"), "");
});

test("an entry is TOML, whatever the title", () => {
  const entry = entryText("a", 'B "c"\\ \u007f', "Whose?");
  assert.match(entry, /title = "B \\"c\\"\\\\ \\u007f"\n/);
});

test("a shape keeps its positions, and its symbol stands inside", () => {
  const ring = (west: number, east: number): [number, number][] => [
    [west, 0],
    [east, 0],
    [east, 2],
    [west, 2],
    [west, 0],
  ];
  const geometry = { type: "Polygon", coordinates: [ring(0, 10), ring(1, 6).reverse()] };
  const properties = new Map([["name", "A"]]);
  const layer = ownLayer([{ id: "a", properties, geometry }], {
    key: "own/1",
    title: "T",
    language: "en",
    kinds: { area: "area" },
  });
  const [feature] = layer.features;
  assert.ok(feature);
  const drawn = decode(feature.shape, layer.decimals);
  assert.equal(drawn.kind, "areas");
  if (drawn.kind !== "areas") return;
  assert.deepEqual(
    drawn.areas[0]?.map(line => line.map(([lat, lon]) => [lon, lat])),
    geometry.coordinates,
  );
  // East of the hole there is more room than west of it.
  assert.equal(feature.point[0], 8);
  assert.equal(feature.kind, "area");
});

test("a table that is not UTF-8 is taken for Western letters, and anything else is refused", () => {
  const latin = Uint8Array.from([...bytes("name,lat,lon\nCaf"), 0xe9, ...bytes(",59,-2\n")]);
  const { records, notes } = readBytes("a.csv", latin);
  assert.equal(records[0]?.properties.get("name"), "Café");
  assert.match(notes[0] ?? "", /Western/);
  assert.throws(() => readBytes("a.kml", latin), /is not UTF-8/);
});

test("a table in letters of another script is not taken for a Western one", () => {
  const table = (letters: number[]): Uint8Array =>
    Uint8Array.from([...bytes("name,lat,lon\n"), ...letters, ...bytes(",50,10\n")]);

  const western = readBytes("mills.csv", table([0x4d, 0xfc, 0x68, 0x6c, 0x65]));
  assert.equal(western.records[0]?.properties.get("name"), "Mühle");
  assert.throws(
    () => readBytes("mills.csv", table([0xcc, 0xe5, 0xeb, 0xfc])),
    ({ problem }) => problem.what === "is not UTF-8.",
  );
});
