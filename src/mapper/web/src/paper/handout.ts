/**
 * Paper: before the page is printed, the sheet is set to what is on the screen, and afterwards back to what the atlas
 * opens with. In the opening view its map is the static one, which has insets; in any other it is that of the screen.
 * Without script the sheet is printed as it stands, and the record after it.
 */

import type { Catalogue, Entry } from "../catalogue.ts";
import { isAbsent, type State, stateOf } from "../days.ts";
import { el } from "../dom.ts";
import { symbolOf } from "../looks.ts";
import { type AtlasMap, TOO_NEAR } from "../map/index.ts";
import type { Payload } from "../payload.ts";
import { type MapState, sameNaming, shownDay } from "../state/index.ts";
import { situation, strengthWords } from "../time/index.ts";
import { capital, stateHead, unsureWords, type Words } from "../words/index.ts";
import { drawHappenings, happeningsOf, placing } from "./happenings.ts";
import { layOut, listUnnamed, numberSigns, wipe } from "./live.ts";
import { type Spot, symbolsOf } from "./symbols.ts";

export interface Handout {
  /** Opens the browser's dialog, for the whole record or its first sheet; false where a frame does not let it. */
  print(whole: boolean): boolean;
  /** Sets the sheet to what is on the screen. */
  before(): void;
  /** And back. */
  after(): void;
}

/** `linkTo` is the link of a state. Null where the page has no static map, as in a notebook. */
export function createHandout(
  page: Document,
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  map: AtlasMap,
  container: HTMLElement,
  now: () => MapState,
  linkTo: (state: MapState) => string,
): Handout | null {
  const place = page.getElementById("situation");
  const figure = page.getElementById("static-map");
  const signs = figure?.querySelector<SVGGElement>(".stratum-events");
  if (!place || !figure || !signs) return null;
  const at = placing(signs);
  const opening: MapState = {
    ...now(),
    day: payload.atlas.opens,
    until: null,
    feature: null,
    step: null,
    namesIn: null,
    namesNow: false,
    layers: new Set(payload.layers.filter(layer => layer.shown).map(layer => layer.id)),
    view: null,
  };
  const parts = [...page.querySelectorAll<HTMLElement>("#situation [data-handout]")];
  const pictures = [...place.querySelectorAll("#static-map svg")].map(svg =>
    symbolsOf(svg, catalogue).map(roomOf),
  );
  const dates = [...page.querySelectorAll<HTMLElement>(".handout-day")];
  const list = place.querySelector<HTMLElement>(".handout-list");
  const items = [...(list?.querySelectorAll<HTMLElement>("li") ?? [])];
  const main = page.querySelector<HTMLElement>("#text") ?? place;
  const spoken = [
    ...main.querySelectorAll<HTMLElement>(
      "h1, #situation :is([data-word], [data-title], [data-head], [data-kind]:not([data-kind='']))",
    ),
  ];
  const written = spoken.map(part => part.textContent);
  const { lang, dir } = main;
  const layers = new Map(payload.layers.map(layer => [layer.id, layer]));
  const root = page.documentElement.classList;
  const described = place.querySelector("#static-map desc");
  let printed = false;
  let back: (() => void) | null = null;

  /** The static map stands for the view that the atlas opens with, and for no layer that comes later. */
  const isAsBuilt = (state: MapState): boolean =>
    state.view === null &&
    state.step === null &&
    state.language === null &&
    sameNaming(state, opening) &&
    [...state.layers].every(id => opening.layers.has(id));

  const show = (state: MapState): void => {
    const states = new Map<string, State>();
    const absent = new Set<string>();
    for (const entry of catalogue.values()) {
      const { feature, layer } = entry;
      if (!layer.timed) continue;
      states.set(feature.id, stateOf(entry, shownDay(state)));
      if (isAbsent(layer, states.get(feature.id))) absent.add(feature.id);
    }
    const isThere = (entry: Entry | undefined): entry is Entry =>
      entry !== undefined && state.layers.has(entry.layer.id) && !absent.has(entry.feature.id);
    for (const part of place.querySelectorAll("[data-in]")) {
      part.classList.toggle("is-off", !state.layers.has(part.getAttribute("data-in") ?? ""));
    }
    for (const use of place.querySelectorAll("use[data-f]")) dress(use, catalogue, states);
    for (const part of place.querySelectorAll("[data-name]")) {
      const id = part.getAttribute("data-name") ?? "";
      const how = states.get(id);
      if (how && part.hasAttribute("data-state")) part.setAttribute("data-state", how);
      setSeen(part, !absent.has(id) && !(how === "gone" && part.matches("g")));
    }
    for (const symbols of pictures) settle(symbols, isThere);
    for (const item of items) {
      const others = [...item.querySelectorAll<HTMLElement>("[data-other]")];
      for (const other of others) other.hidden = !isThere(catalogue.get(other.dataset.other ?? ""));
      const seen = others.filter(other => !other.hidden);
      for (const other of seen) other.classList.toggle("is-first", other === seen[0]);
      const own = item.querySelector("b");
      if (own) own.hidden = !isThere(catalogue.get(item.dataset.host ?? ""));
      item.hidden =
        seen.length === 0 && (others.length > 0 || !isThere(catalogue.get(item.dataset.host ?? "")));
    }
    const date = words.date(shownDay(state));
    for (const part of dates)
      part.textContent = words.t("handout.day", { date }) + (part.matches("figcaption *") ? "." : "");
    if (described) described.textContent = situation(payload, state, words).join(" ");
    const isPlaced = (id: string): boolean => {
      const entry = catalogue.get(id);
      if (!isThere(entry) || entry.layer.ground) return false;
      return back ? map.viewing.sees(entry.feature) : at(entry.feature) !== null;
    };
    const days = [state.day, shownDay(state)] as const;
    const told = happeningsOf(payload.events, ...days, isPlaced, words);
    drawHappenings(signs, told.numbers, catalogue, at);
    if (back) numberSigns(container, told.numbers);
    list?.querySelector("ul")?.replaceChildren(...(back ? listUnnamed(map, container, words) : items));
    if (list) list.hidden = !list.querySelector("li:not([hidden])");
    for (const part of parts) say(part, state, states, told.items);
  };

  /** What is told beside the map, in the reader's language; the record is in that of the atlas. */
  const translate = (said: Words): void => {
    const { language, dir, kind, text, t } = said;
    Object.assign(main, { lang: language, dir });
    for (const part of spoken) {
      const { word, kind: of, title, head } = part.dataset;
      const layer = layers.get(title ?? part.closest<HTMLElement>("[data-in]")?.dataset.in ?? "");
      const named = text((layer ?? payload.atlas).title);
      if (head && layer)
        part.textContent = head === "*" ? unsureWords(layer, said) : stateHead(layer, head as State, said);
      else part.textContent = word ? t(word) : of ? capital(kind(of), language) : named;
    }
  };

  const say = (
    part: HTMLElement,
    state: MapState,
    states: ReadonlyMap<string, State>,
    events: readonly HTMLElement[],
  ): void => {
    const count = (layer: string | undefined, of: string | undefined): number =>
      (layers.get(layer ?? "")?.features ?? []).filter(({ id }) => states.get(id) === of).length;
    const write = (text: string): void => {
      part.textContent = text;
      part.hidden = text === "";
    };
    const { handout, state: of, layers: ending = "" } = part.dataset;
    if (handout === "count")
      write(words.number(count(part.closest<HTMLElement>("[data-in]")?.dataset.in, of)));
    if (handout === "strength") write(strengthWords(payload.strength, shownDay(state), words));
    if (handout === "undated") {
      const n = ending.split(" ").reduce((sum, layer) => sum + count(layer, "unknown"), 0);
      write(n > 0 ? words.t("handout.undated", { n }) : "");
    }
    if (handout === "events") {
      const heading = words.t(state.until === null ? "handout.events" : "handout.events-days");
      part.replaceChildren(el("p", {}, heading), el("ul", {}, ...events));
      part.hidden = events.length === 0;
    }
    if (handout === "step") tell(part, state.step);
    if (handout === "link") {
      write(linkTo(state));
      part.setAttribute("href", part.textContent ?? "");
    }
  };

  const before = (): void => {
    printed = true;
    const state = now();
    root.toggle("print-step", state.step !== null);
    back ??= isAsBuilt(state) ? null : layOut(map, container, figure);
    root.toggle("print-live", back !== null);
    translate(words);
    show(state);
  };
  const after = (): void => {
    root.remove("print-whole", "print-live", "print-step");
    wipe(container);
    back?.();
    back = null;
    for (const [index, part] of spoken.entries()) part.textContent = written[index] ?? "";
    Object.assign(main, { lang, dir });
    show(opening);
  };
  return {
    before,
    after,
    print(whole) {
      printed = false;
      root.toggle("print-whole", whole);
      window.print();
      return printed;
    },
  };
}

/** Copies what the text version says of the step. */
function tell(place: HTMLElement, step: string | null): void {
  const told = document.getElementById(`step-${step}`);
  place.hidden = !told;
  place.replaceChildren(...(told?.cloneNode(true).childNodes ?? []));
  for (const part of place.querySelectorAll("[id]")) part.removeAttribute("id");
}

function setSeen(part: Element, isSeen: boolean): void {
  if (isSeen) part.removeAttribute("display");
  else part.setAttribute("display", "none");
}

function dress(use: Element, catalogue: Catalogue, states: ReadonlyMap<string, State>): void {
  const feature = use.getAttribute("data-f") ?? "";
  const state = states.get(feature);
  const look = catalogue.get(feature)?.feature.look;
  if (look && state) use.setAttribute("href", `#s-${symbolOf(look, state)}`);
}

interface Symbol extends Spot {
  /** How near another may come: places are whole pixels here, and on the opening day the build knew better. */
  readonly room: number;
}

function roomOf(spot: Spot): Symbol {
  return { ...spot, room: TOO_NEAR + (spot.use.hasAttribute("display") ? 1 : -1) };
}

/** Of symbols too near to each other the weightiest is drawn, as on the screen: others may have gone with their layer. */
function settle(symbols: readonly Symbol[], isThere: (entry: Entry) => boolean): void {
  const drawn: Symbol[] = [];
  for (const symbol of symbols) {
    const { use, entry, x, y, room } = symbol;
    const isNear = drawn.some(other => Math.hypot(other.x - x, other.y - y) < room);
    const isSeen = isThere(entry) && !isNear;
    setSeen(use, isSeen);
    if (isSeen) drawn.push(symbol);
  }
}
