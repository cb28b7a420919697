/** What the page holds as files for other programs: features with names, kinds, days and shapes, and the record. */

import { isoOf } from "../days.ts";
import { run } from "../geometry.ts";
import type { Days, Feature, Layer, Payload, Shape } from "../payload.ts";
import { bib, events, facts, type Row, strength } from "./claims.ts";

export interface Format {
  readonly suffix: string;
  readonly type: string;
  write(payload: Payload): string;
}

export const FORMATS: Readonly<Record<"GeoJSON" | "CSV" | "KML" | "LPF", Format>> = {
  GeoJSON: { suffix: ".geojson", type: "application/geo+json", write: geojson },
  CSV: { suffix: ".csv", type: "text/csv", write: csv },
  KML: { suffix: ".kml", type: "application/vnd.google-earth.kml+xml", write: kml },
  LPF: { suffix: ".lpf.json", type: "application/ld+json", write: lpf },
};

/** Of the record, which a page without a text version does not have. */
export const RECORD: Readonly<Record<string, Format>> = {
  "facts.csv": { suffix: "-facts.csv", type: "text/csv", write: () => table(facts()) },
  "events.csv": { suffix: "-events.csv", type: "text/csv", write: payload => table(events(payload)) },
  "strength.csv": { suffix: "-strength.csv", type: "text/csv", write: () => table(strength()) },
  "sources.bib": { suffix: "-sources.bib", type: "application/x-bibtex", write: bib },
};

type Coordinates = number[] | Coordinates[];

const BOUNDS = ["earliest_start", "latest_start", "earliest_end", "latest_end"];

function geojson(payload: Payload): string {
  const features = each(payload, (feature, layer) => ({
    type: "Feature",
    id: feature.id,
    properties: propertiesOf(feature, layer, payload),
    geometry: geometryOf(feature.shape, layer.decimals),
  }));
  return collection({ title: titleOf(payload), attribution: payload.credits.join("; ") }, features);
}

function csv(payload: Payload): string {
  const rows = each(payload, (feature, layer): Row => {
    const [lon, lat] = feature.point;
    return {
      id: feature.id,
      ...propertiesOf(feature, layer, payload),
      geometry: feature.shape.type,
      lon: String(lon),
      lat: String(lat),
    };
  });
  return table(rows);
}

/** With a byte order mark, without which Excel takes letters beyond ASCII for others. */
export function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const lines = [columns, ...rows.map(row => columns.map(column => row[column] ?? ""))];
  return `\ufeff${lines.map(cells => `${cells.map(cell)}\n`).join("")}`;
}

/** Quoted as RFC 4180 has it; what a spreadsheet would run as a formula gets an apostrophe (OWASP, "CSV Injection"). */
function cell(text: string): string {
  const safe = /^(\s*[=+\-@＝＋－＠]|[\t\r])/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function kml(payload: Payload): string {
  const marks = each(payload, (feature, layer) => {
    const data = Object.entries(propertiesOf(feature, layer, payload)).map(
      ([name, value]) => `<Data name="${name}"><value>${xml(value)}</value></Data>`,
    );
    const { type, coordinates } = geometryOf(feature.shape, layer.decimals);
    const name = xml(feature.name[firstOf(payload)] ?? "");
    const rest = `<ExtendedData>${data.join("")}</ExtendedData>${kmlShape(type, coordinates)}`;
    return `<Placemark id="${xml(feature.id)}"><name>${name}</name>${rest}</Placemark>\n`;
  });
  const head = `<name>${xml(titleOf(payload))}</name>\n<description>${xml(payload.credits.join("; "))}</description>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${head}${marks.join("")}</Document></kml>\n`;
}

function kmlShape(type: string, at: Coordinates): string {
  const parts = at as Coordinates[];
  if (type.startsWith("Multi"))
    return `<MultiGeometry>${parts.map(part => kmlShape(type.slice(5), part)).join("")}</MultiGeometry>`;
  if (type !== "Polygon")
    return `<${type}><coordinates>${type === "Point" ? at : parts.join(" ")}</coordinates></${type}>`;
  const rings = parts.map((ring, index) => {
    const side = index > 0 ? "innerBoundaryIs" : "outerBoundaryIs";
    return `<${side}>${kmlShape("LinearRing", ring)}</${side}>`;
  });
  return `<Polygon>${rings.join("")}</Polygon>`;
}

/** Letters that XML 1.0 cannot hold become U+FFFD. */
function xml(text: string): string {
  const legal = text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  return legal.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** Linked Places format 1.3. What is not dated is said to have been there in the atlas's period. */
function lpf(payload: Payload): string {
  const { id, address } = payload.atlas;
  const places = each(payload, (feature, layer) => ({
    "@id": address ? `${address}#f=${feature.id}` : `urn:mapper:${id}:${feature.id}`,
    type: "Feature",
    properties: { title: feature.name[firstOf(payload)], layer: layer.id },
    when: { timespans: [lifetime(feature, layer, payload.atlas.period)] },
    names: Object.entries(feature.name).map(([lang, toponym]) => ({ toponym, lang })),
    types: [{ label: feature.kind || layer.id }],
    geometry: geometryOf(feature.shape, layer.decimals),
  }));
  const context =
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld";
  return collection({ "@context": context, title: titleOf(payload) }, places);
}

/** As much as is known; of what came or went on a day not known, that it was there at some time of the period. */
function lifetime(
  { from, until }: Feature,
  { timed }: Layer,
  [first, last]: readonly [number, number],
): object {
  if (!timed) return { start: bounds(null, first), end: bounds(last, null) };
  return {
    start: bounds(from?.[0], from?.[1]) ?? bounds(null, until?.[0]) ?? bounds(null, last),
    end: bounds(until?.[2], until?.[3]) ?? bounds(from?.[3], null) ?? bounds(first, null),
  };
}

function bounds(earliest?: number | null, latest?: number | null): object | undefined {
  const days = Object.entries({ earliest, latest }).flatMap(([key, day]) =>
    typeof day === "number" ? [[key, isoOf(day)]] : [],
  );
  if (days[0] && days[0][1] === days[1]?.[1]) return { in: days[0][1] };
  return days.length > 0 ? Object.fromEntries(days) : undefined;
}

function each<Made>(payload: Payload, make: (feature: Feature, layer: Layer) => Made): Made[] {
  return payload.layers.flatMap(layer => layer.features.map(feature => make(feature, layer)));
}

/** What is not known is left out. Days are ISO 8601; an end that is open has none. */
function propertiesOf(feature: Feature, layer: Layer, payload: Payload): Row {
  const { name, now, kind, precision, from, until } = feature;
  const names = Object.entries(name).map(([language, text]) => [
    language === firstOf(payload) ? "name" : `name_${language}`,
    text,
  ]);
  const row = {
    layer: layer.id,
    ...Object.fromEntries(names),
    now,
    kind,
    precision,
    ...daysOf("from", from),
    ...daysOf("until", until),
  };
  return Object.fromEntries(Object.entries<string | undefined>(row).filter(hasValue));
}

function hasValue(entry: [string, string | undefined]): entry is [string, string] {
  return Boolean(entry[1]);
}

function daysOf(field: string, days: Days | undefined): Row {
  const known = (days ?? []).map((day, i) => [`${field}_${BOUNDS[i]}`, day === null ? "" : isoOf(day)]);
  return Object.fromEntries(known);
}

/** As GeoJSON has it. */
export function geometryOf(shape: Shape, decimals: number): { type: string; coordinates: Coordinates } {
  const line = (flat: readonly number[]): Coordinates[] =>
    run(flat, 10 ** decimals).map(([lat, lon]) => [lon, lat]);
  const at = (): Coordinates => {
    switch (shape.type) {
      case "Point":
        return line(shape.at)[0] ?? [];
      case "LineString":
        return line(shape.at);
      case "MultiPoint":
        return shape.at.flatMap(line);
      case "MultiPolygon":
        return shape.at.map(rings => rings.map(line));
      default:
        return shape.at.map(line);
    }
  };
  return { type: shape.type, coordinates: at() };
}

/** A feature a line. */
function collection(about: object, features: readonly object[]): string {
  const head = JSON.stringify({ type: "FeatureCollection", ...about }).slice(0, -1);
  return `${head},"features":[\n${features.map(feature => JSON.stringify(feature)).join(",\n")}\n]}\n`;
}

function firstOf({ atlas }: Payload): string {
  return atlas.languages[0] ?? "";
}

function titleOf(payload: Payload): string {
  return payload.atlas.title[firstOf(payload)] ?? payload.atlas.id;
}
