/** The text version, with what comes after the map: its filters, and the sheet of stills, which is a view by itself. */

import type { Catalogue } from "./catalogue.ts";
import type { Later } from "./later.ts";
import type { Payload } from "./payload.ts";
import { createTextVersion, type TextVersion } from "./record/index.ts";
import type { Words } from "./words/index.ts";

/** The address of the sheet is this, or this and `:` and its days. */
const STILLS = "stills";

/** `go` leads to an address in place of this one. */
export function createReading(
  payload: Payload,
  catalogue: Catalogue,
  words: Words,
  later: Later,
  onHide: () => void,
  go: (id: string) => void,
): TextVersion {
  const text = document.getElementById("text");
  const section = document.getElementById(STILLS);
  const { classList } = document.documentElement;
  let reveal: ((place: HTMLElement) => void) | null = null;
  const version = createTextVersion(text, onShow, onHide);
  return {
    ...version,
    show(id) {
      const [name = "", chosen = ""] = id.split(":");
      const isSheet = name === STILLS && section !== null;
      classList.toggle("show-stills", isSheet);
      // By itself it is a page, whose title this is.
      section?.querySelector("h2")?.setAttribute("aria-level", isSheet ? "1" : "2");
      if (!isSheet) return version.show(id);
      const to = (days: string): void => go(`${STILLS}:${days}`);
      later.use("told", ({ fillStills }) => fillStills(section, chosen, payload, catalogue, words, to));
      return version.show(STILLS);
    },
    hide() {
      classList.remove("show-stills");
      version.hide();
    },
  };

  function onShow(place: HTMLElement): void {
    let isLate = false;
    later.use("rest", ({ createReader }) => {
      if (text) reveal ??= createReader(text, payload, words);
      reveal?.(place);
      // What was added above it has moved it.
      if (isLate) place.scrollIntoView({ block: "start" });
    });
    isLate = true;
  }
}
