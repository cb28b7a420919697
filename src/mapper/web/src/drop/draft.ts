/** A file that was read → a layer that can be drawn, and all that is to be said about it. */

import type { Layer, Payload } from "../payload.ts";
import type { Words } from "../words/index.ts";
import type { Foreign } from "./foreign.ts";
import { slug } from "./ids.ts";
import { ownLayer } from "./layer.ts";
import { type Problem, problem } from "./messages.ts";
import { boundsOf } from "./positions.ts";
import { line, type Tidy, tidy } from "./tidy.ts";

export interface Draft {
  readonly file: string;
  readonly foreign: Foreign;
  /** As it would be called in an atlas. */
  readonly id: string;
  readonly title: string;
  /** The column that names come from; null = whichever looks like it. */
  readonly label: string | null;
  readonly tidied: Tidy;
  readonly layer: Layer;
}

/** What there is already, and must not come twice. */
export interface Taken {
  readonly features: ReadonlySet<string>;
  readonly layers: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
  readonly looks: ReadonlySet<string>;
}

/** `key` is the layer's id on this map. */
export function draftOf(
  file: string,
  foreign: Foreign,
  key: string,
  taken: Taken,
  payload: Pick<Payload, "atlas">,
  words: Words,
): Draft {
  const stem = file.replace(/\.[^.]*$/, "");
  const id = free(slug(stem) || "layer", "-", taken.layers);
  const title = free(line(foreign.title || titleOf(stem)) || id, " ", taken.titles);
  return relabelled({ file, foreign, id, title }, null, key, taken, payload, words);
}

/** The same with names from another column. */
export function relabelled(
  { file, foreign, id, title }: Pick<Draft, "file" | "foreign" | "id" | "title">,
  label: string | null,
  key: string,
  taken: Pick<Taken, "features" | "looks">,
  { atlas }: Pick<Payload, "atlas">,
  words: Words,
): Draft {
  const language = atlas.languages[0] ?? "en";
  const { bounds } = atlas;
  const options = { layer: id, title, label, language, bounds, taken: taken.features, looks: taken.looks };
  const found = tidy(foreign, options);
  const [west, south, east, north] = bounds;
  const outside = found.features.flatMap((feature): Problem[] => {
    const [w, s, e, n] = boundsOf(feature.geometry);
    const isOutside = w > east || e < west || s > north || n < south;
    return isOutside ? [problem(feature.id, "file.outside", {}, "warning")] : [];
  });
  const kinds = { point: words.t("own.point"), line: words.t("own.line"), area: words.t("own.area") };
  const layer = ownLayer(found.features, { key, title, language, kinds });
  const tidied = { ...found, problems: [...found.problems, ...outside] };
  return { file, foreign, id, title, label, tidied, layer };
}

/** A file's name as a title: "old_wells-north" → "Old wells north". */
function titleOf(stem: string): string {
  const [first = "", ...rest] = [...stem.replace(/[_\-\s]+/g, " ").trim()];
  return first.toUpperCase() + rest.join("");
}

/** The text, with a number behind it if it is taken. */
function free(text: string, glue: string, taken: ReadonlySet<string>): string {
  let found = text;
  for (let next = 2; taken.has(found); next += 1) found = `${text}${glue}${next}`;
  return found;
}
