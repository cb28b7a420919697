/** What rests on each source. The page says how many records; which they are is gathered from the notes in its text. */

import { el } from "../dom.ts";

/** So many stand in a line; more are folded into a list. */
const IN_LINE = 6;

const PLACES = ".step, .event, .strength-row, .record";

/** A record that names the source: the first place in it that does, and how many do. */
interface Resting {
  readonly anchor: string;
  readonly name: string;
  count: number;
}

/** Puts links to the records in place of their number, once. */
export function listResting(text: HTMLElement): void {
  const counts = text.querySelectorAll<HTMLElement>(".source-read > span");
  if (counts.length === 0) return;
  const resting = restingBySource(text);
  for (const count of counts) {
    const records = [...(resting.get(count.closest("li")?.id ?? "")?.values() ?? [])];
    const said = count.textContent ?? "";
    count.parentElement?.after(
      records.length > IN_LINE
        ? el("details", { class: "source-claims" }, el("summary", {}, said), ...records.map(link))
        : el("p", { class: "source-claims" }, said.replace(/\d.*/, ""), ...listed(records)),
    );
    count.remove();
  }
}

function listed(records: readonly Resting[]): (HTMLElement | string)[] {
  return records.flatMap((each, index) => (index > 0 ? [", ", link(each)] : [link(each)]));
}

function link({ anchor, name, count }: Resting): HTMLElement {
  return el("a", { href: `#${anchor}` }, count > 1 ? `${name} (${count})` : name);
}

function restingBySource(text: HTMLElement): Map<string, Map<string, Resting>> {
  const found = new Map<string, Map<string, Resting>>();
  for (const note of text.querySelectorAll('a[href^="#source-"]')) {
    const place = note.closest(PLACES);
    if (!place) continue;
    const section = place.closest("section");
    const id = place.id || section?.id || "";
    const anchor = note.closest('[id^="claim-"]')?.id ?? id;
    const source = (note.getAttribute("href") ?? "").slice(1);
    const listed = found.get(source) ?? new Map<string, Resting>();
    found.set(source, listed);
    const known = listed.get(id);
    if (known) known.count += 1;
    else listed.set(id, { anchor, name: nameOf(place, section), count: 1 });
  }
  return found;
}

/** A record's own heading; what has none is called as the section is. */
function nameOf(place: Element, section: Element | null): string {
  return (place.querySelector("h3") ?? section?.querySelector("h2"))?.textContent ?? "";
}
