/** The bar under the map: the days in words, what is known of them, the axis with its slider, and steps along it. */

import { button, el, icon, iconButton } from "../dom.ts";
import { isCalm } from "../motion.ts";
import type { Event, Payload } from "../payload.ts";
import { type MapState, type Store, sameDays, shownDay } from "../state/index.ts";
import type { Words } from "../words/index.ts";
import { changesWords, createAnnouncer } from "./announce.ts";
import { createTimeAxis } from "./axis.ts";
import { createTimeOptions } from "./options.ts";
import { createPlayer } from "./play.ts";
import { daysWords, rangeWords } from "./range.ts";
import { densest, type Period } from "./scale.ts";
import { situation } from "./situation.ts";
import { createSliders } from "./slider.ts";
import {
  eventDays,
  eventsOf,
  otherDay,
  rangeFrom,
  rewound,
  type SomeDays,
  type StepBy,
  stepFrom,
} from "./steps.ts";
import { beyondWords, strengthWords } from "./strength.ts";

export interface TimeBar {
  show(state: MapState): void;
}

/** How long each step is shown while it plays; whoever wants calm gets a second at least. */
const PACE_MS: Readonly<Record<StepBy, number>> = { event: 1600, day: 160, week: 700 };
const CALM_MS = 1000;

export function createTimeBar(
  place: HTMLElement,
  payload: Payload,
  words: Words,
  store: Store,
  open: (feature: string) => void,
): TimeBar {
  const { period } = payload.atlas;
  const events = eventDays(payload.events, period);
  let by: StepBy = events.length > 0 ? "event" : "day";

  // What is asked for by moving or playing comes to the map once a frame, however often it is asked.
  let asked: SomeDays | null = null;
  const go = (days: SomeDays): void => {
    const isFirst = asked === null;
    asked = days;
    if (!isFirst) return;
    requestAnimationFrame(() => {
      if (asked) store.set(asked);
      asked = null;
    });
  };
  const now = (): SomeDays => asked ?? store.get();
  const ahead = (direction: 1 | -1): SomeDays | null => stepFrom(now(), by, direction, events, period);
  const step = (direction: 1 | -1): boolean => {
    const days = ahead(direction);
    if (days) go(days);
    return days !== null;
  };

  const date = el("p", { class: "time-date" });
  const said = el("div", { class: "time-said" });
  const axis = createTimeAxis(payload, events, words);
  const sliders = createSliders(axis.element, words, now, go);

  const play = button("", "button time-play", () => {
    if (player.playing) return player.stop();
    if (!ahead(1)) go(rewound(now(), period));
    player.start();
  });
  const label = (playing: boolean): void => {
    const word = words.t(playing ? "time.pause" : "time.play");
    play.setAttribute("aria-label", word);
    play.replaceChildren(icon(playing ? "pause" : "play"), el("span", {}, word));
  };
  const pace = (): number => Math.max(PACE_MS[by], isCalm() ? CALM_MS : 0);
  const player = createPlayer(play, () => step(1), pace, label);
  label(false);
  const previous = iconButton("prev", "", "icon-button", () => step(-1));
  const following = iconButton("next", "", "icon-button", () => step(1));
  const setStep = (next: StepBy): void => {
    by = next;
    for (const [press, way] of [
      [previous, "previous"],
      [following, "next"],
    ] as const) {
      press.title = words.t(by === "event" ? `time.${way}` : `time.${way}-${by}`);
      press.setAttribute("aria-label", press.title);
    }
    enable();
  };
  const enable = (): void => {
    previous.disabled = ahead(-1) === null;
    following.disabled = ahead(1) === null;
  };

  // A closer look at the stretch where most happens, and back.
  const close = densest(events, period);
  let stretch: Period = period;
  const look = (at: Period): void => {
    stretch = at;
    axis.draw(stretch);
    for (const closer of closers) closer.setAttribute("aria-pressed", String(stretch !== period));
  };
  const turn = (): void => {
    look(stretch === period && close ? close : period);
    show(store.get());
  };
  const closers = close ? closerButtons(close, words, turn) : [];

  const compare = (): void => {
    const now = store.get();
    store.set({ compare: now.compare === null ? otherDay(shownDay(now), period) : null });
  };
  const beside = iconButton("compare", words.t("compare.start"), "icon-button time-compare", compare);
  const panel = createTimeOptions(
    period,
    words,
    {
      go,
      setRange: on =>
        store.set(on ? rangeFrom(store.get(), period) : { day: shownDay(store.get()), until: null }),
      setStep,
      compare,
    },
    closers[1] ?? null,
  );
  const heard = el("p", { class: "unseen", role: "status" });
  const announcer = createAnnouncer(heard);
  const steps = [play, previous, following, closers[0] ?? null, beside, panel.opener];
  place.classList.remove("is-open");
  place.replaceChildren(
    el("div", { class: "time-now" }, date, said, el("div", { class: "time-steps" }, ...steps)),
    sliders.element,
    panel.element,
    heard,
  );

  let seen: SomeDays = store.get();
  let spoken: SomeDays = seen;
  const announce = (days: SomeDays): void =>
    announcer.say(() => {
      const changed = days.until === null ? changesWords(payload, shownDay(spoken), days.day, words) : "";
      spoken = days;
      return [...situation(payload, { ...store.get(), ...days }, words), changed].join(" ").trim();
    });
  const show = (state: MapState): void => {
    const isMove = !sameDays(state, seen);
    seen = state;
    // Whoever goes beyond the stretch looked at closely sees the whole of the axis again.
    const isBeyond = [state.day, shownDay(state)].some(day => day < stretch[0] || day > stretch[1]);
    if (isMove && isBeyond && stretch !== period) look(period);
    const other = state.compare;
    const beyond = beyondWords(payload, state.step, words);
    const figures = beyond || strengthWords(payload.strength, shownDay(state), words);
    const also = alsoWords(state, words);
    date.replaceChildren(daysWords(state, words), also && el("span", { class: "time-also" }, also));
    said.replaceChildren(...(other === null ? lines(state, payload, events, words, open) : []));
    for (const day of other === null ? [shownDay(state)] : [shownDay(state), other]) {
      const each = beyond || strengthWords(payload.strength, day, words);
      const on = other !== null && el("b", {}, words.date(day), " ");
      if (each) said.append(el("p", { class: "time-figures" }, on, each));
    }
    sliders.show(state, stretch, figures);
    axis.pass(shownDay(state));
    axis.mark(other);
    beside.setAttribute("aria-pressed", String(other !== null));
    enable();
    panel.show(state);
    if (isMove) announce(state);
  };
  look(period);
  setStep(by);
  return { show };
}

/** One beside the steps, and one in the panel, for where there is no room beside them. */
function closerButtons([from, to]: Period, words: Words, press: () => void): HTMLElement[] {
  const name = words.t("time.closer", { from: words.date(from), to: words.date(to) });
  return [
    iconButton("closer", name, "icon-button time-closer", press),
    button(name, "button time-closer-words", press),
  ];
}

/** The same by the calendar that this language's readers live by; empty where that is this one. */
function alsoWords({ day, until }: SomeDays, words: Words): string {
  const [from, to] = [words.dateAlso(day), words.dateAlso(until ?? day)];
  return until === null || from === "" ? from : words.t("range.date", { from, to });
}

/** What happened on the day; of a range, how much; before anything has, when the first thing will. */
function lines(
  days: SomeDays,
  payload: Payload,
  events: readonly number[],
  words: Words,
  open: (feature: string) => void,
): HTMLElement[] {
  const quiet = (text: string): HTMLElement => el("p", { class: "time-quiet" }, text);
  if (days.until !== null) return [quiet(rangeWords(payload, days.day, days.until, words))];
  const today = eventsOf(payload.events, days);
  const [first] = events;
  if (today.length > 0) return today.slice(0, 2).map(event => eventLine(event, words, open));
  if (first === undefined || days.day >= first) return [];
  return [quiet(words.t("time.nothing", { date: words.date(first) }))];
}

function eventLine({ title, feature }: Event, words: Words, open: (feature: string) => void): HTMLElement {
  const said = words.text(title);
  const line = feature ? button(said, "link-button", () => open(feature)) : said;
  return el("p", { class: "time-happened" }, line);
}
