import { readdirSync, readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { looksLikeArticle, readPageText } from '../../lib/dom/index.ts';
import { segmentSentences } from '../../lib/text/index.ts';

/** The command line's way: no browser, no layout. `tests/browser/dom` expects the same of the same pages in Chromium. */
const folder = new URL('../fixtures/pages/', import.meta.url);
const parse = (html: string) => parseHTML(html).document as unknown as Document;
const open = (path: string) => parse(readFileSync(new URL(path, folder), 'utf8'));

const stories = readdirSync(new URL('stories/', folder)).filter((name) => name.endsWith('.html'));
const url = 'https://news.example/story?ref=home#top';

describe('pages without a browser', () => {
  it.each(stories)('reads every sentence of %s', (name) => {
    const expected: unknown = JSON.parse(
      readFileSync(new URL(`stories/${name.replace('.html', '.expected.json')}`, folder), 'utf8'),
    );
    // The format of our own fixtures.
    const { sentences } = expected as { sentences: { text: string }[] };
    const { page } = readPageText(open(`stories/${name}`), { url });
    const read = segmentSentences(page.text, page.locale).map(({ text }) => text);
    expect(sentences.map(({ text }) => text).filter((text) => !read.includes(text))).toEqual([]);
  });

  it('reads nothing that stands beside a story', () => {
    const { text } = readPageText(open('stories/wire.html'), { url }).page;
    for (const outside of [
      'nobody in Congress was told',
      'suspected drug boats, officials say',
      'Share',
      'A stretch of border',
    ]) {
      expect(text).not.toContain(outside);
    }
  });

  it.each(stories)('takes %s for a story', (name) => {
    expect(looksLikeArticle(open(`stories/${name}`))).toBe(true);
  });

  it.each(['code', 'forum', 'home-page', 'recipe', 'shop'])('does not take %s for a story', (name) => {
    expect(looksLikeArticle(open(`ordinary/${name}.html`))).toBe(false);
  });

  it('knows what attributes say is hidden, and what declarative shadow roots leave behind', () => {
    const page = parse(
      `<html lang="es"><body><p>Uno <span hidden>no</span><br><br>Dos</p><x-a><template shadowrootmode="open">no</template></x-a>
       <p style="display: none">no</p><details><summary>Tres</summary>no</details><textarea>no</textarea></body></html>`,
    );
    const read = readPageText(page, { url }).page;
    expect(read.text.split('\n')).toEqual(['Uno', 'Dos', 'Tres']);
    expect(read).toMatchObject({ locale: 'es', source: 'https://news.example/story?ref=home' });
  });

  it('tells the language of a page that does not', () => {
    const words =
      'El gobierno dijo que no se ha aprobado ninguna misión en el país y que la presidenta no lo aceptará.';
    expect(readPageText(parse(`<html><body><p>${words}</p></body></html>`), { url }).page.locale).toBe('es');
    expect(readPageText(parse('<html><body><p>xyz</p></body></html>'), { url }).page.locale).toBe('und');
  });

  it('gives an empty text for an empty page', () => {
    expect(readPageText(parse('<html></html>'), {}).page).toMatchObject({ text: '', source: '', truncated: false });
  });
});
