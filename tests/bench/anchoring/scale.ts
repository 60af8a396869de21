/** Five hundred passages on a page of five thousand paragraphs: read, found, drawn, as the annotator does it. */
import { describeSpan, findPassagesInSlices, newAnnotation } from '../../../lib/annotation/index.ts';
import { annotatePage, browserLayout, createHighlighter, readPageText } from '../../../lib/dom/index.ts';
import { err, ok } from '../../../lib/result.ts';
import { pick, randomFrom } from './edits.ts';
import { openFrame } from './page.ts';

const PARAGRAPHS = 5_000;
const PASSAGES = 500;
/** Runs of each; the quickest counts, because a busy machine makes others slow. */
const RUNS = 3;
/** A pause where the browser may do something else, without the delay of timers in a row. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });

export type ScaleReport = {
  readonly page: 'as it was' | 'changed throughout';
  readonly found: number;
  /** From the question for notes until everything is drawn, in milliseconds, pauses included. */
  readonly milliseconds: number;
  /** The longest task meanwhile; 50 and less are not reported by browsers and measured here by the slices. */
  readonly longestTask: number;
};

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi zo ka le mi no pu ra ten mar sol ver'.split(' ');

function source(): string {
  const random = randomFrom(3);
  const words = Array.from({ length: 4_000 }, () => {
    const length = 1 + Math.floor(random() * 3);
    return Array.from({ length }, () => pick(SYLLABLES, random)).join('');
  });
  const paragraphs = Array.from({ length: PARAGRAPHS }, () => {
    const text = Array.from({ length: 30 + Math.floor(random() * 40) }, () => pick(words, random)).join(' ');
    return `<p>${text.charAt(0).toUpperCase()}${text.slice(1)}. <a href="#">${pick(words, random)}</a></p>`;
  });
  return `<!DOCTYPE html><html lang="en"><head><title>Long</title></head><body><main>${paragraphs.join('\n')}</main></body></html>`;
}

export async function measureScale(): Promise<ScaleReport[]> {
  const reports: ScaleReport[] = [];
  for (const kind of ['as it was', 'changed throughout'] as const) {
    const runs: ScaleReport[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measureOnce(kind));
    const [best] = runs.sort((a, b) => a.milliseconds - b.milliseconds);
    const longestTask = Math.min(...runs.map((one) => one.longestTask));
    if (best) reports.push({ ...best, longestTask });
  }
  return reports;
}

async function measureOnce(kind: ScaleReport['page']): Promise<ScaleReport> {
  const frame = await openFrame(source());
  const { page } = frame;
  const random = randomFrom(5);
  const reading = readPageText(page, { ...browserLayout(page), everything: true, maxLength: 2_000_000 });
  const { text } = reading.page;
  const notes = Array.from({ length: PASSAGES }, (_, index) => {
    const at = Math.floor((text.length / PASSAGES) * index + random() * 200);
    const start = text.indexOf(' ', at) + 1;
    const end = text.indexOf(' ', start + 40 + Math.floor(random() * 160));
    return newAnnotation({
      id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
      now: '2026-01-01T00:00:00Z',
      target: { source: reading.page.source, selectors: describeSpan(text, { start, end }) },
    });
  });
  if (kind === 'changed throughout') {
    page.querySelector('main')?.prepend(page.createElement('p'), 'An advertisement that moves everything.');
    for (const paragraph of page.querySelectorAll('p')) {
      const [node] = paragraph.childNodes;
      // Every eighth word is another one.
      if (node) node.textContent = (node.textContent ?? '').replace(/((?:\S+ ){7})\S+/g, '$1changed');
    }
  }
  void page.body.offsetHeight;
  await pause();
  const end = new AbortController();
  let longest = 0;
  const watch = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
  });
  watch.observe({ entryTypes: ['longtask'] });
  const started = performance.now();
  const found = await new Promise<number>((resolve) => {
    let isAnswered = false;
    annotatePage(page, {
      check: async () => err('not asked'),
      passages: {
        notes: async () => ok(notes),
        async find({ text: now }) {
          const slices = findPassagesInSlices(
            now,
            notes.map(({ id, target }) => ({ id, selectors: target?.selectors ?? [] })),
          );
          let since = performance.now();
          for (;;) {
            const step = slices.next();
            if (step.done) {
              isAnswered = true;
              return ok({ notes, passages: step.value });
            }
            if (performance.now() - since < 12) continue;
            await pause();
            since = performance.now();
          }
        },
      },
      highlighter: createHighlighter(page, end.signal),
      signal: end.signal,
      onSelect: () => {},
      onReport(state) {
        if (isAnswered && state.state === 'not-article') resolve(state.passages.length);
      },
    });
  });
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const milliseconds = performance.now() - started;
  // Entries come after the task they are about.
  await new Promise((resolve) => setTimeout(resolve, 100));
  watch.disconnect();
  end.abort();
  frame.close();
  return { page: kind, found, milliseconds, longestTask: longest };
}
