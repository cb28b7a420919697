/** Long work in slices, so that the page answers between them. */

export interface Pace {
  /** Has this slice lasted long enough? */
  due(): boolean;
  /** Lets the page do what waits; the next slice begins after it. */
  rest(): Promise<void>;
}

/** A slice lasts so long, in milliseconds: with it a frame of 60 a second may just be missed, never three. */
const SLICE_MS = 12;

export function createPace(): Pace {
  let since = performance.now();
  return {
    due: () => performance.now() - since > SLICE_MS,
    async rest() {
      await pause();
      since = performance.now();
    },
  };
}

/**
 * A timer would wait 4 ms or more each time; a message comes as soon as the page has had its turn. What follows
 * scheduler.yield() would come before that: some ten slices long, nothing is painted then.
 */
function pause(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
