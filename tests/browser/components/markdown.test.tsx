import { beforeEach, describe, expect, test } from 'vitest';
import { Markdown } from '../../../components/Markdown.tsx';
import { isPlain, readMarkdown } from '../../../lib/markdown/index.ts';
import { findings, show, speakOf } from '../../support/screen.ts';

const shown = (text: string): HTMLElement => {
  const place = show(<Markdown text={text} />);
  const found = place.querySelector<HTMLElement>('.cav-markdown');
  if (!found) throw new Error('nothing is shown');
  return found;
};
const html = (text: string): string => shown(text).innerHTML.replace(/<svg.*?<\/svg>/g, '');

beforeEach(() => speakOf('en'));

describe('a note in Markdown', () => {
  test.each([
    ['**Ask** them _again_', '<p><strong>Ask</strong> them <em>again</em></p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['# Heading', '<p><strong>Heading</strong></p>'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['> said\n> so', '<blockquote><p>said<br>so</p></blockquote>'],
    ['`a < b`', '<p><code>a &lt; b</code></p>'],
    ['```\nx = 1\n```', '<pre><code>x = 1</code></pre>'],
    ['~~no~~', '<p><del>no</del></p>'],
    ['a\n\n---\n\nb', '<p>a</p><hr><p>b</p>'],
    ['1 \\* 2', '<p>1 * 2</p>'],
  ])('%j', (text, expected) => expect(html(text)).toBe(expected));

  test('leads only to web pages, and lets them know nothing', () => {
    const link = shown('[the record](https://news.example/a?b=1&c=2)').querySelector('a');
    expect(link?.href).toBe('https://news.example/a?b=1&c=2');
    expect([link?.target, link?.rel]).toEqual(['_blank', 'noopener noreferrer nofollow']);
  });

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](//evil.example/)',
    '[x](/relative)',
    '[x](https://)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '[x]: javascript:alert(1)\n\n[x]',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<script>alert(1)</script>',
    '<svg/onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<style>*{display:none}</style>',
    '<details open ontoggle=alert(1)>',
    '**<b onclick=alert(1)>x**',
    '| <img src=x onerror=alert(1)> |\n|---|\n| <b>x</b> |',
    '- <input autofocus onfocus=alert(1)>',
    '`</code><script>alert(1)</script>`',
    '```html\n</code></pre><script>alert(1)</script>\n```',
  ])('makes nothing of %j but words', (text) => {
    const place = shown(text);
    for (const element of place.querySelectorAll('*')) {
      if (element.closest('svg.cav-icon')) continue;
      expect(element.localName).toMatch(
        /^(?:p|strong|em|del|code|pre|hr|br|blockquote|ul|ol|li|table|tbody|tr|th|td|a)$/,
      );
      for (const { name, value } of element.attributes) {
        expect(name).toMatch(/^(?:scope|start|href|target|rel)$/);
        if (name === 'href') expect(value).toMatch(/^https?:\/\//);
      }
    }
  });

  test('shows a picture as a link: fetching it would tell somebody that the note is read', () => {
    const place = shown('![the chart](https://news.example/chart.png)');
    expect(place.querySelector('img')).toBeNull();
    expect(place.querySelector('a')?.textContent).toBe('the chart');
  });

  test('survives what nobody types by hand, in good time', () => {
    const started = performance.now();
    for (const text of [
      '> '.repeat(3_000),
      '['.repeat(5_000),
      '*a'.repeat(5_000),
      '- '.repeat(500),
      `${'`'.repeat(5_000)}a`,
    ]) {
      expect(shown(text)).toBeTruthy();
    }
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test('tells what is done from what is to do in words, and axe finds nothing', async () => {
    const place = shown('- [x] asked\n- [ ] answered\n\n[a](https://news.example/)\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    const names = [...place.querySelectorAll('[role=img]')].map((element) => element.getAttribute('aria-label'));
    expect(names).toEqual(['Done', 'To do']);
    expect(await findings(place)).toEqual([]);
  });

  test('knows a text that looks the same as it is typed', () => {
    expect(isPlain(readMarkdown('Ask the Pentagon.\nTwice.\n\nAnd again.'))).toBe(true);
    for (const text of ['*a*', '- a', '> a', '[a](https://b.example)', 'https://b.example', '# a']) {
      expect(isPlain(readMarkdown(text)), text).toBe(false);
    }
  });
});
