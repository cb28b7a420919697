/** Ids for features from elsewhere: short, each once, and made of what the file says. The counterpart of formats/tidy/ids.py. */

import type { Record } from "./foreign.ts";
import { brief } from "./jsontext.ts";
import { note, type Problem, problem } from "./messages.ts";
import type { Geometry } from "./positions.ts";

export interface Ids {
  /** An id for a record: its own, else made of its name, else the layer's and its mark. */
  give(given: unknown, name: string, mark: () => string): string;
  /** What had to be made or changed, in sentences. */
  notes(): string[];
}

/** An id made of a text: "Étang de l'Est" → "etang-de-l-est". Empty without Latin letters. */
export function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "");
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, 60)
    .replace(/-$/, "");
}

export const givenId = ({ id, properties }: Record): unknown => id ?? properties.get("id");

/** A warning, if the record has an id that RFC 7946 does not know. */
export function noId({ id, place }: Record): Problem[] {
  const isNone = typeof id === "boolean" || (typeof id === "object" && id !== null);
  return isNone ? [problem(`${place}.id`, "feature.no-id", { id: brief(id) }, "warning")] : [];
}

/** Eight letters and digits made of what a feature is. */
export function markOf(properties: ReadonlyMap<string, unknown>, geometry: Geometry): string {
  const found = [...properties].flatMap(([key, value]) => {
    const text = plain(value);
    return text ? [`${key}=${text}`] : [];
  });
  const numbers = [geometry.coordinates].flat(Number.POSITIVE_INFINITY) as number[];
  const shape = numbers.map(each => Math.floor(each * 1e5 + 0.5)).join();
  return crc32([...found.sort(), shape].join("\n"));
}

/** A value as Python and the browser write it alike; empty if they do not. */
function plain(value: unknown): string {
  if (typeof value === "string") return value;
  const size = Math.abs(Number(value));
  return typeof value === "number" && (size === 0 || (size >= 1e-4 && size < 1e15)) ? `${value}` : "";
}

function crc32(text: string): string {
  let sum = -1;
  for (let at = 0; at < text.length; at += 1) {
    sum ^= text.charCodeAt(at);
    for (let bit = 0; bit < 16; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
}

/** Ids for a layer; `taken` are those that the atlas has already, `wanted` what each record calls its id and its name. */
export function givenIds(
  layer: string,
  taken: ReadonlySet<string>,
  wanted: Iterable<readonly [unknown, string]>,
): Ids {
  const used = new Set(taken);
  const once = new Set<string>();
  const shared = new Set<string>();
  const changes = new Map<string, string[]>();
  const isNumber = (text: string): boolean => /^\d*$/.test(text);
  const textOf = (given: unknown): string =>
    typeof given === "string" || Number.isInteger(given) ? String(given) : "";
  /** The id that a record's own words give, empty if they give none; and what was done. */
  const ownOf = (given: unknown, name: string): [string, string] => {
    const own = slug(textOf(given));
    let id = own;
    let why = own === given ? "" : note("note.ids-fit");
    if (isNumber(own)) {
      id = slug(name);
      why = note("note.ids-named");
      if (isNumber(id)) {
        id = own && `${layer}-${own}`;
        why = note("note.ids-numbered");
      }
    }
    return taken.has(id) ? [`${id}-${layer}`, note("note.ids-taken")] : [id, why];
  };
  for (const each of wanted) {
    const [id] = ownOf(...each);
    (once.has(id) ? shared : once).add(id);
  }
  return {
    give(given, name, mark) {
      const text = textOf(given);
      let [id, why] = ownOf(given, name);
      if (!id) {
        id = `${layer}-${mark()}`;
        why = note("note.ids-marked");
      } else if (shared.has(id)) {
        const number = slug(text);
        id += `-${number && isNumber(number) ? number : mark()}`;
        why = note("note.ids-twice");
      }
      if (used.has(id)) {
        let next = 2;
        while (used.has(`${id}-${next}`)) next += 1;
        id = `${id}-${next}`;
        why = note("note.ids-alike");
      }
      used.add(id);
      if (why) changes.set(why, [...(changes.get(why) ?? []), text ? `${text} → ${id}` : id]);
      return id;
    },
    notes() {
      return [...changes].map(([why, ids]) => {
        const more = ids.length > 3 ? ` and ${(ids.length - 3).toLocaleString("en")} more` : "";
        return `${why}: ${ids.slice(0, 3).join(", ")}${more}.`;
      });
    },
  };
}
