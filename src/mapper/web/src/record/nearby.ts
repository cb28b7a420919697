/** What else stands at a feature's place: links in its record, so that nothing is lost under a symbol. */

import type { Catalogue, Entry } from "../catalogue.ts";
import { button, el } from "../dom.ts";
import { distanceKm } from "../geometry.ts";
import { isSymbolic } from "../looks.ts";
import { type Words, writeName } from "../words/index.ts";

/** Within this many km two symbols are at one place. */
const HERE_KM = 0.3;

/** `behind`: features whose symbols wait behind this one at the present zoom. */
export function nearbyLinks(
  entry: Entry,
  all: Catalogue,
  behind: readonly string[],
  words: Words,
  open: (feature: string) => void,
): HTMLElement[] {
  const others = [...all.values()].filter(
    other => other.feature.id !== entry.feature.id && !other.layer.ground && isSymbolic(other.feature.look),
  );
  const here = others.filter(({ feature }) => distanceKm(feature.point, entry.feature.point) <= HERE_KM);
  const close = others.filter(other => behind.includes(other.feature.id) && !here.includes(other));
  return [line("popup.here", here), line("popup.close-by", close)].filter(part => part !== null);

  function line(key: string, entries: readonly Entry[]): HTMLElement | null {
    if (entries.length === 0) return null;
    const links = entries.map(({ feature }) =>
      el(
        "li",
        {},
        writeName(
          button("", "link-button", () => open(feature.id)),
          feature,
          words,
        ),
        feature.kind && ` (${words.kind(feature.kind)})`,
      ),
    );
    return el("div", { class: "nearby" }, el("b", {}, words.t(key)), el("ul", {}, ...links));
  }
}
