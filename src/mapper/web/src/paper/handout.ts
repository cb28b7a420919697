/**
 * Paper: before the page is printed, the static map and what stands around it are set to the day and the layers on
 * the screen, and afterwards back to those the atlas opens with. Without script they are printed as they stand.
 */

import type { Catalogue, Entry } from "../catalogue.ts";
import { isOn, type State, stateOn } from "../days.ts";
import { symbolOf } from "../looks.ts";
import { precedence, TOO_NEAR } from "../map/index.ts";
import type { Payload } from "../payload.ts";
import { type MapState, shownDay } from "../state/index.ts";
import { situation, strengthWords } from "../time/index.ts";
import type { Words } from "../words/index.ts";

export interface Handout {
  /** Opens the browser's dialog, for the whole record or its first sheet; false where a frame does not let it. */
  print(whole: boolean): boolean;
  /** Takes its listeners off. */
  off(): void;
}

/** `linkTo` is the link of a state. Null where the page has no static map, as in a notebook. */
export function createHandout(
  page: Document,
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  now: () => MapState,
  linkTo: (state: MapState) => string,
): Handout | null {
  const place = page.getElementById("situation");
  if (!place) return null;
  const opening: MapState = {
    ...now(),
    day: payload.atlas.opens,
    until: null,
    feature: null,
    layers: new Set(payload.layers.filter(layer => layer.shown).map(layer => layer.id)),
    view: null,
  };
  const parts = [...page.querySelectorAll<HTMLElement>("[data-handout]")];
  const pictures = [...place.querySelectorAll("#static-map svg")].map(svg => symbolsOf(svg, catalogue));
  const dates = [...page.querySelectorAll<HTMLElement>(".handout-day")];
  const described = place.querySelector("#static-map desc");
  let printed = false;

  const show = (state: MapState): void => {
    const states = new Map<string, State>();
    for (const { feature, layer } of catalogue.values()) {
      if (layer.timed) states.set(feature.id, stateOn(shownDay(state), feature.from, feature.until));
    }
    const isThere = (entry: Entry | undefined): entry is Entry =>
      entry !== undefined && state.layers.has(entry.layer.id) && states.get(entry.feature.id) !== "not-yet";
    for (const part of place.querySelectorAll("[data-in]")) {
      part.classList.toggle("is-off", !state.layers.has(part.getAttribute("data-in") ?? ""));
    }
    for (const use of place.querySelectorAll("use[data-f]")) dress(use, catalogue, states);
    for (const symbols of pictures) settle(symbols, isThere);
    for (const item of place.querySelectorAll<HTMLElement>(".handout-list li")) {
      const others = [...item.querySelectorAll<HTMLElement>("[data-other]")];
      for (const other of others) other.hidden = !isThere(catalogue.get(other.dataset.other ?? ""));
      const seen = others.filter(other => !other.hidden);
      for (const other of seen) other.classList.toggle("is-first", other === seen[0]);
      item.hidden =
        seen.length === 0 && (others.length > 0 || !isThere(catalogue.get(item.dataset.host ?? "")));
    }
    const date = words.date(shownDay(state));
    for (const part of dates)
      part.textContent = words.t("handout.day", { date }) + (part.matches("figcaption *") ? "." : "");
    if (described) described.textContent = situation(payload, state, words).join(" ");
    for (const part of parts) say(part, state, [...states.values()]);
  };

  const say = (part: HTMLElement, state: MapState, states: readonly State[]): void => {
    const count = (of: string | undefined): number => states.filter(each => each === of).length;
    const told: Readonly<Record<string, () => string>> = {
      count: () => words.number(count(part.dataset.state)),
      strength: () => strengthWords(payload.strength, shownDay(state), words),
      events: () => {
        const today = payload.events.filter(({ days }) => isOn(days, shownDay(state)));
        const events = today.map(({ title }) => words.text(title)).join("; ");
        return events && words.t("handout.events", { events });
      },
      undated: () => (count("unknown") > 0 ? words.t("handout.undated", { n: count("unknown") }) : ""),
      missing: () => {
        const absent = payload.layers.filter(({ id }) => state.layers.has(id) && !opening.layers.has(id));
        const layers = words.list(absent.map(({ title }) => words.text(title)));
        return layers && words.t("handout.missing", { layers });
      },
      link: () => linkTo(state),
    };
    const text = told[part.dataset.handout ?? ""]?.() ?? "";
    part.textContent = text;
    part.hidden = text === "";
    if (part.dataset.handout === "link") part.setAttribute("href", text);
  };

  const before = (): void => {
    printed = true;
    show(now());
  };
  const after = (): void => {
    page.documentElement.classList.remove("print-sheet");
    show(opening);
  };
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return {
    print(whole) {
      printed = false;
      page.documentElement.classList.toggle("print-sheet", !whole);
      window.print();
      return printed;
    },
    off() {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    },
  };
}

function dress(use: Element, catalogue: Catalogue, states: ReadonlyMap<string, State>): void {
  const feature = use.getAttribute("data-f") ?? "";
  const state = states.get(feature);
  const look = catalogue.get(feature)?.feature.look;
  if (look && state) use.setAttribute("href", `#s-${symbolOf(look, state)}`);
}

interface Symbol {
  readonly use: Element;
  readonly entry: Entry;
  readonly x: number;
  readonly y: number;
  /** How near another may come: places are whole pixels here, and on the opening day the build knew better. */
  readonly room: number;
}

/** The symbols of the map, and of each inset, the weightiest first. */
function symbolsOf(svg: Element, catalogue: Catalogue): readonly Symbol[] {
  const group = [...svg.children].find(child => child.classList.contains("stratum-symbols"));
  const symbols = [...(group?.children ?? [])].flatMap((use): Symbol[] => {
    const entry = catalogue.get(use.getAttribute("data-f") ?? "");
    const [x, y] = [Number(use.getAttribute("x")), Number(use.getAttribute("y"))];
    const room = TOO_NEAR + (use.hasAttribute("display") ? 1 : -1);
    return entry ? [{ use, entry, x, y, room }] : [];
  });
  return symbols.sort((a, b) => precedence(a.entry) - precedence(b.entry) || a.entry.index - b.entry.index);
}

/** Of symbols too near to each other the weightiest is drawn, as on the screen: others may have gone with their layer. */
function settle(symbols: readonly Symbol[], isThere: (entry: Entry) => boolean): void {
  const drawn: Symbol[] = [];
  for (const symbol of symbols) {
    const { use, entry, x, y, room } = symbol;
    const isNear = drawn.some(other => Math.hypot(other.x - x, other.y - y) < room);
    if (isThere(entry) && !isNear) {
      use.removeAttribute("display");
      drawn.push(symbol);
    } else use.setAttribute("display", "none");
  }
}
