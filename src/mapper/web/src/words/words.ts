/** The words of the interface, and how numbers and days are said, in one language. */

import type { Feature, Payload, Text } from "../payload.ts";

export type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: string;
  readonly dir: "rtl" | "ltr";
  /** The words under `key`, `{name}` filled in; with `n` among the values, `key.one` or `key.other` by the plural rules. */
  t(key: string, values?: Values): string;
  /** Data in this language, or in the atlas's first. */
  text(text: Text): string;
  /** What a feature is: the atlas's own word (garrison, pass), in this language if the atlas has it. */
  kind(kind: string): string;
  /** What a place is called, by the reader's choice of names. */
  name(feature: Pick<Feature, "name" | "now">): Name;
  number(value: number): string;
  /** The form that a count asks for by the plural rules: one, few, other … */
  form(n: number): string;
  /** 7 August 1841; without the year where the reader has it before them. */
  date(day: number, form?: DateForm): string;
  /** The same day by the calendar that this language's readers live by, where that is another; else empty. */
  dateAlso(day: number): string;
  /** "a, b and c" */
  list(items: readonly string[]): string;
}

/** A name is said in a language of its own. */
export interface Name {
  readonly text: string;
  readonly lang: string;
  readonly dir: "rtl" | "ltr";
}

type Catalogue = Readonly<Record<string, string>>;

type Source = Pick<Payload, "words" | "atlas"> & Partial<Pick<Payload, "kinds">>;

/** What places are called by. */
export interface Naming {
  /** The language of their names; null = the interface's. */
  readonly namesIn: string | null;
  /** As of today, where that is another name, not as of then. */
  readonly namesNow: boolean;
}

export interface Spoken extends Naming {
  /** The language of the interface; null = the atlas's first. */
  readonly language: string | null;
}

/** Words that follow the language the state names: whoever holds them need not be told. */
export function followingWords(payload: Source, state: () => Spoken): Words {
  const made = new Map<string | null, Words>();
  const now = (): Words => {
    const { language } = state();
    const words = made.get(language) ?? wordsFor(payload, language ?? undefined, state);
    made.set(language, words);
    return words;
  };
  return {
    get language() {
      return now().language;
    },
    get dir() {
      return now().dir;
    },
    t: (key, values) => now().t(key, values),
    text: text => now().text(text),
    kind: kind => now().kind(kind),
    name: feature => now().name(feature),
    number: value => now().number(value),
    form: n => now().form(n),
    date: (day, form) => now().date(day, form),
    dateAlso: day => now().dateAlso(day),
    list: items => now().list(items),
  };
}

/** A key that no catalogue has comes back as itself: better a strange word than an empty button. */
export function wordsFor(
  payload: Source,
  language?: string,
  naming: () => Naming = () => ({ namesIn: null, namesNow: false }),
): Words {
  const first = payload.atlas.languages[0] ?? "en";
  const chosen = language && payload.words[language] ? language : first;
  // An atlas may be in a language that the interface does not speak: then the interface is in English.
  const catalogues: Catalogue[] = [chosen, first, "en"].map(each => payload.words[each] ?? {});
  const locale = localeFor(chosen, payload.words[chosen]);
  const plural = once(() => new Intl.PluralRules(locale));
  const numbers = new Intl.NumberFormat(locale);
  const lists = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const directions = new Map<string, Name["dir"]>();
  const nameIn = (lang: string, text: string): Name => {
    const dir = directions.get(lang) ?? dirOf(lang);
    directions.set(lang, dir);
    return { text, lang, dir };
  };

  const dates = datesFor(locale);
  const calendar = payload.words[chosen]?.calendar;
  const also = calendar ? datesBy(calendar, locale) : () => "";

  const find = (key: string): string | undefined => {
    for (const words of catalogues) if (typeof words[key] === "string") return words[key];
    return undefined;
  };
  const say = (value: string | number): string =>
    typeof value === "number" ? numbers.format(value) : String(value);

  return {
    language: chosen,
    dir: dirOf(chosen),
    t(key, values = {}) {
      const count = values.n;
      const form = typeof count === "number" ? `${key}.${plural().select(count)}` : key;
      const words = find(form) ?? find(`${key}.other`) ?? find(key) ?? key;
      return words.replace(/\{(\w+)\}/g, (whole, name: string) => say(values[name] ?? whole));
    },
    text: text => text[chosen] ?? text[first] ?? Object.values(text)[0] ?? "",
    kind: kind => payload.kinds?.[kind]?.[chosen] ?? kind,
    name({ name, now }) {
      const { namesIn, namesNow } = naming();
      // Where it lies today may follow its name: "Newtown, Utopia".
      const today = now?.split(", ")[0];
      if (namesNow && today && today !== name[first]) return nameIn(first, today);
      const lang = [namesIn, chosen].find(tongue => tongue && name[tongue]) ?? first;
      return nameIn(lang, name[lang] ?? Object.values(name)[0] ?? "");
    },
    number: value => numbers.format(value),
    form: n => plural().select(n),
    date: (day, form = "full") => dates(day, form),
    dateAlso: also,
    list: items => lists().format(items),
  };
}

/** What is dear to make, made when it is first wanted. */
function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** By the script the language is mostly written in. */
export function dirOf(language: string): "rtl" | "ltr" {
  const script = new Intl.Locale(language).maximize().script ?? "";
  return /Arab|Hebr|Syrc|Thaa|Nkoo/.test(script) ? "rtl" : "ltr";
}

/** British order for plain English, 7 August 1841, and what the catalogue itself asks for. */
function localeFor(language: string, catalogue: Catalogue | undefined): string {
  return catalogue?.locale ?? (language === "en" ? "en-GB" : language);
}

/** Days by another calendar, without its era, which those who live by it need not be told. */
function datesBy(calendar: string, locale: string): (day: number) => string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", calendar, ...DATE_PARTS.full });
  return day =>
    format
      .formatToParts(new Date(day * 86_400_000))
      .filter(({ type }) => ["day", "month", "year"].includes(type))
      .map(({ value }) => value)
      .join(" ");
}

type DateForm = "full" | "medium" | "short" | "month" | "month-year" | "year";

const DATE_PARTS: Readonly<Record<DateForm, Intl.DateTimeFormatOptions>> = {
  full: { day: "numeric", month: "long", year: "numeric" },
  medium: { day: "numeric", month: "short", year: "numeric" },
  short: { day: "numeric", month: "short" },
  month: { month: "short" },
  "month-year": { month: "short", year: "numeric" },
  year: { year: "numeric" },
};

/** Formats are dear to make, so each is made once. */
function datesFor(locale: string): (day: number, form: DateForm) => string {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (day, form) => {
    const date = new Date(day * 86_400_000);
    const parts = DATE_PARTS[form];
    const era = parts.year && date.getUTCFullYear() < 1 ? ({ era: "short" } as const) : {};
    const key = `${form}${era.era ?? ""}`;
    const format =
      made.get(key) ??
      new Intl.DateTimeFormat(locale, { timeZone: "UTC", calendar: "gregory", ...parts, ...era });
    made.set(key, format);
    return format.format(date);
  };
}

/** "garrison" → "Garrison", by the language's own letters. */
export function capital(text: string, language: string): string {
  const [first = "", ...rest] = [...text];
  return first.toLocaleUpperCase(language) + rest.join("");
}
