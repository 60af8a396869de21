import { describe, expect, it, onTestFinished } from 'vitest';
import { browserLayout, readPageText } from '../../../lib/dom/index.ts';
import { segmentSentences } from '../../../lib/text/index.ts';

const pages = import.meta.glob<string>('../../fixtures/pages/stories/*.html', { query: '?raw', import: 'default' });
const expected = import.meta.glob<{ sentences: { text: string }[] }>('../../fixtures/pages/stories/*.expected.json', {
  import: 'default',
});

describe('sample stories in Chromium', () => {
  it.each(Object.keys(pages))('reads the sentences of %s, and maps each to the page', async (path) => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 900px; height: 700px';
    frame.srcdoc = (await pages[path]?.()) ?? '';
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    onTestFinished(() => frame.remove());
    await loaded;
    const page = frame.contentDocument;
    if (!page) throw new Error('the frame has no document');
    const reading = readPageText(page, { ...browserLayout(page), url: 'https://news.example/story' });
    const read = segmentSentences(reading.page.text, reading.page.locale);
    const { sentences = [] } = (await expected[path.replace('.html', '.expected.json')]?.()) ?? {};
    expect(sentences.length).toBeGreaterThan(10);
    const texts = read.map(({ text }) => text);
    expect(sentences.map(({ text }) => text).filter((text) => !texts.includes(text))).toEqual([]);
    for (const sentence of read) {
      const words = reading.toRanges(sentence).join('').replace(/\s+/g, ' ').trim();
      expect(words).toBe(sentence.text);
    }
  });
});
