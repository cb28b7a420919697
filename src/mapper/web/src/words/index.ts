/**
 * What the interface says, in the reader's language: words by key, names of places, days, numbers; and the page as it
 * was built put into another language.
 */

export { classWords, dayWords, isChanged, nameOf, writeName } from "./names.ts";
export { stateCount, stateHead, stateWord, unsureWords } from "./states.ts";
export { translate, translateRecord } from "./translate.ts";
export { capital, followingWords, type Naming, type Spoken, type Words } from "./words.ts";
