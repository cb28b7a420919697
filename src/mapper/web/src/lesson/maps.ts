/**
 * The live map of a lesson. There is one, and it lies over the still that is most in sight, in the state that this
 * names. Its page comes with the lesson, or lies beside it. So a still is what is seen before, without script, where a
 * frame is refused, and wherever the map is not.
 */

import { el } from "../dom.ts";

/** A map that has been looked for so long and is not drawn is missed: the stills get their keys. */
const PATIENCE = 6000;

const RIGHTS = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

/** What newer browsers have: a frame that is moved so is not loaded anew. */
interface Mover {
  moveBefore?(node: Node, before: Node | null): void;
}

export function layMap(main: HTMLElement): void {
  const views = [...main.querySelectorAll<HTMLElement>(".lesson-view")];
  const [first] = views;
  if (!first) return;
  const frame = el("iframe", { sandbox: RIGHTS, allow: "fullscreen" });
  const inSight = new Map<HTMLElement, number>();
  let here: HTMLElement | null = null;
  let source = "";
  let moves = 0;
  main.dataset.maps = "waiting";

  const lay = (view: HTMLElement): void => {
    if (view === here) return;
    source ||= sourceOf(main);
    // A state that the map is in already would be no news to it: so each has a number.
    const address = `${source}#${view.dataset.hash}&move=${++moves}`;
    frame.dataset.state = "coming";
    frame.title = view.dataset.title ?? "";
    here = view;
    if (frame.isConnected && (view as Mover).moveBefore) {
      (view as Mover).moveBefore?.(frame, null);
      frame.contentWindow?.location.replace(address);
      return;
    }
    frame.remove();
    frame.src = address;
    view.append(frame);
    // A frame out of sight gets no turn to draw; this one is in sight.
    if (moves === 1) setTimeout(() => main.dataset.maps === "waiting" && tell("missed"), PATIENCE);
  };
  const tell = (maps: "drawn" | "missed"): void => {
    main.dataset.maps = maps;
    frame.inert = maps === "missed";
  };
  const choose = (): void => {
    const least = here ? (inSight.get(here) ?? 0) : 0;
    // Who works in the map keeps it as long as it is in sight.
    if (least > 0 && document.activeElement === frame) return;
    const best = views.reduce(
      (a, b) => ((inSight.get(b) ?? 0) > (inSight.get(a) ?? 0) ? b : a),
      here ?? first,
    );
    if ((inSight.get(best) ?? 0) > least) lay(best);
  };

  frame.inert = true;
  window.addEventListener("message", ({ data, source: from }) => {
    if (data !== "drawn" || from !== frame.contentWindow) return;
    frame.dataset.state = "drawn";
    tell("drawn");
  });
  const sight = new IntersectionObserver(
    entries => {
      for (const { target, intersectionRect } of entries)
        inSight.set(target as HTMLElement, intersectionRect.height);
      choose();
    },
    { threshold: [0, 0.25, 0.5, 0.75, 1] },
  );
  for (const view of views) {
    sight.observe(view);
    view.addEventListener("click", () => lay(view));
  }
  for (const steps of main.querySelectorAll<HTMLElement>(".lesson-steps")) {
    followReading(steps, (from, to) => {
      if (here && from.contains(here)) lay(viewIn(to));
    });
  }
}

/** In a wide window one of these maps is seen, that of the text which crosses the line where one reads. */
function followReading(steps: HTMLElement, turned: (from: Element, to: Element) => void): void {
  const maps = [...steps.querySelectorAll(".lesson-map")];
  const texts = [...steps.querySelectorAll(".lesson-step")];
  let [current] = maps;
  current?.toggleAttribute("data-current", true);
  const line = new IntersectionObserver(
    entries => {
      const read = entries.find(({ isIntersecting }) => isIntersecting);
      const next = read && maps[texts.indexOf(read.target)];
      if (!next || !current || next === current) return;
      const from = current;
      current = next;
      from.toggleAttribute("data-current", false);
      next.toggleAttribute("data-current", true);
      turned(from, next);
    },
    { rootMargin: "-40% 0px -60% 0px" },
  );
  for (const text of texts) line.observe(text);
}

function viewIn(map: Element): HTMLElement {
  return map.querySelector<HTMLElement>(".lesson-view") as HTMLElement;
}

/** The page of the map that the lesson brings, or that lies beside it. */
function sourceOf(main: HTMLElement): string {
  const brought = document.getElementById("lesson-map")?.textContent;
  if (!brought) return main.dataset.map ?? "";
  return URL.createObjectURL(new Blob([JSON.parse(brought)], { type: "text/html;charset=utf-8" }));
}
