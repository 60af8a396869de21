/**
 * What the trained recogniser sees of a sentence: numbered features with values.
 *
 * Each feature is a 32-bit hash of a kind and one or two parts (words' stems, concepts). Kinds are kept apart, so a
 * concept of the sentence before never counts as one of the sentence itself.
 */
import type { ConceptHit, Lexicon } from './lexicon.ts';
import { drain, type Slices } from './slices.ts';
import { type Form, perWord, readTokens, type Token, type Tongue } from './tokens.ts';

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
/** The most features a sentence may have, and slots for as many and for most sentences'. */
const MOST = 4_000;
const ENOUGH_SLOTS = 8_192;
const FEW_SLOTS = 1_024;
/** A concept in fewer than this share of a page's sentences says nothing about the page. */
const RARE_ON_PAGE = 0.05;
/** Two concepts this few words apart count as close. */
const CLOSE = 5;

/** Collects the features of one sentence after another, each once: the narrow ones first. */
class Builder {
  readonly #ids = new Uint32Array(MOST);
  readonly #values = new Float32Array(MOST);
  /** Open addressing, 0 being free. Few slots are used at first, so that they stay in fast memory. */
  readonly #keys = new Uint32Array(ENOUGH_SLOTS);
  #mask = FEW_SLOTS - 1;
  #size = 0;
  #narrow = 0;

  /** The slot of a feature, or that where it belongs. */
  #slotOf(key: number): number {
    let slot = key & this.#mask;
    for (let there = this.#keys[slot]; there !== 0 && there !== key; there = this.#keys[slot]) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #useAllSlots(): void {
    this.#keys.fill(0, 0, FEW_SLOTS);
    this.#mask = ENOUGH_SLOTS - 1;
    for (const known of this.#ids.subarray(0, this.#size)) this.#keys[this.#slotOf(known)] = known;
  }

  /** Nothing happens when it is there already, or there are too many. */
  add(id: number, value: number): void {
    if (this.#size >= MOST) return;
    if (2 * this.#size > FEW_SLOTS && this.#mask === FEW_SLOTS - 1) this.#useAllSlots();
    const slot = this.#slotOf(id);
    if (this.#keys[slot] === id) return;
    this.#keys[slot] = id;
    this.#ids[this.#size] = id;
    this.#values[this.#size++] = value;
  }

  /** What comes from here on is of the wide kinds. */
  endNarrow(): void {
    this.#narrow = this.#size;
  }

  /** The features, in memory that the next sentence's are written into. */
  done(): FeatureVector {
    const vector = {
      ids: this.#ids.subarray(0, this.#size),
      values: this.#values.subarray(0, this.#size),
      narrow: this.#narrow,
    };
    this.#keys.fill(0, 0, this.#mask + 1);
    this.#mask = FEW_SLOTS - 1;
    this.#size = 0;
    this.#narrow = 0;
    return vector;
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

/**
 * What a page gives its sentences. The concepts of all its sentences are features of each, and a sentence's own do not
 * count among them: nearly the same for all, so a page has them once, and a sentence only the difference.
 */
type PageConcepts = {
  readonly shared: FeatureVector;
  /** By concept: its feature, and how much less it is worth in a sentence that has it itself. */
  readonly differences: ReadonlyMap<number, { readonly feature: number; readonly value: number }>;
};

/** Told of a sentence; the features' memory is used again for the next. */
export type SentenceVisit = (words: Words, own: FeatureVector, index: number) => void;

/** Sentences read between two pauses: some milliseconds. */
const SLICE = 32;

/**
 * Read a page: every sentence's words, and its features. Told of the features that all of them share, `open` gives the
 * visitor of the sentences, in page order. A sentence has the sum of the shared features and its own; they are many, so
 * that a long page's are not kept. Linear in the text.
 */
export function* readPageInSlices(
  lexicon: Lexicon,
  sentences: readonly SentenceInput[],
  open: (shared: FeatureVector) => SentenceVisit,
): Slices<void> {
  const words: Words[] = [];
  const counts = new Uint32Array(lexicon.size);
  for (const { text, lang } of sentences) {
    const own = readWords(lexicon, text, lang);
    for (const concept of own.concepts) counts[concept] = (counts[concept] ?? 0) + 1;
    if (words.push(own) % SLICE === 0) yield;
  }
  const page = conceptsOfPage(counts, sentences.length);
  const visit = open(page.shared);
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
function conceptsOfPage(counts: Uint32Array, sentences: number): PageConcepts {
  const differences = new Map<number, { feature: number; value: number }>();
  const ids: number[] = [];
  const values: number[] = [];
  const worth = (count: number): number => {
    const share = count / (sentences - 1);
    return share < RARE_ON_PAGE / 2 ? 0 : KIND.pageConcept.value * Math.min(1, 2 * share);
  };
  counts.forEach((count, concept) => {
    const value = worth(count);
    if (sentences <= 2 || value === 0) return;
    const feature = single('pageConcept', concept + 1);
    ids.push(feature);
    values.push(value);
    differences.set(concept, { feature, value: worth(count - 1) - value });
  });
  return {
    shared: { ids: Uint32Array.from(ids), values: Float32Array.from(values), narrow: ids.length },
    differences,
  };
}

/** All features of a sentence: those of its page, less what its own concepts count for, then its own. */
function joined(shared: FeatureVector, own: FeatureVector): FeatureVector {
  const values = new Map<number, number>();
  const take = ({ ids, values: added }: FeatureVector, from: number, to: number): void => {
    for (let k = from; k < to; k++) {
      const id = ids[k] as number;
      values.set(id, (values.get(id) ?? 0) + (added[k] as number));
    }
  };
  take(own, 0, own.narrow);
  take(shared, 0, shared.narrow);
  // A float's rounding is no feature.
  for (const [id, value] of values) if (Math.abs(value) < 1e-6) values.delete(id);
  const narrow = values.size;
  take(own, own.narrow, own.ids.length);
  return { ids: Uint32Array.from(values.keys()), values: Float32Array.from(values.values()), narrow };
}

/** The same at once, all features of every sentence kept. */
export function readPage(lexicon: Lexicon, sentences: readonly SentenceInput[]): Reading[] {
  const readings: Reading[] = [];
  drain(
    readPageInSlices(lexicon, sentences, (shared) => (words, own) => {
      const none = { ids: new Uint32Array(), values: new Float32Array(), narrow: 0 };
      readings.push({ ...words, vector: words.tongue === null ? none : joined(shared, own) });
    }),
  );
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

const featuresOfWord = perWord(({ word, stem, tongue }: Form): WordFeatures => {
  const grams: number[] = [];
  if (word.length >= 5) {
    for (let i = 0; i + 4 <= Math.min(word.length, 14); i++)
      grams.push(single('ngram', hashString(word.slice(i, i + 4))));
  }
  const hash = hashString(stem);
  return {
    stemHash: hash,
    stem: single('stem', hash),
    size: /^[0-9]/.test(word) ? single('stem', hashString(sizeOfNumber(word))) : null,
    grams: Uint32Array.from(grams),
    before: word.length > 3 ? single('beforeStem', hash) : null,
    negates: NEGATIONS[tongue].has(word),
  };
});

const shapeIds = new Map<string, number>();
/** One of a few dozen names. */
function shapeId(name: string): number {
  const id = shapeIds.get(name) ?? single('shape', hashString(name));
  shapeIds.set(name, id);
  return id;
}

const START = hashString('^');
const END = hashString('$');

function featuresOf(
  out: Builder,
  text: string,
  own: Words,
  before: Words | undefined,
  page: PageConcepts,
): FeatureVector {
  const { tokens, hits, concepts } = own;
  const tongue = own.tongue ?? 'en';
  const words = tokens.map(({ form }) => featuresOfWord(form));

  for (const { stem, size } of words) {
    out.add(stem, KIND.stem.value);
    if (size !== null) out.add(size, KIND.stem.value);
  }
  for (const { grams } of words) {
    for (let i = 0; i < grams.length; i++) out.add(grams[i] as number, KIND.ngram.value);
  }
  for (const concept of concepts) out.add(single('concept', concept + 1), KIND.concept.value);
  for (const concept of concepts) {
    const difference = page.differences.get(concept);
    if (difference) out.add(difference.feature, difference.value);
  }
  const negated: number[] = [];
  words.forEach(({ negates }, at) => {
    if (negates) negated.push(tokens[at]?.clause ?? -1);
  });
  if (negated.length > 0) {
    for (const { concept, from } of hits) {
      if (!negated.includes(tokens[from]?.clause ?? -1)) continue;
      out.add(single('negatedConcept', concept + 1), KIND.negatedConcept.value);
    }
  }
  if (before !== undefined) {
    for (const concept of before.concepts) out.add(single('beforeConcept', concept + 1), KIND.beforeConcept.value);
    for (const { form } of before.tokens) {
      const id = featuresOfWord(form).before;
      if (id !== null) out.add(id, KIND.beforeStem.value);
    }
  }
  const shape = (name: string): void => out.add(shapeId(name), KIND.shape.value);
  shape(`length${Math.min(8, Math.floor(tokens.length / 5))}`);
  shape(`concepts${Math.min(10, Math.floor(concepts.length / 2))}`);
  if (text.includes('?')) shape('question');
  if (/["“”«»]/u.test(text)) shape('quoted');
  if (/\p{N}/u.test(text)) shape('number');
  if (!/[.!?…"”»)']\s*$/u.test(text)) shape('headline');
  if (before === undefined) shape('first');
  shape(tongue);
  if (negated.length > 0) shape('negation');
  out.endNarrow();
  addPairs(out, words, hits, concepts);
  return out.done();
}

/** Features of two: neighbouring words, concepts of one sentence, concepts close to each other. */
function addPairs(
  out: Builder,
  words: readonly WordFeatures[],
  hits: readonly ConceptHit[],
  concepts: readonly number[],
): void {
  let previous = START;
  for (const { stemHash } of words) {
    out.add(featureId('bigram', previous, stemHash), KIND.bigram.value);
    previous = stemHash;
  }
  out.add(featureId('bigram', previous, END), KIND.bigram.value);
  const paired = Math.min(concepts.length, MAX_PAIRED);
  for (let i = 0; i < paired; i++) {
    const a = concepts[i] as number;
    for (let j = i + 1; j < paired; j++) {
      const b = concepts[j] as number;
      out.add(featureId('conceptPair', Math.min(a, b) + 1, Math.max(a, b) + 1), KIND.conceptPair.value);
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
      out.add(featureId('closePair', a.concept + 1, b.concept + 1), KIND.closePair.value);
    }
  }
}
