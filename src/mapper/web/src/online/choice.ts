/** The choice of the base map in the map key: the built-in one, or one that has to be asked for. */

import { el } from "../dom.ts";
import type { Base } from "../payload.ts";
import type { Words } from "../words/index.ts";

export interface Choice {
  readonly element: HTMLElement;
  /** Marks what is chosen, null being the built-in map, and says what became of the last choice. */
  show(chosen: Base | null, said: string): void;
}

/** `offered` says whether a map can be asked for from where this page lies. */
export function createChoice(
  bases: readonly Base[],
  words: Words,
  offered: (base: Base) => boolean,
  choose: (base: Base | null) => void,
): Choice {
  const radios = new Map<Base | null, HTMLInputElement>();
  const row = (base: Base | null, ...told: (Node | null)[]): HTMLElement => {
    const asks = base && `base-asks-${base.id}`;
    const radio = el("input", {
      type: "radio",
      name: "base",
      value: base?.id ?? "",
      "aria-describedby": asks,
      disabled: base !== null && !offered(base),
    });
    radio.addEventListener("change", () => choose(base));
    radios.set(base, radio);
    const name = el("span", { class: "key-name" }, base ? words.text(base.title) : words.t("base.built-in"));
    return el("li", {}, el("label", { class: "key-switch" }, radio, name), ...told);
  };
  const asks = (base: Base): HTMLElement =>
    el(
      "p",
      { class: "base-asks", id: `base-asks-${base.id}` },
      words.t(offered(base) ? "base.asks" : "base.on-disk", { hosts: words.list(base.hosts) }),
    );
  const said = el("p", { class: "base-said", hidden: true });
  const element = el(
    "fieldset",
    { class: "bases" },
    el("legend", {}, words.t("base.title")),
    el("ul", { class: "key-rows" }, row(null), ...bases.map(base => row(base, asks(base)))),
    said,
  );
  return {
    element,
    show(chosen, what) {
      for (const [base, radio] of radios) radio.checked = base === chosen;
      said.textContent = what;
      said.hidden = what === "";
    },
  };
}
