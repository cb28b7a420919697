/** The big layers on the map: opened one after another, drawn as pictures, found by pointer and by keyboard. */

import type * as Leaflet from "leaflet";
import { el } from "../dom.ts";
import { type BigLayers, costOf, type Mark, type Panes, whenRestyled } from "../map/index.ts";
import type { Layer, Payload } from "../payload.ts";
import { nameOf, type Words } from "../words/index.ts";
import { createEasel } from "./easel.ts";
import { whenRatioChanges } from "./frame.ts";
import { distanceTo } from "./hit.ts";
import { bigSection } from "./list.ts";
import { createPace } from "./pace.ts";
import { createPicture, type Picture } from "./picture.ts";
import { type Promoted, promote } from "./promote.ts";
import { searcherIn } from "./search.ts";
import { AREAS, middleOf, placed, type Shapes } from "./shapes.ts";
import { openTable, type Table } from "./table.ts";
import { type Box, scan, type Tree, treeOf } from "./tree.ts";

interface Opened {
  readonly table: Table;
  readonly picture: Picture;
  tree: Tree | null;
}

/** A feature by its number. */
interface Found {
  readonly table: Table;
  readonly index: number;
}

interface Near extends Found {
  readonly away: number;
}

/** A click so many pixels beside a feature still means it. */
const NEAR = 8;
/** So many beside it, it is on it. */
const ON = 3;

export function drawBigLayers(
  map: Leaflet.Map,
  panes: Panes,
  payload: Payload,
  words: Words,
  press: (feature: string) => void,
): BigLayers {
  const language = payload.atlas.languages[0] ?? "en";
  const pane = panes.element("many");
  const opened = new Map<string, Opened>();
  const big = payload.layers.filter(layer => layer.big);
  let on: ReadonlySet<string> = new Set(big.filter(layer => layer.shown).map(layer => layer.id));
  let selected: string | null = null;
  let today = payload.atlas.opens;
  const promoted = new Map<string, Promoted>();
  const easel = createEasel();
  /** Those that are read, the lowest first. */
  const inOrder = (): Opened[] => big.flatMap(layer => opened.get(layer.id) ?? []);

  const open = async (layer: Layer): Promise<void> => {
    const base64 = document.getElementById(`columns-${layer.id}`)?.textContent ?? "";
    if (!layer.big) return;
    const table = await openTable(layer, layer.big, base64.trim().slice(1, -1), language);
    const picture = createPicture(map, pane, table, today, easel);
    opened.set(layer.id, { table, picture, tree: null });
    // In the order of the layers, whichever was read first.
    pane.append(...inOrder().map(each => each.picture.element));
    picture.show(on.has(layer.id));
    picture.draw();
    await picture.done();
  };
  // Those that are seen come first; each has the processor to itself.
  const queue = [...big].sort((a, b) => Number(b.shown) - Number(a.shown));
  const opening = new Map<string, Promise<void>>();
  let last = Promise.resolve();
  for (const layer of queue) {
    // A layer that cannot be read is told of in the key and in the list; the rest of the map is there all the same.
    last = last
      .then(() => open(layer))
      .catch(reason => console.warn(`The layer ${layer.id} is not drawn.`, reason));
    opening.set(layer.id, last);
  }
  const drawn = Promise.all(big.filter(layer => layer.shown).map(layer => opening.get(layer.id)));
  const known = last.then(async () => {
    for (const each of inOrder()) each.tree = await treeOf(each.table.shapes, createPace());
  });

  const drawAll = (): void => {
    for (const { picture } of inOrder()) picture.draw();
  };
  if (big.length > 0) {
    map.on("moveend resize", drawAll);
    whenRatioChanges(drawAll);
    whenRestyled(() => {
      for (const { picture } of inOrder()) picture.redress();
      drawAll();
    });
    let dragged = false;
    map.on("dragstart dragend", event => {
      dragged = event.type === "dragstart";
    });
    map.on("mousemove", event => {
      // Whoever drags the map points at nothing.
      if (dragged) return;
      map.getContainer().classList.toggle("is-over", struck(event.latlng, true) !== null);
    });
  }

  const scale = (): number => 256 * 2 ** map.getZoom();
  const shown = (): Opened[] => inOrder().filter(({ table }) => on.has(table.layer.id));
  // What was just met is asked for by its id next: of a million a search would be felt.
  let met: (Found & { readonly id: string }) | null = null;
  const meet = ({ table, index }: Found): string => {
    const id = table.id(index);
    met = { id, table, index };
    return id;
  };
  const find = (feature: string): Found | null => {
    if (met?.id === feature) return met;
    for (const { table } of inOrder()) {
      const index = table.indexOf(feature);
      if (index >= 0) {
        met = { id: feature, table, index };
        return met;
      }
    }
    return null;
  };
  const prune = (): void => {
    for (const [id, { mark, remove }] of promoted) {
      if (id === selected || mark.element === document.activeElement) continue;
      remove();
      promoted.delete(id);
    }
  };
  const name = (each: Mark): void => {
    if (!each.layer.ground) each.element.setAttribute("aria-label", nameOf(each, words, today));
  };
  const mark = (feature: string): Mark | undefined => {
    const there = promoted.get(feature);
    if (there) return there.mark;
    const found = find(feature);
    if (!found) return undefined;
    // What loses the focus now is not needed any more when the focus has settled.
    window.setTimeout(prune);
    const made = promote(map, panes, found.table.entry(found.index), () => press(feature));
    name(made.mark);
    made.mark.element.addEventListener("blur", () => window.setTimeout(prune));
    promoted.set(feature, made);
    return made.mark;
  };
  const struck = (at: Leaflet.LatLng, areas: boolean): Found | null => {
    const place = placed(at.lng, at.lat);
    const [x, y] = place;
    const reach = NEAR / scale();
    let best: Near | null = null;
    for (const { table, tree } of shown()) {
      const { shapes } = table;
      const box: Box = [x - reach, y - reach, x + reach, y + reach];
      let own: Near | null = null;
      for (const index of tree?.within(box) ?? scan(shapes, box)) {
        if ((shapes.kinds[index] === AREAS && !areas) || !table.isThere(index, today)) continue;
        const away = distanceTo(shapes, index, place);
        if (away > reach || (own && (away > own.away || (away === own.away && index < own.index)))) continue;
        own = { table, index, away };
      }
      // What is drawn last lies on top.
      if (own && (!best || own.away <= Math.max(best.away, ON / scale()))) best = own;
    }
    return best;
  };
  const nearest = (
    x: number,
    y: number,
    most: number,
    fits?: (shapes: Shapes, feature: number) => boolean,
  ): Near | null => {
    let best: Near | null = null;
    for (const { table, tree } of shown()) {
      const { shapes } = table;
      const filter =
        fits || table.isTimed
          ? (feature: number): boolean => table.isThere(feature, today) && (!fits || fits(shapes, feature))
          : undefined;
      const reach: number = best?.away ?? most;
      const index = tree?.nearest(x, y, reach, filter);
      if (index === null || index === undefined) continue;
      const [px, py] = middleOf(shapes, index);
      best = { table, index, away: Math.hypot(px - x, py - y) };
    }
    return best;
  };

  /** The layer's features, once they are read; null where they cannot be. */
  const tableOf = async (layer: Layer): Promise<Table | null> => {
    await opening.get(layer.id);
    return opened.get(layer.id)?.table ?? null;
  };

  const fill = (key: HTMLElement): void => {
    for (const layer of big) {
      void tableOf(layer).then(table => {
        const box = key.querySelector(`input[name="${layer.id}"]`);
        if (table || !box) return;
        const id = `damaged-${layer.id}`;
        box.setAttribute("aria-describedby", id);
        box.closest(".key-row")?.append(el("p", { class: "remark", id }, words.t("list.unread")));
      });
    }
  };

  return {
    fill,
    section: (layer, open) => bigSection(layer, () => tableOf(layer), words, open),
    search: searcherIn(big, tableOf, words),
    drawn: drawn.then(async () => {
      for (const { picture } of inOrder()) await picture.done();
    }),
    known,
    entry(feature) {
      const found = find(feature);
      return found ? found.table.entry(found.index) : undefined;
    },
    mark,
    hit(at, areas) {
      const found = struck(at, areas);
      return found && meet(found);
    },
    towards(from, way, most) {
      const size = map.getSize();
      const [x, y] = placed(from.at.lng, from.at.lat);
      const cost = (shapes: Shapes, feature: number): number | null => {
        const [px, py] = middleOf(shapes, feature);
        return costOf((px - x) * scale(), (py - y) * scale(), way);
      };
      const found = nearest(x, y, (size.x + size.y) / scale(), (shapes, feature) => {
        const far = cost(shapes, feature);
        // A pixel ahead at least: the feature itself is none.
        return far !== null && far > 1;
      });
      const price = found && cost(found.table.shapes, found.index);
      return found && price !== null && price < most ? mark(meet(found)) : undefined;
    },
    middle() {
      const { lng, lat } = map.getCenter();
      const found = nearest(...placed(lng, lat), 1);
      return found ? mark(meet(found)) : undefined;
    },
    next(from, step) {
      const bounds = map.getBounds();
      const [left, bottom] = placed(bounds.getWest(), bounds.getSouth());
      const [right, top] = placed(bounds.getEast(), bounds.getNorth());
      const tables = shown().map(({ table }) => table);
      if (step < 0) tables.reverse();
      let start = from ? tables.findIndex(table => table.layer === from.layer) : 0;
      let index = from ? from.index + step : null;
      for (; start < tables.length; start++, index = null) {
        const table = tables[start] as Table;
        const { count } = table.shapes;
        for (let i = index ?? (step > 0 ? 0 : count - 1); i >= 0 && i < count; i += step) {
          const [x, y] = middleOf(table.shapes, i);
          const isIn = x >= left && x <= right && y >= top && y <= bottom;
          if (isIn && table.isThere(i, today)) return mark(meet({ table, index: i }));
        }
      }
      return undefined;
    },
    show(layers, feature, day) {
      if (day !== today) {
        today = day;
        for (const { picture } of inOrder()) picture.turn(day);
        for (const { mark: each } of promoted.values()) name(each);
      }
      if (feature !== selected) {
        selected = feature;
        window.setTimeout(prune);
      }
      if (layers === on) return;
      for (const { table, picture } of inOrder()) {
        const now = layers.has(table.layer.id);
        if (now === on.has(table.layer.id)) continue;
        picture.show(now);
        if (now) picture.draw();
      }
      on = layers;
    },
  };
}
