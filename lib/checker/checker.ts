/** The pipeline: segment, match, attribute, compare, grade. */
import { correctionKey } from '../annotation/index.ts';
import { type Attribution, attribute, compareWording, type KeyedClaim, type Wording } from '../attribution/index.ts';
import { type ClaimKey, type ClaimSet, claimKey } from '../claims/index.ts';
import { createMatcher, drain, type Match, type Slices, THRESHOLDS, type WordVectors } from '../matching/index.ts';
import type { Settings } from '../settings.ts';
import { compareAttribution, type Grade, gradeSources, raisesCertainty } from '../sourcing/index.ts';
import type { Sentence } from '../text/index.ts';
import { missingContext } from './context.ts';
import { describeClaims } from './describe.ts';
import { type Pause, paced, segmentInSlices } from './pace.ts';
import { pageSources } from './relays.ts';
import type { ClaimAnnotation, PageReport, PageText } from './report.ts';
import type { ShelvedSet } from './shelves.ts';
import { tallyOf } from './tally.ts';

/** A sentence outside a page, as sentence files carry it. */
export type SentenceInput = { readonly text: string; readonly before?: string; readonly lang: string };

/** What one sentence of a sentence file says. */
export type SentenceReport = {
  readonly claims: readonly { readonly claim: ClaimKey; readonly confidence: number; readonly wording: Wording }[];
  readonly attribution: Attribution;
};

export type CheckerOptions = {
  /** How sure Caveat must be before it reports a sentence. */
  readonly confidence?: Settings['confidence'];
  /** Word vectors (`openVectors`), for claim sets that bring only their words. */
  readonly vectors?: WordVectors | null;
  /** Sets kept elsewhere, which `check` searches as well (`openShelf`). */
  readonly shelved?: readonly ShelvedSet[];
  /** Called between slices of a check, so that a long page does not block; without it a check runs through. */
  readonly pause?: Pause;
};

export interface Checker {
  /**
   * Check a whole page. Sentences seen before are not attributed again. `corrected` holds the keys of what the reader
   * said is not the claim (`correctionKey`): the report is made as if those had not been found.
   */
  check(page: PageText, corrected?: ReadonlySet<string>): Promise<PageReport>;
  /** Check the sentences of one page, given in order, without page offsets. */
  checkSentences(sentences: readonly SentenceInput[]): SentenceReport[];
}

type KnownClaim = KeyedClaim & { readonly set: ClaimSet; readonly grade: Grade };
type Stated = { readonly match: Match; readonly entry: KnownClaim };

/** What one sentence says. */
type Reading = {
  readonly index: number;
  readonly attribution: Attribution;
  readonly claims: readonly (Stated & { readonly wording: Wording })[];
};

const NOTHING: ReadonlySet<string> = new Set();

/** How many sentences' attributions are remembered between two checks of the same page. */
const REMEMBERED = 5_000;
/** Claim sentences whose source is read between two pauses. */
const SLICE = 8;

/** Claims by key, each graded when it is first asked for. */
function knownClaims(claimSets: readonly ClaimSet[]): (key: ClaimKey) => KnownClaim | undefined {
  const places = new Map<ClaimKey, KeyedClaim & { readonly set: ClaimSet }>();
  for (const set of claimSets) {
    for (const claim of set.claims) {
      const key = claimKey(set.id, claim.id);
      places.set(key, { key, set, claim });
    }
  }
  const graded = new Map<ClaimKey, KnownClaim>();
  return (key) => {
    const place = places.get(key);
    if (!place) return undefined;
    const known = graded.get(key) ?? { ...place, grade: gradeSources(place.claim.record) };
    graded.set(key, known);
    return known;
  };
}

/**
 * Build the pipeline for these claim sets: segment, match, attribute, compare, grade.
 * The only place outside the core's own tests from which matching and attribution are reached.
 */
export function createChecker(claimSets: readonly ClaimSet[], options: CheckerOptions = {}): Checker {
  const { shelved = [], pause = async () => {}, confidence = 'balanced' } = options;
  const known = knownClaims(claimSets);
  const describe = describeClaims(claimSets);
  // Matches the reader is not shown are still looked at: what a page perhaps states is not missing from it.
  const least = Math.min(THRESHOLDS['show-more'], THRESHOLDS[confidence]);
  const matcher = createMatcher(claimSets, { threshold: least, vectors: options.vectors ?? null });
  const isSure = (match: Match): boolean => match.confidence >= THRESHOLDS[confidence];
  const attributions = new Map<string, Attribution>();

  function attributeOnce({ text, before, lang }: SentenceInput, claims: readonly KeyedClaim[]): Attribution {
    const question = `${lang}\n${before ?? ''}\n${text}\n${claims.map(({ key }) => key).join(' ')}`;
    const seen = attributions.get(question);
    if (seen) return seen;
    if (attributions.size >= REMEMBERED) attributions.clear();
    const attribution = attribute(text, before, lang, claims);
    attributions.set(question, attribution);
    return attribution;
  }

  /** Matches with shelved claims, and of each set as much as they speak of: those claims, and what qualifies them. */
  async function searchShelves(inputs: readonly SentenceInput[]): Promise<{ matches: Match[]; sets: ClaimSet[] }> {
    const matches: Match[] = [];
    const sets: ClaimSet[] = [];
    for (const { set, search, claims } of shelved) {
      const found = await paced(search.matchInSlices(inputs, least), pause);
      const places = new Set<number>();
      for (const [sentence, ofSentence] of found.entries()) {
        for (const { claim: place, confidence: sure, span, evidence } of ofSentence) {
          places.add(place);
          const claim = claimKey(set.id, search.ids[place] ?? '');
          matches.push({ sentence, claim, confidence: sure, part: span, evidence });
        }
      }
      if (places.size === 0) continue;
      const stated = await claims([...places]);
      const qualifying = new Set(stated.flatMap(({ qualifiedBy }) => qualifiedBy));
      for (const { id } of stated) qualifying.delete(id);
      const more = qualifying.size === 0 ? [] : await claims([...qualifying].map((id) => search.ids.indexOf(id)));
      sets.push({ ...set, claims: [...stated, ...more] });
    }
    return { matches, sets };
  }

  /** What each sentence says, by the matches the reader is shown. */
  function* readInSlices(
    inputs: readonly SentenceInput[],
    matches: readonly Match[],
    entryOf: (key: ClaimKey) => KnownClaim | undefined,
    wanted: (index: number) => boolean,
  ): Slices<Reading[]> {
    const found = new Map<number, Stated[]>();
    for (const match of matches) {
      const entry = entryOf(match.claim);
      if (entry) found.set(match.sentence, [...(found.get(match.sentence) ?? []), { match, entry }]);
    }
    const readings: Reading[] = [];
    for (const [index, input] of inputs.entries()) {
      const stated = found.get(index) ?? [];
      if (stated.length === 0 && !wanted(index)) continue;
      const attribution = attributeOnce(
        input,
        stated.map(({ entry }) => entry),
      );
      const claims = stated.map(({ match, entry }) => ({
        match,
        entry,
        wording: compareWording(entry, input.text, attribution, input.lang),
      }));
      if (readings.push({ index, attribution, claims }) % SLICE === 0) yield;
    }
    return readings;
  }

  return {
    async check(page, corrected = NOTHING) {
      const sentences = await paced(segmentInSlices(page.text, page.locale), pause);
      const inputs = sentences.map((sentence, index) => sentenceInput(sentence, sentences[index - 1], page.locale));
      const own = await paced(matcher.matchInSlices(inputs), pause);
      const others = await searchShelves(inputs);
      const matches = [...own, ...others.matches].filter(
        ({ claim, sentence }) => !corrected.has(correctionKey(claim, inputs[sentence]?.text ?? '')),
      );
      const allSets = [...claimSets, ...others.sets];
      const fetched = knownClaims(others.sets);
      const describeFetched = describeClaims(others.sets);
      const describeAny: typeof describe = (key) => describe(key) ?? describeFetched(key);
      const readings = await paced(
        readInSlices(
          inputs,
          matches.filter(isSure),
          (key) => known(key) ?? fetched(key),
          () => false,
        ),
        pause,
      );
      const annotations = readings.flatMap(({ index, attribution, claims }): ClaimAnnotation[] => {
        const sentence = sentences[index];
        if (!sentence) return [];
        return claims.map(({ match, entry, wording }) => ({
          id: `${match.claim}@${sentence.start}`,
          claim: match.claim,
          sentence: { start: sentence.start, end: sentence.end },
          part: { start: sentence.start + match.part.start, end: sentence.start + match.part.end },
          quote: sentence.text,
          ...(inputs[index]?.before === undefined ? {} : { before: inputs[index].before }),
          level: entry.grade.level,
          confidence: match.confidence,
          evidence: match.evidence,
          attribution,
          wording,
          comparison: compareAttribution(entry.grade, attribution),
          // Who says that a plan is off does not speak of it as settled.
          certaintyRaised: wording.drift !== 'contradicts' && raisesCertainty(entry.claim.record, attribution),
        }));
      });
      annotations.sort(
        (a, b) => a.sentence.start - b.sentence.start || a.part.start + a.part.end - b.part.start - b.part.end,
      );
      const claims = [...new Set(annotations.map((annotation) => annotation.claim))].flatMap(
        (key) => describeAny(key) ?? [],
      );
      const maybe = new Set(matches.map((match) => match.claim));
      await pause();
      return {
        annotations,
        claims,
        // A page that was cut may state the qualifying claim in the part that is missing.
        missing: page.truncated ? [] : missingContext({ claims, annotations, maybe, describe: describeAny }),
        ...pageSources(page, sentences, annotations, claims, allSets),
        tally: tallyOf(annotations, claims),
        truncated: page.truncated,
      };
    },

    checkSentences(sentences) {
      const matches = matcher.match(sentences).filter(isSure);
      const readings = readInSlices(sentences, matches, known, () => true);
      return drain(readings).map(({ attribution, claims }) => ({
        attribution,
        claims: claims.map(({ match, wording }) => ({ claim: match.claim, confidence: match.confidence, wording })),
      }));
    },
  };
}

function sentenceInput(sentence: Sentence, before: Sentence | undefined, lang: string): SentenceInput {
  return before ? { text: sentence.text, before: before.text, lang } : { text: sentence.text, lang };
}
