import { el } from "../dom.ts";

/**
 * Words that the list at the end explains. Each is a link to its line there; this makes a button of it, which says where
 * it stands what the word means, so that nobody loses the place.
 */
export function explainTerms(): void {
  let open: { term: HTMLElement; said: HTMLElement } | null = null;

  const close = (): HTMLElement | null => {
    const term = open?.term ?? null;
    term?.setAttribute("aria-expanded", "false");
    open?.said.remove();
    open = null;
    return term;
  };
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a.term")) {
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!entry) continue;
    const term = el("button", { type: "button", class: "term", "aria-expanded": "false" }, link.textContent);
    link.replaceWith(term);
    term.addEventListener("click", () => {
      if (close() === term) return;
      const said = el("span", { class: "term-said" });
      said.append(el("b", {}, entry.querySelector("dt")?.textContent), " ");
      for (const part of entry.querySelector("dd")?.childNodes ?? []) said.append(part.cloneNode(true));
      (term.closest("p, li, td, legend") ?? term).append(said);
      term.setAttribute("aria-expanded", "true");
      open = { term, said };
    });
  }
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close()?.focus();
  });
}
