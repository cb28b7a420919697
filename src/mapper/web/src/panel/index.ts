/** What stands around the map: the column with its tabs, the menu, dialogs, the choice of language and of names. */

import type { Dialogs } from "./dialogs.ts";
import { createMenu } from "./menu.ts";

export { showAround } from "./around.ts";
export { openDialog } from "./dialog.ts";
export { createDialogs } from "./dialogs.ts";
export { createLanguageChoice, speak } from "./language.ts";
export { createNamesChoice } from "./naming.ts";
export { createPanel } from "./panel.ts";

/**
 * The menu, and the buttons that open a dialog. `print` does it, for the whole or one sheet; undefined
 * where there is nothing to.
 */
export function wireButtons(
  root: HTMLElement,
  dialogs: Dialogs,
  print: ((whole: boolean) => boolean) | undefined,
): void {
  const foot = root.querySelector<HTMLElement>('[data-part="foot"]');
  const menuButton = root.querySelector<HTMLElement>('[data-do="menu"]');
  if (foot && menuButton) createMenu(root, foot, menuButton);
  const whenPressed = (name: string, act: () => void): void => {
    for (const place of root.querySelectorAll(`[data-do="${name}"]`)) place.addEventListener("click", act);
  };
  whenPressed("share", dialogs.share);
  if (dialogs.about) whenPressed("about", dialogs.about);
  if (print) whenPressed("print", () => dialogs.print(print));
}
