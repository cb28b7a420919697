/** Cite: the map as it is seen, a record or one claim of it, in the style of choice. The citations come from the build. */

import { el } from "../dom.ts";
import type { Payload } from "../payload.ts";
import { copyField, linkOf } from "../state/index.ts";
import type { Words } from "../words/index.ts";
import { claimsOf, latex, nameOf } from "./claims.ts";

/** What can be cited: how the choice names it, its title in the citation, and what leads to it. */
export interface Citable {
  readonly name: string;
  readonly title: string;
  readonly link: string;
}

const ROWS = 5;

const STYLES = ["Chicago", "APA", "BibTeX", "RIS"];

/** null where the page does not say how to cite it, as in a notebook. */
export function citePanel(payload: Payload, things: readonly Citable[], words: Words): HTMLElement | null {
  const { cite } = payload.atlas;
  if (!cite) return null;
  const choose = (names: readonly string[]): HTMLSelectElement =>
    el("select", {}, ...names.map((name, value) => el("option", { value: String(value) }, name)));
  const what = choose(things.map(thing => thing.name));
  const style = choose(STYLES);
  const shown = el("div");
  const write = (): void => {
    const name = STYLES[style.selectedIndex] ?? "";
    const thing = things[what.selectedIndex];
    if (thing) shown.replaceChildren(copyField(name, citation(name, cite[name] ?? "", thing), words, ROWS));
  };
  for (const control of [what, style]) control.addEventListener("change", write);
  write();
  return el(
    "section",
    { class: "take cite" },
    el(
      "div",
      { class: "take-how" },
      things.length > 1 && el("label", {}, words.t("cite.what"), " ", what),
      el("label", {}, words.t("cite.style"), " ", style),
    ),
    shown,
  );
}

/** `pattern` is the build's, with the letters for private use that stand for what only the reader's page knows. */
export function citation(style: string, pattern: string, thing: Citable, seen = today()): string {
  const isBibtex = style === "BibTeX";
  // A style sets the stop itself.
  const title = thing.title.replace(/\.$/, "");
  return pattern
    .replaceAll("\ue000", () => (isBibtex ? latex(title) : title))
    .replaceAll("\ue001", () => thing.link)
    .replaceAll("\ue002", () => (isBibtex ? seen : seen.replaceAll("-", "/")));
}

/** The record of a subject, and each claim in it. Their places in the text version are their addresses. */
export function citablesOf(article: Element, payload: Payload, words: Words): Citable[] {
  const name = nameOf(article);
  const at = (id: string): string => linkOf(payload.atlas.address, here(), `#${id}`);
  return [
    { name: words.t("cite.record", { name }), title: name, link: at(article.id) },
    ...claimsOf(article).map(({ id, label, said }) => {
      const claim = `${label}: ${said}`;
      return { name: claim, title: `${name}. ${claim}`, link: at(id) };
    }),
  ];
}

/** Of a page that was opened from disk no more than its name: where it lies is nobody else's business. */
export function here(): string {
  return window.location.href.replace(/^file:[^#]*\//, "");
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
