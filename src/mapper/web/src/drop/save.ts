/** A layer of one's own as an atlas takes it: the text of its file for geo/, and its entry for the manifest. */

import { commonLook, lookOf } from "./layer.ts";
import type { TidyFeature } from "./tidy.ts";

/** One feature a line, as `mapper add` writes it: so that one change changes one line. */
export function fileText(features: readonly TidyFeature[]): string {
  const common = commonLook(features);
  const lines = features.map(({ id, properties, geometry }) => {
    const own = lookOf(geometry);
    const look = own === common || properties.has("look") ? [] : [["look", own] as const];
    const all = Object.fromEntries([...properties, ...look]);
    const { type, coordinates } = geometry;
    return JSON.stringify({ type: "Feature", id, properties: all, geometry: { type, coordinates } });
  });
  return `{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n]}\n`;
}

/** The `[[layer]]` to put behind the others in data/atlas.toml. It names no look: the atlas has one that is new. */
export function entryText(id: string, title: string, licence: string): string {
  return [
    "[[layer]]",
    `id = ${toml(id)}`,
    `title = ${toml(title)}`,
    `licence = "not stated" # ${licence}`,
    "",
  ].join("\n");
}

/** A basic string of TOML: as JSON has it, but for the one control character that only JSON allows. */
function toml(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
