/** The viewer's entry: wires the wings of one map together, and holds no logic of its own. */

import * as L from "leaflet";
import { createAsked } from "./asked.ts";
import { catalogueOf, ownLayers } from "./catalogue.ts";
import { type AllExtras, createLater } from "./later.ts";
import { behaveInFrame, isFramed, mountMap } from "./map/index.ts";
import { createNavigation } from "./navigation.ts";
import { createPanel, showAround, speak, wireButtons } from "./panel/index.ts";
import { createParts } from "./parts.ts";
import type { Payload } from "./payload.ts";
import { createReading } from "./reading.ts";
import { schedule } from "./schedule.ts";
import {
  createStore,
  format,
  knownOf,
  linkOf,
  type MapState,
  offerLink,
  openingState,
  openLater,
  type Store,
} from "./state/index.ts";
import { situation } from "./time/index.ts";
import { followingWords } from "./words/index.ts";

/**
 * Turns `map` into the atlas of `payload`. Inside `place` it fills whatever carries data-part: key, list, time, panel,
 * stage. Parts that are missing are left out, and without `place` there is the map alone, as in a notebook. `extras` are
 * what further bundles of the page add.
 */
export function mount(
  place: HTMLElement | null,
  map: L.Map,
  payload: Payload,
  extras: AllExtras = {},
): Store {
  // What there is, what of it is shown, and in which words.
  const catalogue = catalogueOf(payload);
  /** Is this a feature that a link can name? Those of the reader's own layers are on this screen alone. */
  const isShared = (id: string): boolean => {
    const entry = drawing.entry(id);
    return entry !== undefined && !entry.layer.own;
  };
  const known = { ...knownOf(payload, catalogue), features: { has: isShared } };
  const store = createStore(openingState(payload.atlas.opens, known.shown));
  const words = followingWords(payload, store.get);
  const later = createLater(document, extras, words);
  const link = (state: MapState, base = window.location.href): string =>
    linkOf(payload.atlas.address, base, format(state, known));
  const linkNow = (base?: string, change?: Partial<MapState>): string =>
    link({ ...store.get(), view: viewing.now(), ...change }, base);

  // Where it stands in the page.
  const container = map.getContainer();
  const root = place ?? container;
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-part="${name}"]`);
  const stage = part("stage") ?? container;
  const panelPlace = part("panel");
  const panel = panelPlace && createPanel(root, panelPlace);
  const hasText = place !== null && document.getElementById("text") !== null;
  const says = (): string => situation(payload, store.get(), words).join(" ");
  const hasOwn = (): boolean => ownLayers(catalogue).size > 0;
  const asked = createAsked(
    payload,
    catalogue,
    words,
    later,
    ({ createDialogs }) => createDialogs(root, payload, words, linkNow, store.get, says, hasOwn),
    () => atlas,
    container,
    store.get,
    link,
  );

  // The map, and the parts around it.
  const atlas = mountMap(map, root, stage, payload, catalogue, words, store, extras, panel, {
    copyLink: from => offerLink(from, linkNow(), words),
    showText: hasText ? feature => navigation.goTo(`record-${feature}`) : undefined,
    about: asked.about,
    cite: asked.cite,
    profile: act => later.use("told", ({ createProfile }) => act(createProfile)),
    compare: act => later.use("told", ({ createComparison }) => act(createComparison), part("time")),
  });
  const { drawing, viewing, selection, keyboard, popup } = atlas;
  const parts = createParts(root, {
    ...{ payload, catalogue, known, words, store, drawing, extras, later, additions: atlas.additions },
    open: selection.open,
    zoomTo: viewing.showLayer,
    goTo: (id, how) => navigation.goTo(id, how),
    found: target => navigation.found(target),
    explore() {
      panel?.close();
      panel?.show("key");
      keyboard.focus(null);
    },
  });
  const { share, print, about } = asked;
  wireButtons(root, { share, print, about });

  // All of them follow the state.
  const render = (now: MapState, before: MapState | null): void => {
    showAround(root, now, linkOf("", window.location.href, format({ ...now, ui: null }, known)));
    atlas.draw(now);
    if (before && now.language !== before.language) {
      speak(payload, words);
      atlas.relabel();
      parts.fill();
      parts.fillRest();
    }
    atlas.follow(now, before);
    const isNews = now.step !== before?.step || now.ui !== before?.ui;
    if (now.step !== null && isNews) panel?.reveal("story");
    parts.show(now);
    keyboard.refresh();
  };
  store.subscribe(render);
  render(store.get(), null);

  // The page around: its address, its text version, the frame it may stand in.
  document.addEventListener("keydown", event => {
    // After a link that opened a record the page itself has the focus.
    const isOurs = event.target === document.body || root.contains(event.target as Node);
    if (event.key === "Escape" && isOurs && !event.defaultPrevented) store.set({ feature: null });
  });
  const text = createReading(payload, catalogue, words, later, viewing.refit, id =>
    navigation.goTo(id, "replaceState"),
  );
  const navigation = createNavigation(payload, catalogue, known, store, atlas, parts, text);
  if (isFramed()) behaveInFrame(map, stage, words);
  schedule(container, drawing, parts, later);
  if (drawing.big) openLater(drawing.big.known, store, known, popup.bringIntoView);
  return store;
}

Object.assign(window, { L, mapper: { mount, extras: {}, lent: {} } });
