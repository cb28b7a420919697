/** The map of the screen on paper: laid out for the sheet, put where the static map stands, and back again. */

import { el, symbol } from "../dom.ts";
import type { AtlasMap, Mark } from "../map/index.ts";
import type { Words } from "../words/index.ts";

/** Puts the map into `place`; what comes back puts it where it was. */
export function layOut({ viewing, drawing }: AtlasMap, container: HTMLElement, place: Element): () => void {
  const { parentNode, nextSibling } = container;
  const focus = document.activeElement;
  const back = viewing.layOut("on-paper");
  drawing.finish();
  place.append(container);
  return () => {
    parentNode?.insertBefore(container, nextSibling);
    back();
    if (focus instanceof HTMLElement && container.contains(focus)) focus.focus({ preventScroll: true });
  };
}

/** Writes the numbers of what happened beside the signs on the map. */
export function numberSigns(container: Element, numbers: ReadonlyMap<string, string>): void {
  for (const sign of container.querySelectorAll(".event-sign"))
    write(sign, numbers.get(sign.getAttribute("data-of") ?? ""));
}

/** Wipes off what was written. */
export function wipe(container: Element): void {
  for (const number of container.querySelectorAll(".sign-number")) number.remove();
}

/** What is seen on the map without its name, which gets a number there, and what waits behind something seen. */
export function listUnnamed({ drawing, viewing }: AtlasMap, container: Element, words: Words): HTMLElement[] {
  const named = new Set<string | null>();
  for (const text of container.querySelectorAll(".label:not([hidden]) .label-text"))
    named.add(text.getAttribute("data-of")).add(text.getAttribute("data-beside"));
  const seen = drawing.reachable().filter(mark => mark.symbolic && viewing.sees(mark.feature));
  const listed = seen.flatMap(mark => {
    const behind = drawing.behind(mark.feature.id).flatMap(id => drawing.marks.get(id) ?? []);
    const others = behind.filter(other => !named.has(other.feature.id));
    const isNamed = named.has(mark.feature.id);
    return isNamed && others.length === 0 ? [] : [{ mark, others, isNamed }];
  });
  listed.sort((a, b) => Number(a.isNamed) - Number(b.isNamed));
  return listed.map(({ mark, others, isNamed }, index) => {
    const number = isNamed ? "" : words.number(index + 1);
    write(mark.element, number);
    const beside = others.flatMap((other, i) => [
      i > 0 ? ", " : ": ",
      drawingOf(other),
      nameOf(other, words),
    ]);
    return el("li", {}, el("b", {}, number && `${number} `, nameOf(mark, words)), ...beside);
  });
}

function write(place: Element, number: string | undefined): void {
  if (number) place.append(el("b", { class: "sign-number" }, number));
}

function nameOf({ feature }: Mark, words: Words): HTMLElement {
  const { text, lang, dir } = words.name(feature);
  return el("bdi", { lang, dir }, text);
}

function drawingOf({ element }: Mark): SVGElement {
  return symbol(element.querySelector("use")?.getAttribute("href")?.slice(3) ?? "");
}
