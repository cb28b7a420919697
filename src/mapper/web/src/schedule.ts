/** What is made after the map itself, each part in a task of its own, so that none is long. */

import type { Later } from "./later.ts";
import type { Drawing } from "./map/index.ts";
import type { Parts } from "./parts.ts";

/**
 * Names first, then what is around the map, last what is behind a tab, when the scripts that come after the map are
 * there. `data-drawn` on the container says that the map is drawn, `data-ready` that all is there. To a page that frames
 * the map, the message "drawn" says it, and says it again in the state that it then asks for: a lesson shows its still
 * until then.
 */
export function schedule(container: HTMLElement, drawing: Drawing, parts: Parts, later: Later): void {
  window.setTimeout(drawing.letter);
  window.setTimeout(async () => {
    parts.fill();
    await drawing.big?.drawn;
    await frame();
    await frame();
    container.setAttribute("data-drawn", "");
    const tell = (): void => window.parent.postMessage("drawn", "*");
    tell();
    window.addEventListener("hashchange", tell);
    later.begin();
    await later.done;
    parts.fillRest();
    container.setAttribute("data-ready", "");
  });
}

function frame(): Promise<number> {
  return new Promise(requestAnimationFrame);
}
