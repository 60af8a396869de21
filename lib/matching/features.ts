/**
 * What the trained recogniser sees of a sentence: numbered features with values.
 *
 * Each feature is a 32-bit hash of a kind and one or two parts (words' stems, concepts). Kinds are kept apart, so a
 * concept of the sentence before never counts as one of the sentence itself.
 */
import type { ConceptHit, Lexicon } from './lexicon.ts';
import { cached, guessTongue, type Token, type Tongue, tokenize } from './tokens.ts';

/** One sentence of a page, in page order. */
export type SentenceInput = { readonly text: string; readonly before?: string; readonly lang: string };

/** Features and their values; the first `narrow` of them are of the kinds the small network reads as well. */
export type FeatureVector = { readonly ids: Uint32Array; readonly values: Float32Array; readonly narrow: number };

/** A sentence read: words, concepts, features. `tongue` is `null` when it is in neither language: it then states nothing. */
export type Reading = {
  readonly tongue: Tongue | null;
  readonly tokens: readonly Token[];
  readonly hits: readonly ConceptHit[];
  readonly vector: FeatureVector;
};

/**
 * Kinds of feature and the value each enters with (set by trial on left-out writers). The `wide` ones, pairs, are read
 * by the linear model only: the network forms its own conjunctions, and pairs made it worse.
 */
export const KIND = {
  stem: { code: 1, value: 0.5 },
  concept: { code: 2, value: 1 },
  negatedConcept: { code: 3, value: 0.7 },
  beforeConcept: { code: 4, value: 0.35 },
  beforeStem: { code: 5, value: 0.1 },
  pageConcept: { code: 6, value: 0.6 },
  shape: { code: 7, value: 0.5 },
  ngram: { code: 8, value: 0.15 },
  bigram: { code: 9, value: 0.35 },
  conceptPair: { code: 10, value: 0.35 },
  closePair: { code: 11, value: 0.5 },
} as const satisfies Record<string, { code: number; value: number }>;
/** Kinds from this code on are wide. */
const FIRST_WIDE = KIND.bigram.code;
export type KindName = keyof typeof KIND;
type Kind = (typeof KIND)[KindName];

const mix = (a: number, b: number): number => {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ b;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
};

const hashString = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** The feature number of a kind and its parts. */
export const featureId = (kind: KindName, first: number, second = 0): number =>
  mix(mix(KIND[kind].code, first), second);

export const stemHash = hashString;

const NEGATIONS: Record<Tongue, ReadonlySet<string>> = {
  en: new Set(
    'not no never nobody none nothing neither nor without cannot cant wont isnt arent wasnt werent doesnt dont didnt hasnt havent hadnt wouldnt couldnt shouldnt aint denied denies deny'.split(
      ' ',
    ),
  ),
  es: new Set('no ni nunca jamas nadie ningun ninguna ninguno nada sin tampoco niega nego niegan'.split(' ')),
};

const MAX_PAIRED = 28;
/** Slots for the features of one sentence, and the most it may have. */
const SLOTS = 8_192;
const MOST = 4_000;
/** A concept in fewer than this share of a page's sentences says nothing about the page. */
const RARE_ON_PAGE = 0.05;
/** Two concepts this few words apart count as close. */
const CLOSE = 5;

/** Collects features, each once. One builder serves a page: it is emptied by `done`. */
class Builder {
  readonly #narrowIds: number[] = [];
  readonly #narrowValues: number[] = [];
  readonly #wideIds: number[] = [];
  readonly #wideValues: number[] = [];
  /** Open addressing; a slot is taken if its stamp is the current one. */
  readonly #keys = new Uint32Array(SLOTS);
  readonly #stamps = new Uint32Array(SLOTS);
  #stamp = 1;
  #size = 0;

  add({ code, value }: Kind, first: number, second: number, scale: number): void {
    const id = mix(mix(code, first), second);
    let slot = id & (SLOTS - 1);
    while (this.#stamps[slot] === this.#stamp) {
      if (this.#keys[slot] === id) return;
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#size >= MOST) return;
    this.#size++;
    this.#stamps[slot] = this.#stamp;
    this.#keys[slot] = id;
    if (code >= FIRST_WIDE) {
      this.#wideIds.push(id);
      this.#wideValues.push(value * scale);
    } else {
      this.#narrowIds.push(id);
      this.#narrowValues.push(value * scale);
    }
  }

  done(): FeatureVector {
    const narrow = this.#narrowIds.length;
    const ids = new Uint32Array(narrow + this.#wideIds.length);
    ids.set(this.#narrowIds);
    ids.set(this.#wideIds, narrow);
    const values = new Float32Array(ids.length);
    values.set(this.#narrowValues);
    values.set(this.#wideValues, narrow);
    for (const list of [this.#narrowIds, this.#narrowValues, this.#wideIds, this.#wideValues]) list.length = 0;
    this.#stamp++;
    this.#size = 0;
    return { ids, values, narrow };
  }
}

type Words = {
  readonly tongue: Tongue | null;
  readonly tokens: readonly Token[];
  readonly hits: readonly ConceptHit[];
};

const readWords = (lexicon: Lexicon, text: string, lang: string): Words => {
  const tongue = guessTongue(text, lang);
  if (tongue === null) return { tongue, tokens: [], hits: [] };
  const tokens = tokenize(text, tongue);
  return { tongue, tokens, hits: lexicon.find(tokens, tongue) };
};

const conceptsOf = (words: Words): number[] => [...new Set(words.hits.map((hit) => hit.concept))];

/** Read a page: every sentence with its features. Linear in the text. */
export function readPage(lexicon: Lexicon, sentences: readonly SentenceInput[]): Reading[] {
  const words = sentences.map((sentence) => readWords(lexicon, sentence.text, sentence.lang));
  const counts = new Float32Array(lexicon.size);
  const sets = words.map(conceptsOf);
  const out = new Builder();
  for (const set of sets) for (const concept of set) counts[concept] = (counts[concept] ?? 0) + 1;

  return words.map((own, index) => {
    const sentence = sentences[index];
    const previous = words[index - 1];
    const given = sentence?.before;
    const before =
      given === undefined
        ? undefined
        : given === sentences[index - 1]?.text
          ? previous
          : readWords(lexicon, given, sentence?.lang ?? 'und');
    const vector =
      sentence === undefined || own.tongue === null
        ? out.done()
        : featuresOf(out, sentence.text, own, sets[index] ?? [], before, counts, sentences.length);
    return { ...own, vector };
  });
}

/** A number's size, so that a toll never seen before is still a toll and a year is none. */
function sizeOfNumber(word: string): string {
  const value = Number.parseFloat(word.replace(',', '.'));
  if (word.length === 4 && value >= 1_800 && value < 2_050) return '#year';
  return `#${[5, 13, 30, 200, 1_000, 5_000, 30_000].filter((limit) => value >= limit).length}`;
}

/** What a word gives besides its stem: the size of a number, and runs of four letters of a longer word. */
const partsOf = cached(20_000, (word): { size: number | null; grams: readonly number[] } => {
  const grams: number[] = [];
  if (word.length >= 5) {
    for (let i = 0; i + 4 <= Math.min(word.length, 14); i++) grams.push(hashString(word.slice(i, i + 4)));
  }
  return { size: /^[0-9]/.test(word) ? hashString(sizeOfNumber(word)) : null, grams };
});

function featuresOf(
  out: Builder,
  text: string,
  own: Words,
  concepts: readonly number[],
  before: Words | undefined,
  pageCounts: Float32Array,
  pageLength: number,
): FeatureVector {
  const { tokens, hits } = own;
  const tongue = own.tongue ?? 'en';
  const put = (kind: Kind, first: number, second = 0, scale = 1): void => out.add(kind, first, second, scale);

  let previous = hashString('^');
  for (const token of tokens) {
    const stem = hashString(token.stem);
    put(KIND.stem, stem);
    put(KIND.bigram, previous, stem);
    previous = stem;
    const { size, grams } = partsOf(token.word);
    if (size !== null) put(KIND.stem, size);
    for (const gram of grams) put(KIND.ngram, gram);
  }
  put(KIND.bigram, previous, hashString('$'));

  const paired = concepts.slice(0, MAX_PAIRED);
  for (const concept of concepts) put(KIND.concept, concept + 1);
  for (let i = 0; i < paired.length; i++) {
    for (let j = i + 1; j < paired.length; j++) {
      const a = paired[i] ?? 0;
      const b = paired[j] ?? 0;
      put(KIND.conceptPair, Math.min(a, b) + 1, Math.max(a, b) + 1);
    }
  }
  for (const a of hits) {
    for (const b of hits) {
      if (a === b || b.from < a.from || b.from - a.to > CLOSE || a.concept === b.concept) continue;
      put(KIND.closePair, a.concept + 1, b.concept + 1);
    }
  }

  const negated = new Set<number>();
  for (const token of tokens) if (NEGATIONS[tongue].has(token.word)) negated.add(token.clause);
  for (const hit of hits) if (negated.has(tokens[hit.from]?.clause ?? -1)) put(KIND.negatedConcept, hit.concept + 1);

  if (before !== undefined) {
    for (const concept of conceptsOf(before)) put(KIND.beforeConcept, concept + 1);
    for (const token of before.tokens) if (token.word.length > 3) put(KIND.beforeStem, hashString(token.stem));
  }
  if (pageLength > 2) {
    const own01 = new Set(concepts);
    for (let concept = 0; concept < pageCounts.length; concept++) {
      const others = (pageCounts[concept] ?? 0) - (own01.has(concept) ? 1 : 0);
      const share = others / (pageLength - 1);
      if (share >= RARE_ON_PAGE / 2) put(KIND.pageConcept, concept + 1, 0, Math.min(1, 2 * share));
    }
  }

  const shape = (name: string): void => put(KIND.shape, hashString(name));
  shape(`length${Math.min(8, Math.floor(tokens.length / 5))}`);
  shape(`concepts${Math.min(10, Math.floor(concepts.length / 2))}`);
  if (text.includes('?')) shape('question');
  if (/["“”«»]/u.test(text)) shape('quoted');
  if (/\p{N}/u.test(text)) shape('number');
  if (!/[.!?…"”»)']\s*$/u.test(text)) shape('headline');
  if (before === undefined) shape('first');
  shape(tongue);
  if (negated.size > 0) shape('negation');
  return out.done();
}
