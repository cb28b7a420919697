/** What only some atlases have, and no first view: a story, two days beside each other, stills, profiles of routes. */

import { createComparison } from "./map/index.ts";
import { fillStills } from "./paper/index.ts";
import { createProfile } from "./record/index.ts";
import { createStory, obeyClicker } from "./story/index.ts";

const told = { createComparison, createProfile, createStory, fillStills, obeyClicker };
export type Told = typeof told;

declare const mapper: { readonly extras: { told?: Told } };
mapper.extras.told = told;
