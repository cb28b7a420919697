/** A big layer opened: its features by number, each made when it is asked for. */

import type { Entry } from "../catalogue.ts";
import type { Opened } from "../days.ts";
import type { Big, Days, Layer } from "../payload.ts";
import { bytesOf } from "./bytes.ts";
import { type Values, valuesOf } from "./columns.ts";
import { placeIn } from "./hit.ts";
import { createPace } from "./pace.ts";
import { degrees, type Shapes, shapeOf, shapesOf } from "./shapes.ts";
import { fill, streamsOf } from "./unpack.ts";

export interface Table {
  readonly layer: Layer;
  readonly shapes: Shapes;
  /** By feature: which of `looks` it has; null where all have the first. */
  readonly codes: Uint16Array | null;
  readonly looks: readonly string[];
  id(index: number): string;
  /** -1 = there is none. */
  indexOf(id: string): number;
  /** In the atlas's first language. */
  name(index: number): string;
  /** What a search looks through: every name it has. */
  names(index: number): string[];
  kind(index: number): string;
  entry(index: number): Entry;
  /** Is it there on this day, as far as days place it? */
  isThere(index: number, day: number): boolean;
  /** Do days place its features? */
  readonly isTimed: boolean;
}

const NAME = /^name(?:_([a-z]{2,3}))?$/;
/** What a record says elsewhere. */
const OWN = new Set(["kind", "look", "precision", "rank", "badge", "now"]);

/** `letters` is the text of the layer's script; `language` the atlas's first. */
export async function openTable(layer: Layer, big: Big, letters: string, language: string): Promise<Table> {
  const pace = createPace();
  await pace.rest();
  const streams = streamsOf(big, await bytesOf(letters, big, pace));
  const shapes = await shapesOf(big, streams, layer.decimals, pace);
  const ids = valuesOf(streams.ids, big.count);
  const columns = new Map(streams.columns.map(packed => [packed.column.name, valuesOf(packed, big.count)]));
  const names = [...columns.values()].filter(({ name }) => NAME.test(name));
  const facts = [...columns.values()].filter(({ name }) => !NAME.test(name) && !OWN.has(name));
  const { codes, looks } = looksOf(columns.get("look"), big);
  const [first, last] = streams.days
    ? [
        await fill(streams.days[0], new Int32Array(big.count), pace),
        await fill(streams.days[1], new Int32Array(big.count), pace),
      ]
    : [null, null];
  const isThere = (index: number, day: number): boolean =>
    !first || !last || ((first[index] as number) <= day && day <= (last[index] as number));
  if (first) {
    const there = (day: number): number => {
      let n = 0;
      for (let index = 0; index < big.count; index++) if (isThere(index, day)) n++;
      return n;
    };
    Object.assign(big as Opened, { there });
  }
  const say = (name: string, index: number): string => columns.get(name)?.at(index) ?? "";
  return {
    layer,
    shapes,
    codes,
    looks,
    id: index => ids.at(index) ?? "",
    indexOf(id) {
      for (let index = 0; index < big.count; index++) if (ids.at(index) === id) return index;
      return -1;
    },
    name: index => say("name", index),
    names: index => names.map(name => name.at(index) ?? ""),
    kind: index => say("kind", index),
    isThere,
    isTimed: first !== null,
    entry(index) {
      const named = names.flatMap(({ name, at }): [string, string][] => {
        const word = at(index);
        return word ? [[NAME.exec(name)?.[1] ?? language, word]] : [];
      });
      const now = say("now", index);
      const rows = facts.flatMap(({ name, at }): [string, string][] => {
        const value = at(index);
        return value === null ? [] : [[labelOf(name), value]];
      });
      const feature = {
        id: ids.at(index) ?? "",
        name: Object.fromEntries(named),
        kind: say("kind", index),
        look: looks[codes?.[index] ?? 0] ?? big.look,
        rank: 6,
        shape: shapeOf(shapes, index, layer.decimals),
        point: degrees(...placeIn(shapes, index)),
        precision: say("precision", index),
        ...(now && { now }),
        ...(first && last && turns(first[index] as number, last[index] as number)),
        rows,
      };
      return { feature, layer, index };
    },
  };
}

/** From its first day on, and until its last, as small layers have it. */
function turns(first: number, last: number): { from: Days; until: Days } {
  return { from: [first, first, first, first], until: [last + 1, last + 1, last, last] };
}

/** "built_in" → "Built in" */
function labelOf(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function looksOf(own: Values | undefined, big: Big): { codes: Uint16Array | null; looks: string[] } {
  if (!own) return { codes: null, looks: [big.look] };
  const looks = [big.look];
  const known = new Map([[big.look, 0]]);
  const codes = new Uint16Array(big.count);
  for (let index = 0; index < big.count; index++) {
    const look = own.at(index) || big.look;
    let code = known.get(look);
    if (code === undefined) {
      code = looks.push(look) - 1;
      known.set(look, code);
    }
    codes[index] = code;
  }
  return { codes, looks };
}
