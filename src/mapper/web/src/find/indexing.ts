/** What can be searched for: features from the payload, all else from the text version; and where each leads. */

import type { Catalogue } from "../catalogue.ts";
import { startOf } from "../days.ts";
import type { Payload } from "../payload.ts";
import { capital, type Words } from "../words/index.ts";
import { isBackdrop } from "./backdrop.ts";
import type { Index, Said, SearchEntry } from "./search.ts";

/** In the order in which they are listed. */
export const KINDS = ["place", "event", "person", "unit", "fact", "term", "step", "myth", "phase"] as const;

/** Registers of the text version, by the id of their section. */
const REGISTERS = {
  people: "person",
  units: "unit",
  glossary: "term",
  myths: "myth",
  phases: "phase",
} as const;

/**
 * Fills the index, one entry a step, so that it can be done in slices. `text` is the text version; without it only
 * features are found, and those by fewer names.
 */
export function* fillIndex(
  index: Index,
  payload: Payload,
  catalogue: Catalogue,
  text: HTMLElement | null,
  words: Words,
): Generator<void, void> {
  const article = (id: string): Element | null => text?.querySelector(`#record-${CSS.escape(id)}`) ?? null;
  const sorted = [...payload.layers].sort((a, b) => Number(a.ground) - Number(b.ground));
  const [first = ""] = payload.atlas.languages;
  for (const layer of sorted) {
    if (isBackdrop(layer)) continue;
    const { features } = layer;
    for (const { id, name, now, kind } of [...features].sort((a, b) => a.rank - b.rank)) {
      const told = article(id);
      const names = Object.entries(name).map(([lang, text]) => ({ text, lang }));
      names.sort((a, b) => Number(b.lang === first) - Number(a.lang === first));
      if (now) names.push({ text: now, lang: first });
      const within = nameAt(told?.querySelector(".record-kind a"), catalogue, words);
      const where = [capital(words.kind(kind), words.language), within].filter(Boolean).join(", ");
      index.add("place", id, [...names, ...namesIn(told)], where);
      yield;
    }
  }
  if (!text) return;
  const titles = new Map(payload.events.map(({ id, title }) => [id, title]));
  for (const event of text.querySelectorAll("#chronology .event")) {
    const [date, where] = [".event-date", ".event-where"].map(part => said(event.querySelector(part)));
    const told = [...event.querySelectorAll("div > p:not(.event-where)")].map(part => said(part)).join(" ");
    const title = { text: said(event.querySelector("h3")), lang: first };
    const others = Object.entries(titles.get(event.id) ?? {}).filter(([lang]) => lang !== first);
    const names = [title, ...others.map(([lang, text]) => ({ text, lang }))];
    index.add("event", event.id, names, [date, where].filter(Boolean).join(" · "), told);
    yield;
  }
  for (const [register, kind] of Object.entries(REGISTERS)) {
    for (const record of text.querySelectorAll(`#${register} > .record`)) {
      const about = [...record.querySelectorAll(".record-kind, .record-date")]
        .map(part => said(part))
        .join(" · ");
      const names = [{ text: said(record.querySelector(".record-name")), lang: first }, ...namesIn(record)];
      index.add(
        kind,
        record.id.replace("record-", ""),
        names,
        about,
        said(record.querySelector(".record-text")),
      );
    }
  }
  for (const step of text.querySelectorAll("#story > .step")) {
    const [date, name, told] = [".step-date", ".step-name", ".step-text"].map(part =>
      said(step.querySelector(part)),
    );
    index.add("step", step.id, [{ text: name ?? "", lang: first }], date, told);
    yield;
  }
  for (const claim of text.querySelectorAll('.facts [id^="claim-"]')) {
    const statement = claim.closest(".fact, .dispute");
    const record = claim.closest(".record");
    const value = claim.querySelector(".value") ?? statement?.querySelector(".value") ?? null;
    const names = [
      { text: `${said(statement?.querySelector("dt"))}: ${said(value, ".when, .remark")}`, lang: first },
    ];
    // Whoever looks for disputes may call them so.
    const alias = statement?.matches(".dispute") ? [{ text: words.t("search.disputed") }] : [];
    const subject = catalogue.get(record?.id.replace("record-", "") ?? "")?.feature;
    const named = subject ? words.name(subject).text : said(record?.querySelector(".record-name"));
    const about = named || words.text(payload.atlas.title);
    const told = [...claim.querySelectorAll(".when, .who, .remark")].map(part => said(part)).join(" ");
    index.add("fact", claim.id, [...names, ...alias], about, claim.matches(".remark") ? said(claim) : told);
    yield;
  }
}

/** The name of the feature that a link leads to. */
function nameAt(link: Element | null | undefined, catalogue: Catalogue, words: Words): string {
  const entry = catalogue.get(link?.getAttribute("href")?.replace("#record-", "") ?? "");
  return entry ? words.name(entry.feature).text : "";
}

/** The further names that a record gives. */
function namesIn(record: Element | null): Said[] {
  return [...(record?.querySelectorAll<HTMLElement>(".record-names:not(.record-now) bdi") ?? [])].map(
    ({ lang, textContent }) => (lang ? { text: textContent, lang } : { text: textContent }),
  );
}

/** The words of an element without the numbers of its notes, its certainty, and what `but` matches. */
function said(element: Element | null | undefined, but = ""): string {
  const left = ["sup, .certainty, .neq", but].filter(Boolean).join(", ");
  const words = (node: Node): string => {
    if (node instanceof Element && node !== element && node.matches(left)) return "";
    return node.nodeType === Node.TEXT_NODE
      ? (node.nodeValue ?? "")
      : [...node.childNodes].map(words).join("");
  };
  return element ? words(element).replace(/\s+/g, " ").trim() : "";
}

/** Where an entry leads: to a feature on the map, on a day if it has one; or else to a place in the text version. */
export interface Target {
  readonly feature: string | null;
  readonly day: number | null;
  readonly id: string;
}

export function targetOf({ kind, id }: SearchEntry, payload: Payload, catalogue: Catalogue): Target {
  if (kind === "place") return { feature: id, day: null, id: `record-${id}` };
  if (kind === "event") {
    const event = payload.events.find(event => event.id === id);
    const day = event ? startOf(event.days) : null;
    const [first, last] = payload.atlas.period;
    return {
      feature: event?.feature ?? null,
      day: day !== null && day >= first && day <= last ? day : null,
      id,
    };
  }
  if (kind === "fact") {
    const subject = document.getElementById(id)?.closest(".record")?.id.replace("record-", "") ?? "";
    return { feature: catalogue.has(subject) ? subject : null, day: null, id };
  }
  return { feature: null, day: null, id: kind === "step" ? id : `record-${id}` };
}

/** What an entry is called in the reader's language, or else by its first name. */
export function titleOf(entry: SearchEntry, catalogue: Catalogue, words: Words): Said {
  const feature = entry.kind === "place" ? catalogue.get(entry.id)?.feature : undefined;
  if (feature) return words.name(feature);
  return entry.names.find(({ lang }) => lang === words.language) ?? entry.names[0] ?? { text: "" };
}
