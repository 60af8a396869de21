/** What the library is asked to show, as it stands in the address: `#q=ferry&site=news.example`. */
import type { ClaimKey } from '../lib/claims/index.ts';
import type { Level } from '../lib/sourcing/index.ts';

export const SORTS = ['newest', 'oldest', 'changed', 'page'] as const;
export type Sort = (typeof SORTS)[number];

export type LibraryQuery = {
  readonly words: string;
  readonly claim: ClaimKey | null;
  /** Id of a claim set: all its claims. */
  readonly set: string | null;
  readonly site: string | null;
  readonly tag: string | null;
  readonly level: Level | null;
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
  from: null,
  to: null,
  quote: null,
  sort: 'newest',
};

/** Whether anything is left out; an order leaves nothing out. */
export const isNarrowed = (query: LibraryQuery): boolean =>
  query.words.trim() !== '' || hashOf({ ...query, words: '', sort: 'newest' }) !== '';

const LEVELS: readonly Level[] = [0, 1, 2, 3, 4, 'J', '?'];

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
    from: day('from'),
    to: day('to'),
    quote: quote === 'with' || quote === 'without' ? quote : null,
    sort: SORTS.find((sort) => sort === asked.get('sort')) ?? 'newest',
  };
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
