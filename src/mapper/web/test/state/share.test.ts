import assert from "node:assert/strict";
import { test } from "node:test";
import { frameCode } from "../../src/state/framed.ts";
import { linkOf } from "../../src/state/share.ts";

test("the published address goes before the file's own", () => {
  assert.equal(
    linkOf("https://example.org/map/", "file:///x/index.html#old", "#d=1"),
    "https://example.org/map/#d=1",
  );
  assert.equal(linkOf("", "file:///x/index.html#old=1", "#d=1"), "file:///x/index.html#d=1");
});

test("a map that a lesson has brought gives the name of its file", () => {
  assert.equal(linkOf("", "blob:null/5f0e#d=0&move=2", "#d=1"), "index.html#d=1");
  assert.equal(linkOf("https://example.org/", "blob:null/5f0e", "#d=1"), "https://example.org/#d=1");
});

test("a title cannot leave its attribute", () => {
  const code = frameCode("index.html#a=1&b=2", `"><script>alert(1)</script>`, ["100%", 640]);
  assert.ok(code.includes(`src="index.html#a=1&amp;b=2"`));
  assert.ok(code.includes(`title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"`));
  assert.equal(code.split("<").length, 3);
});

test("the code is of the size that was chosen, and locked down in each", () => {
  assert.equal(
    frameCode("index.html#ui=map", "Mills", ["600", 450]),
    `<iframe src="index.html#ui=map" title="Mills" width="600" height="450"` +
      ` sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"` +
      ` loading="lazy" allow="fullscreen; clipboard-write"></iframe>`,
  );
  assert.match(frameCode("index.html", "", ["100%", 640]), / width="100%" height="640" /);
});
