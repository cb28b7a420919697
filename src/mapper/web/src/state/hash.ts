/** The map state as the URL hash has it, in full. */

import { dayOf, isoOf } from "../days.ts";
import type { Known } from "./known.ts";
import { type MapState, UIS, type View } from "./state.ts";

/** Stands in a hash for the names of today. */
const NOW = "now";

/** Is this hash a map state at all (`#d=…`), or the id of something in the text version (`#sources`)? */
export function isState(hash: string): boolean {
  return /^#?$|=/.test(hash);
}

/** The parts of a map state that a hash names. What is unknown, out of range or garbled is left out. */
export function parse(hash: string, known: Known): Partial<MapState> {
  const parts = new Map<string, string>();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const cut = part.indexOf("=");
    if (cut > 0 && !parts.has(part.slice(0, cut))) parts.set(part.slice(0, cut), decode(part.slice(cut + 1)));
  }
  const days = parseDays(parts.get("d") ?? "", known.period);
  const compare = dayOf(parts.get("c") ?? "");
  const feature = parts.get("f") ?? "";
  const view = parseView(parts.get("v") ?? "");
  const layers = parts.get("l");
  const step = parts.get("s") ?? "";
  // What is presented is a step: the first, where none is named.
  const [first] = known.steps;
  const around = (parts.get("ui") ?? "").split(",");
  // Of several the first counts: with the time bar there is always the map.
  const ui = UIS.find(each => around.includes(each) && (each !== "present" || first !== undefined));
  const names = (parts.get("n") ?? "").split(",");
  const namesIn = names.find(name => known.tongues.has(name));
  const language = parts.get("lang") ?? "";
  return {
    ...days,
    ...(compare !== null && { compare: within(compare, known.period) }),
    ...(known.features.has(feature) && { feature }),
    ...(view && { view }),
    ...(layers !== undefined && { layers: parseLayers(layers, known) }),
    ...(namesIn !== undefined && { namesIn }),
    ...(known.renamed && names.includes(NOW) && { namesNow: true }),
    ...(known.interfaces.has(language) && { language }),
    ...(ui && { ui }),
    ...(ui === "present" && { step: first }),
    ...(known.steps.has(step) && { step }),
  };
}

/** A hash that `parse` reads back to the same state (the view to the decimals that its zoom can show). */
export function format(state: MapState, known: Known): string {
  const until = state.until === null ? "" : `/${isoOf(state.until)}`;
  const parts = [`d=${isoOf(state.day)}${until}`];
  if (state.compare !== null) parts.push(`c=${isoOf(state.compare)}`);
  // A layer of the reader's own is on this screen alone: a link cannot carry it.
  if (state.feature !== null && known.features.has(state.feature)) parts.push(`f=${state.feature}`);
  parts.push(`l=${formatLayers(state.layers, known)}`);
  const names = [state.namesIn, state.namesNow && NOW].filter(Boolean);
  if (names.length > 0) parts.push(`n=${names}`);
  if (state.step !== null) parts.push(`s=${state.step}`);
  if (state.ui !== null) parts.push(`ui=${state.ui}`);
  if (state.view) parts.push(`v=${formatView(state.view)}`);
  if (state.language !== null) parts.push(`lang=${state.language}`);
  return `#${parts.join("&")}`;
}

/** `1841-08-07`, or a range as an EDTF interval: `1841-05-15/1841-08-07`. One that runs backwards is none. */
function parseDays(text: string, period: Known["period"]): Partial<Pick<MapState, "day" | "until">> {
  const days = text.split("/").map(dayOf);
  const [from, to = null] = days;
  if (from === null || from === undefined || days.length > 2) return {};
  if (days.length === 2 && (to === null || to < from)) return {};
  const day = within(from, period);
  const until = to === null ? day : within(to, period);
  return { day, until: until > day ? until : null };
}

function within(day: number, [first, last]: Known["period"]): number {
  return Math.min(Math.max(day, first), last);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/**
 * Layers of the base map stay as the atlas has them unless named: `provinces` puts one on, `-provinces` off.
 * Of all others, those named are on and the rest are off: a link shows what its sender saw.
 */
function parseLayers(text: string, known: Known): ReadonlySet<string> {
  const named = new Set(text.split(",").map(name => name.trim()));
  const on = new Set<string>();
  for (const [id, ground] of known.layers) {
    const asOpened = ground && known.shown.has(id) && !named.has(`-${id}`);
    if (named.has(id) || asOpened) on.add(id);
  }
  return on;
}

function formatLayers(layers: ReadonlySet<string>, known: Known): string {
  const names: string[] = [];
  for (const [id, ground] of known.layers) {
    const on = layers.has(id);
    if (on && !(ground && known.shown.has(id))) names.push(id);
    if (!on && ground && known.shown.has(id)) names.push(`-${id}`);
  }
  return names.join(",");
}

function parseView(text: string): View | null {
  const numbers = text.split("/").map(part => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  const [zoom, lat, lon] = numbers;
  if (numbers.length !== 3 || zoom === undefined || lat === undefined || lon === undefined) return null;
  const sane = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return sane ? { zoom, lat, lon } : null;
}

function formatView({ zoom, lat, lon }: View): string {
  const decimals = Math.max(1, Math.ceil(zoom / 3));
  return [Number(zoom.toFixed(2)), Number(lat.toFixed(decimals)), Number(lon.toFixed(decimals))].join("/");
}
