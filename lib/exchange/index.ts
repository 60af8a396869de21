/**
 * Files out: what the reader wrote and what a page was found to claim, in formats other programs read. Everything comes
 * in as arguments, so the same input gives the same file.
 */
import type { Correction } from '../annotation/index.ts';
import { assertNever } from '../result.ts';
import { writeMarkdown } from './markdown.ts';
import type { ExportInput } from './types.ts';
import { writeWebAnnotation } from './web-annotation.ts';

export { textFragment } from './address.ts';
export type { ClaimInFile, ExportInput, ExportWords, PageInFile } from './types.ts';

export type ExportFormat = 'web-annotation' | 'markdown';

/** A file to hand to the reader. The text is to be stored as UTF-8. */
export type ExportFile = { readonly name: string; readonly mediaType: string; readonly text: string };

/** Write `input` as a file of `format`. An input without anything to write gives a valid, empty file. */
export function exportAnnotations(format: ExportFormat, input: ExportInput): ExportFile {
  const name = `caveat-${fileStem(input)}`;
  switch (format) {
    case 'web-annotation':
      return { name: `${name}.jsonld`, mediaType: 'application/ld+json', text: writeWebAnnotation(input) };
    case 'markdown':
      return { name: `${name}.md`, mediaType: 'text/markdown', text: writeMarkdown(input) };
    default:
      return assertNever(format);
  }
}

/**
 * The reader's corrections as JSON Lines, to improve a claim set with: one sentence a line, with the sentence before it,
 * its language and the claim it does not state. Where the reader met it stays out.
 */
export function exportCorrections(corrections: readonly Correction[], now: string): ExportFile {
  const lines = corrections.map(({ claim, text, before, lang }, index) =>
    JSON.stringify({
      id: `correction-${now.slice(0, 10)}-${index + 1}`,
      lang,
      ...(before === undefined ? {} : { before }),
      text,
      claim,
      label: 'not-this-claim',
    }),
  );
  const text = lines.map((line) => `${line}\n`).join('');
  return { name: `caveat-corrections-${now.slice(0, 10)}.jsonl`, mediaType: 'application/jsonl', text };
}

/** Host and day for a page, the day for everything: no character a file system or a note program could mind. */
function fileStem({ page, now }: ExportInput): string {
  const host = page ? (/^[a-z]+:\/\/(?:www\.)?([^/:]+)/.exec(page.source)?.[1] ?? 'page') : 'notes';
  return `${host.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 80)}-${now.slice(0, 10)}`;
}
