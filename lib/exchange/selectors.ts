/** Selectors of the standard that Caveat does not use itself, as other programs may have written them. */
import type { JsonObject, JsonValue } from '../annotation/index.ts';

const isText = (value: JsonValue | undefined): boolean => typeof value === 'string' && value !== '';
const isOffset = (value: JsonValue | undefined): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isUri = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(value) && !/[<>"{}|\\^`]/.test(value);

const isNestedSelector = (value: JsonValue | undefined): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const nested = value as JsonObject;
  return nested['type'] !== 'RangeSelector' && (isQuote(nested) || isStandardSelector(nested));
};

const isQuote = (value: JsonObject): boolean =>
  value['type'] === 'TextQuoteSelector' &&
  isText(value['exact']) &&
  ['prefix', 'suffix'].every((key) => value[key] === undefined || typeof value[key] === 'string');

/** Per type, what each of its fields must be; a field with a question mark may be absent. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, (value: JsonValue | undefined) => boolean>>>> = {
  FragmentSelector: { value: isText, 'conformsTo?': isUri },
  CssSelector: { value: isText },
  XPathSelector: { value: isText, 'refinedBy?': isNestedSelector },
  SvgSelector: { value: isText },
  DataPositionSelector: { start: isOffset, end: isOffset },
  TextPositionSelector: { start: isOffset, end: isOffset },
  RangeSelector: { startSelector: isNestedSelector, endSelector: isNestedSelector },
};

/**
 * Whether a selector is one of the W3C's own, in their form and with nothing else in it, so that a W3C file may hold it.
 * Hypothesis calls a different thing `RangeSelector`; that one is not.
 */
export function isStandardSelector(selector: JsonObject): boolean {
  const type = selector['type'];
  const shape = typeof type === 'string' && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (!shape) return false;
  const known = new Set(['type', ...Object.keys(shape).map((key) => key.replace('?', ''))]);
  if (Object.keys(selector).some((key) => !known.has(key))) return false;
  return Object.entries(shape).every(([key, fits]) => {
    const name = key.replace('?', '');
    return (key.endsWith('?') && selector[name] === undefined) || fits(selector[name]);
  });
}

/** What Hypothesis calls `RangeSelector`: XPaths of two elements and offsets into their text. */
export const isHypothesisRange = (selector: JsonObject): boolean =>
  selector['type'] === 'RangeSelector' &&
  typeof selector['startContainer'] === 'string' &&
  typeof selector['endContainer'] === 'string' &&
  isOffset(selector['startOffset']) &&
  isOffset(selector['endOffset']);
