/**
 * A report to read, send and print: one HTML file without scripts or anything loaded from elsewhere. Text of pages and
 * claim sets is shown as text, whatever it looks like; notes as the Markdown they are.
 */
import { type Annotation, colors } from '../annotation/index.ts';
import type { ClaimAnnotation, ClaimOnPage } from '../checker/index.ts';
import { localized } from '../claims/index.ts';
import { deepLink, webAddress } from './address.ts';
import { anchor, escapeHtml, noteAsHtml } from './as-html.ts';
import { claimText, groupByPage, hostOf, metByClaim, type PageGroup, quoteOf, utc } from './pages.ts';
import { tintOf } from './style.ts';
import type { ExportInput, FilePiece, PageInFile } from './types.ts';

const STYLE =
  `:root{color-scheme:light dark;--paper:#fff;--ink:#1c1f23;--quiet:#57606a;--line:#d0d7de;--link:#0a55b8;--tint:#f3f5f7}
@media (prefers-color-scheme:dark){:root{--paper:#15181c;--ink:#e7eaee;--quiet:#a3adb8;--line:#3b434c;--link:#8dbcff;--tint:#1f242a}}
body{margin:0 auto;max-width:44rem;padding:2rem 1.25rem;background:var(--paper);color:var(--ink);font:1rem/1.55 Charter,"Bitstream Charter",Georgia,serif;overflow-wrap:anywhere}
h1,h2,h3,.label,footer,time,.tags,.address{font-family:system-ui,sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}h2{font-size:1.2rem;line-height:1.3;margin:2.5rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--line)}h3{font-size:1em;margin:1.5rem 0 .25rem}
a{color:var(--link)}time,.address,footer,.tags{color:var(--quiet);font-size:.85rem}
article{margin:1.25rem 0}blockquote{margin:.5rem 0;padding:.1rem 0 .1rem 1rem;border-inline-start:3px solid var(--line);white-space:pre-wrap;unicode-bidi:isolate}
blockquote a{color:inherit;text-decoration:underline dotted var(--line)}blockquote a:hover,blockquote a:focus{text-decoration:underline solid var(--link)}.said{margin:.25rem 0}.changed{font-weight:600}.tally{padding-inline-start:1.1rem;color:var(--quiet)}.note{margin:.5rem 0;padding:.6rem .9rem;background:var(--tint);border-radius:.4rem;unicode-bidi:isolate}
.note>:first-child{margin-top:0}.note>:last-child{margin-bottom:0}.note :is(p,ul,ol,pre,table){margin:.5rem 0}.note ol{padding-inline-start:1.4rem}.note blockquote{white-space:normal}.note :is(code,pre){font:.85em/1.5 ui-monospace,Consolas,monospace;white-space:pre-wrap}.note hr{border:0;border-top:1px solid var(--line)}.note table{border-collapse:collapse}.note :is(th,td){padding:.1rem .6rem .1rem 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:baseline}
.claim{font-weight:600;margin:.5rem 0}.label{font-size:.85rem;font-weight:600;margin:.5rem 0}.label time{font-weight:400}ul{margin:.25rem 0 .75rem;padding-inline-start:1.4rem}.tags span{border:1px solid var(--line);border-radius:1rem;padding:.05rem .55rem;margin-inline-end:.35rem}
@page{margin:2cm}@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#444;--line:#999;--link:#000;--tint:#fff}body{max-width:none;padding:0;font-size:10.5pt}.note{border:1px solid var(--line)}h1,h2,h3,.claim,.label{break-after:avoid}article,blockquote,.note,li{break-inside:avoid}p,blockquote,.note{orphans:3;widows:3}.address a,blockquote a{text-decoration:none}}`
    .split('\n')
    .join('') + colors.map((color) => `.${color}{border-color:${tintOf(color, 100)}}`).join('');

export function* writeHtml(input: ExportInput): Generator<FilePiece, void> {
  const { page, words, locale, now, version } = input;
  const { pages, onClaims } = groupByPage(input);
  const title = page ? `${words.title}: ${page.title || page.source}` : words.title;
  yield [
    '<!doctype html>',
    `<html lang="${escapeHtml(locale)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<header><h1>${escapeHtml(words.title)}</h1>${dated(now, input)}</header>`,
    '<main>',
    '',
  ].join('\n');
  for (const group of pages) {
    yield pageHead(group);
    if (group.found) yield* foundOnPage(group.found, group.source, input);
    for (const note of group.notes) yield noteArticle(note, input);
    yield '</section>\n';
  }
  if (onClaims.length > 0) {
    yield `<section>\n<h2>${escapeHtml(words.onClaims)}</h2>\n`;
    for (const note of onClaims) yield noteArticle(note, input);
    yield '</section>\n';
  }
  yield* metWhileReading(input);
  yield `</main>\n<footer>Caveat ${escapeHtml(version)}</footer>\n</body>\n</html>\n`;
}

function pageHead({ source, title }: PageGroup): string {
  const address = webAddress(source);
  const shown = escapeHtml(address ?? source);
  return `<section>\n<h2 dir="auto">${escapeHtml(title || source)}</h2>\n<p class="address">${
    address === null ? shown : anchor(address, shown)
  }</p>\n`;
}

const dated = (iso: string, { words }: ExportInput): string =>
  `<time datetime="${utc(iso)}">${escapeHtml(words.date(iso))}</time>`;

function blockquote(
  quote: string,
  link: string | null,
  language: string | undefined,
  color?: Annotation['color'],
): string {
  const text = escapeHtml(quote);
  const style = color === undefined ? '' : ` class="${color}"`;
  const lang = language === undefined ? '' : ` lang="${escapeHtml(language)}"`;
  return `<blockquote${style} dir="auto"${lang}>${link === null ? text : anchor(link, text)}</blockquote>`;
}

function noteArticle(note: Annotation, input: ExportInput): string {
  const { id, text, claim, tags, color, target, motivation, created } = note;
  const { words } = input;
  const quote = quoteOf(note);
  const level = claim === undefined ? undefined : input.claimOf(claim)?.level;
  const heading = motivation === 'questioning' ? words.question : text === '' ? words.highlight : words.note;
  const label = [heading, ...(color === undefined ? [] : [words.color(color)])].map(escapeHtml).join(' · ');
  return [
    `<article id="cav-${escapeHtml(id.replace(/^urn:uuid:/, ''))}">`,
    quote === '' || !target ? '' : blockquote(quote, deepLink(target), target.language, color),
    claim === undefined
      ? ''
      : `<p class="claim">${escapeHtml(claimText(claim, input))}${
          level === undefined ? '' : ` (${escapeHtml(words.level(level))})`
        }</p>`,
    `<p class="label">${label} · ${dated(created, input)}</p>`,
    text === '' ? '' : `<div class="note" dir="auto">${noteAsHtml(text)}</div>`,
    tags.length > 0 ? `<p class="tags">${tags.map((tag) => `<span>${escapeHtml(tag)}</span>`).join('')}</p>` : '',
    '</article>\n',
  ]
    .filter(Boolean)
    .join('\n');
}

/** The page's counts and what it relays, its sentences, what it leaves out, then claim by claim what is open. */
function* foundOnPage(page: PageInFile, source: string, input: ExportInput): Generator<FilePiece, void> {
  const { words, locale } = input;
  const { report } = page;
  if (report.claims.length > 0) yield list(words.tally(report), 'tally');
  for (const found of report.annotations) yield sentenceArticle(found, page, source, input);
  if (report.missing.length > 0) {
    const unsaid = report.missing.map(({ qualifier }) => localized(qualifier.claim.text, locale).text);
    yield `<section class="missing">\n<h3>${escapeHtml(words.missing)}</h3>\n${list(unsaid)}</section>\n`;
  }
  for (const claim of report.claims) yield claimSection(claim, page, input);
}

const list = (items: readonly string[], name = ''): string =>
  `<ul${name === '' ? '' : ` class="${name}"`}>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>\n`;

function sentenceArticle(
  { quote, claim, level, wording, attribution, comparison }: ClaimAnnotation,
  { language, report }: PageInFile,
  source: string,
  input: ExportInput,
): string {
  const { words } = input;
  const link = deepLink({ source, selectors: [{ type: 'TextQuoteSelector', exact: quote, prefix: '', suffix: '' }] });
  const onPage = report.claims.find(({ key }) => key === claim);
  const said = [words.attribution(attribution), onPage ? words.comparison(comparison, onPage) : null];
  const drift = words.drift(wording.drift);
  return [
    '<article>',
    blockquote(quote, link, language),
    `<p class="claim">${escapeHtml(claimText(claim, input))} (${escapeHtml(words.level(level))})</p>`,
    ...said.flatMap((text) => (text === null ? [] : [`<p class="said">${escapeHtml(text)}</p>`])),
    ...(drift === null ? [] : [`<p class="said changed">${escapeHtml(drift)}</p>`]),
    '</article>\n',
  ].join('\n');
}

function claimSection({ key, claim, gaps }: ClaimOnPage, { report }: PageInFile, input: ExportInput): string {
  const { words, locale } = input;
  const origin = report.oneOrigin.find((one) => one.claim === key);
  const unverified = [
    ...claim.record.unverified.map((text) => localized(text, locale).text),
    ...gaps.map((gap) => words.gap(gap)),
  ];
  const settle = claim.record.wouldSettle.map((text) => localized(text, locale).text);
  if (unverified.length === 0 && settle.length === 0 && !origin) return '';
  const part = (heading: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `<p class="label">${escapeHtml(heading)}</p>\n${list(items)}`;
  return `<article>\n<h3>${escapeHtml(claimText(key, input))}</h3>\n${
    origin ? `<p>${escapeHtml(words.oneOrigin(origin))}</p>\n` : ''
  }${part(words.notVerified, unverified)}${part(words.wouldSettle, settle)}</article>\n`;
}

/** What was met while reading, claim by claim, where the reader wants it in the file. */
function* metWhileReading(input: ExportInput): Generator<FilePiece, void> {
  const { words } = input;
  const met = metByClaim(input);
  if (met.length === 0) return;
  yield `<section>\n<h2>${escapeHtml(words.read)}</h2>\n`;
  for (const { claim, sightings } of met) {
    yield `<article>\n<h3>${escapeHtml(claimText(claim, input))}</h3>\n`;
    for (const { page, title, outlet, language, wording } of sightings) {
      const address = webAddress(page);
      const name = escapeHtml(outlet || hostOf(page) || title);
      const { at, quote, drift, figure } = wording;
      const details = [words.drift(drift), figure ? words.figure(figure.said, figure.record) : null];
      yield `<p>${dated(at, input)} ${address === null ? name : anchor(address, name)}</p>\n${blockquote(quote, null, language)}\n${details
        .filter((text) => text !== null)
        .map((text) => `<p class="said">${escapeHtml(text)}</p>\n`)
        .join('')}`;
    }
    yield '</article>\n';
  }
  yield '</section>\n';
}
