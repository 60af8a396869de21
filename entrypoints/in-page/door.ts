/** What the scripts of a page share: the annotator, the card and what reads Markdown come one by one. */
export type { CardSide, MakeCard, PageSide } from './sides.ts';
export { offer, offered } from './world.ts';
