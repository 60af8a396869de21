/** Every format behind one call, at once or in slices. */
import { writeBackup } from './backup.ts';
import { writeCsv } from './csv.ts';
import { writeHtml } from './html.ts';
import { writeHypothesis } from './hypothesis.ts';
import { writeMarkdown, writeMarkdownZip } from './markdown.ts';
import type { ExportFile, ExportFormat, ExportInput, FilePiece, TextFile, Writer } from './types.ts';
import { writeWebAnnotation } from './web-annotation.ts';
import { writeCslJson, writeRis } from './zotero.ts';

type Format = {
  readonly ending: string;
  readonly mediaType: string;
  readonly write: Writer;
};

const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  caveat: { ending: 'caveat.json', mediaType: 'application/json', write: writeBackup },
  'web-annotation': { ending: 'jsonld', mediaType: 'application/ld+json', write: writeWebAnnotation },
  hypothesis: { ending: 'hypothesis.json', mediaType: 'application/json', write: writeHypothesis },
  markdown: { ending: 'md', mediaType: 'text/markdown', write: writeMarkdown },
  'markdown-zip': { ending: 'zip', mediaType: 'application/zip', write: writeMarkdownZip },
  csv: { ending: 'csv', mediaType: 'text/csv', write: writeCsv },
  html: { ending: 'html', mediaType: 'text/html', write: writeHtml },
  ris: { ending: 'ris', mediaType: 'application/x-research-info-systems', write: writeRis },
  'csl-json': { ending: 'csl.json', mediaType: 'application/vnd.citationstyles.csl+json', write: writeCslJson },
};

/** Every format there is, the one that keeps everything first. */
export const exportFormats = Object.keys(FORMATS) as readonly ExportFormat[];

/**
 * Write `input` as a file of `format`. An input without anything to write gives a valid, empty file. Takes up to some
 * seconds for tens of thousands of notes: where somebody waits, `exportInSlices`.
 */
export function exportAnnotations(format: Exclude<ExportFormat, 'markdown-zip'>, input: ExportInput): TextFile;
export function exportAnnotations(format: ExportFormat, input: ExportInput): ExportFile;
export function exportAnnotations(format: ExportFormat, input: ExportInput): ExportFile {
  return fileOf(format, input, [...FORMATS[format].write(input)]);
}

/** How an export in slices rests, reports and ends. */
export type ExportPacing = {
  /** Called after every slice; resolves when the export may go on. `() => scheduler.yield()`, or a `setTimeout`. */
  readonly pause: () => Promise<void>;
  /** How far it is, from 0 to 1, before every pause. */
  readonly onProgress?: (share: number) => void;
  /** Looked at after every pause: an `AbortSignal` fits. */
  readonly signal?: { readonly aborted: boolean };
};

/** Pieces in a slice. A piece is about a note and takes some hundredths of a millisecond. */
const SLICE = 200;

/** `exportAnnotations` in slices of a few milliseconds; null when it was cancelled. Gives the same file. */
export async function exportInSlices(
  format: ExportFormat,
  input: ExportInput,
  pacing: ExportPacing,
): Promise<ExportFile | null> {
  const file = await exportInParts(format, input, (piece) => piece, pacing);
  return file && fileOf(format, input, file.parts);
}

/** A file in parts, in their order: what `pack` made of about a million characters each. */
export type FileInParts<Part> = { readonly name: string; readonly mediaType: string; readonly parts: readonly Part[] };

/** Characters or bytes of a part: few enough to let go of soon, many enough to be worth a call. */
const PART = 1_000_000;

/**
 * `exportInSlices` for a file too large to be held as one text: every part goes to `pack` as soon as it is written, for
 * example into a `Blob`, which a browser keeps outside of the page's memory.
 */
export async function exportInParts<Part>(
  format: ExportFormat,
  input: ExportInput,
  pack: (piece: FilePiece) => Part,
  { pause, onProgress, signal }: ExportPacing,
): Promise<FileInParts<Part> | null> {
  const total = Math.max(1, input.notes.length + (input.page?.report.annotations.length ?? 0));
  const parts: Part[] = [];
  let pieces: FilePiece[] = [];
  let length = 0;
  let written = 0;
  const close = (): void => {
    if (pieces.length > 0) parts.push(pack(joined(pieces)));
    pieces = [];
    length = 0;
  };
  for (const piece of FORMATS[format].write(input)) {
    pieces.push(piece);
    length += piece.length;
    written += 1;
    if (length > PART) close();
    if (written % SLICE > 0) continue;
    onProgress?.(Math.min(1, written / total));
    await pause();
    if (signal?.aborted) return null;
  }
  if (signal?.aborted) return null;
  close();
  onProgress?.(1);
  return { name: nameOf(format, input), mediaType: FORMATS[format].mediaType, parts };
}

function fileOf(format: ExportFormat, input: ExportInput, pieces: readonly FilePiece[]): ExportFile {
  return { name: nameOf(format, input), mediaType: FORMATS[format].mediaType, text: joined(pieces) };
}

const nameOf = (format: ExportFormat, input: ExportInput): string =>
  `caveat-${fileStem(input)}.${FORMATS[format].ending}`;

/** A format's pieces are all text or all bytes. */
function joined(pieces: readonly FilePiece[]): FilePiece {
  const bytes = pieces.filter((piece) => typeof piece !== 'string');
  if (bytes.length === 0) return pieces.join('');
  const all = new Uint8Array(bytes.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of bytes) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Host and day for a page, the day for everything: no character a file system or a note program could mind. */
function fileStem({ page, now }: ExportInput): string {
  const host = page ? (/^[a-z]+:\/\/(?:www\.)?([^/:]+)/.exec(page.source)?.[1] ?? 'page') : 'notes';
  return `${host.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 80)}-${now.slice(0, 10)}`;
}
