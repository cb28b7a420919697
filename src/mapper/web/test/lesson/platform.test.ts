import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answered, type Api, connect, type Frame, findApi, written } from "../../src/lesson/platform.ts";
import * as old from "../../src/lesson/scorm12.ts";
import * as young from "../../src/lesson/scorm2004.ts";

const { scorm12 } = old;
const { scorm2004 } = young;
const RIGHT = { verdict: "right", share: 1 } as const;

/** A platform that writes down what it is told; `known` is what it knows from before. */
function listening(known: Record<string, string> = {}, { calls } = scorm12) {
  const told: string[] = [];
  const api: Api = {
    [calls.begin]: () => "true",
    [calls.get]: (name = "") => known[name] ?? "",
    [calls.set]: (name, value) => {
      told.push(`${name}=${value}`);
      return "true";
    },
    [calls.commit]: () => "true",
    [calls.end]: () => {
      told.push("finished");
      return "true";
    },
  };
  return { told, api };
}

function answer(id: string, kind = "choice", given: Answered["given"] = [0]): Answered {
  return { id, asked: "What?", key: { kind, answer: [0], least: 0, most: 0 }, given, judged: RIGHT };
}

/** A window in others, the outermost last; null is one of another origin. */
function framed(apis: readonly (Api | undefined | null)[], opener: Frame | null = null): Frame {
  let parent: Frame | null = null;
  let top: Frame | null = null;
  for (const api of [...apis].reverse()) {
    const made = {
      opener,
      get API() {
        if (api === null) throw new Error("of another origin");
        return api;
      },
    };
    top ??= made as unknown as Frame;
    parent = Object.assign(made, { parent: parent ?? made, top }) as unknown as Frame;
  }
  return parent as unknown as Frame;
}

test("it is looked for in the windows around, past those that may not be looked into, and at the opener", () => {
  const { api } = listening();
  const find = (from: Frame): Api | null => findApi(from, scorm12);
  assert.equal(find(framed([undefined])), null);
  assert.equal(find(framed([null, null])), null);
  assert.equal(find(framed([undefined, undefined, api])), api);
  assert.equal(find(framed([undefined, null, api])), api);
  assert.equal(find(framed([undefined, undefined], framed([undefined, api]))), api);
  assert.equal(find(framed([{}])), null);
  assert.equal(findApi(framed([api]), scorm2004), null);
});

test("a platform that refuses or fails leaves the lesson as it is", () => {
  const { api } = listening();
  assert.equal(connect(null, scorm12), null);
  assert.equal(connect({ ...api, LMSInitialize: () => "false" }, scorm12), null);
  const fails = (): never => {
    throw new Error("gone");
  };
  assert.equal(connect({ ...api, LMSInitialize: fails }, scorm12), null);
  const failing = connect({ LMSInitialize: () => "true", LMSSetValue: fails }, scorm12);
  assert.deepEqual(failing?.kept, {});
  failing?.answered(answer("question-1"), { got: 1, most: 1, left: 0 });
  failing?.leave();
});

test("it completes when nothing is left, and ends with the time", () => {
  let at = 0;
  const { told, api } = listening();
  const platform = connect(api, scorm12, () => at);
  assert.ok(platform);
  assert.equal(told[0], "cmi.core.lesson_status=incomplete");
  at = 61_500;
  platform.answered(answer("question-2", "several", [0, 2]), { got: 1, most: 3, left: 1 });
  assert.ok(told.includes("cmi.interactions.0.latency=00:01:01"));
  assert.ok(told.includes("cmi.core.score.raw=33.3"));
  assert.ok(!told.includes("cmi.core.lesson_status=completed"));
  platform.answered(answer("question-3"), { got: 3, most: 3, left: 0 });
  assert.ok(told.includes("cmi.interactions.1.latency=00:00:00"));
  assert.ok(told.includes("cmi.core.lesson_status=completed"));
  platform.leave();
  const last = ["cmi.core.session_time=00:01:01", "cmi.core.exit=suspend", "finished"];
  assert.deepEqual(told.slice(-3), last);
});

test("SCORM 2004 hears of the scaled score too, and of success where the platform says what that is", () => {
  const { told, api } = listening({}, scorm2004);
  connect(api, scorm2004)?.answered(answer("question-1"), { got: 1, most: 3, left: 0 });
  assert.ok(told.includes("cmi.score.raw=33.3"));
  assert.ok(told.includes("cmi.score.scaled=0.3330"));
  assert.ok(told.includes("cmi.completion_status=completed"));
  assert.ok(!told.some(each => each.startsWith("cmi.success_status")));

  for (const [got, success] of [
    [1, "failed"],
    [2, "passed"],
  ] as const) {
    const strict = listening({ "cmi.scaled_passing_score": "0.5" }, scorm2004);
    const platform = connect(strict.api, scorm2004);
    platform?.answered(answer("question-1"), { got, most: 3, left: 1 });
    assert.ok(!strict.told.some(each => each.startsWith("cmi.success_status")));
    platform?.answered(answer("question-2"), { got, most: 3, left: 0 });
    assert.ok(strict.told.includes(`cmi.success_status=${success}`));
  }
});

test("a second visit goes on counting, and takes nothing back", () => {
  const known = {
    "cmi.core.lesson_status": "passed",
    "cmi.core.score.raw": "80",
    "cmi.interactions._count": "7",
  };
  const { told, api } = listening(known);
  connect(api, scorm12)?.answered(answer("question-1"), { got: 1, most: 10, left: 0 });
  assert.ok(told.includes("cmi.interactions.7.id=question-1"));
  assert.ok(told.includes("cmi.core.score.raw=80"));
  assert.ok(!told.some(each => each.startsWith("cmi.core.lesson_status")));
});

test("what was answered is kept, and what an earlier visit kept comes back", () => {
  for (const dialect of [scorm12, scorm2004]) {
    const known = {
      "cmi.suspend_data": '{"question-1":[2],"question-2":"200","question-3":7}',
      [`cmi.${dialect.names.place}`]: "question-2",
    };
    const { told, api } = listening(known, dialect);
    const platform = connect(api, dialect);
    assert.deepEqual(platform?.kept, { "question-1": [2], "question-2": "200" });
    assert.equal(platform?.place, "question-2");
    platform?.answered(answer("question-4", "match", [1, 0]), { got: 1, most: 3, left: 1 });
    const kept = '{"question-1":[2],"question-2":"200","question-4":[1,0]}';
    assert.ok(told.includes(`cmi.suspend_data=${kept}`));
    assert.ok(told.includes(`cmi.${dialect.names.place}=question-4`));
  }
  for (const data of ["", "null", "7", "{", '"text"']) {
    const { api } = listening({ "cmi.suspend_data": data });
    assert.deepEqual(connect(api, scorm12)?.kept, {});
  }
});

test("of long texts it keeps what there is room for", () => {
  const kept = { "question-1": "x".repeat(3000), "question-2": 'é"'.repeat(1500), "question-3": [1] };
  assert.deepEqual(JSON.parse(written(kept, 64_000)), kept);
  const short = JSON.parse(written(kept, 4096));
  assert.equal(short["question-1"].length, 1000);
  assert.deepEqual(short["question-3"], [1]);
  assert.equal(written(kept, 10), "");
});

test("answers are written as SCORM 1.2 has them", () => {
  assert.equal(old.response("choice", [2]), "c");
  assert.equal(old.response("several", [0, 3]), "a,d");
  assert.equal(old.response("order", [1, 0, 2]), "b,a,c");
  assert.equal(old.response("match", [1, 0]), "1.b,2.a");
  assert.equal(old.response("number", "13,833"), "13833");
  assert.equal(old.response("open", "x".repeat(300)).length, 255);
  assert.equal(old.result(RIGHT), "correct");
  assert.equal(old.result({ verdict: "wrong", share: 0 }), "wrong");
  assert.equal(old.result({ verdict: "nearly", share: 1 / 3 }), "0.33");
  assert.equal(old.result({ verdict: "unanswered", share: 0 }), "neutral");
  assert.equal(old.timespan(3_600_000 * 25 + 61_990), "25:01:01");
});

test("answers are written as SCORM 2004 has them, with what is right", () => {
  assert.equal(young.response("several", [0, 3]), "a[,]d");
  assert.equal(young.response("match", [1, 0]), "1[.]b[,]2[.]a");
  assert.equal(young.response("number", "13,833"), "13833");
  assert.equal(young.response("open", "x".repeat(5000)).length, 4000);
  assert.equal(young.result({ verdict: "wrong", share: 0 }), "incorrect");
  assert.equal(young.result({ verdict: "nearly", share: 1 / 3 }), "0.33");
  assert.equal(young.timespan(61_509), "PT61.5S");
  const key = { answer: [1, 2], least: 12, most: 14.5 };
  assert.deepEqual(young.patterns({ ...key, kind: "several" }), ["b[,]c"]);
  assert.deepEqual(young.patterns({ ...key, kind: "locate" }), ["b", "c"]);
  assert.deepEqual(young.patterns({ ...key, kind: "number" }), ["12[:]14.5"]);
  assert.deepEqual(young.patterns({ ...key, kind: "open" }), []);
});
