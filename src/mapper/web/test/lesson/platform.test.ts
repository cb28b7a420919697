import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Api,
  connect,
  type Frame,
  findApi,
  response,
  result,
  timespan,
} from "../../src/lesson/platform.ts";

const RIGHT = { verdict: "right", share: 1 } as const;

/** A platform that writes down what it is told; `known` is what it knows from before. */
function listening(known: Record<string, string> = {}) {
  const told: string[] = [];
  const api: Api = {
    LMSInitialize: () => "true",
    LMSGetValue: name => known[name] ?? "",
    LMSSetValue: (name, value) => {
      told.push(`${name}=${value}`);
      return "true";
    },
    LMSCommit: () => "true",
    LMSFinish: () => {
      told.push("finished");
      return "true";
    },
  };
  return { told, api };
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
  assert.equal(findApi(framed([undefined])), null);
  assert.equal(findApi(framed([null, null])), null);
  assert.equal(findApi(framed([undefined, undefined, api])), api);
  assert.equal(findApi(framed([undefined, null, api])), api);
  assert.equal(findApi(framed([undefined, undefined], framed([undefined, api]))), api);
  assert.equal(findApi(framed([{} as Api])), null);
});

test("a platform that refuses or fails leaves the lesson as it is", () => {
  const { api } = listening();
  assert.equal(connect(null), null);
  assert.equal(connect({ ...api, LMSInitialize: () => "false" }), null);
  const fails = (): never => {
    throw new Error("gone");
  };
  assert.equal(connect({ ...api, LMSInitialize: fails }), null);
  const failing = connect({
    ...api,
    LMSSetValue: fails,
    LMSGetValue: fails,
    LMSCommit: fails,
    LMSFinish: fails,
  });
  failing?.answered(
    { id: "question-1", kind: "choice", given: [0], judged: RIGHT },
    { got: 1, most: 1, left: 0 },
  );
  failing?.leave();
});

test("it completes when nothing is left, and ends with the time", () => {
  let at = 0;
  const { told, api } = listening();
  const platform = connect(api, () => at);
  assert.ok(platform);
  assert.equal(told[0], "cmi.core.lesson_status=incomplete");
  at = 61_500;
  const answer = { id: "question-2", kind: "several", given: [0, 2], judged: RIGHT };
  platform.answered(answer, { got: 1, most: 3, left: 1 });
  assert.ok(told.includes("cmi.interactions.0.latency=00:01:01"));
  assert.ok(told.includes("cmi.core.score.raw=33.3"));
  assert.ok(!told.includes("cmi.core.lesson_status=completed"));
  platform.answered(answer, { got: 3, most: 3, left: 0 });
  assert.ok(told.includes("cmi.interactions.1.latency=00:00:00"));
  assert.ok(told.includes("cmi.core.lesson_status=completed"));
  platform.leave();
  assert.deepEqual(told.slice(-2), ["cmi.core.session_time=00:01:01", "finished"]);
});

test("a second visit goes on counting, and takes nothing back", () => {
  const known = {
    "cmi.core.lesson_status": "passed",
    "cmi.core.score.raw": "80",
    "cmi.interactions._count": "7",
  };
  const { told, api } = listening(known);
  const answer = { id: "question-1", kind: "choice", given: [1], judged: RIGHT };
  connect(api)?.answered(answer, { got: 1, most: 10, left: 0 });
  assert.ok(told.includes("cmi.interactions.7.id=question-1"));
  assert.ok(told.includes("cmi.core.score.raw=80"));
  assert.ok(!told.some(each => each.startsWith("cmi.core.lesson_status")));
});

test("answers are written as SCORM has them", () => {
  assert.equal(response("choice", [2]), "c");
  assert.equal(response("several", [0, 3]), "a,d");
  assert.equal(response("order", [1, 0, 2]), "b,a,c");
  assert.equal(response("match", [1, 0]), "1.b,2.a");
  assert.equal(response("number", "13,833"), "13833");
  assert.equal(response("open", "x".repeat(300)).length, 255);
  assert.equal(result(RIGHT), "correct");
  assert.equal(result({ verdict: "wrong", share: 0 }), "wrong");
  assert.equal(result({ verdict: "nearly", share: 1 / 3 }), "0.33");
  assert.equal(result({ verdict: "unanswered", share: 0 }), "neutral");
  assert.equal(timespan(3_600_000 * 25 + 61_990), "25:01:01");
});
