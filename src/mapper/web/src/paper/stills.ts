/**
 * Stills: equal small maps of some days beside each other, the view of an address of its own and one sheet of paper. They
 * draw the static map's ground again; without script picture/stills.py has drawn those of the atlas's own days.
 */

import type { Catalogue } from "../catalogue.ts";
import { dayOf, isAbsent, isOn, isoOf, stateOf, useOn } from "../days.ts";
import { button, el, iconButton, svg, symbol } from "../dom.ts";
import { isCased, symbolOf } from "../looks.ts";
import { TOO_NEAR } from "../map/index.ts";
import type { Payload } from "../payload.ts";
import { situation } from "../time/index.ts";
import { stateWord, type Words } from "../words/index.ts";
import { symbolsOf } from "./symbols.ts";

/** Symbols are larger than on the map, which is drawn so much smaller. */
const TIMES = 2;

/** The sheet has room for so many. */
const MOST = 12;

/** Fills the sheet, a section of the text version, for the days of its address. `go` leads to other days in their place. */
export function fillStills(
  section: HTMLElement,
  chosen: string,
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  go: (chosen: string) => void,
): void {
  const heading = section.querySelector("h2");
  const place = section.querySelector<HTMLElement>("[data-part]");
  const { period, stills } = payload.atlas;
  const within = (day: number | null): day is number => day !== null && day >= period[0] && day <= period[1];
  const to = (days: readonly number[]): void => {
    const { scrollY } = window;
    go(days.map(isoOf).join());
    window.scrollTo(0, scrollY);
  };
  if (!place) return;
  const named = [...new Set(chosen.split(",").map(dayOf))].filter(within).sort((a, b) => a - b);
  const days = named.length > 0 ? named.slice(0, MOST) : stills;
  section.lang = words.language;
  section.dir = words.dir;
  if (heading) heading.textContent = words.text(payload.atlas.title);
  place.replaceChildren(
    tools(days, named.length > 0),
    key(payload, words),
    el(
      "ol",
      // stills.html.j2 has the same.
      { class: `stills-sheet${days.length === 9 ? " is-square" : days.length > 6 ? " is-wide" : ""}` },
      ...days.map(day => {
        const remove = iconButton(
          "close",
          words.t("stills.remove", { date: words.date(day) }),
          "icon-button",
          () => to(days.filter(other => other !== day)),
        );
        remove.hidden = days.length < 2;
        return el("li", {}, draw(day, payload, catalogue, words), remove);
      }),
    ),
  );

  function tools(days: readonly number[], isChosen: boolean): HTMLElement {
    const [min, max] = period.map(isoOf);
    const field = el("input", { type: "date", "aria-label": words.t("stills.day"), min, max });
    const add = button(words.t("stills.add"), "button", () => {
      const day = dayOf(field.value);
      if (within(day)) to([...days, day]);
    });
    add.disabled = field.disabled = days.length >= MOST;
    const reset = el("a", { class: "button", href: `#${section.id}` }, words.t("stills.reset"));
    reset.hidden = !isChosen;
    const print = button(words.t("stills.print"), "button", () => window.print());
    const says = el("p", {}, words.t("stills.says"));
    return el("div", { class: "stills-tools" }, says, field, add, reset, print);
  }
}

/** What the symbols mean, drawn as most of those that have states are. */
function key(payload: Payload, words: Words): HTMLElement {
  const samples = payload.layers.flatMap(layer => {
    const looks = layer.features.map(({ look }) => look);
    const many = (look: string): number => looks.filter(other => other === look).length;
    const [look = ""] = [...new Set(looks)].sort((a, b) => many(b) - many(a));
    return (layer.states?.of ?? []).map(state =>
      el("span", {}, symbol(symbolOf(look, state)), stateWord(layer, state, words)),
    );
  });
  return el("p", { class: "stills-key" }, ...samples);
}

function draw(day: number, payload: Payload, catalogue: Catalogue, words: Words): HTMLElement {
  const map = document.querySelector("#static-map > svg");
  const layers = new Set(payload.layers.filter(({ shown }) => shown).map(({ id }) => id));
  const again = (name: string): Element => svg("use", { href: `#map-${name}` });
  const at = (name: string, x: number, y: number): Element =>
    svg("use", { href: `#s-${name}`, x: x / TIMES, y: y / TIMES });

  const ways = [...(map?.querySelectorAll("#map-ground [data-f], #map-ways [data-f]") ?? [])].flatMap(way => {
    const feature = catalogue.get(way.getAttribute("data-f") ?? "")?.feature;
    const use = useOn(feature?.used ?? [], day);
    if (!feature || !use) return [];
    const copy = way.cloneNode() as Element;
    copy.setAttribute("data-use", use);
    const casing = copy.cloneNode() as Element;
    casing.setAttribute("class", `casing casing-${feature.look}`);
    return isCased(feature.look) ? [casing, copy] : [copy];
  });
  const spots = map ? symbolsOf(map, catalogue) : [];
  const drawn: typeof spots = [];
  const symbols = spots.flatMap(spot => {
    const { feature, layer } = spot.entry;
    const state = stateOf(spot.entry, day);
    const isNear = drawn.some(({ x, y }) => Math.hypot(x - spot.x, y - spot.y) < TOO_NEAR * TIMES);
    if (!layer.timed || isAbsent(layer, state) || isNear) return [];
    drawn.push(spot);
    return [at(symbolOf(feature.look, state), spot.x, spot.y)];
  });
  const today = new Set(payload.events.filter(({ days }) => isOn(days, day)).map(({ feature }) => feature));
  const events = [...today].flatMap(id => spots.find(({ entry }) => entry.feature.id === id) ?? []);
  const signs = events.map(({ x, y }) => at("event", x + 9 * TIMES, y - 9 * TIMES));

  const scaled = svg("g", { transform: `scale(${TIMES})` }, ...symbols, ...signs);
  const id = `still-${isoOf(day)}`;
  const [, ...said] = situation(payload, { day, until: null, layers }, words);
  const picture = { class: "map", role: "img", viewBox: map?.getAttribute("viewBox"), "aria-labelledby": id };
  return el(
    "figure",
    {},
    svg("svg", picture, again("ground"), again("ways"), ...ways, scaled),
    el("figcaption", { id }, el("a", { href: `#d=${isoOf(day)}` }, words.date(day)), ` ${said.join(" ")}`),
  );
}
