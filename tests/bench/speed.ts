/**
 * Speed at size: a page of 300 sentences against 100,000 claims, the index built in slices, saved and opened again, and
 * MiniSearch on the same input. Claims are made of the stories' sentences, cut and joined, with made-up names and
 * numbers, until there are enough: vocabulary and word frequencies are about those of news.
 */
import { buildGenericMatcher, openGenericMatcher } from '../../lib/matching/generic.ts';
import { packWordings } from '../../lib/matching/wordings.ts';
import { generator } from './learn.ts';
import { miniSearch } from './peers.ts';
import { readVectors } from './rerank-material.ts';
import { readStories } from './stories.ts';

export type SpeedReport = {
  readonly claims: number;
  readonly sentences: number;
  /** All in milliseconds, memory in megabytes. */
  readonly build: number;
  readonly buildSlice: number;
  readonly page: number;
  readonly pageSlice: number;
  readonly candidates: number;
  readonly open: number;
  readonly saved: number;
  readonly memory: number;
  readonly miniSearch: number;
  /** How many times as long MiniSearch takes for the page's candidates. */
  readonly ratio: number;
};

const THRESHOLD = 0.5;
/** Sentences MiniSearch is timed on; it takes tens of milliseconds for each. */
const PEER_SENTENCES = 30;

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

function stepwise<T>(steps: Generator<void, T, void>): { value: T; total: number; longest: number } {
  const start = performance.now();
  let last = start;
  let longest = 0;
  for (;;) {
    const step = steps.next();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (step.done) return { value: step.value, total: now - start, longest };
  }
}

const bytesHeld = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

export function speed(size = 100_000, sentenceCount = 300): SpeedReport {
  const vectors = readVectors();
  const texts = madeUpClaims(size);
  const page = readStories()
    .flatMap(({ lines }) => lines)
    .filter(({ lang }, at) => lang === 'en' && at % 7 === 0)
    .slice(0, sentenceCount);

  const before = bytesHeld();
  const wordings = packWordings(texts.map((text) => ({ wordings: [{ lang: 'en', text }] })));
  const built = stepwise(buildGenericMatcher(wordings, { vectors }));
  const saved = built.value.serialize();
  // A first page warms the engine up, as the second page a reader opens would find it.
  stepwise(built.value.matchInSlices(page, THRESHOLD));
  const memory = (bytesHeld() - before - saved.byteLength) / 1e6;
  const matched = stepwise(built.value.matchInSlices(page, THRESHOLD));
  let start = performance.now();
  for (const { text, lang } of page) built.value.candidates(text, lang, 20);
  const candidates = performance.now() - start;
  start = performance.now();
  const opened = openGenericMatcher(wordings, saved, { vectors });
  const open = performance.now() - start;
  if (!opened.ok) throw new Error(opened.error);

  const peer = miniSearch(texts);
  peer.rank(page[0]?.text ?? '', 20);
  start = performance.now();
  for (const { text } of page.slice(0, PEER_SENTENCES)) peer.rank(text, 20);
  const mini = ((performance.now() - start) / PEER_SENTENCES) * page.length;
  return {
    claims: size,
    sentences: page.length,
    build: built.total,
    buildSlice: built.longest,
    page: matched.total,
    pageSlice: matched.longest,
    candidates,
    open,
    saved: saved.byteLength / 1e6,
    memory,
    miniSearch: mini,
    ratio: mini / candidates,
  };
}
