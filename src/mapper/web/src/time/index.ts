/** The bar under the map: which day is shown, steps and play along the axis, and what is said of that day. */

export { createTimeBar } from "./bar.ts";
export { differences } from "./differs.ts";
export { situation } from "./situation.ts";
export { eventDays } from "./steps.ts";
export { strengthWords } from "./strength.ts";
