/** Plays on from step to step until the end, or until whoever watches does anything at all. */

export interface Player {
  readonly playing: boolean;
  start(): void;
  stop(): void;
}

/** What a person does that ends the playing. */
const TOUCHES = ["pointerdown", "keydown", "wheel"] as const;

/**
 * `step` goes on by one and says whether there is more; `pace` is how long each step is shown, in ms.
 * What is done on `control`, the button that starts and stops, is left to the button. While nothing plays, nothing listens.
 */
export function createPlayer(
  control: HTMLElement,
  step: () => boolean,
  pace: () => number,
  changed: (playing: boolean) => void,
): Player {
  let timer: number | null = null;
  const stop = (): void => {
    if (timer === null) return;
    window.clearTimeout(timer);
    timer = null;
    for (const touch of TOUCHES) document.removeEventListener(touch, onTouch, true);
    document.removeEventListener("visibilitychange", stop);
    changed(false);
  };
  const onTouch = (event: globalThis.Event): void => {
    const ours = event.target instanceof Node && control.contains(event.target);
    const presses = !(event instanceof KeyboardEvent) || event.key === "Enter" || event.key === " ";
    if (!(ours && presses && event.type !== "wheel")) stop();
  };
  const go = (): void => {
    // The bar may have been made anew, in another language.
    if (control.isConnected && step()) timer = window.setTimeout(go, pace());
    else stop();
  };
  return {
    get playing() {
      return timer !== null;
    },
    start() {
      if (timer !== null) return;
      for (const touch of TOUCHES)
        document.addEventListener(touch, onTouch, { capture: true, passive: true });
      document.addEventListener("visibilitychange", stop);
      timer = window.setTimeout(go, 0);
      changed(true);
    },
    stop,
  };
}
