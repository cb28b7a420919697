/** Search: an index of all that has a name, what it finds, what it suggests for a slip, and where the words matched. */

import { distance, normalize, type Token, tokens } from "./normalize.ts";

/** A name, and the language it is in where that is known. */
export interface Said {
  readonly text: string;
  readonly lang?: string;
}

export interface SearchEntry {
  readonly kind: string;
  readonly id: string;
  /** The first is the one it goes by. */
  readonly names: readonly Said[];
  /** What and where it is, in a few words: shown, and searched along with the names, but never found by these alone. */
  readonly where: string;
  /** What is said of it. */
  readonly text: string;
}

export interface Hit {
  readonly entry: SearchEntry;
  /** Which of its names has most of the words; -1 = none, they are in its text. */
  readonly name: number;
}

/** What a search finds in one big layer. */
export interface FoundInLayer {
  readonly layer: string;
  readonly title: string;
  /** The best, a limited number. */
  readonly hits: readonly Hit[];
  readonly count: number;
}

export interface Index {
  /** Of entries that match alike, the one that was added first comes first. */
  add(kind: string, id: string, names: readonly Said[], where?: string, text?: string): void;
  /** Everything that has a word beginning so for each word of the query, the best first. */
  find(query: string): Hit[];
  /** The query with each word that nothing has in place of the nearest that a name has; null if that finds nothing. */
  suggest(query: string): string | null;
}

interface Row {
  readonly entry: SearchEntry;
  readonly names: readonly string[];
  readonly text: string;
  readonly all: string;
}

export function createIndex(): Index {
  const rows: Row[] = [];
  let vocabulary: Map<string, string> | null = null;

  const find = (query: string): Hit[] => {
    const terms = termsOf(query);
    if (terms.length === 0) return [];
    const whole = tokens(query).map(token => token.word);
    const found = rows.flatMap(row => judge(row, terms, whole.join(" ")) ?? []);
    return found.sort((a, b) => a.rank - b.rank).map(({ entry, name }) => ({ entry, name }));
  };
  return {
    add(kind, id, names, where = "", text = "") {
      const row = { names: names.map(({ text }) => hay(text)), text: plainHay(text) };
      const all = [...row.names, row.text, plainHay(where)].join("");
      rows.push({ entry: { kind, id, names, where, text }, ...row, all });
      vocabulary = null;
    },
    find,
    suggest(query) {
      vocabulary ??= vocabularyOf(rows.flatMap(({ entry }) => entry.names));
      let options = [""];
      let end = 0;
      for (const { word, from, to } of tokens(query)) {
        const between = query.slice(end, from);
        end = to;
        const known = rows.some(({ all }) => all.includes(` ${word}`));
        const words = known ? [query.slice(from, to)] : nearest(word, vocabulary);
        options = options.flatMap(start => words.map(next => start + between + next)).slice(0, MOST_TRIED);
      }
      return options.find(option => option !== "" && find(option).length > 0) ?? null;
    },
  };
}

/** Suggestions are tried in turn, so many at most. */
const MOST_TRIED = 12;

/** The words to look for. A letter alone joins other words (-i-, -e-) and is spelled in many ways, so it may be missing. */
export function termsOf(query: string): string[] {
  const words = tokens(query).map(token => token.word);
  const last = words.length - 1;
  return words.filter((word, i) => i === last || word.length > 1 || /\d/.test(word));
}

/**
 * Where a word begins in it there is a space before it: " lashkar gah| lashkargah|". Words that some write as one are
 * there as one too: those of a compound, and those of a short name.
 */
function hay(text: string): string {
  if (text === "") return "";
  const found = tokens(text);
  const joined = compounds(found).map(part => part.map(({ word }) => word).join(""));
  return [found.map(({ word }) => word).join(" "), ...joined].map(form => ` ${form}|`).join("");
}

/** Without the compounds: for running text, which is long. */
export function plainHay(text: string): string {
  return text === ""
    ? ""
    : ` ${normalize(text)
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim()}|`;
}

/** Names of so many words are also looked for written as one. */
const SHORT = 4;

function compounds(found: readonly Token[]): Token[][] {
  const parts: Token[][] = [];
  for (const token of found) {
    if (token.joined) parts.at(-1)?.push(token);
    else parts.push([token]);
  }
  const several = parts.filter(part => part.length > 1);
  const short = parts.length > 1 && found.length <= SHORT;
  return short ? [...several, [...found]] : several;
}

/** null if it does not match. A lower rank is better: the name itself, its beginning, words of it, words of the text. */
function judge(
  row: Row,
  terms: readonly string[],
  whole: string,
): { entry: SearchEntry; name: number; rank: number } | null {
  if (!terms.every(term => row.all.includes(` ${term}`))) return null;
  let name = -1;
  let most = 0;
  let rank = 5;
  for (const [i, form] of row.names.entries()) {
    const n = terms.filter(term => form.includes(` ${term}`)).length;
    if (n === 0) continue;
    const [exact, begins] = [`|${form}`.includes(`| ${whole}|`), form.startsWith(` ${whole}`)];
    const its = n < terms.length ? 3 : exact ? 0 : begins ? 1 : 2;
    if (n < most || (n === most && its >= rank)) continue;
    [name, most, rank] = [i, n, its];
  }
  if (name < 0) {
    if (!terms.some(term => row.text.includes(` ${term}`))) return null;
    rank = 4;
  }
  return { entry: row.entry, name, rank };
}

/** Each word and compound of the names, folded, with how it is written. */
function vocabularyOf(names: readonly Said[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const { text } of names) {
    const found = tokens(text);
    for (const part of [...found.map(token => [token]), ...compounds(found)]) {
      const folded = part.map(({ word }) => word).join("");
      if (!words.has(folded)) words.set(folded, text.slice(part[0]?.from, part.at(-1)?.to));
    }
  }
  return words;
}

/** How many slips a word of this length may have. */
function allowed(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** The written forms of the words that differ least from this one, the nearest first. */
function nearest(word: string, vocabulary: ReadonlyMap<string, string>): string[] {
  const most = allowed(word.length);
  const found: { written: string; away: number }[] = [];
  for (const [known, written] of vocabulary) {
    const away = distance(word, known, most);
    if (away <= most) found.push({ written, away });
  }
  return found.sort((a, b) => a.away - b.away).map(({ written }) => written);
}

/** A piece of a text; `hit` where a word of the query matched. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** The text in pieces, so that the pieces together are the text. */
export function pieces(text: string, query: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const [from, to] of ranges(text, termsOf(query))) {
    if (from > end) found.push({ text: text.slice(end, from), hit: false });
    found.push({ text: text.slice(from, to), hit: true });
    end = to;
  }
  if (end < text.length) found.push({ text: text.slice(end), hit: false });
  return found;
}

const SNIPPET_BEFORE = 32;
const SNIPPET = 110;

/** The part of a long text around its first match, cut between words. */
export function snippet(text: string, query: string): string {
  if (text.length <= SNIPPET) return text;
  const [[first] = [0]] = ranges(text, termsOf(query));
  const from = first <= SNIPPET_BEFORE ? 0 : text.indexOf(" ", first - SNIPPET_BEFORE) + 1;
  const cut = text.lastIndexOf(" ", from + SNIPPET);
  const to = from + SNIPPET >= text.length ? text.length : cut > first ? cut : from + SNIPPET;
  return (from > 0 ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
}

/** Where the terms begin words of the text, or run on over several of them; in order, none touching another. */
function ranges(text: string, terms: readonly string[]): [number, number][] {
  const words = tokens(text);
  const found: [number, number][] = [];
  for (let i = 0; i < words.length; i++) {
    const ends = terms.map(term => reach(words, i, term, text)).filter(end => end !== null);
    const from = words[i]?.from ?? 0;
    if (ends.length > 0 && from >= (found.at(-1)?.[1] ?? 0)) found.push([from, Math.max(...ends)]);
  }
  return found;
}

/** Where in the text `term` ends that begins with word `i`; null if it does not. */
function reach(words: readonly Token[], i: number, term: string, text: string): number | null {
  let left = term;
  for (let j = i; left !== ""; j++) {
    const token = words[j];
    if (!token) return null;
    if (token.word.startsWith(left)) return endOf(text, token, left.length);
    if (!left.startsWith(token.word)) return null;
    left = left.slice(token.word.length);
  }
  return null;
}

/** Where the first `length` letters of the folded word end in the text. */
function endOf(text: string, { from, to }: Token, length: number): number {
  let end = from;
  for (const letter of text.slice(from, to)) {
    if (normalize(text.slice(from, end)).length >= length && normalize(letter) !== "") break;
    end += letter.length;
  }
  return end;
}
