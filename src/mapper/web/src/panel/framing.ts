/** The map in a frame of another page: what stands around it there, its size, where the story begins; and how that looks. */

import { el } from "../dom.ts";
import type { Payload } from "../payload.ts";
import { copyField, type FrameSize, fileName, frameCode, type MapState, UIS } from "../state/index.ts";
import { createProgress } from "../story/index.ts";
import type { Words } from "../words/index.ts";

const SIZES: readonly FrameSize[] = [
  ["100%", 640],
  ["800", 600],
  ["600", 450],
  ["360", 640],
];

/** As wide as the page around lets it be: in the preview as on the page of a course, in pixels. */
const FULL = 1000;

/** The preview is no higher, in pixels. */
const HIGHEST = 400;

/** `link` leads from a base to what is seen now, changed; `hasTime`: is there a time bar? */
export function framePanel(
  payload: Payload,
  words: Words,
  now: MapState,
  link: (base: string, change: Partial<MapState>) => string,
  hasTime: boolean,
): HTMLElement {
  const say = (name: string): string => words.t(`share.${name}`);
  const around = choice(hasTime ? ["all", "time", "map"] : ["all", "map"], say);
  const size = choice(SIZES.map(([width, height]) => `${width} × ${height}`));
  const starts = startsOf(payload, now);
  const start = choice(Object.keys(starts), say);
  around.value = now.ui ?? "all";
  start.value = now.step === null ? "unstep" : "step";
  const code = el("div");
  const shown = el("div", { class: "preview" });
  const preview = el("details", {}, el("summary", { class: "button" }, say("preview")), shown);

  const write = (): void => {
    const ui = UIS.find(name => name === around.value) ?? null;
    const change = { ...starts[start.value], ui };
    const [width, height] = SIZES[size.selectedIndex] ?? ["", 0];
    const text = frameCode(link(fileName(), change), words.text(payload.atlas.title), [width, height]);
    code.replaceChildren(copyField(say("code"), text, words, 4));
    shown.replaceChildren();
    if (!preview.open) return;
    const hash = link("", change).replace(/^[^#]*/, "");
    show(shown, say("preview"), hash, Number(width) || FULL, height);
  };
  for (const control of [around, size, start]) control.addEventListener("change", write);
  preview.addEventListener("toggle", write);
  write();
  return el(
    "section",
    {},
    el("h3", {}, say("frame")),
    el(
      "div",
      { class: "take-how" },
      el("label", {}, say("around"), " ", around),
      el("label", {}, say("size"), " ", size),
      payload.story.length > 0 && el("label", {}, words.t("bar.story"), " ", start),
    ),
    code,
    canFrame() ? preview : el("p", { class: "remark" }, say("no-preview")),
  );
}

function choice(values: readonly string[], say = (value: string): string => value): HTMLSelectElement {
  return el("select", {}, ...values.map(value => el("option", { value }, say(value))));
}

/** Where the story can begin in the frame, and what that changes of the state. */
function startsOf(payload: Payload, now: MapState): Readonly<Record<string, Partial<MapState>>> {
  const opens = new Set(payload.layers.filter(layer => layer.shown).map(layer => layer.id));
  const first = createProgress(payload.story, opens, () => now).enter(payload.story[0]?.id ?? "");
  return {
    unstep: { step: null },
    // The step's own view is another in a frame of another size.
    ...(now.step !== null && { step: { view: now.view } }),
    begin: { ...first, until: null, compare: null },
  };
}

/** A page from disk that is itself within a locked frame may not be framed again. */
function canFrame(): boolean {
  const { protocol } = window.location;
  return /^http/.test(protocol) || (protocol === "file:" && window.self === window.top);
}

/** This page as it is in a frame of that size, made small; a picture, which nothing in it takes the focus from. */
function show(place: HTMLElement, title: string, hash: string, width: number, height: number): void {
  const src = window.location.href.replace(/#.*$/s, "") + hash;
  const scale = Math.min(1, place.clientWidth / width, HIGHEST / height);
  const frame = el("iframe", { src, title, width, height, inert: true, sandbox: "allow-scripts" });
  frame.style.transform = `scale(${scale})`;
  place.style.blockSize = `${height * scale}px`;
  place.append(frame);
}
