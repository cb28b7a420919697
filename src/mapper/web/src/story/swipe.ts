/** A finger drawn sideways over an element; up and down still scroll it (css: touch-action: pan-y). */

const LEAST = 48;

/** `act` hears 1 for a swipe to the right, -1 for one to the left. Buttons must offer the same. */
export function onSwipe(element: HTMLElement, act: (direction: 1 | -1) => void): void {
  let from: { id: number; x: number; y: number } | null = null;
  element.addEventListener("pointerdown", event => {
    from = event.pointerType === "touch" ? { id: event.pointerId, x: event.clientX, y: event.clientY } : null;
  });
  element.addEventListener("pointercancel", () => {
    from = null;
  });
  element.addEventListener("pointerup", event => {
    if (!from || event.pointerId !== from.id) return;
    const [right, down] = [event.clientX - from.x, event.clientY - from.y];
    from = null;
    if (Math.abs(right) >= LEAST && Math.abs(right) > 2 * Math.abs(down)) act(right > 0 ? 1 : -1);
  });
}
