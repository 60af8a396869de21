/**
 * Markdown for people and for Obsidian: properties, one heading a page, callouts. Page text and claim sets are untrusted
 * and escaped; the reader's own notes stay as typed.
 */
import { type Annotation, pageKey } from '../annotation/index.ts';
import type { ClaimAnnotation, ClaimOnPage } from '../checker/index.ts';
import { type ClaimKey, localized } from '../claims/index.ts';
import { encodeAddress } from './address.ts';
import type { ExportInput, PageInFile } from './types.ts';

export function writeMarkdown(input: ExportInput): string {
  const { page, notes, words } = input;
  const lines: string[] = [...frontMatter(input), `# ${escapeLine(words.title)}`, ''];
  const here = page ? pageKey(page.source) : null;
  const byPage = new Map<string, Annotation[]>();
  const onClaims: Annotation[] = [];
  for (const note of notes) {
    const source = note.target?.source;
    if (source === undefined) onClaims.push(note);
    else byPage.set(source, [...(byPage.get(source) ?? []), note]);
  }
  if (page && here !== null) {
    lines.push(...pageHeading(page.title, here), ...foundOnPage(page, input));
    for (const note of byPage.get(here) ?? []) lines.push(...noteLines(note, input));
    byPage.delete(here);
  }
  for (const [source, written] of byPage) {
    const title = written.find((note) => note.target?.title)?.target?.title ?? '';
    lines.push(...pageHeading(title, source));
    for (const note of written) lines.push(...noteLines(note, input));
  }
  if (onClaims.length > 0) {
    lines.push(`## ${escapeLine(words.onClaims)}`, '');
    for (const note of onClaims) lines.push(...noteLines(note, input));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function frontMatter({ page, now, words }: ExportInput): string[] {
  const title = page ? page.title || page.source : words.title;
  return [
    '---',
    `title: ${yamlString(title)}`,
    ...(page ? [`source: ${yamlString(encodeAddress(pageKey(page.source)))}`] : []),
    `created: ${yamlString(now)}`,
    'tags:',
    '  - "caveat"',
    '---',
    '',
  ];
}

const pageHeading = (title: string, source: string): string[] => {
  const address = encodeAddress(source);
  return [`## ${escapeLine(title || address)}`, '', `<${address}>`, ''];
};

/** The matched sentences in page order, then for each claim what has not been verified and what would settle it. */
function foundOnPage({ report }: PageInFile, input: ExportInput): string[] {
  const lines: string[] = [];
  for (const found of report.annotations) lines.push(...sentenceLines(found, input));
  for (const claim of report.claims) lines.push(...claimLines(claim, input));
  return lines;
}

function sentenceLines({ quote, claim, level, wording, attribution }: ClaimAnnotation, input: ExportInput): string[] {
  const { words } = input;
  const credited = words.attribution(attribution);
  const drift = words.drift(wording.drift);
  return [
    `> [!quote] ${escapeLine(words.level(level))}`,
    ...quoted(quote),
    '>',
    `> **${escapeLine(claimText(claim, input))}**`,
    ...(credited === null ? [] : ['>', `> ${escapeLine(credited)}`]),
    ...(drift === null ? [] : ['>', `> > [!warning]- ${escapeLine(drift)}`]),
    '',
  ];
}

function claimLines({ key, claim, gaps }: ClaimOnPage, input: ExportInput): string[] {
  const { words, locale } = input;
  const unverified = [
    ...claim.record.unverified.map((text) => localized(text, locale).text),
    ...gaps.map((gap) => words.gap(gap)),
  ];
  const settle = claim.record.wouldSettle.map((text) => localized(text, locale).text);
  if (unverified.length === 0 && settle.length === 0) return [];
  return [
    `### ${escapeLine(claimText(key, input))}`,
    '',
    ...(unverified.length === 0
      ? []
      : [`**${escapeLine(words.notVerified)}**`, '', ...unverified.map(bullet('- ')), '']),
    ...(settle.length === 0
      ? []
      : [`> [!todo] ${escapeLine(words.wouldSettle)}`, ...settle.map(bullet('> - [ ] ')), '']),
  ];
}

const bullet =
  (mark: string) =>
  (text: string): string =>
    `${mark}${escapeLine(text)}`;

function noteLines({ id, motivation, text, tags, claim, target, created }: Annotation, input: ExportInput): string[] {
  const { words } = input;
  const level = claim === undefined ? undefined : input.claimOf(claim)?.level;
  const quote = target?.selectors.find((selector) => selector.type === 'TextQuoteSelector')?.exact;
  const lines: string[] = [];
  if (quote !== undefined) lines.push('> [!quote]', ...quoted(quote), '');
  if (claim !== undefined) {
    const label = level === undefined ? '' : ` (${escapeLine(words.level(level))})`;
    lines.push(`**${escapeLine(claimText(claim, input))}**${label}`, '');
  }
  const heading = motivation === 'questioning' ? words.question : words.note;
  if (text !== '' && motivation === 'questioning') {
    lines.push(
      `> [!question] ${escapeLine(heading)}`,
      ...text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`)),
      '',
    );
  } else if (text !== '') {
    lines.push(`*${escapeLine(heading)}, ${escapeLine(words.date(created))}*`, '', ...text.split('\n'), '');
  }
  if (tags.length > 0) lines.push(tags.map(hashTag).join(' '), '');
  // A stable link to this place. Obsidian wants the block's id on a line of its own after a list or a quotation.
  return [...lines, `^cav-${id.replace(/^urn:uuid:/, '')}`, ''];
}

/** A hash tag has no spaces; what cannot stand in one becomes a hyphen. */
const hashTag = (tag: string): string => `#${tag.replace(/[^\p{L}\p{N}_/-]+/gu, '-')}`;

function claimText(key: ClaimKey, { claimOf, page, locale, words }: ExportInput): string {
  const text = claimOf(key)?.text ?? page?.report.claims.find((found) => found.key === key)?.claim.text;
  return text ? localized(text, locale).text : words.unknownClaim(key);
}

const quoted = (text: string): string[] => text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `> ${escapeLine(line)}`);

/**
 * Text from elsewhere as one line of Markdown that shows the same characters and does nothing: no markup, link, tag,
 * comment, formula or block mark, and no `<%`, which Obsidian's Templater runs wherever it finds it.
 */
function escapeLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]{}#|~=^$%&>!]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replace(/^([-+])(?=\s|$|-)/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** Any text as a double-quoted YAML string: JSON's form, and the control characters JSON leaves but YAML forbids. */
const yamlString = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
