/**
 * The command line: the same check as in the browser, on a saved page, a plain text or a file of sentences.
 * A shell: it reads, calls the core and prints. Exit status 0 when the input was checked, 2 when it could not be.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseHTML } from 'linkedom';
import {
  type Checker,
  createChecker,
  createRetriever,
  openVectors,
  type PageReport,
  type PageText,
  type Relay,
  type SentenceInput,
} from '../lib/checker/index.ts';
import { bundledClaimSets, type ClaimSet, claimIdOf, localized, parseClaimSet } from '../lib/claims/index.ts';
import { readPageText } from '../lib/dom/index.ts';
import { assertNever } from '../lib/result.ts';
import { detectLanguage } from '../lib/text/index.ts';

/** Claims printed for a text. */
const RETRIEVED = 20;

const usage = `usage: npm run --silent check-page -- FILE [--format text|json] [--claims SET.json] [--url ADDRESS]
       npm run --silent check-page -- --sentences SET.jsonl [--claims SET.json]
       npm run --silent check-page -- --retrieve QUERIES.tsv --claims CLAIMS.tsv

FILE is a saved page (HTML) or a plain text; "-" or no FILE reads standard input.
--sentences reads one JSON object a line (lang, before, text; story and n join lines to a page)
and prints one prediction a line.
--retrieve ranks claims for texts: both files are tables with tabs, an id first and a line of column names;
prints "query-id 0 claim-id rank score" for the best ${RETRIEVED} claims of each text.`;

/** The input could not be used; told to the user in one line, never as a stack. */
class InputError extends Error {}

function fail(error: unknown): void {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`check-page: ${error.message}\n`);
  process.exitCode = 2;
}

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseOptions(args);
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  if (values.format !== 'text' && values.format !== 'json') {
    throw new InputError(`--format is "text" or "json", not "${values.format}"`);
  }
  if (values.retrieve !== undefined) {
    retrieveClaims(values.retrieve, values.claims);
    return;
  }
  // Word vectors are for claims that bring only their words, as in the extension.
  const checker =
    values.claims === undefined
      ? createChecker(bundledClaimSets())
      : createChecker([readClaimSet(values.claims)], { vectors: readVectors() });
  if (values.sentences !== undefined) {
    checkSentenceFile(checker, values.sentences);
    return;
  }
  if (positionals.length > 1) throw new InputError(`one file at a time, not ${positionals.length}\n${usage}`);
  const file = positionals[0] ?? '-';
  if (file === '-' && process.stdin.isTTY) throw new InputError(`no file given\n${usage}`);
  const page = readPage(file, values.url);
  const report = await checker.check(page);
  process.stdout.write(values.format === 'json' ? asJson(page, report) : asText(page, report));
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        claims: { type: 'string' },
        url: { type: 'string' },
        sentences: { type: 'string' },
        retrieve: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new InputError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/** The text of a file or, for "-", of standard input; anything that is not UTF-8 text is refused. */
function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new InputError(`${file}: no such file`);
    if (code === 'EISDIR') throw new InputError(`${file}: is a folder, not a file`);
    if (code === 'EACCES') throw new InputError(`${file}: no permission to read it`);
    throw new InputError(`${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\u0000')) throw new InputError(`${nameOf(file)}: not a text file`);
    return text;
  } catch (error) {
    if (error instanceof InputError) throw error;
    // Saved pages of older sites are often Latin-1; every byte string is valid windows-1252.
    if (bytes.includes(0)) throw new InputError(`${nameOf(file)}: not a text file`);
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

function readClaimSet(file: string): ClaimSet {
  const parsed = parseClaimSet(parseJson(readText(file), nameOf(file)));
  if (parsed.ok) return parsed.value;
  const problems = parsed.error.slice(0, 10).map((problem) => `  ${problem.place}: ${problem.message}`);
  throw new InputError(`${nameOf(file)}: not a claim set Caveat can use\n${problems.join('\n')}`);
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${place}: not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function readPage(file: string, url: string | undefined): PageText {
  const text = readText(file).replace(/^\uFEFF/, '');
  const page = /<(?:!doctype|html|head|body|article|p|div)\b/i.test(text)
    ? pageOfHtml(text, url)
    : pageOfText(text, url);
  if (!/\p{L}/u.test(page.text)) throw new InputError(`${nameOf(file)}: no readable text in it`);
  return page;
}

function pageOfHtml(html: string, url: string | undefined): PageText {
  // linkedom wants a document: a fragment saved without one is given its body.
  const whole = /<html\b/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
  const { document } = parseHTML(whole);
  const { page } = readPageText(document, url === undefined ? {} : { url });
  return page.locale === 'und' ? { ...page, locale: detectLanguage(page.text) } : page;
}

/** A plain text: a line is a block, unless the text is hard-wrapped, where empty lines part the blocks. */
function pageOfText(text: string, url: string | undefined): PageText {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const wrapped =
    lines.includes('') && lines.every((line) => line.length <= 100) && lines.some((line) => line.length > 50);
  const blocks = wrapped
    ? lines
        .join('\n')
        .split(/\n{2,}/)
        .map((block) => block.replaceAll('\n', ' '))
    : lines;
  const body = blocks.filter((block) => block.length > 0).join('\n');
  return { source: url ?? '', title: '', locale: detectLanguage(body), text: body, truncated: false };
}

function asJson(page: PageText, report: PageReport): string {
  const output = {
    title: page.title,
    lang: page.locale,
    source: page.source,
    truncated: page.truncated,
    tally: report.tally,
    annotations: report.annotations.map((annotation) => ({
      claim: claimIdOf(annotation.claim),
      set: annotation.claim.slice(0, annotation.claim.indexOf(':')),
      level: annotation.level,
      quote: annotation.quote,
      confidence: Number(annotation.confidence.toFixed(4)),
      drift: annotation.wording.drift,
      differences: annotation.wording.differences.map((difference) => ({
        kind: difference.kind,
        page: annotation.quote.slice(difference.page.start, difference.page.end),
        record: difference.record,
      })),
      attribution: annotation.attribution.kind,
      source: annotation.attribution.name ?? null,
      hedged: annotation.attribution.hedged,
      certaintyRaised: annotation.certaintyRaised,
      comparison: annotation.comparison,
    })),
    missing: report.missing.map(({ claim, missing }) => ({ claim: claimIdOf(claim), missing: claimIdOf(missing) })),
    relays: report.relays.map(({ outlet, described, how, sentences, claims }) => ({
      outlet,
      ...(described === undefined ? {} : { described }),
      how,
      sentences: sentences.map(({ start, end }) => page.text.slice(start, end)),
      claims: claims.map(claimIdOf),
    })),
    oneOrigin: report.oneOrigin.map((one) => ({ ...one, claim: claimIdOf(one.claim) })),
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}

function asText(page: PageText, report: PageReport): string {
  const lines: string[] = [];
  if (page.title) lines.push(page.title, '');
  if (report.annotations.length === 0) lines.push('No sentence here states a claim of the claim set.');
  for (const annotation of report.annotations) {
    const claim = report.claims.find(({ key }) => key === annotation.claim);
    const percent = Math.round(annotation.confidence * 100);
    lines.push(`[${annotation.level}] ${claimIdOf(annotation.claim)}  (${percent}% sure)`);
    if (claim) lines.push(`    ${localized(claim.claim.text, page.locale).text}`);
    lines.push(`    on this page: ${annotation.quote}`);
    const { drift } = annotation.wording;
    const { comparison, certaintyRaised } = annotation;
    const said = [
      `attribution: ${annotation.attribution.kind}`,
      ...(comparison === 'same' || comparison === 'not-compared' ? [] : [`against the record: ${comparison}`]),
      ...(drift === 'none' ? [] : [`drift: ${drift}`]),
      ...(certaintyRaised ? ['a plan, told as settled'] : []),
    ];
    lines.push(`    ${said.join('; ')}`);
    for (const { kind, page: words, record } of annotation.wording.differences) {
      lines.push(`    ${kind}: "${annotation.quote.slice(words.start, words.end)}" here; on record: "${record}"`);
    }
    lines.push('');
  }
  for (const { claim, missing } of report.missing) {
    lines.push(`not found on this page: ${claimIdOf(missing)}, which qualifies ${claimIdOf(claim)}`);
  }
  for (const relay of report.relays) lines.push(relayLine(relay));
  for (const { claim, outlet, circular } of report.oneOrigin) {
    const record = circular ? ', and so does the record' : '';
    lines.push(`one origin: what this page says of ${claimIdOf(claim)} leads to ${outlet}${record}`);
  }
  if (report.truncated) lines.push('The page was too long; its end was not checked.');
  return `${lines.join('\n').trimEnd()}\n`;
}

function relayLine({ outlet, described, how, claims }: Relay): string {
  const name = outlet ?? described ?? 'an outlet it does not name';
  const about = claims.length === 0 ? '' : ` (${claims.map(claimIdOf).join(', ')})`;
  switch (how) {
    case 'declared':
      return `rests on: ${name}, as the page itself declares${about}`;
    case 'first-reported':
      return `rests on: ${name}, which reported it first${about}`;
    case 'credited':
      return `rests on: ${name}${about}`;
    default:
      return assertNever(how);
  }
}

type SentenceLine = SentenceInput & { readonly id: string; readonly story?: string; readonly n?: number };

/** One prediction line per input line, in the order of the input; lines of one story are checked as one page. */
function checkSentenceFile(checker: Checker, file: string): void {
  const lines = readText(file)
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${nameOf(file)}:${index + 1}`)]));
  if (lines.length === 0) throw new InputError(`${nameOf(file)}: no sentences in it`);
  const pages = new Map<string, SentenceLine[]>();
  lines.forEach((line, index) => {
    const page = line.story === undefined ? `\u0000${index}` : line.story;
    pages.set(page, [...(pages.get(page) ?? []), line]);
  });
  const predictions = new Map<SentenceLine, string>();
  for (const page of pages.values()) {
    const ordered = page.every((line) => line.n !== undefined)
      ? page.toSorted((a, b) => (a.n ?? 0) - (b.n ?? 0))
      : page;
    checker.checkSentences(ordered).forEach((report, index) => {
      const line = ordered[index];
      if (!line) return;
      const claims = report.claims.map(({ claim, confidence, wording }) => ({
        id: claimIdOf(claim),
        drift: wording.drift,
        confidence: Number(confidence.toFixed(4)),
      }));
      const { kind, hedged } = report.attribution;
      predictions.set(line, JSON.stringify({ id: line.id, claims, attribution: kind, hedged }));
    });
  }
  process.stdout.write(`${lines.map((line) => predictions.get(line) ?? '').join('\n')}\n`);
}

function parseLine(line: string, place: string): SentenceLine {
  const data = parseJson(line, place);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new InputError(`${place}: not an object`);
  const { id, lang, before, text, story, n } = data as Record<string, unknown>;
  if (typeof text !== 'string') throw new InputError(`${place}: "text" is missing or not a string`);
  if (typeof id !== 'string') throw new InputError(`${place}: "id" is missing or not a string`);
  if (lang !== undefined && typeof lang !== 'string') throw new InputError(`${place}: "lang" is not a string`);
  if (before !== undefined && typeof before !== 'string') throw new InputError(`${place}: "before" is not a string`);
  return {
    id,
    text,
    lang: lang ?? detectLanguage(text),
    ...(before === undefined ? {} : { before }),
    ...(typeof story === 'string' ? { story } : {}),
    ...(typeof n === 'number' ? { n } : {}),
  };
}

main(process.argv.slice(2)).catch(fail);

/** One line for each of the best claims of each text, in the order of the texts. */
function retrieveClaims(queryFile: string, claimFile: string | undefined): void {
  if (claimFile === undefined)
    throw new InputError(`--retrieve needs the claims to search: --claims CLAIMS.tsv\n${usage}`);
  const queries = readTable(queryFile);
  const retriever = createRetriever(readTable(claimFile), { vectors: readVectors() });
  const lines = queries.flatMap(({ id, text }) =>
    retriever
      .rank(text, RETRIEVED)
      .map((claim, index) => `${id}\t0\t${claim.id}\t${index + 1}\t${claim.score.toFixed(6)}\n`),
  );
  process.stdout.write(lines.join(''));
}

function readVectors() {
  const bytes = readFileSync(new URL('../lib/matching/data/vectors.bin', import.meta.url));
  // A copy of its own: small files may lie inside a buffer that Node shares.
  const opened = openVectors(Uint8Array.from(bytes).buffer);
  if (!opened.ok) throw new Error(`lib/matching/data/vectors.bin: ${opened.error}`);
  return opened.value;
}

type TableRow = { readonly id: string; readonly text: string };

/**
 * A table with tabs: the first line names the columns, the first column is the id, the others are one text. A cell may
 * be in double quotes, doubled inside, and then hold tabs and line ends.
 */
function readTable(file: string): TableRow[] {
  const records = readRecords(readText(file).replace(/^\uFEFF/, '')).filter(({ cells }) =>
    cells.some((cell) => cell.trim()),
  );
  const rows = records.slice(1);
  if (rows.length === 0) throw new InputError(`${nameOf(file)}: no rows under the line of column names`);
  const seen = new Set<string>();
  return rows.map(({ cells, line }) => {
    const [id = '', ...texts] = cells;
    const place = `${nameOf(file)}:${line}`;
    if (texts.length === 0) throw new InputError(`${place}: one column only; an id, a tab and a text are needed`);
    if (id.trim() === '' || /\s/.test(id.trim())) throw new InputError(`${place}: "${id}" is not an id`);
    if (seen.has(id.trim())) throw new InputError(`${place}: the id "${id.trim()}" stands there twice`);
    seen.add(id.trim());
    return { id: id.trim(), text: texts.toReversed().join(' ') };
  });
}

function readRecords(text: string): { readonly cells: string[]; readonly line: number }[] {
  const records: { cells: string[]; line: number }[] = [];
  let line = 1;
  // A cell, quoted or plain, and what ends it. A quote that is never closed is a plain character.
  const cellPattern = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n?|\n|$)/gy;
  let record: { cells: string[]; line: number } = { cells: [], line };
  for (let found = cellPattern.exec(text); found; found = cellPattern.exec(text)) {
    const [whole, quoted, plain = '', end = ''] = found;
    record.cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n?|\n/g)?.length ?? 0;
    if (end === '\t') continue;
    records.push(record);
    record = { cells: [], line };
    if (end === '') break;
  }
  return records;
}
