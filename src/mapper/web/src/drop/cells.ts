/** Texts of a table → numbers where a whole column holds nothing else; and coordinates as people write them. */

import columns from "../../../columns.json" with { type: "json" };
import type { Record } from "./foreign.ts";

const SIDES: ReadonlyMap<string, number> = new Map(Object.entries(columns.sides));

const NUMBER = "(\\d+(?:[.,]\\d+)?)";
const PARTS = new RegExp(
  `^([-+−–])?\\s*${NUMBER}\\s*[°ºd*:\\s]?\\s*(?:${NUMBER}\\s*['’′‘´\`m:\\s]?\\s*(?:${NUMBER}\\s*(?:"|″|”|“|''|′′|’’|s)?)?)?$`,
);
const SIDE = /^\p{L}(?:\p{L}|\.\s*(?=\p{L}))*\.?|([^\p{L}.])\p{L}(?:\p{L}|\.\s*(?=\p{L}))*\.?$/gu;
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** What a column may hold besides texts: whole numbers, decimals with a point, decimals with a comma. */
const KINDS = [
  /^[-+]?(?:(?:0|[1-9]\d{0,14})?\.\d+(?:e[-+]?\d{1,3})?|0|[1-9]\d{0,14})$/i,
  /^[-+]?(?:0|[1-9]\d{0,14})(?:,\d+)?$/,
];

/**
 * Degrees, south and west negative; null if that is no coordinate. Decimal with a point or a comma, or degrees with
 * minutes and perhaps seconds; a sign or a side of the world before or behind, in one of several languages.
 */
export function degrees(text: string): number | null {
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

/** The records with numbers for texts in columns that hold nothing else, but for names; without empty texts. */
export function typed(records: readonly Record[]): Record[] {
  const kinds = new Map<unknown, readonly RegExp[]>();
  for (const { properties } of records) {
    for (const [column, value] of properties) {
      if (value === "") continue;
      const able = kinds.get(column) ?? (column.toLowerCase() === "name" ? [] : KINDS);
      kinds.set(
        column,
        able.filter(kind => typeof value === "string" && kind.test(value)),
      );
    }
  }
  return records.map(record => {
    const read = [...record.properties]
      .filter(([, value]) => value !== "")
      .map(([column, value]) => {
        const isNumber = (kinds.get(column)?.length ?? 0) > 0;
        return [column, isNumber ? Number(String(value).replace(",", ".")) : value] as const;
      });
    return { ...record, properties: new Map(read) };
  });
}
