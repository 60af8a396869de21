/** THE PIPELINE'S ONE DOOR: page text in, what its sentences claim and how that is sourced out. */
import { type Attribution, attribute, compareWording, type Wording } from '../attribution/index.ts';
import { type Claim, type ClaimKey, type ClaimSet, claimKey } from '../claims/index.ts';
import { createMatcher } from '../matching/index.ts';
import type { Settings } from '../settings.ts';
import { compareAttribution, type Grade, gradeSources } from '../sourcing/index.ts';
import { type Sentence, segmentSentences } from '../text/index.ts';
import { missingContext } from './context.ts';
import { describeClaims } from './describe.ts';
import type { ClaimAnnotation, PageReport, PageText } from './report.ts';
import { tallyOf } from './tally.ts';

export { describeClaims } from './describe.ts';
export type { ClaimAnnotation, ClaimOnPage, MissingContext, PageReport, PageText, Tally } from './report.ts';

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
};

export interface Checker {
  /** Check a whole page. Sentences seen before are not attributed again. */
  check(page: PageText): Promise<PageReport>;
  /** Check the sentences of one page, given in order, without page offsets. */
  checkSentences(sentences: readonly SentenceInput[]): SentenceReport[];
}

type KnownClaim = { readonly set: ClaimSet; readonly claim: Claim; readonly grade: Grade };

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
      known.set(claimKey(set.id, claim.id), { set, claim, grade: gradeSources(claim.record) });
    }
  }
  const describe = describeClaims(claimSets);
  const matcher = createMatcher(claimSets, { confidence: options.confidence ?? 'balanced' });
  const attributions = new Map<string, Attribution>();

  function attributeOnce(text: string, before: string | undefined, locale: string): Attribution {
    const key = `${locale}\n${before ?? ''}\n${text}`;
    const seen = attributions.get(key);
    if (seen) return seen;
    if (attributions.size >= REMEMBERED) attributions.clear();
    const attribution = attribute(text, before, locale);
    attributions.set(key, attribution);
    return attribution;
  }

  return {
    async check(page) {
      const sentences = segmentSentences(page.text, page.locale);
      const inputs = sentences.map((sentence, index) => sentenceInput(sentence, sentences[index - 1], page.locale));
      const annotations: ClaimAnnotation[] = [];
      for (const match of matcher.match(inputs)) {
        const sentence = sentences[match.sentence];
        const input = inputs[match.sentence];
        const entry = known.get(match.claim);
        if (!sentence || !input || !entry) continue;
        const attribution = attributeOnce(input.text, input.before, input.lang);
        annotations.push({
          id: `${match.claim}@${sentence.start}`,
          claim: match.claim,
          sentence: { start: sentence.start, end: sentence.end },
          part: { start: sentence.start + match.part.start, end: sentence.start + match.part.end },
          quote: sentence.text,
          level: entry.grade.level,
          confidence: match.confidence,
          evidence: match.evidence,
          attribution,
          wording: compareWording(entry.claim, input.text, attribution, input.lang),
          comparison: compareAttribution(entry.claim.record, entry.grade, attribution),
        });
      }
      annotations.sort((a, b) => a.sentence.start - b.sentence.start || a.part.start - b.part.start);
      const claims = [...new Set(annotations.map((annotation) => annotation.claim))].flatMap(
        (key) => describe(key) ?? [],
      );
      return {
        annotations,
        claims,
        // A page that was cut may state the qualifying claim in the part that is missing.
        missing: page.truncated ? [] : missingContext(claims, describe),
        tally: tallyOf(annotations, claims),
        truncated: page.truncated,
      };
    },

    checkSentences(sentences) {
      const reports = sentences.map((sentence) => ({
        claims: [] as SentenceReport['claims'][number][],
        attribution: attributeOnce(sentence.text, sentence.before, sentence.lang),
      }));
      for (const match of matcher.match(sentences)) {
        const sentence = sentences[match.sentence];
        const report = reports[match.sentence];
        const entry = known.get(match.claim);
        if (!sentence || !report || !entry) continue;
        const wording = compareWording(entry.claim, sentence.text, report.attribution, sentence.lang);
        report.claims.push({ claim: match.claim, confidence: match.confidence, wording });
      }
      return reports;
    },
  };
}

function sentenceInput(sentence: Sentence, before: Sentence | undefined, lang: string): SentenceInput {
  return before ? { text: sentence.text, before: before.text, lang } : { text: sentence.text, lang };
}
