/** The parts around the map: made, made again in another language, and told of every state. */

import type { Entry } from "./catalogue.ts";
import {
  createFinder,
  createList,
  type Finder,
  fillIndex,
  KINDS,
  type SearchEntry,
  titleOf,
} from "./find/index.ts";
import {
  type Addition,
  createLegend,
  type Drawing,
  type Extras,
  layerRow,
  type OwnLayers,
} from "./map/index.ts";
import { createLanguageChoice, createNamesChoice, openDialog } from "./panel/index.ts";
import type { Layer, Payload } from "./payload.ts";
import type { HistoryMethod, Known, MapState, Store } from "./state/index.ts";
import { createStory, obeyClicker, type StoryPanel } from "./story/index.ts";
import { createTimeBar } from "./time/index.ts";
import type { Words } from "./words/index.ts";

export interface Parts {
  /** Makes those that are seen at once, in place of those that were there. */
  fill(): void;
  /** Makes the others, behind a tab or a button: they can wait until the map is drawn. */
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
  /** Those that come after the map may not be there until the rest is made. */
  readonly extras: Extras;
  open(feature: string): void;
  zoomTo(layer: Layer): void;
  goTo(id: string, how?: HistoryMethod): void;
  found(entry: SearchEntry): void;
  /** Shows the map alone, once the story has ended. */
  explore(): void;
  readonly additions: readonly Addition[];
}

/** Each part goes to the element of `root` that carries its name as data-part; without one it is left out. */
export function createParts(root: HTMLElement, context: PartsContext): Parts {
  const { payload, catalogue, known, words, store, drawing, extras, open, zoomTo } = context;
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-part="${name}"]`);
  const [key, list, time] = [part("key"), part("list"), part("time")];
  const [storyPlace, finderPlace] = [part("story"), part("finder")];
  const followers: { show(state: MapState): void }[] = [];
  let story: StoryPanel | null = null;
  let finder: Finder | null = null;
  let own: OwnLayers | null = null;

  /** The second map of a comparison is drawn once: it is made anew when what there is to draw has changed. */
  const again = (change: () => void): void => {
    const { compare } = store.get();
    store.set({ compare: null });
    change();
    store.set({ compare });
  };
  const makeStory = (place: HTMLElement): StoryPanel =>
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
  const find = (place: HTMLElement): Finder =>
    createFinder(place, KINDS, words, {
      fill: index => fillIndex(index, payload, catalogue, document.getElementById("text"), words),
      search: drawing.big?.search ?? null,
      titleOf: entry => titleOf(entry, catalogue, words),
      go: context.found,
    });
  const takeFiles = (): OwnLayers | null =>
    extras.drop?.(root, list, payload, words, store, catalogue, {
      zoomTo,
      draw: (entries: readonly Entry[]) => again(() => drawing.add(entries)),
      erase: (layer: string) => again(() => drawing.remove(layer)),
      list: (at, layers) => createList(at, { ...payload, layers }, words, open),
      row: (layer, boxes) => layerRow(layer, words, store, zoomTo, boxes),
      ask: (title, ...content) => openDialog(root, title, words, ...content),
    }) ?? null;

  obeyClicker(root, store, direction => story?.turn(direction));

  return {
    fill() {
      followers.length = 0;
      for (const at of root.querySelectorAll<HTMLElement>('[data-part="languages"]')) {
        createLanguageChoice(at, payload, known, words, store);
      }
      if (time) followers.push(createTimeBar(time, payload, words, store, open));
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
      if (list) followers.push(createList(list, payload, words, open, drawing.big?.section ?? null));
      story = storyPlace && makeStory(storyPlace);
      if (story) followers.push(story);
      finder?.remove();
      finder = finderPlace && find(finderPlace);
      if (key) {
        own ??= takeFiles();
        own?.fill(key);
      }
      if (own) followers.push(own);
      this.show(store.get());
    },
    show(state) {
      for (const follower of followers) follower.show(state);
    },
    focusStory: () => story?.focus(),
  };
}
