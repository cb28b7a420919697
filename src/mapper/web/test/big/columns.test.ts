import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesOf } from "../../src/big/columns.ts";
import type { Column } from "../../src/payload.ts";

const column = (column: Partial<Column>, text: string): ReturnType<typeof valuesOf> =>
  valuesOf(
    {
      column: { name: "note", bytes: text.length, ...column } as Column,
      missing: null,
      ints: { stream: { all: 0 }, bytes: new Uint8Array() },
      bytes: new TextEncoder().encode(text),
    },
    1,
  );

test("a value that is no JSON is said as it stands", () => {
  const mixed = { as: "words", json: true } as const;

  assert.equal(column(mixed, '["[\\"a\\",\\"b\\"]"]').at(0), "a, b");
  assert.equal(column(mixed, '["[\\"a\\",\\"b"]').at(0), '["a","b');
});

test("words that cannot be read leave their column empty", () => {
  assert.equal(column({ as: "words" }, '["old"').at(0), "");
});
