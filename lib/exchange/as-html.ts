/** Text and Markdown as HTML for files. Every character that could be markup is escaped on its way out. */
import { type MarkdownBlock, type MarkdownInline, readMarkdown } from '../markdown/index.ts';

/** Text as HTML shows it, in elements and in quoted attributes. Characters HTML forbids become U+FFFD. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** Text whose lines stay lines. */
export const htmlLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(escapeHtml)
    .join('<br/>');

/** `content` is HTML already. The page behind a link learns nothing of the file it stands in. */
export const anchor = (address: string, content: string): string =>
  `<a href="${escapeHtml(address)}" rel="noopener noreferrer">${content}</a>`;

/** A note's Markdown as HTML: only elements made here, and links to the web. Empty for an empty note. */
export const noteAsHtml = (text: string): string => (text === '' ? '' : readMarkdown(text).map(block).join(''));

/** As the library shows it: headings in a note are no headings of the file. */
function block(one: MarkdownBlock): string {
  switch (one.kind) {
    case 'paragraph':
      return element('p', inlines(one.content));
    case 'heading':
      return element('p', element('strong', inlines(one.content)));
    case 'code':
      return element('pre', code(one.text));
    case 'rule':
      return '<hr/>';
    case 'quote':
      return element('blockquote', one.content.map(block).join(''));
    case 'list': {
      const items = one.items.map(({ done, content }) => {
        const box = done === null ? '' : done ? '\u2611 ' : '\u2610 ';
        return element('li', box + content.map(inItem).join(''));
      });
      if (one.start === null) return element('ul', items.join(''));
      return `<ol${one.start === 1 ? '' : ` start="${one.start}"`}>${items.join('')}</ol>`;
    }
    case 'table':
      return element('table', one.rows.map((row, index) => tableRow(row, index === 0 ? 'th' : 'td')).join(''));
  }
}

/** A list's words stand beside its mark, not in a paragraph below it. */
const inItem = (one: MarkdownBlock, index: number): string =>
  index === 0 && one.kind === 'paragraph' ? inlines(one.content) : block(one);

const tableRow = (cells: readonly (readonly MarkdownInline[])[], name: 'th' | 'td'): string =>
  element('tr', cells.map((cell) => element(name, inlines(cell))).join(''));

const inlines = (pieces: readonly MarkdownInline[]): string => pieces.map(inline).join('');

function inline(piece: MarkdownInline): string {
  if (typeof piece === 'string') return htmlLines(piece);
  switch (piece.kind) {
    case 'strong':
    case 'em':
      return element(piece.kind, inlines(piece.content));
    case 'del':
      return element('s', inlines(piece.content));
    case 'code':
      return code(piece.text);
    case 'break':
      return '<br/>';
    case 'link':
      return anchor(piece.href, inlines(piece.content));
  }
}

/** White space as character references where it counts: a reference manager's field is one line, its runs one space. */
const code = (text: string): string =>
  element(
    'code',
    escapeHtml(text).replace(/[\n\t]|\s(?=\s)/g, (space) => `&#${space.charCodeAt(0)};`),
  );

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
