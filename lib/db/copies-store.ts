/** The tables safety copies lie in. */
import { Dexie, type Table } from 'dexie';

/** A set in a copy; `stamp` names the version of its claims. */
export type SetInCopy = {
  readonly id: string;
  readonly stamp: string;
  readonly enabled: boolean;
  /** Compressed. */
  readonly bytes: number;
};

export type SetsInCopy = {
  readonly sets: readonly SetInCopy[];
  /** Stamps of sets for which a copy has no room, or no longer has. They are in the file they came in. */
  readonly left: readonly string[];
};

/** Why a copy was made: before an import, before many notes were deleted, before an upgrade, before another copy was
 * brought back, because the reader asked, or to make a backup file of it. */
export type SnapshotReason = 'import' | 'delete' | 'upgrade' | 'restore' | 'asked' | 'backup';

export type SnapshotInfo = {
  readonly id: string;
  /** When it was made, ISO 8601 with zone. */
  readonly at: string;
  readonly reason: SnapshotReason;
  readonly notes: number;
  readonly corrections: number;
  /** Its size on the device, compressed; without the claim sets, which copies share. */
  readonly bytes: number;
} & Partial<SetsInCopy>;

/** `thinned`: some of `left` lay in it and went for want of room; the others are too large. */
type Row = SnapshotInfo & { readonly version: number; readonly going?: string; readonly thinned?: true };
type Content = { readonly id: string; readonly bytes: Uint8Array<ArrayBuffer> };
export type Copies = Dexie & { readonly info: Table<Row, string>; readonly content: Table<Content, string> };

export function openCopies(name: string): Copies {
  const dexie = new Dexie(`${name}-snapshots`, { chromeTransactionDurability: 'strict' });
  // Two stores, so that a list does not read every copy.
  dexie.version(1).stores({ info: 'id', content: 'id' });
  // Dexie adds a property a store when its versions are declared.
  return dexie as Copies;
}
