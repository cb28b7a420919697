/** Ids for features from elsewhere: short, each once, and made of what the file says. */

import { note } from "./messages.ts";

export interface Ids {
  /** An id for a record: its own, else made of its name, else the layer's and a number. */
  give(given: unknown, name: string, number: number): string;
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

/** Ids for a layer; `taken` are those that the atlas has already. */
export function givenIds(layer: string, taken: ReadonlySet<string>): Ids {
  const used = new Set(taken);
  const last = new Map<string, number>();
  const changes = new Map<string, string[]>();
  const isNumber = (text: string): boolean => /^\d*$/.test(text);
  const numbered = (id: string): string => {
    for (let next = (last.get(id) ?? 1) + 1; ; next += 1) {
      last.set(id, next);
      if (!used.has(`${id}-${next}`)) return `${id}-${next}`;
    }
  };
  return {
    give(given, name, number) {
      const text = typeof given === "string" || Number.isInteger(given) ? String(given) : "";
      const own = slug(text);
      let id = own;
      let why = own === given ? "" : note("note.ids-fit");
      if (isNumber(own)) {
        id = slug(name);
        why = note("note.ids-named");
        if (isNumber(id)) {
          id = `${layer}-${own || number}`;
          why = note("note.ids-numbered");
        }
      }
      if (taken.has(id)) {
        id = `${id}-${layer}`;
        why = note("note.ids-taken");
      }
      if (used.has(id)) {
        id = numbered(id);
        why = note("note.ids-twice");
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
