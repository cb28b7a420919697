/**
 * The bundle of pages with layers of tiles: draws all of their features, where a web server gives out the archive that
 * lies beside the page, or where the reader has chosen that file, for a page on disk may not read it by itself.
 */

import type * as Leaflet from "leaflet";
import { FetchSource, FileSource } from "pmtiles";
import { button, el } from "../dom.ts";
import type { Extra, Extras } from "../map/index.ts";
import type { Layer } from "../payload.ts";
import type { MapState } from "../state/index.ts";
import { type Archive, readArchive, Unfit, watch } from "./archive.ts";
import { createCard } from "./card.ts";
import { drawTiles, type Tiled } from "./draw.ts";
import { chooser, takeDropped } from "./take.ts";

type Values = Readonly<Record<string, string | number>>;

/** How it stands with a layer's archive; `file` is the name of the one that was chosen. */
interface Standing {
  readonly is: "part" | "asked" | "all" | "failed" | "gaps";
  readonly file?: string | undefined;
}

/** What is said of a file, in the language of now, and what may be done all the same. */
interface Answer {
  readonly word: string;
  readonly values: () => Values;
  readonly anyway?: () => void;
}

/** What the page holds of the layers stays as it is, with its records, list and search; the tiles lie below it. */
export const createTiled: Extra = (map, payload, words) => {
  const layers = payload.layers.filter(({ tiles }) => tiles);
  const standing = new Map<Layer, Standing>(layers.map(layer => [layer, { is: "part" }]));
  /** What is said of the file that was chosen last for a layer, if that is not drawn. */
  const answers = new Map<Layer, Answer>();
  const archives = new Map<Layer, Archive>();
  const drawn = new Map<Leaflet.Map, Map<Layer, Tiled>>([[map, new Map()]]);
  const stage = map.getContainer().parentElement ?? map.getContainer();
  const card = createCard(stage, words);
  const heard = el("p", { class: "unseen", role: "status" });
  stage.append(heard);
  /** At the layers' rows in the map key. */
  let places = new Map<Layer, HTMLElement>();
  let switches = new Map<Layer, HTMLInputElement>();
  let on: ReadonlySet<string> = new Set();

  const valuesOf = (layer: Layer): Values => ({
    layer: words.text(layer.title),
    all: layer.tiles?.count ?? 0,
    held: layer.big?.count ?? layer.features.length,
    file: fileOf(layer),
  });
  const sentences = (layer: Layer): string => {
    const { is, file } = standing.get(layer) ?? { is: "part" };
    if (is === "asked") return "";
    const from = is === "all" && file ? ` ${words.t("tiled.chosen", { name: file })}` : "";
    return words.t(`tiled.${is}`, valuesOf(layer)) + from;
  };
  const answer = ({ word, values, anyway }: Answer): Node[] => [
    el("p", { class: "remark" }, words.t(`tiled.${word}`, values())),
    ...(anyway ? [button(words.t("tiled.anyway"), "button", anyway)] : []),
  ];
  const fill = (layer: Layer): void => {
    const { is } = standing.get(layer) ?? { is: "part" };
    const place = places.get(layer);
    if (!place) return;
    const hadFocus = place.contains(document.activeElement);
    const said = sentences(layer);
    const answered = answers.get(layer);
    const asks =
      is === "all" || is === "asked"
        ? []
        : chooser(words.t("tiled.choose", valuesOf(layer)), file => void chosen(layer, file));
    place.replaceChildren(
      ...(said ? [el("p", { class: "remark" }, said)] : []),
      ...(answered ? answer(answered) : []),
      ...asks,
    );
    if (hadFocus) (place.querySelector("button") ?? switches.get(layer))?.focus();
  };
  const draw = (): void => {
    for (const [each, made] of drawn) {
      for (const [layer, archive] of archives) {
        const tiled = made.get(layer) ?? drawTiles(each, layer, archive, payload.atlas.bounds);
        made.set(layer, tiled);
        tiled.show(on.has(layer.id));
      }
    }
  };
  const stand = (layer: Layer, now: Standing): void => {
    standing.set(layer, now);
    fill(layer);
    heard.textContent = sentences(layer);
  };
  const admit = (layer: Layer, archive: Archive, file?: string): void => {
    for (const made of drawn.values()) {
      made.get(layer)?.show(false);
      made.delete(layer);
    }
    watch(archive.tiles, () => {
      if (archives.get(layer) === archive && standing.get(layer)?.is !== "gaps")
        stand(layer, { ...standing.get(layer), is: "gaps" });
    });
    archives.set(layer, archive);
    answers.delete(layer);
    stand(layer, { is: "all", file });
    draw();
    const box = switches.get(layer);
    if (file && box && !box.checked) box.click();
  };
  /** What stands against drawing it; null = nothing, and it is drawn. */
  const examined = (layer: Layer, archive: Archive, name: string, file?: string): Answer | null => {
    if (archive.sum === layer.tiles?.sum) {
      admit(layer, archive, file);
      return null;
    }
    const anyway = (): void => {
      card.close();
      admit(layer, archive, file);
    };
    return { word: "version", values: () => ({ ...valuesOf(layer), name }), anyway };
  };
  /** The layer that a file turned out to belong to, and what is said of it. */
  const take = async (
    file: File,
    at: Layer | null,
  ): Promise<{ layer: Layer | null; said: Answer | null }> => {
    const name = file.name;
    const refused = (word: string, values: Values = {}): { layer: Layer | null; said: Answer } => ({
      layer: at,
      said: { word, values: () => ({ ...values, name }) },
    });
    try {
      const archive = await readArchive(new FileSource(file), file.size);
      const layer = [at, ...layers].find(each => each && archive.layers.has(each.id));
      if (!layer) return refused("foreign");
      return { layer, said: examined(layer, archive, name, name) };
    } catch (error) {
      if (error instanceof Unfit) return refused(error.fault, error.values);
      throw error;
    }
  };
  const chosen = async (at: Layer, file: File): Promise<void> => {
    heard.textContent = words.t("tiled.opening", { name: file.name });
    const { layer, said } = await take(file, at);
    if (!said) return;
    answers.set(layer ?? at, said);
    fill(layer ?? at);
    heard.textContent = words.t(`tiled.${said.word}`, said.values());
  };
  const dropped = async (files: readonly File[]): Promise<void> => {
    const told: Node[] = [];
    for (const file of files) {
      heard.textContent = words.t("tiled.opening", { name: file.name });
      const { layer, said } = await take(file, null);
      told.push(...(said ? answer(said) : layer ? [el("p", { class: "remark" }, sentences(layer))] : []));
    }
    card.say(files.map(({ name }) => name).join(", "), ...told);
    heard.textContent = told.map(each => (each instanceof HTMLElement ? each.innerText : "")).join(" ");
  };
  const ask = async (layer: Layer): Promise<void> => {
    // A page on disk may not read the file beside it.
    if (!/^https?:$/.test(window.location.protocol)) return;
    standing.set(layer, { is: "asked" });
    // Meanwhile the reader may have dropped the file.
    const isAsked = (): boolean => standing.get(layer)?.is === "asked";
    try {
      const url = new URL(fileOf(layer), window.location.href).href;
      const archive = await readArchive(new FetchSource(url), null);
      const said = isAsked() ? examined(layer, archive, fileOf(layer)) : null;
      if (!said) return;
      answers.set(layer, said);
      stand(layer, { is: "part" });
    } catch {
      if (isAsked()) stand(layer, { is: "failed" });
    }
  };

  map.on("click", ({ latlng }) => {
    card.close();
    for (const [layer, tiled] of [...(drawn.get(map) ?? [])].reverse()) {
      const props = tiled.at(latlng);
      if (props) return card.show(words.text(layer.title), props);
    }
  });
  takeDropped(document, files => void dropped(files));
  for (const layer of layers) void ask(layer);
  return {
    fill(key) {
      for (const place of places.values()) place.remove();
      places = new Map(layers.map(layer => [layer, el("div", { class: "tiled-said" })]));
      switches = new Map();
      for (const [layer, place] of places) {
        const box = key.querySelector<HTMLInputElement>(`input[name="${layer.id}"]`);
        if (box) switches.set(layer, box);
        (box?.closest(".key-row") ?? key).append(place);
        fill(layer);
      }
    },
    beside(other) {
      drawn.set(other, new Map());
      other.on("unload", () => drawn.delete(other));
      draw();
    },
    show(state: MapState) {
      on = state.layers;
      if (state.feature !== null) card.close();
      draw();
    },
  };
};

function fileOf(layer: Layer): string {
  return `tiles/${layer.id}.pmtiles`;
}

declare const mapper: { readonly extras: Extras };
mapper.extras.tiled = createTiled;
