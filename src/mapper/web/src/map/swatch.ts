/** The map key's samples: drawn by the same rules as the map. */

import type { State } from "../days.ts";
import { svg, symbol } from "../dom.ts";
import { isCased, isSymbolic, symbolOf } from "../looks.ts";
import type { Feature } from "../payload.ts";
import { shield } from "./draw/arrows.ts";
import { tonedBy } from "./draw/mark.ts";

/** 42 pixels wide; in a state where features have such, the points of big layers (`big`) as dots. */
export function swatch(
  sample: Feature,
  badge: string | undefined,
  state: State | null,
  big = false,
): Element {
  const { look, shape, precision, tone } = sample;
  if (big && shape.type.endsWith("Point")) {
    const box = { class: "swatch", viewBox: "0 0 42 20", "aria-hidden": "true", focusable: "false" };
    const dots = (name: string): Element => svg("path", { class: name, d: "M12 13h0M21 7h0M30 12h0" });
    return svg("svg", box, dots("dots-edge"), dots(`dots look-${look}`));
  }
  if (isSymbolic(look) || shape.type.endsWith("Point")) {
    return symbol(symbolOf(look, state), `symbol swatch-symbol of-${look}${tonedBy(tone, "point")}`);
  }
  const box = { class: "swatch", viewBox: "0 0 42 20", "aria-hidden": "true", focusable: "false" };
  const drawn = `mark look-${look}${precision ? ` is-${precision}` : ""}`;
  if (shape.type.endsWith("Polygon")) {
    return svg(
      "svg",
      box,
      svg("rect", {
        class: `${drawn} mark-area${tonedBy(tone, "area")}`,
        "data-state": state,
        x: 4,
        y: 3,
        width: 34,
        height: 14,
      }),
    );
  }
  const d = look === "air" ? "M2 15Q21 1 40 13" : "M1 10H41";
  const sign = badge ? svg("g", { transform: "translate(21 10)" }, shield(badge)) : null;
  return svg(
    "svg",
    box,
    isCased(look) ? svg("path", { class: `casing casing-${look}`, "data-state": state, d }) : null,
    svg("path", { class: `${drawn} mark-line${tonedBy(tone, "line")}`, "data-state": state, d }),
    sign ? svg("g", { class: `shield on-${look}` }, sign) : null,
  );
}
