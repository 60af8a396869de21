/** What `in-background.ts` has the extension's background do; bundled and run there. */
import { createChecker, openVectors } from '../../lib/checker/index.ts';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { createPause } from '../../lib/extension/pause.ts';
import {
  createMatcher,
  createSearchBuilder,
  openClaimSearch,
  type SentenceInput,
  type Slices,
} from '../../lib/matching/index.ts';

const STORE = 'searches';
const KEY = 'bench';

/** Times in milliseconds by the clock: from the beginning to the end, pauses included, and the longest slice. */
export type Turns = { readonly all: number; readonly longest: number };

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('caveat-bench', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Run slices with the pauses the background makes. */
async function inTurns<T>(work: Slices<T>): Promise<Turns & { value: T }> {
  const pause = createPause();
  const began = performance.now();
  let longest = 0;
  for (;;) {
    const started = performance.now();
    const step = work.next();
    longest = Math.max(longest, performance.now() - started);
    if (step.done) return { all: performance.now() - began, longest, value: step.value };
    await pause();
  }
}

const NONE: Turns = { all: 0, longest: 0 };
/** The quickest page and the middle one. */
function rankOf(times: readonly Turns[]): { least: Turns; middle: Turns } {
  const ranked = times.toSorted((a, b) => a.all - b.all);
  return { least: ranked[0] ?? NONE, middle: ranked[ranked.length >> 1] ?? NONE };
}

const readVectors = async () => {
  const opened = openVectors(await (await fetch('/vectors.bin')).arrayBuffer());
  return opened.ok ? opened.value : null;
};

const work = {
  /** The bundled claims: the first page after a start, the two after it, then others, each read once. */
  async known(pages: readonly (readonly SentenceInput[])[]) {
    const matcher = createMatcher(bundledClaimSets());
    const turns: Turns[] = [];
    for (const page of pages) {
      const { all, longest } = await inTurns(matcher.matchInSlices(page));
      turns.push({ all, longest });
    }
    return { first: turns[0] ?? NONE, next: turns.slice(1, 3).map(({ all }) => all), ...rankOf(turns.slice(3)) };
  },
  /** From page text to report, attribution and drift included. */
  async report(text: string): Promise<number> {
    const checker = createChecker(bundledClaimSets());
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 5; run++) {
      const started = performance.now();
      await checker.check({ source: `https://news.example/${run}`, title: '', locale: 'en', text, truncated: false });
      least = Math.min(least, performance.now() - started);
    }
    return least;
  },
  async build(texts: readonly string[]): Promise<Turns> {
    const builder = createSearchBuilder();
    builder.add(texts.map((text, at) => ({ id: `made-up-${at}`, text: { en: text }, paraphrases: {} })));
    const { all, longest, value } = await inTurns(builder.build({ vectors: await readVectors() }));
    const store = await openStore();
    await new Promise<void>((resolve, reject) => {
      const kept = store.transaction(STORE, 'readwrite');
      kept.objectStore(STORE).put(value.save(), KEY);
      kept.oncomplete = () => resolve();
      kept.onabort = () => reject(kept.error);
    });
    store.close();
    return { all, longest };
  },
  /** In a background that has just started. */
  async open(pages: readonly (readonly SentenceInput[])[]) {
    const vectors = await readVectors();
    const store = await openStore();
    const started = performance.now();
    const saved = await done(store.transaction(STORE).objectStore(STORE).get(KEY));
    const read = performance.now() - started;
    const search = openClaimSearch(saved, { vectors });
    const opened = performance.now() - started;
    store.close();
    if (!search.ok) throw new Error(search.error);
    const turns: Turns[] = [];
    for (const page of pages) turns.push(await inTurns(search.value.matchInSlices(page, 0.5)));
    return { read, opened, ...rankOf(turns).least };
  },
};
export type Work = typeof work;

Object.assign(globalThis, { caveatBench: work });
