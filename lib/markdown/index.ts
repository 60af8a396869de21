/** Markdown as a reader types it, read into a small tree. Never markup: what looks like HTML stays the characters it is. */
import { Lexer, type Token, type Tokens } from 'marked';

export type MarkdownBlock =
  | { readonly kind: 'paragraph' | 'heading'; readonly content: readonly MarkdownInline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'quote'; readonly content: readonly MarkdownBlock[] }
  | {
      readonly kind: 'list';
      /** Its first number; null for bullets. */
      readonly start: number | null;
      readonly items: readonly { readonly done: boolean | null; readonly content: readonly MarkdownBlock[] }[];
    }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly MarkdownInline[])[])[] };

export type MarkdownInline =
  | string
  | { readonly kind: 'strong' | 'em' | 'del'; readonly content: readonly MarkdownInline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  /** `href` is http or https. */
  | { readonly kind: 'link'; readonly href: string; readonly content: readonly MarkdownInline[] };

/** Beyond this depth of lists and quotes the text stands as it was typed. */
const DEEPEST = 8;

/** UTF-16 units. Nobody types more by hand; an imported note may hold more, and reading it must not hold up the page. */
const LONGEST = 20_000;

/** `text` as a tree. Line breaks are kept, as a reader who types them means them. */
export function readMarkdown(text: string): readonly MarkdownBlock[] {
  if (text.length > LONGEST) return asTyped(text);
  try {
    return blocksOf(new Lexer({ gfm: true, breaks: true }).lex(text), 0);
  } catch {
    // Thousands of quotes in each other are more than the lexer's stack holds.
    return asTyped(text);
  }
}

/** Whether `blocks` show anything that the text alone would not. */
export const isPlain = (blocks: readonly MarkdownBlock[]): boolean =>
  blocks.every(
    ({ kind, ...block }) =>
      kind === 'paragraph' &&
      'content' in block &&
      block.content.every((piece) => typeof piece === 'string' || ('kind' in piece && piece.kind === 'break')),
  );

function blocksOf(tokens: readonly Token[], depth: number): MarkdownBlock[] {
  return tokens.flatMap((token) => blockOf(token as Tokens.Generic, depth));
}

/** The tokens are those of a lexer without extensions, each with the fields of its type. */
function blockOf(token: Token, depth: number): MarkdownBlock[] {
  if (depth > DEEPEST) return asTyped(token.raw);
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
      return [{ kind: 'heading', content: inlineOf(token.tokens) }];
    case 'code':
      return [{ kind: 'code', text: token['text'] }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'blockquote':
      return [{ kind: 'quote', content: blocksOf(token.tokens ?? [], depth + 1) }];
    case 'list':
      return [listOf(token as Tokens.List, depth)];
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [{ kind: 'table', rows: [header, ...rows].map((row) => row.map((cell) => inlineOf(cell.tokens))) }];
    }
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', content: token.tokens ? inlineOf(token.tokens) : [token['text']] }];
    default:
      return asTyped(token.raw);
  }
}

const asTyped = (raw: string): MarkdownBlock[] =>
  raw.trim() === '' ? [] : [{ kind: 'paragraph', content: [raw.trim()] }];

function listOf({ ordered, start, items }: Tokens.List, depth: number): MarkdownBlock {
  return {
    kind: 'list',
    start: ordered ? Number(start) : null,
    items: items.map(({ task, checked, tokens }) => ({
      done: task ? checked === true : null,
      content: blocksOf(
        tokens.filter(({ type }) => type !== 'checkbox'),
        depth + 1,
      ),
    })),
  };
}

function inlineOf(tokens: readonly Token[] | undefined): MarkdownInline[] {
  return (tokens ?? []).flatMap((token): MarkdownInline[] => {
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'del':
        return [{ kind: token.type, content: inlineOf(token.tokens) }];
      case 'codespan':
        return [{ kind: 'code', text: token['text'] }];
      case 'br':
        return [{ kind: 'break' }];
      case 'link':
        return linkOf(token as Tokens.Link);
      case 'image':
        // A picture would be fetched, and tell its server that the note is read.
        return linkOf({ ...(token as Tokens.Image), tokens: [] });
      case 'escape':
        return [token['text']];
      case 'text':
        return token.tokens ? inlineOf(token.tokens) : [token['text']];
      default:
        return [token.raw];
    }
  });
}

function linkOf({ href, text, tokens }: Pick<Tokens.Link, 'href' | 'text'> & { tokens?: Token[] }): MarkdownInline[] {
  const content = tokens?.length ? inlineOf(tokens) : [text || href];
  return /^https?:\/\/[^\s]+$/i.test(href) ? [{ kind: 'link', href, content }] : content;
}
