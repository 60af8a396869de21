/**
 * What the trained recogniser sees of a sentence: numbered features with values.
 *
 * Each feature is a 32-bit hash of a kind and one or two parts (words' stems, concepts). Kinds are kept apart, so a
 * concept of the sentence before never counts as one of the sentence itself.
 */
import type { ConceptHit, Lexicon } from './lexicon.ts';
import { drain, type Slices } from './slices.ts';
import { cached, readTokens, type Token, type Tongue } from './tokens.ts';

/** One sentence of a page, in page order. */
export type SentenceInput = { readonly text: string; readonly before?: string; readonly lang: string };

/** Features and their values; the first `narrow` of them are of the kinds the small network reads as well. */
export type FeatureVector = { readonly ids: Uint32Array; readonly values: Float32Array; readonly narrow: number };

/** A sentence's words and concepts. `tongue` is `null` when it is in neither language: it then states nothing. */
export type Words = {
  readonly tongue: Tongue | null;
  readonly tokens: readonly Token[];
  readonly hits: readonly ConceptHit[];
  /** Those hit, each once. */
  readonly concepts: readonly number[];
};
/** The same with its features. */
export type Reading = Words & { readonly vector: FeatureVector };

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
export type KindName = keyof typeof KIND;

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

const single = (kind: KindName, part: number): number => featureId(kind, part);

const NEGATIONS: Record<Tongue, ReadonlySet<string>> = {
  en: new Set(
    'not no never nobody none nothing neither nor without cannot cant wont isnt arent wasnt werent doesnt dont didnt hasnt havent hadnt wouldnt couldnt shouldnt aint denied denies deny'.split(
      ' ',
    ),
  ),
  es: new Set('no ni nunca jamas nadie ningun ninguna ninguno nada sin tampoco niega nego niegan'.split(' ')),
};

const MAX_PAIRED = 28;
/** Words whose features are kept. */
const REMEMBERED = 20_000;
/** The most features a sentence may have, and slots for as many and for most sentences'. */
const MOST = 4_000;
const ENOUGH_SLOTS = 8_192;
const FEW_SLOTS = 1_024;
/** A concept in fewer than this share of a page's sentences says nothing about the page. */
const RARE_ON_PAGE = 0.05;
/** Two concepts this few words apart count as close. */
const CLOSE = 5;

/** Collects features, each once. One builder serves a page: it is emptied by `done`. */
class Builder {
  readonly #ids = new Uint32Array(MOST);
  readonly #values = new Float32Array(MOST);
  readonly #wideIds = new Uint32Array(MOST);
  readonly #wideValues = new Float32Array(MOST);
  /** Open addressing, 0 being free. Few slots are used at first, so that they stay in fast memory. */
  readonly #keys = new Uint32Array(ENOUGH_SLOTS);
  #mask = FEW_SLOTS - 1;
  #narrow = 0;
  #wide = 0;

  /** The slot of a feature, or that where it belongs. */
  #slotOf(key: number): number {
    let slot = key & this.#mask;
    for (let there = this.#keys[slot]; there !== 0 && there !== key; there = this.#keys[slot]) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  /** False when it is there already, or there are too many. */
  #isNew(id: number): boolean {
    const size = this.#narrow + this.#wide;
    if (size >= MOST) return false;
    if (2 * size > this.#mask && this.#mask === FEW_SLOTS - 1) {
      this.#keys.fill(0, 0, FEW_SLOTS);
      this.#mask = ENOUGH_SLOTS - 1;
      for (const ids of [this.#ids.subarray(0, this.#narrow), this.#wideIds.subarray(0, this.#wide)]) {
        for (const known of ids) this.#keys[this.#slotOf(known)] = known;
      }
    }
    const slot = this.#slotOf(id);
    if (this.#keys[slot] === id) return false;
    this.#keys[slot] = id;
    return true;
  }

  narrow(id: number, value: number): void {
    if (!this.#isNew(id)) return;
    this.#ids[this.#narrow] = id;
    this.#values[this.#narrow++] = value;
  }

  wide(id: number, value: number): void {
    if (!this.#isNew(id)) return;
    this.#wideIds[this.#wide] = id;
    this.#wideValues[this.#wide++] = value;
  }

  done(): FeatureVector {
    const narrow = this.#narrow;
    const wide = this.#wide;
    const ids = new Uint32Array(narrow + wide);
    ids.set(this.#ids.subarray(0, narrow));
    ids.set(this.#wideIds.subarray(0, wide), narrow);
    const values = new Float32Array(narrow + wide);
    values.set(this.#values.subarray(0, narrow));
    values.set(this.#wideValues.subarray(0, wide), narrow);
    this.#keys.fill(0, 0, this.#mask + 1);
    this.#mask = FEW_SLOTS - 1;
    this.#narrow = 0;
    this.#wide = 0;
    return { ids, values, narrow };
  }
}

const NO_WORDS: Words = { tongue: null, tokens: [], hits: [], concepts: [] };

const readWords = (lexicon: Lexicon, text: string, lang: string): Words => {
  const read = readTokens(text, lang);
  if (read === null) return NO_WORDS;
  const hits = lexicon.find(read.tokens, read.tongue);
  const concepts: number[] = [];
  for (const { concept } of hits) if (!concepts.includes(concept)) concepts.push(concept);
  return { tongue: read.tongue, tokens: read.tokens, hits, concepts };
};

/** What a page gives its sentences: how many there are, and how many of them have each of the concepts they share. */
type PageCounts = { readonly sentences: number; readonly concepts: readonly PageConcept[] };
type PageConcept = { readonly concept: number; readonly count: number; readonly feature: number };

/** Sentences read between two pauses: some milliseconds. */
const SLICE = 32;

/**
 * Read a page: every sentence's words, and its features, which `visit` is told of in page order; they are many, so that
 * a long page's are not kept. Linear in the text.
 */
export function* readPageInSlices(
  lexicon: Lexicon,
  sentences: readonly SentenceInput[],
  visit: (words: Words, vector: FeatureVector, index: number) => void,
): Slices<void> {
  const words: Words[] = [];
  const counts = new Uint32Array(lexicon.size);
  for (const { text, lang } of sentences) {
    const own = readWords(lexicon, text, lang);
    for (const concept of own.concepts) counts[concept] = (counts[concept] ?? 0) + 1;
    if (words.push(own) % SLICE === 0) yield;
  }
  const page = { sentences: sentences.length, concepts: pageConcepts(counts, sentences.length) };
  const out = new Builder();
  for (const [index, own] of words.entries()) {
    const { text, lang, before: given } = sentences[index] as SentenceInput;
    const isPrevious = given === sentences[index - 1]?.text;
    const before = given === undefined ? undefined : isPrevious ? words[index - 1] : readWords(lexicon, given, lang);
    visit(own, own.tongue === null ? out.done() : featuresOf(out, text, own, before, page), index);
    if (index % SLICE === SLICE - 1) yield;
  }
}

/** Concepts that the rest of the page speaks of enough to count for a sentence. */
function pageConcepts(counts: Uint32Array, sentences: number): PageConcept[] {
  const found: PageConcept[] = [];
  counts.forEach((count, concept) => {
    if (sentences <= 2 || count < ((sentences - 1) * RARE_ON_PAGE) / 2) return;
    found.push({ concept, count, feature: single('pageConcept', concept + 1) });
  });
  return found;
}

/** The same at once, features kept. */
export function readPage(lexicon: Lexicon, sentences: readonly SentenceInput[]): Reading[] {
  const readings: Reading[] = [];
  drain(readPageInSlices(lexicon, sentences, (words, vector) => readings.push({ ...words, vector })));
  return readings;
}

/** A number's size, so that a toll never seen before is still a toll and a year is none. */
function sizeOfNumber(word: string): string {
  const value = Number.parseFloat(word.replace(',', '.'));
  if (word.length === 4 && value >= 1_800 && value < 2_050) return '#year';
  return `#${[5, 13, 30, 200, 1_000, 5_000, 30_000].filter((limit) => value >= limit).length}`;
}

/** The features a word gives wherever it stands. */
type WordFeatures = {
  readonly stemHash: number;
  readonly stem: number;
  /** The size of a number, as if it were a stem. */
  readonly size: number | null;
  /** Runs of four letters of a longer word. */
  readonly grams: Uint32Array;
  /** What it gives to the sentence after, if it is no short word. */
  readonly before: number | null;
  readonly negates: boolean;
};

const featuresOfWord = (tongue: Tongue): ((word: string, stem: string) => WordFeatures) => {
  const known = new Map<string, WordFeatures>();
  return (word, stem) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const grams: number[] = [];
    if (word.length >= 5) {
      for (let i = 0; i + 4 <= Math.min(word.length, 14); i++)
        grams.push(single('ngram', hashString(word.slice(i, i + 4))));
    }
    const stemHash = hashString(stem);
    const features = {
      stemHash,
      stem: single('stem', stemHash),
      size: /^[0-9]/.test(word) ? single('stem', hashString(sizeOfNumber(word))) : null,
      grams: Uint32Array.from(grams),
      before: word.length > 3 ? single('beforeStem', stemHash) : null,
      negates: NEGATIONS[tongue].has(word),
    };
    known.set(word, features);
    return features;
  };
};
const wordFeatures = { en: featuresOfWord('en'), es: featuresOfWord('es') };
const shapeId = cached(100, (name) => single('shape', hashString(name)));

const START = hashString('^');
const END = hashString('$');

function featuresOf(
  out: Builder,
  text: string,
  own: Words,
  before: Words | undefined,
  page: PageCounts,
): FeatureVector {
  const { tokens, hits, concepts } = own;
  const tongue = own.tongue ?? 'en';
  const words = tokens.map(({ word, stem }) => wordFeatures[tongue](word, stem));

  let previous = START;
  for (const { stemHash, stem, size, grams } of words) {
    out.narrow(stem, KIND.stem.value);
    out.wide(featureId('bigram', previous, stemHash), KIND.bigram.value);
    previous = stemHash;
    if (size !== null) out.narrow(size, KIND.stem.value);
    for (let i = 0; i < grams.length; i++) out.narrow(grams[i] as number, KIND.ngram.value);
  }
  out.wide(featureId('bigram', previous, END), KIND.bigram.value);

  for (const concept of concepts) out.narrow(single('concept', concept + 1), KIND.concept.value);
  const paired = Math.min(concepts.length, MAX_PAIRED);
  for (let i = 0; i < paired; i++) {
    const a = concepts[i] as number;
    for (let j = i + 1; j < paired; j++) {
      const b = concepts[j] as number;
      out.wide(featureId('conceptPair', Math.min(a, b) + 1, Math.max(a, b) + 1), KIND.conceptPair.value);
    }
  }
  // Hits come by the word they begin with, so those after `a` are `a`'s neighbours first.
  let start = 0;
  for (const a of hits) {
    while ((hits[start] as ConceptHit).from < a.from) start++;
    for (let j = start; j < hits.length; j++) {
      const b = hits[j] as ConceptHit;
      if (b.from - a.to > CLOSE) break;
      if (b.concept === a.concept) continue;
      out.wide(featureId('closePair', a.concept + 1, b.concept + 1), KIND.closePair.value);
    }
  }

  const negated: number[] = [];
  words.forEach(({ negates }, at) => {
    if (negates) negated.push(tokens[at]?.clause ?? -1);
  });
  for (const hit of hits) {
    if (!negated.includes(tokens[hit.from]?.clause ?? -1)) continue;
    out.narrow(single('negatedConcept', hit.concept + 1), KIND.negatedConcept.value);
  }

  if (before !== undefined) {
    for (const concept of before.concepts) out.narrow(single('beforeConcept', concept + 1), KIND.beforeConcept.value);
    for (const { word, stem } of before.tokens) {
      const id = wordFeatures[before.tongue ?? 'en'](word, stem).before;
      if (id !== null) out.narrow(id, KIND.beforeStem.value);
    }
  }
  for (const { concept, count, feature } of page.concepts) {
    const others = concepts.includes(concept) ? count - 1 : count;
    const share = others / (page.sentences - 1);
    if (share >= RARE_ON_PAGE / 2) out.narrow(feature, KIND.pageConcept.value * Math.min(1, 2 * share));
  }

  const shape = (name: string): void => out.narrow(shapeId(name), KIND.shape.value);
  shape(`length${Math.min(8, Math.floor(tokens.length / 5))}`);
  shape(`concepts${Math.min(10, Math.floor(concepts.length / 2))}`);
  if (text.includes('?')) shape('question');
  if (/["“”«»]/u.test(text)) shape('quoted');
  if (/\p{N}/u.test(text)) shape('number');
  if (!/[.!?…"”»)']\s*$/u.test(text)) shape('headline');
  if (before === undefined) shape('first');
  shape(tongue);
  if (negated.length > 0) shape('negation');
  return out.done();
}
