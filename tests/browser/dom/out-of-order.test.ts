/** A page that changes, and answers that come late: what was asked last counts, and what was told since. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Annotation, findPassages, newAnnotation } from '../../../lib/annotation/index.ts';
import type { PageText } from '../../../lib/checker/index.ts';
import { annotatePage, createHighlighter, describer } from '../../../lib/dom/index.ts';
import { ok } from '../../../lib/result.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aReport } from '../../support/builders.ts';
import { openPage } from './frame.ts';

const SENTENCE = 'A ferry is planned, officials say.';
const filler =
  '<p>The committee met for three hours on Tuesday behind closed doors and said nothing afterwards.</p>'.repeat(8);
const story = `<article><h1>Head</h1><p id="first">${SENTENCE} It is not approved.</p>${filler}</article>`;

/** A page under its annotator, whose questions are answered when the test says so. */
async function start(stored: readonly Annotation[] = []) {
  const page = await openPage(story);
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const checks: { readonly text: string; answer(notes?: readonly Annotation[]): void }[] = [];
  const seeks: { readonly text: string; answer(): void }[] = [];
  const annotated = annotatePage(page, {
    check: ({ text }: PageText) =>
      new Promise((resolve) =>
        checks.push({
          text,
          answer(notes = stored) {
            const start = text.indexOf(SENTENCE);
            const claim = aClaimOnPage(aClaim());
            const sentence = { start, end: start + SENTENCE.length };
            const annotations = start < 0 ? [] : [aClaimAnnotation(claim, { quote: SENTENCE, sentence })];
            resolve(ok({ report: aReport({ annotations, claims: [claim] }), notes }));
          },
        }),
      ),
    passages: {
      notes: async () => ok(stored),
      find: ({ text }) =>
        new Promise((resolve) =>
          seeks.push({
            text,
            answer() {
              const sought = stored.map(({ id, target }) => ({ id, selectors: target?.selectors ?? [] }));
              resolve(ok({ notes: stored, passages: findPassages(text, sought) }));
            },
          }),
        ),
    },
    highlighter: createHighlighter(page, end.signal),
    signal: end.signal,
    onSelect: () => {},
  });
  const annotator = { ...annotated, ...describer(page, annotated.everything) };
  await vi.waitFor(() => expect(checks).toHaveLength(1));
  return { page, annotator, checks, seeks };
}

const later = (milliseconds = 50): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function noteOn(words: string): Promise<Annotation> {
  const { page, annotator } = await start();
  const node = page.querySelector('#first')?.firstChild as Text;
  const range = page.createRange();
  range.setStart(node, node.data.indexOf(words));
  range.setEnd(node, node.data.indexOf(words) + words.length);
  const target = annotator.describeRange(range)?.target;
  if (!target) throw new Error('nothing to note');
  return newAnnotation({ id: '00000000-0000-4000-8000-000000000001', now: '2026-11-22T18:00:00.000Z', target });
}

it('has the claims of what it says now, not of what it said when it was first asked about', async () => {
  const { page, annotator, checks } = await start();
  page.querySelector('#first')?.replaceChildren('Nothing is planned.');
  await vi.waitFor(() => expect(checks).toHaveLength(2), 5_000);
  checks[1]?.answer();
  await vi.waitFor(() => expect(annotator.state()).toMatchObject({ state: 'done', report: { annotations: [] } }));
  checks[0]?.answer();
  await later();
  expect(annotator.state()).toMatchObject({ state: 'done', report: { annotations: [] } });
});

it('has passages where they are now, not where they were when they were first sought', async () => {
  const note = await noteOn('It is not approved.');
  const { page, annotator, seeks } = await start([note]);
  await vi.waitFor(() => expect(seeks).toHaveLength(1));
  page.querySelector('#first')?.replaceChildren('Nothing is planned.');
  await vi.waitFor(() => expect(seeks).toHaveLength(2), 5_000);
  seeks[1]?.answer();
  await later();
  expect(annotator.passages()).toEqual([]);
  seeks[0]?.answer();
  await later();
  expect(annotator.passages()).toEqual([]);
});

it('keeps notes that were told while it was checked, and takes those on claims with the answer', async () => {
  const now = '2026-11-22T18:00:00.000Z';
  const told = newAnnotation({ id: '00000000-0000-4000-8000-000000000002', now, text: 'Newer.' });
  const claim = 'test:one';
  const onClaim = newAnnotation({ id: '00000000-0000-4000-8000-000000000003', now, text: 'On the claim.', claim });
  const { annotator, checks } = await start();
  annotator.setNotes([told]);
  checks[0]?.answer([{ ...told, text: 'Older.' }, onClaim]);
  await vi.waitFor(() => expect(annotator.state()).toMatchObject({ state: 'done', notes: [told, onClaim] }));
});
