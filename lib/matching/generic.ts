/**
 * Claims that bring only their words: a sentence is compared with every text and paraphrase of the claim.
 *
 * Without knowledge a near wording is all that can be recognised safely, so this way prefers silence: it asks that most
 * of the claim's informative words, its numbers and its negation be there. What plain similarity can and cannot do is
 * measured by `tests/bench`.
 */
import type { Claim } from '../claims/index.ts';
import type { Evidence } from './match.ts';
import { guessTongue, type Token, type Tongue, tokenize } from './tokens.ts';

const STOP: Record<Tongue, ReadonlySet<string>> = {
  en: new Set(
    'the of and to a in is that for it was on with he as by at from his be this have are but they had or an were which will would has its their been who said one you do about after all also any can could did does if into just like may more most much new now only other our out over own said says she so some such than them then there these those through under up very we what when where while whom whose why your not no us'.split(
      ' ',
    ),
  ),
  es: new Set(
    'de la que el en y a los se del las un por con una su para es al lo como mas o pero sus le ya este si porque esta son entre cuando muy sin sobre fue ha desde dijo segun ser hay han habia era sido tambien hasta donde quien cual todo todos esa ese eso esto estos estas ante bajo contra nos les me te mi tu otra otro otros aun no ni'.split(
      ' ',
    ),
  ),
};
const NEGATION =
  /^(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|\w+nt|nunca|jamas|nadie|ningun\w*|tampoco|sin|ni)$/u;

type Form = {
  readonly tongue: Tongue;
  readonly stems: ReadonlyMap<string, number>;
  readonly total: number;
  readonly numbers: readonly string[];
  readonly negative: boolean;
};
type Known = { readonly key: string; readonly forms: readonly Form[] };

export type GenericMatch = {
  readonly claim: number;
  readonly confidence: number;
  readonly evidence: Evidence[];
  readonly span: { readonly start: number; readonly end: number };
};
export type GenericMatcher = { match(tokens: readonly Token[], tongue: Tongue): GenericMatch[] };

/** Log-odds from coverage both ways; set so that only near wordings pass (coverage of about two thirds). */
const INTERCEPT = -11;
const CLAIM_COVERED = 11;
const SENTENCE_COVERED = 4;
const NUMBER_DIFFERS = -3;
const NEGATION_DIFFERS = -2;
const FEWEST_SHARED = 4;

const content = (tokens: readonly Token[], tongue: Tongue): Token[] =>
  tokens.filter((token) => token.word.length > 1 && !STOP[tongue].has(token.word));

/** Build for claims without knowledge. An inverted index keeps a sentence from being compared with claims that share nothing. */
export function createGenericMatcher(claims: readonly Claim[], keys: readonly string[]): GenericMatcher {
  const frequency = new Map<string, number>();
  const known: Known[] = claims.map((claim, index) => {
    const texts: [string, string][] = [
      ...Object.entries(claim.text),
      ...Object.entries(claim.paraphrases).flatMap(([lang, list]) =>
        list.map((text): [string, string] => [lang, text]),
      ),
    ];
    const forms = texts.flatMap(([lang, text]): Form[] => {
      const tongue = guessTongue(text, lang);
      if (tongue === null) return [];
      const tokens = tokenize(text, tongue);
      const stems = new Map(content(tokens, tongue).map((token) => [token.stem, 1]));
      if (stems.size < FEWEST_SHARED) return [];
      return [
        {
          tongue,
          stems,
          total: stems.size,
          numbers: tokens.filter((token) => /^\p{N}/u.test(token.word)).map((token) => token.word),
          negative: tokens.some((token) => NEGATION.test(token.word)),
        },
      ];
    });
    for (const stem of new Set(forms.flatMap((form) => [...form.stems.keys()])))
      frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
    return { key: keys[index] ?? '', forms };
  });
  const weigh = (stem: string): number => 1 + Math.log(1 + claims.length / (1 + (frequency.get(stem) ?? 0))) / 4;
  const postings = new Map<string, number[]>();
  known.forEach((claim, index) => {
    for (const stem of new Set(claim.forms.flatMap((form) => [...form.stems.keys()]))) {
      const list = postings.get(stem);
      if (list) list.push(index);
      else postings.set(stem, [index]);
    }
  });

  const compare = (form: Form, words: readonly Token[], sentence: readonly Token[]): number => {
    let shared = 0;
    let total = 0;
    let count = 0;
    const present = new Set(words.map((token) => token.stem));
    for (const stem of form.stems.keys()) {
      const weight = weigh(stem);
      total += weight;
      if (!present.has(stem)) continue;
      shared += weight;
      count++;
    }
    if (count < FEWEST_SHARED) return 0;
    let own = 0;
    for (const stem of present) own += weigh(stem);
    const numbers = new Set(sentence.filter((token) => /^\p{N}/u.test(token.word)).map((token) => token.word));
    const numbersDiffer = form.numbers.some((number) => !numbers.has(number));
    const negative = sentence.some((token) => NEGATION.test(token.word));
    const logOdds =
      INTERCEPT +
      (CLAIM_COVERED * shared) / total +
      (SENTENCE_COVERED * shared) / own +
      (numbersDiffer ? NUMBER_DIFFERS : 0) +
      (negative === form.negative ? 0 : NEGATION_DIFFERS);
    return 1 / (1 + Math.exp(-logOdds));
  };

  return {
    match(tokens, tongue) {
      const words = content(tokens, tongue);
      if (words.length < FEWEST_SHARED) return [];
      const shared = new Map<number, number>();
      for (const stem of new Set(words.map((token) => token.stem)))
        for (const claim of postings.get(stem) ?? []) shared.set(claim, (shared.get(claim) ?? 0) + 1);
      const found: GenericMatch[] = [];
      for (const [claim, count] of shared) {
        if (count < FEWEST_SHARED) continue;
        let best = 0;
        let bestForm: Form | undefined;
        for (const form of known[claim]?.forms ?? []) {
          if (form.tongue !== tongue) continue;
          const confidence = compare(form, words, tokens);
          if (confidence > best) [best, bestForm] = [confidence, form];
        }
        if (bestForm === undefined) continue;
        const spoke = words.filter((token) => bestForm.stems.has(token.stem));
        const first = spoke[0];
        const last = spoke.at(-1);
        if (!first || !last) continue;
        found.push({
          claim,
          confidence: best,
          span: { start: first.start, end: last.end },
          evidence: spoke.slice(0, 8).map((token) => ({
            label: token.word,
            weight: weigh(token.stem),
            span: { start: token.start, end: token.end },
          })),
        });
      }
      return found;
    },
  };
}
