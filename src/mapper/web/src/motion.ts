/** Whoever asks their system for less motion gets none here. */

export function isCalm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Options for Leaflet's moves: at most 0.4 seconds, or at once. */
export function moving(): { animate: boolean; duration: number } {
  return { animate: !isCalm(), duration: 0.4 };
}
