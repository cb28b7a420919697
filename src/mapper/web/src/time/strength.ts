/** One sentence on how many there were, for that day: figures are quoted with their dates, never worked out between. */

import { sameYear, startOf, touches } from "../days.ts";
import type { Payload, Strength } from "../payload.ts";
import type { Words } from "../words/index.ts";

/** That a step tells of another time than the map's, or of more; empty where it does not. */
export function beyondWords({ story, atlas }: Payload, step: string | null, words: Words): string {
  const beyond = story.find(({ id }) => id === step)?.beyond;
  const [from, to] = atlas.period;
  return beyond ? words.t(`time.beyond-${beyond}`, { from: words.date(from), to: words.date(to) }) : "";
}

/**
 * Empty when the atlas has no figures. Of several series the one with most figures is told. Of rivals on one day that
 * which was reported, then the surest, then the earliest is named, and the range of the others (the payload has them so). `brief`: days
 * of the same year are named without it. picture/handout.py says the same in full; change both together.
 */
export function strengthWords(figures: readonly Strength[], day: number, words: Words, brief = true): string {
  const told = mainSeries(figures);
  const today = told.filter(({ days }) => touches(days, day));
  if (today.length > 0) {
    const { figure, others } = rivals(today, words);
    return others
      ? words.t("strength.disputed", { figure, others })
      : words.t("strength.today", { figures: figure });
  }
  const dated = told
    .map(figure => ({ figure, on: startOf(figure.days) }))
    .filter((item): item is { figure: Strength; on: number } => item.on !== null)
    .sort((a, b) => a.on - b.on);
  const before = dated.filter(({ on }) => on < day).at(-1);
  const after = dated.find(({ on }) => on > day);
  const known = [before, after].flatMap(item => {
    if (!item) return [];
    const { figure, others } = rivals(
      dated.filter(({ on }) => on === item.on).map(each => each.figure),
      words,
    );
    return [
      words.t("strength.known", {
        figure: others ? words.t("strength.rivals", { figure, others }) : figure,
        date: words.date(item.on, brief && sameYear(item.on, day) ? "short" : "full"),
      }),
    ];
  });
  return known.length > 0 ? words.t("strength.none", { known: known.join(words.t("says.semicolon")) }) : "";
}

/** The series that is told and drawn: of several the one with most figures. */
export function mainSeries(figures: readonly Strength[]): readonly Strength[] {
  const series = new Map<string, Strength[]>();
  for (const figure of figures) series.set(figure.series, [...(series.get(figure.series) ?? []), figure]);
  return [...series.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** The figure of a day that is named, and the range of what others say; empty if none does. */
function rivals(figures: readonly Strength[], words: Words): { figure: string; others: string } {
  const chosen = figures.find(({ kind }) => kind === "reported") ?? figures[0];
  const values = figures.map(({ value }) => value).filter(value => value !== chosen?.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = low === high ? words.number(low) : words.t("strength.span", { low, high });
  return { figure: words.number(chosen?.value ?? 0), others: values.length > 0 ? span : "" };
}
