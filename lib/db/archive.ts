/**
 * All rows of a database as compressed lines of JSON, and back: first a line that says what it is, then a line a row, with
 * the store it belongs to. Read in portions and compressed by the browser, so that 50,000 notes take a second and no more
 * memory than the result.
 */
import type { Dexie, IndexableType } from 'dexie';

/** What is in an archive: rows a store. */
export type Archive = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: Readonly<Record<string, number>>;
};

/** Rows read at once: some tenths of a second on a slow device. */
const PORTION = 2_000;

type Line = readonly [store: string, row: unknown];

/** The rows of these stores as they are while it reads. */
export const pack = (dexie: Dexie, stores: readonly string[]): Promise<Archive> =>
  packRows(dexie.verno, stores, (store) => portionsOf(dexie, store));

type Portions = Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>;

/** Rows from anywhere, some at a time. `version` is their database's. */
export async function packRows(
  version: number,
  stores: readonly string[],
  rowsOf: (store: string) => Portions,
): Promise<Archive> {
  const gzip = new CompressionStream('gzip');
  const bytes = new Response(gzip.readable).arrayBuffer();
  // A failed write is heard by whoever awaits `bytes`.
  bytes.catch(() => {});
  const writer = gzip.writable.getWriter();
  const text = new TextEncoder();
  const rows: Record<string, number> = {};
  await writer.write(text.encode(`${JSON.stringify({ archive: 1, version, stores })}\n`));
  for (const store of stores) {
    rows[store] = 0;
    for await (const portion of rowsOf(store)) {
      rows[store] += portion.length;
      await writer.write(
        text.encode(portion.map((row) => `${JSON.stringify([store, row] satisfies Line)}\n`).join('')),
      );
    }
  }
  await writer.close();
  return { bytes: new Uint8Array(await bytes), rows };
}

/** The rows of a store by their keys, some at a time. */
export async function* portionsOf(dexie: Dexie, store: string): AsyncGenerator<readonly unknown[], void> {
  const table = dexie.table<unknown, IndexableType>(store);
  for (let last: IndexableType | undefined; ; ) {
    const rest = last === undefined ? table.orderBy(':id') : table.where(':id').above(last);
    const keys = await rest.limit(PORTION).primaryKeys();
    const [first, end] = [keys[0], keys.at(-1)];
    if (first === undefined || end === undefined) return;
    // By bounds and not by the keys one by one: one request instead of thousands.
    yield await table.where(':id').between(first, end, true, true).toArray();
    last = end;
  }
}

/** The rows of an archive, a store at a time. Rejects when it is damaged: nothing of it is to be used then. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  const lines = text.split('\n');
  if (lines.pop() !== '' || !/^\{"archive":1,/.test(lines[0] ?? '')) throw new Error('not a whole archive');
  // What was written by `pack`; rows are parsed where they are used.
  const head = JSON.parse(lines[0] ?? '') as { readonly stores: readonly string[] };
  // A store that was empty is not one that was not there.
  const stores = new Map<string, unknown[]>(head.stores.map((store) => [store, []]));
  for (const line of lines.slice(1)) {
    const [store, row] = JSON.parse(line) as Line;
    stores.get(store)?.push(row);
  }
  return stores;
}
