/** The attributes of a big layer: each column is decoded when it is first asked for. */

import { fillNow, type Packed } from "./unpack.ts";

const DAY_MS = 86_400_000;

export interface Values {
  readonly name: string;
  /** The value as text, or null where it is missing. */
  at(index: number): string | null;
}

export function valuesOf(packed: Packed, count: number): Values {
  const { column, missing } = packed;
  let read: ((index: number) => string) | null = null;
  let places: Uint32Array | null = null;
  return {
    name: column.name,
    at(index) {
      if (missing && isSet(missing, index)) return null;
      if (!read) {
        places = missing && placesOf(missing, count);
        read = reader(packed, places ? (places[count] as number) : count);
      }
      const text = read(places ? (places[index] as number) : index);
      return column.json ? plainOf(text) : text;
    },
  };
}

function isSet(bits: Uint8Array, index: number): boolean {
  return (((bits[index >> 3] as number) >> (index & 7)) & 1) === 1;
}

/** By feature, and after the last: how many before it are not missing. */
function placesOf(missing: Uint8Array, count: number): Uint32Array {
  const places = new Uint32Array(count + 1);
  let place = 0;
  for (let index = 0; index < count; index++) {
    places[index] = place;
    if (!isSet(missing, index)) place++;
  }
  places[count] = place;
  return places;
}

/** `count` values, of which none is missing. */
function reader({ column, ints, bytes }: Packed, count: number): (index: number) => string {
  switch (column.as) {
    case "numbers": {
      const numbers = fillNow(ints, new Float64Array(count));
      const unit = 10 ** (column.decimals ?? 0);
      return index => String((numbers[index] as number) / unit);
    }
    case "floats": {
      // The first bytes of all numbers, then their second ones, …
      const view = new DataView(new ArrayBuffer(8));
      return index => {
        for (let i = 0; i < 8; i++) view.setUint8(i, bytes[i * count + index] as number);
        return String(view.getFloat64(0, true));
      };
    }
    case "words": {
      const words = parsed(new TextDecoder().decode(bytes), []) as (string | number)[];
      const codes = fillNow(ints, new Uint32Array(count));
      return index => String(words[codes[index] as number] ?? "");
    }
    case "days": {
      const days = fillNow(ints, new Float64Array(count));
      return index => new Date((days[index] as number) * DAY_MS).toISOString().slice(0, 10);
    }
    case "counted": {
      const numbers = fillNow(ints, new Float64Array(count));
      const { prefix = "", width = 0 } = column;
      return index => prefix + String(numbers[index]).padStart(width, "0");
    }
    case "texts": {
      const ends = fillNow(ints, new Uint32Array(count));
      for (let i = 1; i < count; i++) ends[i] = (ends[i] as number) + (ends[i - 1] as number);
      const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
      return index => decoder.decode(bytes.subarray(ends[index - 1] ?? 0, ends[index]));
    }
  }
}

/** A click must not break off for a value that is no JSON. */
function parsed(json: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return otherwise;
  }
}

/** A column of mixed values has each as JSON: text is said without quotes, a list of words with commas. */
function plainOf(json: string): string {
  const value = parsed(json, json);
  if (typeof value === "string") return value;
  const isWords = Array.isArray(value) && value.every(word => typeof word === "string");
  return isWords ? value.join(", ") : json;
}
