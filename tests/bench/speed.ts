/**
 * Speed at size: a page of 300 sentences against 100,000 claims, the index built in slices, saved and opened again, and
 * others on the same input. Claims are made of the stories' sentences, cut and joined, with made-up names and
 * numbers, until there are enough: vocabulary and word frequencies are about those of news.
 */
import { deserialize, serialize } from 'node:v8';
import { createGenericMatcher } from '../../lib/matching/generic.ts';
import {
  createSearchBuilder,
  drain,
  openClaimSearch,
  type SearchBuilder,
  type Slices,
} from '../../lib/matching/index.ts';
import { generator } from './learn.ts';
import { averagedVectors, flexSearch, fuse, miniSearch, type Peer, plainBm25 } from './peers.ts';
import { readVectors } from './rerank-material.ts';
import { readStories } from './stories.ts';

export type PeerSpeed = {
  readonly name: string;
  /** CPU milliseconds a sentence, for the twenty nearest claims. */
  readonly milliseconds: number;
  /** How many times as long as ours. */
  readonly ratio: number;
};
export type SpeedReport = {
  readonly claims: number;
  readonly sentences: number;
  /** All in milliseconds of CPU time, longest slices by the clock, sizes in megabytes. */
  readonly build: number;
  readonly buildSlice: number;
  readonly page: number;
  readonly pageSlice: number;
  readonly candidates: number;
  readonly open: number;
  readonly openVectors: number;
  readonly saved: number;
  readonly memory: number;
  readonly peers: readonly PeerSpeed[];
};

const THRESHOLD = 0.5;
/** A figure is the least of so many: other programs run beside. */
const RUNS = 5;

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi zo ka le mi no pu ra'.split(' ');

/** Deterministic claims of 12 to 24 words. */
export function madeUpClaims(count: number): string[] {
  const random = generator(7);
  const sentences = readStories()
    .flatMap(({ lines }) => lines)
    .filter(({ lang }) => lang === 'en')
    .map(({ text }) => text.split(/\s+/u));
  const pick = (): string[] => sentences[Math.floor(random() * sentences.length)] ?? [];
  const name = (): string => {
    let made = '';
    for (let i = 0; i < 3; i++) made += SYLLABLES[Math.floor(random() ** 2 * SYLLABLES.length)] ?? '';
    return made.charAt(0).toUpperCase() + made.slice(1);
  };
  return Array.from({ length: count }, () => {
    const [a, b] = [pick(), pick()];
    const from = Math.floor(random() * Math.max(1, a.length - 8));
    const words = [
      ...a.slice(from, from + 6 + Math.floor(random() * 5)),
      name(),
      ...b.slice(0, 6 + Math.floor(random() * 6)),
    ];
    if (random() < 0.3) words.push(String(Math.floor(random() * 5_000)));
    return words.join(' ');
  });
}

/** CPU milliseconds of work that does not wait. */
function cpu<T>(work: () => T): { value: T; milliseconds: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, milliseconds: (user + system) / 1_000 };
}

const least = (work: () => unknown): number => Math.min(...Array.from({ length: RUNS }, () => cpu(work).milliseconds));

function longestSlice(steps: Slices<unknown>): number {
  let longest = 0;
  for (let last = performance.now(); ; ) {
    const { done } = steps.next();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (done) return longest;
  }
}

const bytesHeld = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const toBuild = (texts: readonly string[]): SearchBuilder => {
  const builder = createSearchBuilder();
  for (const [at, text] of texts.entries()) builder.add([{ id: `made-up-${at}`, text: { en: text }, paraphrases: {} }]);
  return builder;
};

/** Peers in the same process on the same claims and sentences, as many of these as each has patience for. */
function peersOver(texts: readonly string[], page: readonly string[], ours: number): PeerSpeed[] {
  const kinds: readonly [number, () => Peer][] = [
    [5, () => miniSearch(texts)],
    [30, () => flexSearch(texts)],
    [10, () => plainBm25(texts)],
    [5, () => averagedVectors(texts, readVectors())],
    [1, () => fuse(texts)],
  ];
  return kinds.map(([sentences, make]) => {
    const { name, rank } = make();
    // Warm, unless it takes longer than anybody would wait.
    if (sentences > 1) rank(page[0] ?? '', NEAREST);
    const { milliseconds } = cpu(() => {
      for (const text of page.slice(0, sentences)) rank(text, NEAREST);
    });
    return { name, milliseconds: milliseconds / sentences, ratio: milliseconds / sentences / ours };
  });
}

/** How many claims a sentence's nearest are. */
const NEAREST = 20;

export function speed(size = 100_000, sentenceCount = 300): SpeedReport {
  const vectors = readVectors();
  const texts = madeUpClaims(size);
  const page = readStories()
    .flatMap(({ lines }) => lines)
    .filter(({ lang }, at) => lang === 'en' && at % 7 === 0)
    .slice(0, sentenceCount);

  const before = bytesHeld();
  const { value: search, milliseconds: build } = cpu(() => drain(toBuild(texts).build({ vectors })));
  const bytes = serialize(search.save());
  // A first page warms the engine up, as the second page a reader opens would find it.
  drain(search.matchInSlices(page, THRESHOLD));
  const memory = (bytesHeld() - before - bytes.length) / 1e6;
  const matched = least(() => drain(search.matchInSlices(page, THRESHOLD)));
  const opened = (): void => {
    // Reading what IndexedDB has stored is part of it.
    const { ok } = openClaimSearch(deserialize(bytes), { vectors });
    if (!ok) throw new Error('What was saved cannot be opened');
  };
  const index = createGenericMatcher(
    texts.map((text) => ({ wordings: [{ lang: 'en', text }] })),
    { vectors },
  );
  const candidates = least(() => {
    for (const { text, lang } of page) index.candidates(text, lang, NEAREST);
  });
  return {
    claims: size,
    sentences: page.length,
    build,
    buildSlice: longestSlice(toBuild(texts).build({ vectors })),
    page: matched,
    pageSlice: Math.min(...Array.from({ length: RUNS }, () => longestSlice(search.matchInSlices(page, THRESHOLD)))),
    candidates,
    open: least(opened),
    openVectors: least(readVectors),
    saved: bytes.length / 1e6,
    memory,
    peers: peersOver(
      texts,
      page.map(({ text }) => text),
      candidates / page.length,
    ),
  };
}
