/** What pictures are drawn with: one after another, so that the room for their pixels is needed once. */

export interface Easel {
  /** Room that is kept from one picture to the next. */
  pixels: Int32Array | null;
  places: Int32Array | null;
  codes: Uint16Array | null;
  /** Begins when all that was asked for before is done. */
  use(work: () => Promise<void>): Promise<void>;
}

export function createEasel(): Easel {
  let last = Promise.resolve();
  return {
    pixels: null,
    places: null,
    codes: null,
    use(work) {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return done;
    },
  };
}
