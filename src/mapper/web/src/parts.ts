/** The parts around the map: made, made again in another language, and told of every state. */

import type { Entry } from "./catalogue.ts";
import { awaitFinder, type Finder, type Target } from "./find/index.ts";
import type { AllExtras, Later } from "./later.ts";
import { type Addition, createLegend, type Drawing, layerRow, type OwnLayers } from "./map/index.ts";
import { createLanguageChoice, createNamesChoice } from "./panel/index.ts";
import type { Layer, Payload } from "./payload.ts";
import type { Rest } from "./rest.ts";
import type { HistoryMethod, Known, MapState, Store } from "./state/index.ts";
import type { StoryPanel } from "./story/index.ts";
import type { Told } from "./told.ts";
import type { Words } from "./words/index.ts";

export interface Parts {
  /** Makes those that are seen at once, in place of those that were there. */
  fill(): void;
  /** Makes the others, behind a tab or a button, of what comes after the map; without effect until that is there. */
  fillRest(): void;
  show(state: MapState): void;
  /** Gives the focus to the step that is told. */
  focusStory(): void;
}

/** What the parts are made of, and what they can ask for. */
export interface PartsContext {
  readonly payload: Payload;
  /** The reader's own layers are added to it. */
  readonly catalogue: Map<string, Entry>;
  readonly known: Known;
  readonly words: Words;
  readonly store: Store;
  readonly drawing: Drawing;
  readonly extras: AllExtras;
  readonly later: Later;
  open(feature: string): void;
  zoomTo(layer: Layer): void;
  goTo(id: string, how?: HistoryMethod): void;
  found(target: Target): void;
  /** Shows the map alone, once the story has ended. */
  explore(): void;
  readonly additions: readonly Addition[];
}

/** Each part goes to the element of `root` that carries its name as data-part; without one it is left out. */
export function createParts(root: HTMLElement, context: PartsContext): Parts {
  const { payload, catalogue, known, words, store, drawing, extras, later, open, zoomTo } = context;
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-part="${name}"]`);
  const [key, list, time] = [part("key"), part("list"), part("time")];
  const [storyPlace, finderPlace] = [part("story"), part("finder")];
  const followers: { show(state: MapState): void }[] = [];
  let story: StoryPanel | null = null;
  let finder: Finder | null = null;
  let own: OwnLayers | null = null;
  let obeys = false;

  /** The second map of a comparison is drawn once: it is made anew when what there is to draw has changed. */
  const again = (change: () => void): void => {
    const { compare } = store.get();
    store.set({ compare: null });
    change();
    store.set({ compare });
  };
  const makeStory = (place: HTMLElement, { createStory }: Told): StoryPanel =>
    createStory(place, payload, words, {
      go: step => context.goTo(`s=${step}`),
      pass: step => context.goTo(`s=${step}`, "replaceState"),
      leave: () => context.goTo(""),
      explore() {
        context.goTo("");
        context.explore();
      },
      present: on => store.set({ ui: on ? "present" : null }),
      isFeature: id => catalogue.has(id),
    });
  const find = (place: HTMLElement, rest: Rest): Finder =>
    rest.createFinder(place, rest.KINDS, words, {
      fill: index => rest.fillIndex(index, payload, catalogue, document.getElementById("text"), words),
      search: drawing.big?.search ?? null,
      titleOf: entry => rest.titleOf(entry, catalogue, words),
      go: entry => context.found(rest.targetOf(entry, payload, catalogue)),
    });
  const takeFiles = (rest: Rest): OwnLayers | null =>
    extras.drop?.(root, list, payload, words, store, catalogue, {
      zoomTo,
      draw: (entries: readonly Entry[]) => again(() => drawing.add(entries)),
      erase: (layer: string) => again(() => drawing.remove(layer)),
      list: (at, layers) => rest.createList(at, { ...payload, layers }, words, open),
      row: (layer, boxes) => layerRow(layer, words, store, zoomTo, boxes),
      ask: (title, ...content) => rest.openDialog(root, title, words, ...content),
    }) ?? null;

  const makeTold = (told: Told): void => {
    story = storyPlace && makeStory(storyPlace, told);
    if (story) followers.push(story);
    if (!obeys) told.obeyClicker(root, store, direction => story?.turn(direction));
    obeys = true;
  };
  const makeRest = (rest: Rest): void => {
    if (list) followers.push(rest.createList(list, payload, words, open, drawing.big?.section ?? null));
    finder?.remove();
    finder = finderPlace && find(finderPlace, rest);
    if (key) {
      own ??= takeFiles(rest);
      own?.fill(key);
    }
    if (own) followers.push(own);
  };

  // Who asks for the story or searches before that can be is served when it can.
  for (const begin of root.querySelectorAll<HTMLElement>('[data-do="start-story"]')) {
    begin.onclick = () => later.use("told", () => void later.done.then(() => story?.start()), begin);
  }
  if (finderPlace) awaitFinder(finderPlace, words, () => later.now("rest"));

  return {
    fill() {
      followers.length = 0;
      for (const at of root.querySelectorAll<HTMLElement>('[data-part="languages"]')) {
        createLanguageChoice(at, payload, known, words, store);
      }
      if (time && extras.time) followers.push(extras.time(time, payload, words, store, open));
      if (key) {
        followers.push(createLegend(key, payload, words, store, zoomTo));
        followers.push(createNamesChoice(key, known, words, store));
        for (const addition of context.additions) addition.fill(key);
        drawing.big?.fill(key);
      }
      this.show(store.get());
      // How many features of a big layer are there is known when it is read.
      void drawing.big?.known.then(() => this.show(store.get()));
    },
    fillRest() {
      if (!later.isDone()) return;
      later.use("rest", makeRest, finderPlace);
      if (storyPlace) later.use("told", makeTold, storyPlace);
      this.show(store.get());
    },
    show(state) {
      for (const follower of followers) follower.show(state);
    },
    focusStory: () => story?.focus(),
  };
}
