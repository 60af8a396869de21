/** The files for other programs, read as those programs would. */
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../lib/annotation/index.ts';
import {
  deepLink,
  type ExportFormat,
  exportAnnotations,
  exportFormats,
  exportInParts,
  exportInSlices,
  isScriptAddress,
} from '../../../lib/exchange/index.ts';
import { aNote } from '../../support/builders.ts';
import { anExport, aPage, everyKind, noteId } from './samples.ts';

const text = (format: Exclude<ExportFormat, 'markdown-zip'>, notes: readonly Annotation[], more = {}): string =>
  exportAnnotations(format, anExport({ notes, ...more })).text;

const evil = aNote({
  id: noteId(66),
  text: '</div><script>alert(1)</script>\n=1+1\n<%* run %>\n```dataviewjs\nalert(1)\n',
  tags: ['"><img src=x onerror=alert(1)>', '=cmd', '2026'],
  target: {
    source: 'https://evil.example/"><script>alert(1)</script>',
    title: '<script>alert("title")</script>\r\nER  - ',
    language: 'en',
    selectors: [
      { type: 'TextQuoteSelector', exact: '"/><svg onload=alert(1)> [[x]] & <%= y %>', prefix: '', suffix: '' },
    ],
  },
});
const unlinked = aNote({ id: noteId(67), target: { source: 'javascript:alert(1)', selectors: [] } });
const all = [...everyKind, evil, unlinked];

describe('an HTML report', () => {
  const { document } = parseHTML(text('html', all, { page: aPage }));

  test('runs, loads and sends nothing', () => {
    expect(document.querySelectorAll('script, img, svg, iframe, link, form, object, embed, base')).toHaveLength(0);
    const elements = [...document.querySelectorAll('*')];
    expect(elements.flatMap((one) => [...one.attributes].filter(({ name }) => name.startsWith('on')))).toEqual([]);
    expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'");
    expect(document.querySelector('style')?.textContent).not.toMatch(/url\(|@import/);
  });

  test('links to passages on the web, and to nothing else', () => {
    const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
    expect(links).toContain('https://news.example/story#:~:text=Planning%20for%20a%20ferry%20has%20begun.');
    for (const link of links) expect(link).toMatch(/^https?:\/\//);
    for (const link of document.querySelectorAll('a')) expect(link.getAttribute('rel')).toBe('noopener noreferrer');
  });

  test('shows every text as it was written', () => {
    const shown = document.body.textContent ?? '';
    expect(shown).toContain('</div><script>alert(1)</script>');
    expect(shown).toContain('"/><svg onload=alert(1)> [[x]] & <%= y %>');
    expect(shown).toContain('What has not been verified');
    expect([...document.querySelectorAll('article[id]')]).toHaveLength(all.length);
  });

  test('has a light and a dark form, and one for paper', () => {
    const style = document.querySelector('style')?.textContent ?? '';
    expect(style).toContain('prefers-color-scheme:dark');
    expect(style).toContain('@media print');
    expect(document.documentElement.getAttribute('lang')).toBe('en');
  });
});

describe('the Markdown of a note', () => {
  const noteOf = (written: string): string =>
    /<div class="note" dir="auto">(.*?)<\/div>\n/s.exec(text('html', [aNote({ text: written })]))?.[1] ?? '';

  test.each([
    ['**Ask** them _again_', '<p><strong>Ask</strong> them <em>again</em></p>'],
    ['one\ntwo\n\nthree', '<p>one<br/>two</p><p>three</p>'],
    ['## Heading', '<p><strong>Heading</strong></p>'],
    ['- a\n- b\n  - c', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>'],
    ['- a\n\n  b', '<ul><li>a<p>b</p></li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['- [x] a\n- [ ] b', '<ul><li>\u2611 a</li><li>\u2610 b</li></ul>'],
    ['> said', '<blockquote><p>said</p></blockquote>'],
    ['`a < b` ~~no~~', '<p><code>a &lt; b</code> <s>no</s></p>'],
    ['```\nif:\n  x = 1\n```', '<pre><code>if:&#10;&#32; x = 1</code></pre>'],
    ['| a | b |\n|---|---|\n| c | d |', '<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>'],
    ['[at](https://a.example/?x&y)', '<p><a href="https://a.example/?x&amp;y" rel="noopener noreferrer">at</a></p>'],
    ['![dog](https://a.example/d.png)', '<p><a href="https://a.example/d.png" rel="noopener noreferrer">dog</a></p>'],
    ['[at](javascript:alert(1))', '<p>at</p>'],
    ['<b onclick="x()">hi</b>', '<p>&lt;b onclick=&quot;x()&quot;&gt;hi&lt;/b&gt;</p>'],
  ])('is what it is meant as in a report and in a reference: %j', (written, html) => {
    expect(noteOf(written)).toBe(html);
    expect(text('ris', [aNote({ text: written })])).toContain(html);
  });

  test('never becomes an element that is not made here, whatever a note holds', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '<img src=x onerror=y>',
      '<!--',
      '](',
      '![',
      '`',
      '```\n',
      '\n',
      '- ',
      '> ',
      '**',
      '|',
      '<https://x.example>',
      '&lt;b&gt;',
      '[a](data:x)',
      '\t',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 10 }), (pieces) => {
        expect(noteOf(pieces.join(''))).not.toMatch(
          /<(?!\/?(?:p|strong|em|s|code|pre|[uo]l|ol start="\d+"|li|blockquote|table|t[rdh]|[bh]r\/|a|a href="https?:\/\/[^"<>]*" rel="noopener noreferrer")>)/,
        );
      }),
    );
  });
});

describe('a CSV', () => {
  /** As a spreadsheet reads it: quotation marks doubled, everything quoted. */
  const rows = (csv: string): string[][] =>
    csv
      .replace(/^\ufeff/, '')
      .split('\r\n')
      .slice(1, -1)
      .map((row) => [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')));

  test('begins with Readwise’s columns', () => {
    expect(text('csv', []).split('\r\n')[0]).toBe(
      'Highlight,Title,Author,URL,Note,Location,Date,Tags,Color,Kind,Claim,Id',
    );
    expect(rows(text('csv', everyKind.slice(0, 1)))).toEqual([
      [
        'Planning for a ferry has begun.',
        'A ferry across the strait',
        'news.example',
        'https://news.example/story',
        'Which officials?',
        '120',
        '2026-08-23 10:00:00+00:00',
        '',
        'pink',
        'note',
        'harbour:ferry-planned',
        noteId(1),
      ],
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', "'=1", '\n@x'])(
    'runs no formula: %j',
    (formula) => {
      const at = {
        source: 'https://a.example/',
        title: formula,
        selectors: [{ type: 'TextQuoteSelector' as const, exact: formula, prefix: '', suffix: '' }],
      };
      const csv = text('csv', [aNote({ text: formula, tags: [formula], target: at })]);
      const [, ...lines] = csv.split(/\r\n(?=")/);
      const cells = [...lines.join('').matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell);
      expect(cells).toHaveLength(12);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@＝]/);
    },
  );

  test('has a byte-order mark where it is asked for', () => {
    expect(text('csv', [], { byteOrderMark: true }).startsWith('\ufeffHighlight')).toBe(true);
    expect(text('csv', []).startsWith('Highlight')).toBe(true);
  });

  test('keeps Readwise’s limits without half characters', () => {
    const [row] = rows(text('csv', [aNote({ text: `${'x'.repeat(8_190)}🚢` })]));
    expect(row?.[4]).toBe('x'.repeat(8_190));
  });
});

describe('Hypothesis JSON', () => {
  test('names both addresses of a page, so that a note is shown on either', () => {
    const address = 'https://m.news.example/story?amp=1';
    const { target } = aNote();
    const note = aNote({ target: { selectors: [], source: 'https://news.example/story', ...target, address } });
    const [written] = JSON.parse(text('hypothesis', [note])).annotations;
    expect(written.uri).toBe('https://news.example/story');
    expect(written.document.link).toEqual([{ href: 'https://news.example/story' }, { href: address }]);
    const [plain] = JSON.parse(text('hypothesis', [aNote()])).annotations;
    expect(plain.document).toEqual({ title: 'A ferry across the strait' });
  });
});

describe('references', () => {
  test('are one RIS record a page, each field on a line of its own', () => {
    const ris = text('ris', [evil, aNote({ color: 'pink' }), aNote({ id: noteId(2), text: 'Second.' })]);
    const records = ris
      .trimEnd()
      .split(/ER {2}- (?:\r\n)+/)
      .filter(Boolean);
    expect(records).toHaveLength(2);
    for (const line of ris.split('\r\n').filter(Boolean)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /);
    expect(ris.match(/^N1 {2}- /gm)).toHaveLength(3);
    expect(ris).toContain(
      'TY  - ELEC\r\nTI  - A ferry across the strait\r\nT2  - news.example\r\nUR  - https://news.example/story\r\nY2  - 2026/08/23',
    );
    const notes = ris.split('\r\n').filter((line) => line.startsWith('N1'));
    expect(notes.join()).toContain('<blockquote><span style="background-color: #e56eee80">Planning for');
    expect(notes.join()).not.toMatch(
      /<(?!\/?(?:blockquote|p|strong|em|br\/|a href="https:[^"]*" rel="noopener noreferrer"|a|span(?: style="background-color: #[0-9a-f]{8}")?)>)/,
    );
    expect(ris).toContain('&lt;script&gt;');
    expect(ris).toMatch(/^N1 {2}- .*<a href="https:\/\/news\.example\/story#:~:text=[^"]*Planning%20for%20a%20ferry/m);
  });

  test('are CSL items of type webpage with the notes in them', () => {
    const items = JSON.parse(text('csl-json', all));
    const story = items.find(({ id }: { id: string }) => id === 'https://news.example/story');
    expect(story).toMatchObject({
      type: 'webpage',
      title: 'A ferry across the strait',
      URL: 'https://news.example/story',
      accessed: { 'date-parts': [[2026, 8, 23]] },
    });
    expect(story.note).toContain('“Planning for a ferry has begun.”');
    expect(story.note).toContain('Open question: Who approved it?');
    // Where the passage stands, for Zotero to open.
    expect(story.note).toMatch(/^https:\/\/news\.example\/story#:~:text=.*Planning%20for%20a%20ferry/m);
    expect(new Set(items.map(({ id }: { id: string }) => id)).size).toBe(items.length);
    for (const { URL: url } of items) expect(url === undefined || !isScriptAddress(url)).toBe(true);
    expect(JSON.parse(text('csl-json', []))).toEqual([]);
  });
});

describe('Markdown for Obsidian', () => {
  const zip = (notes: readonly Annotation[], more = {}): Record<string, string> => {
    const file = exportAnnotations('markdown-zip', anExport({ notes, ...more }));
    if (typeof file.text === 'string') throw new Error('a zip is bytes');
    return Object.fromEntries(Object.entries(unzipSync(file.text)).map(([name, bytes]) => [name, strFromU8(bytes)]));
  };

  test('is one file a page and one for notes on claims, each with its properties', () => {
    const files = zip(everyKind, { page: aPage });
    const names = Object.keys(files);
    expect(names.slice(0, 2)).toEqual(['A ferry across the strait tp.file.md', 'A ferry across the strait.md']);
    expect(names.at(-1)).toBe('Notes on claims.md');
    // Seven pages: the exported one, the story with two notes, five more.
    expect(names).toHaveLength(8);
    for (const file of Object.values(files)) expect(file).toMatch(/^---\ntitle: "/);
    const ids = Object.values(files).flatMap((file) => file.match(/^\^cav-\S+$/gm) ?? []);
    expect(new Set(ids).size).toBe(everyKind.length);
  });

  test('names files so that any system and any wikilink takes them, none twice', () => {
    const titled = (title: string, n: number): Annotation =>
      aNote({ id: noteId(n), target: { source: `https://a.example/${n}`, title, selectors: [] } });
    const titles = [
      'CON',
      'a/b\\c',
      'A',
      'a',
      'A (2)',
      '..hidden.',
      'x'.repeat(300),
      '[[link]]#^|',
      'tab\there',
      '<% run %>',
      'A',
    ];
    const names = Object.keys(zip(titles.map(titled)));
    expect(names).toHaveLength(titles.length);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(titles.length);
    for (const name of names) {
      expect(name).not.toMatch(/[\\/:*?"<>|#^[\]%\p{Cc}]|^\.|^con\.md$|[. ]\.md$/iu);
      expect(name.length).toBeLessThan(120);
    }
  });

  test('is the same zip for the same notes', () => {
    const input = anExport({ notes: everyKind, page: aPage });
    expect(exportAnnotations('markdown-zip', input)).toEqual(exportAnnotations('markdown-zip', input));
  });

  test('gives plugins nothing to run, and keeps a note inside its callout', () => {
    const markdown = text('markdown', [
      evil,
      aNote({ id: noteId(2), text: '```\nnever closed\r> still inside\n`$= dv.x`' }),
    ]);
    expect(markdown).not.toContain('<%');
    expect(markdown).not.toMatch(/`{3}\s*dataviewjs/);
    expect(markdown).not.toMatch(/`\s*\$=/);
    const body = markdown.slice(markdown.indexOf('\n---\n', 4) + 5);
    const callout = body.slice(body.lastIndexOf('> [!note]')).split('\n');
    const end = callout.indexOf('');
    expect(callout.slice(0, end).every((line) => line.startsWith('>'))).toBe(true);
    expect(callout.slice(end).join('\n').trim()).toMatch(/^\^cav-\S+$/);
    // A tag of digits alone is none.
    expect(markdown).toContain('#_2026');
  });
});

describe('an export in slices', () => {
  const many = Array.from({ length: 1_000 }, (_, n) => aNote({ id: noteId(n) }));

  test.each(exportFormats)(
    'of %s gives the same file, resting and reporting on the way',
    async (format) => {
      const input = anExport({
        notes:
          format === 'markdown-zip' || format.startsWith('ris')
            ? many.map((note, n) => ({ ...note, target: { source: `https://a.example/${n}`, selectors: [] } }))
            : many,
      });
      const seen: number[] = [];
      const file = await exportInSlices(format, input, {
        pause: async () => {},
        onProgress: (share) => seen.push(share),
      });
      expect(file).toEqual(exportAnnotations(format, input));
      expect(seen.at(-1)).toBe(1);
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
      if (format !== 'csl-json') expect(seen.length).toBeGreaterThan(3);
    },
    30_000,
  );

  test.each(exportFormats)(
    'of %s is the same in parts, none of them much more than a million characters',
    async (format) => {
      const notes = Array.from({ length: 3_000 }, (_, n) =>
        aNote({
          id: noteId(n),
          text: `${n} ${'word '.repeat(120)}`,
          target: { source: `https://a.example/${n % 700}`, selectors: [] },
        }),
      );
      const input = anExport({ notes });
      const { text: whole, ...about } = exportAnnotations(format, input);
      const lengths: number[] = [];
      const file = await exportInParts(
        format,
        input,
        (piece) => {
          lengths.push(piece.length);
          return piece;
        },
        { pause: async () => {} },
      );
      const { parts = [], ...aboutParts } = file ?? {};
      expect(aboutParts).toEqual(about);
      expect(Buffer.concat(parts.map((part) => Buffer.from(part as string))).equals(Buffer.from(whole as string))).toBe(
        true,
      );
      expect(Math.max(...lengths)).toBeLessThan(1_100_000);
      if (whole.length > 2_000_000) expect(lengths.length).toBeGreaterThan(1);
    },
  );

  test('ends when it is cancelled', async () => {
    const signal = { aborted: false };
    const pauses: number[] = [];
    const pause = async (): Promise<void> => {
      pauses.push(1);
      signal.aborted = pauses.length === 2;
    };
    expect(await exportInSlices('caveat', anExport({ notes: many }), { pause, signal })).toBeNull();
    expect(pauses).toHaveLength(2);
  });
});

describe('a deep link', () => {
  const link = (source: string, exact?: string): string | null =>
    deepLink({
      source,
      selectors: exact === undefined ? [] : [{ type: 'TextQuoteSelector', exact, prefix: '', suffix: '' }],
    });

  test.each<[string, string | undefined, string | null]>([
    [
      'https://a.example/x',
      'Training is already underway there',
      'https://a.example/x#:~:text=Training%20is%20already%20underway%20there',
    ],
    ['https://a.example/x', undefined, 'https://a.example/x'],
    ['https://a.example/x', '…', 'https://a.example/x'],
    ['javascript:alert(1)', 'Training is already underway there', null],
    ['file:///home/x.html', 'Training is already underway there', null],
    ['standard input', undefined, null],
  ])('to %j at %j is %j', (source, exact, expected) => {
    expect(link(source, exact)).toBe(expected);
  });

  test('stays short for long passages in any script, and begins and ends at words', () => {
    const japanese = '政府は海峡を横断する新しいフェリーの計画を開始したと発表した。'.repeat(12);
    const fragment = decodeURIComponent((link('https://a.example/', japanese) ?? '').split('#:~:text=')[1] ?? '');
    const [start = '', end = ''] = fragment.split(',');
    expect(japanese.startsWith(start) && japanese.endsWith(end)).toBe(true);
    expect(start.length + end.length).toBeLessThan(170);
    const words = new Set(
      [...new Intl.Segmenter('und', { granularity: 'word' }).segment(japanese)].map(({ index }) => index),
    );
    expect(words.has(start.length) && words.has(japanese.length - end.length)).toBe(true);
  });
});
