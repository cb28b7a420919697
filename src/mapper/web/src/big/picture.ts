/** The canvas of one big layer: drawn anew out of sight, in slices, and then put in place of the old one. */

import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import { el } from "../dom.ts";
import { type Style, styleOf } from "../map/index.ts";
import { drawDots } from "./dots.ts";
import type { Easel } from "./easel.ts";
import { type Frame, frameOf, isInside } from "./frame.ts";
import { createPace } from "./pace.ts";
import { tracePaths } from "./paths.ts";
import { DOTS } from "./shapes.ts";
import type { Table } from "./table.ts";

export interface Picture {
  readonly element: HTMLElement;
  /** Draws what is in view, and gives up what was being drawn. */
  draw(): void;
  /** Resolves when nothing is left to draw. */
  done(): Promise<void>;
  show(on: boolean): void;
  /** Draws it as of another day. What is being drawn is finished first: days may come faster than pictures. */
  turn(day: number): void;
  /** The look's style is read anew before the next drawing. */
  redress(): void;
}

export function createPicture(
  map: Leaflet.Map,
  pane: HTMLElement,
  table: Table,
  opens: number,
  easel: Easel,
): Picture {
  const { layer, shapes, codes, looks } = table;
  const element = el("div", { class: "many", "data-layer": layer.id, "data-features": shapes.count });
  const hasDots = shapes.kinds.includes(DOTS);
  const hasPaths = shapes.kinds.some(kind => kind !== DOTS);
  let shown: { canvas: HTMLCanvasElement; frame: Frame } | null = null;
  let spare: HTMLCanvasElement | null = null;
  let turn = 0;
  let on = true;
  let day = opens;
  let turning = false;
  let turned = false;
  let busy = 0;
  let styles: { dots: Style[]; paths: Style[] } | null = null;

  /** Where the picture lies at a zoom and centre: it was drawn for another, and is moved and stretched. */
  const lay = (zoom: number, centre: Leaflet.LatLng): void => {
    if (!shown) return;
    const { canvas, frame } = shown;
    // Leaflet counts its layers' places from here, once it is at this zoom.
    const origin = map.project(centre, zoom).subtract(map.getSize().divideBy(2));
    const moved = origin.add(L.DomUtil.getPosition(map.getPanes().mapPane)).round();
    const scale = map.getZoomScale(zoom, frame.zoom);
    // Not by its latitude: the corner may lie beyond the last that Leaflet knows.
    L.DomUtil.setTransform(canvas, L.point(frame.left, frame.top).multiplyBy(scale).subtract(moved), scale);
  };
  const settle = (): void => lay(map.getZoom(), map.getCenter());
  map.on("zoom viewreset", settle);
  map.on("zoomanim", event => lay(event.zoom, event.center));

  const swap = (canvas: HTMLCanvasElement, frame: Frame, count: number): void => {
    canvas.style.width = `${frame.width / frame.ratio}px`;
    canvas.style.height = `${frame.height / frame.ratio}px`;
    canvas.dataset.drawn = String(count);
    spare = shown?.canvas ?? null;
    shown = { canvas, frame };
    settle();
    element.replaceChildren(canvas);
  };

  const paint = async (isStale: () => boolean): Promise<void> => {
    if (isStale() || !on || map.getSize().x === 0) return;
    const frame = frameOf(map);
    const now = day;
    const isThere = table.isTimed ? (feature: number): boolean => table.isThere(feature, now) : null;
    styles ??= {
      dots: looks.map(look => styleOf(pane, `mark dots look-${look}`)),
      paths: looks.map(look => styleOf(pane, `mark look-${look}`)),
    };
    const canvas = spare ?? el("canvas", { class: "leaflet-zoom-animated", "aria-hidden": "true" });
    spare = canvas;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) return;
    if (hasPaths || canvas.width !== frame.width || canvas.height !== frame.height) {
      canvas.width = frame.width;
      canvas.height = frame.height;
    }
    const pace = createPace();
    let count = 0;
    if (hasPaths) {
      const drawn = await tracePaths(context, frame, shapes, codes, styles.paths, pace, isStale, isThere);
      if (drawn === null) return;
      count += drawn;
    }
    if (hasDots) {
      const drawn = await drawDots(
        context,
        !hasPaths,
        frame,
        shapes,
        codes,
        styles.dots,
        easel,
        pace,
        isStale,
        isThere,
      );
      if (drawn === null) return;
      count += drawn;
    }
    if (!isStale()) swap(canvas, frame, count);
  };
  const draw = async (): Promise<void> => {
    const mine = ++turn;
    busy++;
    await easel.use(() => paint(() => mine !== turn)).finally(() => busy--);
  };
  let drawing = Promise.resolve();
  const follow = async (): Promise<void> => {
    turning = true;
    do {
      turned = false;
      await draw();
    } while (turned);
    turning = false;
  };
  /** A pan may be longer than what is drawn beyond the map's edges; what is being drawn on the way is finished. */
  const reach = (): void => {
    if (busy > 0 || !on || !shown || map.getSize().x === 0) return;
    if (map.getZoom() !== shown.frame.zoom) return;
    if (!isInside(map, shown.frame)) drawing = draw().then(reach);
  };
  map.on("move", reach);

  return {
    element,
    draw() {
      drawing = draw();
    },
    async done() {
      for (let last = null; last !== drawing; ) {
        last = drawing;
        await last;
      }
    },
    turn(now) {
      if (now === day) return;
      day = now;
      turned = true;
      if (table.isTimed && !turning) drawing = follow();
    },
    show(now) {
      on = now;
      element.classList.toggle("is-off", !on);
    },
    redress() {
      styles = null;
    },
  };
}
