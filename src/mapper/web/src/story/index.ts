/** The story told on the map: its steps in the panel, and what each does to the state. */

export { obeyClicker } from "./clicker.ts";
export { createProgress } from "./progress.ts";
export { createStory, type StoryPanel } from "./story.ts";
