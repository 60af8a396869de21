/** Strings and offsets. All offsets are UTF-16 code units; spans are half open. */
export { type FoldedText, foldText, foldWords } from './fold.ts';
export { detectLanguage } from './language.ts';
export { segmentSentences } from './segment.ts';
export type { Sentence, Span } from './types.ts';
