/** What happened on the days shown: numbered signs on the map that is printed, and the list that goes with them. */

import type { Catalogue } from "../catalogue.ts";
import { isOn } from "../days.ts";
import { el, svg, symbol } from "../dom.ts";
import type { Event, Feature } from "../payload.ts";
import type { Words } from "../words/index.ts";

/** More than these are counted, not listed. */
const MOST = 14;

export interface Happenings {
  /** The list, those with a sign first. */
  readonly items: readonly HTMLElement[];
  /** What stands at the sign of each place. */
  readonly numbers: ReadonlyMap<string, string>;
}

/** `isPlaced` says whether a feature can bear a sign. */
export function happeningsOf(
  events: readonly Event[],
  day: number,
  until: number,
  isPlaced: (feature: string) => boolean,
  words: Words,
): Happenings {
  const today = events.filter(({ days }) => isOn(days, day, until));
  const has = ({ feature }: Event): boolean => feature !== undefined && isPlaced(feature);
  const placed = today.filter(has);
  const numbers = new Map<string, string>();
  const item = (event: Event, index: number): HTMLElement => {
    const number = index < placed.length ? words.number(index + 1) : "";
    const { feature = "" } = event;
    if (number) numbers.set(feature, [...(numbers.get(feature)?.split(", ") ?? []), number].join(", "));
    return el(
      "li",
      {},
      number && symbol("event"),
      number && el("b", {}, number),
      ` ${words.text(event.title)}`,
    );
  };
  const listed = [...placed, ...today.filter(event => !has(event))];
  const items = listed.slice(0, MOST).map(item);
  if (listed.length > MOST) items.push(el("li", {}, `… + ${words.number(listed.length - MOST)}`));
  return { items, numbers };
}

/** Where a place stands in the static map; null outside of it. */
export type Placing = (feature: Feature) => readonly [number, number] | null;

/** By the frame that picture/happenings.py has written at the group of the signs. */
export function placing(group: SVGGElement): Placing {
  const [zoom = 0, left = 0, top = 0] = (group.dataset.frame ?? "").split(" ").map(Number);
  const { width = 0, height = 0 } = group.ownerSVGElement?.viewBox.baseVal ?? {};
  const world = 256 * 2 ** zoom;
  return ({ point: [lon, lat] }) => {
    const x = ((lon + 180) / 360) * world - left;
    const y = ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * world - top;
    return x >= 0 && y >= 0 && x <= width && y <= height ? [Math.round(x), Math.round(y)] : null;
  };
}

/** Draws the signs into their group of the static map. */
export function drawHappenings(
  group: SVGGElement,
  numbers: ReadonlyMap<string, string>,
  catalogue: Catalogue,
  at: Placing,
): void {
  const signs = [...numbers].flatMap(([id, number]) => {
    const entry = catalogue.get(id);
    const place = entry && at(entry.feature);
    if (!place) return [];
    const transform = `translate(${place.join(" ")})`;
    return svg(
      "g",
      { transform, class: "happening", "data-in": entry.layer.id },
      svg("use", { href: "#s-event", x: 12, y: -12 }),
      svg("text", { class: "number", x: 20, y: -11 }, number),
    );
  });
  group.replaceChildren(...signs);
}
