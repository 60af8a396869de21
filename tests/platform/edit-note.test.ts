import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeEdit } from '../../lib/db/edit-note.ts';
import { aNote } from '../support/builders.ts';

const now = '2026-11-22T15:00:00.000Z';
const otherId = 'urn:uuid:00000000-0000-4000-8000-00000000000f';

describe('a note edited in two windows', () => {
  test.each<[string, { stored: string; before: string; edited: string }, { note: string; other: string | null }]>([
    ['only here', { stored: 'a', before: 'a', edited: 'b' }, { note: 'b', other: null }],
    ['in both', { stored: 'theirs', before: 'a', edited: 'ours' }, { note: 'ours', other: 'theirs' }],
    ['in both, the same', { stored: 'b', before: 'a', edited: 'b' }, { note: 'b', other: null }],
    [
      'there first, and this window went on',
      { stored: 'ab', before: 'a', edited: 'abc' },
      { note: 'abc', other: null },
    ],
    ['there further', { stored: 'abc', before: 'a', edited: 'ab' }, { note: 'abc', other: null }],
    ['only there, while this window set a tag', { stored: 'b', before: 'a', edited: 'a' }, { note: 'b', other: null }],
    ['here to nothing', { stored: 'a', before: 'a', edited: '' }, { note: '', other: null }],
  ])('%s', (_, { stored, before, edited }, expected) => {
    const merged = mergeEdit(aNote({ text: stored }), aNote({ text: edited }), { before, now, otherId });
    expect({ note: merged.note.text, other: merged.other?.text ?? null }).toEqual(expected);
    if (merged.other) expect(merged.other).toEqual(aNote({ id: otherId, text: stored }));
  });

  test('loses no text, whatever was written', () => {
    const text = fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', ' ') });
    fc.assert(
      fc.property(text, text, text, (stored, before, edited) => {
        const { note, other } = mergeEdit(aNote({ text: stored }), aNote({ text: edited }), { before, now, otherId });
        const all = [note.text, other?.text ?? ''];
        const isKept = (written: string) => all.some((one) => one.includes(written));
        // What this window did not write, and the other did, and the other way round.
        expect(stored === before || isKept(stored)).toBe(true);
        expect(edited === before || isKept(edited)).toBe(true);
      }),
    );
  });

  test('keeps the tags of both, and lets nobody take away a tag of the other window', () => {
    const stored = aNote({ text: 'theirs', tags: ['a', 'theirs'] });
    const edited = aNote({ text: 'ours', tags: ['a', 'ours'] });
    expect(mergeEdit(stored, edited, { before: 'begun', now, otherId }).note.tags).toEqual(['a', 'theirs', 'ours']);
    expect(mergeEdit(stored, edited, { before: 'theirs', now, otherId }).note.tags).toEqual(['a', 'ours']);
  });

  test('takes colour and edges of its passage over, and no other page', () => {
    const selectors = [{ type: 'TextQuoteSelector', exact: 'Planning', prefix: '', suffix: ' for' }] as const;
    const edited = aNote({ color: 'green', target: { source: 'https://news.example/story', selectors } });
    const { note } = mergeEdit(aNote({ color: 'pink' }), edited, { before: aNote().text, now, otherId });
    expect(note).toEqual({ ...aNote({ color: 'green', modified: now }), target: { ...aNote().target, selectors } });
    const elsewhere = aNote({ text: 'new', target: { source: 'https://other.example/', selectors } });
    expect(mergeEdit(aNote(), elsewhere, { before: aNote().text, now, otherId }).note.target).toEqual(aNote().target);
  });

  test('is later than what it replaces, also where the clock was set back', () => {
    const stored = aNote({ modified: '2026-11-22T16:00:00.000Z' });
    const { note } = mergeEdit(stored, aNote({ text: 'b' }), { before: stored.text, now, otherId });
    expect(note.modified).toBe('2026-11-22T16:00:00.001Z');
  });
});
