/** What stands around the map: the column with its tabs, the menu, dialogs, the choice of language and of names. */

import { createMenu } from "./menu.ts";

export { showAround } from "./around.ts";
export { openDialog } from "./dialog.ts";
export { createDialogs, type Dialogs } from "./dialogs.ts";
export { createLanguageChoice, speak } from "./language.ts";
export { createNamesChoice } from "./naming.ts";
export { createPanel } from "./panel.ts";

/** The menu, and the buttons that open a dialog: what each asks for, by name. */
export function wireButtons(
  root: HTMLElement,
  asks: Readonly<Record<string, ((at: Element) => void) | null>>,
): void {
  const foot = root.querySelector<HTMLElement>('[data-part="foot"]');
  const menuButton = root.querySelector<HTMLElement>('[data-do="menu"]');
  if (foot && menuButton) createMenu(root, foot, menuButton);
  for (const [name, ask] of Object.entries(asks)) {
    for (const place of root.querySelectorAll(`[data-do="${name}"]`))
      place.addEventListener("click", () => ask?.(place));
  }
}
