/** Texts of a table → numbers where a whole column holds nothing else; and coordinates as people write them. */

import columns from "../../../columns.json" with { type: "json" };
import type { Record } from "./foreign.ts";

const SIDES: ReadonlyMap<string, number> = new Map(Object.entries(columns.sides));

const POLES: ReadonlySet<string> = new Set(columns.poles);

const NUMBER = "(\\d+(?:[.,]\\d+)?)";
const PARTS = new RegExp(
  `^([-+−–])?\\s*${NUMBER}\\s*[°ºd*:\\s]?\\s*(?:${NUMBER}\\s*['’′‘´\`m:\\s]?\\s*(?:${NUMBER}\\s*(?:"|″|”|“|''|′′|’’|s)?)?)?$`,
);
const SIDE = /^\p{L}(?:\p{L}|\.\s*(?=\p{L}))*\.?|([^\p{L}.])\p{L}(?:\p{L}|\.\s*(?=\p{L}))*\.?$/gu;
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * What a column may hold besides texts: whole numbers and decimals with a point, or with a comma. A column of commas
 * that may all part thousands, as in 1,234, stays text.
 */
const KINDS = [
  /^[-+]?(?:(?:0|[1-9]\d{0,14})?\.\d+(?:e[-+]?\d{1,3})?|0|[1-9]\d{0,14})$/i,
  /^[-+]?(?:0|[1-9]\d{0,14})(?:,\d+)?$/,
  /^[-+]?(?:\d+|[1-9]\d{0,2},\d{3})$/,
];

/** Columns whose numbers are no quantities. */
const TEXT = /^name$|code$|(^|[^a-z])(zip|plz|tel|(tele)?phone|telefon|fax)$/i;

const SIGNS: { readonly [sign: string]: string } = {
  "٫": ".",
  "．": ".",
  "،": ",",
  "，": ",",
  "－": "-",
  "−": "-",
  "／": "/",
};

/** Latin digits and signs for those of any other script, whose digits stand in runs of ten; no marks of direction. */
export function latin(text: string): string {
  return text
    .replace(/[٬\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]/g, "")
    .replace(/[٫．،，－−／]/g, sign => SIGNS[sign] ?? sign)
    .replace(/(?!\d)\p{Nd}/gu, digit => {
      const code = digit.codePointAt(0) ?? 0;
      let before = 0;
      while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++;
      return String(before % 10);
    });
}

/**
 * Latitude and longitude that stand in one text, in that order, but where the sides of the world say otherwise;
 * null if that is no position. The counterpart of formats/decode/pairs.py, without WKT.
 */
export function pair(given: string): [number, number] | null {
  const text = latin(given).replace(/^[()[\] ]+|[()[\] ]+$/g, "");
  const ways = [
    text.split(/\s*[;/|]\s*/),
    text.split(/\s*,\s+/),
    text.split(","),
    text.split(/\s+(?=[-+\d])/),
    text.replace(/(\p{L})\s*,?\s*(?=\d)/gu, "$1;").split(";"),
    text.replace(/([\d′″'"°])\s*,?\s*(?=\p{L})/gu, "$1;").split(";"),
  ];
  for (const [one = "", two = "", ...more] of ways) {
    const [lat, lon] = [degrees(one), degrees(two)];
    if (lat === null || lon === null || more.length > 0) continue;
    const [first, second] = [sideOf(one), sideOf(two)];
    if (first !== null && first === second) return null;
    return first === "lon" || second === "lat" ? [lon, lat] : [lat, lon];
  }
  return null;
}

function sideOf(text: string): "lat" | "lon" | null {
  const word = (text.toLowerCase().match(/\p{L}+/gu) ?? []).find(each => SIDES.has(each));
  return word === undefined ? null : POLES.has(word) ? "lat" : "lon";
}

/**
 * Degrees, south and west negative; null if that is no coordinate. Decimal with a point or a comma, or degrees with
 * minutes and perhaps seconds; a sign or a side of the world before or behind, in one of several languages.
 */
export function degrees(given: string): number | null {
  const text = latin(given);
  if (DECIMAL.test(text.trim())) return Number(text);
  let sign: number | null = null;
  let hasTwo = false;
  const rest = text
    .trim()
    .toLowerCase()
    .replace(SIDE, (found, before = "") => {
      const side = SIDES.get(found.slice(before.length).replace(/[.\s]/g, ""));
      if (side === undefined) return found;
      hasTwo ||= sign !== null;
      sign = side;
      return before;
    })
    .trim();
  const [, minus, d = "", m = "0", s = "0"] = PARTS.exec(rest) ?? [];
  if (d === "" || hasTwo || (sign !== null && minus)) return null;
  const [deg = 0, min = 0, sec = 0] = [d, m, s].map(part => Number(part.replace(",", ".")));
  const isWhole = Number.isInteger(deg) && (s === "0" || Number.isInteger(min));
  if (min >= 60 || sec >= 60 || (m !== "0" && !isWhole)) return null;
  const value = deg + min / 60 + sec / 3600;
  return sign === -1 || (minus && minus !== "+") ? -value : value;
}

/** The records with numbers for texts in columns that hold nothing else, but for names; there without empty texts. */
export function typed(records: readonly Record[]): Record[] {
  const kinds = new Map<unknown, readonly RegExp[]>();
  for (const { properties } of records) {
    for (const [column, value] of properties) {
      if (value === "" || value === null) continue;
      const able = kinds.get(column) ?? (TEXT.test(String(column)) ? [] : KINDS);
      kinds.set(
        column,
        able.filter(kind => typeof value === "string" && kind.test(latin(value))),
      );
    }
  }
  const [point, , open] = KINDS;
  const isNumber = (column: string): boolean => {
    const able = kinds.get(column) ?? [];
    return able.length > 0 && (able.includes(point as RegExp) || !able.includes(open as RegExp));
  };
  return records.map(record => {
    const read = [...record.properties].flatMap(([column, value]) => {
      if (!isNumber(column) || value === null) return [[column, value] as const];
      return value === "" ? [] : [[column, Number(latin(String(value)).replace(",", "."))] as const];
    });
    return { ...record, properties: new Map(read) };
  });
}
