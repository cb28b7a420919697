/** The words of the interface, and how numbers and days are said, in one language. */

import type { Feature, Payload, Text } from "./payload.ts";
import type { Naming } from "./state.ts";

export type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: string;
  /** The words under `key`, `{name}` filled in; with `n` among the values, `key.one` or `key.other` by the plural rules. */
  t(key: string, values?: Values): string;
  /** Data in this language, or in the atlas's first. */
  text(text: Text): string;
  /** What a place is called, by the reader's choice of names. */
  name(feature: Pick<Feature, "name" | "now">): Name;
  number(value: number): string;
  /** 7 August 1841; without the year where the reader has it before them. */
  date(day: number, form?: DateForm): string;
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

/** A key that no catalogue has comes back as itself: better a strange word than an empty button. */
export function wordsFor(
  payload: Pick<Payload, "words" | "atlas">,
  language?: string,
  naming: () => Naming = () => ({ namesIn: null, namesNow: false }),
): Words {
  const first = payload.atlas.languages[0] ?? "en";
  const chosen = language && payload.words[language] ? language : first;
  const catalogues: Catalogue[] = [payload.words[chosen] ?? {}, payload.words[first] ?? {}];
  const locale = localeFor(chosen);
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });

  const dates = datesFor(locale);

  const find = (key: string): string | undefined => {
    for (const words of catalogues) if (Object.hasOwn(words, key)) return words[key];
    return undefined;
  };
  const say = (value: string | number): string =>
    typeof value === "number" ? numbers.format(value) : String(value);

  return {
    language: chosen,
    t(key, values = {}) {
      const count = values.n;
      const form = typeof count === "number" ? `${key}.${plural.select(count)}` : key;
      const words = find(form) ?? find(`${key}.other`) ?? find(key) ?? key;
      return words.replace(/\{(\w+)\}/g, (whole, name: string) =>
        Object.hasOwn(values, name) ? say(values[name] ?? "") : whole,
      );
    },
    text: text => text[chosen] ?? text[first] ?? Object.values(text)[0] ?? "",
    name({ name, now }) {
      const { namesIn, namesNow } = naming();
      // Where it lies today may follow its name: "Newtown, Utopia".
      const today = now?.split(", ")[0];
      if (namesNow && today && today !== name[first]) return nameIn(first, today);
      const lang = [namesIn, chosen].find(tongue => tongue && name[tongue]) ?? first;
      return nameIn(lang, name[lang] ?? Object.values(name)[0] ?? "");
    },
    number: value => numbers.format(value),
    date: (day, form = "full") => dates(day, form),
    list: items => lists.format(items),
  };
}

function nameIn(lang: string, text: string): Name {
  return { text, lang, dir: isRtl(lang) ? "rtl" : "ltr" };
}

/** By the script the language is mostly written in. */
function isRtl(language: string): boolean {
  return /Arab|Hebr|Syrc|Thaa|Nkoo/.test(new Intl.Locale(language).maximize().script ?? "");
}

/** British order for plain English: 7 August 1841. Days count as the Gregorian calendar does, in every language. */
function localeFor(language: string): string {
  return language === "en" ? "en-GB" : language;
}

type DateForm = "full" | "short" | "month";

const DATE_PARTS: Readonly<Record<DateForm, Intl.DateTimeFormatOptions>> = {
  full: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short" },
  month: { month: "short" },
};

/** Formats are dear to make, so each is made once. */
function datesFor(locale: string): (day: number, form: DateForm) => string {
  const made = new Map<DateForm, Intl.DateTimeFormat>();
  return (day, form) => {
    const options = { timeZone: "UTC", calendar: "gregory", ...DATE_PARTS[form] };
    const format = made.get(form) ?? new Intl.DateTimeFormat(locale, options);
    made.set(form, format);
    return format.format(new Date(day * 86_400_000));
  };
}
