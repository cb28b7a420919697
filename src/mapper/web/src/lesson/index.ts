/**
 * What a lesson does beyond being read: its map is live, its terms are explained in place, each question is checked on
 * the spot, and what one knew is told at the end. Nothing is kept and nothing is sent: it is gone with the page. Only a
 * platform that shows the lesson as a package is told, and the page says so. Without this the answers can be opened.
 */

import { el } from "../dom.ts";
import { givenTo, giveTo } from "./given.ts";
import { type Given, type Judged, judge, type Key } from "./judge.ts";
import { layMap } from "./maps.ts";
import { connect, type Dialect, findApi, type Platform, type Score } from "./platform.ts";
import { scorm12 } from "./scorm12.ts";
import { scorm2004 } from "./scorm2004.ts";
import { explainTerms } from "./terms.ts";

interface Words {
  readonly [key: string]: string;
}

/** A question of the page, its key, and how it was judged last. */
interface Asked {
  readonly section: HTMLElement;
  readonly key: Key;
  readonly points: number;
  readonly id: string;
  readonly take: (given: Given) => void;
  judged: Judged | null;
}

const words: Words = JSON.parse(document.getElementById("lesson-words")?.textContent ?? "{}");
const end = document.querySelector(".lesson-score");
const main = document.querySelector("main");
if (main) layMap(main);
explainTerms();
// The teacher's version has no score: its answers are open.
const asked = end ? [...document.querySelectorAll<HTMLElement>(".question")].map(ask) : [];
const platform = end ? (reach(scorm2004) ?? reach(scorm12)) : null;
const counted = asked.filter(({ key }) => key.kind !== "open");
if (platform || counted.length > 0) end?.removeAttribute("hidden");
if (platform) {
  document.querySelector(".lesson-kept")?.replaceChildren(words.told ?? "");
  // A link followed in this window would end the visit, and many platforms take no second one.
  document.head.append(el("base", { target: "_blank" }));
  addEventListener("pagehide", platform.leave);
  goOn(platform);
}
tell(score());

function ask(section: HTMLElement, index: number): Asked {
  const { kind = "", answer = "[]", least = "0", most = "0", points = "1" } = section.dataset;
  const key = { kind, answer: JSON.parse(answer), least: Number(least), most: Number(most) };
  const id = `question-${index + 1}`;
  const said = el("output", { class: "question-said", role: "status" });
  const fold = section.querySelector<HTMLDetailsElement>("details");
  const check = el(
    "button",
    { type: "button", class: "button" },
    words[kind === "open" ? "compare" : "check"] ?? "",
  );
  const take = (given: Given): void => {
    const judged = judge(key, given);
    it.judged = judged;
    section.dataset.verdict = judged.verdict;
    said.textContent = kind === "open" ? "" : (words[judged.verdict] ?? "");
    // Who is wrong may look again; what is right, or one's own words, is told at once.
    if (fold && (judged.verdict === "right" || kind === "open")) fold.open = true;
    tell(score());
  };
  const it: Asked = { section, key, points: Number(points), id, take, judged: null };
  check.addEventListener("click", () => {
    const given = givenTo(section, kind);
    take(given);
    if (it.judged && (kind === "open" || it.judged.verdict !== "unanswered")) {
      const asked = section.querySelector("legend")?.textContent ?? "";
      platform?.answered({ id, asked, key, given, judged: it.judged }, score());
    }
  });
  pointAt(section);
  section.querySelector("fieldset")?.after(el("p", { class: "question-act" }, check, said));
  return it;
}

function reach(dialect: Dialect): Platform | null {
  return connect(findApi(window, dialect), dialect);
}

/** What was answered before is there again, and judged again; of this nobody is told. */
function goOn({ kept, place }: Platform): void {
  for (const { section, key, id, take } of asked) {
    const given = kept[id];
    if (given === undefined) continue;
    giveTo(section, key.kind, given);
    take(givenTo(section, key.kind));
    if (id === place) section.scrollIntoView();
  }
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

/** What was known so far, of all that counts. */
function score(): Score {
  const all = { got: 0, most: 0, left: 0 };
  for (const { points, judged } of counted) {
    all.got += points * (judged?.share ?? 0);
    all.most += points;
    if (!judged || judged.verdict === "unanswered") all.left++;
  }
  return all;
}

function tell({ got, most, left }: Score): void {
  const place = end?.querySelector("output");
  const known = (words.score ?? "")
    .replace("{got}", String(Math.round(got * 10) / 10))
    .replace("{most}", String(most));
  const still = left > 0 ? ` ${(words.left ?? "").replace("{n}", String(left))}` : "";
  place?.replaceChildren(known + still);
}
