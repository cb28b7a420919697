/** Where the features of a big layer are: trees of their middles, one for so many features, each built in one go. */

import KDBush from "kdbush";
import type { Pace } from "./pace.ts";
import { boxOf, middleOf, type Shapes } from "./shapes.ts";

export type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface Tree {
  /** Features whose box touches this one, in no order. */
  within(box: Box): number[];
  /** The feature whose middle is nearest, of those that `fits` lets pass; null = none so near as `most`. */
  nearest(x: number, y: number, most: number, fits?: (feature: number) => boolean): number | null;
}

/** What a tree finds within a box, without one: of a million it takes some ms, until the tree is there. */
export function scan(shapes: Shapes, [left, top, right, bottom]: Box): number[] {
  const { count, boxes, x, y } = shapes;
  const found: number[] = [];
  for (let feature = 0; feature < count; feature++) {
    const at = feature * 4;
    const [west, north] = boxes
      ? [boxes[at] as number, boxes[at + 1] as number]
      : [x[feature] as number, y[feature] as number];
    if (west > right || north > bottom) continue;
    const [east, south] = boxes ? [boxes[at + 2] as number, boxes[at + 3] as number] : [west, north];
    if (east >= left && south >= top) found.push(feature);
  }
  return found;
}

/** A tree of so many is built within a slice. */
const SHARD = 16_384;

export async function treeOf(shapes: Shapes, pace: Pace): Promise<Tree> {
  const trees: KDBush[] = [];
  // How far a feature reaches from its middle.
  let [wide, high] = [0, 0];
  for (let from = 0; from < shapes.count; from += SHARD) {
    const to = Math.min(from + SHARD, shapes.count);
    const tree = new KDBush(to - from);
    for (let feature = from; feature < to; feature++) {
      const [left, top, right, bottom] = boxOf(shapes, feature);
      [wide, high] = [Math.max(wide, (right - left) / 2), Math.max(high, (bottom - top) / 2)];
      tree.add(...middleOf(shapes, feature));
    }
    tree.finish();
    trees.push(tree);
    if (pace.due()) await pace.rest();
  }
  const all = (search: (tree: KDBush) => number[]): number[] =>
    trees.flatMap((tree, i) => search(tree).map(feature => feature + i * SHARD));
  return {
    within([left, top, right, bottom]) {
      const near = all(tree => tree.range(left - wide, top - high, right + wide, bottom + high));
      if (!shapes.boxes) return near;
      return near.filter(feature => {
        const [west, north, east, south] = boxOf(shapes, feature);
        return west <= right && east >= left && north <= bottom && south >= top;
      });
    },
    nearest(x, y, most, fits) {
      // A circle that grows until it holds one: what lies in it is never many more.
      for (let reach = most / 4096; ; reach = Math.min(reach * 2, most)) {
        let best: number | null = null;
        let least = Number.POSITIVE_INFINITY;
        for (const feature of all(tree => tree.within(x, y, reach))) {
          const [px, py] = middleOf(shapes, feature);
          const away = Math.hypot(px - x, py - y);
          if (away < least && (!fits || fits(feature))) [best, least] = [feature, away];
        }
        if (best !== null || reach >= most) return best;
      }
    },
  };
}
