import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf } from "../../src/big/bytes.ts";
import { createPace } from "../../src/big/pace.ts";

const LETTERS = "UV\u000fWLp.8\u000e5)|z)N\u000el?\u000b\b\u0012V\u0019\u0002\u0001\u0001\u0001\u0001";
const BIG = { bytes: 144, packed: 21, sum: 1513490225 };

test("letters are the bytes that Python sent", async () => {
  const bytes = await bytesOf(LETTERS, BIG, createPace());

  assert.equal(new TextDecoder().decode(bytes), "wells and farms ".repeat(9));
});

test("letters that end early, or are others, are told", async () => {
  await assert.rejects(bytesOf("", BIG, createPace()), /end early/);
  await assert.rejects(bytesOf(LETTERS.slice(0, 14), BIG, createPace()));
  await assert.rejects(bytesOf(LETTERS.replace(/^./, "~"), BIG, createPace()));
  await assert.rejects(bytesOf(LETTERS, { ...BIG, sum: 1 }, createPace()), /another sum/);
  await assert.rejects(bytesOf(LETTERS, { ...BIG, bytes: 1 }, createPace()));
});
