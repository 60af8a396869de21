/** What the library is asked to show, as it stands in the address: `#q=ferry&site=news.example`. */
import type { Annotation, Color } from '../lib/annotation/index.ts';
import type { Drift } from '../lib/attribution/index.ts';
import type { ClaimKey } from '../lib/claims/index.ts';
import type { Level } from '../lib/sourcing/index.ts';
import { COLORS, LEVELS } from './words.ts';

export const SORTS = ['newest', 'oldest', 'changed', 'page'] as const;
export type Sort = (typeof SORTS)[number];

/** What a note is: words of the reader's, a question, or a passage marked without words. */
export const KINDS = [
  'commenting',
  'questioning',
  'highlighting',
] as const satisfies readonly Annotation['motivation'][];
export type Kind = (typeof KINDS)[number];

/** How a note's passage words its claim, as far as one looks for it. */
export const DRIFTS = ['overstated', 'contradicts', 'figure'] as const satisfies readonly Drift[];
type AskedDrift = (typeof DRIFTS)[number];

export type LibraryQuery = {
  readonly words: string;
  readonly claim: ClaimKey | null;
  /** Id of a claim set: all its claims. */
  readonly set: string | null;
  readonly site: string | null;
  readonly tag: string | null;
  readonly level: Level | null;
  readonly kind: Kind | null;
  readonly color: Color | null;
  readonly drift: AskedDrift | null;
  /** First and last day a note was made, `2026-08-23`, in UTC as notes are stamped. */
  readonly from: string | null;
  readonly to: string | null;
  readonly quote: 'with' | 'without' | null;
  readonly sort: Sort;
};

export const EVERYTHING: LibraryQuery = {
  words: '',
  claim: null,
  set: null,
  site: null,
  tag: null,
  level: null,
  kind: null,
  color: null,
  drift: null,
  from: null,
  to: null,
  quote: null,
  sort: 'newest',
};

/** Whether something is asked for that stands behind "more filters". */
export const asksMore = ({ level, kind, color, drift, from, to, quote }: LibraryQuery): boolean =>
  [level, kind, color, drift, from, to, quote].some((value) => value !== null);

/** Whether anything is left out; an order leaves nothing out. */
export const isNarrowed = (query: LibraryQuery): boolean =>
  query.words.trim() !== '' || hashOf({ ...query, words: '', sort: 'newest' }) !== '';

/** An address's fragment, with or without `#`, as a query. What it does not understand it leaves out. */
export function queryOf(hash: string): LibraryQuery {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name: string) => asked.get(name) || null;
  const day = (name: string) => (/^\d{4}-\d\d-\d\d$/.test(asked.get(name) ?? '') ? asked.get(name) : null);
  const claim = text('claim');
  const quote = text('quote');
  return {
    words: asked.get('q') ?? '',
    claim: claim && isKey(claim) ? claim : null,
    set: text('set'),
    site: text('site'),
    tag: text('tag'),
    level: LEVELS.find((level) => String(level) === asked.get('level')) ?? null,
    kind: oneOf(KINDS, asked.get('kind')),
    color: oneOf(COLORS, asked.get('color')),
    drift: oneOf(DRIFTS, asked.get('drift')),
    from: day('from'),
    to: day('to'),
    quote: quote === 'with' || quote === 'without' ? quote : null,
    sort: oneOf(SORTS, asked.get('sort')) ?? 'newest',
  };
}

function oneOf<Value extends string>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => value === text) ?? null;
}

const isKey = (text: string): text is ClaimKey => text.includes(':');

/** The fragment for a query, without `#`; empty when everything is to be shown. */
export function hashOf({ words, sort, level, ...rest }: LibraryQuery): string {
  const asked = new URLSearchParams();
  if (words !== '') asked.set('q', words);
  for (const [name, value] of Object.entries(rest)) if (value !== null) asked.set(name, value);
  if (level !== null) asked.set('level', String(level));
  if (sort !== 'newest') asked.set('sort', sort);
  return asked.toString();
}
