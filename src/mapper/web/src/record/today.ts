/** What holds on the chosen day comes first in a record: the state in words with its symbol, then what is dated so. */

import type { Entry } from "../catalogue.ts";
import { stateOf } from "../days.ts";
import { el, symbol } from "../dom.ts";
import { isSymbolic, symbolOf } from "../looks.ts";
import { capital, dayWords, type Words } from "../words/index.ts";

/** "■ Held on 7 August 1841"; null for what nothing places in time. */
export function stateLine(entry: Entry, words: Words, day: number): HTMLElement | null {
  const { feature, layer } = entry;
  const said = dayWords(entry, words, day);
  if (!said) return null;
  const drawn = layer.timed && isSymbolic(feature.look);
  const drawing = drawn && symbol(symbolOf(feature.look, stateOf(entry, day)));
  return el("p", { class: "record-state" }, drawing, capital(said, words.language));
}

/** Moves what surely holds on the day into a part of its own, before what else is known. */
export function putToday(record: HTMLElement, words: Words, day: number): void {
  const facts = el("dl", { class: "facts" });
  const events = el("ul");
  const put = new Map<Element | null, HTMLElement>();
  for (const said of dated(record).filter(part => isOn(part, day))) {
    const from = said.parentElement;
    const sure = said.nextElementSibling;
    if (said.matches("li")) events.append(said);
    else if (said.matches(".dispute")) facts.append(said);
    else {
      const group = put.get(from) ?? el("div", { class: "fact" }, from?.querySelector("dt")?.cloneNode(true));
      put.set(from, group);
      group.append(said, ...(sure ? [sure] : []));
      facts.append(group);
    }
    if (!from?.querySelector(".value, .claim, li")) (from?.closest(".record-events") ?? from)?.remove();
  }
  for (const list of record.querySelectorAll(".facts")) if (list.childElementCount === 0) list.remove();
  const parts = [facts, events].filter(part => part.hasChildNodes());
  if (parts.length === 0) return;
  const before = record.querySelector(".facts:not(.folded), .record-events, .facts, .record-position");
  const heading = el("h4", {}, words.t("record.on", { date: words.date(day) }));
  const today = el("section", { class: "record-on record-events" }, heading, ...parts);
  if (!before) {
    record.append(today);
    return;
  }
  before.before(today);
  if (before.matches(".facts:not(.folded)")) before.before(el("h4", {}, words.t("record.else")));
}

/** Says another day in a record that tells the same of it; false if what holds is other, and it has to be made anew. */
export function turnTo(record: HTMLElement, entry: Entry, words: Words, day: number): boolean {
  if (dated(record).some(part => isOn(part, day) !== (part.closest(".record-on") !== null))) return false;
  record.querySelector(".record-state")?.replaceWith(stateLine(entry, words, day) ?? "");
  const heading = record.querySelector(".record-on > :first-child");
  if (heading) heading.textContent = words.t("record.on", { date: words.date(day) });
  return true;
}

/** What many pass over waits behind its labels; it is open where there is nothing else. */
export function foldRest(record: HTMLElement, words: Words): void {
  const rest = record.querySelector(".facts.folded");
  if (!rest) return;
  const labels = [...rest.querySelectorAll("dt")].map(
    term => term.querySelector(".label")?.cloneNode(true) ?? el("span", { class: "label" }, term.textContent),
  );
  const [before = "", after = ""] = words.t("record.more", { labels: "\n" }).split("\n");
  const named = labels.flatMap((label, i) => (i > 0 ? [", ", label] : [label]));
  const more = el("details", { class: "more" }, el("summary", {}, before, ...named, after));
  more.open = !record.querySelector(".facts:not(.folded), .record-events");
  rest.replaceWith(more);
  more.append(rest);
}

/** What a record dates, a dispute as one; not what is folded. */
function dated(record: HTMLElement): HTMLElement[] {
  const parts = [...record.querySelectorAll<HTMLElement>("[data-on]")].filter(
    part => !part.closest(".folded"),
  );
  return [...new Set(parts.map(part => part.closest<HTMLElement>(".dispute") ?? part))];
}

/** data-on is a day, or from/to; one that has not ended has no `to`. */
function isOn(part: HTMLElement, day: number): boolean {
  const spans = [part, ...part.querySelectorAll<HTMLElement>("[data-on]")].map(({ dataset }) => dataset.on);
  return spans.some(span => {
    const [from = "", to = from] = span?.split("/") ?? [];
    return from !== "" && Number(from) <= day && (to === "" || day <= Number(to));
  });
}
