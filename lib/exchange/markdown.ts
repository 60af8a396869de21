/**
 * Markdown for people and for Obsidian: properties, one heading a page, callouts. Page text and claim sets are untrusted
 * and escaped; the reader's own notes stay as typed.
 */
import { type Annotation, pageKey } from '../annotation/index.ts';
import type { ClaimAnnotation, ClaimOnPage, PageReport } from '../checker/index.ts';
import { localized } from '../claims/index.ts';
import { deepLink, encodeAddress, webAddress } from './address.ts';
import { claimText, groupByPage, hostOf, metByClaim, type PageGroup, quoteOf } from './pages.ts';
import type { ExportInput, FilePiece, PageInFile } from './types.ts';
import { type FileInZip, zipped } from './zip.ts';

/** Everything in one file. */
export function* writeMarkdown(input: ExportInput): Generator<FilePiece, void> {
  const { page, words } = input;
  const { pages, onClaims } = groupByPage(input);
  const title = page ? page.title || page.source : words.title;
  yield markdown([...frontMatter(title, page?.source, input.notes, input), `# ${escapeLine(words.title)}`, '']);
  for (const group of pages) {
    const found = group.found ? foundOnPage(group.found, input) : [];
    yield markdown(['', ...pageHeading('##', group), ...found]);
    for (const note of group.notes) yield markdown(['', ...noteLines(note, input)]);
  }
  if (onClaims.length > 0) {
    yield markdown(['', `## ${escapeLine(words.onClaims)}`, '']);
    for (const note of onClaims) yield markdown(['', ...noteLines(note, input)]);
  }
  const met = metLines('##', input);
  if (met.length > 0) yield markdown(['', ...met]);
}

/** What was met while reading, claim by claim, where the reader wants it in the file. */
function metLines(level: '#' | '##', input: ExportInput): string[] {
  const { words } = input;
  const met = metByClaim(input);
  if (met.length === 0) return [];
  const lines = [`${level} ${escapeLine(words.read)}`, ''];
  for (const { claim, sightings } of met) {
    lines.push(`${level}# ${escapeLine(claimText(claim, input))}`, '');
    for (const { page, title, outlet, wording } of sightings) {
      const { at, quote, drift, figure } = wording;
      const details = [words.drift(drift), figure ? words.figure(figure.said, figure.record) : null];
      const name = escapeLine(outlet || title || page);
      const address = webAddress(page);
      lines.push(
        `> [!quote] ${escapeLine(words.date(at))}, ${address === null ? name : `[${name}](<${address.replaceAll('%%', '%25%25')}>)`}`,
        ...quoted(quote),
        ...details.flatMap((text) => (text === null ? [] : ['>', `> ${escapeLine(text)}`])),
        '',
      );
    }
  }
  return lines;
}

/** One file a page, and one for the notes on claims alone, in a zip. */
export function* writeMarkdownZip(input: ExportInput): Generator<FilePiece, void> {
  yield* zipped(markdownFiles(input));
}

/** The format of a zip without its 64-bit extension ends here. */
const MAX_FILES = 65_000;

function* markdownFiles(input: ExportInput): Generator<FileInZip, void> {
  const { words } = input;
  const { pages, onClaims } = groupByPage(input);
  const nameOf = uniqueNames();
  for (const group of pages.slice(0, MAX_FILES)) yield { name: nameOf(group), text: pageFile(group, input) };
  const rest = pages.slice(MAX_FILES);
  if (rest.length > 0) {
    yield {
      name: nameOf({ title: words.title, source: '' }),
      text: rest.map((group) => pageFile(group, input)).join('\n'),
    };
  }
  const met = metLines('#', input);
  if (met.length > 0) {
    const text = markdown([...frontMatter(words.read, undefined, [], input), ...met]);
    yield { name: nameOf({ title: words.read, source: '' }), text };
  }
  if (onClaims.length === 0) return;
  const lines = [...frontMatter(words.onClaims, undefined, onClaims, input), `# ${escapeLine(words.onClaims)}`];
  const text = markdown([...lines, ...onClaims.flatMap((note) => ['', ...noteLines(note, input)])]);
  yield { name: nameOf({ title: words.onClaims, source: '' }), text };
}

function pageFile(group: PageGroup, input: ExportInput): string {
  return markdown([
    ...frontMatter(group.title || group.source, group.source, group.notes, input),
    ...pageHeading('#', group),
    ...(group.found ? foundOnPage(group.found, input) : []),
    ...group.notes.flatMap((note) => ['', ...noteLines(note, input)]),
  ]);
}

/** Lines as a piece of a file: no more than one empty line together, exactly one line break at the end. */
function markdown(lines: readonly string[]): string {
  const kept = lines.filter((line, at) => line !== '' || (at > 0 && lines[at - 1] !== ''));
  while (kept.at(-1) === '') kept.pop();
  const opening = lines[0] === '' ? '\n' : '';
  return kept.length === 0 ? '' : `${opening}${kept.join('\n')}\n`;
}

/** Names without what a file system or a wikilink minds, none twice even where case does not count. */
function uniqueNames(): (page: { readonly title: string; readonly source: string }) => string {
  const taken = new Map<string, number>();
  return ({ title, source }) => {
    const plain = (title || source.replace(/^[a-z]+:\/\/(?:www\.)?/i, ''))
      .replace(/[\p{C}\p{Surrogate}\\/:*?"<>|#^[\]]+/gu, ' ')
      // Templater runs what stands in a file's name where a template asks for it.
      .replace(/[%\s]+/g, ' ')
      .replace(/^[\s.]+/, '')
      .slice(0, 100)
      .replace(/[\uD800-\uDBFF]$/, '')
      .replace(/[\s.]+$/, '');
    const name = plain === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(plain) ? `page ${plain}`.trim() : plain;
    for (let count = taken.get(name.toLowerCase()) ?? 1; ; count += 1) {
      const numbered = count === 1 ? name : `${name} (${count})`;
      // "A (2)" may also be a title of its own.
      if (count > 1 && taken.has(numbered.toLowerCase())) continue;
      taken.set(name.toLowerCase(), count + 1);
      if (count > 1) taken.set(numbered.toLowerCase(), 2);
      return `${numbered}.md`;
    }
  };
}

function frontMatter(
  title: string,
  source: string | undefined,
  notes: readonly Annotation[],
  { now }: ExportInput,
): string[] {
  const tags = new Set(notes.flatMap((note) => note.tags.map(obsidianTag)).filter(Boolean));
  return [
    '---',
    `title: ${yamlString(title)}`,
    ...(source === undefined ? [] : [`source: ${yamlString(encodeAddress(pageKey(source)))}`]),
    `created: ${yamlString(now)}`,
    'tags:',
    '  - "caveat"',
    ...[...tags].slice(0, MAX_TAGS).map((tag) => `  - ${yamlString(tag)}`),
    '---',
    '',
  ];
}

/** In the properties of one file; every note has its own beside it. */
const MAX_TAGS = 100;

const pageHeading = (level: '#' | '##', { title, source }: PageGroup): string[] => {
  const address = encodeAddress(source);
  return [`${level} ${escapeLine(title || address)}`, '', `<${address}>`, ''];
};

/** The page's counts, the matched sentences in page order, what the page leaves out, then for each claim what has not been verified and what would settle it. */
function foundOnPage({ report }: PageInFile, input: ExportInput): string[] {
  const { words, locale } = input;
  const lines: string[] = report.claims.length === 0 ? [] : [...words.tally(report).map(bullet('- ')), ''];
  for (const found of report.annotations) lines.push(...sentenceLines(found, report, input));
  if (report.missing.length > 0) {
    const unsaid = report.missing.map(({ qualifier }) => localized(qualifier.claim.text, locale).text);
    lines.push(`**${escapeLine(words.missing)}**`, '', ...unsaid.map(bullet('- ')), '');
  }
  for (const claim of report.claims) lines.push(...claimLines(claim, report, input));
  return lines;
}

function sentenceLines(
  { quote, claim, level, wording, attribution, comparison }: ClaimAnnotation,
  report: PageReport,
  input: ExportInput,
): string[] {
  const { words } = input;
  const credited = words.attribution(attribution);
  const onPage = report.claims.find(({ key }) => key === claim);
  const compared = onPage ? words.comparison(comparison, onPage) : null;
  const drift = words.drift(wording.drift);
  return [
    `> [!quote] ${escapeLine(words.level(level))}`,
    ...quoted(quote),
    '>',
    `> **${escapeLine(claimText(claim, input))}**`,
    ...(credited === null ? [] : ['>', `> ${escapeLine(credited)}`]),
    ...(compared === null ? [] : ['>', `> ${escapeLine(compared)}`]),
    ...(drift === null ? [] : ['>', `> > [!warning]- ${escapeLine(drift)}`]),
    '',
  ];
}

function claimLines({ key, claim, gaps }: ClaimOnPage, report: PageReport, input: ExportInput): string[] {
  const { words, locale } = input;
  const unverified = [
    ...claim.record.unverified.map((text) => localized(text, locale).text),
    ...gaps.map((gap) => words.gap(gap)),
  ];
  const settle = claim.record.wouldSettle.map((text) => localized(text, locale).text);
  const origin = report.oneOrigin.find((one) => one.claim === key);
  if (unverified.length === 0 && settle.length === 0 && !origin) return [];
  return [
    `### ${escapeLine(claimText(key, input))}`,
    '',
    ...(origin ? [escapeLine(words.oneOrigin(origin)), ''] : []),
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

/** The passage, the claim, and in a callout what the reader wrote: nothing in it, closed or not, reaches beyond it. */
function noteLines(note: Annotation, input: ExportInput): string[] {
  const { id, motivation, text, tags, color, claim, target, created } = note;
  const { words } = input;
  const level = claim === undefined ? undefined : input.claimOf(claim)?.level;
  const quote = quoteOf(note);
  const lines: string[] = [];
  if (quote !== '' && target) {
    // Behind the bar stands what a style sheet of the vault can paint by; without one it does nothing.
    lines.push(`> [!quote${color === undefined ? '' : `|${color}`}]${linkTo(deepLink(target))}`, ...quoted(quote), '');
  }
  if (claim !== undefined) {
    const label = level === undefined ? '' : ` (${escapeLine(words.level(level))})`;
    lines.push(`**${escapeLine(claimText(claim, input))}**${label}`, '');
  }
  const [callout, heading] = motivation === 'questioning' ? ['question', words.question] : ['note', words.note];
  if (text !== '') {
    lines.push(
      `> [!${callout}] ${escapeLine(heading)}, ${escapeLine(words.date(created))}`,
      ...harmless(text)
        .split(/\r\n|[\n\r\u2028\u2029]/)
        .map((line) => (line === '' ? '>' : `> ${line}`)),
      '',
    );
  }
  const hashTags = tags.map(obsidianTag).filter(Boolean);
  if (hashTags.length > 0) lines.push(hashTags.map((tag) => `#${tag}`).join(' '), '');
  // A stable link to this place. Obsidian wants the block's id on a line of its own after a list or a quotation.
  return [...lines, `^cav-${id.replace(/^urn:uuid:/, '')}`, ''];
}

/** A link to the passage as the callout's title, named after the site. */
const linkTo = (link: string | null): string =>
  link === null ? '' : ` [${escapeLine(hostOf(link))}](<${link.replaceAll('%%', '%25%25')}>)`;

/** A tag as Obsidian has them: letters, digits, `_`, `-`, `/`, and not digits alone. */
const obsidianTag = (tag: string): string =>
  tag
    .replace(/[^\p{L}\p{N}_/-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/^\d+$/, '_$&');

/**
 * The reader's own Markdown as typed, except for what plugins run as code when they meet it: notes also come from
 * imported files. Templater's `<%`, DataviewJS in blocks and inline.
 */
const harmless = (text: string): string =>
  text
    .replaceAll('<%', '<\\%')
    .replace(
      /^([ \t>]*(?:[-+*][ \t]+|\d+[.)][ \t]+)*(?:`{3,}|~{3,})[ \t]*)(?=dataviewjs|js-engine|run-|templater)/gim,
      '$1text ',
    )
    .replace(/`(\s*)\$=/g, '`$1 $ =');

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
