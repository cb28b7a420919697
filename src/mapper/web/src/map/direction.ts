/** What counts as near when one steps from place to place by arrow keys. */

export type Way = readonly [x: number, y: number];

export const ARROWS: Readonly<Record<string, Way>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Of a step by so many pixels: what lies straight ahead counts as nearer than what lies aslant. null = not that way. */
export function costOf(right: number, down: number, [x, y]: Way): number | null {
  const ahead = right * x + down * y;
  const aside = Math.abs(right * y) + Math.abs(down * x);
  return ahead <= 0 || aside > ahead * 2 ? null : ahead + 2 * aside;
}
