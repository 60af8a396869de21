import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Annotation, Target } from '../../lib/annotation/index.ts';
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

  test('lets every way to find its passage go together when the edges move', () => {
    const quote = (exact: string) => [{ type: 'TextQuoteSelector' as const, exact, prefix: '', suffix: '' }];
    const xpath = (value: string) => [{ type: 'XPathSelector', value }];
    const source = 'https://one.example/1';
    const stored = aNote({ target: { source, selectors: quote('old'), otherSelectors: xpath('/p[1]') } });
    const merge = (target: Omit<NonNullable<Annotation['target']>, 'source'>) =>
      mergeEdit(stored, { ...stored, target: { source, ...target } }, { before: stored.text, now, otherId }).note
        .target;
    const moved = { selectors: quote('new'), otherSelectors: xpath('/p[2]') };
    expect(merge(moved)).toEqual({ source, ...moved });
    expect(merge({ selectors: quote('new') })).toEqual({ source, selectors: quote('new') });
    // An editor that only knows the text takes nothing from a passage that stayed.
    expect(merge({ selectors: quote('old') })).toEqual(stored.target);
  });

  test('moves the edges of its passage only where the edit did', () => {
    const at = (exact: string): Target => ({
      source: 'https://one.example/1',
      selectors: [{ type: 'TextQuoteSelector', exact, prefix: '', suffix: '' }],
    });
    const was = aNote({ text: 'a', target: at('where it was') });
    const stored = { ...was, target: at('where another window moved it') };
    const merge = (change: Partial<Annotation>) =>
      mergeEdit(stored, { ...was, ...change }, { before: 'a', was, now, otherId }).note.target;
    expect(merge({ text: 'ab' })).toEqual(stored.target);
    expect(merge({ text: 'ab', target: at('where this one did') })).toEqual(at('where this one did'));
  });

  test('changes no more than the edit means to, where only tags, colour or kind changed elsewhere', () => {
    const was = aNote({ text: 'a', tags: ['old', 'both'], color: 'yellow' });
    const stored: Annotation = { ...was, tags: ['both', 'theirs'], color: 'pink', motivation: 'questioning' };
    const merge = (change: Partial<Annotation>) =>
      mergeEdit(stored, { ...was, ...change }, { before: 'a', was, now, otherId }).note;
    expect(merge({ text: 'ab' })).toEqual({ ...stored, text: 'ab', modified: now });
    expect(merge({ tags: ['old', 'both', 'ours'] }).tags).toEqual(['both', 'theirs', 'ours']);
    expect(merge({ tags: ['old'] }).tags).toEqual(['theirs']);
    expect(merge({ color: 'green' })).toEqual({ ...stored, color: 'green', modified: now });
    expect(merge({})).toEqual(stored);
    // Nothing changed elsewhere: tags come in the order of the edit.
    const alone = mergeEdit(was, { ...was, tags: ['both', 'old'] }, { before: 'a', was, now, otherId });
    expect(alone.note.tags).toEqual(['both', 'old']);
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
