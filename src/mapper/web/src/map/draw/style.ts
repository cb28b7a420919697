/** How a look is drawn on a canvas: what the style sheet says of an element that has its class. */

import { svg } from "../../dom.ts";

export interface Style {
  /** CSS colours; null = not drawn. */
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly fillOpacity: number;
  readonly strokeOpacity: number;
  readonly width: number;
  readonly dashes: readonly number[];
  /** Around a dot. */
  readonly edge: string;
}

/** Reads the style of an element that is in the page for as long as it takes. */
export function styleOf(pane: HTMLElement, classes: string): Style {
  const probe = svg("path", { class: classes });
  const holder = svg("svg", { width: 0, height: 0, "aria-hidden": "true" }, probe);
  pane.append(holder);
  const style = getComputedStyle(probe);
  const paint = (value: string): string | null =>
    value === "none" || value === "transparent" ? null : value;
  const dress = {
    fill: paint(style.fill),
    stroke: paint(style.stroke),
    fillOpacity: Number(style.fillOpacity),
    strokeOpacity: Number(style.strokeOpacity),
    width: Number.parseFloat(style.strokeWidth),
    dashes: (style.strokeDasharray.match(/[\d.]+/g) ?? []).map(Number),
    edge: style.getPropertyValue("--dot-edge").trim(),
  };
  holder.remove();
  return dress;
}

/** Calls back when the reader's system asks for other colours. */
export function whenRestyled(act: () => void): void {
  for (const asked of [
    "(prefers-color-scheme: dark)",
    "(forced-colors: active)",
    "(prefers-contrast: more)",
  ]) {
    window.matchMedia(asked).addEventListener("change", act);
  }
}
