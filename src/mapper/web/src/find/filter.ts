/** A row of choices above a list: what is wanted, and how many there are of it. It lives in the page alone. */

import { el } from "../dom.ts";
import type { Words } from "../words/index.ts";
import { normalize } from "./normalize.ts";

/** One thing a reader may wish of an item. */
export interface Wish<Item> {
  readonly control: HTMLSelectElement | HTMLInputElement;
  readonly label: HTMLElement;
  meets(item: Item): boolean;
}

export interface Filter {
  readonly element: HTMLElement;
  /** Looks at the items again, as when what they are has changed with the day. */
  apply(): void;
  /** Shows everything again. */
  reset(): void;
}

/** A choice of one of `options` (value, name) or all. With `count` each says how many items have it. */
export function choice<Item>(
  title: string,
  options: readonly (readonly [string, string])[],
  has: (item: Item, value: string) => boolean,
  words: Words,
  count?: readonly Item[],
): Wish<Item> {
  const many = (name: string, n: number | undefined): string =>
    n === undefined ? name : `${name} (${words.number(n)})`;
  const control = el(
    "select",
    {},
    el("option", { value: "" }, many(words.t("sources.all"), count?.length)),
    ...options.map(([value, name]) =>
      el("option", { value }, many(name, count?.filter(item => has(item, value)).length)),
    ),
  );
  return {
    control,
    label: el("label", {}, title, control),
    meets: item => control.value === "" || has(item, control.value),
  };
}

/** Words that must all be in an item's text, in any order, spelled as in any of the ways that `normalize` makes alike. */
export function phrase<Item>(title: string, textOf: (item: Item) => string): Wish<Item> {
  const control = el("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const texts = new Map<Item, string>();
  const foldedOf = (item: Item): string => {
    const text = texts.get(item) ?? normalize(textOf(item));
    texts.set(item, text);
    return text;
  };
  return {
    control,
    label: el("label", {}, title, control),
    meets: item =>
      normalize(control.value)
        .split(/\s+/)
        .every(part => foldedOf(item).includes(part)),
  };
}

/** `show` is told of each item whether it is wanted, then `after` is called. The count is said once something is chosen. */
export function createFilter<Item>(
  name: string,
  items: readonly Item[],
  wishes: readonly Wish<Item>[],
  show: (item: Item, wanted: boolean) => void,
  words: Words,
  after: () => void = () => undefined,
): Filter {
  const said = el("p", { role: "status", class: "filter-said" });
  const apply = (): void => {
    let n = 0;
    for (const item of items) {
      const wanted = wishes.every(wish => wish.meets(item));
      if (wanted) n++;
      show(item, wanted);
    }
    const isOn = wishes.some(({ control }) => control.value !== "");
    const count = isOn ? words.t("sources.shown", { n, all: items.length }) : "";
    // What is said again although nothing has changed is only noise.
    if (said.textContent !== count) said.textContent = count;
    after();
  };
  for (const { control } of wishes) {
    control.addEventListener(control instanceof HTMLInputElement ? "input" : "change", apply);
  }
  const attributes = {
    class: "filter",
    role: "group",
    "aria-label": name,
    lang: words.language,
    dir: words.dir,
  };
  return {
    element: el("div", attributes, ...wishes.map(({ label }) => label), said),
    apply,
    reset() {
      for (const { control } of wishes) control.value = "";
      apply();
    },
  };
}
