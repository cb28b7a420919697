/** The record as it stands in the text version, read back: claims, events, strength and sources as rows of text. */

import { isoOf } from "../days.ts";
import type { Payload } from "../payload.ts";

export type Row = Readonly<Record<string, string>>;

export interface Claim {
  readonly id: string;
  readonly label: string;
  /** The value in words. */
  readonly said: string;
  readonly row: Row;
}

/** Said beside a value, and no part of it. */
const BESIDE = "sup, .when, .who, .remark, .certainty";

export function claimsOf(article: Element): Claim[] {
  return [...article.querySelectorAll<HTMLElement>('[id^="claim-"]')].map(place => {
    const box = place.closest(".dispute, .fact") ?? place;
    const isUnknown = box.matches(".unknown");
    const label = wordsOf(box.querySelector(".label") ?? box.querySelector("dt"));
    const value = place.matches(".value") ? place : place.querySelector<HTMLElement>(".value");
    const said = wordsOf(isUnknown ? box.querySelector("[data-word]") : value, BESIDE);
    const when = place.querySelector(".when");
    const { date = day(wordsOf(when) || said) } = place.dataset;
    const linked =
      value?.querySelector<HTMLElement>("[data-value]")?.dataset.value ??
      value?.querySelector('a[href^="#record-"]')?.getAttribute("href")?.slice(8);
    return {
      id: place.id,
      label,
      said,
      row: {
        id: place.id,
        subject: article.id.slice(7),
        subject_name: nameOf(article),
        label,
        value: isUnknown ? "unknown" : (linked ?? ((!when && date) || said)),
        date: when ? date : "",
        disputed: box.matches(".dispute") ? "yes" : "",
        sources: sourcesOf(isUnknown ? place.nextElementSibling : place.querySelector("sup")),
        certainty: (place.querySelector(".certainty") ?? place.nextElementSibling)?.classList[1] ?? "",
        note: wordsOf(isUnknown ? place : place.querySelector(".remark")),
      },
    };
  });
}

export function facts(): Row[] {
  return all(".record").flatMap(article => claimsOf(article).map(({ row }) => row));
}

export function events(payload: Payload): Row[] {
  const days = new Map(payload.events.map(event => [event.id, event.days]));
  const iso = (day: number | null | undefined): string => (typeof day === "number" ? isoOf(day) : "");
  return all(".event").map(event => {
    const where = event.querySelector(".event-where");
    const subject = where?.querySelector("a")?.dataset.show ?? "";
    const named = subject && nameOf(document.getElementById(`record-${subject}`));
    const text = event.querySelector(".event-where ~ p, h3 ~ p:not(.event-where)");
    const place = wordsOf(where);
    return {
      id: event.id,
      date: dateOf(event, ".event-date"),
      earliest: iso(days.get(event.id)?.[0]),
      latest: iso(days.get(event.id)?.[3]),
      subject,
      subject_name: named,
      where: place === named ? "" : place,
      title: wordsOf(event.querySelector("h3")),
      text: wordsOf(text, BESIDE),
      ...endOf(event),
    };
  });
}

export function strength(): Row[] {
  return all(".strength-row").map(row => {
    const [series, figure, kind, who] = row.querySelectorAll("td");
    return {
      date: dateOf(row, "th"),
      value: wordsOf(figure, BESIDE).replace(/\D/g, ""),
      kind: wordsOf(kind).toLowerCase().replaceAll(" ", "-"),
      series: wordsOf(series),
      who: wordsOf(who, BESIDE),
      ...endOf(row),
    };
  });
}

/** The bibliography for a program that keeps references: the fields that the page knows, and the reference in full. */
export function bib(): string {
  return all(".sources > li")
    .map(source => {
      const { kind = "", date, author, lang } = source.dataset;
      const reference = source.querySelector(".csl");
      const title = source.querySelector(".csl :is(em, i)");
      const quoted = /“(.+?)[.,]?”/.exec(reference?.textContent ?? "")?.[1];
      const fields = {
        // As the atlas's own file has it, where it is BibTeX already.
        author,
        title: `{${latex(quoted ?? (wordsOf(title) || wordsOf(reference)))}}`,
        date,
        url: reference?.querySelector("a")?.getAttribute("href"),
        language: lang,
        keywords: latex(kind),
        howpublished: latex(wordsOf(reference)),
        note: latex(wordsOf(source.querySelector(".source-read"))),
      };
      const lines = Object.entries(fields).map(([name, value]) => (value ? `  ${name} = {${value}},\n` : ""));
      return `@misc{${source.id.slice(7)},\n${lines.join("")}}\n`;
    })
    .join("\n");
}

export function nameOf(article: Element | null): string {
  return wordsOf(article?.querySelector(".record-name") ?? document.querySelector("#text h1"));
}

/** Text between the braces of a BibTeX field. */
export function latex(text: string): string {
  const named: Record<string, string> = { "\\": "backslash", "~": "asciitilde", "^": "asciicircum" };
  return text.replace(/[&%$#_{}\\~^]/g, sign => (named[sign] ? `\\text${named[sign]}{}` : `\\${sign}`));
}

function all(part: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`#text ${part}`)];
}

/** Its text on one line, without the parts that `beside` names. */
function wordsOf(place: Element | null | undefined, beside = ""): string {
  const copy = place?.cloneNode(true) as Element | undefined;
  for (const part of beside && copy ? copy.querySelectorAll(beside) : []) part.remove();
  return (copy?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** As the tables of an atlas write it: key[locator]; key. */
function sourcesOf(notes: Element | null | undefined): string {
  return [...(notes?.querySelectorAll<HTMLAnchorElement>('a[href^="#source-"]') ?? [])]
    .map(link => {
      const locator = link.nextElementSibling?.matches("span") ? link.nextElementSibling.textContent : "";
      return `${link.hash.slice(8)}${locator && `[${locator}]`}`;
    })
    .join("; ");
}

function dateOf(place: HTMLElement, said: string): string {
  return place.dataset.date ?? day(wordsOf(place.querySelector(said)));
}

/** "4 March 1850" as ISO 8601 has it, which the build leaves to us; empty for all else. */
function day(said: string): string {
  return /^\d+ \p{L}+ \d{4}$/u.test(said) ? new Date(`${said} UTC`).toISOString().slice(0, 10) : "";
}

function certaintyOf(place: Element): string {
  return place.querySelector(".certainty")?.classList[1] ?? "";
}

/** What every row of the record ends with. */
function endOf(place: Element): Row {
  return {
    sources: sourcesOf(place.querySelector("sup")),
    certainty: certaintyOf(place),
    note: wordsOf(place.querySelector(".remark")),
  };
}
