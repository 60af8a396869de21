/** A note outlives everything a browser does to an extension, and leaves as a file. */
import { describe, expect, test } from 'vitest';
import { button, until } from '../../scripts/driver.ts';
import { schemaProblems } from '../core/exchange/w3c-schemas.ts';
import { Card } from './card.ts';
import { kinds, shownText, words } from './harness.ts';
import { openStory } from './story.ts';

/** States one claim, in words the tabloid puts differently. */
const SENTENCE = 'Little evidence of what the vessels carried';
const CLAIM = 'mexico-mission:evidence-limited';

describe.each(kinds)('notes in %s', (kind) => {
  const story = openStory(kind, 'stories/wire.html');

  /** The note on the claim, as the card of its sentence shows it now. */
  async function noteOnPage(): Promise<string> {
    await story.reader.read(story.page);
    const card = new Card(story.reader, story.page);
    await card.openAt(SENTENCE);
    const note = await card.note();
    await story.page.keyboard.press('Escape');
    await card.closed();
    return note;
  }

  async function write(text: string): Promise<void> {
    const card = new Card(story.reader, story.page);
    await card.openAt(SENTENCE);
    await card.writeNote(text, words('note_status_saved'));
    await story.page.keyboard.press('Escape');
    await card.closed();
  }

  test('a note written in the card saves itself and is there after a reload', async () => {
    await write('Ask the Pentagon for the videos.');
    await story.page.reload();
    expect(await noteOnPage()).toBe('Ask the Pentagon for the videos.');
  });

  test('the note is on the claim: another story that states it shows it', async () => {
    const other = await story.reader.newPage(story.server.url('stories/tabloid.html'));
    const { report } = await story.reader.read(other);
    const again = report.annotations.find(({ claim }) => claim === CLAIM);
    const card = new Card(story.reader, other);
    await card.openAt(again?.quote.slice(0, 40) ?? 'a sentence that states the claim');
    expect(await card.note()).toBe('Ask the Pentagon for the videos.');
    await other.close();
  });

  test('the background may stop in the middle: reading and writing go on', async () => {
    await story.reader.stopBackground();
    await write('Ask again: no videos, no numbers.');
    await story.reader.stopBackground();
    await story.page.reload();
    expect(await noteOnPage()).toBe('Ask again: no videos, no numbers.');
  });

  test('an export of the page holds the note and the sentences found', async () => {
    const popup = await story.reader.popupOf(story.page);
    const save = async (format: string) => {
      await popup.select(`select[aria-label="${words('library_format')}"]`, format);
      await (await button(popup, words('menu_save'))).click();
    };
    await (await button(popup, words('menu_exportShort'))).click();
    await save('web-annotation');
    const { text } = await story.reader.savedFile('.jsonld');
    const collection: unknown = JSON.parse(text);
    const items = itemsOf(collection);
    for (const item of items) expect(schemaProblems('annotation', item)).toEqual([]);
    expect(schemaProblems('collection', collection)).toEqual([]);
    const motivations = items.map(({ motivation }) => motivation);
    expect(motivations.filter((motivation) => motivation === 'commenting')).toHaveLength(1);
    expect(motivations.filter((motivation) => motivation === 'identifying').length).toBeGreaterThan(10);
    await save('markdown');
    const markdown = await story.reader.savedFile('.md');
    expect(markdown.text).toContain('Ask again: no videos, no numbers.');
    await popup.close();
  });

  test('the library lists the note and exports it', async () => {
    const library = await story.reader.openExtensionPage('library.html');
    await until(
      'the note in the library',
      async () =>
        await library.evaluate(() =>
          [...document.querySelectorAll('textarea, p, li')].some((element) =>
            `${element.textContent} ${(element as HTMLTextAreaElement).value ?? ''}`.includes('Ask again: no videos'),
          ),
        ),
    );
    await (await button(library, words('menu_exportShort'))).click();
    await library.select(`select[aria-label="${words('library_format')}"]`, 'web-annotation');
    await (await button(library, words('library_exportCount_one'))).click();
    const { text } = await story.reader.savedFile('.jsonld');
    const collection: unknown = JSON.parse(text);
    expect(schemaProblems('collection', collection)).toEqual([]);
    const items = itemsOf(collection);
    expect(items).toHaveLength(1);
    expect(schemaProblems('annotation', items[0])).toEqual([]);
    expect(text).toContain('urn:caveat:claim:mexico-mission:evidence-limited');
    expect(text).toContain(SENTENCE);
    expect(await shownText(library)).toContain(words('menu_exported'));
    await library.close();
  });

  test('an update keeps the note, and Caveat stays on', async () => {
    await story.reader.update('0.9.9');
    expect(await story.reader.origins()).toEqual(['http://localhost/*']);
    await until('the annotator to be registered again', async () => (await story.reader.registrations()).length > 0);
    await story.page.reload();
    expect(await noteOnPage()).toBe('Ask again: no videos, no numbers.');
  });

  test('the browser closed and started again: the site is on and the note is there', async () => {
    await story.reader.restart();
    expect(await story.reader.origins()).toEqual(['http://localhost/*']);
    story.page = await story.reader.newPage(story.server.url('stories/wire.html'));
    expect(await noteOnPage()).toBe('Ask again: no videos, no numbers.');
  });
});

type Item = { readonly motivation: string };

/** The annotations of an exported collection, whether it has one page or none. */
function itemsOf(collection: unknown): readonly Item[] {
  // The schemas have the say; this only looks where they put the items.
  const { type, total, first } = collection as { type: string; total: number; first?: { items: readonly Item[] } };
  expect(type).toBe('AnnotationCollection');
  expect(first?.items ?? []).toHaveLength(total);
  return first?.items ?? [];
}
