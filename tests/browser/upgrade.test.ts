/** Databases of every earlier version, in a real browser: taken over with a copy first, or left as they were. */
import type { Dexie } from 'dexie';
import { afterEach, describe, expect, test } from 'vitest';
import { type Database, rawCopy } from '../../lib/db/index.ts';
import { createDexie, type Tables, versions } from '../../lib/db/schema.ts';
import { importAnnotations } from '../../lib/exchange/index.ts';
import { type Frozen, manyOpen, outcome, thaw, value } from '../support/stores.ts';

const frozen = Object.values(
  import.meta.glob<Frozen>('../fixtures/db/v*.json', { eager: true, import: 'default' }),
).sort((a, b) => a.version - b.version);

const NAME = 'caveat-upgrade';
const NOW = '2026-11-22T15:00:00.000Z';
const { open: openNamed, closeAll } = manyOpen();
const open = (define?: typeof createDexie): Database => openNamed(NAME, define);

const notesOf = ({ stores }: Frozen) => stores.find(({ name }) => name === 'notes')?.rows ?? [];
const byId = (notes: readonly { readonly id?: string }[]) =>
  [...notes].sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));

afterEach(async () => {
  closeAll();
  for (const name of [NAME, `${NAME}-snapshots`]) await outcome(indexedDB.deleteDatabase(name));
});

describe.each(frozen)('a database of version $version', (before) => {
  test('is taken over with every note, and a copy of how it was is there', async () => {
    await thaw(NAME, before);
    const db = open();
    expect(byId(value(await db.notes.all()))).toEqual(byId(notesOf(before)));
    const isOld = before.version < (versions.at(-1)?.version ?? 0);
    const copies = value(await db.snapshots.list());
    expect(copies.map(({ reason, notes }) => [reason, notes])).toEqual(
      isOld ? [['upgrade', notesOf(before).length]] : [],
    );
  });

  test('is as it was when the next version cannot take it over, and leaves as a file', async () => {
    await thaw(NAME, before);
    const stumbling: typeof createDexie = (name) => {
      const dexie = createDexie(name);
      dexie
        .version((versions.at(-1)?.version ?? 0) + 1)
        .stores({ later: 'id' })
        .upgrade(async (transaction) => {
          await transaction.table('notes').clear();
          throw new Error('half-way');
        });
      // What `createDexie` says of it holds.
      return dexie as Dexie & Tables;
    };
    const next = open(stumbling);
    expect(await next.notes.all()).toMatchObject({ error: { kind: 'upgrade' } });
    const read = value(importAnnotations(value(await rawCopy(NOW, NAME)).text, { now: NOW }));
    expect(byId(read.entries.map(({ annotation }) => annotation))).toEqual(byId(notesOf(before)));
    next.close();
    expect(byId(value(await open().notes.all()))).toEqual(byId(notesOf(before)));
  });
});
