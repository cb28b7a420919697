/** What is answered in the fields of a question: read, and put back. */

import type { Given } from "./judge.ts";

export function givenTo(section: HTMLElement, kind: string): Given {
  if (kind === "number" || kind === "open") return typed(section)?.value ?? "";
  if (kind === "order" || kind === "match") {
    const chosen = selects(section).map(({ value }) => (value === "" ? null : Number(value)));
    return kind === "match" ? chosen : turned(chosen);
  }
  return inputs(section)
    .filter(({ checked }) => checked)
    .map(({ value }) => Number(value));
}

/** Puts an answer back; of one that does not fit the question, what does. */
export function giveTo(section: HTMLElement, kind: string, given: Given): void {
  if (typeof given === "string") {
    const field = typed(section);
    if (field) field.value = given;
  } else if (kind === "order" || kind === "match") {
    const chosen = kind === "match" ? given : turned(given);
    for (const [index, select] of selects(section).entries()) select.value = String(chosen[index] ?? "");
  } else {
    for (const [index, input] of inputs(section).entries()) {
      input.checked = given.includes(index);
      input.dispatchEvent(new Event("change"));
    }
  }
}

/** Which option stands first, second and so on, of the place that was chosen for each; and back. */
function turned(places: readonly (number | null)[]): (number | null)[] {
  return places.map((_, place) => {
    const option = places.indexOf(place);
    return option < 0 ? null : option;
  });
}

function inputs(section: HTMLElement): HTMLInputElement[] {
  return [...section.querySelectorAll<HTMLInputElement>("input")];
}

function selects(section: HTMLElement): HTMLSelectElement[] {
  return [...section.querySelectorAll("select")];
}

function typed(section: HTMLElement): HTMLInputElement | HTMLTextAreaElement | null {
  return section.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
}
