/** Addresses as the standards want them. Strings only: the core has no `URL`. */
import type { Target } from '../annotation/index.ts';

/** `encodeURIComponent` for any string: halves of surrogate pairs, which it throws on, become U+FFFD. */
export const encodeText = (text: string): string => encodeURIComponent(wellFormed(text));

const wellFormed = (text: string): string =>
  /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;

/**
 * A page key as an absolute URI (RFC 3986): what may not stand in one is percent-encoded, what is encoded stays so. A
 * page without an address (standard input, for example) gets a name of its own, `urn:caveat:page:…`.
 */
export function encodeAddress(source: string): string {
  // Nearly every address is as it should be already.
  if (/^https?:\/\/(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(source)) return source;
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*:)(?=[^?#])(\/\/[^/?#]*)?(.*)$/s.exec(source);
  if (!parts) return `urn:caveat:page:${encodeText(source) || 'unnamed'}`;
  const [, scheme = '', authority = '', rest = ''] = parts;
  // Square brackets stand for themselves only around an IPv6 address.
  const host = /^\/\/\[[0-9a-f:.]+\](:\d*)?$/i.test(authority) ? authority : encodeRest(authority);
  return `${scheme}${host}${encodeRest(rest)}`;
}

const encodeRest = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character));

/**
 * Whether an address would run something or carries its own content instead of naming a place. Looked at as browsers do:
 * without the white space and invisible characters they skip, and behind schemes that only wrap another.
 */
export const isScriptAddress = (address: string): boolean =>
  !/^https?:\/\//.test(address) &&
  /^(?:(?:feed|view-source|jar|pcast|wyciwyg):)*(?:javascript|vbscript|livescript|mocha|data|blob|filesystem):/i.test(
    address.slice(0, 2_000).replace(/[\p{C}\p{Z}]/gu, ''),
  );

/** The address of a page on the web, encoded for a link, or null for anything a browser should not be sent to. */
export function webAddress(source: string): string | null {
  return /^https?:\/\/[^/?#]/i.test(source) ? encodeAddress(source) : null;
}

/** A link that opens the page of `target` at its passage; at its top without a quote; null for a page not on the web. */
export function deepLink({ source, selectors }: Pick<Target, 'source' | 'selectors'>): string | null {
  const address = webAddress(source);
  if (address === null) return null;
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const fragment = quote ? textFragment(quote) : null;
  return fragment === null ? address : `${address}#${fragment}`;
}

/** Words at either end of a passage too long to be repeated whole. */
const END_WORDS = 6;
/** Characters at either end of a passage at most. */
const MAX_END = 80;
/** Passages up to this many characters are repeated whole: long enough for a sentence, short enough for a link. */
const WHOLE = 200;
/** A passage this short may stand on the page twice, so its neighbours go with it. */
const SHORT = 30;
const CONTEXT_WORDS = 4;

/**
 * The text fragment `:~:text=[prefix-,]start[,end][,-suffix]` that finds a quote again
 * (https://wicg.github.io/scroll-to-text-fragment/), or null for a quote without words. A single `start` must lie inside
 * one block, so a quote over several is given by its two ends. Context is cut to whole words of the same block.
 */
export function textFragment(quote: { exact: string; prefix: string; suffix: string }): string | null {
  const blocks = quote.exact
    .split('\n')
    .map((block) => block.trim())
    .filter((block) => block !== '');
  const first = blocks.at(0);
  const last = blocks.at(-1);
  if (first === undefined || last === undefined || !/[\p{L}\p{N}]/u.test(quote.exact)) return null;
  if (blocks.length > 1 || first.length > WHOLE) {
    const start = wholeWords(first.split(/\s+/).slice(0, END_WORDS).join(' '), 'first');
    const end = wholeWords(last.split(/\s+/).slice(-END_WORDS).join(' '), 'last');
    return `:~:text=${encodePart(start)},${encodePart(end)}`;
  }
  if (first.length > SHORT) return `:~:text=${encodePart(first)}`;
  // Context that was cut somewhere may begin or end inside a word: that word is dropped.
  const before = (quote.prefix.split('\n').at(-1) ?? '').split(/\s+/).slice(1).filter(Boolean).slice(-CONTEXT_WORDS);
  const after = (quote.suffix.split('\n').at(0) ?? '')
    .split(/\s+/)
    .slice(0, -1)
    .filter(Boolean)
    .slice(0, CONTEXT_WORDS);
  return `:~:text=${before.length > 0 ? `${encodePart(before.join(' '))}-,` : ''}${encodePart(first)}${
    after.length > 0 ? `,-${encodePart(after.join(' '))}` : ''
  }`;
}

/**
 * The first or last words of `text`, no longer than a link can carry: for text in scripts that do without spaces, where
 * six "words" may be a paragraph. Fragments match whole words, so it is cut where the standard's segmentation cuts.
 */
function wholeWords(text: string, which: 'first' | 'last'): string {
  if (text.length <= MAX_END) return text;
  const near = which === 'first' ? text.slice(0, 4 * MAX_END) : text.slice(-4 * MAX_END);
  const segments = [...new Intl.Segmenter('und', { granularity: 'word' }).segment(near)].map(({ segment }) => segment);
  const ordered = which === 'first' ? segments : segments.reverse();
  let kept = '';
  for (const segment of ordered) {
    if (kept !== '' && kept.length + segment.length > MAX_END) break;
    kept = which === 'first' ? kept + segment : segment + kept;
  }
  return kept.trim();
}

/** `-`, `,` and `&` separate the parts of a fragment. */
const encodePart = (text: string): string => encodeText(text).replaceAll('-', '%2D');
