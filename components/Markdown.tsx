import { useMemo } from 'preact/hooks';
import { readMarkdown } from '../lib/markdown/index.ts';
import { MarkdownText } from './MarkdownText.tsx';

/** A note's text as Markdown. For Caveat's own pages: the card on a page has the reader of Markdown come when needed. */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  return <MarkdownText blocks={blocks} />;
}
