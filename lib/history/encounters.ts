/** From a page's report to what is remembered of it, and how long. */
import { pageKey } from '../annotation/index.ts';
import type { ClaimAnnotation, ClaimOnPage, PageReport, PageText } from '../checker/index.ts';
import { hostOf } from '../sourcing/index.ts';
import { type Encounter, type EncounterWording, MAX_WORDINGS } from './types.ts';

const MAX_QUOTE = 2_000;
const MAX_NAME = 300;

/** Of several sentences on one claim, the one that says most about what became of it is remembered. */
const GRAVITY: Readonly<Record<EncounterWording['drift'], number>> = {
  contradicts: 3,
  overstated: 2,
  figure: 1,
  none: 0,
};

/** One encounter for each claim of the page. A page without a host (a file, standard input) leaves none. */
export function encountersOf(
  report: PageReport,
  page: Pick<PageText, 'source' | 'title' | 'locale'>,
  now: string,
): readonly Encounter[] {
  const outlet = hostOf(page.source);
  if (outlet === null) return [];
  const key = pageKey(page.source);
  return report.claims.flatMap((claim): Encounter[] => {
    const [telling] = report.annotations
      .filter((annotation) => annotation.claim === claim.key)
      .sort((a, b) => GRAVITY[b.wording.drift] - GRAVITY[a.wording.drift] || a.sentence.start - b.sentence.start);
    if (!telling) return [];
    return [
      {
        id: `${claim.key} ${key}`,
        claim: claim.key,
        version: claim.set.version,
        page: key,
        title: page.title.slice(0, MAX_QUOTE),
        outlet,
        language: page.locale,
        first: now,
        last: now,
        wordings: [wordingOf(telling, claim, report, now)],
      },
    ];
  });
}

function wordingOf(
  { quote, wording, attribution, comparison, claim: key }: ClaimAnnotation,
  { claim }: ClaimOnPage,
  report: PageReport,
  at: string,
): EncounterWording {
  const origin = report.oneOrigin.find((one) => one.claim === key);
  const figure = figureOf(quote, wording, claim);
  return {
    at,
    quote: quote.slice(0, MAX_QUOTE),
    drift: wording.drift,
    attribution: attribution.kind,
    ...(attribution.name === undefined ? {} : { source: attribution.name.slice(0, MAX_NAME) }),
    comparison,
    ...(figure ? { figure: { said: figure.said.slice(0, MAX_NAME), record: figure.record.slice(0, MAX_NAME) } } : {}),
    ...(origin ? { credits: origin.outlet.slice(0, MAX_NAME) } : {}),
  };
}

const DIGITS = /\d[\d.,  ]*/;

/**
 * What the claim turns on, as the page has it and as the record has it. A number goes by its digits, so that "at least
 * 75" and "75" are one; where the page says what the record says, only a number that stands there in digits is known.
 */
function figureOf(
  quote: string,
  { drift, differences }: ClaimAnnotation['wording'],
  { figures }: ClaimOnPage['claim'],
): EncounterWording['figure'] {
  const recorded = figures[0] === undefined ? undefined : String(figures[0].value);
  if (drift === 'none') {
    const isThere = recorded !== undefined && new RegExp(`(?<![\\d.,])${recorded}(?![\\d.,]*\\d)`).test(quote);
    return isThere ? { said: recorded, record: recorded } : undefined;
  }
  const differing = differences.find(({ kind }) => kind === 'number' || kind === 'entity' || kind === 'time');
  if (drift !== 'figure' || !differing) return undefined;
  const words = quote.slice(differing.page.start, differing.page.end).trim();
  if (words === '') return undefined;
  if (differing.kind !== 'number') return { said: words, record: differing.record };
  const digits = (text: string): string => (DIGITS.exec(text)?.[0] ?? text).replace(/[.,\s]+$/, '');
  return { said: digits(words), record: digits(differing.record) };
}

/**
 * The same page met again: one encounter, first met when it first was, with another wording only where the page says
 * it differently now. `known` and `again` are of the same claim and page.
 */
export function foldEncounter(known: Encounter, again: Encounter): Encounter {
  const latest = known.wordings.at(-1);
  const fresh = again.wordings.filter((wording) => latest === undefined || !saysTheSame(latest, wording));
  const all = [...known.wordings, ...fresh];
  const wordings = all.length <= MAX_WORDINGS ? all : [...all.slice(0, 1), ...all.slice(1 - MAX_WORDINGS)];
  const { version, title, language, last } = again;
  // Times may come in different zones.
  const isLater = Date.parse(last) > Date.parse(known.last);
  return { ...known, version, title, language, last: isLater ? last : known.last, wordings };
}

const saysTheSame = (a: EncounterWording, b: EncounterWording): boolean =>
  a.quote === b.quote && a.drift === b.drift && a.attribution === b.attribution && a.comparison === b.comparison;

/** How long and how much is remembered. */
export type HistoryLimits = {
  /** The time, ISO 8601 with zone. */
  readonly now: string;
  /** Days since a page was last met. */
  readonly days: number;
  /** Encounters kept at most; the ones met longest ago go first. */
  readonly most: number;
};

const DAY = 24 * 60 * 60 * 1000;

/** The ids of what is past its time, or too many. */
export function expired(
  encounters: readonly Pick<Encounter, 'id' | 'last'>[],
  { now, days, most }: HistoryLimits,
): readonly string[] {
  const oldest = Date.parse(now) - days * DAY;
  const latestFirst = [...encounters].sort((a, b) => Date.parse(b.last) - Date.parse(a.last));
  return latestFirst.filter(({ last }, at) => at >= most || Date.parse(last) < oldest).map(({ id }) => id);
}
