/** A route's profile in its record: places by distance and height, one slider for keys and pointer, linked to the map. */

import type { Catalogue } from "../catalogue.ts";
import { button, el, svg } from "../dom.ts";
import { decode, distanceKm, type LatLon } from "../geometry.ts";
import type { Profile, Waypoint } from "../payload.ts";
import type { Words } from "../words/index.ts";

export interface ProfileActions {
  /** Marks a place on the map; null = none. */
  point(at: LatLon | null): void;
  open(feature: string): void;
}

const WIDTH = 320;
const HEIGHT = 128;
/** Room for the figures of the axes, and for the last dot. */
const EDGE = { left: 38, right: 8, top: 10, bottom: 20 };

export function createProfile(
  profile: Profile,
  feature: string,
  catalogue: Catalogue,
  words: Words,
  actions: ProfileActions,
): HTMLElement {
  const { waypoints } = profile;
  const line = lineOf(profile, catalogue);
  const leg = profile.legs.find(each => each.feature === feature);
  const nameOf = (waypoint: Waypoint | undefined): string => {
    const entry = catalogue.get(waypoint?.feature ?? "");
    return entry ? words.name(entry.feature).text : "";
  };
  const scale = scaleOf(profile);
  const cursor = svg("path", { class: "profile-cursor", d: "" });
  const label = words.t("profile.label", {
    from: nameOf(waypoints[0]),
    to: nameOf(waypoints.at(-1)),
    km: Math.round(profile.km),
  });
  const slider = el(
    "div",
    {
      class: "profile-chart",
      role: "slider",
      tabindex: "0",
      dir: "ltr",
      "aria-label": label,
      "aria-describedby": "profile-help",
      "aria-valuemin": 0,
      "aria-valuemax": waypoints.length - 1,
    },
    draw(profile, scale, leg?.km ?? [0, 0], cursor, words),
  );
  const said = el("p", { class: "profile-said" });
  let index = Math.max(
    0,
    waypoints.findIndex(({ km }) => km >= (leg?.km[0] ?? 0) - 0.1),
  );

  const at = (km: number): void => {
    cursor.setAttribute("d", `M${scale.x(km)} ${EDGE.top}V${HEIGHT - EDGE.bottom}`);
    actions.point(placeAt(line, km, profile.km));
  };
  const choose = (next: number): void => {
    index = Math.min(Math.max(next, 0), waypoints.length - 1);
    const waypoint = waypoints[index];
    if (!waypoint) return;
    const place = nameOf(waypoint);
    const text = words.t("profile.at", {
      km: Math.round(waypoint.km),
      height: heightWords(waypoint, profile, words),
    });
    slider.setAttribute("aria-valuenow", String(index));
    slider.setAttribute("aria-valuetext", `${place}, ${text}`);
    said.replaceChildren(
      button(place, "link-button", () => actions.open(waypoint.feature)),
      ` ${text}`,
    );
  };
  const mark = (): void => at(waypoints[index]?.km ?? 0);
  const kmUnder = (event: PointerEvent): number => {
    const { left, width } = slider.getBoundingClientRect();
    return scale.km(((event.clientX - left) / width) * WIDTH);
  };
  slider.addEventListener("pointermove", event => {
    const km = kmUnder(event);
    choose(nearest(waypoints, km));
    at(km);
  });
  slider.addEventListener("pointerdown", event => {
    choose(nearest(waypoints, kmUnder(event)));
    mark();
  });
  slider.addEventListener("pointerleave", () => {
    if (document.activeElement === slider) mark();
    else leave();
  });
  slider.addEventListener("focus", mark);
  slider.addEventListener("blur", () => leave());
  slider.addEventListener("keydown", event => {
    const step = STEPS[event.key]?.(index, waypoints.length - 1);
    const waypoint = waypoints[index];
    if (step !== undefined) {
      choose(step);
      mark();
    } else if (event.key === "Enter" && waypoint) actions.open(waypoint.feature);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  function leave(): void {
    cursor.setAttribute("d", "");
    actions.point(null);
  }
  choose(index);
  const gaps = waypoints.some(({ heights }) => heights.length === 0);
  return el(
    "section",
    { class: "profile", "aria-label": label },
    el("h3", {}, words.t("profile.title")),
    slider,
    said,
    el("p", { class: "unseen", id: "profile-help" }, words.t("profile.help")),
    el("p", { class: "remark" }, words.t("profile.note"), gaps ? ` ${words.t("profile.gaps")}` : ""),
  );
}

const STEPS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowRight: index => index + 1,
  ArrowUp: index => index + 1,
  ArrowLeft: index => index - 1,
  ArrowDown: index => index - 1,
  Home: () => 0,
  End: (_, last) => last,
};

function heightWords({ heights }: Waypoint, { unit }: Profile, words: Words): string {
  if (heights.length === 0) return words.t("profile.unknown");
  const figures =
    `${heights.map(words.number).join(words.t("strength.or"))} ${words.text(unit) ?? ""}`.trim();
  return heights.length === 1 ? figures : words.t("profile.disputed", { heights: figures });
}

function nearest(waypoints: readonly Waypoint[], km: number): number {
  const off = (index: number): number => Math.abs((waypoints[index]?.km ?? 0) - km);
  return waypoints.reduce((best, _, index) => (off(index) < off(best) ? index : best), 0);
}

interface Scale {
  x(km: number): number;
  y(height: number): number;
  km(x: number): number;
  readonly ticks: readonly number[];
}

/** Heights from zero, in steps of 1, 2 or 5 times a power of ten, so that some three lines are drawn. */
function scaleOf({ km, waypoints }: Profile): Scale {
  const most = Math.max(...waypoints.flatMap(({ heights }) => heights), 1);
  const least = Math.min(...waypoints.flatMap(({ heights }) => heights), 0);
  const power = 10 ** Math.floor(Math.log10(most - least));
  const step =
    [0.2, 0.5, 1, 2, 5].map(times => times * power).find(each => (most - least) / each <= 4) ?? power;
  const [low, high] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
  const width = WIDTH - EDGE.left - EDGE.right;
  const height = HEIGHT - EDGE.top - EDGE.bottom;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    x: at => round(EDGE.left + (at / km) * width),
    y: at => round(EDGE.top + ((high - at) / (high - low)) * height),
    km: x => Math.min(Math.max(((x - EDGE.left) / width) * km, 0), km),
    ticks: Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step),
  };
}

/** Solid between neighbours whose heights are known, dotted over gaps; where sources disagree both bounds are drawn. */
function draw(
  profile: Profile,
  scale: Scale,
  [start, end]: readonly [number, number],
  cursor: SVGElement,
  words: Words,
): SVGSVGElement {
  const known = profile.waypoints.filter(({ heights }) => heights.length > 0);
  const bottom = HEIGHT - EDGE.bottom;
  const lines = known.slice(1).flatMap((to, i) => {
    const from = known[i];
    if (!from) return [];
    const isGap = profile.waypoints.indexOf(to) - profile.waypoints.indexOf(from) > 1;
    const joins = [0, -1].map(which => [from, to].map(each => spot(each, which)).join("L"));
    const className = isGap ? "profile-line is-gap" : "profile-line";
    return [...new Set(joins)].map(d => svg("path", { class: className, d: `M${d}` }));
  });
  function spot({ km, heights }: Waypoint, which: number): string {
    return `${scale.x(km)} ${scale.y(heights.at(which) ?? 0)}`;
  }
  const dots = profile.waypoints.flatMap(({ km, heights }) => {
    const x = scale.x(km);
    if (heights.length === 0) return [svg("path", { class: "profile-missing", d: `M${x} ${bottom - 4}v8` })];
    const [low, high] = [scale.y(heights[0] ?? 0), scale.y(heights.at(-1) ?? 0)];
    const whisker = svg("path", {
      class: "profile-whisker",
      d: `M${x - 4} ${high}h8M${x} ${high}V${low}M${x - 4} ${low}h8`,
    });
    const sign = svg("text", { class: "profile-sign", x: x + 7, y: high + 4 }, "≠");
    const points = heights.map(height =>
      svg("circle", { class: "profile-dot", cx: x, cy: scale.y(height), r: 2.6 }),
    );
    return heights.length > 1 ? [whisker, sign, ...points] : points;
  });
  const grid = scale.ticks.flatMap(height => [
    svg("path", { class: "profile-grid", d: `M${EDGE.left} ${scale.y(height)}H${WIDTH - EDGE.right}` }),
    svg(
      "text",
      { class: "profile-figure", x: EDGE.left - 5, y: scale.y(height) + 4, "text-anchor": "end" },
      words.number(height),
    ),
  ]);
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" },
    ...grid,
    svg("path", { class: "profile-leg", d: `M${scale.x(start)} ${bottom}H${scale.x(end)}` }),
    svg("text", { class: "profile-figure", x: EDGE.left, y: HEIGHT - 4 }, words.t("key.km", { km: 0 })),
    svg(
      "text",
      { class: "profile-figure", x: WIDTH - EDGE.right, y: HEIGHT - 4, "text-anchor": "end" },
      words.t("key.km", { km: Math.round(profile.km) }),
    ),
    ...lines,
    ...dots,
    cursor,
  );
}

/** The vertices of the joined line, in latitude and longitude. */
function lineOf({ legs }: Profile, catalogue: Catalogue): LatLon[] {
  return legs.flatMap(({ feature }) => {
    const entry = catalogue.get(feature);
    const shape = entry && decode(entry.feature.shape, entry.layer.decimals);
    return shape?.kind === "lines" ? shape.lines.flat() : [];
  });
}

/** Where on a line of `total` km one is after `km`. The lengths are taken on a sphere and stretched to the total. */
export function placeAt(line: readonly LatLon[], km: number, total: number): LatLon | null {
  const lengths = line.slice(1).map((to, i) => {
    const from = line[i] ?? to;
    return distanceKm([from[1], from[0]], [to[1], to[0]]);
  });
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let left = total > 0 ? (km / total) * whole : 0;
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [line[i], line[i + 1]];
    if (from && to && left <= length && length > 0) {
      const share = left / length;
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    }
    left -= length;
  }
  return line.at(-1) ?? null;
}
