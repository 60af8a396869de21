/**
 * A compact inverted index over short texts: BM25 over terms, in typed arrays that lie in one buffer, so that it is
 * saved and opened again without being built again.
 *
 * Choices, by measurement (`tests/bench/retrieval.ts`, `tests/bench/speed.ts`): postings hold the document and its
 * BM25 impact as one byte (the rounding moves no rank that matters); a term in more than a tenth of the documents has no
 * postings, because it costs most and ranks nothing; a query adds up its terms' postings in one array of sums.
 * Every document also keeps its own terms, in order, for the re-ranker.
 */
import { err, ok, type Result } from '../result.ts';
import { textOfLetters } from './letters.ts';

/** BM25's constants: k1 as measured best on verified claims, b as usual. */
const K1 = 1.6;
const B = 0.75;
/** A term in more than this share of the documents gets no postings, in an index of at least `SMALL` documents. */
const COMMON_SHARE = 0.1;
const SMALL = 1_000;

/** A term as it stands in a document. */
export type IndexedTerm = { readonly term: string; readonly capital: boolean };
/** What is indexed: terms in order, repeated ones included, and a number of the caller's (32 bits) that is kept with it. */
export type IndexedDocument = { readonly terms: readonly IndexedTerm[]; readonly mark: number };

/** Documents, best first; scores are BM25 sums. The arrays are the caller's to keep. */
export type Candidates = { readonly documents: Uint32Array; readonly scores: Float32Array };

export interface TermIndex {
  /** Number of documents. */
  readonly size: number;
  /** Number of different terms. */
  readonly vocabulary: number;
  /** The number of a term, or -1. */
  idOf(term: string): number;
  termOf(id: number): string;
  /** In how many documents a term stands. */
  frequencyOf(id: number): number;
  /** The caller's number of a document. */
  markOf(document: number): number;
  /** Different terms of a document in the order they first stand in; `CAPITAL` is set on those with a capital letter. */
  termsOf(document: number): Uint32Array;
  /** The `limit` documents that score best for these terms, with a weight each; a lower number wins a tie. */
  search(terms: readonly number[], weights: readonly number[], limit: number): Candidates;
  /** Everything in one buffer, little-endian, for `openTermIndex`. */
  serialize(): ArrayBuffer;
}

/** Bit of an entry of `termsOf` that says the term stood with a capital letter. */
export const CAPITAL = 0x80000000;
export const termOfEntry = (entry: number): number => entry & 0x7fffffff;

/** A growing array of 32-bit numbers. */
class Growing {
  data = new Uint32Array(1024);
  length = 0;
  push(value: number): void {
    if (this.length === this.data.length) {
      const wider = new Uint32Array(this.length * 2);
      wider.set(this.data);
      this.data = wider;
    }
    this.data[this.length++] = value;
  }
  done(): Uint32Array<ArrayBuffer> {
    return this.data.slice(0, this.length);
  }
}

const hashOf = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
};

/** The parts of an index. */
type Parts = {
  /** Ends of the terms in `letters`, by term; first is 0. */
  readonly termEnds: Uint32Array;
  /** UTF-16 units of all terms. */
  readonly letters: Uint16Array;
  /** Open-addressing table from hash to term + 1; 0 is free. */
  readonly slots: Uint32Array;
  readonly frequencies: Uint32Array;
  /** Ends of the documents' terms in `forward`; first is 0. */
  readonly documentEnds: Uint32Array;
  readonly forward: Uint32Array;
  readonly marks: Uint32Array;
  /** Ends of the terms' postings; first is 0. */
  readonly postingEnds: Uint32Array;
  readonly postings: Uint32Array;
  readonly impacts: Uint8Array;
};
/** The parts that are saved, in the order they lie in the buffer. Postings follow from the documents' terms. */
const ORDER = [
  'termEnds',
  'slots',
  'frequencies',
  'documentEnds',
  'forward',
  'marks',
  'postingEnds',
  'letters',
  'impacts',
] as const satisfies readonly (keyof Parts)[];

const MAGIC = 0x32495443; // "CTI2"
const HEADER = 2 + ORDER.length;
const bytesPer = (name: (typeof ORDER)[number]): 1 | 2 | 4 => (name === 'impacts' ? 1 : name === 'letters' ? 2 : 4);
const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;

/** How many terms are worked on between two yields: some milliseconds on a slow machine, before it is warm too. */
const SLICE = 2_000;

/**
 * Build an index in slices: run the generator to its end, pausing where it yields. `documents` may be lazy: reading
 * them is then part of the slices. Throws for more than 2^31 terms; nothing else can fail.
 */
export function* buildTermIndex(documents: Iterable<IndexedDocument>): Generator<void, TermIndex, void> {
  const ids = new Map<string, number>();
  const frequencies = new Growing();
  const forward = new Growing();
  /** How often each term of `forward` occurs in its document. */
  const counts = new Growing();
  const documentEnds = new Growing();
  const lengths = new Growing();
  const marks = new Growing();
  const lastSeen = new Growing();
  documentEnds.push(0);
  let lengthSum = 0;
  let work = 0;
  let number = 0;
  for (const { terms, mark } of documents) {
    number++;
    const start = forward.length;
    for (const { term, capital } of terms) {
      let id = ids.get(term);
      if (id === undefined) {
        id = ids.size;
        ids.set(term, id);
        frequencies.push(0);
        lastSeen.push(0);
      }
      if (lastSeen.data[id] === number) {
        for (let at = start; at < forward.length; at++) {
          const entry = forward.data[at] ?? 0;
          if (termOfEntry(entry) !== id) continue;
          counts.data[at] = (counts.data[at] ?? 1) + 1;
          if (capital) forward.data[at] = entry | CAPITAL;
          break;
        }
        continue;
      }
      lastSeen.data[id] = number;
      frequencies.data[id] = (frequencies.data[id] ?? 0) + 1;
      counts.push(1);
      forward.push(capital ? id | CAPITAL : id);
    }
    documentEnds.push(forward.length);
    lengths.push(terms.length);
    marks.push(mark);
    lengthSum += terms.length;
    work += 8 + terms.length;
    if (work >= SLICE) {
      work = 0;
      yield;
    }
  }
  const size = lengths.length;
  const vocabulary = ids.size;
  const average = size === 0 ? 1 : Math.max(1, lengthSum / size);

  // Postings by counting sort: documents of a term come out in ascending order.
  const postingEnds = new Uint32Array(vocabulary + 1);
  const most = size < SMALL ? size : size * COMMON_SHARE;
  for (let id = 0; id < vocabulary; id++) {
    const frequency = frequencies.data[id] ?? 0;
    postingEnds[id + 1] = (postingEnds[id] ?? 0) + (frequency > most ? 0 : frequency);
  }
  const total = postingEnds[vocabulary] ?? 0;
  const postings = new Uint32Array(total);
  const impacts = new Uint8Array(total);
  const next = postingEnds.slice(0, vocabulary);
  for (let document = 0; document < size; document++) {
    const norm = K1 * (1 - B + (B * (lengths.data[document] ?? 0)) / average);
    const end = documentEnds.data[document + 1] ?? 0;
    for (let at = documentEnds.data[document] ?? 0; at < end; at++) {
      const id = termOfEntry(forward.data[at] ?? 0);
      if ((frequencies.data[id] ?? 0) > most) continue;
      const count = counts.data[at] ?? 1;
      const to = next[id] ?? 0;
      next[id] = to + 1;
      postings[to] = document;
      impacts[to] = Math.max(1, Math.round((255 * count) / (count + norm)));
    }
    if (document % SLICE === 0) yield;
  }

  let capacity = 16;
  while (capacity < vocabulary * 2) capacity *= 2;
  const slots = new Uint32Array(capacity);
  const termEnds = new Uint32Array(vocabulary + 1);
  let letterCount = 0;
  for (const term of ids.keys()) letterCount += term.length;
  const letters = new Uint16Array(letterCount);
  let at = 0;
  for (const [term, id] of ids) {
    for (let i = 0; i < term.length; i++) letters[at++] = term.charCodeAt(i);
    termEnds[id + 1] = at;
    let slot = hashOf(term) & (capacity - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (capacity - 1);
    slots[slot] = id + 1;
    if (id % SLICE === SLICE - 1) yield;
  }
  return fromParts({
    termEnds,
    letters,
    slots,
    frequencies: frequencies.done(),
    documentEnds: documentEnds.done(),
    forward: forward.done(),
    marks: marks.done(),
    postingEnds,
    postings,
    impacts,
  });
}

function fromParts(parts: Parts): TermIndex {
  const { termEnds, letters, slots, frequencies, documentEnds, forward, marks, postingEnds, postings, impacts } = parts;
  const size = marks.length;
  const vocabulary = frequencies.length;
  const mask = slots.length - 1;
  // Sums and the list of documents that have one, reused by every search: searching allocates nothing per document.
  const sums = new Float32Array(size);
  const touched = new Uint32Array(size);

  const sameTerm = (id: number, term: string): boolean => {
    const start = termEnds[id] ?? 0;
    if ((termEnds[id + 1] ?? 0) - start !== term.length) return false;
    for (let i = 0; i < term.length; i++) if (letters[start + i] !== term.charCodeAt(i)) return false;
    return true;
  };

  return {
    size,
    vocabulary,
    idOf(term) {
      for (let slot = hashOf(term) & mask; ; slot = (slot + 1) & mask) {
        const found = slots[slot] ?? 0;
        if (found === 0) return -1;
        if (sameTerm(found - 1, term)) return found - 1;
      }
    },
    termOf(id) {
      return textOfLetters(letters.subarray(termEnds[id] ?? 0, termEnds[id + 1] ?? 0));
    },
    frequencyOf: (id) => frequencies[id] ?? 0,
    markOf: (document) => marks[document] ?? 0,
    termsOf: (document) => forward.subarray(documentEnds[document] ?? 0, documentEnds[document + 1] ?? 0),
    search(terms, weights, limit) {
      let count = 0;
      for (let t = 0; t < terms.length; t++) {
        const id = terms[t] ?? -1;
        const weight = ((weights[t] ?? 0) * (K1 + 1)) / 255;
        if (id < 0 || id >= vocabulary || weight <= 0) continue;
        const end = postingEnds[id + 1] ?? 0;
        for (let at = postingEnds[id] ?? 0; at < end; at++) {
          const document = postings[at] as number; // inside the array by construction
          const before = sums[document] as number;
          if (before === 0) touched[count++] = document;
          sums[document] = before + weight * (impacts[at] as number);
        }
      }
      const best = largest(sums, touched, count, limit);
      for (let i = 0; i < count; i++) sums[touched[i] as number] = 0;
      return best;
    },
    serialize() {
      const length = ORDER.reduce((sum, name) => sum + padded(parts[name].length * bytesPer(name)), HEADER * 4);
      const buffer = new ArrayBuffer(length);
      const header = new Uint32Array(buffer, 0, HEADER);
      header[0] = MAGIC;
      header[1] = length;
      let at = HEADER * 4;
      ORDER.forEach((name, index) => {
        const part = parts[name];
        header[2 + index] = part.length;
        new Uint8Array(buffer, at, part.byteLength).set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
        at += padded(part.byteLength);
      });
      return buffer;
    },
  };
}

/** The `limit` largest sums among the touched documents, by a heap that holds the smallest of them on top. */
function largest(sums: Float32Array, touched: Uint32Array, count: number, limit: number): Candidates {
  const heap: number[] = [];
  const worse = (a: number, b: number): boolean => {
    const difference = (sums[a] ?? 0) - (sums[b] ?? 0);
    return difference < 0 || (difference === 0 && a > b);
  };
  const sink = (from: number): void => {
    let at = from;
    for (;;) {
      let least = at;
      for (let child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child++) {
        if (worse(heap[child] ?? 0, heap[least] ?? 0)) least = child;
      }
      if (least === at) return;
      const moved = heap[at] ?? 0;
      heap[at] = heap[least] ?? 0;
      heap[least] = moved;
      at = least;
    }
  };
  for (let i = 0; i < count; i++) {
    const document = touched[i] as number;
    if (heap.length < limit) {
      heap.push(document);
      let at = heap.length - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!worse(heap[at] ?? 0, heap[parent] ?? 0)) break;
        const moved = heap[at] ?? 0;
        heap[at] = heap[parent] ?? 0;
        heap[parent] = moved;
        at = parent;
      }
    } else if (limit > 0 && worse(heap[0] ?? 0, document)) {
      heap[0] = document;
      sink(0);
    }
  }
  heap.sort((a, b) => (worse(a, b) ? 1 : -1));
  return { documents: Uint32Array.from(heap), scores: Float32Array.from(heap, (document) => sums[document] ?? 0) };
}

/** Why a saved index cannot be opened: it is then built again from the claims. */
export type TermIndexProblem = 'not-an-index' | 'damaged';

/**
 * Open a saved index over the buffer itself: only the postings are made. Lengths, offsets and numbers are checked first,
 * so a damaged buffer is refused and can never send a search out of bounds or round in circles.
 */
export function openTermIndex(buffer: ArrayBuffer): Result<TermIndex, TermIndexProblem> {
  if (buffer.byteLength < HEADER * 4) return err('not-an-index');
  const header = new Uint32Array(buffer, 0, HEADER);
  if (header[0] !== MAGIC) return err('not-an-index');
  if (header[1] !== buffer.byteLength) return err('damaged');
  let at = HEADER * 4;
  const starts: number[] = [];
  for (const [index, name] of ORDER.entries()) {
    starts.push(at);
    at += padded((header[2 + index] ?? 0) * bytesPer(name));
  }
  if (at !== buffer.byteLength) return err('damaged');
  const wide = (index: number): Uint32Array => new Uint32Array(buffer, starts[index] ?? 0, header[2 + index] ?? 0);
  const parts: Omit<Parts, 'postings'> = {
    termEnds: wide(0),
    slots: wide(1),
    frequencies: wide(2),
    documentEnds: wide(3),
    forward: wide(4),
    marks: wide(5),
    postingEnds: wide(6),
    letters: new Uint16Array(buffer, starts[7] ?? 0, header[9] ?? 0),
    impacts: new Uint8Array(buffer, starts[8] ?? 0, header[10] ?? 0),
  };
  const postings = sound(parts) ? postingsOf(parts) : null;
  return postings === null ? err('damaged') : ok(fromParts({ ...parts, postings }));
}

/** Which documents have each term, in the order `buildTermIndex` has them; `null` when the parts contradict each other. */
function postingsOf({
  forward,
  documentEnds,
  postingEnds,
  marks,
  impacts,
}: Omit<Parts, 'postings'>): Uint32Array | null {
  const postings = new Uint32Array(impacts.length);
  const next = postingEnds.slice(0, -1);
  for (let document = 0; document < marks.length; document++) {
    const end = documentEnds[document + 1] as number; // inside the array, as all of these: `sound` looked
    for (let at = documentEnds[document] as number; at < end; at++) {
      const id = termOfEntry(forward[at] as number);
      const last = postingEnds[id + 1] as number;
      if (last === postingEnds[id]) continue;
      const to = next[id] as number;
      if (to === last) return null;
      postings[to] = document;
      next[id] = to + 1;
    }
  }
  return next.every((place, id) => place === postingEnds[id + 1]) ? postings : null;
}

function sound(parts: Omit<Parts, 'postings'>): boolean {
  const { termEnds, slots, frequencies, documentEnds, forward, marks, postingEnds, impacts } = parts;
  const vocabulary = frequencies.length;
  const size = marks.length;
  if (termEnds.length !== vocabulary + 1 || postingEnds.length !== vocabulary + 1) return false;
  if (documentEnds.length !== size + 1) return false;
  if (slots.length <= vocabulary || (slots.length & (slots.length - 1)) !== 0) return false;
  const rising = (ends: Uint32Array, last: number): boolean => {
    let before = 0;
    for (const end of ends) {
      if (end < before) return false;
      before = end;
    }
    return ends[0] === 0 && before === last;
  };
  if (!rising(termEnds, parts.letters.length)) return false;
  if (!rising(documentEnds, forward.length) || !rising(postingEnds, impacts.length)) return false;
  let used = 0;
  for (const slot of slots) {
    if (slot > vocabulary) return false;
    if (slot !== 0) used++;
  }
  if (used !== vocabulary) return false;
  for (const entry of forward) if (termOfEntry(entry) >= vocabulary) return false;
  return true;
}
