/**
 * The story in the panel: an invitation, and once it has begun its steps. A wide screen's column has them one below the
 * other, and the map follows what is scrolled to; elsewhere one is seen at a time. Its words are the text version's.
 */

import { button, el, icon, isSeen } from "../dom.ts";
import type { Payload } from "../payload.ts";
import { addNotes } from "../record/index.ts";
import type { MapState } from "../state/index.ts";
import type { Words } from "../words/index.ts";
import { onSwipe } from "./swipe.ts";
import { createWays } from "./ways.ts";

export interface StoryActions {
  go(step: string): void;
  /** The same for a step that was scrolled to: Back does not return to those that were passed. */
  pass(step: string): void;
  leave(): void;
  /** Leaves the story for the map. */
  explore(): void;
  present(on: boolean): void;
  /** Is there a feature of this id, whose record the map can open? */
  isFeature(id: string): boolean;
}

export interface StoryPanel {
  show(state: MapState): void;
  /** Puts the focus on the headline of the step that is told, or on the way in. */
  focus(): void;
  /** To the first step. */
  start(): void;
  /** To the next step, or the one before. */
  turn(direction: 1 | -1): void;
}

interface Tale {
  readonly id: string;
  readonly headline: string;
  readonly date: string;
  readonly text: HTMLElement | null;
}

/** A step that is scrolled through on the way to another is left alone. */
const REST_MS = 200;

/** Above the step that a button or a link leads to, in pixels. */
const ROOM = 8;

/** Of the column's height: what is read stands here. */
const READ_AT = 0.22;

/** Fills `place` from the text version's `#story`. */
export function createStory(
  place: HTMLElement,
  payload: Payload,
  words: Words,
  actions: StoryActions,
): StoryPanel {
  const whole = document.getElementById("story");
  const tales = payload.story.map(({ id }) => taleOf(id));
  const lang = payload.atlas.languages[0] ?? "";
  const inWords = { lang, dir: "auto" };
  let at: number | null = null;
  let shownAs: MapState["ui"] | undefined;

  const heard = el("p", { class: "unseen", role: "status" });
  const root = place.closest<HTMLElement>(".atlas");
  const start = (): void => move(0);
  const begin = el("button", { type: "button", class: "button story-begin" }, words.t("story.start"));
  // The page's own buttons do the same where they are in sight without a tab.
  const starts = [...(root?.querySelectorAll<HTMLElement>('[data-do="start-story"]') ?? []), begin];
  for (const other of starts) other.onclick = start;
  const invitation = el(
    "div",
    { class: "story-invitation" },
    el("h2", inWords, whole?.querySelector("h2")?.textContent ?? ""),
    untranslated(lang, words),
    el("div", { class: "story-lead", ...inWords }, ...copiesOf(whole?.querySelectorAll(":scope > p"))),
    begin,
  );

  const bars = el("div", { class: "story-bars", "aria-hidden": "true" }, ...tales.map(() => el("span")));
  const sections = tales.map(() => el("article", { class: "story-tale" }));
  const next = button("", "button story-next", () => move((at ?? 0) + 1));
  next.append(el("span", {}, words.t("story.forward")), icon("next"));
  const back = button("", "button story-back", () => move((at ?? 0) - 1));
  back.append(icon("prev"), el("span", {}, words.t("story.back")));
  const explore = button(words.t("story.explore"), "button story-next", actions.explore);
  const again = button(words.t("story.again"), "button", start);
  const card = el(
    "section",
    { class: "story-card", "aria-label": words.t("story.card"), hidden: true },
    el("div", { class: "story-told" }, ...sections),
    el("div", { class: "story-turn" }, bars, next, explore, again, back),
  );

  const links = tales.map(tale => el("a", { href: `#s=${tale.id}`, ...inWords }, tale.headline));
  const ways = createWays(links, words, {
    leave() {
      actions.leave();
      focus();
    },
    present(on) {
      if (at === null) start();
      actions.present(on);
      focus();
    },
  });
  place.replaceChildren(invitation, ways.element, card, heard);
  // A letter alone is a key only for who is in the story.
  place.onkeydown = event => {
    if (event.key === "p" && !event.ctrlKey && !event.metaKey && !event.altKey)
      place.querySelector<HTMLElement>(".atlas:not(.is-bare) .story-present")?.click();
  };
  const scroller = place.closest(".tab-panel");

  const move = (to: number): void => {
    const tale = tales[to];
    if (!tale) return;
    const isFirst = at === null;
    const held = document.activeElement;
    actions.go(tale.id);
    // A button that is gone cannot keep the focus.
    if (
      isFirst ||
      (held instanceof HTMLElement && (held.hidden || (card.contains(held) && !held.closest(".story-turn"))))
    )
      focus();
  };
  const turn = (direction: 1 | -1): void => {
    if (at !== null) move(at + direction);
  };
  card.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    turn(direction * sense(card) > 0 ? 1 : -1);
  });
  // The next step comes from where the next page would come from.
  onSwipe(card, direction => turn(direction * sense(card) < 0 ? 1 : -1));

  const focus = (): void => {
    const headline = sections[at ?? -1]?.querySelector<HTMLElement>(".story-headline");
    (headline ?? starts.find(isSeen))?.focus({ preventScroll: at !== null });
  };
  const fill = (): void => {
    for (const [i, section] of sections.entries()) {
      const tale = tales[i];
      if (tale) section.append(...tellingOf(tale, i + 1, tales.length, inWords, words, actions));
    }
  };

  let passing = false;
  let timer = 0;
  let put = 0;
  /** The step that is told stands where is read: nobody but the reader scrolls to another. */
  const lead = (): void => {
    const section = sections[at ?? -1];
    if (!section || !scroller) return;
    scroller.scrollTop += topOf(section) - topOf(scroller) - ROOM - ways.element.offsetHeight;
    put = scroller.scrollTop;
  };
  const reach = (tale: Tale): void => {
    passing = true;
    put = -1;
    actions.pass(tale.id);
    passing = false;
  };
  /** The step that stands where is read, now: where one is seen at a time, none but that one ever does. */
  const read = (): Tale | undefined => {
    if (!scroller) return undefined;
    const line = topOf(scroller) + scroller.clientHeight * READ_AT;
    const spans = ({ top, bottom }: DOMRect): boolean => top <= line && bottom > line;
    return tales[sections.findIndex(section => spans(section.getBoundingClientRect()))];
  };
  const watch = new IntersectionObserver(
    met => {
      if (!met.some(({ isIntersecting }) => isIntersecting)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        // What is seen differs for other reasons than that the reader has moved.
        if (at === null || scroller?.scrollTop === put) return;
        const tale = read();
        if (tale && tale !== tales[at]) reach(tale);
      }, REST_MS);
    },
    { root: scroller, rootMargin: `-${READ_AT * 100}% 0px -${99 - READ_AT * 100}% 0px` },
  );
  for (const section of sections) watch.observe(section);
  // What is hidden cannot be scrolled: it is when it is shown. And what takes another shape moves what is read.
  new ResizeObserver(() => {
    if (at !== null && read() !== tales[at]) lead();
  }).observe(card);

  const tell = (index: number): void => {
    const [tale, section] = [tales[index], sections[index]];
    if (!tale || !section) return;
    if (section.childElementCount === 0) fill();
    const number = index + 1;
    for (const [i, other] of sections.entries()) other.classList.toggle("is-here", i === index);
    for (const [i, bar] of [...bars.children].entries()) bar.classList.toggle("is-told", i <= index);
    const following = tales[index + 1];
    next.hidden = following === undefined;
    next.title = words.t("story.next", { headline: following?.headline ?? "" });
    next.setAttribute("aria-label", next.title);
    for (const part of [explore, again]) part.hidden = following !== undefined;
    back.hidden = index === 0;
    heard.textContent = words.t("story.heard", { number, total: tales.length, headline: tale.headline });
    if (!passing) lead();
  };

  return {
    show({ step, ui }) {
      const found = tales.findIndex(tale => tale.id === step);
      const index = found < 0 ? null : found;
      if (index === at && ui === shownAs) return;
      at = index;
      shownAs = ui;
      // What was scrolled to before is no longer wanted.
      window.clearTimeout(timer);
      invitation.hidden = index !== null;
      card.hidden = index === null;
      root?.classList.toggle("is-told", index !== null);
      root?.classList.toggle("is-presenting", ui === "present");
      ways.show(index, ui);
      if (index !== null) tell(index);
      else heard.textContent = "";
    },
    focus,
    start,
    turn,
  };
}

function taleOf(id: string): Tale {
  const article = document.getElementById(`step-${id}`);
  const words = (part: string): string => article?.querySelector(part)?.textContent?.trim() ?? "";
  const text = article?.querySelector<HTMLElement>(".step-text") ?? null;
  return { id, headline: words(".step-name") || id, date: words(".step-date"), text };
}

/** What a step's section holds: where in the story it stands, its headline, its text. */
function tellingOf(
  tale: Tale,
  number: number,
  total: number,
  inWords: Record<string, string>,
  words: Words,
  actions: StoryActions,
): HTMLElement[] {
  const text = el("div", { class: "story-text", ...inWords });
  text.append(storyText(tale, words, actions));
  const [count = "", behind = ""] = words.t("story.at", { number, total }).split("{date}");
  const note = untranslated(inWords.lang ?? "", words);
  return [
    el("p", { class: "story-at" }, el("span", { class: "unseen" }, count), tale.date, behind),
    el("h2", { class: "story-headline", tabindex: "-1", ...inWords }, tale.headline),
    ...(note ? [note] : []),
    text,
  ];
}

/** A copy of a step's text with notes of its own, whose links to records open them on the map. */
function storyText({ id, text }: Tale, words: Words, actions: StoryActions): HTMLElement {
  const copy = el("div", {}, ...copiesOf(text?.children));
  for (const link of copy.querySelectorAll('a[href^="#record-"]')) {
    const id = (link.getAttribute("href") ?? "").slice("#record-".length);
    if (actions.isFeature(id)) link.setAttribute("data-show", id);
  }
  addNotes(copy, words, `s-${id}`, 0);
  return copy;
}

/** That the story is not told in the language of the interface; null where it is. */
function untranslated(lang: string, words: Words): HTMLElement | null {
  return words.language === lang
    ? null
    : el("p", { class: "remark story-untold" }, words.t("story.untranslated"));
}

function copiesOf(parts: Iterable<Node> | undefined): Node[] {
  return [...(parts ?? [])].map(part => part.cloneNode(true));
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}

/** 1 where one reads from left to right, else -1. */
function sense(element: Element): 1 | -1 {
  return getComputedStyle(element).direction === "rtl" ? -1 : 1;
}
