/**
 * What comes after the map. Its scripts stand in the page as text, which costs no time: each is read in an idle moment
 * once the map is drawn, or all at once as soon as something is asked of them.
 */

import { el } from "./dom.ts";
import type { Extras } from "./map/index.ts";
import type { Rest } from "./rest.ts";
import type { TimeBarMaker } from "./timed.ts";
import type { Told } from "./told.ts";
import type { Words } from "./words/index.ts";

export interface AllExtras extends Extras {
  /** The bar under the map: on pages that have days, before the map. */
  time?: TimeBarMaker;
  rest?: Rest;
  told?: Told;
}

type Late = "rest" | "told";

export interface Later {
  /** A part, if it is there or can be read now: for paper, which waits for nothing. */
  now<Name extends Late>(name: Name): AllExtras[Name];
  /** Does something with a part: now, or once it is there. If it never will be, that is said behind `at`. */
  use<Name extends Late>(
    name: Name,
    act: (part: NonNullable<AllExtras[Name]>) => void,
    at?: Element | null,
  ): void;
  /** The map is drawn: now they may be read. */
  begin(): void;
  /** Resolves when all have been read, well or not. */
  readonly done: Promise<void>;
  isDone(): boolean;
}

/** It may take no longer than this until an idle moment comes. */
const PATIENCE_MS = 200;

export function createLater(page: Document, extras: AllExtras, words: Words): Later {
  let mayRead = false;
  let isDone = false;
  let finish = (): void => {};
  const done = new Promise<void>(resolve => {
    finish = () => {
      isDone = true;
      resolve();
    };
  });
  const next = (): HTMLScriptElement | null => page.querySelector("script[data-later]");
  const read = (): void => {
    for (let text = next(); text; text = next()) readOne(text);
    finish();
  };
  const readOn = (): void => {
    const text = next();
    if (text) readOne(text);
    if (text) whenIdle(readOn);
    else finish();
  };
  const canRead = (): boolean => mayRead && page.readyState !== "loading";

  return {
    done,
    isDone: () => isDone,
    now(name) {
      if (!isDone && page.readyState !== "loading") read();
      return extras[name];
    },
    use(name, act, at) {
      const part = canRead() ? this.now(name) : extras[name];
      if (part) return act(part as NonNullable<typeof part>);
      void done.then(() => {
        const late = extras[name];
        if (late) act(late as NonNullable<typeof late>);
        else if (at) regret(at, words);
      });
    },
    begin() {
      mayRead = true;
      if (canRead()) whenIdle(readOn);
      else page.addEventListener("DOMContentLoaded", () => whenIdle(readOn), { once: true });
    },
  };
}

/** A script runs when it is put into the page, if the policy has the hash of its text. */
function readOne(text: HTMLScriptElement): void {
  const script = el("script");
  script.textContent = text.textContent;
  text.replaceWith(script);
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(act, { timeout: PATIENCE_MS });
  else setTimeout(act);
}

/** Says once, behind what was asked, that it cannot be had. */
function regret(at: Element, words: Words): void {
  if (at.nextElementSibling?.matches(".is-missing")) return;
  at.after(el("span", { class: "remark is-missing", role: "alert" }, words.t("page.missing")));
}
