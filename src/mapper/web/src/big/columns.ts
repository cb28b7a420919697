/** The attributes of a big layer: each column is decoded when it is first asked for. */

import { fillNow, type Packed } from "./unpack.ts";

export interface Values {
  readonly name: string;
  /** The value as text, or null where it is missing. */
  at(index: number): string | null;
}

export function valuesOf(packed: Packed, count: number): Values {
  const { column, missing } = packed;
  let read: ((index: number) => string) | null = null;
  return {
    name: column.name,
    at(index) {
      if (missing && ((missing[index >> 3] as number) >> (index & 7)) & 1) return null;
      read ??= reader(packed, count);
      const text = read(index);
      return column.json ? plainOf(text) : text;
    },
  };
}

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
      const words = parsed(new TextDecoder().decode(bytes), []) as string[];
      const codes = fillNow(ints, new Uint32Array(count));
      return index => words[codes[index] as number] ?? "";
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
