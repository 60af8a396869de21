/**
 * Passages found again in a text that may have changed since they were marked: by position, by quote with context, or by
 * something like the quote. Never on other words: what cannot be told is left out, and its note is listed as not there.
 */
import search from 'approx-string-match';
import { type FoldedText, foldText, foldWords, type Span } from '../text/index.ts';
import { type GramIndex, indexGrams } from './gram-index.ts';
import type { Selector, TextQuoteSelector } from './types.ts';
import { type Edges, edgesOf, hasSameWords, isName, isWhole, toWords } from './words.ts';

/** Where a passage stands in a text. */
export type FoundPassage = {
  readonly id: string;
  readonly span: Span;
  /**
   * `exact`: the same words, typography and case aside. `approximate`: some words are others, or the same words stand
   * in several places that cannot be told apart.
   */
  readonly state: 'exact' | 'approximate';
};

export type SoughtPassage = { readonly id: string; readonly selectors: readonly Selector[] };

/**
 * The least part of a quote's characters that must still stand, for it to be found at all. Below it half of a sentence
 * is another one. Chosen, with the other numbers here, on the anchoring bench.
 */
export const FLOOR = 0.66;
/** The same where no context stands beside it. */
const FLOOR_ALONE = 0.75;
/** Folded characters (no spaces) from which words tell by themselves what they are. */
const DISTINCT = 24;
/** … and from which the same words, standing once where they stood or next to it, are taken though their context went. */
const FEW = 6;
const NEAR = 300;
/** Passages times UTF-16 units that are looked through before anything is indexed: a millisecond or two. */
const QUICK = 1_000_000;
/** Folded characters that may have come between two blocks of a passage. */
const BETWEEN = 1_200;
/** Places its first block may stand in; words that stand everywhere begin nothing. */
const MOST_STARTS = 20;
/** The least part of a context that counts as still standing. */
const CONTEXT_STANDS = 0.6;
/** Folded characters of a long quote that are compared at each of its ends. */
const LONG = 480;
const END = 192;
/** Folded characters of context that show where a changed passage ends. */
const EDGE = 10;
/** How much better the best of several places must be. */
const CLEARLY = 0.08;
/** What words put together or apart count for, in changed characters: "therapist" is not "the rapist". */
const REGROUPED = 3;

/** Where these passages stand in `text`; those that do not are left out. Takes a moment for long texts: see `InSlices`. */
export function findPassages(text: string, passages: readonly SoughtPassage[]): FoundPassage[] {
  const slices = findPassagesInSlices(text, passages);
  for (;;) {
    const step = slices.next();
    if (step.done) return step.value;
  }
}

/** Where one passage stands in `text`; null when it does not. */
export function findSpan(text: string, selectors: readonly Selector[]): Omit<FoundPassage, 'id'> | null {
  const [found] = findPassages(text, [{ id: '', selectors }]);
  return found ? { span: found.span, state: found.state } : null;
}

/** `findPassages` as a generator that yields within some 10 ms; run it on with pauses. */
export function* findPassagesInSlices(
  text: string,
  passages: readonly SoughtPassage[],
): Generator<void, FoundPassage[], void> {
  const found = new Map<SoughtPassage, FoundPassage>();
  const left = findVerbatimOnes(text, passages, found);
  if (left.length > 0) {
    yield;
    const folded = foldText(text);
    yield;
    const sought = left.map(prepare);
    const words = sought.map((one) => one.words);
    const page = { text, folded, index: yield* indexGrams(folded, words) };
    // First what can be told by itself; it tells how far the rest has moved.
    const unclear: Unclear[] = [];
    for (const passage of sought) {
      const one = findEqual(page, passage, found);
      if (one) unclear.push(one);
      yield;
    }
    unclear.sort((a, b) => (a.sought.position?.start ?? 0) - (b.sought.position?.start ?? 0));
    for (const one of unclear) {
      settle(page, one, found);
      yield;
    }
  }
  return passages.flatMap((passage) => found.get(passage) ?? []);
}

/** The text as it is, as it reads, and where its stretches are. */
type Page = { readonly text: string; readonly folded: FoldedText; readonly index: GramIndex };
type Found = Map<SoughtPassage, FoundPassage>;
/** A passage whose words stand in several places, in none, or in one that does not tell enough by itself. */
type Unclear = { readonly sought: Sought; readonly places: readonly Span[] };

/** What can be found in the text as it is; answers with the others. */
function findVerbatimOnes(text: string, passages: readonly SoughtPassage[], found: Found): Quoted[] {
  const left: Quoted[] = [];
  const isShort = text.length * passages.length < QUICK;
  for (const passage of passages) {
    const quote = quoteOf(passage.selectors);
    if (!quote) continue;
    const position = positionOf(passage.selectors);
    const span = findStanding(text, quote, position) ?? (isShort ? findOnce(text, quote) : null);
    if (span) found.set(passage, { id: passage.id, span, state: 'exact' });
    else left.push({ passage, quote, position });
  }
  return left;
}

function findEqual({ text, folded, index }: Page, sought: Sought, found: Found): Unclear | null {
  const places = equalPlaces(text, folded, index, sought);
  const between = places.filter((place) => standsBetween(folded, place, sought));
  const [only, other] = between.length > 0 || sought.words.length < DISTINCT ? between : places;
  if (!only || other) return { sought, places };
  found.set(sought.passage, { id: sought.passage.id, span: folded.toOriginal(only), state: 'exact' });
  return null;
}

function settle({ text, folded, index }: Page, { sought, places }: Unclear, found: Found): void {
  const at = expectation(found, sought);
  const place =
    places.length > 0
      ? chooseEqual(places, sought, folded, at)
      : (findApart(text, folded, index, sought) ?? findSimilar(text, folded, index, sought, at));
  if (place) found.set(sought.passage, { id: sought.passage.id, ...place });
}

type Quoted = { readonly passage: SoughtPassage; readonly quote: TextQuoteSelector; readonly position: Span | null };

/** A passage and its folded words. */
type Sought = Quoted & Edges & { readonly words: string; readonly prefix: string; readonly suffix: string };

const prepare = (quoted: Quoted): Sought => ({
  ...quoted,
  words: foldWords(quoted.quote.exact),
  prefix: foldWords(quoted.quote.prefix),
  suffix: foldWords(quoted.quote.suffix),
  ...edgesOf(quoted.quote),
});

const quoteOf = (selectors: readonly Selector[]): TextQuoteSelector | undefined =>
  selectors.find((selector) => selector.type === 'TextQuoteSelector');
const positionOf = (selectors: readonly Selector[]): Span | null =>
  selectors.find((selector) => selector.type === 'TextPositionSelector') ?? null;

/** Verbatim at its old position, with its whole context where one was kept: nothing can be more it. */
function findStanding(text: string, quote: TextQuoteSelector, position: Span | null): Span | null {
  if (quote.exact === '' || !position) return null;
  const { prefix, exact, suffix } = quote;
  const span = { start: position.start, end: position.start + exact.length };
  const isThere = text.startsWith(`${prefix}${exact}${suffix}`, span.start - prefix.length);
  return isThere && isWhole(text, span, edgesOf(quote)) ? span : null;
}

/** Verbatim, once, and long enough to be known by it or with all its context: what most passages of a changed page are. */
function findOnce(text: string, quote: TextQuoteSelector): Span | null {
  const { exact, prefix, suffix } = quote;
  const start = exact.length < FEW ? -1 : text.indexOf(exact);
  if (start < 0 || text.indexOf(exact, start + 1) >= 0) return null;
  const span = { start, end: start + exact.length };
  const isTold =
    exact.length >= 2 * DISTINCT ||
    (prefix.length + suffix.length > 0 && text.endsWith(prefix, start) && text.startsWith(suffix, span.end));
  return isTold && isWhole(text, span, edgesOf(quote)) ? span : null;
}

/** Where a passage is to be looked for first, in the text as it is now. */
type Expectation = {
  /** Moved as far as the passage before it, and as far as the one after it; none without an old position. */
  readonly at: readonly number[];
  /** Between these two. */
  readonly from: number;
  readonly to: number;
};

/** By what was found: an advertisement moves all that follows, and what stood between two passages mostly still does. */
function expectation(found: Found, { position }: Quoted): Expectation {
  if (!position) return { at: [], from: 0, to: Number.POSITIVE_INFINITY };
  let before: { at: number; now: number } | undefined;
  let after: { at: number; now: number } | undefined;
  for (const [passage, { span, state }] of found) {
    const at = positionOf(passage.selectors)?.start;
    if (at === undefined || state !== 'exact') continue;
    if (at <= position.start && (!before || at >= before.at)) before = { at, now: span.start };
    if (at > position.start && (!after || at < after.at)) after = { at, now: span.start };
  }
  const at = [before, after].flatMap((one) => (one ? [position.start + one.now - one.at] : []));
  const from = before?.now ?? 0;
  return {
    at: at.length > 0 ? at : [position.start],
    from,
    to: after && after.now > from ? after.now : Number.POSITIVE_INFINITY,
  };
}

/** A place in the folded text, and how much of what was marked stands there. */
type Candidate = Span & {
  /** Of the quote, 0 to 1. */
  readonly quote: number;
  /** Of the words before and after; null where none were kept. */
  readonly before: number | null;
  readonly after: number | null;
};

type Place = Omit<FoundPassage, 'id'>;

function rate(folded: FoldedText, { prefix, suffix }: Sought, span: Span, quote: number): Candidate {
  return {
    ...span,
    quote,
    before: standing(folded.slice(span.start - 2 * prefix.length, span.start), prefix, 'end'),
    after: standing(folded.slice(span.end, span.end + 2 * suffix.length), suffix, 'start'),
  };
}

/** Where the same words stand, in page order. */
function equalPlaces(text: string, folded: FoldedText, index: GramIndex, sought: Sought): Span[] {
  const near = sought.position ? folded.indexAt(sought.position.start) : 0;
  return index
    .equal(sought.words, near)
    .map((start) => ({ start, end: start + sought.words.length }))
    .filter((place) => {
      const span = folded.toOriginal(place);
      return isWhole(text, span, sought) && hasSameWords(sought.quote.exact, text.slice(span.start, span.end));
    });
}

/** Whether all the context that was kept stands around a place. */
const standsBetween = (folded: FoldedText, { start, end }: Span, { prefix, suffix }: Sought): boolean =>
  prefix.length + suffix.length > 0 && folded.standsAt(prefix, start - prefix.length) && folded.standsAt(suffix, end);

function findSimilar(
  text: string,
  folded: FoldedText,
  index: GramIndex,
  sought: Sought,
  { at }: Expectation,
): Place | null {
  const { words, prefix, suffix } = sought;
  if (words === '') return null;
  const slack = Math.ceil(words.length * (1 - FLOOR));
  const near = at.map((one) => folded.indexAt(one));
  const placesIn = (windows: readonly Span[]): Candidate[] =>
    windows.flatMap((window) => {
      const span = resemble(folded, window, words, slack);
      if (!span) return [];
      const { start, end } = folded.toOriginal(span);
      const isRegrouped = span.errors === 0 && !hasSameWords(sought.quote.exact, text.slice(start, end));
      const place = settleEdges(folded, span, prefix, suffix, slack);
      return [rate(folded, sought, place, 1 - (isRegrouped ? REGROUPED : span.errors) / words.length)];
    });
  const expected = placesIn(expectedWindows(folded, near, words.length, slack));
  // Where it is expected, between the words it stood between: nothing elsewhere is more it.
  const isThere = expected.some((one) => one.quote >= FLOOR_ALONE && bothSides(one) >= 0.8 && hasContext(one));
  const places = isThere ? expected : [...expected, ...placesIn(index.similar(words, slack))];
  const best = chooseSimilar(places, words, near);
  return best && { span: toWords(text, folded.toOriginal(best), sought), state: 'approximate' };
}

/** Where a passage may stand that is expected at these places; one window where they are near to each other. */
function expectedWindows(folded: FoldedText, near: readonly number[], length: number, slack: number): Span[] {
  const [low, high] = [Math.min(...near), Math.max(...near)];
  const groups = high - low > length ? near.map((one) => [one]) : [[low, high]];
  return near.length === 0
    ? []
    : groups.map((group) => ({
        start: Math.max(0, Math.min(...group) - slack),
        end: Math.min(folded.length, Math.max(...group) + length + slack),
      }));
}

/** The context that stands at a candidate: the better side, nothing where neither was kept. */
const support = ({ before, after }: Candidate): number => Math.max(before ?? 0, after ?? 0);
const bothSides = ({ before, after }: Candidate): number => ((before ?? after ?? 1) + (after ?? before ?? 1)) / 2;
const hasContext = ({ before, after }: Candidate): boolean => before !== null || after !== null;

/** Of places with the same words: the one in its context, else the one where it is expected. */
function chooseEqual(
  spans: readonly Span[],
  sought: Sought,
  folded: FoldedText,
  { at, from, to }: Expectation,
): Place | null {
  const { words } = sought;
  const places = spans.map((span) => rate(folded, sought, span, 1));
  const near = at.map((one) => folded.indexAt(one));
  const [low, high] = [folded.indexAt(from), to === Number.POSITIVE_INFINITY ? to : folded.indexAt(to)];
  const distance = (one: Candidate): number => distanceOf(one, near);
  const [best, ...others] = [...places].sort((a, b) => bothSides(b) - bothSides(a) || distance(a) - distance(b));
  if (!best) return null;
  const isSupported = (one: Candidate): boolean => !hasContext(one) || support(one) >= CONTEXT_STANDS;
  const rivals = others.filter((one) => bothSides(best) - bothSides(one) < CLEARLY);
  if (rivals.length === 0) {
    if (isSupported(best)) return { span: folded.toOriginal(best), state: 'exact' };
    // Their context went. A name stands in many places, of which one was marked.
    const isThere = !isName(sought.quote.exact) && places.length === 1 && words.length >= FEW && distance(best) <= NEAR;
    return isThere || words.length >= DISTINCT ? { span: folded.toOriginal(best), state: 'approximate' } : null;
  }
  // Several stand alike in their contexts.
  if (near.length === 0) return null;
  const isBetween = (one: Candidate): boolean => one.start >= low && one.start < high;
  const [first, second] = [best, ...rivals].sort(
    (a, b) => Number(isBetween(b)) - Number(isBetween(a)) || distance(a) - distance(b),
  );
  if (!first || !second || (!isSupported(first) && words.length < DISTINCT)) return null;
  const isClear = isSupported(first) && (distance(first) * 2 < distance(second) || !isBetween(second));
  return { span: folded.toOriginal(first), state: isClear ? 'exact' : 'approximate' };
}

/** From the nearest of the places where it is expected; infinite where none is. */
const distanceOf = ({ start }: Span, near: readonly number[]): number =>
  Math.min(...near.map((one) => Math.abs(start - one)));

function chooseSimilar(places: readonly Candidate[], words: string, near: readonly number[]): Candidate | null {
  const score = (one: Candidate): number => one.quote + 0.25 * bothSides(one);
  const ranked = [...places].sort((a, b) => score(b) - score(a) || distanceOf(a, near) - distanceOf(b, near));
  const [best] = ranked;
  if (!best) return null;
  const context = support(best);
  const isEnough =
    words.length < DISTINCT
      ? best.quote >= FLOOR_ALONE && context >= CONTEXT_STANDS && bothSides(best) >= CONTEXT_STANDS
      : best.quote >= (context >= CONTEXT_STANDS ? FLOOR : FLOOR_ALONE);
  if (!isEnough) return null;
  const isRivalled = ranked.some(
    (one) => (one.start >= best.end || one.end <= best.start) && score(best) - score(one) < 0.06,
  );
  return isRivalled ? null : best;
}

/**
 * A passage over several blocks that something was put between: each of them stands, in order, and not far from the one
 * before. Null when one is missing or when there are several such places.
 */
function findApart(text: string, folded: FoldedText, index: GramIndex, sought: Sought): Place | null {
  const { quote, words } = sought;
  const pieces = quote.exact.split('\n').map((piece) => foldWords(piece));
  if (words.length < DISTINCT || pieces.length === 1 || pieces.includes('')) return null;
  // The longest one stands in the fewest places.
  const most = pieces.reduce((best, piece, at) => (piece.length > (pieces[best] ?? '').length ? at : best), 0);
  const seed = pieces[most] ?? '';
  const starts = index.equal(seed, 0);
  if (starts.length > MOST_STARTS) return null;
  const chains = starts.flatMap((at): Span[] => {
    let [start, end] = [at, at + seed.length];
    for (const piece of pieces.slice(0, most).reverse()) {
      const from = Math.max(0, start - BETWEEN - piece.length);
      const before = folded.slice(from, start).lastIndexOf(piece);
      if (before < 0) return [];
      start = from + before;
    }
    for (const piece of pieces.slice(most + 1)) {
      const after = folded.slice(end, end + BETWEEN + piece.length).indexOf(piece);
      if (after < 0) return [];
      end += after + piece.length;
    }
    const span = folded.toOriginal({ start, end });
    return isWhole(text, span, sought) ? [span] : [];
  });
  const [only] = chains;
  return only && chains.length === 1 ? { span: only, state: 'approximate' } : null;
}

type Resembling = Span & { readonly errors: number };

/** The stretch of a window that is most like `words`, at most `slack` characters of them other ones. */
function resemble(folded: FoldedText, window: Span, words: string, slack: number): Resembling | null {
  const near = folded.slice(window.start, window.end);
  if (words.length > LONG) return resembleLong(near, window.start, words, slack);
  const [match] = search(near, words, slack);
  return match ? { start: window.start + match.start, end: window.start + match.end, errors: match.errors } : null;
}

/** Of a long quote both ends are looked for; what lies between is as long as it was, give or take the slack. */
function resembleLong(near: string, from: number, words: string, slack: number): Resembling | null {
  const budget = Math.ceil(END * (1 - FLOOR));
  const [head] = search(near, words.slice(0, END), budget);
  const [tail] = search(near, words.slice(-END), budget).slice(-1);
  if (!head || !tail || Math.abs(tail.end - head.start - words.length) > slack) return null;
  const changed = Math.abs(tail.end - head.start - words.length);
  const errors = Math.round(((head.errors + tail.errors) / (2 * END)) * words.length) + changed;
  return errors > slack ? null : { start: from + head.start, end: from + tail.end, errors };
}

/**
 * How much of `context` stands in `near`, which is at its side: 1 when it follows at once, less when something came
 * between or was changed; null when there is none.
 */
function standing(near: string, context: string, side: 'start' | 'end'): number | null {
  if (context.length < 3) return null;
  if (side === 'end' ? near.endsWith(context) : near.startsWith(context)) return 1;
  const whole = likeness(near, context);
  if (whole >= 0.9) return whole;
  const half = Math.ceil(context.length / 2);
  const inner = side === 'end' ? context.slice(-half) : context.slice(0, half);
  // A neighbour that was reworded keeps the words next to the passage as often as the others.
  return Math.max(whole, 0.9 * likeness(near, inner));
}

function likeness(near: string, context: string): number {
  const most = Math.floor(context.length / 2);
  const [match] = search(near, context, most);
  // Half of the letters of anything can be found in anything.
  return match ? 1 - (2 * match.errors) / context.length : 0;
}

/** Where the words next to the passage still stand, the passage ends there, whatever its own first and last words are now. */
function settleEdges(folded: FoldedText, place: Span, prefix: string, suffix: string, slack: number): Span {
  const before = prefix.slice(-EDGE);
  const after = suffix.slice(0, EDGE);
  let { start, end } = place;
  if (before.length === EDGE && !folded.standsAt(before, start - EDGE)) {
    const from = Math.max(0, start - slack - EDGE);
    const at = folded.slice(from, Math.min(end, start + slack)).lastIndexOf(before);
    if (at >= 0) start = from + at + EDGE;
  }
  if (after.length === EDGE && !folded.standsAt(after, end)) {
    const from = Math.max(start + 1, end - slack);
    const at = folded.slice(from, end + slack + EDGE).indexOf(after);
    if (at >= 0) end = from + at;
  }
  return start < end ? { start, end } : place;
}
