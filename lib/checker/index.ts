/** THE PIPELINE'S ONE DOOR: page text in, what its sentences claim and how that is sourced out. */
import { correctionKey } from '../annotation/index.ts';
import { type Attribution, attribute, compareWording, type KeyedClaim, type Wording } from '../attribution/index.ts';
import { type ClaimKey, type ClaimSet, claimKey } from '../claims/index.ts';
import { createMatcher, type Match, THRESHOLDS, type WordVectors } from '../matching/index.ts';
import type { Settings } from '../settings.ts';
import { compareAttribution, type Grade, gradeSources, raisesCertainty } from '../sourcing/index.ts';
import { type Sentence, segmentSentences } from '../text/index.ts';
import { missingContext } from './context.ts';
import { describeClaims } from './describe.ts';
import { pageSources } from './relays.ts';
import type { ClaimAnnotation, PageReport, PageText } from './report.ts';
import { tallyOf } from './tally.ts';

export { createRetriever, openVectors, type Retriever, type WordVectors } from '../matching/index.ts';
export { describeClaims } from './describe.ts';
export type {
  ClaimAnnotation,
  ClaimOnPage,
  MissingContext,
  OneOrigin,
  PageReport,
  PageText,
  Relay,
  Tally,
} from './report.ts';
export { wordingOf } from './wording.ts';

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

const NOTHING: ReadonlySet<string> = new Set();

/** How many sentences' attributions are remembered between two checks of the same page. */
const REMEMBERED = 5_000;

/**
 * Build the pipeline for these claim sets: segment, match, attribute, compare, grade.
 * The only place outside the core's own tests from which matching and attribution are reached.
 */
export function createChecker(claimSets: readonly ClaimSet[], options: CheckerOptions = {}): Checker {
  const known = new Map<ClaimKey, KnownClaim>();
  for (const set of claimSets) {
    for (const claim of set.claims) {
      const key = claimKey(set.id, claim.id);
      known.set(key, { key, set, claim, grade: gradeSources(claim.record) });
    }
  }
  const describe = describeClaims(claimSets);
  const confidence = options.confidence ?? 'balanced';
  // Matches the reader is not shown are still looked at: what a page perhaps states is not missing from it.
  const matcher = createMatcher(claimSets, {
    threshold: Math.min(THRESHOLDS['show-more'], THRESHOLDS[confidence]),
    vectors: options.vectors ?? null,
  });
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

  /** What each sentence says, by the matches the reader is shown. */
  function readAll(inputs: readonly SentenceInput[], matches: readonly Match[], wanted: (index: number) => boolean) {
    const found = new Map<number, { match: Match; entry: KnownClaim }[]>();
    for (const match of matches) {
      const entry = known.get(match.claim);
      if (entry) found.set(match.sentence, [...(found.get(match.sentence) ?? []), { match, entry }]);
    }
    return inputs.flatMap((input, index) => {
      const stated = found.get(index) ?? [];
      if (stated.length === 0 && !wanted(index)) return [];
      const attribution = attributeOnce(
        input,
        stated.map(({ entry }) => entry),
      );
      const claims = stated.map(({ match, entry }) => ({
        match,
        entry,
        wording: compareWording(entry, input.text, attribution, input.lang),
      }));
      return [{ index, attribution, claims }];
    });
  }

  return {
    async check(page, corrected = NOTHING) {
      const sentences = segmentSentences(page.text, page.locale);
      const inputs = sentences.map((sentence, index) => sentenceInput(sentence, sentences[index - 1], page.locale));
      const matches = matcher
        .match(inputs)
        .filter(({ claim, sentence }) => !corrected.has(correctionKey(claim, inputs[sentence]?.text ?? '')));
      const readings = readAll(inputs, matches.filter(isSure), () => false);
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
          comparison: compareAttribution(entry.claim.record, entry.grade, attribution),
          // Who says that a plan is off does not speak of it as settled.
          certaintyRaised: wording.drift !== 'contradicts' && raisesCertainty(entry.claim.record, attribution),
        }));
      });
      annotations.sort((a, b) => a.sentence.start - b.sentence.start || a.part.start - b.part.start);
      const claims = [...new Set(annotations.map((annotation) => annotation.claim))].flatMap(
        (key) => describe(key) ?? [],
      );
      const maybe = new Set(matches.map((match) => match.claim));
      return {
        annotations,
        claims,
        // A page that was cut may state the qualifying claim in the part that is missing.
        missing: page.truncated ? [] : missingContext({ claims, annotations, maybe, describe }),
        ...pageSources(page, sentences, annotations, claims, claimSets),
        tally: tallyOf(annotations, claims),
        truncated: page.truncated,
      };
    },

    checkSentences(sentences) {
      const matches = matcher.match(sentences).filter(isSure);
      return readAll(sentences, matches, () => true).map(({ attribution, claims }) => ({
        attribution,
        claims: claims.map(({ match, wording }) => ({ claim: match.claim, confidence: match.confidence, wording })),
      }));
    },
  };
}

function sentenceInput(sentence: Sentence, before: Sentence | undefined, lang: string): SentenceInput {
  return before ? { text: sentence.text, before: before.text, lang } : { text: sentence.text, lang };
}
