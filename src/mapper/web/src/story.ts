/** The story in the panel: an invitation, and once it has begun a card for each step. Its words are the text version's. */

import { button, el, icon } from "./dom.ts";
import type { Payload } from "./payload.ts";
import { addNotes } from "./record.ts";
import type { MapState } from "./state.ts";
import { onSwipe } from "./swipe.ts";
import type { Words } from "./words.ts";

export interface StoryActions {
  go(step: string): void;
  leave(): void;
  /** Is there a feature of this id, whose record the map can open? */
  isFeature(id: string): boolean;
}

export interface StoryTeller {
  show(state: MapState): void;
  /** Puts the focus on the headline of the step that is told, or on the way in. */
  focus(): void;
}

interface Tale {
  readonly id: string;
  readonly headline: string;
  readonly date: string;
  readonly text: HTMLElement | null;
}

/** Fills `place` from the text version's `#story`. */
export function createStory(
  place: HTMLElement,
  payload: Payload,
  words: Words,
  actions: StoryActions,
): StoryTeller {
  const whole = document.getElementById("story");
  const tales = payload.story.map(({ id }) => taleOf(id));
  const lang = payload.atlas.languages[0] ?? "";
  const inWords = { lang, dir: "auto" };
  let at: number | null = null;

  const heard = el("p", { class: "unseen", role: "status" });
  const begin = button(words.t("story.start"), "button story-begin", () => move(0));
  const invitation = el(
    "div",
    { class: "story-invitation" },
    el("h2", inWords, whole?.querySelector("h2")?.textContent ?? ""),
    el("div", { class: "story-lead", ...inWords }, ...copiesOf(whole?.querySelectorAll(":scope > p"))),
    begin,
  );

  const counted = el("p", { class: "story-at" });
  const bars = el("div", { class: "story-bars", "aria-hidden": "true" }, ...tales.map(() => el("span")));
  const headline = el("h2", { class: "story-headline", tabindex: "-1", ...inWords });
  const text = el("div", { class: "story-text", ...inWords });
  const coming = el("bdi", { lang });
  const [nextBefore = "", nextBehind = ""] = words.t("story.next").split("{headline}");
  const next = button("", "button story-next", () => move((at ?? 0) + 1));
  next.append(el("span", {}, nextBefore, coming, nextBehind), icon("next"));
  const back = button("", "button story-back", () => move((at ?? 0) - 1));
  back.append(icon("prev"), el("span", {}, words.t("story.back")));
  const leave = button(words.t("story.leave"), "link-button story-leave", () => {
    actions.leave();
    begin.focus();
  });
  leave.hidden = true;
  const card = el(
    "section",
    { class: "story-card", "aria-label": words.t("story.card"), hidden: true },
    el("div", { class: "story-told" }, counted, headline, text),
    el("div", { class: "story-turn" }, bars, next, back),
  );

  const links = tales.map(tale => el("a", { href: `#s=${tale.id}`, ...inWords }, tale.headline));
  const steps = el(
    "details",
    { class: "story-steps", open: true },
    el("summary", {}, words.t("story.steps", { n: tales.length })),
    el("ol", {}, ...links.map(link => el("li", {}, link))),
  );
  place.replaceChildren(invitation, card, leave, steps, heard);

  const move = (to: number): void => {
    const tale = tales[to];
    if (!tale) return;
    const isFirst = at === null;
    const held = document.activeElement;
    actions.go(tale.id);
    // A button that is gone cannot keep the focus.
    if (isFirst || (held instanceof HTMLElement && held.hidden)) headline.focus({ preventScroll: true });
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

  const tell = (index: number): void => {
    const tale = tales[index];
    if (!tale) return;
    const number = index + 1;
    counted.textContent = words.t("story.at", { number, total: tales.length, date: tale.date });
    headline.textContent = tale.headline;
    text.replaceChildren(storyText(tale, words, actions));
    for (const [i, bar] of [...bars.children].entries()) bar.classList.toggle("is-told", i <= index);
    const following = tales[index + 1];
    next.hidden = following === undefined;
    coming.textContent = following?.headline ?? "";
    back.hidden = index === 0;
    heard.textContent = words.t("story.heard", { number, total: tales.length, headline: tale.headline });
    place.closest(".tab-panel")?.scrollTo(0, 0);
  };

  return {
    show({ step }) {
      const found = tales.findIndex(tale => tale.id === step);
      const index = found < 0 ? null : found;
      if (index === at) return;
      at = index;
      invitation.hidden = index !== null;
      for (const part of [card, leave]) part.hidden = index === null;
      steps.open = index === null;
      for (const [i, link] of links.entries()) {
        if (i === index) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      }
      if (index !== null) tell(index);
      else heard.textContent = "";
    },
    focus: () => (at === null ? begin : headline).focus({ preventScroll: true }),
  };
}

function taleOf(id: string): Tale {
  const article = document.getElementById(`step-${id}`);
  const words = (part: string): string => article?.querySelector(part)?.textContent?.trim() ?? "";
  const text = article?.querySelector<HTMLElement>(".step-text") ?? null;
  return { id, headline: words(".step-name") || id, date: words(".step-date"), text };
}

/** A copy of a step's text with notes of its own, whose links to records open them on the map. */
function storyText({ text }: Tale, words: Words, actions: StoryActions): HTMLElement {
  const copy = el("div", {}, ...copiesOf(text?.children));
  for (const link of copy.querySelectorAll('a[href^="#record-"]')) {
    const id = (link.getAttribute("href") ?? "").slice("#record-".length);
    if (actions.isFeature(id)) link.setAttribute("data-show", id);
  }
  addNotes(copy, words, "s");
  return copy;
}

function copiesOf(parts: Iterable<Node> | undefined): Node[] {
  return [...(parts ?? [])].map(part => part.cloneNode(true));
}

/** 1 where one reads from left to right, else -1. */
function sense(element: Element): 1 | -1 {
  return getComputedStyle(element).direction === "rtl" ? -1 : 1;
}
