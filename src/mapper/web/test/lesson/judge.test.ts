import assert from "node:assert/strict";
import { test } from "node:test";
import { judge, type Key, numberTyped } from "../../src/lesson/judge.ts";

const key = (kind: string, answer: number[], least = 0, most = 0): Key => ({ kind, answer, least, most });

test("one of several is right or wrong, and nothing chosen is no answer", () => {
  const choice = key("choice", [2]);
  assert.deepEqual(judge(choice, [2]), { verdict: "right", share: 1 });
  assert.equal(judge(choice, [0]).verdict, "wrong");
  assert.equal(judge(choice, []).verdict, "unanswered");
});

test("of several what is wrong is taken off what is right", () => {
  const several = key("several", [0, 1, 3]);
  assert.equal(judge(several, [0, 1, 3]).share, 1);
  assert.equal(judge(several, [3, 1, 0]).verdict, "right");
  assert.deepEqual(judge(several, [0, 1]), { verdict: "nearly", share: 2 / 3 });
  assert.deepEqual(judge(several, [0, 2]), { verdict: "wrong", share: 0 });
  assert.deepEqual(judge(several, [0, 1, 2, 3]), { verdict: "nearly", share: 2 / 3 });
  assert.equal(judge(several, []).verdict, "unanswered");
});

test("an order and a match count each place, and wait for all of them", () => {
  for (const kind of ["order", "match"]) {
    assert.equal(judge(key(kind, [1, 0, 2]), [1, 0, 2]).verdict, "right");
    assert.deepEqual(judge(key(kind, [1, 0, 2]), [0, 1, 2]), { verdict: "nearly", share: 1 / 3 });
    assert.equal(judge(key(kind, [1, 0]), [0, 1]).verdict, "wrong");
    assert.equal(judge(key(kind, [1, 0]), [1, null]).verdict, "unanswered");
  }
});

test("a number is right within the range that the sources leave, and nearly within a tenth", () => {
  const dead = key("number", [], 13833, 13835);
  for (const right of ["13833", "13,834", "13 835", "13’835"])
    assert.equal(judge(dead, right).verdict, "right");
  assert.deepEqual(judge(dead, "13000"), { verdict: "nearly", share: 0.5 });
  assert.equal(judge(dead, "523").verdict, "wrong");
  for (const none of ["", "many", "1,2,3", "12-13"]) assert.equal(judge(dead, none).verdict, "unanswered");
});

test("a number is read as people type it", () => {
  assert.equal(numberTyped(" 1,234,567 "), 1234567);
  assert.equal(numberTyped("0.5"), 0.5);
  assert.equal(numberTyped("0,5"), 0.5);
  assert.equal(numberTyped("-12"), -12);
  assert.equal(numberTyped("1,234.5"), 1234.5);
  assert.equal(numberTyped("1e5"), null);
});

test("one's own words are not judged", () => {
  assert.equal(judge(key("open", []), "Because the road was held.").verdict, "unanswered");
});

test("of places any right one will do", () => {
  const place = key("locate", [1, 3]);
  assert.equal(judge(place, [3]).verdict, "right");
  assert.equal(judge(place, [1]).share, 1);
  assert.equal(judge(place, [0]).verdict, "wrong");
  assert.equal(judge(place, []).verdict, "unanswered");
});
