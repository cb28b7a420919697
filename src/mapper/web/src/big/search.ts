/** The search in big layers: their columns are looked through anew for each query, in slices, with no index to build. */

import { createIndex, type FoundInLayer, type Hit, plainHay, termsOf } from "../find/index.ts";
import type { Layer } from "../payload.ts";
import { capital, type Words } from "../words/index.ts";
import { createPace } from "./pace.ts";
import type { Table } from "./table.ts";

/** So many of a layer can be listed. */
const MOST = 100;

/** How to search these layers. What is stale is given up. */
export function searcherIn(
  layers: readonly Layer[],
  tableOf: (layer: Layer) => Promise<Table | null>,
  words: Words,
): (query: string, isStale: () => boolean) => Promise<FoundInLayer[]> {
  return async (query, isStale) => {
    const found: FoundInLayer[] = [];
    for (const layer of layers) {
      const table = await tableOf(layer);
      const here = table && (await search(table, query, words, isStale));
      if (here && here.count > 0) found.push({ layer: layer.id, title: words.text(layer.title), ...here });
    }
    return found;
  };
}

async function search(
  table: Table,
  query: string,
  words: Words,
  isStale: () => boolean,
): Promise<{ hits: Hit[]; count: number }> {
  const terms = termsOf(query).map(term => ` ${term}`);
  const whole = plainHay(query);
  // Those that have just this name are kept before others, which come first where they stand first.
  const [same, others]: [number[], number[]] = [[], []];
  let count = 0;
  const pace = createPace();
  for (let feature = 0; feature < table.shapes.count && terms.length > 0; feature++) {
    if (feature % 256 === 0 && pace.due()) {
      await pace.rest();
      if (isStale()) break;
    }
    const hays = table.names(feature).map(plainHay);
    if (!terms.every(term => hays.some(hay => hay.includes(term)))) continue;
    count++;
    const kept = hays.includes(whole) ? same : others;
    if (kept.length < MOST) kept.push(feature);
  }
  const index = createIndex();
  for (const number of [...same, ...others].slice(0, MOST)) {
    const { feature } = table.entry(number);
    const names = Object.entries(feature.name).map(([lang, text]) => ({ text, lang }));
    index.add("place", feature.id, names, capital(words.kind(feature.kind), words.language));
  }
  return { hits: index.find(query), count };
}
