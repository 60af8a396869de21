/** Databases for a test: what they answer, how all of them are closed, and the frozen ones of earlier versions. */
import { type Database, openDatabase } from '../../lib/db/index.ts';
import type { Result } from '../../lib/result.ts';

/** The value of an answer that must be good. */
export function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Opens databases like `openDatabase`, and closes those that are open. */
export function manyOpen() {
  const opened: Database[] = [];
  return {
    open(...how: Parameters<typeof openDatabase>): Database {
      const db = openDatabase(...how);
      opened.push(db);
      return db;
    },
    closeAll() {
      for (const db of opened.splice(0)) db.close();
    },
  };
}

/** What a request of IndexedDB comes to. */
export const outcome = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The browser's own IndexedDB, below Dexie: what another context or another version of Caveat would have made. */
export function rawOpen(name: string, version: number, upgrade: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => upgrade(request.result);
  return outcome(request);
}

/** A database as an earlier version left it: a file of `fixtures/db`. */
export type Frozen = {
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    readonly keyPath: string;
    readonly indexes: readonly { readonly name: string; readonly keyPath: string }[];
    readonly rows: readonly { readonly id?: string }[];
  }[];
};

/** Makes the database anew, as that version would have. */
export async function thaw(name: string, { version, stores }: Frozen): Promise<void> {
  // Dexie multiplies its versions by ten.
  const raw = await rawOpen(name, version * 10, (db) => {
    for (const { name: table, keyPath, indexes, rows } of stores) {
      const store = db.createObjectStore(table, { keyPath });
      for (const index of indexes) store.createIndex(index.name, index.keyPath);
      for (const row of rows) store.add(row);
    }
  });
  raw.close();
}
