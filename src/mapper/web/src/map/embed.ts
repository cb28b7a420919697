/** In a frame the page around comes first: its scrolling passes through, and the map asks for Ctrl or two fingers. */

import type * as Leaflet from "leaflet";
import { el } from "../dom.ts";
import type { Words } from "../words/index.ts";

export function isFramed(): boolean {
  return window.self !== window.top;
}

const HINT_MS = 1800;

export function behaveInFrame(map: Leaflet.Map, stage: HTMLElement, words: Words): void {
  document.documentElement.classList.add("framed");
  yieldToPage(map, stage, words);
  openLinksBeside(document);
}

function yieldToPage(map: Leaflet.Map, stage: HTMLElement, words: Words): void {
  const container = map.getContainer();
  const hint = el("p", { class: "hint", "aria-hidden": "true", hidden: true });
  stage.append(hint);
  let timer = 0;
  const say = (key: string): void => {
    hint.textContent = words.t(key);
    hint.hidden = false;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      hint.hidden = true;
    }, HINT_MS);
  };
  container.addEventListener(
    "wheel",
    event => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopImmediatePropagation();
      say("embed.wheel");
    },
    { capture: true },
  );
  if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
  container.addEventListener(
    "pointerdown",
    event => {
      if (event.pointerType === "touch") map.dragging.disable();
      else map.dragging.enable();
    },
    { capture: true },
  );
  container.addEventListener(
    "touchmove",
    event => {
      if (event.touches.length === 1) say("embed.touch");
      else hint.hidden = true;
    },
    { capture: true, passive: true },
  );
}

/** Links that leave the page open beside it: a frame is no place to read another site in. */
function openLinksBeside(root: Document): void {
  root.addEventListener("click", event => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link || (link.getAttribute("href") ?? "").startsWith("#")) return;
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener");
  });
}
