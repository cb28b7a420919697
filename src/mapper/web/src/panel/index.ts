/** What stands around the map: the column with its tabs, the menu, dialogs, the choice of language and of names. */

export { openDialog } from "./dialog.ts";
export { createDialogs } from "./dialogs.ts";
export { createLanguageChoice, speak } from "./language.ts";
export { createMenu } from "./menu.ts";
export { createNamesChoice } from "./naming.ts";
export { createPanel } from "./panel.ts";
