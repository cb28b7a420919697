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

/** Empty when the atlas has no figures. Of several series the one with most figures is told. */
export function strengthWords(figures: readonly Strength[], day: number, words: Words): string {
  const told = mainSeries(figures);
  const today = told.filter(({ days }) => touches(days, day));
  if (today.length > 0) return words.t("strength.today", { figures: words.list(values(today, words)) });
  const dated = told
    .map(figure => ({ figure, on: startOf(figure.days) }))
    .filter((item): item is { figure: Strength; on: number } => item.on !== null)
    .sort((a, b) => a.on - b.on);
  const before = dated.filter(({ on }) => on < day).at(-1);
  const after = dated.find(({ on }) => on > day);
  const known = [before, after].flatMap(item => {
    if (!item) return [];
    const rivals = dated.filter(({ on }) => on === item.on).map(({ figure }) => figure);
    const figure = values(rivals, words).join(words.t("strength.or"));
    return [
      words.t("strength.known", {
        figure,
        date: words.date(item.on, sameYear(item.on, day) ? "short" : "full"),
      }),
    ];
  });
  return known.length > 0 ? words.t("strength.none", { known: known.join("; ") }) : "";
}

/** The series that is told and drawn: of several the one with most figures. */
export function mainSeries(figures: readonly Strength[]): readonly Strength[] {
  const series = new Map<string, Strength[]>();
  for (const figure of figures) series.set(figure.series, [...(series.get(figure.series) ?? []), figure]);
  return [...series.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

function values(figures: readonly Strength[], words: Words): string[] {
  return [...new Set(figures.map(({ value }) => words.number(value)))];
}
