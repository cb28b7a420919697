/** What opens over the map when it is asked for, and paper: made when it is first used (`later.ts`). */

import type { Catalogue } from "./catalogue.ts";
import type { Later } from "./later.ts";
import type { AtlasMap } from "./map/index.ts";
import type { Dialogs } from "./panel/index.ts";
import type { Handout } from "./paper/index.ts";
import type { Payload } from "./payload.ts";
import type { Rest } from "./rest.ts";
import type { MapState } from "./state/index.ts";
import type { Words } from "./words/index.ts";

/** `at` is what was pressed: where it cannot be had, that is said there. */
export type Ask = (at: Element | null) => void;

export interface Asked {
  readonly share: Ask;
  readonly print: Ask;
  /** null where the page says nothing of itself, as in a notebook. */
  readonly about: Ask | null;
  /** Asks what of a record to cite, and how; null where the page does not say how it is cited. */
  readonly cite: ((feature: string, at: Element | null) => void) | null;
}

/** `link` is what leads to what is seen now, or to a state; `hasOwn`: has the reader added layers? */
export function createAsked(
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  later: Later,
  dialogsOf: (rest: Rest) => Dialogs,
  map: () => AtlasMap,
  container: HTMLElement,
  now: () => MapState,
  link: (state: MapState) => string,
): Asked {
  let dialogs: Dialogs | null = null;
  let handout: Handout | null = null;
  const paper = (rest: Rest): Handout | null => {
    handout ??= rest.createHandout(document, payload, catalogue, words, map(), container, now, link);
    return handout;
  };
  const open = (act: (dialogs: Dialogs, rest: Rest) => void): Ask => {
    const ask = (rest: Rest): void => {
      dialogs ??= dialogsOf(rest);
      act(dialogs, rest);
    };
    return at => later.use("rest", ask, at);
  };

  window.addEventListener("beforeprint", () => {
    const rest = later.now("rest");
    if (rest) paper(rest)?.before();
  });
  window.addEventListener("afterprint", () => handout?.after());
  const told = document.getElementById("about");
  return {
    share: open(made => made.share()),
    print: open((made, rest) => {
      const { print } = paper(rest) ?? {};
      if (print) made.print(print);
    }),
    about: told && open(made => made.about(told)),
    cite: payload.atlas.cite === undefined ? null : (feature, at) => open(made => made.cite(feature))(at),
  };
}
