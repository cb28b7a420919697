/** The links at the foot of the column; where there is no column, a menu under its button. */

export function createMenu(root: HTMLElement, menu: HTMLElement, button: HTMLElement): void {
  const set = (open: boolean): void => {
    menu.classList.toggle("is-open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  const isOpen = (): boolean => menu.classList.contains("is-open");
  button.addEventListener("click", () => set(!isOpen()));
  menu.addEventListener("click", () => set(false));
  root.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.preventDefault();
    set(false);
    button.focus();
  });
  root.addEventListener("pointerdown", event => {
    const inside =
      event.target instanceof Node && (menu.contains(event.target) || button.contains(event.target));
    if (!inside) set(false);
  });
  menu.addEventListener("focusout", event => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) set(false);
  });
}
