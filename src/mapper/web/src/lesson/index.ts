/**
 * What a lesson does beyond being read: its maps are framed, and each of its questions is checked on the spot, and what one knew is told at the end. Nothing is kept and
 * nothing is sent: it is gone with the page. Without this the answers can be opened.
 */

import { el } from "../dom.ts";
import { frameMaps } from "./frames.ts";
import { type Given, type Judged, judge, type Key } from "./judge.ts";

interface Words {
  readonly [key: string]: string;
}

/** A question of the page, its key, and how it was judged last. */
interface Asked {
  readonly section: HTMLElement;
  readonly key: Key;
  readonly points: number;
  judged: Judged | null;
}

const words: Words = JSON.parse(document.getElementById("lesson-words")?.textContent ?? "{}");
const score = document.querySelector(".lesson-score");
frameMaps();
// The teacher's version has no score: its answers are open.
const asked = score ? [...document.querySelectorAll<HTMLElement>(".question")].map(ask) : [];
if (asked.some(({ key }) => key.kind !== "open")) score?.removeAttribute("hidden");
tell();

function ask(section: HTMLElement): Asked {
  const { kind = "", answer = "[]", least = "0", most = "0", points = "1" } = section.dataset;
  const key = { kind, answer: JSON.parse(answer), least: Number(least), most: Number(most) };
  const it: Asked = { section, key, points: Number(points), judged: null };
  const said = el("output", { class: "question-said", role: "status" });
  const fold = section.querySelector<HTMLDetailsElement>("details");
  const check = el(
    "button",
    { type: "button", class: "button" },
    words[kind === "open" ? "compare" : "check"] ?? "",
  );
  check.addEventListener("click", () => {
    const judged = judge(key, givenTo(section, kind));
    it.judged = judged;
    section.dataset.verdict = judged.verdict;
    said.textContent = kind === "open" ? "" : (words[judged.verdict] ?? "");
    // Who is wrong may look again; what is right, or one's own words, is told at once.
    if (fold && (judged.verdict === "right" || kind === "open")) fold.open = true;
    tell();
  });
  pointAt(section);
  section.querySelector("fieldset")?.after(el("p", { class: "question-act" }, check, said));
  return it;
}

/** On a blank map a spot may be pointed at: it is the same as its line in the list. */
function pointAt(section: HTMLElement): void {
  const spots = [...section.querySelectorAll<SVGElement>("[data-spot]")];
  const lines = [...section.querySelectorAll<HTMLInputElement>("input")];
  const show = (): void => {
    for (const [index, spot] of spots.entries()) spot.toggleAttribute("data-chosen", lines[index]?.checked);
  };
  for (const [index, spot] of spots.entries()) {
    spot.addEventListener("click", () => {
      lines[index]?.click();
      lines[index]?.focus();
    });
  }
  for (const each of lines) each.addEventListener("change", show);
}

function givenTo(section: HTMLElement, kind: string): Given {
  const all = <T extends Element>(selector: string): T[] => [...section.querySelectorAll<T>(selector)];
  if (kind === "number") return all<HTMLInputElement>("input")[0]?.value ?? "";
  if (kind === "open") return all<HTMLTextAreaElement>("textarea")[0]?.value ?? "";
  if (kind === "order" || kind === "match") {
    const chosen = all<HTMLSelectElement>("select").map(({ value }) => (value === "" ? null : Number(value)));
    return kind === "match" ? chosen : placed(chosen);
  }
  return all<HTMLInputElement>("input:checked").map(({ value }) => Number(value));
}

/** Which option stands first, second and so on, of the place that was chosen for each. */
function placed(places: readonly (number | null)[]): (number | null)[] {
  return places.map((_, place) => {
    const option = places.indexOf(place);
    return option < 0 ? null : option;
  });
}

/** What was known so far, of all that is judged. */
function tell(): void {
  const place = score?.querySelector("output");
  const judgedOnes = asked.filter(({ key }) => key.kind !== "open");
  const most = judgedOnes.reduce((sum, { points }) => sum + points, 0);
  const got = judgedOnes.reduce((sum, { points, judged }) => sum + points * (judged?.share ?? 0), 0);
  const open = judgedOnes.filter(({ judged }) => !judged || judged.verdict === "unanswered").length;
  if (!place) return;
  const told = (words.score ?? "")
    .replace("{got}", String(Math.round(got * 10) / 10))
    .replace("{most}", String(most));
  const left = open > 0 ? ` ${(words.left ?? "").replace("{n}", String(open))}` : "";
  place.textContent = told + left;
}
