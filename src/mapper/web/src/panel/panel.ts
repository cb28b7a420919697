/** The column with its tabs; where the screen is narrow the same element is a sheet that the bottom bar opens. */

export interface Panel {
  show(tab: string): void;
  /** Shows a tab, in the sheet where there is one, and leaves the focus where it is. */
  reveal(tab: string): void;
  /** How much of the height of `place` the sheet lies over, in pixels. */
  covers(place: HTMLElement): number;
  /** Opens the sheet at a tab, or closes it if that tab is what it shows. No effect on a wide screen's column. */
  toggle(tab: string, from: HTMLElement): void;
  close(): void;
  readonly isOpen: () => boolean;
}

/** Finds the tabs inside `root` by role; tabs and panels are tied by aria-controls. */
export function createPanel(root: HTMLElement, panel: HTMLElement): Panel {
  const tabs = [...panel.querySelectorAll<HTMLElement>('[role="tab"]')];
  const openers = [...root.querySelectorAll<HTMLElement>("[data-sheet]")];
  const nameOf = (tab: HTMLElement): string => tab.dataset.tab ?? "";
  let opener: HTMLElement | null = null;
  // css/panel/panel.css lays it over the map where the screen is small.
  const liesOver = (): boolean => getComputedStyle(panel).position === "absolute";
  // There it stands beside the map where the screen is low and wide: opened and closed too, but over nothing.
  const isSheet = (): boolean => getComputedStyle(panel).position !== "static";

  const mark = (): void => {
    const open = panel.classList.contains("is-open");
    const current = tabs.find(tab => tab.getAttribute("aria-selected") === "true");
    for (const button of openers) {
      button.setAttribute(
        "aria-expanded",
        String(open && current && nameOf(current) === button.dataset.sheet),
      );
    }
  };
  const show = (name: string): void => {
    for (const tab of tabs) {
      const chosen = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      const shown = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (shown) shown.hidden = !chosen;
    }
    root.dataset.shows = name;
    mark();
  };
  const close = (): void => {
    panel.classList.remove("is-open", "is-full");
    mark();
    opener?.focus();
    opener = null;
  };
  const toggle = (name: string, from: HTMLElement): void => {
    const same = tabs.some(tab => nameOf(tab) === name && tab.getAttribute("aria-selected") === "true");
    if (panel.classList.contains("is-open") && same) {
      close();
      return;
    }
    opener = from;
    panel.classList.add("is-open");
    show(name);
    tabs.find(tab => nameOf(tab) === name)?.focus({ preventScroll: true });
  };

  for (const tab of tabs) tab.addEventListener("click", () => show(nameOf(tab)));
  panel.addEventListener("keydown", event => {
    const at = tabs.indexOf(event.target as HTMLElement);
    const rtl = getComputedStyle(panel).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (event.key === "Escape" && panel.classList.contains("is-open")) return close();
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next) show(nameOf(next));
    next?.focus();
  });
  for (const button of openers)
    button.addEventListener("click", () => toggle(button.dataset.sheet ?? "", button));
  panel.querySelector('[data-do="close-sheet"]')?.addEventListener("click", close);
  panel
    .querySelector('[data-do="grow-sheet"]')
    ?.addEventListener("click", () => panel.classList.toggle("is-full"));
  return {
    show,
    reveal(name) {
      if (isSheet()) panel.classList.add("is-open");
      show(name);
    },
    covers(place) {
      if (!liesOver() || !panel.classList.contains("is-open")) return 0;
      return Math.max(0, place.getBoundingClientRect().bottom - panel.getBoundingClientRect().top);
    },
    toggle,
    close,
    isOpen: () => panel.classList.contains("is-open"),
  };
}
