/** The settings, where something is done with what is kept. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { button, until } from '../../scripts/driver.ts';
import { anEncounter } from '../support/builders.ts';
import { kinds, Reader, shows, words } from './harness.ts';

describe.each(kinds)('the settings in %s', (kind) => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await Reader.start(kind);
  });
  afterAll(() => reader?.stop());

  test('forget what was read, and bring it back', async () => {
    const file = join(reader.downloads, 'read.caveat.json');
    const met = anEncounter('mexico-mission:evidence-limited', 'https://news.example/story', '2026-11-01T00:00:00Z');
    const content = { format: 'caveat-notes', version: 1, created: met.last, annotations: [], history: [met] };
    writeFileSync(file, JSON.stringify(content));
    const library = await reader.openExtensionPage('library.html');
    await (await button(library, words('import_open'))).click();
    const field = await until('the file field', () => library.$('input[type=file]'));
    // The selector names what it is.
    await (field as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
    await (await button(library, words('import_nowBeside'))).click();
    await shows(library, words('import_doneBeside'));
    await library.evaluate(() => {
      location.hash = '#read';
    });
    await until('what was read', () => library.$('table'));

    const options = await reader.openExtensionPage('options.html');
    await (await button(options, words('options_rememberForget'))).click();
    await shows(options, words('met_forgotten'));
    await until('it to be gone in the library too', async () => (await library.$('table')) === null);
    await (await button(options, words('note_undo'))).click();
    await until('it to come back', () => library.$('table'));
    expect(await options.evaluate(() => document.body.textContent)).not.toContain(words('met_forgotten'));
  });
});
