/** The text version and the map take turns: one page, one of them seen. */

export interface TextVersion {
  /** Shows it at the element of this id; false if there is no such place in it. */
  show(id: string): boolean;
  hide(): void;
  /** Notes what has the focus, to give it back: following a link within the page takes it away. */
  remember(): void;
  isShown(): boolean;
}

const SHOWN = "show-text";

/** `onShow` hears of a place before it is gone to. */
export function createTextVersion(
  text: HTMLElement | null,
  onShow: (place: HTMLElement) => void,
  onHide: () => void,
): TextVersion {
  const root = document.documentElement;
  let origin: HTMLElement | null = null;
  const isShown = (): boolean => root.classList.contains(SHOWN);
  return {
    isShown,
    show(id) {
      const place = text && document.getElementById(id);
      if (!text || !place || !text.contains(place)) return false;
      root.classList.add(SHOWN);
      onShow(place);
      for (let fold = place.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
        fold.open = true;
      }
      if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "start" });
      return true;
    },
    remember() {
      if (!isShown() && document.activeElement instanceof HTMLElement) origin = document.activeElement;
    },
    hide() {
      if (!isShown()) return;
      root.classList.remove(SHOWN);
      window.scrollTo(0, 0);
      onHide();
      if (origin?.isConnected) origin.focus({ preventScroll: true });
      origin = null;
    },
  };
}

/**
 * Links within the page go through `go`: in a frame that has its text from its parent, `#id` would otherwise lead to
 * the parent's address. `show` is called for whatever carries data-show, `back` for what leads to the map.
 */
export function wirePage(go: (id: string) => void, show: (feature: string) => void, back: () => void): void {
  document.addEventListener("click", event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target instanceof Element ? event.target : null;
    const shown = target?.closest("[data-show]")?.getAttribute("data-show");
    const returns = target?.closest('[data-do="map"]');
    const link = target?.closest('a[href^="#"]')?.getAttribute("href");
    if (shown) show(shown);
    else if (returns || shown === "") back();
    else if (link && link.length > 1) go(link.slice(1));
    else return;
    event.preventDefault();
  });
}
