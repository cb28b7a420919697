/** Words made alike, whoever wrote them: without case, accents and the marks by which spellings of one name differ. */

/** What takes the place of a letter that Unicode does not take apart: of the same word in another spelling or script. */
const ALIKE: Readonly<Record<string, string>> = {
  // Arabic script as typed on an Arabic, a Persian or a Pashto keyboard
  ...{ ي: "ی", ى: "ی", ې: "ی", ۍ: "ی", ك: "ک", ګ: "گ", ة: "ه", ە: "ه", ھ: "ه", ء: "" },
  ...{ ټ: "ت", ډ: "د", ړ: "ر", ڼ: "ن" },
  // Cyrillic beyond Russian
  ...{ қ: "к", ғ: "г", ҳ: "х", ҷ: "ч", і: "и" },
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ə: "a" },
};
const STRANGE = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "gu");

/** Accents, points and the stretching of letters; apostrophes of every sort, some of which count as letters. */
const DROPPED = /[\p{M}\p{Lm}'’‘`´]/gu;

/** Digits of any script become those of ASCII. Lengths may change. */
export function normalize(text: string): string {
  // Most words need no more, and a large layer has many.
  if (/^[\w ]*$/.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(DROPPED, "")
    .replace(STRANGE, letter => ALIKE[letter] ?? letter)
    .replace(/\p{Nd}/gu, digit => (digit < "0" || digit > "9" ? digitOf(digit) : digit));
}

/** Digits stand in Unicode in tens, from the zero up. */
function digitOf(digit: string): string {
  let value = 0;
  for (let code = digit.codePointAt(0) ?? 0; /\p{Nd}/u.test(String.fromCodePoint(code - 1)); code--) value++;
  return String(value % 10);
}

/** A word of a text: normalized, and where in the text it stands. */
export interface Token {
  readonly word: string;
  readonly from: number;
  readonly to: number;
  /** Joined to the word before, by a hyphen or what does its work in Persian. */
  readonly joined: boolean;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’‘`´]*/gu;

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let end = -1;
  for (const match of text.matchAll(WORD)) {
    const word = normalize(match[0]);
    if (word === "") continue;
    const between = end < 0 ? "" : text.slice(end, match.index);
    end = match.index + match[0].length;
    found.push({
      word,
      from: match.index,
      to: end,
      joined: /^[-\u00ad\u2010-\u2014\u200c\u200d]$/.test(between),
    });
  }
  return found;
}

/**
 * How many letters one must add, leave out, change or let change places to make `b` of `a` (optimal string alignment);
 * Infinity as soon as it is plain that they are more than `most`.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const turned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (turned) least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return Number.POSITIVE_INFINITY;
    [before, last] = [last, row];
  }
  const found = at(last, b.length);
  return found <= most ? found : Number.POSITIVE_INFINITY;
}

function at(row: readonly number[], j: number): number {
  return row[j] ?? Number.POSITIVE_INFINITY;
}
