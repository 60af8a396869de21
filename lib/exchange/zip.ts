/** A zip of text files that is the same for the same files, whenever and wherever it was written. */
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { FilePiece } from './types.ts';

export type FileInZip = { readonly name: string; readonly text: string };

/** The format has no zone and begins in 1980: one fixed local date is the same bytes everywhere. */
const FIXED = (): Date => new Date(2000, 0, 1);
/** Below this many characters the compressor's tables cost more than they save. */
const WORTH_COMPRESSING = 1_000;

/** Of the compressor, from 0 to 12: by default it takes megabytes for every file, however small. */
const MEMORY = 2;

/** `files` zipped, each as soon as it comes. Names are paths inside the zip and must be unique. */
export function* zipped(files: Iterable<FileInZip>): Generator<FilePiece, void> {
  const ready: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    // The types allow shared memory, which nobody asked for here.
    ready.push(bytes as Uint8Array<ArrayBuffer>);
  });
  for (const { name, text } of files) {
    const entry =
      text.length < WORTH_COMPRESSING ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6, mem: MEMORY });
    entry.mtime = FIXED();
    zip.add(entry);
    entry.push(strToU8(text), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
