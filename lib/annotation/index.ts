/**
 * The W3C annotation model as Caveat keeps it: an annotation has bodies and a target with selectors.
 * Offsets are UTF-16 here; files count code points (see `lib/exchange`).
 */
export {
  FLOOR,
  type FoundPassage,
  findPassages,
  findPassagesInSlices,
  findSpan,
  type SoughtPassage,
} from './anchor.ts';
export { codePointSpan } from './code-points.ts';
export { type Correction, correctionKey, correctionSchema, parseCorrection } from './correction.ts';
export { inFile, LATER_TARGET } from './in-file.ts';
export { isSameSite, pageKey, pageKeys, plainAddress } from './page-key.ts';
export {
  type AnnotationProblem,
  annotationSchema,
  MAX_NOTE,
  MAX_TAGS,
  newAnnotation,
  parseAnnotation,
} from './parse.ts';
export { describeSpan, findVerbatim } from './selector.ts';
export { completeTags } from './tags.ts';
export {
  type Annotation,
  type Color,
  colors,
  type JsonObject,
  type JsonValue,
  type Selector,
  type Target,
  type TextPositionSelector,
  type TextQuoteSelector,
} from './types.ts';
