import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../src/days.ts";
import { FORMATS, geometryOf } from "../../src/paper/export.ts";
import type { Payload } from "../../src/payload.ts";

const day = (iso: string): number => dayOf(iso) ?? Number.NaN;

const payload = {
  atlas: {
    id: "canal",
    title: { en: "The canal" },
    address: "",
    languages: ["en", "de"],
    period: [day("1850-01-01"), day("1850-12-31")],
  },
  credits: ["Maps & Co."],
  layers: [
    {
      id: "forts",
      timed: true,
      decimals: 2,
      features: [
        {
          id: "old-fort",
          name: { en: 'Old "Fort", <north>', de: "=Festung" },
          now: "Newtown",
          kind: "fort",
          precision: "exact",
          shape: { type: "Point", at: [1050, -225] },
          point: [10.5, -2.25],
          until: [day("1850-05-01"), day("1850-05-01"), day("1850-05-03"), day("1850-05-04")],
        },
      ],
    },
    {
      id: "lakes",
      timed: false,
      decimals: 0,
      features: [
        {
          id: "lake",
          name: { en: "Lake" },
          kind: "lake",
          precision: "",
          shape: { type: "MultiPolygon", at: [[[0, 0, 4, 0, 0, 4, -4, -4]]] },
          point: [1, 1],
        },
      ],
    },
  ],
} as unknown as Payload;

test("shapes come out as GeoJSON has them", () => {
  const shape = (type: string, at: unknown): unknown => geometryOf({ type, at } as never, 1).coordinates;
  assert.deepEqual(shape("Point", [15, 20]), [1.5, 2]);
  const line = [15, 20, 5, -5];
  const bent = [
    [1.5, 2],
    [2, 1.5],
  ];
  assert.deepEqual(shape("LineString", line), bent);
  assert.deepEqual(
    shape("MultiPoint", [
      [15, 20],
      [20, 15],
    ]),
    bent,
  );
  assert.deepEqual(shape("Polygon", [line]), [bent]);
  assert.deepEqual(shape("MultiLineString", [line]), [bent]);
  assert.deepEqual(shape("MultiPolygon", [[line]]), [[bent]]);
});

test("GeoJSON: names, kind, precision, and days that are known", () => {
  const [fort, lake] = JSON.parse(FORMATS.GeoJSON.write(payload)).features;
  assert.deepEqual(fort, {
    type: "Feature",
    id: "old-fort",
    properties: {
      layer: "forts",
      name: 'Old "Fort", <north>',
      name_de: "=Festung",
      now: "Newtown",
      kind: "fort",
      precision: "exact",
      until_earliest_start: "1850-05-01",
      until_latest_start: "1850-05-01",
      until_earliest_end: "1850-05-03",
      until_latest_end: "1850-05-04",
    },
    geometry: { type: "Point", coordinates: [10.5, -2.25] },
  });
  assert.deepEqual(lake.properties, { layer: "lakes", name: "Lake", kind: "lake" });
});

test("CSV: quotes where needed, no formula, numbers as they are", () => {
  const [head, fort, lake] = FORMATS.CSV.write(payload).split("\n");
  assert.match(head ?? "", /^\ufeffid,layer,name,name_de,now,kind,precision,until_earliest_start,/);
  assert.match(
    fort ?? "",
    /^old-fort,forts,"Old ""Fort"", <north>",'=Festung,Newtown,fort,exact,1850-05-01,/,
  );
  assert.match(fort ?? "", /,Point,10\.5,-2\.25$/);
  assert.equal(lake, "lake,lakes,Lake,,,lake,,,,,,MultiPolygon,1,1");
});

test("KML: text escaped, rings in their place", () => {
  const kml = FORMATS.KML.write(payload);
  assert.ok(kml.includes("<name>Old &quot;Fort&quot;, &lt;north></name>"));
  assert.ok(kml.includes("<Point><coordinates>10.5,-2.25</coordinates></Point>"));
  assert.ok(
    kml.includes(
      "<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry>",
    ),
  );
});

test("Linked Places: a name in each language, and no more of its time than is known", () => {
  const [fort, lake] = JSON.parse(FORMATS.LPF.write(payload)).features;
  assert.equal(fort["@id"], "urn:mapper:canal:old-fort");
  assert.deepEqual(fort.names[1], { toponym: "=Festung", lang: "de" });
  assert.deepEqual(fort.when.timespans, [
    { start: { latest: "1850-05-01" }, end: { earliest: "1850-05-03", latest: "1850-05-04" } },
  ]);
  assert.deepEqual(lake.when.timespans, [
    { start: { latest: "1850-01-01" }, end: { earliest: "1850-12-31" } },
  ]);
});
