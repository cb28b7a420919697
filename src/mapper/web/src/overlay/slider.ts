/** How much a picture covers of what lies below it, in steps that the keyboard goes, too. */

import { el } from "../dom.ts";
import type { Layer } from "../payload.ts";
import type { Words } from "../words/index.ts";

const LEAST = 10;
const STEP = 10;

export function createSlider(
  layer: Layer,
  opacity: number,
  words: Words,
  change: (opacity: number) => void,
): HTMLElement {
  const input = el("input", {
    type: "range",
    min: String(LEAST),
    max: "100",
    step: String(STEP),
    "aria-label": words.t("overlay.opacity-of", { layer: words.text(layer.title) }),
  });
  input.value = String(Math.round(opacity * 100));
  const said = el("output", { class: "overlay-percent" });
  const say = (): void => {
    const percent = words.t("overlay.percent", { percent: Number(input.value) });
    said.textContent = percent;
    input.setAttribute("aria-valuetext", percent);
  };
  input.addEventListener("input", () => {
    say();
    change(Number(input.value) / 100);
  });
  say();
  return el(
    "label",
    { class: "overlay-opacity" },
    el("span", { "aria-hidden": "true" }, words.t("overlay.opacity")),
    input,
    said,
  );
}
