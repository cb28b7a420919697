/** Names of columns → those that people give to the same thing. The counterpart of formats/decode/called.py. */

import known from "../../../columns.json" with { type: "json" };

const INNER = new RegExp(`^(.*[./:>|]|_*(${known.within})[_ -])`, "i");

/** The columns that are among the known names, the best first: by the whole name, else by a part of it. */
export function called(columns: readonly string[], names: readonly string[]): string[] {
  const wanted = names.map(plain);
  return columns
    .flatMap(column => {
      const bare = column.replace(/\s*[([].*|[:@][a-z]{2}$/g, "");
      const ranks = [column, bare, bare.replace(INNER, "")].map(form => wanted.indexOf(plain(form)));
      const form = ranks.findIndex(rank => rank >= 0);
      return form < 0 ? [] : [[form * 999 + (ranks[form] ?? 0), column] as const];
    })
    .sort(([one], [other]) => one - other)
    .map(([, column]) => column);
}

/** Letters and digits, small, without accents; those of Arabic keyboards as Persian ones have them. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/ي/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
