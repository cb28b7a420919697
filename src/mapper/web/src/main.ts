/** The viewer's entry: wires the parts of one map together, and holds no logic of its own. */

import * as L from "leaflet";
import { type Address, connectAddress } from "./address.ts";
import { catalogueOf, type Entry, knownOf } from "./catalogue.ts";
import { createComparison } from "./compare.ts";
import { addControls } from "./controls.ts";
import { openDialog } from "./dialog.ts";
import { el } from "./dom.ts";
import { drawPointer } from "./draw/pointer.ts";
import { createOwn, type Owned, type OwnLayers } from "./drop/own.ts";
import { isFramed, openLinksBeside, yieldToPage } from "./embed.ts";
import { createFinder, type Finder } from "./finder.ts";
import { gather, KINDS, targetOf, titleOf } from "./gather.ts";
import { createHandout } from "./handout.ts";
import { createKeyboard } from "./keyboard.ts";
import { createLanguageChoice, speak } from "./language.ts";
import { drawLayers } from "./layers.ts";
import { createLegend } from "./legend.ts";
import { createList } from "./list.ts";
import { createMenu } from "./menu.ts";
import { createNamesChoice } from "./naming.ts";
import { nearbyLinks } from "./nearby.ts";
import { createPanel } from "./panel.ts";
import type { Payload } from "./payload.ts";
import { createPopup } from "./popup.ts";
import { createProfile, profileOf } from "./profile.ts";
import { createReading, type Reading } from "./reading.ts";
import { renameMap } from "./rename.ts";
import type { Entry as Found } from "./search.ts";
import { frameCode, linkOf, offerLink, sharePanel } from "./share.ts";
import { createStore, format, type MapState, parse, type Store, sameNaming, shownDay } from "./state.ts";
import { createStory, type StoryTeller } from "./story.ts";
import { takePanel } from "./take.ts";
import { createTelling } from "./telling.ts";
import { createTerms } from "./terms.ts";
import { createTextVersion, wirePage } from "./text.ts";
import { createTimeBar } from "./time.ts";
import { translateRecord } from "./translate.ts";
import { createViewing } from "./viewing.ts";
import { followingWords } from "./words.ts";

/** Where css/popup.css makes a sheet of the record. Keep both in step. */
const SHEET = "(max-width: 639.98px), (max-height: 519.98px) and (max-width: 1023.98px)";

/**
 * Turns `map` into the atlas of `payload`. Inside `place` it fills whatever carries data-part: key, list, time, panel,
 * stage. Parts that are missing are left out, and without `place` there is the map alone, as in a notebook.
 */
export function mount(place: HTMLElement | null, map: L.Map, payload: Payload): Store {
  const catalogue = catalogueOf(payload);
  const inCatalogue = knownOf(payload, catalogue);
  const known = { ...inCatalogue, features: { has: (id: string) => drawing.entry(id) !== undefined } };
  const store = createStore({
    day: payload.atlas.opens,
    until: null,
    compare: null,
    feature: null,
    layers: known.shown,
    view: null,
    namesIn: null,
    namesNow: false,
    language: null,
    step: null,
  });
  const words = followingWords(payload, store.get);
  const container = map.getContainer();
  const root = place ?? container;
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-part="${name}"]`);
  const stage = part("stage") ?? container;
  const sheet = window.matchMedia(SHEET);
  const panelPlace = part("panel");
  const panel = panelPlace && createPanel(root, panelPlace);
  const covered = (): number => panel?.covers(stage) ?? 0;
  const viewing = createViewing(map, payload, catalogue, store, covered);
  const telling = createTelling(payload.story, known.shown, store.get);
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
  const drawing = drawLayers(map, payload, catalogue, words, press);
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
    if (!sheet.matches) viewing.bringIn(entry);
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
  const popup = createPopup(stage, map, words, () => sheet.matches, {
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
  const share = (): void => {
    const title = words.text(payload.atlas.title);
    const isPublished = payload.atlas.address !== "";
    const code = frameCode(linkNow("index.html"), title);
    openDialog(
      root,
      words.t("share.title"),
      words,
      ...(owned.size > 0 ? [el("p", { class: "share-note" }, words.t("own.share"))] : []),
      ...sharePanel(linkNow(window.location.href), code, isPublished, words),
      takePanel(payload, words),
    );
  };
  const about = (): void => {
    const copy = document.getElementById("about")?.cloneNode(true) as HTMLElement;
    for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
    copy.querySelector("h2")?.remove();
    openDialog(root, words.t("about.title"), words, copy);
  };
  const hasAbout = document.getElementById("about") !== null;
  const controls = addControls(map, root, words, payload, {
    reset: viewing.reset,
    jump: inset => viewing.showBounds(inset.bounds),
    about: hasAbout ? about : null,
  });

  const comparison = createComparison(stage, map, payload, catalogue, words, store, {
    press,
    close,
    reset: viewing.reset,
    refit: viewing.refit,
    leave: () => keyboard.focus(null),
  });

  // The parts around the map.
  const [key, list, time, storyPlace] = [part("key"), part("list"), part("time"), part("story")];
  let teller: StoryTeller | null = null;
  const finder = part("finder");
  let finding: Finder | null = null;
  const followers: { show(state: MapState): void }[] = [];
  let own: OwnLayers | null = null;
  /** The second map of a comparison is drawn once: it is made anew when what there is to draw has changed. */
  const again = (change: () => void): void => {
    const { compare } = store.get();
    store.set({ compare: null });
    change();
    store.set({ compare });
  };
  const fillParts = (): void => {
    followers.length = 0;
    for (const at of root.querySelectorAll<HTMLElement>('[data-part="languages"]')) {
      createLanguageChoice(at, payload, known, words, store);
    }
    if (time) followers.push(createTimeBar(time, payload, words, store, open));
    if (key) {
      followers.push(createLegend(key, payload, words, store, viewing.showLayer));
      followers.push(createNamesChoice(key, known, words, store));
    }
    if (list) followers.push(createList(list, payload, words, open, drawing.many));
    if (storyPlace) {
      const [go, leave] = [(step: string): void => goTo(`s=${step}`), (): void => goTo("")];
      const isFeature = (id: string): boolean => catalogue.has(id);
      teller = createStory(storyPlace, payload, words, { go, leave, isFeature });
      followers.push(teller);
    }
    if (finder) {
      finding?.remove();
      finding = createFinder(finder, KINDS, words, {
        fill: index => gather(index, payload, catalogue, document.getElementById("text"), words),
        titleOf: entry => titleOf(entry, catalogue, words),
        go: found,
      });
    }
    own?.remove();
    own = null;
    if (key) {
      const { showLayer: zoomTo } = viewing;
      const draw = (entries: readonly Entry[]): void => again(() => drawing.add(entries));
      const erase = (layer: string): void => again(() => drawing.remove(layer));
      const actions = { open, zoomTo, draw, erase };
      own = createOwn(root, { key, list }, payload, words, store, catalogue, owned, actions);
      followers.push(own);
    }
    for (const follower of followers) follower.show(store.get());
  };
  const [foot, menuButton] = [part("foot"), root.querySelector<HTMLElement>('[data-do="menu"]')];
  if (foot && menuButton) createMenu(root, foot, menuButton);
  const whenPressed = (name: string, act: () => void): void => {
    for (const place of root.querySelectorAll(`[data-do="${name}"]`)) place.addEventListener("click", act);
  };
  whenPressed("share", share);
  whenPressed("about", about);
  const handout = createHandout(document, payload, catalogue, words, store.get, state =>
    linkOf(payload.atlas.address, window.location.href, format(state, known)),
  );
  whenPressed("print", () => {
    if (handout?.print() === false)
      openDialog(root, words.t("page.print"), words, el("p", {}, words.t("handout.barred")));
  });

  const render = (now: MapState, before: MapState | null): void => {
    drawing.show(now);
    if (before && now.language !== before.language) relabel();
    if (now.feature !== (before?.feature ?? null)) pointer.show(null);
    if (now.feature !== (before?.feature ?? null)) showRecord(now.feature, before?.feature ?? null);
    if (before && (now.language !== before.language || !sameNaming(now, before))) rename(now);
    comparison.show(now);
    if (now.step !== null && now.step !== before?.step) panel?.reveal("story");
    for (const follower of followers) follower.show(now);
    keyboard.refresh();
  };
  const relabel = (): void => {
    speak(payload, words);
    container.setAttribute("aria-label", `${words.t("map.label")}: ${words.text(payload.atlas.title)}`);
    controls.relabel();
    fillParts();
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
    const feature = drawing.many.hit(event.latlng, true);
    if (feature === null) close();
    else press(feature, event);
  });
  root.addEventListener("keydown", event => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });

  // The page around: its address, its text version, the frame it may stand in.
  let reading: Reading | null = null;
  const reveal = (place: HTMLElement): void => {
    const whole = document.getElementById("text");
    if (whole && reading?.language !== words.language) {
      reading?.remove();
      reading = createReading(whole, payload, words);
    }
    reading?.reveal(place);
  };
  const text = createTextVersion(document.getElementById("text"), reveal, viewing.refit);
  address = connectAddress(store, known, text.show, said => {
    const wasText = text.isShown();
    text.hide();
    const wasTold = store.get().step !== null;
    const plain = { compare: null, feature: null, namesIn: null, namesNow: false, language: null };
    // What a link cannot name, the reader's own layers, stays as it is.
    const kept = [...store.get().layers].filter(id => owned.has(id));
    const next = telling.follow(said);
    const layers = new Set([...(next.layers ?? store.get().layers), ...kept]);
    store.set({ ...plain, ...next, layers });
    const { step, view } = store.get();
    if (said.view) viewing.show(said.view);
    else if (view && wasTold) viewing.show(view);
    else if (step !== null || wasTold) viewing.home();
    if (wasText && step !== null) teller?.focus();
    if (said.view || !said.feature) popup.bringIntoView();
    else bringIn(drawing.entry(said.feature));
  });
  const goTo = (id: string): void => {
    text.remember();
    address?.go(id);
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
  if (isFramed()) {
    yieldToPage(map, stage, words);
    openLinksBeside(document);
  }
  const asked = window.location.hash;
  // The map comes first, then its names, then what is around it: each in a task of its own, so that none is long.
  window.setTimeout(drawing.letter);
  window.setTimeout(async () => {
    fillParts();
    await drawing.many.drawn;
    requestAnimationFrame(() => requestAnimationFrame(() => container.setAttribute("data-drawn", "")));
  });
  // The ids of big layers are known later than the address is read.
  void drawing.many.known.then(() => {
    const { feature } = parse(asked, known);
    if (!feature || catalogue.has(feature) || store.get().feature !== null) return;
    store.set({ feature });
    popup.bringIntoView();
  });
  return store;
}

// Markers that others add to this map must not ask for pictures beside the page.
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({
  iconUrl:
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 25 41'%3E%3Cpath d='M12.5 41C9 29 0 22 0 12.5a12.5 12.5 0 0 1 25 0C25 22 16 29 12.5 41Z' fill='%230a4d8c'/%3E%3C/svg%3E",
  iconRetinaUrl: "",
  shadowUrl: "",
});

Object.assign(window, { L, mapper: { mount } });
