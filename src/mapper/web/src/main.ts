/** The viewer's entry: wires the parts of one map together, and holds no logic of its own. */

import * as L from "leaflet";
import { catalogueOf, type Entry } from "./catalogue.ts";
import type { Owned } from "./drop/index.ts";
import { type Entry as Found, targetOf } from "./find/index.ts";
import {
  addControls,
  behaveInFrame,
  createComparison,
  createKeyboard,
  createPopup,
  createViewing,
  drawLayers,
  drawPointer,
  type Extras,
  isFramed,
  renameMap,
} from "./map/index.ts";
import { createDialogs, createMenu, createPanel, speak } from "./panel/index.ts";
import { createHandout } from "./paper/index.ts";
import { createParts } from "./parts.ts";
import type { Payload } from "./payload.ts";
import {
  createProfile,
  createTerms,
  createTextFilters,
  createTextVersion,
  nearbyLinks,
  profileOf,
  type TextFilters,
  wirePage,
} from "./record/index.ts";
import { schedule } from "./schedule.ts";
import {
  type Address,
  connectAddress,
  createStore,
  format,
  type HistoryMethod,
  knownOf,
  linkOf,
  type MapState,
  offerLink,
  openingState,
  openLater,
  type Store,
  sameNaming,
  shownDay,
} from "./state/index.ts";
import { createProgress } from "./story/index.ts";
import { followingWords, translateRecord } from "./words/index.ts";

/**
 * Turns `map` into the atlas of `payload`. Inside `place` it fills whatever carries data-part: key, list, time, panel,
 * stage. Parts that are missing are left out, and without `place` there is the map alone, as in a notebook. `extras` are
 * what further bundles of the page add.
 */
export function mount(place: HTMLElement | null, map: L.Map, payload: Payload, extras: Extras = {}): Store {
  const catalogue = catalogueOf(payload);
  const inCatalogue = knownOf(payload, catalogue);
  const known = { ...inCatalogue, features: { has: (id: string) => isShared(id) } };
  /** Is this a feature that a link can name? Those of the reader's own layers are on this screen alone. */
  const isShared = (id: string): boolean => {
    const entry = drawing.entry(id);
    return entry !== undefined && !owned.has(entry.layer.id);
  };
  const store = createStore(openingState(payload.atlas.opens, known.shown));
  const words = followingWords(payload, store.get);
  const container = map.getContainer();
  const root = place ?? container;
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-part="${name}"]`);
  const stage = part("stage") ?? container;
  const panelPlace = part("panel");
  const panel = panelPlace && createPanel(root, panelPlace);
  const covered = (): number => panel?.covers(stage) ?? 0;
  const viewing = createViewing(map, payload, catalogue, store, covered);
  const progress = createProgress(payload.story, known.shown, store.get);
  let address: Address | null = null;
  const owned: Owned = new Map();

  // Selecting: a click on the map, a step by keyboard, an entry of the list, a link.
  let clicked: L.LatLng | undefined;
  let byHand = false;
  let opener: HTMLElement | null = null;
  const press = (feature: string, event?: L.LeafletMouseEvent): void => {
    const ground = drawing.entry(feature)?.layer.ground ?? false;
    clicked = drawing.mark(feature)?.symbolic ? undefined : event?.latlng;
    byHand = true;
    // While a record is open, a click on the base map is a click beside it.
    store.set({ feature: ground && store.get().feature !== null ? null : feature });
  };
  const drawing = drawLayers(map, payload, catalogue, words, extras, press);
  const open = (feature: string): void => {
    const entry = drawing.entry(feature);
    if (!entry) return;
    clicked = undefined;
    byHand = true;
    panel?.close();
    store.set({ feature, layers: new Set([...store.get().layers, entry.layer.id]) });
    bringIn(entry);
  };
  /** A sheet leaves less of the map to be seen, so there the record does both. */
  const bringIn = (entry: Entry | undefined): void => {
    if (!popup.isSheet()) viewing.bringIn(entry);
    popup.bringIntoView();
  };
  /** What was searched for: on the map, or else in the text version. */
  const found = (entry: Found): void => {
    const { feature, day, id } = targetOf(entry, payload, catalogue);
    if (feature === null) {
      goTo(id);
      return;
    }
    if (day !== null) store.set({ day });
    open(feature);
    document.getElementById(`p-${id}`)?.scrollIntoView({ block: "nearest" });
  };
  const close = (): void => store.set({ feature: null });
  const keyboard = createKeyboard(map, drawing, { open: press, close, reset: viewing.reset });

  const linkNow = (base: string): string =>
    linkOf(payload.atlas.address, base, format({ ...store.get(), view: viewing.now() }, known));
  const pointer = drawPointer(map, "mapper-symbols");
  const profileIn = (feature: string): HTMLElement[] => {
    const profile = profileOf(payload.profiles, feature);
    return profile ? [createProfile(profile, feature, catalogue, words, { point: pointer.show, open })] : [];
  };
  const hasText = place !== null && document.getElementById("text") !== null;
  const terms = createTerms(document.getElementById("glossary"), words);
  const popup = createPopup(stage, map, words, {
    close,
    copyLink: place => offerLink(place, linkNow(window.location.href), words),
    ...(hasText && { showText: (feature: string) => goTo(`record-${feature}`) }),
    explain: record => {
      translateRecord(record, payload, catalogue, words);
      terms.mark(record);
    },
    nearby: entry => [
      ...nearbyLinks(entry, catalogue, drawing.behind(entry.feature.id), words, open),
      ...profileIn(entry.feature.id),
    ],
  });
  popup.element.addEventListener("keydown", event => {
    if (event.key === "Escape" && terms.close()) event.preventDefault();
  });
  const dialogs = createDialogs(root, payload, words, linkNow, () => owned.size > 0);
  const controls = addControls(map, root, words, payload, {
    reset: viewing.reset,
    jump: inset => viewing.showBounds(inset.bounds),
    about: dialogs.about,
  });

  const additions = [extras.online, extras.tiled].flatMap(extra => extra?.(map, payload, words) ?? []);
  const comparison = createComparison(stage, map, payload, words, store, {
    press,
    draw: other => drawLayers(other, payload, catalogue, words, extras, feature => press(feature)),
    close,
    reset: viewing.reset,
    refit: viewing.refit,
    drawn: other => {
      for (const addition of additions) addition.beside(other);
    },
    leave: () => keyboard.focus(null),
  });

  const parts = createParts(root, {
    payload,
    catalogue,
    known,
    words,
    store,
    drawing,
    owned,
    open,
    zoomTo: viewing.showLayer,
    goTo: (id, how) => goTo(id, how),
    found,
    additions,
  });
  const [foot, menuButton] = [part("foot"), root.querySelector<HTMLElement>('[data-do="menu"]')];
  if (foot && menuButton) createMenu(root, foot, menuButton);
  const whenPressed = (name: string, act: () => void): void => {
    for (const place of root.querySelectorAll(`[data-do="${name}"]`)) place.addEventListener("click", act);
  };
  whenPressed("share", dialogs.share);
  if (dialogs.about) whenPressed("about", dialogs.about);
  const handout = createHandout(document, payload, catalogue, words, store.get, state =>
    linkOf(payload.atlas.address, window.location.href, format(state, known)),
  );
  if (handout) whenPressed("print", () => dialogs.print(handout.print));

  const render = (now: MapState, before: MapState | null): void => {
    drawing.show(now);
    for (const addition of additions) addition.show?.(now);
    if (before && now.language !== before.language) relabel();
    if (now.feature !== (before?.feature ?? null)) pointer.show(null);
    if (now.feature !== (before?.feature ?? null)) showRecord(now.feature, before?.feature ?? null);
    if (before && (now.language !== before.language || !sameNaming(now, before))) rename(now);
    comparison.show(now);
    if (now.step !== null && now.step !== before?.step) panel?.reveal("story");
    parts.show(now);
    keyboard.refresh();
  };
  const relabel = (): void => {
    speak(payload, words);
    container.setAttribute("aria-label", `${words.t("map.label")}: ${words.text(payload.atlas.title)}`);
    controls.relabel();
    parts.fill();
    parts.fillRest();
  };
  const rename = (now: MapState): void => {
    renameMap(container, catalogue, drawing.marks.values(), words, shownDay(now), now.day);
    const mark = drawing.mark(now.feature ?? "");
    if (mark) popup.open(mark, clicked ?? mark.at, false);
  };
  const showRecord = (feature: string | null, before: string | null): void => {
    const mark = feature === null ? undefined : drawing.mark(feature);
    if (!mark) {
      if (popup.close()) {
        if (opener?.isConnected && opener.checkVisibility()) opener.focus({ preventScroll: true });
        else keyboard.focus(before);
      }
      opener = null;
      return;
    }
    if (!popup.element.contains(document.activeElement))
      opener = document.activeElement as HTMLElement | null;
    // What a link opens leaves the focus alone: in a frame it would pull the page around to it.
    popup.open(mark, clicked ?? mark.at, byHand);
    byHand = false;
    popup.bringIntoView();
  };
  store.subscribe(render);
  render(store.get(), null);

  map.on("click", event => {
    const feature = drawing.big?.hit(event.latlng, true) ?? null;
    if (feature === null) close();
    else press(feature, event);
  });
  root.addEventListener("keydown", event => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });

  // The page around: its address, its text version, the frame it may stand in.
  let filters: TextFilters | null = null;
  const reveal = (place: HTMLElement): void => {
    const whole = document.getElementById("text");
    if (whole && filters?.language !== words.language) {
      filters?.remove();
      filters = createTextFilters(whole, payload, words);
    }
    filters?.reveal(place);
  };
  const text = createTextVersion(document.getElementById("text"), reveal, viewing.refit);
  address = connectAddress(store, known, text.show, said => {
    const wasText = text.isShown();
    text.hide();
    const wasTold = store.get().step !== null;
    const plain = { compare: null, feature: null, namesIn: null, namesNow: false, language: null };
    // What a link cannot name, the reader's own layers, stays as it is.
    const kept = [...store.get().layers].filter(id => owned.has(id));
    const next = progress.follow(said);
    const layers = new Set([...(next.layers ?? store.get().layers), ...kept]);
    store.set({ ...plain, ...next, layers });
    const { step, view } = store.get();
    if (said.view) viewing.show(said.view);
    else if (view && wasTold) viewing.show(view);
    else if (step !== null || wasTold) viewing.home();
    if (wasText && step !== null) parts.focusStory();
    if (said.view || !said.feature) popup.bringIntoView();
    else bringIn(drawing.entry(said.feature));
  });
  const goTo = (id: string, how?: HistoryMethod): void => {
    text.remember();
    address?.go(id, how);
  };
  const backToMap = (): void => {
    text.hide();
    address?.write();
  };
  wirePage(
    goTo,
    feature => {
      backToMap();
      open(feature);
    },
    backToMap,
  );
  if (isFramed()) behaveInFrame(map, stage, words);
  schedule(container, drawing, parts);
  if (drawing.big) openLater(drawing.big.known, store, known, popup.bringIntoView);
  return store;
}

Object.assign(window, { L, mapper: { mount, extras: {} } });
