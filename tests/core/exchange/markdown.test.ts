import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Annotation } from '../../../lib/annotation/index.ts';
import { type ExportInput, exportAnnotations } from '../../../lib/exchange/index.ts';
import { aNote, aReport } from '../../support/builders.ts';
import { anExport, aPage, everyKind, noteId } from './samples.ts';

const written = (input: Partial<ExportInput>): string => exportAnnotations('markdown', anExport(input)).text;

/** The properties at the top, and the rest. */
function split(markdown: string): { properties: Record<string, unknown>; body: string } {
  const end = markdown.indexOf('\n---\n', 4);
  expect(markdown.startsWith('---\n') && end > 0).toBe(true);
  return { properties: parse(markdown.slice(4, end)), body: markdown.slice(end + 5) };
}

describe('a Markdown export', () => {
  test('reads as a document', () => {
    expect(written({ page: aPage, notes: everyKind.slice(0, 4) })).toMatchInlineSnapshot(`
      "---
      title: "A ferry [[across]] the strait <% tp.file %>"
      source: "https://news.example/strait"
      created: "2026-11-22T14:45:00.000Z"
      tags:
        - "caveat"
        - "to-ask"
        - "Ministerio-de-Marina"
      ---

      # Notes from Caveat

      ## A ferry \\[\\[across\\]\\] the strait &lt;\\% tp.file \\%\\>

      <https://news.example/strait>

      - 1 claims in 1 sentences.

      > [!quote] Level 2
      > planning for a ferry across the strait has begun.
      >
      > **The government has begun planning a ferry across the strait.**

      > [!quote] Level J
      > planning for a ferry across the strait has begun.
      >
      > **A claim of a set that is not installed (harbour:other)**
      >
      > Credited to: anonymous
      >
      > > [!warning]- Drift: overstated

      > [!quote] Level ?
      > More follows.
      >
      > **The government has begun planning a ferry across the strait.**

      ### The government has begun planning a ferry across the strait.

      **What has not been verified**

      - No order, budget line or notification to Congress has been published.
      - Gap: not-corroborated
      - Gap: evidence-not-published
      - Gap: no-answer

      > [!todo] What would settle it
      > - [ ] A signed order or a notification to Congress.

      ## A ferry across the strait

      <https://news.example/story>

      > [!quote|pink] [news.example](<https://news.example/story#:~:text=Planning%20for%20a%20ferry%20has%20begun.>)
      > Planning for a ferry has begun.

      **The government has begun planning a ferry across the strait.** (Level 2)

      > [!note] Note, 2026-08-23
      > Which officials?

      ^cav-00000000-0000-4000-8000-000000000001

      > [!quote] [news.example](<https://news.example/story#:~:text=Planning%20for%20a%20ferry%20has%20begun.>)
      > Planning for a ferry has begun.

      **The government has begun planning a ferry across the strait.** (Level 2)

      > [!question] Open question, 2026-08-23
      > Who approved it?
      >
      > And when?

      ^cav-00000000-0000-4000-8000-000000000004

      ## Notes on claims

      **The government has begun planning a ferry across the strait.** (Level 2)

      > [!note] Note, 2026-08-23
      > Which officials?

      ^cav-00000000-0000-4000-8000-000000000002

      **A claim of a set that is not installed (gone:with-its-set)**

      > [!note] Note, 2026-08-23
      > Which officials?

      #to-ask #Ministerio-de-Marina

      ^cav-00000000-0000-4000-8000-000000000003
      "
    `);
  });

  test('puts notes of one page under one heading, whatever their order', () => {
    const at = (n: number, source: string): Annotation => aNote({ id: noteId(n), target: { source, selectors: [] } });
    const { body } = split(
      written({ notes: [at(1, 'https://a.example/'), at(2, 'https://b.example/'), at(3, 'https://a.example/')] }),
    );
    expect(body.match(/^## .*/gm)).toEqual(['## https://a.example/', '## https://b.example/']);
  });

  test.each(['markdown', 'html', 'ris'] as const)(
    'follows the story down the page in %s, latest first or not',
    (format) => {
      const at = (text: string, start?: number): Annotation =>
        aNote({
          id: noteId(text.charCodeAt(0)),
          text,
          target: {
            source: 'https://a.example/',
            selectors: [
              { type: 'TextQuoteSelector', exact: 'said so', prefix: '', suffix: '' },
              ...(start === undefined ? [] : [{ type: 'TextPositionSelector' as const, start, end: start + 7 }]),
            ],
          },
        });
      const onPage = aNote({ id: noteId(1), text: '(page)', target: { source: 'https://a.example/', selectors: [] } });
      const notes = [
        at('(nowhere)'),
        at('(third)', 900),
        at('(second)', 90),
        at('(again)', 90),
        onPage,
        at('(first)', 0),
      ];
      expect(exportAnnotations(format, anExport({ notes })).text.match(/\((?:page|\w+)\)/g)).toEqual([
        '(page)',
        '(first)',
        '(second)',
        '(again)',
        '(third)',
        '(nowhere)',
      ]);
    },
  );

  test('puts notes of the exported page under its own heading, once', () => {
    const note = aNote({ target: { source: 'https://news.example/strait', selectors: [] } });
    const { body } = split(written({ page: aPage, notes: [note] }));
    expect(body.match(/^## .*/gm)).toHaveLength(1);
    expect(body.match(/\^cav-/g)).toHaveLength(1);
  });

  test('is a valid, empty document without anything to write', () => {
    const { properties, body } = split(written({}));
    expect(properties).toEqual({ title: 'Notes from Caveat', created: '2026-11-22T14:45:00.000Z', tags: ['caveat'] });
    expect(body.trim()).toBe('# Notes from Caveat');
  });

  test('keeps the reader’s own Markdown as typed', () => {
    expect(written({ notes: [aNote({ text: '**Ask** [[Harbour]]\n- who\n- when' })] })).toContain(
      '> **Ask** [[Harbour]]\n> - who\n> - when\n',
    );
  });

  test('gives every note a stable, unique link', () => {
    const ids = written({ notes: everyKind }).match(/^\^cav-\S+$/gm) ?? [];
    expect(new Set(ids).size).toBe(everyKind.length);
  });

  test('names the properties of any page so that YAML reads them back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (title) => {
        const { properties } = split(written({ page: { ...aPage, title } }));
        expect(properties['title']).toBe(title);
      }),
    );
    const awkward = '--- "quoted" \u0085\u009f\u2028 # not: a comment\n---\nkey: value \\';
    expect(split(written({ page: { ...aPage, title: awkward } })).properties['title']).toBe(awkward);
  });

  test('never lets page text become markup, a link, a tag, a comment or a template', () => {
    const active = fc.constantFrom(
      '[[',
      ']]',
      '<%',
      '%>',
      '%%',
      '==',
      '**',
      '`',
      '\n# ',
      '\n> ',
      '\n- ',
      '#tag',
      '<b>',
      '^id',
      '$$',
      '~~',
      '![',
      '\n---\n',
      '\n1. ',
      '|',
      '{{',
      '\\',
    );
    const pageText = fc.array(fc.oneof(active, fc.string()), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pageText, pageText, (quote, title) => {
        const [found] = aPage.report.annotations;
        if (!found) throw new Error('the sample page has a sentence');
        const { body } = split(
          written({ page: { ...aPage, title, report: aReport({ annotations: [{ ...found, quote }], claims: [] }) } }),
        );
        for (const line of body.split('\n')) {
          // What is ours at the start of a line, then nothing active that is not escaped.
          const theirs = line
            .replace(/^(# |## |> \[!quote\] |> \*\*(?=.*\*\*$)|> |>$)/, '')
            .replace(/^<https:\S+>$/, '')
            .replace(/\*\*$/, '');
          expect(theirs).not.toMatch(/^\s*([-+]|\d+[.)])\s/);
          expect(theirs.replace(/\\./g, '')).not.toMatch(/[[\]`*_#|~^$%{}<>!=\\]/);
        }
      }),
    );
  });

  test('is named and typed as Markdown', () => {
    expect(exportAnnotations('markdown', anExport({ page: aPage }))).toMatchObject({
      name: 'caveat-news.example-2026-11-22.md',
      mediaType: 'text/markdown',
    });
  });
});
