/**
 * What the trained recogniser sees of a sentence: numbered features with values.
 *
 * Each feature is a 32-bit hash of a kind and one or two parts (words' stems, concepts). Kinds are kept apart, so a
 * concept of the sentence before never counts as one of the sentence itself.
 *
 * A model knows a feature by the row of its weights. Rows are looked up once, for a word with the word and for concepts
 * in tables, so that a sentence hashes and searches for nothing but its neighbouring words. Features come kind by kind,
 * for such of one value are summed at once (`rows.ts`).
 */
import { FeatureSet, type FeatureVector, UNKNOWN } from './feature-set.ts';
import type { ConceptHit, Lexicon } from './lexicon.ts';
import { drain, type Slices } from './slices.ts';
import { type Form, perWord, readTokens, type Token, type Tongue } from './tokens.ts';

export type { FeatureVector };

/** One sentence of a page, in page order. */
export type SentenceInput = { readonly text: string; readonly before?: string; readonly lang: string };

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

const hashString = (text: string, from = 0, to = text.length): number => {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** The feature number of a kind and its parts. */
export const featureId = (kind: KindName, first: number, second = 0): number =>
  mix(mix(KIND[kind].code, first), second);

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
/** A concept in fewer than this share of a page's sentences says nothing about the page. */
const RARE_ON_PAGE = 0.05;
/** Two concepts this few words apart count as close. */
const CLOSE = 5;

/**
 * The number a feature is known by: the row of its weights, or {@link UNKNOWN}; to whoever learns weights, the feature
 * itself.
 */
export type Numbering = (feature: number) => number;

const UNASKED = -2;

/** Numbers of a kind's pairs of concepts, each asked for once. */
function pairNumbers(numbering: Numbering, kind: KindName, concepts: number): (a: number, b: number) => number {
  const known = new Array<number>(concepts ** 2).fill(UNASKED);
  return (a, b) => {
    const at = a * concepts + b;
    const number = known[at] as number;
    if (number !== UNASKED) return number;
    const asked = numbering(featureId(kind, a + 1, b + 1));
    known[at] = asked;
    return asked;
  };
}

/** Numbers of the features that are made of no words. */
function fixedNumbers(numbering: Numbering, concepts: number) {
  const perConcept = (kind: KindName): number[] =>
    Array.from({ length: concepts }, (_, concept) => numbering(single(kind, concept + 1)));
  const shape = (name: string): number => numbering(single('shape', hashString(name)));
  const steps = (name: string, most: number): number[] =>
    Array.from({ length: most + 1 }, (_, step) => shape(`${name}${step}`));
  return {
    concept: perConcept('concept'),
    negatedConcept: perConcept('negatedConcept'),
    beforeConcept: perConcept('beforeConcept'),
    pageConcept: perConcept('pageConcept'),
    conceptPair: pairNumbers(numbering, 'conceptPair', concepts),
    closePair: pairNumbers(numbering, 'closePair', concepts),
    shape: {
      length: steps('length', 8),
      concepts: steps('concepts', 10),
      question: shape('question'),
      quoted: shape('quoted'),
      number: shape('number'),
      headline: shape('headline'),
      first: shape('first'),
      negation: shape('negation'),
      en: shape('en'),
      es: shape('es'),
    },
  };
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
  /** By concept: how much less it is worth in a sentence that has it itself. */
  readonly differences: Float64Array;
};

/** Told of a sentence; the features' memory is used again for the next. */
export type SentenceVisit = (words: Words, own: FeatureVector, index: number) => void;

/** Sentences read between two pauses: some milliseconds. */
const SLICE = 32;

export type PageReader = {
  readonly lexicon: Lexicon;
  /** Numbers of a concept's own feature, and of that of two concepts in one sentence. */
  numberOf(concept: number): number;
  numberOfPair(a: number, b: number): number;
  /**
   * Read a page: every sentence's words, and its features. Told of the features that all of them share, `open` gives the
   * visitor of the sentences, in page order. A sentence has the sum of the shared features and its own; they are many, so
   * that a long page's are not kept. Linear in the text.
   */
  readInSlices(sentences: readonly SentenceInput[], open: (shared: FeatureVector) => SentenceVisit): Slices<void>;
};

/** A reader of pages by these concepts. It keeps what it learns of words with them, so make it once. */
export function createPageReader(lexicon: Lexicon, numbering: Numbering): PageReader {
  const numbers = fixedNumbers(numbering, lexicon.size);
  const featuresOf = sentenceFeatures(numbering, numbers);
  // Empty between two sentences, whatever pages are read at a time.
  const out = new FeatureSet();

  function* readInSlices(
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
    const page = conceptsOfPage(counts, sentences.length, numbers.pageConcept);
    const visit = open(page.shared);
    for (const [index, own] of words.entries()) {
      const { text, lang, before: given } = sentences[index] as SentenceInput;
      const isPrevious = given === sentences[index - 1]?.text;
      const before = given === undefined ? undefined : isPrevious ? words[index - 1] : readWords(lexicon, given, lang);
      if (own.tongue !== null) featuresOf(out, text, own, before, page.differences);
      visit(own, out.done(), index);
      if (index % SLICE === SLICE - 1) yield;
    }
  }
  return {
    lexicon,
    numberOf: (concept) => numbers.concept[concept] ?? UNKNOWN,
    numberOfPair: (a, b) => numbers.conceptPair(Math.min(a, b), Math.max(a, b)),
    readInSlices,
  };
}

/** Concepts that the rest of the page speaks of enough to count for a sentence. */
function conceptsOfPage(counts: Uint32Array, sentences: number, numbers: readonly number[]): PageConcepts {
  const differences = new Float64Array(counts.length);
  const ids: number[] = [];
  const values: number[] = [];
  const worth = (count: number): number => {
    const share = count / (sentences - 1);
    return share < RARE_ON_PAGE / 2 ? 0 : KIND.pageConcept.value * Math.min(1, 2 * share);
  };
  counts.forEach((count, concept) => {
    const value = worth(count);
    const number = numbers[concept] as number;
    if (sentences <= 2 || value === 0 || number === UNKNOWN) return;
    ids.push(number);
    values.push(value);
    differences[concept] = worth(count - 1) - value;
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

const learners = new WeakMap<Lexicon, PageReader>();

/** A page's sentences at once, with all features of each, under their own numbers: to learn from. */
export function readPage(lexicon: Lexicon, sentences: readonly SentenceInput[]): Reading[] {
  const reader = learners.get(lexicon) ?? createPageReader(lexicon, (feature) => feature);
  learners.set(lexicon, reader);
  const readings: Reading[] = [];
  drain(
    reader.readInSlices(sentences, (shared) => (words, own) => {
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
  readonly size: number;
  /** Runs of four letters of a longer word. */
  readonly grams: readonly number[];
  /** What it gives to the sentence after, if it is no short word. */
  readonly before: number;
  readonly negates: boolean;
};

function featuresOfWord(numbering: Numbering, { word, stem, tongue }: Form): WordFeatures {
  const grams: number[] = [];
  if (word.length >= 5) {
    for (let i = 0; i + 4 <= Math.min(word.length, 14); i++) {
      const gram = numbering(single('ngram', hashString(word, i, i + 4)));
      if (gram !== UNKNOWN) grams.push(gram);
    }
  }
  const hash = hashString(stem);
  return {
    stemHash: hash,
    stem: numbering(single('stem', hash)),
    size: /^[0-9]/.test(word) ? numbering(single('stem', hashString(sizeOfNumber(word)))) : UNKNOWN,
    grams,
    before: word.length > 3 ? numbering(single('beforeStem', hash)) : UNKNOWN,
    negates: NEGATIONS[tongue].has(word),
  };
}

const START = hashString('^');
const END = hashString('$');

type SentenceFeatures = (
  out: FeatureSet,
  text: string,
  own: Words,
  before: Words | undefined,
  differences: Float64Array,
) => void;

function sentenceFeatures(numbering: Numbering, numbers: ReturnType<typeof fixedNumbers>): SentenceFeatures {
  const wordFeatures = perWord((form) => featuresOfWord(numbering, form));
  return (out, text, own, before, differences) => {
    const { concepts, hits } = own;
    const words = own.tokens.map(({ form }) => wordFeatures(form));
    const negated = clausesNegated(own, words);
    for (const { stem } of words) out.add(stem, KIND.stem.value);
    for (const { size } of words) out.add(size, KIND.stem.value);
    addShapes(out, text, own, before === undefined, negated.length > 0, numbers.shape);
    for (const { grams } of words) {
      for (let i = 0; i < grams.length; i++) out.add(grams[i] as number, KIND.ngram.value);
    }
    for (const concept of concepts) out.addNew(numbers.concept[concept] as number, KIND.concept.value);
    for (const concept of concepts) {
      const difference = differences[concept] as number;
      if (difference !== 0) out.addNew(numbers.pageConcept[concept] as number, difference);
    }
    if (negated.length > 0) {
      for (const { concept, from } of hits) {
        if (!negated.includes(own.tokens[from]?.clause ?? -1)) continue;
        out.add(numbers.negatedConcept[concept] as number, KIND.negatedConcept.value);
      }
    }
    if (before !== undefined) {
      for (const concept of before.concepts) {
        out.addNew(numbers.beforeConcept[concept] as number, KIND.beforeConcept.value);
      }
      for (const { form } of before.tokens) out.add(wordFeatures(form).before, KIND.beforeStem.value);
    }
    out.endNarrow();
    addBigrams(out, words, numbering);
    addConceptPairs(out, own, numbers);
  };
}

function clausesNegated({ tokens }: Words, words: readonly WordFeatures[]): number[] {
  const clauses: number[] = [];
  for (let at = 0; at < words.length; at++) if (words[at]?.negates) clauses.push(tokens[at]?.clause ?? -1);
  return clauses;
}

function addShapes(
  out: FeatureSet,
  text: string,
  { tokens, concepts, tongue }: Words,
  isFirst: boolean,
  isNegated: boolean,
  shape: ReturnType<typeof fixedNumbers>['shape'],
): void {
  const { value } = KIND.shape;
  out.addNew(shape.length[Math.min(8, Math.floor(tokens.length / 5))] as number, value);
  out.addNew(shape.concepts[Math.min(10, Math.floor(concepts.length / 2))] as number, value);
  if (text.includes('?')) out.addNew(shape.question, value);
  if (/["“”«»]/u.test(text)) out.addNew(shape.quoted, value);
  if (/\p{N}/u.test(text)) out.addNew(shape.number, value);
  if (!/[.!?…"”»)']\s*$/u.test(text)) out.addNew(shape.headline, value);
  if (isFirst) out.addNew(shape.first, value);
  out.addNew(shape[tongue ?? 'en'], value);
  if (isNegated) out.addNew(shape.negation, value);
}

/** Neighbouring words. */
function addBigrams(out: FeatureSet, words: readonly WordFeatures[], numbering: Numbering): void {
  let previous = START;
  for (const { stemHash } of words) {
    out.add(numbering(featureId('bigram', previous, stemHash)), KIND.bigram.value);
    previous = stemHash;
  }
  out.add(numbering(featureId('bigram', previous, END)), KIND.bigram.value);
}

/** Concepts of one sentence, and those close to each other. */
function addConceptPairs(
  out: FeatureSet,
  { hits, concepts }: Words,
  { conceptPair, closePair }: ReturnType<typeof fixedNumbers>,
): void {
  const paired = Math.min(concepts.length, MAX_PAIRED);
  for (let i = 0; i < paired; i++) {
    const a = concepts[i] as number;
    for (let j = i + 1; j < paired; j++) {
      const b = concepts[j] as number;
      out.addNew(conceptPair(Math.min(a, b), Math.max(a, b)), KIND.conceptPair.value);
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
      out.add(closePair(a.concept, b.concept), KIND.closePair.value);
    }
  }
}
