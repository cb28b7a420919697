/** Whether an answer is right, nearly right or wrong; nothing here knows of the page. */

export type Verdict = "right" | "nearly" | "wrong" | "unanswered";

/** What the page says of a question: the right options by their places, or the numbers that are right. */
export interface Key {
  readonly kind: string;
  readonly answer: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** What was answered: places of options (for each item, where there are items), or what was typed. */
export type Given = readonly (number | null)[] | string;

/** A verdict, and the share of the points that it brings, from 0 to 1. */
export interface Judged {
  readonly verdict: Verdict;
  readonly share: number;
}

const NOTHING: Judged = { verdict: "unanswered", share: 0 };

export function judge(key: Key, given: Given): Judged {
  if (typeof given === "string") return key.kind === "open" ? NOTHING : number(key, given);
  if (key.kind === "several") return several(key, given);
  if (given.length === 0 || given.includes(null)) return NOTHING;
  if (key.kind === "locate") return graded(Number(given.every(each => key.answer.includes(each ?? -1))));
  const right = key.answer.filter((each, index) => given[index] === each).length;
  return graded(right / key.answer.length);
}

/** What was chosen rightly, less what was chosen wrongly, of all that is right. */
function several({ answer }: Key, given: readonly (number | null)[]): Judged {
  if (given.length === 0) return NOTHING;
  const right = given.filter(each => each !== null && answer.includes(each)).length;
  return graded(Math.max(0, 2 * right - given.length) / answer.length);
}

/** Right within the range; nearly, within a tenth of it. */
function number({ least, most }: Key, given: string): Judged {
  const value = numberTyped(given);
  if (value === null) return NOTHING;
  if (value >= least && value <= most) return { verdict: "right", share: 1 };
  const near = Math.abs(value < least ? least - value : value - most) <= Math.abs(most) / 10;
  return { verdict: near ? "nearly" : "wrong", share: near ? 0.5 : 0 };
}

/** A number as people type it: 13,833 or 13 833 or 0.5; null if it is none. */
export function numberTyped(typed: string): number | null {
  const plain = typed.trim().replace(/(?<=\d)[,\s\u00a0\u202f’'](?=\d{3}(?!\d))/g, "");
  return /^[-+]?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : null;
}

function graded(share: number): Judged {
  return { verdict: share === 1 ? "right" : share > 0 ? "nearly" : "wrong", share };
}
